-- Of these patients, whom the writer cannot see: nobody may write about a patient whose record is closed to them. What a
-- stranger wrote would count as evidence in a plan that the stranger cannot see.
CREATE FUNCTION record.hidden_patients(pats bigint[], terms integer[], own integer) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT r.ref FROM record.resource AS r
    WHERE r.ref = ANY (pats) AND r.type = 'Patient'
      AND NOT (r.custodian = own OR r.custodian = ANY (terms) OR coalesce(r.grants && terms, false))
$$;
REVOKE ALL ON FUNCTION record.hidden_patients(bigint[], integer[], integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION record.hidden_patients(bigint[], integer[], integer) TO {application_role};
