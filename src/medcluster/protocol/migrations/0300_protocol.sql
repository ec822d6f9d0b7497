-- Which versions are frozen, who is enrolled where, and the board: what each enrolment's progress says, kept as a cache.
CREATE SCHEMA protocol;
GRANT USAGE ON SCHEMA protocol TO {application_role};

-- A published version: nothing of it can be changed, so the same version with other content is refused.
CREATE TABLE protocol.version (
    name         text COLLATE "C" NOT NULL,
    version      text COLLATE "C" NOT NULL,
    text         text NOT NULL,          -- as authors write it; the record holds the definitions made from it
    published_at timestamptz NOT NULL,
    published_by text NOT NULL,          -- account
    PRIMARY KEY (name, version)
);
COMMENT ON TABLE protocol.version IS 'Frozen versions: insert only. Running enrolments are pinned to them.';
GRANT SELECT, INSERT ON protocol.version TO {application_role};

-- At most one running enrolment of a patient in a protocol, whoever writes.
CREATE TABLE protocol.running (
    patient   text NOT NULL,
    protocol  text NOT NULL,
    careplan  text NOT NULL UNIQUE,
    custodian integer NOT NULL,
    grants    integer[] NOT NULL,        -- who watches patients on protocols
    PRIMARY KEY (patient, protocol)
);
COMMENT ON TABLE protocol.running IS 'A constraint, not a cache: written in the transaction that enrols, exits or resumes.';

-- One row per enrolment: the cache of progress(version, facts, now), with the instant at which time alone changes it.
CREATE TABLE protocol.enrolment (
    careplan        text COLLATE "C" PRIMARY KEY,
    pat             bigint NOT NULL,     -- pat, custodian, grants: as in record.resource
    custodian       integer NOT NULL,
    grants          integer[] NOT NULL,
    patient         text NOT NULL,
    name            text NOT NULL,
    latin_name      text NOT NULL,
    birth_date      text NOT NULL,
    gender          text NOT NULL,
    number          text NOT NULL,
    protocol        text NOT NULL,
    version         text NOT NULL,
    participant     text NOT NULL,
    coordinator     text NOT NULL,
    status          text NOT NULL,
    open            boolean NOT NULL,
    created         timestamptz NOT NULL,
    stage           text NOT NULL,
    state           smallint NOT NULL,   -- rank in model.WORST_FIRST
    state_key       text NOT NULL,
    reason          text NOT NULL,
    late_since      timestamptz,
    next_key        text NOT NULL,
    next_state      smallint,
    next_roles      text[] NOT NULL,
    next_owner      text NOT NULL,
    next_owner_name text NOT NULL,
    next_earliest   timestamptz,
    next_target     timestamptz,
    next_latest     timestamptz,
    anchor          text NOT NULL,
    anchor_at       timestamptz,
    anchor_actual   boolean NOT NULL,
    strip           text NOT NULL,
    words           text NOT NULL,       -- folded names, birth date and numbers, each after a space
    name_key        text COLLATE "C" NOT NULL,
    order_at        timestamptz NOT NULL, -- within one state: the longest overdue first
    when_at         timestamptz NOT NULL,
    changed_at      timestamptz NOT NULL,
    changes_at      timestamptz
);
CREATE INDEX enrolment_by_state ON protocol.enrolment (open, state, order_at, careplan);
CREATE INDEX enrolment_by_participant ON protocol.enrolment (open, participant, state, order_at, careplan);
CREATE INDEX enrolment_by_protocol ON protocol.enrolment (open, protocol, state, order_at, careplan);
CREATE INDEX enrolment_by_stage ON protocol.enrolment (open, stage, state, order_at, careplan);
CREATE INDEX enrolment_by_name ON protocol.enrolment (open, name_key, careplan);
CREATE INDEX enrolment_by_when ON protocol.enrolment (open, when_at, careplan);
CREATE INDEX enrolment_by_change ON protocol.enrolment (open, changed_at, careplan);
CREATE INDEX enrolment_by_coordinator ON protocol.enrolment (coordinator, open, state, order_at, careplan);
CREATE INDEX enrolment_by_owner ON protocol.enrolment (next_owner, open, state, order_at, careplan)
    WHERE next_owner <> '';
CREATE INDEX enrolment_by_patient ON protocol.enrolment (patient);
CREATE INDEX enrolment_by_time ON protocol.enrolment (changes_at) WHERE changes_at IS NOT NULL;
COMMENT ON TABLE protocol.enrolment IS 'Derived; `medcluster board verify` recomputes it, `medcluster board rebuild` writes it anew.';

-- How many open enrolments share everything the board counts: its figures cost what is shown, not what is stored.
CREATE TABLE protocol.tally (
    participant text NOT NULL,
    protocol    text NOT NULL,
    stage       text NOT NULL,
    state       smallint NOT NULL,
    roles       text[] NOT NULL,
    custodian   integer NOT NULL,
    grants      integer[] NOT NULL,
    number      bigint NOT NULL,
    PRIMARY KEY (participant, protocol, stage, state, roles, custodian, grants)
);
COMMENT ON TABLE protocol.tally IS 'Kept by triggers on protocol.enrolment.';

