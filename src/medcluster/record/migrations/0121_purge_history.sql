-- Take away the superseded versions of a resource that one's own participant answers for. The current version, the change
-- log and the audit stay. Nobody may delete from the history otherwise; who purges need not be able to read what goes.
CREATE FUNCTION record.purge_history(reference bigint) RETURNS TABLE (purged integer, pat bigint)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    row_number bigint;
BEGIN
    SELECT r.rid, r.pat INTO row_number, pat FROM record.resource AS r
    WHERE r.ref = reference
      AND (current_setting('medcluster.every_row', true) = 'on'
           OR r.custodian = nullif(current_setting('medcluster.custodian', true), '')::integer)
    FOR UPDATE;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    DELETE FROM record.history AS h WHERE h.rid = row_number;
    GET DIAGNOSTICS purged = ROW_COUNT;
    RETURN NEXT;
END
$$;
REVOKE ALL ON FUNCTION record.purge_history(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION record.purge_history(bigint) TO {application_role};
