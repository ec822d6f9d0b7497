-- How far the projection has read the change log, and which files were loaded.
CREATE SCHEMA app;
GRANT USAGE ON SCHEMA app TO {application_role};

-- One row per follower of the change log; written in the transaction that did the work.
CREATE TABLE app.position (
    follower text PRIMARY KEY,
    xid      xid8 NOT NULL,
    seq      bigint NOT NULL
);
GRANT SELECT, INSERT, UPDATE ON app.position TO {application_role};

-- A loaded file (or part of one) by the digest of its content; written in the transaction that loads it.
CREATE TABLE app.loaded (
    digest    text PRIMARY KEY,
    file      text NOT NULL,
    resources integer NOT NULL,
    at        timestamptz NOT NULL
);
COMMENT ON COLUMN app.loaded.file IS 'The name alone: folders may tell whose data it was.';
GRANT SELECT, INSERT ON app.loaded TO {application_role};
