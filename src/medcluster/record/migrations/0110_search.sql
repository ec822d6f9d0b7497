-- A patient's codes, newest first: one stretch of an index however many rows the patient has. Postings of one patient are
-- written together, so that the entries go where others have just gone.
CREATE INDEX token_patient ON record.token (pat, p, h, d DESC, rid DESC) WHERE pat IS NOT NULL;

-- Quantities by unit: one stretch holds those that compare. A search that names no unit skips over the units.
-- u: the system of the unit, of a composite the system of its code; c: the unit, see record/indexing.py.
CREATE INDEX quantity_unit ON record.quantity (p, c, v, rid);

-- The different shapes of the resources of a type: which search parameters find anything in them. They are few, and say
-- nothing about anybody: found past row-level security, by skipping from each to the next.
CREATE FUNCTION record.shapes(number integer) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER ROWS 50 SET search_path = pg_catalog, pg_temp AS $$
    WITH RECURSIVE shape(h) AS (
        (SELECT t.h FROM record.token AS t WHERE t.p = number ORDER BY t.h LIMIT 1)
        UNION ALL
        SELECT (SELECT t.h FROM record.token AS t WHERE t.p = number AND t.h > s.h ORDER BY t.h LIMIT 1)
        FROM shape AS s WHERE s.h IS NOT NULL
    )
    SELECT h FROM shape WHERE h IS NOT NULL
$$;
REVOKE ALL ON FUNCTION record.shapes(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION record.shapes(integer) TO {application_role};

-- Which format the index rows have, and how far their making anew has come: see record/reindexing.py.
CREATE TABLE record.index_format (
    format   integer PRIMARY KEY,              -- of the rows written since `since`, and of those below `done_to`
    since    timestamptz NOT NULL DEFAULT now(),
    total    bigint NOT NULL DEFAULT 0,        -- resources that had older rows when it began
    done     bigint NOT NULL DEFAULT 0,
    done_to  bigint NOT NULL DEFAULT 0,        -- rid up to which rows have this format
    finished timestamptz
);
GRANT SELECT, INSERT, UPDATE ON record.index_format TO {application_role};
