-- Index rows are made anew, resource by resource, when their format changes or a search parameter is added: which runs
-- there were, and how far they have come. A run is taken up where it stopped.
DROP TABLE record.index_format;
CREATE TABLE record.reindexing (
    name     text PRIMARY KEY,                 -- 'format 2', or the url of a search parameter
    types    text[] NOT NULL,                  -- of the resources; empty for all
    began    timestamptz NOT NULL DEFAULT now(),
    last     bigint NOT NULL,                  -- the highest rid that it has to reach
    total    bigint NOT NULL,                  -- resources when it began
    reached  bigint NOT NULL DEFAULT 0,        -- the rid up to which it is done
    done     bigint NOT NULL DEFAULT 0,
    finished timestamptz
);
GRANT SELECT, INSERT, UPDATE ON record.reindexing TO {application_role};

-- What was stored before 0110 has rows of the first format.
INSERT INTO record.reindexing (name, types, last, total, finished)
SELECT 'format 2', '{}', coalesce(max(rid), 0), count(*), CASE WHEN count(*) = 0 THEN now() END FROM record.resource;
