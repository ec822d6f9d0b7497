-- Which rows exist for whom. The transaction's settings say who asks: medcluster.terms, .patient, .custodian, .every_row
-- (empty after a transaction, never null: NULLIF). Without settings nothing exists.
--
-- Read: the platform's every_row, or a term that is the custodian or among the grants, or one's own patient.
-- Write: the same, and what is new may carry one's own custodian; who has one patient writes about that one only.
-- The owner's policy serves the two functions below, which run with the owner's rights; nobody signs in as the owner.
DO $$
DECLARE
    reader constant text := $p$
        (SELECT current_setting('medcluster.every_row', true) = 'on')
        OR custodian = ANY ((SELECT coalesce(nullif(current_setting('medcluster.terms', true), ''), '{}')::integer[])::integer[])
        OR %s
        pat = (SELECT nullif(current_setting('medcluster.patient', true), '')::bigint)$p$;
    granted constant text :=
        $p$grants && (SELECT coalesce(nullif(current_setting('medcluster.terms', true), ''), '{}')::integer[]) OR$p$;
    own_patient constant text := $p$(
        (SELECT nullif(current_setting('medcluster.patient', true), '') IS NULL)
        OR pat = (SELECT nullif(current_setting('medcluster.patient', true), '')::bigint))$p$;
    own_custodian constant text :=
        $p$custodian = (SELECT nullif(current_setting('medcluster.custodian', true), '')::integer) OR$p$;
    room text;
    may_read text;
BEGIN
    FOREACH room IN ARRAY ARRAY['resource', 'history', 'token', 'text', 'span', 'quantity', 'change'] LOOP
        EXECUTE format('ALTER TABLE record.%I ENABLE ROW LEVEL SECURITY', room);
        EXECUTE format('ALTER TABLE record.%I FORCE ROW LEVEL SECURITY', room);
        may_read := format(reader, CASE room WHEN 'change' THEN '' ELSE granted END);
        EXECUTE format('CREATE POLICY visible ON record.%I TO {application_role} USING (%s) WITH CHECK (%s AND (%s %s))',
                       room, may_read, own_patient, own_custodian, may_read);
        EXECUTE format('CREATE POLICY owner ON record.%I TO CURRENT_USER USING (true) WITH CHECK (true)', room);
    END LOOP;
END
$$;

-- A change row has no grants: whoever may write the resource (its own policy decides) may say so in the log.
CREATE POLICY append ON record.change FOR INSERT TO {application_role} WITH CHECK (true);

ALTER TABLE record.audit ENABLE ROW LEVEL SECURITY;
ALTER TABLE record.audit FORCE ROW LEVEL SECURITY;
CREATE POLICY append ON record.audit FOR INSERT TO {application_role} WITH CHECK (true);
CREATE POLICY owner ON record.audit FOR SELECT TO CURRENT_USER USING (true);

ALTER TABLE record.patient_grant ENABLE ROW LEVEL SECURITY;
ALTER TABLE record.patient_grant FORCE ROW LEVEL SECURITY;
CREATE POLICY visible ON record.patient_grant FOR SELECT TO {application_role} USING (
    (SELECT current_setting('medcluster.every_row', true) = 'on')
    OR term = ANY ((SELECT coalesce(nullif(current_setting('medcluster.terms', true), ''), '{}')::integer[])::integer[])
    OR pat = (SELECT nullif(current_setting('medcluster.patient', true), '')::bigint));
CREATE POLICY owner ON record.patient_grant TO CURRENT_USER USING (true) WITH CHECK (true);

-- The terms that a new row about a patient inherits, also those that the writer does not share.
CREATE FUNCTION record.inherited(pats bigint[]) RETURNS TABLE (pat bigint, grants integer[])
LANGUAGE sql STABLE SECURITY DEFINER ROWS 10 SET search_path = pg_catalog, pg_temp AS $$
    SELECT g.pat, array_agg(g.term ORDER BY g.term) FROM record.patient_grant g WHERE g.pat = ANY (pats) GROUP BY g.pat
$$;

-- Give a patient's rows, all of them, these terms. The caller holds the patient's lock and has shown that the patient is
-- visible to it. Returns how many terms were new.
CREATE FUNCTION record.grant_patient(patient bigint, terms integer[]) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    fresh integer[];
    rids  bigint[];
BEGIN
    WITH added AS (
        INSERT INTO record.patient_grant (pat, term) SELECT patient, unnest(terms) ON CONFLICT DO NOTHING RETURNING term
    )
    SELECT coalesce(array_agg(term), '{}') INTO fresh FROM added;
    IF cardinality(fresh) = 0 THEN
        RETURN 0;
    END IF;
    SELECT coalesce(array_agg(rid), '{}') INTO rids FROM record.resource WHERE pat = patient;
    UPDATE record.resource SET grants = record.merged(grants, fresh) WHERE pat = patient;
    UPDATE record.history SET grants = record.merged(grants, fresh) WHERE rid = ANY (rids) AND pat = patient;
    UPDATE record.token SET grants = record.merged(grants, fresh) WHERE rid = ANY (rids);
    UPDATE record.text SET grants = record.merged(grants, fresh) WHERE rid = ANY (rids);
    UPDATE record.span SET grants = record.merged(grants, fresh) WHERE rid = ANY (rids);
    UPDATE record.quantity SET grants = record.merged(grants, fresh) WHERE rid = ANY (rids);
    RETURN cardinality(fresh);
END
$$;

CREATE FUNCTION record.merged(had integer[], fresh integer[]) RETURNS integer[]
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT array_agg(DISTINCT term ORDER BY term) FROM unnest(had || fresh) AS term
$$;

REVOKE ALL ON FUNCTION record.inherited(bigint[]), record.grant_patient(bigint, integer[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION record.inherited(bigint[]), record.grant_patient(bigint, integer[]) TO {application_role};
GRANT EXECUTE ON FUNCTION record.merged(integer[], integer[]) TO {application_role};
