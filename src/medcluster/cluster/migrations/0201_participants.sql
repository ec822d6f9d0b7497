-- The cluster's participants and their way to opening. Nothing here is about a patient.
CREATE TABLE cluster.installation (
    id        boolean PRIMARY KEY DEFAULT true CHECK (id), -- one row
    profile   jsonb NOT NULL,                              -- name, place, summary, notice, facts
    operator  text NOT NULL,
    time_zone text NOT NULL,
    changed   timestamptz NOT NULL
);

CREATE TABLE cluster.participant (
    id      text PRIMARY KEY,        -- Organization id
    ordinal integer NOT NULL,        -- order of the description
    kind    text NOT NULL,
    country text NOT NULL,
    part_of text NOT NULL DEFAULT '',
    profile jsonb NOT NULL           -- names, summary, plans, facts, credentials, founded, source
);

CREATE TABLE cluster.milestone (
    participant text NOT NULL REFERENCES cluster.participant,
    ordinal     integer NOT NULL CHECK (ordinal BETWEEN 1 AND 7),
    stage       text NOT NULL,
    reached_on  text NOT NULL DEFAULT '', -- year, month or day, as exactly as it is known; empty: only that it was
    source      text NOT NULL,
    documents   jsonb NOT NULL DEFAULT '[]',
    note        jsonb NOT NULL DEFAULT '{}',
    recorded    timestamptz NOT NULL,
    recorded_by text NOT NULL,
    PRIMARY KEY (participant, ordinal),
    UNIQUE (participant, stage)
);

CREATE TABLE cluster.next_act (
    id          text PRIMARY KEY,
    participant text NOT NULL REFERENCES cluster.participant,
    who         jsonb NOT NULL,
    what        jsonb NOT NULL,
    due         date,
    source      text NOT NULL,
    done        timestamptz,
    done_by     text NOT NULL DEFAULT ''
);
CREATE INDEX next_act_open ON cluster.next_act (participant) WHERE done IS NULL;

-- What installing a description has written into the record, so that installing it again writes nothing, and what was
-- changed since by hand stays until its description changes.
CREATE TABLE cluster.installed (
    reference text PRIMARY KEY,      -- Type/id, or a participant
    digest    text NOT NULL
);

GRANT SELECT, INSERT, UPDATE ON cluster.installation, cluster.participant, cluster.milestone, cluster.next_act,
    cluster.installed TO {application_role};
GRANT DELETE ON cluster.next_act TO {application_role};
