-- The shared record: resources with their history, what searches look up, the change log, the audit.
--
-- Every table that holds or indexes patient data repeats custodian, pat and grants, so that row-level security decides
-- on the row itself, before LIMIT. All indexes are B-trees: under row-level security the planner may only use leakproof
-- operators as index conditions. Where the words come from: docs/reasons, and the docstring of the room.
CREATE SCHEMA record;
GRANT USAGE ON SCHEMA record TO {application_role};

-- Numbers of rows; a process takes a thousand at a time, so that rows and what points at them go in by one statement.
CREATE SEQUENCE record.row_number INCREMENT BY 1000 MINVALUE 1000 START 1000;
GRANT USAGE ON SEQUENCE record.row_number TO {application_role};

-- The participants as small numbers: the terms of row-level security.
CREATE TABLE record.custodian (
    number       integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organization text NOT NULL UNIQUE CHECK (organization <> '')
);
GRANT SELECT, INSERT ON record.custodian TO {application_role};

-- Keys that sign what leaves the platform and comes back, such as the cursors of searches.
CREATE TABLE record.secret (
    name  text PRIMARY KEY,
    value bytea NOT NULL
);
INSERT INTO record.secret
SELECT 'cursor', sha256(string_agg(gen_random_uuid()::text, '')::bytea) FROM generate_series(1, 8);
GRANT SELECT ON record.secret TO {application_role};

-- The current version of every resource; a deleted one stays as a tombstone without a body.
CREATE TABLE record.resource (
    rid       bigint PRIMARY KEY,
    ref       bigint NOT NULL UNIQUE,          -- hash of "Type/id": what references, chains and reads look up
    type      text COLLATE "C" NOT NULL,
    id        text COLLATE "C" NOT NULL,
    ver       integer NOT NULL,
    xid       xid8 NOT NULL DEFAULT pg_current_xact_id(),
    ts        timestamptz NOT NULL,            -- meta.lastUpdated
    d         timestamptz NOT NULL,            -- when it happened to the patient, else ts: newest first
    pat       bigint,                          -- ref of the Patient in whose compartment it lies
    custodian integer NOT NULL,
    grants    integer[],                       -- terms beside the custodian's; null for none
    deleted   boolean NOT NULL DEFAULT false,
    body      bytea NOT NULL,                  -- the JSON as reads return it, meta included
    CONSTRAINT somebody_answers_for_it CHECK (custodian > 0 OR (pat IS NULL AND grants = '{0}'))
);
CREATE INDEX resource_patient ON record.resource (pat, d DESC, rid DESC);
CREATE INDEX resource_type_date ON record.resource (type, d DESC, rid DESC) WHERE NOT deleted;
CREATE INDEX resource_type_updated ON record.resource (type, ts DESC, rid DESC) WHERE NOT deleted;

-- Every superseded version, as it was.
CREATE TABLE record.history (
    rid       bigint NOT NULL,
    ver       integer NOT NULL,
    type      text COLLATE "C" NOT NULL,
    id        text COLLATE "C" NOT NULL,
    xid       xid8 NOT NULL,
    ts        timestamptz NOT NULL,
    pat       bigint,
    custodian integer NOT NULL,
    grants    integer[],
    deleted   boolean NOT NULL,
    body      bytea NOT NULL,
    PRIMARY KEY (rid, ver)
);

-- What is looked up by equality: codes, references, URIs. p: parameter of a type; h: hash of the code, reference or URI;
-- s: hash of the code's system. d is the resource's, so that one criterion's postings come newest first and another's
-- are found exactly.
CREATE TABLE record.token (
    h         bigint NOT NULL,
    d         timestamptz NOT NULL,
    rid       bigint NOT NULL,
    pat       bigint,
    p         integer NOT NULL,
    s         integer NOT NULL,
    custodian integer NOT NULL,
    grants    integer[]
);
CREATE INDEX token_value ON record.token (p, h, d DESC, rid DESC);
CREATE INDEX token_rid ON record.token (rid);