CREATE FUNCTION protocol.keep_tally() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO protocol.tally AS t
        SELECT participant, protocol, stage, state, next_roles, custodian, grants, count(*)
        FROM fresh WHERE open GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 1, 2, 3, 4, 5, 6, 7
        ON CONFLICT (participant, protocol, stage, state, roles, custodian, grants)
        DO UPDATE SET number = t.number + excluded.number;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO protocol.tally AS t
        SELECT participant, protocol, stage, state, next_roles, custodian, grants, -count(*)
        FROM stale WHERE open GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 1, 2, 3, 4, 5, 6, 7
        ON CONFLICT (participant, protocol, stage, state, roles, custodian, grants)
        DO UPDATE SET number = t.number + excluded.number;
    ELSE
        INSERT INTO protocol.tally AS t
        SELECT participant, protocol, stage, state, next_roles, custodian, grants, sum(step)
        FROM (SELECT *, 1 AS step FROM fresh WHERE open UNION ALL SELECT *, -1 FROM stale WHERE open) both_sides
        GROUP BY 1, 2, 3, 4, 5, 6, 7 HAVING sum(step) <> 0 ORDER BY 1, 2, 3, 4, 5, 6, 7
        ON CONFLICT (participant, protocol, stage, state, roles, custodian, grants)
        DO UPDATE SET number = t.number + excluded.number;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER tally_of_new AFTER INSERT ON protocol.enrolment
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION protocol.keep_tally();
CREATE TRIGGER tally_of_changed AFTER UPDATE ON protocol.enrolment
    REFERENCING OLD TABLE AS stale NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION protocol.keep_tally();
CREATE TRIGGER tally_of_gone AFTER DELETE ON protocol.enrolment
    REFERENCING OLD TABLE AS stale FOR EACH STATEMENT EXECUTE FUNCTION protocol.keep_tally();

-- One row per open occurrence and role that may do it.
CREATE TABLE protocol.work_item (
    careplan    text COLLATE "C" NOT NULL,
    key         text COLLATE "C" NOT NULL,
    role        text NOT NULL,
    pat         bigint NOT NULL,
    custodian   integer NOT NULL,
    grants      integer[] NOT NULL,
    patient     text NOT NULL,
    name        text NOT NULL,
    latin_name  text NOT NULL,
    number      text NOT NULL,
    birth_date  text NOT NULL,
    protocol    text NOT NULL,
    version     text NOT NULL,
    participant text NOT NULL,           -- where the step is done
    stage       text NOT NULL,
    step        text NOT NULL,
    state       smallint NOT NULL,
    roles       text[] NOT NULL,
    owner       text NOT NULL,
    owner_name  text NOT NULL,
    earliest    timestamptz,
    target      timestamptz,
    latest      timestamptz,
    anchor      text NOT NULL,
    anchor_at   timestamptz,
    task        text NOT NULL,
    task_version integer NOT NULL,
    order_at    timestamptz NOT NULL,   -- upcoming: its earliest moment; else its latest
    PRIMARY KEY (careplan, key, role)
);
CREATE INDEX work_item_by_participant ON protocol.work_item (participant, role, state, order_at, careplan, key);
CREATE INDEX work_item_by_role ON protocol.work_item (role, state, order_at, careplan, key);
CREATE INDEX work_item_by_owner ON protocol.work_item (owner, state, order_at, careplan, key) WHERE owner <> '';
CREATE INDEX work_item_by_patient ON protocol.work_item (patient);
COMMENT ON TABLE protocol.work_item IS 'Derived, with protocol.enrolment.';

GRANT SELECT, INSERT, UPDATE, DELETE
    ON protocol.running, protocol.enrolment, protocol.tally, protocol.work_item TO {application_role};

-- Who sees a row here is who sees the CarePlan behind it: the policy of the record, for the same settings.
DO $$
DECLARE
    terms constant text := $p$
        (SELECT current_setting('medcluster.every_row', true) = 'on')
        OR custodian = ANY ((SELECT coalesce(nullif(current_setting('medcluster.terms', true), ''), '{}')::integer[])::integer[])
        OR grants && (SELECT coalesce(nullif(current_setting('medcluster.terms', true), ''), '{}')::integer[])$p$;
    own_patient constant text := $p$
        OR pat = (SELECT nullif(current_setting('medcluster.patient', true), '')::bigint)$p$;
    own_custodian constant text := $p$
        OR custodian = (SELECT nullif(current_setting('medcluster.custodian', true), '')::integer)$p$;
    place text;
    may_read text;
BEGIN
    FOREACH place IN ARRAY ARRAY['running', 'enrolment', 'work_item', 'tally'] LOOP
        may_read := terms || CASE WHEN place IN ('enrolment', 'work_item') THEN own_patient ELSE '' END;
        EXECUTE format('ALTER TABLE protocol.%I ENABLE ROW LEVEL SECURITY', place);
        EXECUTE format('ALTER TABLE protocol.%I FORCE ROW LEVEL SECURITY', place);
        EXECUTE format('CREATE POLICY visible ON protocol.%I TO {application_role} USING (%s) WITH CHECK (%s %s)',
                       place, may_read, may_read, own_custodian);
    END LOOP;
END
$$;
