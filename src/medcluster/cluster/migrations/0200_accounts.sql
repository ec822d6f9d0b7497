-- Who can sign in, and with what. Accounts hold no clinical data.
--
-- That somebody *is* a patient here is itself confidential. So the columns that tie an account, a token or an invitation
-- to a patient, and everything that opens a door (digests, password hashes), are granted to nobody: the application's
-- role cannot SELECT them, neither in a list nor in a WHERE. It learns them one by one through the functions below, and
-- only by showing a secret (a session's or token's digest, an invitation's code) or by naming the patient it asks about.
-- A query that was smuggled in can therefore list neither the patients of the cluster nor anybody's sessions.
CREATE SCHEMA cluster;
GRANT USAGE ON SCHEMA cluster TO {application_role};

CREATE TABLE cluster.account (
    id            text PRIMARY KEY,
    name          text UNIQUE,                    -- sign-in name, folded; null: signs in by code only
    password      text,                           -- argon2id; null: no password
    display       text NOT NULL DEFAULT '',       -- name shown; empty for patients, theirs is patient_name
    role          text NOT NULL CHECK (role IN ('coordinator', 'doctor', 'surgeon', 'anaesthetist', 'nurse',
                      'physiotherapist', 'radiographer', 'patient', 'interface', 'manager', 'administrator')),
    participant   text NOT NULL DEFAULT '',       -- Organization id
    practitioner  text NOT NULL DEFAULT '',       -- Practitioner id
    language      text NOT NULL DEFAULT 'en',
    demonstration boolean NOT NULL DEFAULT false, -- opened by one click while the demonstration is on
    patient       text UNIQUE,                    -- Patient id
    patient_name  text NOT NULL DEFAULT '',
    created       timestamptz NOT NULL,
    disabled      timestamptz,
    CONSTRAINT patients_and_no_others CHECK ((role = 'patient') = (patient IS NOT NULL)),
    CONSTRAINT patients_are_not_named_openly CHECK (role <> 'patient' OR (display = '' AND practitioner = ''))
);
CREATE INDEX account_people ON cluster.account (role, participant);
GRANT SELECT (id, name, display, role, participant, practitioner, language, demonstration, created, disabled),
      INSERT,
      UPDATE (password, display, participant, practitioner, language, disabled)
   ON cluster.account TO {application_role};

CREATE TABLE cluster.session (
    id      text PRIMARY KEY,
    digest  bytea NOT NULL UNIQUE,                -- SHA-256 of 256 random bits; the bits are in the cookie alone
    account text NOT NULL REFERENCES cluster.account,
    created timestamptz NOT NULL,
    seen    timestamptz NOT NULL,                 -- last activity, to the minute
    expires timestamptz NOT NULL,                 -- absolute end
    ended   timestamptz                           -- signed out or revoked
);
CREATE INDEX session_of_account ON cluster.session (account);
CREATE INDEX session_expires ON cluster.session (expires);
GRANT SELECT (id, account, created, seen, expires, ended), INSERT, DELETE, UPDATE (ended)
   ON cluster.session TO {application_role};

CREATE TABLE cluster.token (
    id           text PRIMARY KEY,
    digest       bytea NOT NULL UNIQUE,
    label        text NOT NULL DEFAULT '',
    role         text NOT NULL,
    participant  text NOT NULL DEFAULT '',
    practitioner text NOT NULL DEFAULT '',
    patient      text,
    created      timestamptz NOT NULL,
    expires      timestamptz NOT NULL,
    ended        timestamptz
);
GRANT SELECT (id, label, role, participant, practitioner, created, expires, ended), INSERT, DELETE, UPDATE (ended)
   ON cluster.token TO {application_role};

CREATE TABLE cluster.invitation (
    id           text PRIMARY KEY,
    digest       bytea NOT NULL UNIQUE,           -- SHA-256 of the code
    patient      text NOT NULL,
    patient_name text NOT NULL,
    participant  text NOT NULL,                   -- what the patient writes belongs to it
    language     text NOT NULL,
    invited_by   text NOT NULL,                   -- account
    created      timestamptz NOT NULL,
    expires      timestamptz NOT NULL,
    used         timestamptz                      -- redeemed, or replaced by a newer one
);
CREATE INDEX invitation_expires ON cluster.invitation (expires);
CREATE INDEX invitation_of_patient ON cluster.invitation (patient) WHERE used IS NULL;
GRANT SELECT (id, expires, used), DELETE ON cluster.invitation TO {application_role};

CREATE TABLE cluster.attempt (
    bucket bytea PRIMARY KEY,                     -- digest of what is counted: nobody's name or address is kept
    began  timestamptz NOT NULL,
    used   integer NOT NULL
);
CREATE INDEX attempt_began ON cluster.attempt (began);
GRANT SELECT, INSERT, UPDATE, DELETE ON cluster.attempt TO {application_role};

-- Whose session is this? Marks it as used, at most once a minute.
CREATE FUNCTION cluster.find_session(wanted bytea, at timestamptz, idle interval, active boolean)
RETURNS TABLE (account text, name text, role text, participant text, practitioner text, patient text, language text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER ROWS 1 SET search_path = pg_catalog, pg_temp AS $$
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

-- End the session that this digest opens.
CREATE FUNCTION cluster.end_session(wanted bytea, at timestamptz) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    UPDATE cluster.session SET ended = at WHERE digest = wanted AND ended IS NULL
$$;

-- Whose token is this?
CREATE FUNCTION cluster.find_token(wanted bytea, at timestamptz)
RETURNS TABLE (id text, label text, role text, participant text, practitioner text, patient text)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 1 SET search_path = pg_catalog, pg_temp AS $$
    SELECT t.id, t.label, t.role, t.participant, t.practitioner, t.patient
      FROM cluster.token t WHERE t.digest = wanted AND t.ended IS NULL AND t.expires > at
$$;

-- The hash to compare a password with, of one account that may sign in.
CREATE FUNCTION cluster.find_password(wanted text) RETURNS TABLE (account text, password text)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 1 SET search_path = pg_catalog, pg_temp AS $$
    SELECT a.id, a.password FROM cluster.account a
     WHERE a.name = wanted AND a.disabled IS NULL AND a.password IS NOT NULL
$$;

-- Invite a patient; invitations that were not used yet end.
CREATE FUNCTION cluster.invite(id text, digest bytea, patient text, patient_name text, participant text, language text,
                               invited_by text, at timestamptz, expires timestamptz) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE cluster.invitation i SET used = at WHERE i.patient = invite.patient AND i.used IS NULL;
    INSERT INTO cluster.invitation VALUES (id, digest, patient, patient_name, participant, language, invited_by, at, expires);
END
$$;

-- Use an invitation once: the account of its patient, made when there is none yet; null when the code opens nothing.
CREATE FUNCTION cluster.redeem(wanted bytea, at timestamptz, new_account text) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
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

-- End every session, token and invitation of one patient; how many there were. Asked by who may see the patient.
CREATE FUNCTION cluster.shut_out(wanted text, at timestamptz) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
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

REVOKE ALL ON FUNCTION
    cluster.find_session(bytea, timestamptz, interval, boolean), cluster.end_session(bytea, timestamptz),
    cluster.find_token(bytea, timestamptz), cluster.find_password(text),
    cluster.invite(text, bytea, text, text, text, text, text, timestamptz, timestamptz),
    cluster.redeem(bytea, timestamptz, text), cluster.shut_out(text, timestamptz)
FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    cluster.find_session(bytea, timestamptz, interval, boolean), cluster.end_session(bytea, timestamptz),
    cluster.find_token(bytea, timestamptz), cluster.find_password(text),
    cluster.invite(text, bytea, text, text, text, text, text, timestamptz, timestamptz),
    cluster.redeem(bytea, timestamptz, text), cluster.shut_out(text, timestamptz)
TO {application_role};
