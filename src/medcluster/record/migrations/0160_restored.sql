-- A database that came back from a dump stands in another server, whose transactions are numbered from its own beginning:
-- rows would seem to be written by transactions that are still to come, and readers of the change log would wait for
-- them for ever, then pass over what was written meanwhile. Numbers from elsewhere become that of the first transaction
-- there is; the log keeps its order by `seq`, and the audit finds what a transaction wrote by `origin`.
ALTER TABLE record.change ADD COLUMN origin xid8;
COMMENT ON COLUMN record.change.origin IS 'Its transaction in the server that the row was written in, when that is another.';

-- Whether there were numbers from elsewhere: exact, for a visible row was written before its reader's snapshot.
CREATE FUNCTION record.adopt_restored() RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    first_of_all constant xid8 := '3';
BEGIN
    IF NOT EXISTS (SELECT FROM record.change WHERE xid >= pg_snapshot_xmax(pg_current_snapshot())) THEN
        RETURN false;
    END IF;
    LOCK TABLE record.resource, record.history, record.change IN SHARE ROW EXCLUSIVE MODE;
    UPDATE record.resource SET xid = first_of_all WHERE xid <> first_of_all;
    UPDATE record.history SET xid = first_of_all WHERE xid <> first_of_all;
    UPDATE record.change SET origin = xid, xid = first_of_all WHERE xid <> first_of_all;
    RETURN true;
END
$$;
REVOKE ALL ON FUNCTION record.adopt_restored() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION record.adopt_restored() TO {application_role};
