--
-- PostgreSQL database dump
--


-- Dumped from database version 18.6
-- Dumped by pg_dump version 18.6

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET transaction_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: app; Type: SCHEMA; Schema: -; Owner: medcluster_owner
--

CREATE SCHEMA app;


ALTER SCHEMA app OWNER TO medcluster_owner;

--
-- Name: cluster; Type: SCHEMA; Schema: -; Owner: medcluster_owner
--

CREATE SCHEMA cluster;


ALTER SCHEMA cluster OWNER TO medcluster_owner;

--
-- Name: foundation; Type: SCHEMA; Schema: -; Owner: medcluster_owner
--

CREATE SCHEMA foundation;


ALTER SCHEMA foundation OWNER TO medcluster_owner;

--
-- Name: protocol; Type: SCHEMA; Schema: -; Owner: medcluster_owner
--

CREATE SCHEMA protocol;


ALTER SCHEMA protocol OWNER TO medcluster_owner;

--
-- Name: record; Type: SCHEMA; Schema: -; Owner: medcluster_owner
--

CREATE SCHEMA record;


ALTER SCHEMA record OWNER TO medcluster_owner;

--
-- Name: end_session(bytea, timestamp with time zone); Type: FUNCTION; Schema: cluster; Owner: medcluster_owner
--

CREATE FUNCTION cluster.end_session(wanted bytea, at timestamp with time zone) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
    UPDATE cluster.session SET ended = at WHERE digest = wanted AND ended IS NULL
$$;


ALTER FUNCTION cluster.end_session(wanted bytea, at timestamp with time zone) OWNER TO medcluster_owner;

--
-- Name: find_password(text); Type: FUNCTION; Schema: cluster; Owner: medcluster_owner
--

CREATE FUNCTION cluster.find_password(wanted text) RETURNS TABLE(account text, password text)
    LANGUAGE sql STABLE SECURITY DEFINER ROWS 1
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
    SELECT a.id, a.password FROM cluster.account a
     WHERE a.name = wanted AND a.disabled IS NULL AND a.password IS NOT NULL
$$;


ALTER FUNCTION cluster.find_password(wanted text) OWNER TO medcluster_owner;

--
-- Name: find_session(bytea, timestamp with time zone, interval, boolean); Type: FUNCTION; Schema: cluster; Owner: medcluster_owner
--

CREATE FUNCTION cluster.find_session(wanted bytea, at timestamp with time zone, idle interval, active boolean) RETURNS TABLE(account text, name text, role text, participant text, practitioner text, patient text, language text)
    LANGUAGE plpgsql SECURITY DEFINER ROWS 1
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
    RETURN QUERY
        SELECT a.id, CASE WHEN a.role = 'patient' THEN a.patient_name ELSE a.display END,
               a.role, a.participant, a.practitioner, a.patient, a.language
          FROM cluster.session s JOIN cluster.account a ON a.id = s.account
         WHERE s.digest = wanted AND s.ended IS NULL AND s.expires > at AND s.seen + idle > at AND a.disabled IS NULL;
    IF FOUND AND active THEN
        UPDATE cluster.session s SET seen = at WHERE s.digest = wanted AND s.seen < at - interval '1 minute';
    END IF;
END
$$;


ALTER FUNCTION cluster.find_session(wanted bytea, at timestamp with time zone, idle interval, active boolean) OWNER TO medcluster_owner;

--
-- Name: find_token(bytea, timestamp with time zone); Type: FUNCTION; Schema: cluster; Owner: medcluster_owner
--

CREATE FUNCTION cluster.find_token(wanted bytea, at timestamp with time zone) RETURNS TABLE(id text, label text, role text, participant text, practitioner text, patient text)
    LANGUAGE sql STABLE SECURITY DEFINER ROWS 1
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
    SELECT t.id, t.label, t.role, t.participant, t.practitioner, t.patient
      FROM cluster.token t WHERE t.digest = wanted AND t.ended IS NULL AND t.expires > at
$$;


ALTER FUNCTION cluster.find_token(wanted bytea, at timestamp with time zone) OWNER TO medcluster_owner;

--
-- Name: invite(text, bytea, text, text, text, text, text, timestamp with time zone, timestamp with time zone); Type: FUNCTION; Schema: cluster; Owner: medcluster_owner
--

CREATE FUNCTION cluster.invite(id text, digest bytea, patient text, patient_name text, participant text, language text, invited_by text, at timestamp with time zone, expires timestamp with time zone) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
    UPDATE cluster.invitation i SET used = at WHERE i.patient = invite.patient AND i.used IS NULL;
    INSERT INTO cluster.invitation VALUES (id, digest, patient, patient_name, participant, language, invited_by, at, expires);
END
$$;


ALTER FUNCTION cluster.invite(id text, digest bytea, patient text, patient_name text, participant text, language text, invited_by text, at timestamp with time zone, expires timestamp with time zone) OWNER TO medcluster_owner;

--
-- Name: redeem(bytea, timestamp with time zone, text); Type: FUNCTION; Schema: cluster; Owner: medcluster_owner
--

CREATE FUNCTION cluster.redeem(wanted bytea, at timestamp with time zone, new_account text) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
DECLARE
    invited cluster.invitation;
    found_account text;
BEGIN
    UPDATE cluster.invitation i SET used = at WHERE i.digest = wanted AND i.used IS NULL AND i.expires > at
        RETURNING * INTO invited;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    INSERT INTO cluster.account (id, role, participant, language, patient, patient_name, created)
        VALUES (new_account, 'patient', invited.participant, invited.language, invited.patient, invited.patient_name, at)
        ON CONFLICT (patient) DO UPDATE SET patient_name = excluded.patient_name
        RETURNING id INTO found_account;
    IF EXISTS (SELECT FROM cluster.account a WHERE a.id = found_account AND a.disabled IS NOT NULL) THEN
        RETURN NULL;
    END IF;
    RETURN found_account;
END
$$;


ALTER FUNCTION cluster.redeem(wanted bytea, at timestamp with time zone, new_account text) OWNER TO medcluster_owner;

--
-- Name: shut_out(text, timestamp with time zone); Type: FUNCTION; Schema: cluster; Owner: medcluster_owner
--

CREATE FUNCTION cluster.shut_out(wanted text, at timestamp with time zone) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
DECLARE
    sessions integer;
    tokens integer;
    invitations integer;
BEGIN
    UPDATE cluster.session s SET ended = at FROM cluster.account a
     WHERE a.id = s.account AND a.patient = wanted AND s.ended IS NULL;
    GET DIAGNOSTICS sessions = ROW_COUNT;
    UPDATE cluster.token t SET ended = at WHERE t.patient = wanted AND t.ended IS NULL;
    GET DIAGNOSTICS tokens = ROW_COUNT;
    UPDATE cluster.invitation i SET used = at WHERE i.patient = wanted AND i.used IS NULL;
    GET DIAGNOSTICS invitations = ROW_COUNT;
    RETURN sessions + tokens + invitations;
END
$$;


ALTER FUNCTION cluster.shut_out(wanted text, at timestamp with time zone) OWNER TO medcluster_owner;

--
-- Name: keep_tally(); Type: FUNCTION; Schema: protocol; Owner: medcluster_owner
--

CREATE FUNCTION protocol.keep_tally() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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


ALTER FUNCTION protocol.keep_tally() OWNER TO medcluster_owner;

--
-- Name: keep_words(); Type: FUNCTION; Schema: protocol; Owner: medcluster_owner
--

CREATE FUNCTION protocol.keep_words() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        DELETE FROM protocol.word AS w USING stale AS s WHERE w.careplan = s.careplan;
    ELSIF TG_OP = 'UPDATE' THEN
        DELETE FROM protocol.word AS w USING fresh AS f JOIN stale AS s USING (careplan)
        WHERE w.careplan = f.careplan
          AND (f.words, f.pat, f.custodian, f.grants) IS DISTINCT FROM (s.words, s.pat, s.custodian, s.grants);
        INSERT INTO protocol.word (word, careplan, pat, custodian, grants)
        SELECT DISTINCT w.word, f.careplan, f.pat, f.custodian, f.grants
        FROM fresh AS f JOIN stale AS s USING (careplan), unnest(string_to_array(ltrim(f.words), ' ')) AS w(word)
        WHERE w.word <> ''
          AND (f.words, f.pat, f.custodian, f.grants) IS DISTINCT FROM (s.words, s.pat, s.custodian, s.grants);
    ELSE
        INSERT INTO protocol.word (word, careplan, pat, custodian, grants)
        SELECT DISTINCT w.word, f.careplan, f.pat, f.custodian, f.grants
        FROM fresh AS f, unnest(string_to_array(ltrim(f.words), ' ')) AS w(word) WHERE w.word <> '';
    END IF;
    RETURN NULL;
END $$;


ALTER FUNCTION protocol.keep_words() OWNER TO medcluster_owner;

--
-- Name: grant_patient(bigint, integer[]); Type: FUNCTION; Schema: record; Owner: medcluster_owner
--

CREATE FUNCTION record.grant_patient(patient bigint, terms integer[]) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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


ALTER FUNCTION record.grant_patient(patient bigint, terms integer[]) OWNER TO medcluster_owner;

--
-- Name: hidden_patients(bigint[], integer[], integer); Type: FUNCTION; Schema: record; Owner: medcluster_owner
--

CREATE FUNCTION record.hidden_patients(pats bigint[], terms integer[], own integer) RETURNS SETOF bigint
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
    SELECT r.ref FROM record.resource AS r
    WHERE r.ref = ANY (pats) AND r.type = 'Patient'
      AND NOT (r.custodian = own OR r.custodian = ANY (terms) OR coalesce(r.grants && terms, false))
$$;


ALTER FUNCTION record.hidden_patients(pats bigint[], terms integer[], own integer) OWNER TO medcluster_owner;

--
-- Name: inherited(bigint[]); Type: FUNCTION; Schema: record; Owner: medcluster_owner
--

CREATE FUNCTION record.inherited(pats bigint[]) RETURNS TABLE(pat bigint, grants integer[])
    LANGUAGE sql STABLE SECURITY DEFINER ROWS 10
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
    SELECT g.pat, array_agg(g.term ORDER BY g.term) FROM record.patient_grant g WHERE g.pat = ANY (pats) GROUP BY g.pat
$$;


ALTER FUNCTION record.inherited(pats bigint[]) OWNER TO medcluster_owner;

--
-- Name: merged(integer[], integer[]); Type: FUNCTION; Schema: record; Owner: medcluster_owner
--

CREATE FUNCTION record.merged(had integer[], fresh integer[]) RETURNS integer[]
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
    SELECT array_agg(DISTINCT term ORDER BY term) FROM unnest(had || fresh) AS term
$$;


ALTER FUNCTION record.merged(had integer[], fresh integer[]) OWNER TO medcluster_owner;

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: loaded; Type: TABLE; Schema: app; Owner: medcluster_owner
--

CREATE TABLE app.loaded (
    digest text NOT NULL,
    file text NOT NULL,
    resources integer NOT NULL,
    at timestamp with time zone NOT NULL
);


ALTER TABLE app.loaded OWNER TO medcluster_owner;

--
-- Name: COLUMN loaded.file; Type: COMMENT; Schema: app; Owner: medcluster_owner
--

COMMENT ON COLUMN app.loaded.file IS 'The name alone: folders may tell whose data it was.';


--
-- Name: position; Type: TABLE; Schema: app; Owner: medcluster_owner
--

CREATE TABLE app."position" (
    follower text NOT NULL,
    xid xid8 NOT NULL,
    seq bigint NOT NULL
);


ALTER TABLE app."position" OWNER TO medcluster_owner;

--
-- Name: account; Type: TABLE; Schema: cluster; Owner: medcluster_owner
--

CREATE TABLE cluster.account (
    id text NOT NULL,
    name text,
    password text,
    display text DEFAULT ''::text NOT NULL,
    role text NOT NULL,
    participant text DEFAULT ''::text NOT NULL,
    practitioner text DEFAULT ''::text NOT NULL,
    language text DEFAULT 'en'::text NOT NULL,
    demonstration boolean DEFAULT false NOT NULL,
    patient text,
    patient_name text DEFAULT ''::text NOT NULL,
    created timestamp with time zone NOT NULL,
    disabled timestamp with time zone,
    CONSTRAINT account_role_check CHECK ((role = ANY (ARRAY['coordinator'::text, 'doctor'::text, 'surgeon'::text, 'anaesthetist'::text, 'nurse'::text, 'physiotherapist'::text, 'radiographer'::text, 'patient'::text, 'interface'::text, 'manager'::text, 'administrator'::text]))),
    CONSTRAINT patients_and_no_others CHECK (((role = 'patient'::text) = (patient IS NOT NULL))),
    CONSTRAINT patients_are_not_named_openly CHECK (((role <> 'patient'::text) OR ((display = ''::text) AND (practitioner = ''::text))))
);


ALTER TABLE cluster.account OWNER TO medcluster_owner;

--
-- Name: attempt; Type: TABLE; Schema: cluster; Owner: medcluster_owner
--

CREATE TABLE cluster.attempt (
    bucket bytea NOT NULL,
    began timestamp with time zone NOT NULL,
    used integer NOT NULL
);


ALTER TABLE cluster.attempt OWNER TO medcluster_owner;

--
-- Name: installation; Type: TABLE; Schema: cluster; Owner: medcluster_owner
--

CREATE TABLE cluster.installation (
    id boolean DEFAULT true NOT NULL,
    profile jsonb NOT NULL,
    operator text NOT NULL,
    time_zone text NOT NULL,
    changed timestamp with time zone NOT NULL,
    CONSTRAINT installation_id_check CHECK (id)
);


ALTER TABLE cluster.installation OWNER TO medcluster_owner;

--
-- Name: installed; Type: TABLE; Schema: cluster; Owner: medcluster_owner
--

CREATE TABLE cluster.installed (
    reference text NOT NULL,
    digest text NOT NULL
);


ALTER TABLE cluster.installed OWNER TO medcluster_owner;

--
-- Name: invitation; Type: TABLE; Schema: cluster; Owner: medcluster_owner
--

CREATE TABLE cluster.invitation (
    id text NOT NULL,
    digest bytea NOT NULL,
    patient text NOT NULL,
    patient_name text NOT NULL,
    participant text NOT NULL,
    language text NOT NULL,
    invited_by text NOT NULL,
    created timestamp with time zone NOT NULL,
    expires timestamp with time zone NOT NULL,
    used timestamp with time zone
);


ALTER TABLE cluster.invitation OWNER TO medcluster_owner;

--
-- Name: milestone; Type: TABLE; Schema: cluster; Owner: medcluster_owner
--

CREATE TABLE cluster.milestone (
    participant text NOT NULL,
    ordinal integer NOT NULL,
    stage text NOT NULL,
    reached_on text DEFAULT ''::text NOT NULL,
    source text NOT NULL,
    documents jsonb DEFAULT '[]'::jsonb NOT NULL,
    note jsonb DEFAULT '{}'::jsonb NOT NULL,
    recorded timestamp with time zone NOT NULL,
    recorded_by text NOT NULL,
    CONSTRAINT milestone_ordinal_check CHECK (((ordinal >= 1) AND (ordinal <= 7)))
);


ALTER TABLE cluster.milestone OWNER TO medcluster_owner;

--
-- Name: next_act; Type: TABLE; Schema: cluster; Owner: medcluster_owner
--

CREATE TABLE cluster.next_act (
    id text NOT NULL,
    participant text NOT NULL,
    who jsonb NOT NULL,
    what jsonb NOT NULL,
    due date,
    source text NOT NULL,
    done timestamp with time zone,
    done_by text DEFAULT ''::text NOT NULL
);


ALTER TABLE cluster.next_act OWNER TO medcluster_owner;

--
-- Name: participant; Type: TABLE; Schema: cluster; Owner: medcluster_owner
--

CREATE TABLE cluster.participant (
    id text NOT NULL,
    ordinal integer NOT NULL,
    kind text NOT NULL,
    country text NOT NULL,
    part_of text DEFAULT ''::text NOT NULL,
    profile jsonb NOT NULL
);


ALTER TABLE cluster.participant OWNER TO medcluster_owner;

--
-- Name: session; Type: TABLE; Schema: cluster; Owner: medcluster_owner
--

CREATE TABLE cluster.session (
    id text NOT NULL,
    digest bytea NOT NULL,
    account text NOT NULL,
    created timestamp with time zone NOT NULL,
    seen timestamp with time zone NOT NULL,
    expires timestamp with time zone NOT NULL,
    ended timestamp with time zone
);


ALTER TABLE cluster.session OWNER TO medcluster_owner;

--
-- Name: token; Type: TABLE; Schema: cluster; Owner: medcluster_owner
--

CREATE TABLE cluster.token (
    id text NOT NULL,
    digest bytea NOT NULL,
    label text DEFAULT ''::text NOT NULL,
    role text NOT NULL,
    participant text DEFAULT ''::text NOT NULL,
    practitioner text DEFAULT ''::text NOT NULL,
    patient text,
    created timestamp with time zone NOT NULL,
    expires timestamp with time zone NOT NULL,
    ended timestamp with time zone
);


ALTER TABLE cluster.token OWNER TO medcluster_owner;

--
-- Name: migration; Type: TABLE; Schema: foundation; Owner: medcluster_owner
--

CREATE TABLE foundation.migration (
    number integer NOT NULL,
    room text NOT NULL,
    name text NOT NULL,
    digest text NOT NULL,
    applied_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);


ALTER TABLE foundation.migration OWNER TO medcluster_owner;

--
-- Name: TABLE migration; Type: COMMENT; Schema: foundation; Owner: medcluster_owner
--

COMMENT ON TABLE foundation.migration IS 'One row per migration file, with the SHA-256 of what was applied.';


--
-- Name: enrolment; Type: TABLE; Schema: protocol; Owner: medcluster_owner
--

CREATE TABLE protocol.enrolment (
    careplan text NOT NULL COLLATE pg_catalog."C",
    pat bigint NOT NULL,
    custodian integer NOT NULL,
    grants integer[] NOT NULL,
    patient text NOT NULL,
    name text NOT NULL,
    latin_name text NOT NULL,
    birth_date text NOT NULL,
    gender text NOT NULL,
    number text NOT NULL,
    protocol text NOT NULL,
    version text NOT NULL,
    participant text NOT NULL,
    coordinator text NOT NULL,
    status text NOT NULL,
    open boolean NOT NULL,
    created timestamp with time zone NOT NULL,
    stage text NOT NULL,
    state smallint NOT NULL,
    state_key text NOT NULL,
    reason text NOT NULL,
    late_since timestamp with time zone,
    next_key text NOT NULL,
    next_state smallint,
    next_roles text[] NOT NULL,
    next_owner text NOT NULL,
    next_owner_name text NOT NULL,
    next_earliest timestamp with time zone,
    next_target timestamp with time zone,
    next_latest timestamp with time zone,
    anchor text NOT NULL,
    anchor_at timestamp with time zone,
    anchor_actual boolean NOT NULL,
    strip text NOT NULL,
    words text NOT NULL,
    name_key text NOT NULL COLLATE pg_catalog."C",
    order_at timestamp with time zone NOT NULL,
    when_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    changes_at timestamp with time zone
);

ALTER TABLE ONLY protocol.enrolment FORCE ROW LEVEL SECURITY;


ALTER TABLE protocol.enrolment OWNER TO medcluster_owner;

--
-- Name: TABLE enrolment; Type: COMMENT; Schema: protocol; Owner: medcluster_owner
--

COMMENT ON TABLE protocol.enrolment IS 'Derived; `medcluster board verify` recomputes it, `medcluster board rebuild` writes it anew.';


--
-- Name: running; Type: TABLE; Schema: protocol; Owner: medcluster_owner
--

CREATE TABLE protocol.running (
    patient text NOT NULL,
    protocol text NOT NULL,
    careplan text NOT NULL,
    custodian integer NOT NULL,
    grants integer[] NOT NULL
);

ALTER TABLE ONLY protocol.running FORCE ROW LEVEL SECURITY;


ALTER TABLE protocol.running OWNER TO medcluster_owner;

--
-- Name: TABLE running; Type: COMMENT; Schema: protocol; Owner: medcluster_owner
--

COMMENT ON TABLE protocol.running IS 'A constraint, not a cache: written in the transaction that enrols, exits or resumes.';


--
-- Name: tally; Type: TABLE; Schema: protocol; Owner: medcluster_owner
--

CREATE TABLE protocol.tally (
    participant text NOT NULL,
    protocol text NOT NULL,
    stage text NOT NULL,
    state smallint NOT NULL,
    roles text[] NOT NULL,
    custodian integer NOT NULL,
    grants integer[] NOT NULL,
    number bigint NOT NULL
);

