-- What has been applied to this database, and when.
CREATE SCHEMA foundation;
GRANT USAGE ON SCHEMA foundation TO {application_role};

CREATE TABLE foundation.migration (
    number     integer PRIMARY KEY,
    room       text NOT NULL,
    name       text NOT NULL,
    digest     text NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE foundation.migration IS 'One row per migration file, with the SHA-256 of what was applied.';
GRANT SELECT ON foundation.migration TO {application_role};

-- Nobody makes tables where every role looks first.
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
