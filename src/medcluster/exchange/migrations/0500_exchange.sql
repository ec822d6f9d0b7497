-- Hospitals that speak HL7 v2: where they are listened to, which participant each of them is, and what they sent.
CREATE SCHEMA exchange;
GRANT USAGE ON SCHEMA exchange TO {application_role};

-- Maps of this installation, beside those that are shipped.
CREATE TABLE exchange.map (
    name    text PRIMARY KEY CHECK (name ~ '^[a-z0-9][a-z0-9-]{0,47}$'),
    text    text NOT NULL,
    changed timestamptz NOT NULL
);

CREATE TABLE exchange.listener (
    port      integer PRIMARY KEY CHECK (port BETWEEN 1 AND 65535),
    host      text NOT NULL,
    tls_cert  text NOT NULL DEFAULT '',
    tls_key   text NOT NULL DEFAULT '',
    client_ca text NOT NULL DEFAULT '',      -- clients have to show a certificate of this authority
    clear     boolean NOT NULL DEFAULT false -- somebody answers for the network: no TLS though others can reach us
);

-- A sender. facility and application: its MSH-4 and MSH-3, '' for any.
CREATE TABLE exchange.source (
    name           text PRIMARY KEY CHECK (name ~ '^[a-z0-9][a-z0-9-]{0,47}$'),
    participant    text NOT NULL CHECK (participant <> ''),
    port           integer NOT NULL REFERENCES exchange.listener,
    facility       text NOT NULL DEFAULT '',
    application    text NOT NULL DEFAULT '',
    map            text NOT NULL,
    charset        text NOT NULL DEFAULT '',
    charset_always boolean NOT NULL DEFAULT false,
    zone           text NOT NULL DEFAULT '',
    processing     text NOT NULL DEFAULT 'P',
    authorities    jsonb NOT NULL DEFAULT '{}',
    added          timestamptz NOT NULL,
    UNIQUE (port, facility, application)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON exchange.map, exchange.listener, exchange.source TO {application_role};

-- What was received, with what became of it. A message holds patients' data: its custodian's people alone may see it.
CREATE TABLE exchange.message (
    seq       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    custodian integer NOT NULL CHECK (custodian > 0),
    source    text NOT NULL,
    control   text NOT NULL,                 -- MSH-10
    kind      text NOT NULL,                 -- ADT^A01
    digest    bytea NOT NULL,                -- of all segments after the header
    received  timestamptz NOT NULL,
    decided   timestamptz NOT NULL,
    state     text NOT NULL CHECK (state IN ('applied', 'ignored', 'refused', 'dismissed')),
    code      text NOT NULL,                 -- as it was answered: AA, AE, AR
    reason    text NOT NULL DEFAULT '',
    place     text NOT NULL DEFAULT '',
    attempts  integer NOT NULL DEFAULT 1,
    decider   text NOT NULL DEFAULT '',      -- account of who repaired, replayed or dismissed it
    patient   text NOT NULL DEFAULT '',      -- Patient id, as far as it is known
    raw       bytea NOT NULL,
    repaired  bytea,
    UNIQUE (source, control, digest)
);
CREATE INDEX message_refused ON exchange.message (seq DESC) WHERE state = 'refused';
CREATE INDEX message_received ON exchange.message (received);

-- Which records a message changed, as hashes of their identifiers: so that an older message does not undo a newer one.
CREATE TABLE exchange.touched (
    key       bigint NOT NULL,
    message   bigint NOT NULL,
    custodian integer NOT NULL,
    PRIMARY KEY (key, message)
);

-- Not "the same policy as record" but a narrower one: a patient has no business here, and nobody is granted a message.
-- An administrator of the custodian, who sees no patients' records, may see what its own systems sent.
DO $$
DECLARE
    mine constant text := $p$
        (SELECT current_setting('medcluster.every_row', true) = 'on')
        OR custodian = ANY ((SELECT coalesce(nullif(current_setting('medcluster.terms', true), ''), '{}')::integer[])::integer[])
        OR (custodian = (SELECT nullif(current_setting('medcluster.custodian', true), '')::integer)
            AND (SELECT nullif(current_setting('medcluster.patient', true), '') IS NULL))$p$;
    room text;
BEGIN
    FOREACH room IN ARRAY ARRAY['message', 'touched'] LOOP
        EXECUTE format('ALTER TABLE exchange.%I ENABLE ROW LEVEL SECURITY', room);
        EXECUTE format('ALTER TABLE exchange.%I FORCE ROW LEVEL SECURITY', room);
        EXECUTE format('CREATE POLICY visible ON exchange.%I TO {application_role} USING (%s) WITH CHECK (%s)', room, mine, mine);
        EXECUTE format('CREATE POLICY owner ON exchange.%I TO CURRENT_USER USING (true) WITH CHECK (true)', room);
    END LOOP;
END
$$;
GRANT SELECT, INSERT ON exchange.message, exchange.touched TO {application_role};
GRANT UPDATE (kind, decided, state, code, reason, place, attempts, decider, patient, repaired) ON exchange.message TO {application_role};