ALTER TABLE ONLY protocol.tally FORCE ROW LEVEL SECURITY;


ALTER TABLE protocol.tally OWNER TO medcluster_owner;

--
-- Name: TABLE tally; Type: COMMENT; Schema: protocol; Owner: medcluster_owner
--

COMMENT ON TABLE protocol.tally IS 'Kept by triggers on protocol.enrolment.';


--
-- Name: version; Type: TABLE; Schema: protocol; Owner: medcluster_owner
--

CREATE TABLE protocol.version (
    name text NOT NULL COLLATE pg_catalog."C",
    version text NOT NULL COLLATE pg_catalog."C",
    text text NOT NULL,
    published_at timestamp with time zone NOT NULL,
    published_by text NOT NULL
);


ALTER TABLE protocol.version OWNER TO medcluster_owner;

--
-- Name: TABLE version; Type: COMMENT; Schema: protocol; Owner: medcluster_owner
--

COMMENT ON TABLE protocol.version IS 'Frozen versions: insert only. Running enrolments are pinned to them.';


--
-- Name: word; Type: TABLE; Schema: protocol; Owner: medcluster_owner
--

CREATE TABLE protocol.word (
    word text NOT NULL COLLATE pg_catalog."C",
    careplan text NOT NULL COLLATE pg_catalog."C",
    pat bigint NOT NULL,
    custodian integer NOT NULL,
    grants integer[] NOT NULL
);

ALTER TABLE ONLY protocol.word FORCE ROW LEVEL SECURITY;


ALTER TABLE protocol.word OWNER TO medcluster_owner;

--
-- Name: TABLE word; Type: COMMENT; Schema: protocol; Owner: medcluster_owner
--

COMMENT ON TABLE protocol.word IS 'Kept by triggers on protocol.enrolment.';


--
-- Name: work_item; Type: TABLE; Schema: protocol; Owner: medcluster_owner
--

CREATE TABLE protocol.work_item (
    careplan text NOT NULL COLLATE pg_catalog."C",
    key text NOT NULL COLLATE pg_catalog."C",
    role text NOT NULL,
    pat bigint NOT NULL,
    custodian integer NOT NULL,
    grants integer[] NOT NULL,
    patient text NOT NULL,
    name text NOT NULL,
    latin_name text NOT NULL,
    number text NOT NULL,
    birth_date text NOT NULL,
    protocol text NOT NULL,
    version text NOT NULL,
    participant text NOT NULL,
    stage text NOT NULL,
    step text NOT NULL,
    state smallint NOT NULL,
    roles text[] NOT NULL,
    owner text NOT NULL,
    owner_name text NOT NULL,
    earliest timestamp with time zone,
    target timestamp with time zone,
    latest timestamp with time zone,
    anchor text NOT NULL,
    anchor_at timestamp with time zone,
    task text NOT NULL,
    task_version integer NOT NULL,
    order_at timestamp with time zone NOT NULL
);

ALTER TABLE ONLY protocol.work_item FORCE ROW LEVEL SECURITY;


ALTER TABLE protocol.work_item OWNER TO medcluster_owner;

--
-- Name: TABLE work_item; Type: COMMENT; Schema: protocol; Owner: medcluster_owner
--

COMMENT ON TABLE protocol.work_item IS 'Derived, with protocol.enrolment.';


--
-- Name: audit; Type: TABLE; Schema: record; Owner: medcluster_owner
--

CREATE TABLE record.audit (
    seq bigint NOT NULL,
    xid xid8 DEFAULT pg_current_xact_id() NOT NULL,
    at timestamp with time zone NOT NULL,
    account text NOT NULL,
    role text NOT NULL,
    participant text NOT NULL,
    action text NOT NULL,
    type text NOT NULL,
    id text NOT NULL,
    query text NOT NULL,
    purpose text NOT NULL,
    rows integer NOT NULL,
    pats bigint[],
    CONSTRAINT audit_account_check CHECK ((account <> ''::text))
);

ALTER TABLE ONLY record.audit FORCE ROW LEVEL SECURITY;


ALTER TABLE record.audit OWNER TO medcluster_owner;

--
-- Name: audit_seq_seq; Type: SEQUENCE; Schema: record; Owner: medcluster_owner
--

ALTER TABLE record.audit ALTER COLUMN seq ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME record.audit_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: change; Type: TABLE; Schema: record; Owner: medcluster_owner
--

CREATE TABLE record.change (
    xid xid8 DEFAULT pg_current_xact_id() NOT NULL,
    seq bigint NOT NULL,
    rid bigint NOT NULL,
    ver integer NOT NULL,
    ts timestamp with time zone NOT NULL,
    type text NOT NULL COLLATE pg_catalog."C",
    id text NOT NULL COLLATE pg_catalog."C",
    op text NOT NULL COLLATE pg_catalog."C",
    pat bigint,
    patient text NOT NULL COLLATE pg_catalog."C",
    custodian integer NOT NULL,
    CONSTRAINT change_op_check CHECK ((op = ANY (ARRAY['create'::text, 'update'::text, 'delete'::text])))
);

ALTER TABLE ONLY record.change FORCE ROW LEVEL SECURITY;


ALTER TABLE record.change OWNER TO medcluster_owner;

--
-- Name: change_seq_seq; Type: SEQUENCE; Schema: record; Owner: medcluster_owner
--

ALTER TABLE record.change ALTER COLUMN seq ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME record.change_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: custodian; Type: TABLE; Schema: record; Owner: medcluster_owner
--

CREATE TABLE record.custodian (
    number integer NOT NULL,
    organization text NOT NULL,
    CONSTRAINT custodian_organization_check CHECK ((organization <> ''::text))
);


ALTER TABLE record.custodian OWNER TO medcluster_owner;

--
-- Name: custodian_number_seq; Type: SEQUENCE; Schema: record; Owner: medcluster_owner
--

ALTER TABLE record.custodian ALTER COLUMN number ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME record.custodian_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: history; Type: TABLE; Schema: record; Owner: medcluster_owner
--

CREATE TABLE record.history (
    rid bigint NOT NULL,
    ver integer NOT NULL,
    type text NOT NULL COLLATE pg_catalog."C",
    id text NOT NULL COLLATE pg_catalog."C",
    xid xid8 NOT NULL,
    ts timestamp with time zone NOT NULL,
    pat bigint,
    custodian integer NOT NULL,
    grants integer[],
    deleted boolean NOT NULL,
    body bytea NOT NULL
);

ALTER TABLE ONLY record.history FORCE ROW LEVEL SECURITY;


ALTER TABLE record.history OWNER TO medcluster_owner;

--
-- Name: patient_grant; Type: TABLE; Schema: record; Owner: medcluster_owner
--

CREATE TABLE record.patient_grant (
    pat bigint NOT NULL,
    term integer NOT NULL
);

ALTER TABLE ONLY record.patient_grant FORCE ROW LEVEL SECURITY;


ALTER TABLE record.patient_grant OWNER TO medcluster_owner;

--
-- Name: quantity; Type: TABLE; Schema: record; Owner: medcluster_owner
--

CREATE TABLE record.quantity (
    rid bigint NOT NULL,
    v double precision NOT NULL,
    pat bigint,
    p integer NOT NULL,
    u integer NOT NULL,
    c integer NOT NULL,
    custodian integer NOT NULL,
    grants integer[]
);

ALTER TABLE ONLY record.quantity FORCE ROW LEVEL SECURITY;


ALTER TABLE record.quantity OWNER TO medcluster_owner;

--
-- Name: resource; Type: TABLE; Schema: record; Owner: medcluster_owner
--

CREATE TABLE record.resource (
    rid bigint NOT NULL,
    ref bigint NOT NULL,
    type text NOT NULL COLLATE pg_catalog."C",
    id text NOT NULL COLLATE pg_catalog."C",
    ver integer NOT NULL,
    xid xid8 DEFAULT pg_current_xact_id() NOT NULL,
    ts timestamp with time zone NOT NULL,
    d timestamp with time zone NOT NULL,
    pat bigint,
    custodian integer NOT NULL,
    grants integer[],
    deleted boolean DEFAULT false NOT NULL,
    body bytea NOT NULL,
    CONSTRAINT somebody_answers_for_it CHECK (((custodian > 0) OR ((pat IS NULL) AND (grants = '{0}'::integer[]))))
);

ALTER TABLE ONLY record.resource FORCE ROW LEVEL SECURITY;


ALTER TABLE record.resource OWNER TO medcluster_owner;

--
-- Name: row_number; Type: SEQUENCE; Schema: record; Owner: medcluster_owner
--

CREATE SEQUENCE record.row_number
    START WITH 1000
    INCREMENT BY 1000
    MINVALUE 1000
    NO MAXVALUE
    CACHE 1;


ALTER SEQUENCE record.row_number OWNER TO medcluster_owner;

--
-- Name: secret; Type: TABLE; Schema: record; Owner: medcluster_owner
--

CREATE TABLE record.secret (
    name text NOT NULL,
    value bytea NOT NULL
);


ALTER TABLE record.secret OWNER TO medcluster_owner;

--
-- Name: span; Type: TABLE; Schema: record; Owner: medcluster_owner
--

CREATE TABLE record.span (
    rid bigint NOT NULL,
    d timestamp with time zone NOT NULL,
    lo timestamp with time zone NOT NULL,
    hi timestamp with time zone NOT NULL,
    pat bigint,
    p integer NOT NULL,
    custodian integer NOT NULL,
    grants integer[]
);

ALTER TABLE ONLY record.span FORCE ROW LEVEL SECURITY;


ALTER TABLE record.span OWNER TO medcluster_owner;

--
-- Name: text; Type: TABLE; Schema: record; Owner: medcluster_owner
--

CREATE TABLE record.text (
    rid bigint NOT NULL,
    pat bigint,
    p integer NOT NULL,
    custodian integer NOT NULL,
    grants integer[],
    v text NOT NULL COLLATE pg_catalog."C",
    tail text COLLATE pg_catalog."C",
    original text COLLATE pg_catalog."C"
);

ALTER TABLE ONLY record.text FORCE ROW LEVEL SECURITY;


ALTER TABLE record.text OWNER TO medcluster_owner;

--
-- Name: token; Type: TABLE; Schema: record; Owner: medcluster_owner
--

CREATE TABLE record.token (
    h bigint NOT NULL,
    d timestamp with time zone NOT NULL,
    rid bigint NOT NULL,
    pat bigint,
    p integer NOT NULL,
    s integer NOT NULL,
    custodian integer NOT NULL,
    grants integer[]
);

ALTER TABLE ONLY record.token FORCE ROW LEVEL SECURITY;


ALTER TABLE record.token OWNER TO medcluster_owner;

--
-- Data for Name: loaded; Type: TABLE DATA; Schema: app; Owner: medcluster_owner
--



--
-- Data for Name: position; Type: TABLE DATA; Schema: app; Owner: medcluster_owner
--

INSERT INTO app."position" VALUES
	('board', '803', 25);


--
-- Data for Name: account; Type: TABLE DATA; Schema: cluster; Owner: medcluster_owner
--

INSERT INTO cluster.account VALUES
	('6wywkisklc3zdx3k6hmdaptbzu', 'elena', '$argon2id$v=19$m=19456,t=2,p=1$Hzf+lFuiKiislcUgkzBbCQ$W0M/IlzWSEyfKovlUQs980WETcd0hFtXwx4lg2wwU0A', 'elena', 'coordinator', 'operator', '', 'en', false, NULL, '', '2026-11-18 10:42:00+00', NULL);


--
-- Data for Name: attempt; Type: TABLE DATA; Schema: cluster; Owner: medcluster_owner
--



--
-- Data for Name: installation; Type: TABLE DATA; Schema: cluster; Owner: medcluster_owner
--



--
-- Data for Name: installed; Type: TABLE DATA; Schema: cluster; Owner: medcluster_owner
--



--
-- Data for Name: invitation; Type: TABLE DATA; Schema: cluster; Owner: medcluster_owner
--



--
-- Data for Name: milestone; Type: TABLE DATA; Schema: cluster; Owner: medcluster_owner
--



--
-- Data for Name: next_act; Type: TABLE DATA; Schema: cluster; Owner: medcluster_owner
--



--
-- Data for Name: participant; Type: TABLE DATA; Schema: cluster; Owner: medcluster_owner
--



--
-- Data for Name: session; Type: TABLE DATA; Schema: cluster; Owner: medcluster_owner
--



--
-- Data for Name: token; Type: TABLE DATA; Schema: cluster; Owner: medcluster_owner
--



--
-- Data for Name: migration; Type: TABLE DATA; Schema: foundation; Owner: medcluster_owner
--

INSERT INTO foundation.migration VALUES
	(1, 'foundation', 'migrations', '3036dc86fd7f854cdefba7ab1fe23a1b12426eaf17a36a3c7af40602df00018e', '2026-11-22 14:20:18.986758+00'),
	(100, 'record', 'record', '42312331b2cd2ccc68d72a5200133dce1d16ea6ebc201d86b73d5d79c409d876', '2026-11-22 14:20:19.016299+00'),
	(101, 'record', 'row_level_security', '15a2947a0e282589bf0ed94b29119ba10a8d8b81cbaf08165cdaff334e55c467', '2026-11-22 14:20:19.022596+00'),
	(102, 'record', 'changes_of_opened_rows', '4b9ed91d35e843c665b3dd4d08a4dc6dcb3efdeb9f7dd3417e733f55eabc25bd', '2026-11-22 14:20:19.023205+00'),
	(103, 'record', 'hidden_patients', '7bf6d3b9594b40c735c461df0f0549d85b66cd9ba70584eba7474a608f337b30', '2026-11-22 14:20:19.02353+00'),
	(200, 'cluster', 'accounts', '9b1fd7efb475ee3e84184c906075ab2012e62b3bafa416730576c0e1212181b7', '2026-11-22 14:20:19.040267+00'),
	(201, 'cluster', 'participants', '47f21f93097cd192ed97b7241f14c7b8eba3f06a3daaa4f6e13691b97c0042ba', '2026-11-22 14:20:19.052119+00'),
	(300, 'protocol', 'protocol', '442610dea3db67e3e81810da94250a8fe813fdfd83593a792804649835b161ef', '2026-11-22 14:20:19.074492+00'),
	(301, 'protocol', 'words', '0d91ec7f59eca6ce126ea3ad02f6da08a90cd8700895caed5dac4d798c42a617', '2026-11-22 14:20:19.079314+00'),
	(400, 'app', 'follow', '85d084a4669e144addd9328a044641acecfd8f1b870478eb54b152de2391fa4a', '2026-11-22 14:20:19.083474+00');


--
-- Data for Name: enrolment; Type: TABLE DATA; Schema: protocol; Owner: medcluster_owner
--

INSERT INTO protocol.enrolment VALUES
	('rqxaogecftshzkghied6m3fq4q', -1357952640064487809, -2, '{-1,3}', 'ys5ynq6ryqtrapbujrayt2zpdy', 'Петрова, Анна', '', '1959-03-14', 'female', '48 2716', 'small', '1.0.0', 'clinic', 'coordinator', 'active', true, '2026-11-18 10:42:00+00', 'before', 3, 'class', '', NULL, 'class', 3, '{nurse}', 'nurse', 'nurse@clinic', '2026-10-27 10:42:00+00', '2026-11-24 10:42:00+00', '2026-12-05 10:42:00+00', 'surgery', '2026-12-08 10:42:00+00', false, 'before=bloods:o,class:d;operation=operate:u', ' петрова анна 1959-03-14 48 2716 482716', 'петрова, анна', '2026-12-05 10:42:00+00', '2026-12-05 10:42:00+00', '2026-11-18 10:42:00+00', '2026-12-05 10:42:00.000001+00');


--
-- Data for Name: running; Type: TABLE DATA; Schema: protocol; Owner: medcluster_owner
--

INSERT INTO protocol.running VALUES
	('ys5ynq6ryqtrapbujrayt2zpdy', 'small', 'rqxaogecftshzkghied6m3fq4q', 1, '{-1}');


--
-- Data for Name: tally; Type: TABLE DATA; Schema: protocol; Owner: medcluster_owner
--

INSERT INTO protocol.tally VALUES
	('clinic', 'small', 'before', 3, '{nurse}', -2, '{-1,3}', 1);


--
-- Data for Name: version; Type: TABLE DATA; Schema: protocol; Owner: medcluster_owner
--

