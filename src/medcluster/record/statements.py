"""The SQL of writing and of reading by id.

A write is one statement: the resources, their index rows, the change log and the audit go in together, as arrays
through unnest. Index rows carry `k`, the place of their resource in the arrays. Nothing of a value is ever put into
the text.
"""

from __future__ import annotations

# $1 rid, $2 ref, $3 type, $4 id, $5 ver, $6 now, $7 d, $8 pat, $9 patient, $10 custodian, $11 everybody, $12 deleted,
# $13 op, $14 body; $15-19 tokens (k, p, h, s, v); $20-24 texts (k, p, v, tail, original); $25-28 spans (k, p, lo, hi);
# $29-33 quantities (k, p, v, u, c); $34-41 audit (account, role, participant, action, type, id, query, purpose);
# those of numbers among $15-33 come as the text of an array, because the driver looks long at each element of a list;
# an empty action: each of the resources is an act of its own, with an audit row of its own
_ITEMS = """
WITH item AS MATERIALIZED (
    SELECT u.*, CASE WHEN u.everybody THEN '{0}'::integer[] ELSE g.grants END AS grants
    FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::integer[], $7::timestamptz[], $8::bigint[],
                $9::text[], $10::integer[], $11::boolean[], $12::boolean[], $13::text[], $14::bytea[])
         WITH ORDINALITY AS u(rid, ref, type, id, ver, d, pat, patient, custodian, everybody, deleted, op, body, k)
    LEFT JOIN record.inherited($8::bigint[]) AS g ON g.pat = u.pat
),"""

_ADD_RESOURCES = """
resources AS (
    INSERT INTO record.resource (rid, ref, type, id, ver, ts, d, pat, custodian, grants, body)
    SELECT rid, ref, type, id, ver, $6::timestamptz, d, pat, custodian, grants, body FROM item
),"""

# A tombstone keeps whose it was; what the row was moves to the history, and its index rows go.
_REPLACE_RESOURCES = """
superseded AS (
    INSERT INTO record.history (rid, ver, type, id, xid, ts, pat, custodian, grants, deleted, body)
    SELECT r.rid, r.ver, r.type, r.id, r.xid, r.ts, r.pat, r.custodian, r.grants, r.deleted, r.body
    FROM record.resource AS r WHERE r.rid = ANY ($1::bigint[])
),
resources AS (
    UPDATE record.resource AS r
    SET ver = i.ver, xid = pg_current_xact_id(), ts = $6::timestamptz, deleted = i.deleted, body = i.body,
        d = i.d,
        pat = CASE WHEN i.deleted THEN r.pat ELSE i.pat END,
        grants = CASE WHEN i.deleted THEN r.grants ELSE i.grants END
    FROM item AS i WHERE r.rid = i.rid
),
old_tokens AS (DELETE FROM record.token WHERE rid = ANY ($1::bigint[])),
old_texts AS (DELETE FROM record.text WHERE rid = ANY ($1::bigint[])),
old_spans AS (DELETE FROM record.span WHERE rid = ANY ($1::bigint[])),
old_quantities AS (DELETE FROM record.quantity WHERE rid = ANY ($1::bigint[])),"""

_INDEX = """
tokens AS (
    INSERT INTO record.token (h, d, rid, pat, p, s, custodian, grants, v)
    SELECT t.h, i.d, i.rid, i.pat, t.p, t.s, i.custodian, i.grants, t.v
    FROM unnest($15::text::integer[], $16::text::integer[], $17::text::bigint[], $18::text::integer[], $19::text[])
         AS t(k, p, h, s, v)
    JOIN item AS i USING (k)
),
texts AS (
    INSERT INTO record.text (rid, pat, p, custodian, grants, v, tail, original)
    SELECT i.rid, i.pat, t.p, i.custodian, i.grants, t.v, t.tail, t.original
    FROM unnest($20::text::integer[], $21::text::integer[], $22::text[], $23::text[], $24::text[])
         AS t(k, p, v, tail, original)
    JOIN item AS i USING (k)
),
spans AS (
    INSERT INTO record.span (rid, d, lo, hi, pat, p, custodian, grants)
    SELECT i.rid, i.d, to_timestamp(t.lo), to_timestamp(t.hi), i.pat, t.p, i.custodian, i.grants
    FROM unnest($25::text::integer[], $26::text::integer[], $27::text::float8[], $28::text::float8[])
         AS t(k, p, lo, hi)
    JOIN item AS i USING (k)
),
quantities AS (
    INSERT INTO record.quantity (rid, v, pat, p, u, c, custodian, grants)
    SELECT i.rid, t.v, i.pat, t.p, t.u, t.c, i.custodian, i.grants
    FROM unnest($29::text::integer[], $30::text::integer[], $31::text::float8[], $32::text::integer[],
                $33::text::integer[]) AS t(k, p, v, u, c)
    JOIN item AS i USING (k)
),
changes AS (
    INSERT INTO record.change (rid, ver, ts, type, id, op, pat, patient, custodian)
    SELECT rid, ver, $6::timestamptz, type, id, op, pat, patient, custodian FROM item ORDER BY k
)
INSERT INTO record.audit (at, account, role, participant, action, type, id, query, purpose, rows, pats)
SELECT $6::timestamptz, $34::text, $35::text, $36::text, CASE $37::text WHEN '' THEN max(op) ELSE $37::text END,
       CASE $37::text WHEN '' THEN max(type) ELSE $38::text END, CASE $37::text WHEN '' THEN max(id) ELSE $39::text END,
       $40::text, $41::text, count(*), array_agg(DISTINCT pat) FILTER (WHERE pat IS NOT NULL)
FROM item
GROUP BY CASE $37::text WHEN '' THEN k END
"""

