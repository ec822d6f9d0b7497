-- The tally by everything the board's figures are asked by: also by version, by whose enrolment it is, and of those that
-- are over. Its rows carry no patient, so who may see counts (and perhaps nobody behind them) reads all of them.
DROP TABLE protocol.tally;
CREATE TABLE protocol.tally (
    owner       text COLLATE "C" NOT NULL,   -- '': whoever; else the coordinator, or who has the next step
    open        boolean NOT NULL,
    participant text NOT NULL,
    protocol    text NOT NULL,
    version     text NOT NULL,
    stage       text NOT NULL,
    state       smallint NOT NULL,
    roles       text[] NOT NULL,
    custodian   integer NOT NULL,
    grants      integer[] NOT NULL,
    number      bigint NOT NULL,
    PRIMARY KEY (owner, open, participant, protocol, version, stage, state, roles, custodian, grants)
);
COMMENT ON TABLE protocol.tally IS 'Kept by triggers on protocol.enrolment.';
GRANT SELECT, INSERT, UPDATE, DELETE ON protocol.tally TO {application_role};

-- What enrolments count for: each once for whoever, and once for every person whose it is.
CREATE OR REPLACE FUNCTION protocol.keep_tally() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO protocol.tally AS t
        SELECT w.owner, open, participant, protocol, version, stage, state, next_roles, custodian, grants, count(*)
        FROM fresh AS e CROSS JOIN LATERAL (SELECT DISTINCT unnest(ARRAY['', e.coordinator, e.next_owner])) AS w(owner)
        GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
        ON CONFLICT (owner, open, participant, protocol, version, stage, state, roles, custodian, grants)
        DO UPDATE SET number = t.number + excluded.number;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO protocol.tally AS t
        SELECT w.owner, open, participant, protocol, version, stage, state, next_roles, custodian, grants, -count(*)
        FROM stale AS e CROSS JOIN LATERAL (SELECT DISTINCT unnest(ARRAY['', e.coordinator, e.next_owner])) AS w(owner)
        GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
        ON CONFLICT (owner, open, participant, protocol, version, stage, state, roles, custodian, grants)
        DO UPDATE SET number = t.number + excluded.number;
    ELSE
        INSERT INTO protocol.tally AS t
        SELECT w.owner, open, participant, protocol, version, stage, state, next_roles, custodian, grants, sum(step)
        FROM (SELECT *, 1 AS step FROM fresh UNION ALL SELECT *, -1 FROM stale) AS e
             CROSS JOIN LATERAL (SELECT DISTINCT unnest(ARRAY['', e.coordinator, e.next_owner])) AS w(owner)
        GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 HAVING sum(step) <> 0 ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
        ON CONFLICT (owner, open, participant, protocol, version, stage, state, roles, custodian, grants)
        DO UPDATE SET number = t.number + excluded.number;
    END IF;
    RETURN NULL;
END $$;

ALTER TABLE protocol.enrolment NO FORCE ROW LEVEL SECURITY;
INSERT INTO protocol.tally
SELECT w.owner, open, participant, protocol, version, stage, state, next_roles, custodian, grants, count(*)
FROM protocol.enrolment AS e
     CROSS JOIN LATERAL (SELECT DISTINCT unnest(ARRAY['', e.coordinator, e.next_owner])) AS w(owner)
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10;
ALTER TABLE protocol.enrolment FORCE ROW LEVEL SECURITY;

-- Who sees a row is who sees the enrolments counted in it, and who was given the counts of the whole cluster.
ALTER TABLE protocol.tally ENABLE ROW LEVEL SECURITY;
ALTER TABLE protocol.tally FORCE ROW LEVEL SECURITY;
DO $$
DECLARE
    may_read constant text := $p$
        (SELECT current_setting('medcluster.every_row', true) = 'on')
        OR custodian = ANY ((SELECT coalesce(nullif(current_setting('medcluster.terms', true), ''), '{}')::integer[])::integer[])
        OR grants && (SELECT coalesce(nullif(current_setting('medcluster.terms', true), ''), '{}')::integer[])$p$;
    own_custodian constant text := $p$
        OR custodian = (SELECT nullif(current_setting('medcluster.custodian', true), '')::integer)$p$;
BEGIN
    EXECUTE format('CREATE POLICY visible ON protocol.tally TO {application_role} USING (%s) WITH CHECK (%s %s)',
                   may_read, may_read, own_custodian);
    EXECUTE $p$CREATE POLICY counted ON protocol.tally FOR SELECT TO {application_role}
               USING ((SELECT current_setting('medcluster.counts', true) = 'on'))$p$;
END
$$;