INSERT INTO protocol.version VALUES
	('small', '1.0.0', 'protocol: small
version: 1.0.0
status: active
title:
  en: A small protocol
anchors:
  referral: {title: {en: Referral}, planned: [ServiceRequest.authoredOn]}
  surgery: {title: {en: Surgery}, planned: [{set-by: coordinator}], actual: [{step: operate}]}
stages:
  before: {en: Before}
  operation: {en: Operation}
steps:
  - {id: bloods, stage: before, title: {en: Bloods}, by: nurse, at: "referral +3d [0d, 7d]", done: [{Observation: "http://loinc.org|718-7"}]}
  - {id: class, stage: before, title: {en: Class}, by: nurse, at: "surgery -14d [-42d, -3d]"}
  - {id: operate, stage: operation, title: {en: Operate}, by: surgeon, at: "surgery +0d [0d, 12h]"}
', '2026-11-18 10:42:00+00', 'platform');


--
-- Data for Name: word; Type: TABLE DATA; Schema: protocol; Owner: medcluster_owner
--

INSERT INTO protocol.word VALUES
	('1959-03-14', 'rqxaogecftshzkghied6m3fq4q', -1357952640064487809, -2, '{-1,3}'),
	('анна', 'rqxaogecftshzkghied6m3fq4q', -1357952640064487809, -2, '{-1,3}'),
	('петрова', 'rqxaogecftshzkghied6m3fq4q', -1357952640064487809, -2, '{-1,3}'),
	('482716', 'rqxaogecftshzkghied6m3fq4q', -1357952640064487809, -2, '{-1,3}'),
	('48', 'rqxaogecftshzkghied6m3fq4q', -1357952640064487809, -2, '{-1,3}'),
	('2716', 'rqxaogecftshzkghied6m3fq4q', -1357952640064487809, -2, '{-1,3}');


--
-- Data for Name: work_item; Type: TABLE DATA; Schema: protocol; Owner: medcluster_owner
--

INSERT INTO protocol.work_item VALUES
	('rqxaogecftshzkghied6m3fq4q', 'operate', 'surgeon', -1357952640064487809, -2, '{-1,3}', 'ys5ynq6ryqtrapbujrayt2zpdy', 'Петрова, Анна', '', '48 2716', '1959-03-14', 'small', '1.0.0', 'clinic', 'operation', 'operate', 5, '{surgeon}', '', '', '2026-12-08 10:42:00+00', '2026-12-08 10:42:00+00', '2026-12-08 22:42:00+00', 'surgery', '2026-12-08 10:42:00+00', 'fxsqi4sdhuxej7wyw24dk7sezu', 1, '2026-12-08 10:42:00+00'),
	('rqxaogecftshzkghied6m3fq4q', 'class', 'nurse', -1357952640064487809, -2, '{-1,3}', 'ys5ynq6ryqtrapbujrayt2zpdy', 'Петрова, Анна', '', '48 2716', '1959-03-14', 'small', '1.0.0', 'clinic', 'before', 'class', 3, '{nurse}', 'nurse', 'nurse@clinic', '2026-10-27 10:42:00+00', '2026-11-24 10:42:00+00', '2026-12-05 10:42:00+00', 'surgery', '2026-12-08 10:42:00+00', 'qxesjq2zofsmjjqfriafqgrcwi', 2, '2026-12-05 10:42:00+00');


--
-- Data for Name: audit; Type: TABLE DATA; Schema: record; Owner: medcluster_owner
--

INSERT INTO record.audit OVERRIDING SYSTEM VALUE VALUES
	(1, '768', '2026-11-18 10:42:00+00', 'platform', 'platform', 'operator', 'update', 'Organization', 'operator', '', 'sample', 1, NULL),
	(2, '769', '2026-11-18 10:42:00+00', 'platform', 'platform', 'operator', 'update', 'Organization', 'clinic', '', 'sample', 1, NULL),
	(3, '770', '2026-11-18 10:42:00+00', 'platform', 'platform', 'operator', 'update', 'Organization', 'polyclinic', '', 'sample', 1, NULL),
	(4, '771', '2026-11-18 10:42:00+00', 'platform', 'platform', 'operator', 'update', 'Practitioner', 'coordinator', '', 'sample', 1, NULL),
	(5, '772', '2026-11-18 10:42:00+00', 'platform', 'platform', 'operator', 'update', 'Practitioner', 'surgeon', '', 'sample', 1, NULL),
	(6, '773', '2026-11-18 10:42:00+00', 'platform', 'platform', 'operator', 'update', 'Practitioner', 'nurse', '', 'sample', 1, NULL),
	(7, '774', '2026-11-18 10:42:00+00', 'platform', 'platform', 'operator', 'update', 'Practitioner', 'doctor', '', 'sample', 1, NULL),
	(8, '775', '2026-11-18 10:42:00+00', 'platform', 'platform', 'operator', 'write', '', '', '', 'sample', 4, NULL),
	(9, '779', '2026-11-18 10:42:00+00', 'doctor@polyclinic', 'doctor', 'polyclinic', 'create', 'Patient', 'ys5ynq6ryqtrapbujrayt2zpdy', '', 'TREAT', 1, '{-1357952640064487809}'),
	(10, '780', '2026-11-18 10:42:00+00', 'doctor@polyclinic', 'doctor', 'polyclinic', 'create', 'Patient', 'ppk5i7sen7hmfi6ycfzwcehfpa', '', 'TREAT', 1, '{7715072778489180135}'),
	(11, '781', '2026-11-18 10:42:00+00', 'doctor@polyclinic', 'doctor', 'polyclinic', 'read', 'Patient', 'ys5ynq6ryqtrapbujrayt2zpdy', '', 'TREAT', 1, '{-1357952640064487809}'),
	(12, '782', '2026-11-18 10:42:00+00', 'doctor@polyclinic', 'doctor', 'polyclinic', 'read', 'Organization', 'clinic', '', 'TREAT', 1, NULL),
	(13, '783', '2026-11-18 10:42:00+00', 'doctor@polyclinic', 'doctor', 'polyclinic', 'create', 'ServiceRequest', 'dpgm5juwoyxgcfwg5hes3gn7gu', '', 'TREAT', 1, '{-1357952640064487809}'),
	(14, '784', '2026-11-18 10:42:00+00', 'coordinator@operator', 'coordinator', 'operator', 'read', 'Patient', 'ys5ynq6ryqtrapbujrayt2zpdy', '', 'TREAT', 1, '{-1357952640064487809}'),
	(15, '785', '2026-11-18 10:42:00+00', 'coordinator@operator', 'coordinator', 'operator', 'read', 'Organization', 'clinic', '', 'TREAT', 1, NULL),
	(16, '786', '2026-11-18 10:42:00+00', 'coordinator@operator', 'coordinator', 'operator', 'read', 'ServiceRequest', 'dpgm5juwoyxgcfwg5hes3gn7gu', '', 'TREAT', 1, '{-1357952640064487809}'),
	(17, '787', '2026-11-18 10:42:00+00', 'coordinator@operator', 'coordinator', 'operator', 'write', '', '', '', 'TREAT', 4, '{-1357952640064487809}'),
	(18, '787', '2026-11-18 10:42:00+00', 'coordinator@operator', 'coordinator', 'operator', 'write', '', '', '', 'TREAT', 1, '{-1357952640064487809}'),
	(19, '788', '2026-11-18 10:42:00+00', 'platform', 'platform', 'operator', 'search', 'Patient', 'ys5ynq6ryqtrapbujrayt2zpdy', 'CarePlan,Task,Patient', 'sample', 5, '{-1357952640064487809}'),
	(20, '789', '2026-11-18 10:42:00+00', 'platform', 'platform', 'operator', 'search', 'Patient', 'ys5ynq6ryqtrapbujrayt2zpdy', 'Observation,ServiceRequest', 'sample', 1, '{-1357952640064487809}'),
	(21, '792', '2026-11-18 10:42:00+00', 'nurse@clinic', 'nurse', 'clinic', 'create', 'Observation', 'geuzaowb2rkzpisc7xyr7dzldi', '', 'TREAT', 1, '{-1357952640064487809}'),
	(22, '793', '2026-11-18 10:42:00+00', 'nurse@clinic', 'nurse', 'clinic', 'update', 'Observation', 'geuzaowb2rkzpisc7xyr7dzldi', '', 'TREAT', 1, '{-1357952640064487809}'),
	(23, '794', '2026-11-18 10:42:00+00', 'platform', 'platform', 'operator', 'create', 'Observation', 'hhz4hzutcfbvdxf62qd6hzvwau', '', 'sample', 1, '{-1357952640064487809}'),
	(24, '795', '2026-11-18 10:42:00+00', 'platform', 'platform', 'operator', 'delete', 'Observation', 'hhz4hzutcfbvdxf62qd6hzvwau', '', 'sample', 1, '{-1357952640064487809}'),
	(25, '796', '2026-11-18 10:42:00+00', 'nurse@clinic', 'nurse', 'clinic', 'read', 'CarePlan', 'rqxaogecftshzkghied6m3fq4q', '', 'TREAT', 1, '{-1357952640064487809}'),
	(26, '797', '2026-11-18 10:42:00+00', 'nurse@clinic', 'nurse', 'clinic', 'search', 'Task', '', 'identifier', 'TREAT', 1, '{-1357952640064487809}'),
	(27, '798', '2026-11-18 10:42:00+00', 'nurse@clinic', 'nurse', 'clinic', 'write', '', '', '', 'TREAT', 1, '{-1357952640064487809}'),
	(28, '799', '2026-11-18 10:42:00+00', 'nurse@clinic', 'nurse', 'clinic', 'search', 'Task', '', 'identifier', 'TREAT', 1, '{-1357952640064487809}'),
	(29, '800', '2026-11-18 10:42:00+00', 'platform', 'platform', 'operator', 'search', 'Patient', 'ys5ynq6ryqtrapbujrayt2zpdy', 'CarePlan,Task,Patient', 'sample', 5, '{-1357952640064487809}'),
	(30, '801', '2026-11-18 10:42:00+00', 'platform', 'platform', 'operator', 'search', 'Patient', 'ys5ynq6ryqtrapbujrayt2zpdy', 'Observation,ServiceRequest', 'sample', 2, '{-1357952640064487809}'),
	(31, '803', '2026-11-18 10:42:00+00', 'platform', 'platform', 'operator', 'write', '', '', '', 'sample', 1, '{-1357952640064487809}'),
	(32, '804', '2026-11-18 10:42:00+00', 'platform', 'platform', 'operator', 'search', 'Patient', 'ys5ynq6ryqtrapbujrayt2zpdy', 'CarePlan,Task,Patient', 'sample', 5, '{-1357952640064487809}'),
	(33, '805', '2026-11-18 10:42:00+00', 'platform', 'platform', 'operator', 'search', 'Patient', 'ys5ynq6ryqtrapbujrayt2zpdy', 'Observation,ServiceRequest', 'sample', 2, '{-1357952640064487809}');


--
-- Data for Name: change; Type: TABLE DATA; Schema: record; Owner: medcluster_owner
--

INSERT INTO record.change OVERRIDING SYSTEM VALUE VALUES
	('768', 1, 1000, 1, '2026-11-18 10:42:00+00', 'Organization', 'operator', 'create', NULL, '', 1),
	('769', 2, 1001, 1, '2026-11-18 10:42:00+00', 'Organization', 'clinic', 'create', NULL, '', 1),
	('770', 3, 1002, 1, '2026-11-18 10:42:00+00', 'Organization', 'polyclinic', 'create', NULL, '', 1),
	('771', 4, 1003, 1, '2026-11-18 10:42:00+00', 'Practitioner', 'coordinator', 'create', NULL, '', 1),
	('772', 5, 1004, 1, '2026-11-18 10:42:00+00', 'Practitioner', 'surgeon', 'create', NULL, '', 1),
	('773', 6, 1005, 1, '2026-11-18 10:42:00+00', 'Practitioner', 'nurse', 'create', NULL, '', 1),
	('774', 7, 1006, 1, '2026-11-18 10:42:00+00', 'Practitioner', 'doctor', 'create', NULL, '', 1),
	('775', 8, 1007, 1, '2026-11-18 10:42:00+00', 'PlanDefinition', 'small-1.0.0', 'create', NULL, '', 1),
	('775', 9, 1008, 1, '2026-11-18 10:42:00+00', 'ActivityDefinition', 'small-1.0.0-bloods', 'create', NULL, '', 1),
	('775', 10, 1009, 1, '2026-11-18 10:42:00+00', 'ActivityDefinition', 'small-1.0.0-class', 'create', NULL, '', 1),
	('775', 11, 1010, 1, '2026-11-18 10:42:00+00', 'ActivityDefinition', 'small-1.0.0-operate', 'create', NULL, '', 1),
	('779', 12, 1011, 1, '2026-11-18 10:42:00+00', 'Patient', 'ys5ynq6ryqtrapbujrayt2zpdy', 'create', -1357952640064487809, 'ys5ynq6ryqtrapbujrayt2zpdy', 2),
	('780', 13, 1012, 1, '2026-11-18 10:42:00+00', 'Patient', 'ppk5i7sen7hmfi6ycfzwcehfpa', 'create', 7715072778489180135, 'ppk5i7sen7hmfi6ycfzwcehfpa', 2),
	('783', 14, 1013, 1, '2026-11-18 10:42:00+00', 'ServiceRequest', 'dpgm5juwoyxgcfwg5hes3gn7gu', 'create', -1357952640064487809, 'ys5ynq6ryqtrapbujrayt2zpdy', 2),
	('787', 15, 1014, 1, '2026-11-18 10:42:00+00', 'CarePlan', 'rqxaogecftshzkghied6m3fq4q', 'create', -1357952640064487809, 'ys5ynq6ryqtrapbujrayt2zpdy', 1),
	('787', 16, 1015, 1, '2026-11-18 10:42:00+00', 'Task', 'wkz7jvmnqlfghbwszfxhmdubtm', 'create', -1357952640064487809, 'ys5ynq6ryqtrapbujrayt2zpdy', 1),
	('787', 17, 1016, 1, '2026-11-18 10:42:00+00', 'Task', 'qxesjq2zofsmjjqfriafqgrcwi', 'create', -1357952640064487809, 'ys5ynq6ryqtrapbujrayt2zpdy', 1),
	('787', 18, 1017, 1, '2026-11-18 10:42:00+00', 'Task', 'fxsqi4sdhuxej7wyw24dk7sezu', 'create', -1357952640064487809, 'ys5ynq6ryqtrapbujrayt2zpdy', 1),
	('787', 19, 1013, 2, '2026-11-18 10:42:00+00', 'ServiceRequest', 'dpgm5juwoyxgcfwg5hes3gn7gu', 'update', -1357952640064487809, 'ys5ynq6ryqtrapbujrayt2zpdy', 2),
	('792', 20, 1018, 1, '2026-11-18 10:42:00+00', 'Observation', 'geuzaowb2rkzpisc7xyr7dzldi', 'create', -1357952640064487809, 'ys5ynq6ryqtrapbujrayt2zpdy', 3),
	('793', 21, 1018, 2, '2026-11-18 10:42:00+00', 'Observation', 'geuzaowb2rkzpisc7xyr7dzldi', 'update', -1357952640064487809, 'ys5ynq6ryqtrapbujrayt2zpdy', 3),
	('794', 22, 1019, 1, '2026-11-18 10:42:00+00', 'Observation', 'hhz4hzutcfbvdxf62qd6hzvwau', 'create', -1357952640064487809, 'ys5ynq6ryqtrapbujrayt2zpdy', 1),
	('795', 23, 1019, 2, '2026-11-18 10:42:00+00', 'Observation', 'hhz4hzutcfbvdxf62qd6hzvwau', 'delete', -1357952640064487809, 'ys5ynq6ryqtrapbujrayt2zpdy', 1),
	('798', 24, 1016, 2, '2026-11-18 10:42:00+00', 'Task', 'qxesjq2zofsmjjqfriafqgrcwi', 'update', -1357952640064487809, 'ys5ynq6ryqtrapbujrayt2zpdy', 1),
	('803', 25, 1015, 2, '2026-11-18 10:42:00+00', 'Task', 'wkz7jvmnqlfghbwszfxhmdubtm', 'update', -1357952640064487809, 'ys5ynq6ryqtrapbujrayt2zpdy', 1);


--
-- Data for Name: custodian; Type: TABLE DATA; Schema: record; Owner: medcluster_owner
--

INSERT INTO record.custodian OVERRIDING SYSTEM VALUE VALUES
	(1, 'operator'),
	(2, 'polyclinic'),
	(3, 'clinic');


--
-- Data for Name: history; Type: TABLE DATA; Schema: record; Owner: medcluster_owner
--

INSERT INTO record.history VALUES
	(1013, 1, 'ServiceRequest', 'dpgm5juwoyxgcfwg5hes3gn7gu', '783', '2026-11-18 10:42:00+00', -1357952640064487809, 2, '{-1,3}', false, '\x7b227265736f7572636554797065223a225365727669636552657175657374222c226964223a226470676d356a75776f797867636677673568657333676e376775222c226d657461223a7b2276657273696f6e4964223a2231222c226c61737455706461746564223a22323032362d31312d31385431303a34323a30302e3030305a227d2c22696e7374616e74696174657343616e6f6e6963616c223a5b2275726e3a6d6564636c75737465723a70726f746f636f6c3a736d616c6c225d2c22737461747573223a22616374697665222c22696e74656e74223a226f72646572222c22636f6465223a7b22636f64696e67223a5b7b2273797374656d223a2275726e3a6d6564636c75737465723a70726f746f636f6c222c22636f6465223a22736d616c6c222c22646973706c6179223a224120736d616c6c2070726f746f636f6c227d5d7d2c227375626a656374223a7b227265666572656e6365223a2250617469656e742f797335796e71367279717472617062756a72617974327a706479227d2c22617574686f7265644f6e223a22323032362d31312d31385431303a34323a30302b30303a3030222c22726571756573746572223a7b227265666572656e6365223a2250726163746974696f6e65722f646f63746f72222c22646973706c6179223a22646f63746f7240706f6c79636c696e6963227d2c22706572666f726d6572223a5b7b227265666572656e6365223a224f7267616e697a6174696f6e2f636c696e6963227d5d2c22726561736f6e436f6465223a5b7b2274657874223a22486970207061696e227d5d7d'),
	(1018, 1, 'Observation', 'geuzaowb2rkzpisc7xyr7dzldi', '792', '2026-11-18 10:42:00+00', -1357952640064487809, 3, '{-1,3}', false, '\x7b227265736f7572636554797065223a224f62736572766174696f6e222c226964223a226765757a616f776232726b7a706973633778797237647a6c6469222c226d657461223a7b2276657273696f6e4964223a2231222c226c61737455706461746564223a22323032362d31312d31385431303a34323a30302e3030305a227d2c22737461747573223a2266696e616c222c22636f6465223a7b22636f64696e67223a5b7b2273797374656d223a22687474703a2f2f6c6f696e632e6f7267222c22636f6465223a223731382d37227d5d7d2c227375626a656374223a7b227265666572656e6365223a2250617469656e742f797335796e71367279717472617062756a72617974327a706479227d2c226566666563746976654461746554696d65223a22323032362d31312d31385431303a34323a30302b30303a3030222c2276616c75655175616e74697479223a7b2276616c7565223a3132312e35302c22756e6974223a22672f4c222c2273797374656d223a22687474703a2f2f756e6974736f666d6561737572652e6f7267222c22636f6465223a22672f4c227d7d'),
	(1019, 1, 'Observation', 'hhz4hzutcfbvdxf62qd6hzvwau', '794', '2026-11-18 10:42:00+00', -1357952640064487809, 1, '{-1,3}', false, '\x7b227265736f7572636554797065223a224f62736572766174696f6e222c226964223a2268687a34687a7574636662766478663632716436687a76776175222c226d657461223a7b2276657273696f6e4964223a2231222c226c61737455706461746564223a22323032362d31312d31385431303a34323a30302e3030305a227d2c22737461747573223a2266696e616c222c22636f6465223a7b22636f64696e67223a5b7b2273797374656d223a22687474703a2f2f6c6f696e632e6f7267222c22636f6465223a223731382d37227d5d7d2c227375626a656374223a7b227265666572656e6365223a2250617469656e742f797335796e71367279717472617062756a72617974327a706479227d2c226566666563746976654461746554696d65223a22323032362d31312d31385431303a34323a30302b30303a3030222c2276616c75655175616e74697479223a7b2276616c7565223a312e30302c22756e6974223a22672f4c222c2273797374656d223a22687474703a2f2f756e6974736f666d6561737572652e6f7267222c22636f6465223a22672f4c227d7d'),
	(1016, 1, 'Task', 'qxesjq2zofsmjjqfriafqgrcwi', '787', '2026-11-18 10:42:00+00', -1357952640064487809, 1, '{-1,3}', false, '\x7b227265736f7572636554797065223a225461736b222c226964223a22717865736a71327a6f66736d6a6a716672696166716772637769222c226d657461223a7b2276657273696f6e4964223a2231222c226c61737455706461746564223a22323032362d31312d31385431303a34323a30302e3030305a227d2c226964656e746966696572223a5b7b2273797374656d223a2275726e3a6d6564636c75737465723a73746570222c2276616c7565223a22727178616f676563667473687a6b6768696564366d33667134712f636c617373227d5d2c22696e7374616e746961746573557269223a2275726e3a6d6564636c75737465723a70726f746f636f6c3a736d616c6c7c312e302e3023636c617373222c2262617365644f6e223a5b7b227265666572656e6365223a2243617265506c616e2f727178616f676563667473687a6b6768696564366d3366713471227d5d2c22737461747573223a22726571756573746564222c22696e74656e74223a226f72646572222c22636f6465223a7b22636f64696e67223a5b7b2273797374656d223a2275726e3a6d6564636c75737465723a70726f746f636f6c3a736d616c6c222c22636f6465223a22636c617373222c22646973706c6179223a22436c617373227d5d7d2c22666f72223a7b227265666572656e6365223a2250617469656e742f797335796e71367279717472617062756a72617974327a706479227d2c22617574686f7265644f6e223a22323032362d31312d31385431303a34323a30302b30303a3030222c226c6173744d6f646966696564223a22323032362d31312d31385431303a34323a30302b30303a3030222c22706572666f726d657254797065223a5b7b2274657874223a226e75727365227d5d7d'),
	(1015, 1, 'Task', 'wkz7jvmnqlfghbwszfxhmdubtm', '787', '2026-11-18 10:42:00+00', -1357952640064487809, 1, '{-1,3}', false, '\x7b227265736f7572636554797065223a225461736b222c226964223a22776b7a376a766d6e716c6667686277737a6678686d647562746d222c226d657461223a7b2276657273696f6e4964223a2231222c226c61737455706461746564223a22323032362d31312d31385431303a34323a30302e3030305a227d2c226964656e746966696572223a5b7b2273797374656d223a2275726e3a6d6564636c75737465723a73746570222c2276616c7565223a22727178616f676563667473687a6b6768696564366d33667134712f626c6f6f6473227d5d2c22696e7374616e746961746573557269223a2275726e3a6d6564636c75737465723a70726f746f636f6c3a736d616c6c7c312e302e3023626c6f6f6473222c2262617365644f6e223a5b7b227265666572656e6365223a2243617265506c616e2f727178616f676563667473687a6b6768696564366d3366713471227d5d2c22737461747573223a22726571756573746564222c22696e74656e74223a226f72646572222c22636f6465223a7b22636f64696e67223a5b7b2273797374656d223a2275726e3a6d6564636c75737465723a70726f746f636f6c3a736d616c6c222c22636f6465223a22626c6f6f6473222c22646973706c6179223a22426c6f6f6473227d5d7d2c22666f72223a7b227265666572656e6365223a2250617469656e742f797335796e71367279717472617062756a72617974327a706479227d2c22617574686f7265644f6e223a22323032362d31312d31385431303a34323a30302b30303a3030222c226c6173744d6f646966696564223a22323032362d31312d31385431303a34323a30302b30303a3030222c22706572666f726d657254797065223a5b7b2274657874223a226e75727365227d5d7d');


--
-- Data for Name: patient_grant; Type: TABLE DATA; Schema: record; Owner: medcluster_owner
--

INSERT INTO record.patient_grant VALUES
	(-1357952640064487809, 3),
	(-1357952640064487809, -1);


--
-- Data for Name: quantity; Type: TABLE DATA; Schema: record; Owner: medcluster_owner
--

INSERT INTO record.quantity VALUES
	(1018, 72.5, -1357952640064487809, 665281719, 1572223241, -1186011664, 3, '{-1,3}'),
	(1018, 72.5, -1357952640064487809, 797635635, 1572223241, -1186011664, 3, '{-1,3}');


--
-- Data for Name: resource; Type: TABLE DATA; Schema: record; Owner: medcluster_owner
--

INSERT INTO record.resource VALUES
	(1000, -3067318380977305288, 'Organization', 'operator', 1, '768', '2026-11-18 10:42:00+00', '2026-11-18 10:42:00+00', NULL, 1, '{0}', false, '\x7b227265736f7572636554797065223a224f7267616e697a6174696f6e222c226964223a226f70657261746f72222c226d657461223a7b2276657273696f6e4964223a2231222c226c61737455706461746564223a22323032362d31312d31385431303a34323a30302e3030305a227d2c226e616d65223a226f70657261746f72227d'),
	(1001, -8542670477205095246, 'Organization', 'clinic', 1, '769', '2026-11-18 10:42:00+00', '2026-11-18 10:42:00+00', NULL, 1, '{0}', false, '\x7b227265736f7572636554797065223a224f7267616e697a6174696f6e222c226964223a22636c696e6963222c226d657461223a7b2276657273696f6e4964223a2231222c226c61737455706461746564223a22323032362d31312d31385431303a34323a30302e3030305a227d2c226e616d65223a22636c696e6963227d'),
	(1002, 8956169211165490202, 'Organization', 'polyclinic', 1, '770', '2026-11-18 10:42:00+00', '2026-11-18 10:42:00+00', NULL, 1, '{0}', false, '\x7b227265736f7572636554797065223a224f7267616e697a6174696f6e222c226964223a22706f6c79636c696e6963222c226d657461223a7b2276657273696f6e4964223a2231222c226c61737455706461746564223a22323032362d31312d31385431303a34323a30302e3030305a227d2c226e616d65223a22706f6c79636c696e6963227d'),
	(1003, -6249304786289143409, 'Practitioner', 'coordinator', 1, '771', '2026-11-18 10:42:00+00', '2026-11-18 10:42:00+00', NULL, 1, '{0}', false, '\x7b227265736f7572636554797065223a2250726163746974696f6e6572222c226964223a22636f6f7264696e61746f72222c226d657461223a7b2276657273696f6e4964223a2231222c226c61737455706461746564223a22323032362d31312d31385431303a34323a30302e3030305a227d2c226e616d65223a5b7b2266616d696c79223a22636f6f7264696e61746f72227d5d7d'),
	(1004, 2263163207276696535, 'Practitioner', 'surgeon', 1, '772', '2026-11-18 10:42:00+00', '2026-11-18 10:42:00+00', NULL, 1, '{0}', false, '\x7b227265736f7572636554797065223a2250726163746974696f6e6572222c226964223a2273757267656f6e222c226d657461223a7b2276657273696f6e4964223a2231222c226c61737455706461746564223a22323032362d31312d31385431303a34323a30302e3030305a227d2c226e616d65223a5b7b2266616d696c79223a2273757267656f6e227d5d7d'),
	(1005, -4982472291245839472, 'Practitioner', 'nurse', 1, '773', '2026-11-18 10:42:00+00', '2026-11-18 10:42:00+00', NULL, 1, '{0}', false, '\x7b227265736f7572636554797065223a2250726163746974696f6e6572222c226964223a226e75727365222c226d657461223a7b2276657273696f6e4964223a2231222c226c61737455706461746564223a22323032362d31312d31385431303a34323a30302e3030305a227d2c226e616d65223a5b7b2266616d696c79223a226e75727365227d5d7d'),
	(1006, 1307648495823545822, 'Practitioner', 'doctor', 1, '774', '2026-11-18 10:42:00+00', '2026-11-18 10:42:00+00', NULL, 1, '{0}', false, '\x7b227265736f7572636554797065223a2250726163746974696f6e6572222c226964223a22646f63746f72222c226d657461223a7b2276657273696f6e4964223a2231222c226c61737455706461746564223a22323032362d31312d31385431303a34323a30302e3030305a227d2c226e616d65223a5b7b2266616d696c79223a22646f63746f72227d5d7d'),
	(1007, -6066500503546136799, 'PlanDefinition', 'small-1.0.0', 1, '775', '2026-11-18 10:42:00+00', '2026-11-18 10:42:00+00', NULL, 1, '{0}', false, '\x7b227265736f7572636554797065223a22506c616e446566696e6974696f6e222c226964223a22736d616c6c2d312e302e30222c226d657461223a7b2276657273696f6e4964223a2231222c226c61737455706461746564223a22323032362d31312d31385431303a34323a30302e3030305a227d2c2275726c223a2275726e3a6d6564636c75737465723a70726f746f636f6c3a736d616c6c222c2276657273696f6e223a22312e302e30222c226e616d65223a22536d616c6c222c227469746c65223a224120736d616c6c2070726f746f636f6c222c2274797065223a7b22636f64696e67223a5b7b2273797374656d223a22687474703a2f2f7465726d696e6f6c6f67792e686c372e6f72672f436f646553797374656d2f706c616e2d646566696e6974696f6e2d74797065222c22636f6465223a22636c696e6963616c2d70726f746f636f6c222c22646973706c6179223a22436c696e6963616c2050726f746f636f6c227d5d7d2c22737461747573223a22616374697665222c22616374696f6e223a5b7b226964223a22616e63686f7273222c227469746c65223a22416e63686f7273222c22616374696f6e223a5b7b226964223a22616e63686f722e726566657272616c222c22657874656e73696f6e223a5b7b2275726c223a2275726e3a6d6564636c75737465723a616e63686f722d706c616e6e6564222c2276616c7565537472696e67223a2253657276696365526571756573742e617574686f7265644f6e227d5d2c227469746c65223a22526566657272616c227d2c7b226964223a22616e63686f722e73757267657279222c22657874656e73696f6e223a5b7b2275726c223a2275726e3a6d6564636c75737465723a616e63686f722d706c616e6e6564222c2276616c7565537472696e67223a227365742d62793a20636f6f7264696e61746f72227d2c7b2275726c223a2275726e3a6d6564636c75737465723a616e63686f722d73746570222c2276616c7565436f6465223a226f706572617465227d5d2c227469746c65223a2253757267657279227d5d7d2c7b226964223a2273746167652e6265666f7265222c227469746c65223a224265666f7265222c2267726f7570696e674265686176696f72223a226c6f676963616c2d67726f7570222c22616374696f6e223a5b7b226964223a22626c6f6f6473222c22707265666978223a2231222c227469746c65223a22426c6f6f6473222c226f7574707574223a5b7b2274797065223a224f62736572766174696f6e222c22636f646546696c746572223a5b7b2270617468223a22636f6465222c22636f6465223a5b7b2273797374656d223a22687474703a2f2f6c6f696e632e6f7267222c22636f6465223a223731382d37227d5d7d5d7d5d2c2272656c61746564416374696f6e223a5b7b22657874656e73696f6e223a5b7b2275726c223a22687474703a2f2f686c372e6f72672f666869722f75762f76756c63616e2d7363686564756c652f537472756374757265446566696e6974696f6e2f41636365707461626c654f666673657452616e6765536f61222c2276616c756552616e6765223a7b226c6f77223a7b2276616c7565223a302c22756e6974223a2264222c2273797374656d223a22687474703a2f2f756e6974736f666d6561737572652e6f7267222c22636f6465223a2264227d2c2268696768223a7b2276616c7565223a372c22756e6974223a2264222c2273797374656d223a22687474703a2f2f756e6974736f666d6561737572652e6f7267222c22636f6465223a2264227d7d7d5d2c22616374696f6e4964223a22616e63686f722e726566657272616c222c2272656c6174696f6e73686970223a2261667465722d7374617274222c226f66667365744475726174696f6e223a7b2276616c7565223a332c22756e6974223a2264222c2273797374656d223a22687474703a2f2f756e6974736f666d6561737572652e6f7267222c22636f6465223a2264227d7d5d2c227061727469636970616e74223a5b7b2274797065223a2270726163746974696f6e6572222c22726f6c65223a7b22636f64696e67223a5b7b2273797374656d223a2275726e3a6d6564636c75737465723a726f6c65222c22636f6465223a226e75727365227d5d7d7d5d2c22646566696e6974696f6e43616e6f6e6963616c223a2275726e3a6d6564636c75737465723a70726f746f636f6c3a736d616c6c3a737465703a626c6f6f64737c312e302e30227d2c7b226964223a22636c617373222c22707265666978223a2232222c227469746c65223a22436c617373222c2272656c61746564416374696f6e223a5b7b22657874656e73696f6e223a5b7b2275726c223a22687474703a2f2f686c372e6f72672f666869722f75762f76756c63616e2d7363686564756c652f537472756374757265446566696e6974696f6e2f41636365707461626c654f666673657452616e6765536f61222c2276616c756552616e6765223a7b226c6f77223a7b2276616c7565223a2d34322c22756e6974223a2264222c2273797374656d223a22687474703a2f2f756e6974736f666d6561737572652e6f7267222c22636f6465223a2264227d2c2268696768223a7b2276616c7565223a2d332c22756e6974223a2264222c2273797374656d223a22687474703a2f2f756e6974736f666d6561737572652e6f7267222c22636f6465223a2264227d7d7d5d2c22616374696f6e4964223a22616e63686f722e73757267657279222c2272656c6174696f6e73686970223a226265666f72652d7374617274222c226f66667365744475726174696f6e223a7b2276616c7565223a31342c22756e6974223a2264222c2273797374656d223a22687474703a2f2f756e6974736f666d6561737572652e6f7267222c22636f6465223a2264227d7d5d2c227061727469636970616e74223a5b7b2274797065223a2270726163746974696f6e6572222c22726f6c65223a7b22636f64696e67223a5b7b2273797374656d223a2275726e3a6d6564636c75737465723a726f6c65222c22636f6465223a226e75727365227d5d7d7d5d2c22646566696e6974696f6e43616e6f6e6963616c223a2275726e3a6d6564636c75737465723a70726f746f636f6c3a736d616c6c3a737465703a636c6173737c312e302e30227d5d7d2c7b226964223a2273746167652e6f7065726174696f6e222c227469746c65223a224f7065726174696f6e222c2267726f7570696e674265686176696f72223a226c6f676963616c2d67726f7570222c22616374696f6e223a5b7b226964223a226f706572617465222c22707265666978223a2233222c227469746c65223a224f706572617465222c2272656c61746564416374696f6e223a5b7b22657874656e73696f6e223a5b7b2275726c223a22687474703a2f2f686c372e6f72672f666869722f75762f76756c63616e2d7363686564756c652f537472756374757265446566696e6974696f6e2f41636365707461626c654f666673657452616e6765536f61222c2276616c756552616e6765223a7b226c6f77223a7b2276616c7565223a302c22756e6974223a2264222c2273797374656d223a22687474703a2f2f756e6974736f666d6561737572652e6f7267222c22636f6465223a2264227d2c2268696768223a7b2276616c7565223a31322c22756e6974223a2268222c2273797374656d223a22687474703a2f2f756e6974736f666d6561737572652e6f7267222c22636f6465223a2268227d7d7d5d2c22616374696f6e4964223a22616e63686f722e73757267657279222c2272656c6174696f6e73686970223a2261667465722d7374617274222c226f66667365744475726174696f6e223a7b2276616c7565223a302c22756e6974223a2264222c2273797374656d223a22687474703a2f2f756e6974736f666d6561737572652e6f7267222c22636f6465223a2264227d7d5d2c227061727469636970616e74223a5b7b2274797065223a2270726163746974696f6e6572222c22726f6c65223a7b22636f64696e67223a5b7b2273797374656d223a2275726e3a6d6564636c75737465723a726f6c65222c22636f6465223a2273757267656f6e227d5d7d7d5d2c22646566696e6974696f6e43616e6f6e6963616c223a2275726e3a6d6564636c75737465723a70726f746f636f6c3a736d616c6c3a737465703a6f7065726174657c312e302e30227d5d7d5d7d'),
	(1008, -8844717451044748029, 'ActivityDefinition', 'small-1.0.0-bloods', 1, '775', '2026-11-18 10:42:00+00', '2026-11-18 10:42:00+00', NULL, 1, '{0}', false, '\x7b227265736f7572636554797065223a224163746976697479446566696e6974696f6e222c226964223a22736d616c6c2d312e302e302d626c6f6f6473222c226d657461223a7b2276657273696f6e4964223a2231222c226c61737455706461746564223a22323032362d31312d31385431303a34323a30302e3030305a227d2c2275726c223a2275726e3a6d6564636c75737465723a70726f746f636f6c3a736d616c6c3a737465703a626c6f6f6473222c2276657273696f6e223a22312e302e30222c226e616d65223a22536d616c6c426c6f6f6473222c227469746c65223a22426c6f6f6473222c22737461747573223a22616374697665222c226b696e64223a225461736b222c22636f6465223a7b22636f64696e67223a5b7b2273797374656d223a2275726e3a6d6564636c75737465723a70726f746f636f6c3a736d616c6c222c22636f6465223a22626c6f6f6473222c22646973706c6179223a22426c6f6f6473227d5d7d2c22696e74656e74223a226f72646572222c227061727469636970616e74223a5b7b2274797065223a2270726163746974696f6e6572222c22726f6c65223a7b22636f64696e67223a5b7b2273797374656d223a2275726e3a6d6564636c75737465723a726f6c65222c22636f6465223a226e75727365227d5d7d7d5d7d'),
	(1009, -2734374897034263850, 'ActivityDefinition', 'small-1.0.0-class', 1, '775', '2026-11-18 10:42:00+00', '2026-11-18 10:42:00+00', NULL, 1, '{0}', false, '\x7b227265736f7572636554797065223a224163746976697479446566696e6974696f6e222c226964223a22736d616c6c2d312e302e302d636c617373222c226d657461223a7b2276657273696f6e4964223a2231222c226c61737455706461746564223a22323032362d31312d31385431303a34323a30302e3030305a227d2c2275726c223a2275726e3a6d6564636c75737465723a70726f746f636f6c3a736d616c6c3a737465703a636c617373222c2276657273696f6e223a22312e302e30222c226e616d65223a22536d616c6c436c617373222c227469746c65223a22436c617373222c22737461747573223a22616374697665222c226b696e64223a225461736b222c22636f6465223a7b22636f64696e67223a5b7b2273797374656d223a2275726e3a6d6564636c75737465723a70726f746f636f6c3a736d616c6c222c22636f6465223a22636c617373222c22646973706c6179223a22436c617373227d5d7d2c22696e74656e74223a226f72646572222c227061727469636970616e74223a5b7b2274797065223a2270726163746974696f6e6572222c22726f6c65223a7b22636f64696e67223a5b7b2273797374656d223a2275726e3a6d6564636c75737465723a726f6c65222c22636f6465223a226e75727365227d5d7d7d5d7d'),
	(1010, -6450813473201359230, 'ActivityDefinition', 'small-1.0.0-operate', 1, '775', '2026-11-18 10:42:00+00', '2026-11-18 10:42:00+00', NULL, 1, '{0}', false, '\x7b227265736f7572636554797065223a224163746976697479446566696e6974696f6e222c226964223a22736d616c6c2d312e302e302d6f706572617465222c226d657461223a7b2276657273696f6e4964223a2231222c226c61737455706461746564223a22323032362d31312d31385431303a34323a30302e3030305a227d2c2275726c223a2275726e3a6d6564636c75737465723a70726f746f636f6c3a736d616c6c3a737465703a6f706572617465222c2276657273696f6e223a22312e302e30222c226e616d65223a22536d616c6c4f706572617465222c227469746c65223a224f706572617465222c22737461747573223a22616374697665222c226b696e64223a225461736b222c22636f6465223a7b22636f64696e67223a5b7b2273797374656d223a2275726e3a6d6564636c75737465723a70726f746f636f6c3a736d616c6c222c22636f6465223a226f706572617465222c22646973706c6179223a224f706572617465227d5d7d2c22696e74656e74223a226f72646572222c227061727469636970616e74223a5b7b2274797065223a2270726163746974696f6e6572222c22726f6c65223a7b22636f64696e67223a5b7b2273797374656d223a2275726e3a6d6564636c75737465723a726f6c65222c22636f6465223a2273757267656f6e227d5d7d7d5d7d'),
	(1012, 7715072778489180135, 'Patient', 'ppk5i7sen7hmfi6ycfzwcehfpa', 1, '780', '2026-11-18 10:42:00+00', '2026-11-18 10:42:00+00', 7715072778489180135, 2, NULL, false, '\x7b227265736f7572636554797065223a2250617469656e74222c226964223a2270706b35693773656e37686d6669367963667a77636568667061222c226d657461223a7b2276657273696f6e4964223a2231222c226c61737455706461746564223a22323032362d31312d31385431303a34323a30302e3030305a227d2c226964656e746966696572223a5b7b2273797374656d223a2275726e3a6d6564636c75737465723a70617469656e742d6e756d626572222c2276616c7565223a2234382032373137227d5d2c226e616d65223a5b7b22757365223a226f6666696369616c222c2266616d696c79223a22d09ed180d0bbd0bed0b2d0b0222c22676976656e223a5b22d090d0bdd0bdd0b0225d7d5d2c2267656e646572223a2266656d616c65222c22626972746844617465223a22313935392d30332d3134227d'),
	(1011, -1357952640064487809, 'Patient', 'ys5ynq6ryqtrapbujrayt2zpdy', 1, '779', '2026-11-18 10:42:00+00', '2026-11-18 10:42:00+00', -1357952640064487809, 2, '{-1,3}', false, '\x7b227265736f7572636554797065223a2250617469656e74222c226964223a22797335796e71367279717472617062756a72617974327a706479222c226d657461223a7b2276657273696f6e4964223a2231222c226c61737455706461746564223a22323032362d31312d31385431303a34323a30302e3030305a227d2c226964656e746966696572223a5b7b2273797374656d223a2275726e3a6d6564636c75737465723a70617469656e742d6e756d626572222c2276616c7565223a2234382032373136227d5d2c226e616d65223a5b7b22757365223a226f6666696369616c222c2266616d696c79223a22d09fd0b5d182d180d0bed0b2d0b0222c22676976656e223a5b22d090d0bdd0bdd0b0225d7d5d2c2267656e646572223a2266656d616c65222c22626972746844617465223a22313935392d30332d3134227d'),
	(1013, -4192138153493721242, 'ServiceRequest', 'dpgm5juwoyxgcfwg5hes3gn7gu', 2, '787', '2026-11-18 10:42:00+00', '2026-11-18 10:42:00+00', -1357952640064487809, 2, '{-1,3}', false, '\x7b227265736f7572636554797065223a225365727669636552657175657374222c226964223a226470676d356a75776f797867636677673568657333676e376775222c226d657461223a7b2276657273696f6e4964223a2232222c226c61737455706461746564223a22323032362d31312d31385431303a34323a30302e3030305a227d2c22696e7374616e74696174657343616e6f6e6963616c223a5b2275726e3a6d6564636c75737465723a70726f746f636f6c3a736d616c6c225d2c22737461747573223a22636f6d706c65746564222c22696e74656e74223a226f72646572222c22636f6465223a7b22636f64696e67223a5b7b2273797374656d223a2275726e3a6d6564636c75737465723a70726f746f636f6c222c22636f6465223a22736d616c6c222c22646973706c6179223a224120736d616c6c2070726f746f636f6c227d5d7d2c227375626a656374223a7b227265666572656e6365223a2250617469656e742f797335796e71367279717472617062756a72617974327a706479227d2c22617574686f7265644f6e223a22323032362d31312d31385431303a34323a30302b30303a3030222c22726571756573746572223a7b227265666572656e6365223a2250726163746974696f6e65722f646f63746f72222c22646973706c6179223a22646f63746f7240706f6c79636c696e6963227d2c22706572666f726d6572223a5b7b227265666572656e6365223a224f7267616e697a6174696f6e2f636c696e6963227d5d2c22726561736f6e436f6465223a5b7b2274657874223a22486970207061696e227d5d7d'),
	(1014, -8399865048396483216, 'CarePlan', 'rqxaogecftshzkghied6m3fq4q', 1, '787', '2026-11-18 10:42:00+00', '2026-11-18 10:42:00+00', -1357952640064487809, 1, '{-1,3}', false, '\x7b227265736f7572636554797065223a2243617265506c616e222c226964223a22727178616f676563667473687a6b6768696564366d3366713471222c226d657461223a7b2276657273696f6e4964223a2231222c226c61737455706461746564223a22323032362d31312d31385431303a34323a30302e3030305a227d2c22657874656e73696f6e223a5b7b22657874656e73696f6e223a5b7b2275726c223a226e616d65222c2276616c7565436f6465223a2273757267657279227d2c7b2275726c223a22706c616e6e6564222c2276616c75654461746554696d65223a22323032362d31322d30385431303a34323a30302b30303a3030227d5d2c2275726c223a2275726e3a6d6564636c75737465723a616e63686f72227d5d2c226964656e746966696572223a5b7b2273797374656d223a2275726e3a6d6564636c75737465723a656e726f6c6d656e74222c2276616c7565223a22727178616f676563667473687a6b6768696564366d3366713471227d5d2c22696e7374616e74696174657343616e6f6e6963616c223a5b2275726e3a6d6564636c75737465723a70726f746f636f6c3a736d616c6c7c312e302e30225d2c22737461747573223a22616374697665222c22696e74656e74223a22706c616e222c227469746c65223a224120736d616c6c2070726f746f636f6c20312e302e30222c227375626a656374223a7b227265666572656e6365223a2250617469656e742f797335796e71367279717472617062756a72617974327a706479227d2c22706572696f64223a7b227374617274223a22323032362d31312d31385431303a34323a30302b30303a3030227d2c2263726561746564223a22323032362d31312d31385431303a34323a30302b30303a3030222c22617574686f72223a7b227265666572656e6365223a224f7267616e697a6174696f6e2f636c696e6963227d2c22636f6e7472696275746f72223a5b7b227265666572656e6365223a2250726163746974696f6e65722f636f6f7264696e61746f72222c22646973706c6179223a22636f6f7264696e61746f72406f70657261746f72227d5d2c22737570706f7274696e67496e666f223a5b7b227265666572656e6365223a2253657276696365526571756573742f6470676d356a75776f797867636677673568657333676e376775227d5d7d'),
	(1017, -379435010822017332, 'Task', 'fxsqi4sdhuxej7wyw24dk7sezu', 1, '787', '2026-11-18 10:42:00+00', '2026-11-18 10:42:00+00', -1357952640064487809, 1, '{-1,3}', false, '\x7b227265736f7572636554797065223a225461736b222c226964223a226678737169347364687578656a377779773234646b3773657a75222c226d657461223a7b2276657273696f6e4964223a2231222c226c61737455706461746564223a22323032362d31312d31385431303a34323a30302e3030305a227d2c226964656e746966696572223a5b7b2273797374656d223a2275726e3a6d6564636c75737465723a73746570222c2276616c7565223a22727178616f676563667473687a6b6768696564366d33667134712f6f706572617465227d5d2c22696e7374616e746961746573557269223a2275726e3a6d6564636c75737465723a70726f746f636f6c3a736d616c6c7c312e302e30236f706572617465222c2262617365644f6e223a5b7b227265666572656e6365223a2243617265506c616e2f727178616f676563667473687a6b6768696564366d3366713471227d5d2c22737461747573223a22726571756573746564222c22696e74656e74223a226f72646572222c22636f6465223a7b22636f64696e67223a5b7b2273797374656d223a2275726e3a6d6564636c75737465723a70726f746f636f6c3a736d616c6c222c22636f6465223a226f706572617465222c22646973706c6179223a224f706572617465227d5d7d2c22666f72223a7b227265666572656e6365223a2250617469656e742f797335796e71367279717472617062756a72617974327a706479227d2c22617574686f7265644f6e223a22323032362d31312d31385431303a34323a30302b30303a3030222c226c6173744d6f646966696564223a22323032362d31312d31385431303a34323a30302b30303a3030222c22706572666f726d657254797065223a5b7b2274657874223a2273757267656f6e227d5d7d'),
	(1018, 4530914849290957384, 'Observation', 'geuzaowb2rkzpisc7xyr7dzldi', 2, '793', '2026-11-18 10:42:00+00', '2026-11-18 10:42:00+00', -1357952640064487809, 3, '{-1,3}', false, '\x7b227265736f7572636554797065223a224f62736572766174696f6e222c226964223a226765757a616f776232726b7a706973633778797237647a6c6469222c226d657461223a7b2276657273696f6e4964223a2232222c226c61737455706461746564223a22323032362d31312d31385431303a34323a30302e3030305a227d2c22737461747573223a2266696e616c222c22636f6465223a7b22636f64696e67223a5b7b2273797374656d223a22687474703a2f2f6c6f696e632e6f7267222c22636f6465223a223731382d37227d5d7d2c227375626a656374223a7b227265666572656e6365223a2250617469656e742f797335796e71367279717472617062756a72617974327a706479227d2c226566666563746976654461746554696d65223a22323032362d31312d31385431303a34323a30302b30303a3030222c2276616c75655175616e74697479223a7b2276616c7565223a37322e35302c22756e6974223a22672f4c222c2273797374656d223a22687474703a2f2f756e6974736f666d6561737572652e6f7267222c22636f6465223a22672f4c227d7d'),
	(1019, 4155008425202662377, 'Observation', 'hhz4hzutcfbvdxf62qd6hzvwau', 2, '795', '2026-11-18 10:42:00+00', '2026-11-18 10:42:00+00', -1357952640064487809, 1, '{-1,3}', true, '\x'),
	(1016, -8327906777222138156, 'Task', 'qxesjq2zofsmjjqfriafqgrcwi', 2, '798', '2026-11-18 10:42:00+00', '2026-11-18 10:42:00+00', -1357952640064487809, 1, '{-1,3}', false, '\x7b227265736f7572636554797065223a225461736b222c226964223a22717865736a71327a6f66736d6a6a716672696166716772637769222c226d657461223a7b2276657273696f6e4964223a2232222c226c61737455706461746564223a22323032362d31312d31385431303a34323a30302e3030305a227d2c226964656e746966696572223a5b7b2273797374656d223a2275726e3a6d6564636c75737465723a73746570222c2276616c7565223a22727178616f676563667473687a6b6768696564366d33667134712f636c617373227d5d2c22696e7374616e746961746573557269223a2275726e3a6d6564636c75737465723a70726f746f636f6c3a736d616c6c7c312e302e3023636c617373222c2262617365644f6e223a5b7b227265666572656e6365223a2243617265506c616e2f727178616f676563667473687a6b6768696564366d3366713471227d5d2c22737461747573223a226163636570746564222c22627573696e657373537461747573223a7b22636f64696e67223a5b7b2273797374656d223a2275726e3a6d6564636c75737465723a616374222c22636f6465223a22636c61696d227d5d7d2c22696e74656e74223a226f72646572222c22636f6465223a7b22636f64696e67223a5b7b2273797374656d223a2275726e3a6d6564636c75737465723a70726f746f636f6c3a736d616c6c222c22636f6465223a22636c617373222c22646973706c6179223a22436c617373227d5d7d2c22666f72223a7b227265666572656e6365223a2250617469656e742f797335796e71367279717472617062756a72617974327a706479227d2c22617574686f7265644f6e223a22323032362d31312d31385431303a34323a30302b30303a3030222c226c6173744d6f646966696564223a22323032362d31312d31385431303a34323a30302b30303a3030222c22726571756573746572223a7b227265666572656e6365223a2250726163746974696f6e65722f6e75727365222c22646973706c6179223a226e7572736540636c696e6963227d2c22706572666f726d657254797065223a5b7b2274657874223a226e75727365227d5d2c226f776e6572223a7b227265666572656e6365223a2250726163746974696f6e65722f6e75727365222c22646973706c6179223a226e7572736540636c696e6963227d7d'),
	(1015, -6168027959832577360, 'Task', 'wkz7jvmnqlfghbwszfxhmdubtm', 2, '803', '2026-11-18 10:42:00+00', '2026-11-18 10:42:00+00', -1357952640064487809, 1, '{-1,3}', false, '\x7b227265736f7572636554797065223a225461736b222c226964223a22776b7a376a766d6e716c6667686277737a6678686d647562746d222c226d657461223a7b2276657273696f6e4964223a2232222c226c61737455706461746564223a22323032362d31312d31385431303a34323a30302e3030305a227d2c226964656e746966696572223a5b7b2273797374656d223a2275726e3a6d6564636c75737465723a73746570222c2276616c7565223a22727178616f676563667473687a6b6768696564366d33667134712f626c6f6f6473227d5d2c22696e7374616e746961746573557269223a2275726e3a6d6564636c75737465723a70726f746f636f6c3a736d616c6c7c312e302e3023626c6f6f6473222c2262617365644f6e223a5b7b227265666572656e6365223a2243617265506c616e2f727178616f676563667473687a6b6768696564366d3366713471227d5d2c22737461747573223a22636f6d706c65746564222c22627573696e657373537461747573223a7b22636f64696e67223a5b7b2273797374656d223a2275726e3a6d6564636c75737465723a616374222c22636f6465223a2273686f776e227d5d7d2c22696e74656e74223a226f72646572222c22636f6465223a7b22636f64696e67223a5b7b2273797374656d223a2275726e3a6d6564636c75737465723a70726f746f636f6c3a736d616c6c222c22636f6465223a22626c6f6f6473222c22646973706c6179223a22426c6f6f6473227d5d7d2c22666f72223a7b227265666572656e6365223a2250617469656e742f797335796e71367279717472617062756a72617974327a706479227d2c22657865637574696f6e506572696f64223a7b227374617274223a22323032362d31312d31385431303a34323a30302b30303a3030222c22656e64223a22323032362d31312d31385431303a34323a30302b30303a3030227d2c22617574686f7265644f6e223a22323032362d31312d31385431303a34323a30302b30303a3030222c226c6173744d6f646966696564223a22323032362d31312d31385431303a34323a30302b30303a3030222c22706572666f726d657254797065223a5b7b2274657874223a226e75727365227d5d2c226f7574707574223a5b7b2274797065223a7b2274657874223a2265766964656e6365227d2c2276616c75655265666572656e6365223a7b227265666572656e6365223a224f62736572766174696f6e2f6765757a616f776232726b7a706973633778797237647a6c6469227d7d5d7d');


--
-- Data for Name: secret; Type: TABLE DATA; Schema: record; Owner: medcluster_owner
--

INSERT INTO record.secret VALUES
	('cursor', '\x6f75f9531d57cdfb670e727d5e5fb9abdc4f908cfd062d8f06b78b3b27c68d9a');


--
-- Data for Name: span; Type: TABLE DATA; Schema: record; Owner: medcluster_owner
--

INSERT INTO record.span VALUES
	(1012, '2026-11-18 10:42:00+00', '1959-03-14 00:00:00+00', '1959-03-15 00:00:00+00', 7715072778489180135, 2107834041, 2, NULL),
	(1011, '2026-11-18 10:42:00+00', '1959-03-14 00:00:00+00', '1959-03-15 00:00:00+00', -1357952640064487809, 2107834041, 2, '{-1,3}'),
	(1014, '2026-11-18 10:42:00+00', '2026-11-18 10:42:00+00', '10000-01-01 00:00:00+00', -1357952640064487809, 1140665746, 1, '{-1,3}'),
	(1017, '2026-11-18 10:42:00+00', '2026-11-18 10:42:00+00', '2026-11-18 10:42:01+00', -1357952640064487809, 1207292784, 1, '{-1,3}'),
	(1017, '2026-11-18 10:42:00+00', '2026-11-18 10:42:00+00', '2026-11-18 10:42:01+00', -1357952640064487809, 1298773687, 1, '{-1,3}'),
	(1013, '2026-11-18 10:42:00+00', '2026-11-18 10:42:00+00', '2026-11-18 10:42:01+00', -1357952640064487809, 1102778809, 2, '{-1,3}'),
	(1018, '2026-11-18 10:42:00+00', '2026-11-18 10:42:00+00', '2026-11-18 10:42:01+00', -1357952640064487809, 2020627839, 3, '{-1,3}'),
	(1016, '2026-11-18 10:42:00+00', '2026-11-18 10:42:00+00', '2026-11-18 10:42:01+00', -1357952640064487809, 1298773687, 1, '{-1,3}'),
	(1016, '2026-11-18 10:42:00+00', '2026-11-18 10:42:00+00', '2026-11-18 10:42:01+00', -1357952640064487809, 1207292784, 1, '{-1,3}'),
	(1015, '2026-11-18 10:42:00+00', '2026-11-18 10:42:00+00', '2026-11-18 10:42:01+00', -1357952640064487809, 1298773687, 1, '{-1,3}'),
	(1015, '2026-11-18 10:42:00+00', '2026-11-18 10:42:00+00', '2026-11-18 10:42:01+00', -1357952640064487809, 1207292784, 1, '{-1,3}'),
	(1015, '2026-11-18 10:42:00+00', '2026-11-18 10:42:00+00', '2026-11-18 10:42:01+00', -1357952640064487809, 1951020990, 1, '{-1,3}');


--
-- Data for Name: text; Type: TABLE DATA; Schema: record; Owner: medcluster_owner
--

INSERT INTO record.text VALUES
	(1000, NULL, 1769357339, 1, '{0}', 'operator', NULL, NULL),
	(1001, NULL, 1769357339, 1, '{0}', 'clinic', NULL, NULL),
	(1002, NULL, 1769357339, 1, '{0}', 'polyclinic', NULL, NULL),
	(1003, NULL, 1370222912, 1, '{0}', 'coordinator', NULL, NULL),
	(1003, NULL, 411804866, 1, '{0}', 'coordinator', NULL, NULL),
	(1004, NULL, 1370222912, 1, '{0}', 'surgeon', NULL, NULL),
	(1004, NULL, 411804866, 1, '{0}', 'surgeon', NULL, NULL),
	(1005, NULL, 411804866, 1, '{0}', 'nurse', NULL, NULL),
	(1005, NULL, 1370222912, 1, '{0}', 'nurse', NULL, NULL),
	(1006, NULL, 411804866, 1, '{0}', 'doctor', NULL, NULL),
	(1006, NULL, 1370222912, 1, '{0}', 'doctor', NULL, NULL),
	(1007, NULL, 82273515, 1, '{0}', 'a small protocol', NULL, 'A small protocol'),
	(1007, NULL, 627422185, 1, '{0}', 'small', NULL, 'Small'),
	(1008, NULL, 1033277738, 1, '{0}', 'bloods', NULL, 'Bloods'),
	(1008, NULL, 2028870787, 1, '{0}', 'smallbloods', NULL, 'SmallBloods'),
	(1009, NULL, 1033277738, 1, '{0}', 'class', NULL, 'Class'),
	(1009, NULL, 2028870787, 1, '{0}', 'smallclass', NULL, 'SmallClass'),
	(1010, NULL, 1033277738, 1, '{0}', 'operate', NULL, 'Operate'),
	(1010, NULL, 2028870787, 1, '{0}', 'smalloperate', NULL, 'SmallOperate'),
	(1012, 7715072778489180135, 200550421, 2, NULL, 'анна', NULL, 'Анна'),
	(1012, 7715072778489180135, 854702268, 2, NULL, 'орлова', NULL, 'Орлова'),
	(1012, 7715072778489180135, 1739377023, 2, NULL, 'анна', NULL, 'Анна'),
	(1012, 7715072778489180135, 1739377023, 2, NULL, 'орлова', NULL, 'Орлова'),
	(1011, -1357952640064487809, 200550421, 2, '{-1,3}', 'анна', NULL, 'Анна'),
	(1011, -1357952640064487809, 854702268, 2, '{-1,3}', 'петрова', NULL, 'Петрова'),
	(1011, -1357952640064487809, 1739377023, 2, '{-1,3}', 'анна', NULL, 'Анна'),
	(1011, -1357952640064487809, 1739377023, 2, '{-1,3}', 'петрова', NULL, 'Петрова');


--
-- Data for Name: token; Type: TABLE DATA; Schema: record; Owner: medcluster_owner
--

INSERT INTO record.token VALUES
	(-6071036885897205305, '2026-11-18 10:42:00+00', 1007, NULL, 1068940010, 0, 1, '{0}'),
	(-5075031193678557091, '2026-11-18 10:42:00+00', 1007, NULL, 1584811426, 0, 1, '{0}'),
	(-6379618086038626044, '2026-11-18 10:42:00+00', 1007, NULL, 976132923, -1909955878, 1, '{0}'),
	(7119526685772696271, '2026-11-18 10:42:00+00', 1007, NULL, 2090401530, -1806474509, 1, '{0}'),
	(8855913214179391500, '2026-11-18 10:42:00+00', 1008, NULL, 889401479, 0, 1, '{0}'),
	(-5075031193678557091, '2026-11-18 10:42:00+00', 1008, NULL, 1445943168, 0, 1, '{0}'),
	(7119526685772696271, '2026-11-18 10:42:00+00', 1008, NULL, 430252350, -1806474509, 1, '{0}'),
	(-6822057666115256102, '2026-11-18 10:42:00+00', 1009, NULL, 889401479, 0, 1, '{0}'),
	(-5075031193678557091, '2026-11-18 10:42:00+00', 1009, NULL, 1445943168, 0, 1, '{0}'),
	(7119526685772696271, '2026-11-18 10:42:00+00', 1009, NULL, 430252350, -1806474509, 1, '{0}'),
	(-5953354613970196765, '2026-11-18 10:42:00+00', 1010, NULL, 889401479, 0, 1, '{0}'),
	(-5075031193678557091, '2026-11-18 10:42:00+00', 1010, NULL, 1445943168, 0, 1, '{0}'),
	(7119526685772696271, '2026-11-18 10:42:00+00', 1010, NULL, 430252350, -1806474509, 1, '{0}'),
	(4054662220492028467, '2026-11-18 10:42:00+00', 1012, 7715072778489180135, 441033961, 938472282, 2, NULL),
	(-2537686991404238331, '2026-11-18 10:42:00+00', 1012, 7715072778489180135, 2122396471, 1371147217, 2, NULL),
	(8689419610301839756, '2026-11-18 10:42:00+00', 1012, 7715072778489180135, 280578792, 0, 2, NULL),
	(-3471765260123232468, '2026-11-18 10:42:00+00', 1011, -1357952640064487809, 441033961, 938472282, 2, '{-1,3}'),
	(-2537686991404238331, '2026-11-18 10:42:00+00', 1011, -1357952640064487809, 2122396471, 1371147217, 2, '{-1,3}'),
	(8689419610301839756, '2026-11-18 10:42:00+00', 1011, -1357952640064487809, 280578792, 0, 2, '{-1,3}'),
	(-1357952640064487809, '2026-11-18 10:42:00+00', 1014, -1357952640064487809, 232811273, 0, 1, '{-1,3}'),
	(-1357952640064487809, '2026-11-18 10:42:00+00', 1014, -1357952640064487809, 51043664, 0, 1, '{-1,3}'),
	(-6071036885897205305, '2026-11-18 10:42:00+00', 1014, -1357952640064487809, 679146662, 0, 1, '{-1,3}'),
	(8223142493584935391, '2026-11-18 10:42:00+00', 1014, -1357952640064487809, 679146662, 0, 1, '{-1,3}'),
	(7119526685772696271, '2026-11-18 10:42:00+00', 1014, -1357952640064487809, 904976663, -767840414, 1, '{-1,3}'),
	(8442944325145165380, '2026-11-18 10:42:00+00', 1014, -1357952640064487809, 1298106146, 848887742, 1, '{-1,3}'),
	(8478549533263075368, '2026-11-18 10:42:00+00', 1014, -1357952640064487809, 1432146645, 751982919, 1, '{-1,3}'),
	(-1357952640064487809, '2026-11-18 10:42:00+00', 1017, -1357952640064487809, 915885231, 0, 1, '{-1,3}'),
	(-1357952640064487809, '2026-11-18 10:42:00+00', 1017, -1357952640064487809, 1404224747, 0, 1, '{-1,3}'),
	(-8399865048396483216, '2026-11-18 10:42:00+00', 1017, -1357952640064487809, 1842390160, 0, 1, '{-1,3}'),
	(-5324402210650041678, '2026-11-18 10:42:00+00', 1017, -1357952640064487809, 1927851593, 268946096, 1, '{-1,3}'),
	(-2487780002420810172, '2026-11-18 10:42:00+00', 1017, -1357952640064487809, 899430154, 848887742, 1, '{-1,3}'),
	(427741528309634870, '2026-11-18 10:42:00+00', 1017, -1357952640064487809, 1788728960, 1495835530, 1, '{-1,3}'),
	(2514863873218132314, '2026-11-18 10:42:00+00', 1017, -1357952640064487809, 600868862, 331322226, 1, '{-1,3}'),
	(4831991200663203632, '2026-11-18 10:42:00+00', 1013, -1357952640064487809, 1451555897, -1040931342, 2, '{-1,3}'),
	(-2487780002420810172, '2026-11-18 10:42:00+00', 1013, -1357952640064487809, 202520398, 848887742, 2, '{-1,3}'),
	(5930789075517701071, '2026-11-18 10:42:00+00', 1013, -1357952640064487809, 559336666, -767840414, 2, '{-1,3}'),
	(-6071036885897205305, '2026-11-18 10:42:00+00', 1013, -1357952640064487809, 218415421, 0, 2, '{-1,3}'),
	(-1357952640064487809, '2026-11-18 10:42:00+00', 1013, -1357952640064487809, 178502281, 0, 2, '{-1,3}'),
	(-1357952640064487809, '2026-11-18 10:42:00+00', 1013, -1357952640064487809, 431495993, 0, 2, '{-1,3}'),
	(-8542670477205095246, '2026-11-18 10:42:00+00', 1013, -1357952640064487809, 1557498881, 0, 2, '{-1,3}'),
	(1307648495823545822, '2026-11-18 10:42:00+00', 1013, -1357952640064487809, 2013907298, 0, 2, '{-1,3}'),
	(-4077172331422958733, '2026-11-18 10:42:00+00', 1018, -1357952640064487809, 1987987090, 1586936130, 3, '{-1,3}'),
	(-4077172331422958733, '2026-11-18 10:42:00+00', 1018, -1357952640064487809, 1117857742, 1586936130, 3, '{-1,3}'),
	(2895302306123554531, '2026-11-18 10:42:00+00', 1018, -1357952640064487809, 1405683603, -542282579, 3, '{-1,3}'),
	(-1357952640064487809, '2026-11-18 10:42:00+00', 1018, -1357952640064487809, 1107336926, 0, 3, '{-1,3}'),
	(-1357952640064487809, '2026-11-18 10:42:00+00', 1018, -1357952640064487809, 827227367, 0, 3, '{-1,3}'),
	(7475468623587328415, '2026-11-18 10:42:00+00', 1016, -1357952640064487809, 1438518284, -1053679810, 1, '{-1,3}'),
	(-6051041879717812130, '2026-11-18 10:42:00+00', 1016, -1357952640064487809, 600868862, 331322226, 1, '{-1,3}'),
	(-8475676350673713716, '2026-11-18 10:42:00+00', 1016, -1357952640064487809, 1788728960, 1495835530, 1, '{-1,3}'),
	(-2487780002420810172, '2026-11-18 10:42:00+00', 1016, -1357952640064487809, 899430154, 848887742, 1, '{-1,3}'),
	(1581760207539379486, '2026-11-18 10:42:00+00', 1016, -1357952640064487809, 1927851593, 268946096, 1, '{-1,3}'),
	(-8399865048396483216, '2026-11-18 10:42:00+00', 1016, -1357952640064487809, 1842390160, 0, 1, '{-1,3}'),
	(-4982472291245839472, '2026-11-18 10:42:00+00', 1016, -1357952640064487809, 1140476094, 0, 1, '{-1,3}'),
	(-1357952640064487809, '2026-11-18 10:42:00+00', 1016, -1357952640064487809, 1404224747, 0, 1, '{-1,3}'),
	(-1357952640064487809, '2026-11-18 10:42:00+00', 1016, -1357952640064487809, 915885231, 0, 1, '{-1,3}'),
	(-4982472291245839472, '2026-11-18 10:42:00+00', 1016, -1357952640064487809, 1317995249, 0, 1, '{-1,3}'),
	(8976133845869089512, '2026-11-18 10:42:00+00', 1015, -1357952640064487809, 1438518284, -1053679810, 1, '{-1,3}'),
	(-8779560080054342359, '2026-11-18 10:42:00+00', 1015, -1357952640064487809, 600868862, 331322226, 1, '{-1,3}'),
	(5819399042547460185, '2026-11-18 10:42:00+00', 1015, -1357952640064487809, 1788728960, 1495835530, 1, '{-1,3}'),
	(-2487780002420810172, '2026-11-18 10:42:00+00', 1015, -1357952640064487809, 899430154, 848887742, 1, '{-1,3}'),
	(5930789075517701071, '2026-11-18 10:42:00+00', 1015, -1357952640064487809, 1927851593, 268946096, 1, '{-1,3}'),
	(-8399865048396483216, '2026-11-18 10:42:00+00', 1015, -1357952640064487809, 1842390160, 0, 1, '{-1,3}'),
	(-1357952640064487809, '2026-11-18 10:42:00+00', 1015, -1357952640064487809, 1404224747, 0, 1, '{-1,3}'),
	(-1357952640064487809, '2026-11-18 10:42:00+00', 1015, -1357952640064487809, 915885231, 0, 1, '{-1,3}');


--
-- Name: audit_seq_seq; Type: SEQUENCE SET; Schema: record; Owner: medcluster_owner
--

SELECT pg_catalog.setval('record.audit_seq_seq', 33, true);


--
-- Name: change_seq_seq; Type: SEQUENCE SET; Schema: record; Owner: medcluster_owner
--

SELECT pg_catalog.setval('record.change_seq_seq', 25, true);


--
-- Name: custodian_number_seq; Type: SEQUENCE SET; Schema: record; Owner: medcluster_owner
--

SELECT pg_catalog.setval('record.custodian_number_seq', 3, true);


--
-- Name: row_number; Type: SEQUENCE SET; Schema: record; Owner: medcluster_owner
--

SELECT pg_catalog.setval('record.row_number', 1000, true);


--
-- Name: loaded loaded_pkey; Type: CONSTRAINT; Schema: app; Owner: medcluster_owner
--

ALTER TABLE ONLY app.loaded
    ADD CONSTRAINT loaded_pkey PRIMARY KEY (digest);


--
-- Name: position position_pkey; Type: CONSTRAINT; Schema: app; Owner: medcluster_owner
--

ALTER TABLE ONLY app."position"
    ADD CONSTRAINT position_pkey PRIMARY KEY (follower);


--
-- Name: account account_name_key; Type: CONSTRAINT; Schema: cluster; Owner: medcluster_owner
--

ALTER TABLE ONLY cluster.account
    ADD CONSTRAINT account_name_key UNIQUE (name);


--
-- Name: account account_patient_key; Type: CONSTRAINT; Schema: cluster; Owner: medcluster_owner
--

ALTER TABLE ONLY cluster.account
    ADD CONSTRAINT account_patient_key UNIQUE (patient);


--
-- Name: account account_pkey; Type: CONSTRAINT; Schema: cluster; Owner: medcluster_owner
--

ALTER TABLE ONLY cluster.account
    ADD CONSTRAINT account_pkey PRIMARY KEY (id);


--
-- Name: attempt attempt_pkey; Type: CONSTRAINT; Schema: cluster; Owner: medcluster_owner
--

ALTER TABLE ONLY cluster.attempt
    ADD CONSTRAINT attempt_pkey PRIMARY KEY (bucket);


--
-- Name: installation installation_pkey; Type: CONSTRAINT; Schema: cluster; Owner: medcluster_owner
--

ALTER TABLE ONLY cluster.installation
    ADD CONSTRAINT installation_pkey PRIMARY KEY (id);


--
-- Name: installed installed_pkey; Type: CONSTRAINT; Schema: cluster; Owner: medcluster_owner
--

ALTER TABLE ONLY cluster.installed
    ADD CONSTRAINT installed_pkey PRIMARY KEY (reference);


--
-- Name: invitation invitation_digest_key; Type: CONSTRAINT; Schema: cluster; Owner: medcluster_owner
--

ALTER TABLE ONLY cluster.invitation
    ADD CONSTRAINT invitation_digest_key UNIQUE (digest);


--
-- Name: invitation invitation_pkey; Type: CONSTRAINT; Schema: cluster; Owner: medcluster_owner
--

ALTER TABLE ONLY cluster.invitation
    ADD CONSTRAINT invitation_pkey PRIMARY KEY (id);


--
-- Name: milestone milestone_participant_stage_key; Type: CONSTRAINT; Schema: cluster; Owner: medcluster_owner
--

ALTER TABLE ONLY cluster.milestone
    ADD CONSTRAINT milestone_participant_stage_key UNIQUE (participant, stage);


--
-- Name: milestone milestone_pkey; Type: CONSTRAINT; Schema: cluster; Owner: medcluster_owner
--

ALTER TABLE ONLY cluster.milestone
    ADD CONSTRAINT milestone_pkey PRIMARY KEY (participant, ordinal);


--
-- Name: next_act next_act_pkey; Type: CONSTRAINT; Schema: cluster; Owner: medcluster_owner
--

ALTER TABLE ONLY cluster.next_act
    ADD CONSTRAINT next_act_pkey PRIMARY KEY (id);


--
-- Name: participant participant_pkey; Type: CONSTRAINT; Schema: cluster; Owner: medcluster_owner
--

ALTER TABLE ONLY cluster.participant
    ADD CONSTRAINT participant_pkey PRIMARY KEY (id);


--
-- Name: session session_digest_key; Type: CONSTRAINT; Schema: cluster; Owner: medcluster_owner
--

ALTER TABLE ONLY cluster.session
    ADD CONSTRAINT session_digest_key UNIQUE (digest);


--
-- Name: session session_pkey; Type: CONSTRAINT; Schema: cluster; Owner: medcluster_owner
--

ALTER TABLE ONLY cluster.session
    ADD CONSTRAINT session_pkey PRIMARY KEY (id);


--
-- Name: token token_digest_key; Type: CONSTRAINT; Schema: cluster; Owner: medcluster_owner
--

ALTER TABLE ONLY cluster.token
    ADD CONSTRAINT token_digest_key UNIQUE (digest);


--
-- Name: token token_pkey; Type: CONSTRAINT; Schema: cluster; Owner: medcluster_owner
--

ALTER TABLE ONLY cluster.token
    ADD CONSTRAINT token_pkey PRIMARY KEY (id);


--
-- Name: migration migration_pkey; Type: CONSTRAINT; Schema: foundation; Owner: medcluster_owner
--

ALTER TABLE ONLY foundation.migration
    ADD CONSTRAINT migration_pkey PRIMARY KEY (number);


--
-- Name: enrolment enrolment_pkey; Type: CONSTRAINT; Schema: protocol; Owner: medcluster_owner
--

ALTER TABLE ONLY protocol.enrolment
    ADD CONSTRAINT enrolment_pkey PRIMARY KEY (careplan);


--
-- Name: running running_careplan_key; Type: CONSTRAINT; Schema: protocol; Owner: medcluster_owner
--

ALTER TABLE ONLY protocol.running
    ADD CONSTRAINT running_careplan_key UNIQUE (careplan);


--
-- Name: running running_pkey; Type: CONSTRAINT; Schema: protocol; Owner: medcluster_owner
--

ALTER TABLE ONLY protocol.running
    ADD CONSTRAINT running_pkey PRIMARY KEY (patient, protocol);


--
-- Name: tally tally_pkey; Type: CONSTRAINT; Schema: protocol; Owner: medcluster_owner
--

ALTER TABLE ONLY protocol.tally
    ADD CONSTRAINT tally_pkey PRIMARY KEY (participant, protocol, stage, state, roles, custodian, grants);


--
-- Name: version version_pkey; Type: CONSTRAINT; Schema: protocol; Owner: medcluster_owner
--

ALTER TABLE ONLY protocol.version
    ADD CONSTRAINT version_pkey PRIMARY KEY (name, version);


--
-- Name: word word_pkey; Type: CONSTRAINT; Schema: protocol; Owner: medcluster_owner
--

ALTER TABLE ONLY protocol.word
    ADD CONSTRAINT word_pkey PRIMARY KEY (word, careplan);


--
-- Name: work_item work_item_pkey; Type: CONSTRAINT; Schema: protocol; Owner: medcluster_owner
--

ALTER TABLE ONLY protocol.work_item
    ADD CONSTRAINT work_item_pkey PRIMARY KEY (careplan, key, role);


--
-- Name: audit audit_pkey; Type: CONSTRAINT; Schema: record; Owner: medcluster_owner
--

ALTER TABLE ONLY record.audit
    ADD CONSTRAINT audit_pkey PRIMARY KEY (seq);


--
-- Name: change change_pkey; Type: CONSTRAINT; Schema: record; Owner: medcluster_owner
--

ALTER TABLE ONLY record.change
    ADD CONSTRAINT change_pkey PRIMARY KEY (xid, seq);


--
-- Name: custodian custodian_organization_key; Type: CONSTRAINT; Schema: record; Owner: medcluster_owner
--

ALTER TABLE ONLY record.custodian
    ADD CONSTRAINT custodian_organization_key UNIQUE (organization);


--
-- Name: custodian custodian_pkey; Type: CONSTRAINT; Schema: record; Owner: medcluster_owner
--

ALTER TABLE ONLY record.custodian
    ADD CONSTRAINT custodian_pkey PRIMARY KEY (number);


--
-- Name: history history_pkey; Type: CONSTRAINT; Schema: record; Owner: medcluster_owner
--

ALTER TABLE ONLY record.history
    ADD CONSTRAINT history_pkey PRIMARY KEY (rid, ver);


--
-- Name: patient_grant patient_grant_pkey; Type: CONSTRAINT; Schema: record; Owner: medcluster_owner
--

ALTER TABLE ONLY record.patient_grant
    ADD CONSTRAINT patient_grant_pkey PRIMARY KEY (pat, term);


--
-- Name: resource resource_pkey; Type: CONSTRAINT; Schema: record; Owner: medcluster_owner
--

ALTER TABLE ONLY record.resource
    ADD CONSTRAINT resource_pkey PRIMARY KEY (rid);


--
-- Name: resource resource_ref_key; Type: CONSTRAINT; Schema: record; Owner: medcluster_owner
--

ALTER TABLE ONLY record.resource
    ADD CONSTRAINT resource_ref_key UNIQUE (ref);


--
-- Name: secret secret_pkey; Type: CONSTRAINT; Schema: record; Owner: medcluster_owner
--

ALTER TABLE ONLY record.secret
    ADD CONSTRAINT secret_pkey PRIMARY KEY (name);


--
-- Name: account_people; Type: INDEX; Schema: cluster; Owner: medcluster_owner
--

CREATE INDEX account_people ON cluster.account USING btree (role, participant);


--
-- Name: attempt_began; Type: INDEX; Schema: cluster; Owner: medcluster_owner
--

CREATE INDEX attempt_began ON cluster.attempt USING btree (began);


--
-- Name: invitation_expires; Type: INDEX; Schema: cluster; Owner: medcluster_owner
--

CREATE INDEX invitation_expires ON cluster.invitation USING btree (expires);


--
-- Name: invitation_of_patient; Type: INDEX; Schema: cluster; Owner: medcluster_owner
--

CREATE INDEX invitation_of_patient ON cluster.invitation USING btree (patient) WHERE (used IS NULL);


--
-- Name: next_act_open; Type: INDEX; Schema: cluster; Owner: medcluster_owner
--

CREATE INDEX next_act_open ON cluster.next_act USING btree (participant) WHERE (done IS NULL);


--
-- Name: session_expires; Type: INDEX; Schema: cluster; Owner: medcluster_owner
--

CREATE INDEX session_expires ON cluster.session USING btree (expires);


--
-- Name: session_of_account; Type: INDEX; Schema: cluster; Owner: medcluster_owner
--

CREATE INDEX session_of_account ON cluster.session USING btree (account);


--
-- Name: enrolment_by_change; Type: INDEX; Schema: protocol; Owner: medcluster_owner
--

CREATE INDEX enrolment_by_change ON protocol.enrolment USING btree (open, changed_at, careplan);


--
-- Name: enrolment_by_coordinator; Type: INDEX; Schema: protocol; Owner: medcluster_owner
--

CREATE INDEX enrolment_by_coordinator ON protocol.enrolment USING btree (coordinator, open, state, order_at, careplan);


--
-- Name: enrolment_by_name; Type: INDEX; Schema: protocol; Owner: medcluster_owner
--

CREATE INDEX enrolment_by_name ON protocol.enrolment USING btree (open, name_key, careplan);


--
-- Name: enrolment_by_owner; Type: INDEX; Schema: protocol; Owner: medcluster_owner
--

CREATE INDEX enrolment_by_owner ON protocol.enrolment USING btree (next_owner, open, state, order_at, careplan) WHERE (next_owner <> ''::text);


--
-- Name: enrolment_by_participant; Type: INDEX; Schema: protocol; Owner: medcluster_owner
--

CREATE INDEX enrolment_by_participant ON protocol.enrolment USING btree (open, participant, state, order_at, careplan);


--
-- Name: enrolment_by_patient; Type: INDEX; Schema: protocol; Owner: medcluster_owner
--

CREATE INDEX enrolment_by_patient ON protocol.enrolment USING btree (patient);


--
-- Name: enrolment_by_protocol; Type: INDEX; Schema: protocol; Owner: medcluster_owner
--

CREATE INDEX enrolment_by_protocol ON protocol.enrolment USING btree (open, protocol, state, order_at, careplan);


--
-- Name: enrolment_by_stage; Type: INDEX; Schema: protocol; Owner: medcluster_owner
--

CREATE INDEX enrolment_by_stage ON protocol.enrolment USING btree (open, stage, state, order_at, careplan);


--
-- Name: enrolment_by_state; Type: INDEX; Schema: protocol; Owner: medcluster_owner
--

CREATE INDEX enrolment_by_state ON protocol.enrolment USING btree (open, state, order_at, careplan);


--
-- Name: enrolment_by_time; Type: INDEX; Schema: protocol; Owner: medcluster_owner
--

CREATE INDEX enrolment_by_time ON protocol.enrolment USING btree (changes_at) WHERE (changes_at IS NOT NULL);


--
-- Name: enrolment_by_when; Type: INDEX; Schema: protocol; Owner: medcluster_owner
--

CREATE INDEX enrolment_by_when ON protocol.enrolment USING btree (open, when_at, careplan);


--
-- Name: word_by_careplan; Type: INDEX; Schema: protocol; Owner: medcluster_owner
--

CREATE INDEX word_by_careplan ON protocol.word USING btree (careplan);


--
-- Name: work_item_by_owner; Type: INDEX; Schema: protocol; Owner: medcluster_owner
--

CREATE INDEX work_item_by_owner ON protocol.work_item USING btree (owner, state, order_at, careplan, key) WHERE (owner <> ''::text);


--
-- Name: work_item_by_participant; Type: INDEX; Schema: protocol; Owner: medcluster_owner
--

CREATE INDEX work_item_by_participant ON protocol.work_item USING btree (participant, role, state, order_at, careplan, key);


--
-- Name: work_item_by_patient; Type: INDEX; Schema: protocol; Owner: medcluster_owner
--

CREATE INDEX work_item_by_patient ON protocol.work_item USING btree (patient);


--
-- Name: work_item_by_role; Type: INDEX; Schema: protocol; Owner: medcluster_owner
--

CREATE INDEX work_item_by_role ON protocol.work_item USING btree (role, state, order_at, careplan, key);


--
-- Name: quantity_rid; Type: INDEX; Schema: record; Owner: medcluster_owner
--

CREATE INDEX quantity_rid ON record.quantity USING btree (rid);


--
-- Name: quantity_value; Type: INDEX; Schema: record; Owner: medcluster_owner
--

CREATE INDEX quantity_value ON record.quantity USING btree (p, v, rid);


--
-- Name: resource_patient; Type: INDEX; Schema: record; Owner: medcluster_owner
--

CREATE INDEX resource_patient ON record.resource USING btree (pat, d DESC, rid DESC);


--
-- Name: resource_type_date; Type: INDEX; Schema: record; Owner: medcluster_owner
--

CREATE INDEX resource_type_date ON record.resource USING btree (type, d DESC, rid DESC) WHERE (NOT deleted);


--
-- Name: resource_type_updated; Type: INDEX; Schema: record; Owner: medcluster_owner
--

CREATE INDEX resource_type_updated ON record.resource USING btree (type, ts DESC, rid DESC) WHERE (NOT deleted);


--
-- Name: span_elsewhere; Type: INDEX; Schema: record; Owner: medcluster_owner
--

CREATE INDEX span_elsewhere ON record.span USING btree (p, hi, lo, d) WHERE ((d > lo) OR ((hi - d) > '1 day'::interval));


--
-- Name: span_long; Type: INDEX; Schema: record; Owner: medcluster_owner
--

CREATE INDEX span_long ON record.span USING btree (p, hi, lo, rid) WHERE ((hi - lo) > '1 day'::interval);


--
-- Name: span_rid; Type: INDEX; Schema: record; Owner: medcluster_owner
--

CREATE INDEX span_rid ON record.span USING btree (rid);


--
-- Name: span_value; Type: INDEX; Schema: record; Owner: medcluster_owner
--

CREATE INDEX span_value ON record.span USING btree (p, lo DESC, rid DESC, hi);


--
-- Name: text_rid; Type: INDEX; Schema: record; Owner: medcluster_owner
--

CREATE INDEX text_rid ON record.text USING btree (rid);


--
-- Name: text_value; Type: INDEX; Schema: record; Owner: medcluster_owner
--

CREATE INDEX text_value ON record.text USING btree (p, v, rid);


--
-- Name: token_rid; Type: INDEX; Schema: record; Owner: medcluster_owner
--

CREATE INDEX token_rid ON record.token USING btree (rid);


--
-- Name: token_value; Type: INDEX; Schema: record; Owner: medcluster_owner
--

CREATE INDEX token_value ON record.token USING btree (p, h, d DESC, rid DESC);


--
-- Name: enrolment tally_of_changed; Type: TRIGGER; Schema: protocol; Owner: medcluster_owner
--

CREATE TRIGGER tally_of_changed AFTER UPDATE ON protocol.enrolment REFERENCING OLD TABLE AS stale NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION protocol.keep_tally();


--
-- Name: enrolment tally_of_gone; Type: TRIGGER; Schema: protocol; Owner: medcluster_owner
--

CREATE TRIGGER tally_of_gone AFTER DELETE ON protocol.enrolment REFERENCING OLD TABLE AS stale FOR EACH STATEMENT EXECUTE FUNCTION protocol.keep_tally();


--
-- Name: enrolment tally_of_new; Type: TRIGGER; Schema: protocol; Owner: medcluster_owner
--

CREATE TRIGGER tally_of_new AFTER INSERT ON protocol.enrolment REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION protocol.keep_tally();


--
-- Name: enrolment words_of_changed; Type: TRIGGER; Schema: protocol; Owner: medcluster_owner
--

CREATE TRIGGER words_of_changed AFTER UPDATE ON protocol.enrolment REFERENCING OLD TABLE AS stale NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION protocol.keep_words();


--
-- Name: enrolment words_of_gone; Type: TRIGGER; Schema: protocol; Owner: medcluster_owner
--

CREATE TRIGGER words_of_gone AFTER DELETE ON protocol.enrolment REFERENCING OLD TABLE AS stale FOR EACH STATEMENT EXECUTE FUNCTION protocol.keep_words();


--
-- Name: enrolment words_of_new; Type: TRIGGER; Schema: protocol; Owner: medcluster_owner
--

CREATE TRIGGER words_of_new AFTER INSERT ON protocol.enrolment REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION protocol.keep_words();


--
-- Name: milestone milestone_participant_fkey; Type: FK CONSTRAINT; Schema: cluster; Owner: medcluster_owner
--

ALTER TABLE ONLY cluster.milestone
    ADD CONSTRAINT milestone_participant_fkey FOREIGN KEY (participant) REFERENCES cluster.participant(id);


--
-- Name: next_act next_act_participant_fkey; Type: FK CONSTRAINT; Schema: cluster; Owner: medcluster_owner
--

ALTER TABLE ONLY cluster.next_act
    ADD CONSTRAINT next_act_participant_fkey FOREIGN KEY (participant) REFERENCES cluster.participant(id);


--
-- Name: session session_account_fkey; Type: FK CONSTRAINT; Schema: cluster; Owner: medcluster_owner
--

ALTER TABLE ONLY cluster.session
    ADD CONSTRAINT session_account_fkey FOREIGN KEY (account) REFERENCES cluster.account(id);


--
-- Name: enrolment; Type: ROW SECURITY; Schema: protocol; Owner: medcluster_owner
--

ALTER TABLE protocol.enrolment ENABLE ROW LEVEL SECURITY;

--
-- Name: running; Type: ROW SECURITY; Schema: protocol; Owner: medcluster_owner
--

ALTER TABLE protocol.running ENABLE ROW LEVEL SECURITY;

--
-- Name: tally; Type: ROW SECURITY; Schema: protocol; Owner: medcluster_owner
--

ALTER TABLE protocol.tally ENABLE ROW LEVEL SECURITY;

--
-- Name: enrolment visible; Type: POLICY; Schema: protocol; Owner: medcluster_owner
--

CREATE POLICY visible ON protocol.enrolment TO medcluster USING ((( SELECT (current_setting('medcluster.every_row'::text, true) = 'on'::text)) OR (custodian = ANY (( SELECT (COALESCE(NULLIF(current_setting('medcluster.terms'::text, true), ''::text), '{}'::text))::integer[] AS "coalesce")::integer[])) OR (grants && ( SELECT (COALESCE(NULLIF(current_setting('medcluster.terms'::text, true), ''::text), '{}'::text))::integer[] AS "coalesce")) OR (pat = ( SELECT (NULLIF(current_setting('medcluster.patient'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK ((( SELECT (current_setting('medcluster.every_row'::text, true) = 'on'::text)) OR (custodian = ANY (( SELECT (COALESCE(NULLIF(current_setting('medcluster.terms'::text, true), ''::text), '{}'::text))::integer[] AS "coalesce")::integer[])) OR (grants && ( SELECT (COALESCE(NULLIF(current_setting('medcluster.terms'::text, true), ''::text), '{}'::text))::integer[] AS "coalesce")) OR (pat = ( SELECT (NULLIF(current_setting('medcluster.patient'::text, true), ''::text))::bigint AS "nullif")) OR (custodian = ( SELECT (NULLIF(current_setting('medcluster.custodian'::text, true), ''::text))::integer AS "nullif"))));


--
-- Name: running visible; Type: POLICY; Schema: protocol; Owner: medcluster_owner
--

CREATE POLICY visible ON protocol.running TO medcluster USING ((( SELECT (current_setting('medcluster.every_row'::text, true) = 'on'::text)) OR (custodian = ANY (( SELECT (COALESCE(NULLIF(current_setting('medcluster.terms'::text, true), ''::text), '{}'::text))::integer[] AS "coalesce")::integer[])) OR (grants && ( SELECT (COALESCE(NULLIF(current_setting('medcluster.terms'::text, true), ''::text), '{}'::text))::integer[] AS "coalesce")))) WITH CHECK ((( SELECT (current_setting('medcluster.every_row'::text, true) = 'on'::text)) OR (custodian = ANY (( SELECT (COALESCE(NULLIF(current_setting('medcluster.terms'::text, true), ''::text), '{}'::text))::integer[] AS "coalesce")::integer[])) OR (grants && ( SELECT (COALESCE(NULLIF(current_setting('medcluster.terms'::text, true), ''::text), '{}'::text))::integer[] AS "coalesce")) OR (custodian = ( SELECT (NULLIF(current_setting('medcluster.custodian'::text, true), ''::text))::integer AS "nullif"))));


--
-- Name: tally visible; Type: POLICY; Schema: protocol; Owner: medcluster_owner
--

CREATE POLICY visible ON protocol.tally TO medcluster USING ((( SELECT (current_setting('medcluster.every_row'::text, true) = 'on'::text)) OR (custodian = ANY (( SELECT (COALESCE(NULLIF(current_setting('medcluster.terms'::text, true), ''::text), '{}'::text))::integer[] AS "coalesce")::integer[])) OR (grants && ( SELECT (COALESCE(NULLIF(current_setting('medcluster.terms'::text, true), ''::text), '{}'::text))::integer[] AS "coalesce")))) WITH CHECK ((( SELECT (current_setting('medcluster.every_row'::text, true) = 'on'::text)) OR (custodian = ANY (( SELECT (COALESCE(NULLIF(current_setting('medcluster.terms'::text, true), ''::text), '{}'::text))::integer[] AS "coalesce")::integer[])) OR (grants && ( SELECT (COALESCE(NULLIF(current_setting('medcluster.terms'::text, true), ''::text), '{}'::text))::integer[] AS "coalesce")) OR (custodian = ( SELECT (NULLIF(current_setting('medcluster.custodian'::text, true), ''::text))::integer AS "nullif"))));


--
-- Name: word visible; Type: POLICY; Schema: protocol; Owner: medcluster_owner
--

CREATE POLICY visible ON protocol.word TO medcluster USING ((( SELECT (current_setting('medcluster.every_row'::text, true) = 'on'::text)) OR (custodian = ANY (( SELECT (COALESCE(NULLIF(current_setting('medcluster.terms'::text, true), ''::text), '{}'::text))::integer[] AS "coalesce")::integer[])) OR (grants && ( SELECT (COALESCE(NULLIF(current_setting('medcluster.terms'::text, true), ''::text), '{}'::text))::integer[] AS "coalesce")) OR (pat = ( SELECT (NULLIF(current_setting('medcluster.patient'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK ((( SELECT (current_setting('medcluster.every_row'::text, true) = 'on'::text)) OR (custodian = ANY (( SELECT (COALESCE(NULLIF(current_setting('medcluster.terms'::text, true), ''::text), '{}'::text))::integer[] AS "coalesce")::integer[])) OR (grants && ( SELECT (COALESCE(NULLIF(current_setting('medcluster.terms'::text, true), ''::text), '{}'::text))::integer[] AS "coalesce")) OR (pat = ( SELECT (NULLIF(current_setting('medcluster.patient'::text, true), ''::text))::bigint AS "nullif")) OR (custodian = ( SELECT (NULLIF(current_setting('medcluster.custodian'::text, true), ''::text))::integer AS "nullif"))));


--
-- Name: work_item visible; Type: POLICY; Schema: protocol; Owner: medcluster_owner
--

CREATE POLICY visible ON protocol.work_item TO medcluster USING ((( SELECT (current_setting('medcluster.every_row'::text, true) = 'on'::text)) OR (custodian = ANY (( SELECT (COALESCE(NULLIF(current_setting('medcluster.terms'::text, true), ''::text), '{}'::text))::integer[] AS "coalesce")::integer[])) OR (grants && ( SELECT (COALESCE(NULLIF(current_setting('medcluster.terms'::text, true), ''::text), '{}'::text))::integer[] AS "coalesce")) OR (pat = ( SELECT (NULLIF(current_setting('medcluster.patient'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK ((( SELECT (current_setting('medcluster.every_row'::text, true) = 'on'::text)) OR (custodian = ANY (( SELECT (COALESCE(NULLIF(current_setting('medcluster.terms'::text, true), ''::text), '{}'::text))::integer[] AS "coalesce")::integer[])) OR (grants && ( SELECT (COALESCE(NULLIF(current_setting('medcluster.terms'::text, true), ''::text), '{}'::text))::integer[] AS "coalesce")) OR (pat = ( SELECT (NULLIF(current_setting('medcluster.patient'::text, true), ''::text))::bigint AS "nullif")) OR (custodian = ( SELECT (NULLIF(current_setting('medcluster.custodian'::text, true), ''::text))::integer AS "nullif"))));


--
-- Name: word; Type: ROW SECURITY; Schema: protocol; Owner: medcluster_owner
--

ALTER TABLE protocol.word ENABLE ROW LEVEL SECURITY;

--
-- Name: work_item; Type: ROW SECURITY; Schema: protocol; Owner: medcluster_owner
--

ALTER TABLE protocol.work_item ENABLE ROW LEVEL SECURITY;

--
-- Name: audit append; Type: POLICY; Schema: record; Owner: medcluster_owner
--

CREATE POLICY append ON record.audit FOR INSERT TO medcluster WITH CHECK (true);


--
-- Name: change append; Type: POLICY; Schema: record; Owner: medcluster_owner
--

CREATE POLICY append ON record.change FOR INSERT TO medcluster WITH CHECK ((EXISTS ( SELECT
   FROM record.resource r
  WHERE (r.rid = change.rid))));


--
-- Name: audit; Type: ROW SECURITY; Schema: record; Owner: medcluster_owner
--

ALTER TABLE record.audit ENABLE ROW LEVEL SECURITY;

--
-- Name: change; Type: ROW SECURITY; Schema: record; Owner: medcluster_owner
--

ALTER TABLE record.change ENABLE ROW LEVEL SECURITY;

--
-- Name: history; Type: ROW SECURITY; Schema: record; Owner: medcluster_owner
--

ALTER TABLE record.history ENABLE ROW LEVEL SECURITY;

--
-- Name: audit owner; Type: POLICY; Schema: record; Owner: medcluster_owner
--

CREATE POLICY owner ON record.audit FOR SELECT TO medcluster_owner USING (true);


--
-- Name: change owner; Type: POLICY; Schema: record; Owner: medcluster_owner
--

CREATE POLICY owner ON record.change TO medcluster_owner USING (true) WITH CHECK (true);


--
-- Name: history owner; Type: POLICY; Schema: record; Owner: medcluster_owner
--

CREATE POLICY owner ON record.history TO medcluster_owner USING (true) WITH CHECK (true);


--
-- Name: patient_grant owner; Type: POLICY; Schema: record; Owner: medcluster_owner
--

CREATE POLICY owner ON record.patient_grant TO medcluster_owner USING (true) WITH CHECK (true);


--
-- Name: quantity owner; Type: POLICY; Schema: record; Owner: medcluster_owner
--

CREATE POLICY owner ON record.quantity TO medcluster_owner USING (true) WITH CHECK (true);


--
-- Name: resource owner; Type: POLICY; Schema: record; Owner: medcluster_owner
--

CREATE POLICY owner ON record.resource TO medcluster_owner USING (true) WITH CHECK (true);


--
-- Name: span owner; Type: POLICY; Schema: record; Owner: medcluster_owner
--

CREATE POLICY owner ON record.span TO medcluster_owner USING (true) WITH CHECK (true);


--
-- Name: text owner; Type: POLICY; Schema: record; Owner: medcluster_owner
--

CREATE POLICY owner ON record.text TO medcluster_owner USING (true) WITH CHECK (true);


--
-- Name: token owner; Type: POLICY; Schema: record; Owner: medcluster_owner
--

CREATE POLICY owner ON record.token TO medcluster_owner USING (true) WITH CHECK (true);


--
-- Name: patient_grant; Type: ROW SECURITY; Schema: record; Owner: medcluster_owner
--

ALTER TABLE record.patient_grant ENABLE ROW LEVEL SECURITY;

--
-- Name: quantity; Type: ROW SECURITY; Schema: record; Owner: medcluster_owner
--

ALTER TABLE record.quantity ENABLE ROW LEVEL SECURITY;

--
-- Name: resource; Type: ROW SECURITY; Schema: record; Owner: medcluster_owner
--

ALTER TABLE record.resource ENABLE ROW LEVEL SECURITY;

--
-- Name: span; Type: ROW SECURITY; Schema: record; Owner: medcluster_owner
--

ALTER TABLE record.span ENABLE ROW LEVEL SECURITY;

--
-- Name: text; Type: ROW SECURITY; Schema: record; Owner: medcluster_owner
--

ALTER TABLE record.text ENABLE ROW LEVEL SECURITY;

--
-- Name: token; Type: ROW SECURITY; Schema: record; Owner: medcluster_owner
--

ALTER TABLE record.token ENABLE ROW LEVEL SECURITY;

--
-- Name: change visible; Type: POLICY; Schema: record; Owner: medcluster_owner
--

CREATE POLICY visible ON record.change TO medcluster USING ((( SELECT (current_setting('medcluster.every_row'::text, true) = 'on'::text)) OR (custodian = ANY (( SELECT (COALESCE(NULLIF(current_setting('medcluster.terms'::text, true), ''::text), '{}'::text))::integer[] AS "coalesce")::integer[])) OR (pat = ( SELECT (NULLIF(current_setting('medcluster.patient'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((( SELECT (NULLIF(current_setting('medcluster.patient'::text, true), ''::text) IS NULL)) OR (pat = ( SELECT (NULLIF(current_setting('medcluster.patient'::text, true), ''::text))::bigint AS "nullif"))) AND ((custodian = ( SELECT (NULLIF(current_setting('medcluster.custodian'::text, true), ''::text))::integer AS "nullif")) OR ( SELECT (current_setting('medcluster.every_row'::text, true) = 'on'::text)) OR (custodian = ANY (( SELECT (COALESCE(NULLIF(current_setting('medcluster.terms'::text, true), ''::text), '{}'::text))::integer[] AS "coalesce")::integer[])) OR (pat = ( SELECT (NULLIF(current_setting('medcluster.patient'::text, true), ''::text))::bigint AS "nullif")))));


--
-- Name: history visible; Type: POLICY; Schema: record; Owner: medcluster_owner
--

CREATE POLICY visible ON record.history TO medcluster USING ((( SELECT (current_setting('medcluster.every_row'::text, true) = 'on'::text)) OR (custodian = ANY (( SELECT (COALESCE(NULLIF(current_setting('medcluster.terms'::text, true), ''::text), '{}'::text))::integer[] AS "coalesce")::integer[])) OR (grants && ( SELECT (COALESCE(NULLIF(current_setting('medcluster.terms'::text, true), ''::text), '{}'::text))::integer[] AS "coalesce")) OR (pat = ( SELECT (NULLIF(current_setting('medcluster.patient'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((( SELECT (NULLIF(current_setting('medcluster.patient'::text, true), ''::text) IS NULL)) OR (pat = ( SELECT (NULLIF(current_setting('medcluster.patient'::text, true), ''::text))::bigint AS "nullif"))) AND ((custodian = ( SELECT (NULLIF(current_setting('medcluster.custodian'::text, true), ''::text))::integer AS "nullif")) OR ( SELECT (current_setting('medcluster.every_row'::text, true) = 'on'::text)) OR (custodian = ANY (( SELECT (COALESCE(NULLIF(current_setting('medcluster.terms'::text, true), ''::text), '{}'::text))::integer[] AS "coalesce")::integer[])) OR (grants && ( SELECT (COALESCE(NULLIF(current_setting('medcluster.terms'::text, true), ''::text), '{}'::text))::integer[] AS "coalesce")) OR (pat = ( SELECT (NULLIF(current_setting('medcluster.patient'::text, true), ''::text))::bigint AS "nullif")))));


--
-- Name: patient_grant visible; Type: POLICY; Schema: record; Owner: medcluster_owner
--

CREATE POLICY visible ON record.patient_grant FOR SELECT TO medcluster USING ((( SELECT (current_setting('medcluster.every_row'::text, true) = 'on'::text)) OR (term = ANY (( SELECT (COALESCE(NULLIF(current_setting('medcluster.terms'::text, true), ''::text), '{}'::text))::integer[] AS "coalesce")::integer[])) OR (pat = ( SELECT (NULLIF(current_setting('medcluster.patient'::text, true), ''::text))::bigint AS "nullif"))));


--
-- Name: quantity visible; Type: POLICY; Schema: record; Owner: medcluster_owner
--

CREATE POLICY visible ON record.quantity TO medcluster USING ((( SELECT (current_setting('medcluster.every_row'::text, true) = 'on'::text)) OR (custodian = ANY (( SELECT (COALESCE(NULLIF(current_setting('medcluster.terms'::text, true), ''::text), '{}'::text))::integer[] AS "coalesce")::integer[])) OR (grants && ( SELECT (COALESCE(NULLIF(current_setting('medcluster.terms'::text, true), ''::text), '{}'::text))::integer[] AS "coalesce")) OR (pat = ( SELECT (NULLIF(current_setting('medcluster.patient'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((( SELECT (NULLIF(current_setting('medcluster.patient'::text, true), ''::text) IS NULL)) OR (pat = ( SELECT (NULLIF(current_setting('medcluster.patient'::text, true), ''::text))::bigint AS "nullif"))) AND ((custodian = ( SELECT (NULLIF(current_setting('medcluster.custodian'::text, true), ''::text))::integer AS "nullif")) OR ( SELECT (current_setting('medcluster.every_row'::text, true) = 'on'::text)) OR (custodian = ANY (( SELECT (COALESCE(NULLIF(current_setting('medcluster.terms'::text, true), ''::text), '{}'::text))::integer[] AS "coalesce")::integer[])) OR (grants && ( SELECT (COALESCE(NULLIF(current_setting('medcluster.terms'::text, true), ''::text), '{}'::text))::integer[] AS "coalesce")) OR (pat = ( SELECT (NULLIF(current_setting('medcluster.patient'::text, true), ''::text))::bigint AS "nullif")))));


--
-- Name: resource visible; Type: POLICY; Schema: record; Owner: medcluster_owner
--

CREATE POLICY visible ON record.resource TO medcluster USING ((( SELECT (current_setting('medcluster.every_row'::text, true) = 'on'::text)) OR (custodian = ANY (( SELECT (COALESCE(NULLIF(current_setting('medcluster.terms'::text, true), ''::text), '{}'::text))::integer[] AS "coalesce")::integer[])) OR (grants && ( SELECT (COALESCE(NULLIF(current_setting('medcluster.terms'::text, true), ''::text), '{}'::text))::integer[] AS "coalesce")) OR (pat = ( SELECT (NULLIF(current_setting('medcluster.patient'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((( SELECT (NULLIF(current_setting('medcluster.patient'::text, true), ''::text) IS NULL)) OR (pat = ( SELECT (NULLIF(current_setting('medcluster.patient'::text, true), ''::text))::bigint AS "nullif"))) AND ((custodian = ( SELECT (NULLIF(current_setting('medcluster.custodian'::text, true), ''::text))::integer AS "nullif")) OR ( SELECT (current_setting('medcluster.every_row'::text, true) = 'on'::text)) OR (custodian = ANY (( SELECT (COALESCE(NULLIF(current_setting('medcluster.terms'::text, true), ''::text), '{}'::text))::integer[] AS "coalesce")::integer[])) OR (grants && ( SELECT (COALESCE(NULLIF(current_setting('medcluster.terms'::text, true), ''::text), '{}'::text))::integer[] AS "coalesce")) OR (pat = ( SELECT (NULLIF(current_setting('medcluster.patient'::text, true), ''::text))::bigint AS "nullif")))));


--
-- Name: span visible; Type: POLICY; Schema: record; Owner: medcluster_owner
--

CREATE POLICY visible ON record.span TO medcluster USING ((( SELECT (current_setting('medcluster.every_row'::text, true) = 'on'::text)) OR (custodian = ANY (( SELECT (COALESCE(NULLIF(current_setting('medcluster.terms'::text, true), ''::text), '{}'::text))::integer[] AS "coalesce")::integer[])) OR (grants && ( SELECT (COALESCE(NULLIF(current_setting('medcluster.terms'::text, true), ''::text), '{}'::text))::integer[] AS "coalesce")) OR (pat = ( SELECT (NULLIF(current_setting('medcluster.patient'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((( SELECT (NULLIF(current_setting('medcluster.patient'::text, true), ''::text) IS NULL)) OR (pat = ( SELECT (NULLIF(current_setting('medcluster.patient'::text, true), ''::text))::bigint AS "nullif"))) AND ((custodian = ( SELECT (NULLIF(current_setting('medcluster.custodian'::text, true), ''::text))::integer AS "nullif")) OR ( SELECT (current_setting('medcluster.every_row'::text, true) = 'on'::text)) OR (custodian = ANY (( SELECT (COALESCE(NULLIF(current_setting('medcluster.terms'::text, true), ''::text), '{}'::text))::integer[] AS "coalesce")::integer[])) OR (grants && ( SELECT (COALESCE(NULLIF(current_setting('medcluster.terms'::text, true), ''::text), '{}'::text))::integer[] AS "coalesce")) OR (pat = ( SELECT (NULLIF(current_setting('medcluster.patient'::text, true), ''::text))::bigint AS "nullif")))));


--
-- Name: text visible; Type: POLICY; Schema: record; Owner: medcluster_owner
--

CREATE POLICY visible ON record.text TO medcluster USING ((( SELECT (current_setting('medcluster.every_row'::text, true) = 'on'::text)) OR (custodian = ANY (( SELECT (COALESCE(NULLIF(current_setting('medcluster.terms'::text, true), ''::text), '{}'::text))::integer[] AS "coalesce")::integer[])) OR (grants && ( SELECT (COALESCE(NULLIF(current_setting('medcluster.terms'::text, true), ''::text), '{}'::text))::integer[] AS "coalesce")) OR (pat = ( SELECT (NULLIF(current_setting('medcluster.patient'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((( SELECT (NULLIF(current_setting('medcluster.patient'::text, true), ''::text) IS NULL)) OR (pat = ( SELECT (NULLIF(current_setting('medcluster.patient'::text, true), ''::text))::bigint AS "nullif"))) AND ((custodian = ( SELECT (NULLIF(current_setting('medcluster.custodian'::text, true), ''::text))::integer AS "nullif")) OR ( SELECT (current_setting('medcluster.every_row'::text, true) = 'on'::text)) OR (custodian = ANY (( SELECT (COALESCE(NULLIF(current_setting('medcluster.terms'::text, true), ''::text), '{}'::text))::integer[] AS "coalesce")::integer[])) OR (grants && ( SELECT (COALESCE(NULLIF(current_setting('medcluster.terms'::text, true), ''::text), '{}'::text))::integer[] AS "coalesce")) OR (pat = ( SELECT (NULLIF(current_setting('medcluster.patient'::text, true), ''::text))::bigint AS "nullif")))));


--
-- Name: token visible; Type: POLICY; Schema: record; Owner: medcluster_owner
--

CREATE POLICY visible ON record.token TO medcluster USING ((( SELECT (current_setting('medcluster.every_row'::text, true) = 'on'::text)) OR (custodian = ANY (( SELECT (COALESCE(NULLIF(current_setting('medcluster.terms'::text, true), ''::text), '{}'::text))::integer[] AS "coalesce")::integer[])) OR (grants && ( SELECT (COALESCE(NULLIF(current_setting('medcluster.terms'::text, true), ''::text), '{}'::text))::integer[] AS "coalesce")) OR (pat = ( SELECT (NULLIF(current_setting('medcluster.patient'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((( SELECT (NULLIF(current_setting('medcluster.patient'::text, true), ''::text) IS NULL)) OR (pat = ( SELECT (NULLIF(current_setting('medcluster.patient'::text, true), ''::text))::bigint AS "nullif"))) AND ((custodian = ( SELECT (NULLIF(current_setting('medcluster.custodian'::text, true), ''::text))::integer AS "nullif")) OR ( SELECT (current_setting('medcluster.every_row'::text, true) = 'on'::text)) OR (custodian = ANY (( SELECT (COALESCE(NULLIF(current_setting('medcluster.terms'::text, true), ''::text), '{}'::text))::integer[] AS "coalesce")::integer[])) OR (grants && ( SELECT (COALESCE(NULLIF(current_setting('medcluster.terms'::text, true), ''::text), '{}'::text))::integer[] AS "coalesce")) OR (pat = ( SELECT (NULLIF(current_setting('medcluster.patient'::text, true), ''::text))::bigint AS "nullif")))));


--
-- Name: SCHEMA app; Type: ACL; Schema: -; Owner: medcluster_owner
--

GRANT USAGE ON SCHEMA app TO medcluster;


--
-- Name: SCHEMA cluster; Type: ACL; Schema: -; Owner: medcluster_owner
--

GRANT USAGE ON SCHEMA cluster TO medcluster;


--
-- Name: SCHEMA foundation; Type: ACL; Schema: -; Owner: medcluster_owner
--

GRANT USAGE ON SCHEMA foundation TO medcluster;


--
-- Name: SCHEMA protocol; Type: ACL; Schema: -; Owner: medcluster_owner
--

GRANT USAGE ON SCHEMA protocol TO medcluster;


--
-- Name: SCHEMA record; Type: ACL; Schema: -; Owner: medcluster_owner
--

GRANT USAGE ON SCHEMA record TO medcluster;


--
-- Name: FUNCTION end_session(wanted bytea, at timestamp with time zone); Type: ACL; Schema: cluster; Owner: medcluster_owner
--

REVOKE ALL ON FUNCTION cluster.end_session(wanted bytea, at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION cluster.end_session(wanted bytea, at timestamp with time zone) TO medcluster;


--
-- Name: FUNCTION find_password(wanted text); Type: ACL; Schema: cluster; Owner: medcluster_owner
--

REVOKE ALL ON FUNCTION cluster.find_password(wanted text) FROM PUBLIC;
GRANT ALL ON FUNCTION cluster.find_password(wanted text) TO medcluster;


--
-- Name: FUNCTION find_session(wanted bytea, at timestamp with time zone, idle interval, active boolean); Type: ACL; Schema: cluster; Owner: medcluster_owner
--

REVOKE ALL ON FUNCTION cluster.find_session(wanted bytea, at timestamp with time zone, idle interval, active boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION cluster.find_session(wanted bytea, at timestamp with time zone, idle interval, active boolean) TO medcluster;


--
-- Name: FUNCTION find_token(wanted bytea, at timestamp with time zone); Type: ACL; Schema: cluster; Owner: medcluster_owner
--

REVOKE ALL ON FUNCTION cluster.find_token(wanted bytea, at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION cluster.find_token(wanted bytea, at timestamp with time zone) TO medcluster;


--
-- Name: FUNCTION invite(id text, digest bytea, patient text, patient_name text, participant text, language text, invited_by text, at timestamp with time zone, expires timestamp with time zone); Type: ACL; Schema: cluster; Owner: medcluster_owner
--

REVOKE ALL ON FUNCTION cluster.invite(id text, digest bytea, patient text, patient_name text, participant text, language text, invited_by text, at timestamp with time zone, expires timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION cluster.invite(id text, digest bytea, patient text, patient_name text, participant text, language text, invited_by text, at timestamp with time zone, expires timestamp with time zone) TO medcluster;


--
-- Name: FUNCTION redeem(wanted bytea, at timestamp with time zone, new_account text); Type: ACL; Schema: cluster; Owner: medcluster_owner
--

REVOKE ALL ON FUNCTION cluster.redeem(wanted bytea, at timestamp with time zone, new_account text) FROM PUBLIC;
GRANT ALL ON FUNCTION cluster.redeem(wanted bytea, at timestamp with time zone, new_account text) TO medcluster;


--
-- Name: FUNCTION shut_out(wanted text, at timestamp with time zone); Type: ACL; Schema: cluster; Owner: medcluster_owner
--

REVOKE ALL ON FUNCTION cluster.shut_out(wanted text, at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION cluster.shut_out(wanted text, at timestamp with time zone) TO medcluster;


--
-- Name: FUNCTION set_config(text, text, boolean); Type: ACL; Schema: pg_catalog; Owner: postgres
--

REVOKE ALL ON FUNCTION pg_catalog.set_config(text, text, boolean) FROM PUBLIC;


--
-- Name: FUNCTION grant_patient(patient bigint, terms integer[]); Type: ACL; Schema: record; Owner: medcluster_owner
--

REVOKE ALL ON FUNCTION record.grant_patient(patient bigint, terms integer[]) FROM PUBLIC;
GRANT ALL ON FUNCTION record.grant_patient(patient bigint, terms integer[]) TO medcluster;


--
-- Name: FUNCTION hidden_patients(pats bigint[], terms integer[], own integer); Type: ACL; Schema: record; Owner: medcluster_owner
--

REVOKE ALL ON FUNCTION record.hidden_patients(pats bigint[], terms integer[], own integer) FROM PUBLIC;
GRANT ALL ON FUNCTION record.hidden_patients(pats bigint[], terms integer[], own integer) TO medcluster;


--
-- Name: FUNCTION inherited(pats bigint[]); Type: ACL; Schema: record; Owner: medcluster_owner
--

REVOKE ALL ON FUNCTION record.inherited(pats bigint[]) FROM PUBLIC;
GRANT ALL ON FUNCTION record.inherited(pats bigint[]) TO medcluster;


--
-- Name: FUNCTION merged(had integer[], fresh integer[]); Type: ACL; Schema: record; Owner: medcluster_owner
--

GRANT ALL ON FUNCTION record.merged(had integer[], fresh integer[]) TO medcluster;


--
-- Name: TABLE loaded; Type: ACL; Schema: app; Owner: medcluster_owner
--

GRANT SELECT,INSERT ON TABLE app.loaded TO medcluster;


--
-- Name: TABLE "position"; Type: ACL; Schema: app; Owner: medcluster_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE app."position" TO medcluster;


--
-- Name: TABLE account; Type: ACL; Schema: cluster; Owner: medcluster_owner
--

GRANT INSERT ON TABLE cluster.account TO medcluster;


--
-- Name: COLUMN account.id; Type: ACL; Schema: cluster; Owner: medcluster_owner
--

GRANT SELECT(id) ON TABLE cluster.account TO medcluster;


--
-- Name: COLUMN account.name; Type: ACL; Schema: cluster; Owner: medcluster_owner
--

GRANT SELECT(name) ON TABLE cluster.account TO medcluster;


--
-- Name: COLUMN account.password; Type: ACL; Schema: cluster; Owner: medcluster_owner
--

GRANT UPDATE(password) ON TABLE cluster.account TO medcluster;


--
-- Name: COLUMN account.display; Type: ACL; Schema: cluster; Owner: medcluster_owner
--

GRANT SELECT(display),UPDATE(display) ON TABLE cluster.account TO medcluster;


--
-- Name: COLUMN account.role; Type: ACL; Schema: cluster; Owner: medcluster_owner
--

GRANT SELECT(role) ON TABLE cluster.account TO medcluster;


--
-- Name: COLUMN account.participant; Type: ACL; Schema: cluster; Owner: medcluster_owner
--

GRANT SELECT(participant),UPDATE(participant) ON TABLE cluster.account TO medcluster;


--
-- Name: COLUMN account.practitioner; Type: ACL; Schema: cluster; Owner: medcluster_owner
--

GRANT SELECT(practitioner),UPDATE(practitioner) ON TABLE cluster.account TO medcluster;


--
-- Name: COLUMN account.language; Type: ACL; Schema: cluster; Owner: medcluster_owner
--

GRANT SELECT(language),UPDATE(language) ON TABLE cluster.account TO medcluster;


--
-- Name: COLUMN account.demonstration; Type: ACL; Schema: cluster; Owner: medcluster_owner
--

GRANT SELECT(demonstration) ON TABLE cluster.account TO medcluster;


--
-- Name: COLUMN account.created; Type: ACL; Schema: cluster; Owner: medcluster_owner
--

GRANT SELECT(created) ON TABLE cluster.account TO medcluster;


--
-- Name: COLUMN account.disabled; Type: ACL; Schema: cluster; Owner: medcluster_owner
--

GRANT SELECT(disabled),UPDATE(disabled) ON TABLE cluster.account TO medcluster;


--
-- Name: TABLE attempt; Type: ACL; Schema: cluster; Owner: medcluster_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE cluster.attempt TO medcluster;


--
-- Name: TABLE installation; Type: ACL; Schema: cluster; Owner: medcluster_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE cluster.installation TO medcluster;


--
-- Name: TABLE installed; Type: ACL; Schema: cluster; Owner: medcluster_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE cluster.installed TO medcluster;


--
-- Name: TABLE invitation; Type: ACL; Schema: cluster; Owner: medcluster_owner
--

GRANT DELETE ON TABLE cluster.invitation TO medcluster;


--
-- Name: COLUMN invitation.id; Type: ACL; Schema: cluster; Owner: medcluster_owner
--

GRANT SELECT(id) ON TABLE cluster.invitation TO medcluster;


--
-- Name: COLUMN invitation.expires; Type: ACL; Schema: cluster; Owner: medcluster_owner
--

GRANT SELECT(expires) ON TABLE cluster.invitation TO medcluster;


--
-- Name: COLUMN invitation.used; Type: ACL; Schema: cluster; Owner: medcluster_owner
--

GRANT SELECT(used) ON TABLE cluster.invitation TO medcluster;


--
-- Name: TABLE milestone; Type: ACL; Schema: cluster; Owner: medcluster_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE cluster.milestone TO medcluster;


--
-- Name: TABLE next_act; Type: ACL; Schema: cluster; Owner: medcluster_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE cluster.next_act TO medcluster;


--
-- Name: TABLE participant; Type: ACL; Schema: cluster; Owner: medcluster_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE cluster.participant TO medcluster;


--
-- Name: TABLE session; Type: ACL; Schema: cluster; Owner: medcluster_owner
--

GRANT INSERT,DELETE ON TABLE cluster.session TO medcluster;


--
-- Name: COLUMN session.id; Type: ACL; Schema: cluster; Owner: medcluster_owner
--

GRANT SELECT(id) ON TABLE cluster.session TO medcluster;


--
-- Name: COLUMN session.account; Type: ACL; Schema: cluster; Owner: medcluster_owner
--

GRANT SELECT(account) ON TABLE cluster.session TO medcluster;


--
-- Name: COLUMN session.created; Type: ACL; Schema: cluster; Owner: medcluster_owner
--

GRANT SELECT(created) ON TABLE cluster.session TO medcluster;


--
-- Name: COLUMN session.seen; Type: ACL; Schema: cluster; Owner: medcluster_owner
--

GRANT SELECT(seen) ON TABLE cluster.session TO medcluster;


--
-- Name: COLUMN session.expires; Type: ACL; Schema: cluster; Owner: medcluster_owner
--

GRANT SELECT(expires) ON TABLE cluster.session TO medcluster;


--
-- Name: COLUMN session.ended; Type: ACL; Schema: cluster; Owner: medcluster_owner
--

GRANT SELECT(ended),UPDATE(ended) ON TABLE cluster.session TO medcluster;


--
-- Name: TABLE token; Type: ACL; Schema: cluster; Owner: medcluster_owner
--

GRANT INSERT,DELETE ON TABLE cluster.token TO medcluster;


--
-- Name: COLUMN token.id; Type: ACL; Schema: cluster; Owner: medcluster_owner
--

GRANT SELECT(id) ON TABLE cluster.token TO medcluster;


--
-- Name: COLUMN token.label; Type: ACL; Schema: cluster; Owner: medcluster_owner
--

GRANT SELECT(label) ON TABLE cluster.token TO medcluster;


--
-- Name: COLUMN token.role; Type: ACL; Schema: cluster; Owner: medcluster_owner
--

GRANT SELECT(role) ON TABLE cluster.token TO medcluster;


--
-- Name: COLUMN token.participant; Type: ACL; Schema: cluster; Owner: medcluster_owner
--

GRANT SELECT(participant) ON TABLE cluster.token TO medcluster;


--
-- Name: COLUMN token.practitioner; Type: ACL; Schema: cluster; Owner: medcluster_owner
--

GRANT SELECT(practitioner) ON TABLE cluster.token TO medcluster;


--
-- Name: COLUMN token.created; Type: ACL; Schema: cluster; Owner: medcluster_owner
--

GRANT SELECT(created) ON TABLE cluster.token TO medcluster;


--
-- Name: COLUMN token.expires; Type: ACL; Schema: cluster; Owner: medcluster_owner
--

GRANT SELECT(expires) ON TABLE cluster.token TO medcluster;


--
-- Name: COLUMN token.ended; Type: ACL; Schema: cluster; Owner: medcluster_owner
--

GRANT SELECT(ended),UPDATE(ended) ON TABLE cluster.token TO medcluster;


--
-- Name: TABLE migration; Type: ACL; Schema: foundation; Owner: medcluster_owner
--

GRANT SELECT ON TABLE foundation.migration TO medcluster;


--
-- Name: TABLE enrolment; Type: ACL; Schema: protocol; Owner: medcluster_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE protocol.enrolment TO medcluster;


--
-- Name: TABLE running; Type: ACL; Schema: protocol; Owner: medcluster_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE protocol.running TO medcluster;


--
-- Name: TABLE tally; Type: ACL; Schema: protocol; Owner: medcluster_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE protocol.tally TO medcluster;


--
-- Name: TABLE version; Type: ACL; Schema: protocol; Owner: medcluster_owner
--

GRANT SELECT,INSERT ON TABLE protocol.version TO medcluster;


--
-- Name: TABLE word; Type: ACL; Schema: protocol; Owner: medcluster_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE protocol.word TO medcluster;


--
-- Name: TABLE work_item; Type: ACL; Schema: protocol; Owner: medcluster_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE protocol.work_item TO medcluster;


--
-- Name: TABLE audit; Type: ACL; Schema: record; Owner: medcluster_owner
--

GRANT INSERT ON TABLE record.audit TO medcluster;


--
-- Name: TABLE change; Type: ACL; Schema: record; Owner: medcluster_owner
--

GRANT SELECT,INSERT ON TABLE record.change TO medcluster;


--
-- Name: TABLE custodian; Type: ACL; Schema: record; Owner: medcluster_owner
--

GRANT SELECT,INSERT ON TABLE record.custodian TO medcluster;


--
-- Name: TABLE history; Type: ACL; Schema: record; Owner: medcluster_owner
--

GRANT SELECT,INSERT ON TABLE record.history TO medcluster;


--
-- Name: TABLE patient_grant; Type: ACL; Schema: record; Owner: medcluster_owner
--

GRANT SELECT ON TABLE record.patient_grant TO medcluster;


--
-- Name: TABLE quantity; Type: ACL; Schema: record; Owner: medcluster_owner
--

GRANT SELECT,INSERT,DELETE ON TABLE record.quantity TO medcluster;


--
-- Name: TABLE resource; Type: ACL; Schema: record; Owner: medcluster_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE record.resource TO medcluster;


--
-- Name: SEQUENCE row_number; Type: ACL; Schema: record; Owner: medcluster_owner
--

GRANT USAGE ON SEQUENCE record.row_number TO medcluster;


--
-- Name: TABLE secret; Type: ACL; Schema: record; Owner: medcluster_owner
--

GRANT SELECT ON TABLE record.secret TO medcluster;


--
-- Name: TABLE span; Type: ACL; Schema: record; Owner: medcluster_owner
--

GRANT SELECT,INSERT,DELETE ON TABLE record.span TO medcluster;


--
-- Name: TABLE text; Type: ACL; Schema: record; Owner: medcluster_owner
--

GRANT SELECT,INSERT,DELETE ON TABLE record.text TO medcluster;


--
-- Name: TABLE token; Type: ACL; Schema: record; Owner: medcluster_owner
--

GRANT SELECT,INSERT,DELETE ON TABLE record.token TO medcluster;


--
-- PostgreSQL database dump complete
--