-- Strings. v: folded for case and accents, cut where an index entry ends; tail: the rest; original: where it differs.
CREATE TABLE record.text (
    rid       bigint NOT NULL,
    pat       bigint,
    p         integer NOT NULL,
    custodian integer NOT NULL,
    grants    integer[],
    v         text COLLATE "C" NOT NULL,
    tail      text COLLATE "C",
    original  text COLLATE "C"
);
CREATE INDEX text_value ON record.text (p, v, rid);
CREATE INDEX text_rid ON record.text (rid);

-- Dates and periods, from lo up to but not including hi. d is the resource's: nearly always lo lies at d and hi within a
-- day, so that a search by date walks a stretch of d; the rows where it is otherwise are few and have an index of their own.
CREATE TABLE record.span (
    rid       bigint NOT NULL,
    d         timestamptz NOT NULL,
    lo        timestamptz NOT NULL,
    hi        timestamptz NOT NULL,
    pat       bigint,
    p         integer NOT NULL,
    custodian integer NOT NULL,
    grants    integer[]
);
CREATE INDEX span_value ON record.span (p, lo DESC, rid DESC, hi);
CREATE INDEX span_long ON record.span (p, hi, lo, rid) WHERE hi - lo > interval '1 day';
CREATE INDEX span_elsewhere ON record.span (p, hi, lo, d) WHERE d > lo OR hi - d > interval '1 day';
CREATE INDEX span_rid ON record.span (rid);

-- Numbers and quantities; u, c: hashes of the system and of the code (or unit), 0 for none.
CREATE TABLE record.quantity (
    rid       bigint NOT NULL,
    v         double precision NOT NULL,
    pat       bigint,
    p         integer NOT NULL,
    u         integer NOT NULL,
    c         integer NOT NULL,
    custodian integer NOT NULL,
    grants    integer[]
);
CREATE INDEX quantity_value ON record.quantity (p, v, rid);
CREATE INDEX quantity_rid ON record.quantity (rid);

-- Who else may see a patient: new rows inherit these terms, old rows were given them.
CREATE TABLE record.patient_grant (
    pat  bigint NOT NULL,
    term integer NOT NULL,
    PRIMARY KEY (pat, term)
);

-- The change log: read in the order (xid, seq) up to the oldest transaction still running.
CREATE TABLE record.change (
    xid       xid8 NOT NULL DEFAULT pg_current_xact_id(),
    seq       bigint GENERATED ALWAYS AS IDENTITY,
    rid       bigint NOT NULL,
    ver       integer NOT NULL,
    ts        timestamptz NOT NULL,
    type      text COLLATE "C" NOT NULL,
    id        text COLLATE "C" NOT NULL,
    op        text COLLATE "C" NOT NULL CHECK (op IN ('create', 'update', 'delete')),
    pat       bigint,
    patient   text COLLATE "C" NOT NULL,       -- Patient id, '' for none
    custodian integer NOT NULL,
    PRIMARY KEY (xid, seq)
);

-- Who did what, when and why. What a transaction wrote is in the change rows of the same xid.
CREATE TABLE record.audit (
    seq         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    xid         xid8 NOT NULL DEFAULT pg_current_xact_id(),
    at          timestamptz NOT NULL,
    account     text NOT NULL CHECK (account <> ''),
    role        text NOT NULL,
    participant text NOT NULL,
    action      text NOT NULL,
    type        text NOT NULL,
    id          text NOT NULL,
    query       text NOT NULL,                 -- names of parameters, never their values
    purpose     text NOT NULL,
    rows        integer NOT NULL,              -- how many resources were shown or written
    pats        bigint[]                       -- whose
);

GRANT SELECT, INSERT, UPDATE ON record.resource TO {application_role};
GRANT SELECT, INSERT ON record.history TO {application_role};
GRANT SELECT, INSERT, DELETE ON record.token, record.text, record.span, record.quantity TO {application_role};
GRANT SELECT ON record.patient_grant TO {application_role};
GRANT SELECT, INSERT ON record.change TO {application_role};
GRANT INSERT ON record.audit TO {application_role};
