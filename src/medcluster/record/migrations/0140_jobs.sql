-- Long work that somebody asked for: kept here, so that it goes on after any interruption, with the rights of who asked.
CREATE TABLE record.job (
    id           text PRIMARY KEY,
    kind         text NOT NULL CHECK (kind IN ('export', 'import')),
    account      text NOT NULL CHECK (account <> ''),
    caller       jsonb NOT NULL,               -- who asked, with the rights of that moment
    purpose      text NOT NULL,
    request      text NOT NULL,                -- the address that was asked, for the manifest
    asked        jsonb NOT NULL,
    at           timestamptz NOT NULL,
    state        text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled')),
    lease        text NOT NULL DEFAULT '',     -- of the process that carries it out
    leased_until timestamptz,
    attempts     integer NOT NULL DEFAULT 0,
    plan         jsonb,                        -- as of when, once that is decided
    done         bigint NOT NULL DEFAULT 0,    -- resources
    note         text NOT NULL DEFAULT '',     -- what it is at
    problem      jsonb,                        -- why it failed
    finished     timestamptz,
    expires      timestamptz
);
CREATE INDEX job_open ON record.job (at, id) WHERE state IN ('waiting', 'running');
CREATE INDEX job_of_account ON record.job (account, at);

-- A part of a job, done as a whole or not at all. `rids`: the resources that it is about; null: those of the type beyond
-- `after`, as far as one file goes.
CREATE TABLE record.job_part (
    job       text NOT NULL REFERENCES record.job ON DELETE CASCADE,
    number    integer NOT NULL,
    type      text COLLATE "C" NOT NULL,
    after     bigint NOT NULL DEFAULT 0,
    rids      bigint[],
    done      boolean NOT NULL DEFAULT false,
    resources integer NOT NULL DEFAULT 0,
    deleted   integer NOT NULL DEFAULT 0,
    refused   integer NOT NULL DEFAULT 0,
    source    text NOT NULL DEFAULT '',        -- of an import: the address that it came from
    PRIMARY KEY (job, number)
);

-- Who asked sees it, and so does the platform, which carries it out.
DO $$
DECLARE
    room text;
    everything constant text := $p$(SELECT current_setting('medcluster.every_row', true) = 'on')$p$;
    own constant text := $p$account = (SELECT nullif(current_setting('medcluster.account', true), ''))$p$;
BEGIN
    FOREACH room IN ARRAY ARRAY['job', 'job_part'] LOOP
        EXECUTE format('ALTER TABLE record.%I ENABLE ROW LEVEL SECURITY', room);
        EXECUTE format('ALTER TABLE record.%I FORCE ROW LEVEL SECURITY', room);
        EXECUTE format('CREATE POLICY owner ON record.%I TO CURRENT_USER USING (true) WITH CHECK (true)', room);
    END LOOP;
    EXECUTE format('CREATE POLICY visible ON record.job TO {application_role} USING (%s OR %s)', everything, own);
    EXECUTE format('CREATE POLICY visible ON record.job_part TO {application_role}
                    USING (%s OR EXISTS (SELECT FROM record.job AS j WHERE j.id = job AND j.%s))', everything, own);
END
$$;
GRANT SELECT, INSERT, UPDATE, DELETE ON record.job, record.job_part TO {application_role};

-- As of when exports were taken: one that asks for what changed since an earlier one gets exactly what that did not have,
-- whichever instants the clocks of writers said. Valid in the server that it was taken in.
CREATE TABLE record.export_position (
    at       timestamptz PRIMARY KEY,
    server   text NOT NULL,
    snapshot pg_snapshot NOT NULL
);
GRANT SELECT, INSERT ON record.export_position TO {application_role};

-- Which lines of which files are in the record: written in the transaction that loads them.
CREATE TABLE record.imported (
    digest    text NOT NULL,                   -- of the file, as it was given
    updating  boolean NOT NULL,                -- whether it may change what is there
    first     integer NOT NULL,
    last      integer NOT NULL,
    resources integer NOT NULL,
    refused   integer NOT NULL,
    at        timestamptz NOT NULL,
    PRIMARY KEY (digest, updating, first)
);
GRANT SELECT, INSERT, DELETE ON record.imported TO {application_role};

-- The resources of a type in the order in which they were made: what is gone through part by part.
CREATE INDEX resource_type_rid ON record.resource (type, rid);