ADD = _ITEMS + _ADD_RESOURCES + _INDEX
REPLACE = _ITEMS + _REPLACE_RESOURCES + _INDEX

# An act without rows of its own in the tables above.
AUDIT = """
INSERT INTO record.audit (at, account, role, participant, action, type, id, query, purpose, rows, pats)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
"""

HIDDEN_PATIENTS = "SELECT EXISTS (SELECT FROM record.hidden_patients($1::bigint[], $2::integer[], $3::integer))"

# The audit of what a statement shows: `shown` is the CTE before it. $1-9 are the audit's values.
AUDIT_SHOWN = """
audited AS (
    INSERT INTO record.audit (at, account, role, participant, action, type, id, query, purpose, rows, pats)
    SELECT $1::timestamptz, $2::text, $3::text, $4::text, $5::text, $6::text, $7::text, $8::text, $9::text, count(*),
           array_agg(DISTINCT pat) FILTER (WHERE pat IS NOT NULL)
    FROM shown
)"""

READ = f"""
WITH shown AS MATERIALIZED (
    SELECT type, id, ver, ts, deleted, body, pat FROM record.resource WHERE ref = $10 AND type = $6 AND id = $7
), {AUDIT_SHOWN}
SELECT type, id, ver, ts, deleted, body FROM shown
"""

# Several at once, for those who will change them.
READ_EACH = f"""
WITH shown AS MATERIALIZED (
    SELECT type, id, ver, ts, deleted, body, pat FROM record.resource WHERE ref = ANY ($10::bigint[])
), {AUDIT_SHOWN}
SELECT type, id, ver, ts, deleted, body FROM shown
"""

READ_VERSION = f"""
WITH current AS (SELECT * FROM record.resource WHERE ref = $10 AND type = $6 AND id = $7),
shown AS MATERIALIZED (
    SELECT type, id, ver, ts, deleted, body, pat FROM current WHERE ver = $11
    UNION ALL
    SELECT h.type, h.id, h.ver, h.ts, h.deleted, h.body, h.pat
    FROM record.history AS h JOIN current AS c ON c.rid = h.rid WHERE h.ver = $11
), {AUDIT_SHOWN}
SELECT type, id, ver, ts, deleted, body FROM shown
"""

PATIENT = f"""
WITH shown AS MATERIALIZED (
    SELECT type, id, ver, ts, deleted, body, pat, d, rid FROM record.resource
    WHERE pat = $10 AND NOT deleted AND (cardinality($11::text[]) = 0 OR type = ANY ($11::text[]))
), {AUDIT_SHOWN}
SELECT type, id, ver, ts, deleted, body FROM shown ORDER BY d DESC, rid DESC
"""

PATIENTS = f"""
WITH shown AS MATERIALIZED (
    SELECT type, id, ver, ts, deleted, body, pat, d, rid FROM record.resource
    WHERE pat = ANY ($10::bigint[]) AND NOT deleted AND (cardinality($11::text[]) = 0 OR type = ANY ($11::text[]))
), {AUDIT_SHOWN}
SELECT pat, type, id, ver, ts, deleted, body FROM shown ORDER BY d DESC, rid DESC
"""

LOCK_ROWS = """
SELECT r.rid, r.ref, r.type, r.id, r.ver, r.ts, r.deleted, r.custodian, r.pat,
       coalesce((SELECT p.id FROM record.resource AS p WHERE p.ref = r.pat AND p.type = 'Patient'), '') AS patient
FROM record.resource AS r WHERE r.ref = ANY ($1::bigint[])
ORDER BY r.ref FOR UPDATE OF r
"""

# A patient's writers share her lock; who changes her grants holds it alone. Numbers come sorted.
LOCK_SHARED = "SELECT pg_advisory_xact_lock_shared(n) FROM unnest($1::bigint[]) AS n"
LOCK_ALONE = "SELECT pg_advisory_xact_lock(n) FROM unnest($1::bigint[]) AS n"

# Only who sees a patient, or has just made her, may open her record to others.
GRANT = """
SELECT record.grant_patient(
    o.pat, ARRAY(SELECT x.term FROM unnest($2::integer[], $4::bigint[]) AS x(term, pat) WHERE x.pat = o.pat))
FROM unnest($1::bigint[]) AS o(pat)
WHERE o.pat = ANY ($3::bigint[]) OR EXISTS (SELECT FROM record.resource AS r WHERE r.ref = o.pat AND NOT r.deleted)
"""

VISIBLE = "SELECT ref FROM record.resource WHERE ref = ANY ($1::bigint[]) AND NOT deleted"
