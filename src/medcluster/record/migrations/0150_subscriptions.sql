-- Who wants to be told of what, how far that has come, and what is still to be told.
--
-- The Subscription resource says what is asked for; these rows hold what is not for it: the key that signs, the account
-- with whose rights changes are looked at, the counters. All of them belong to the participant whose account subscribed.

-- Who wrote a version of a Subscription: written in its transaction.
CREATE TABLE record.subscription_author (
    id        text COLLATE "C" NOT NULL,
    ver       integer NOT NULL,
    account   text NOT NULL CHECK (account <> ''),
    custodian integer NOT NULL,
    PRIMARY KEY (id, ver)
);

CREATE TABLE record.subscription (
    id        text COLLATE "C" PRIMARY KEY,
    ver       integer NOT NULL,                -- the version of the resource that is acted on
    body      bytea NOT NULL,                  -- and its bytes
    account   text NOT NULL,                   -- with whose rights changes are looked at
    custodian integer NOT NULL CHECK (custodian > 0),
    channel   text NOT NULL,
    status    text NOT NULL CHECK (status IN ('requested', 'active', 'error', 'off')),
    shown     text NOT NULL,                   -- the status that the resource says
    reason    text NOT NULL DEFAULT '',        -- of an error
    secret    bytea NOT NULL,                  -- signs what is sent
    events    bigint NOT NULL DEFAULT 0,       -- found since it began
    sent      bigint NOT NULL DEFAULT 0,       -- the last that was delivered
    attempts  integer NOT NULL DEFAULT 0,      -- that failed, one after the other
    due       timestamptz,                     -- when the next may be
    told      timestamptz                      -- when something was delivered last
);

-- What is told, in order; kept for a while after it was delivered, for those who ask again.
CREATE TABLE record.subscription_event (
    subscription text COLLATE "C" NOT NULL,
    number       bigint NOT NULL,
    type         text COLLATE "C" NOT NULL,
    id           text COLLATE "C" NOT NULL,
    ver          integer NOT NULL,
    op           text COLLATE "C" NOT NULL CHECK (op IN ('create', 'update', 'delete')),
    at           timestamptz NOT NULL,
    custodian    integer NOT NULL,
    PRIMARY KEY (subscription, number)
);
CREATE INDEX subscription_event_at ON record.subscription_event (at);

-- What opens a websocket for a few minutes.
CREATE TABLE record.subscription_binding (
    digest        bytea PRIMARY KEY,           -- SHA-256 of the token
    subscriptions text[] NOT NULL,
    account       text NOT NULL,
    expires       timestamptz NOT NULL,
    custodian     integer NOT NULL
);

-- These rows are the subscriber's: nobody else's terms open them, and the platform's own work sees every row.
DO $$
DECLARE
    reader constant text := $p$
        (SELECT current_setting('medcluster.every_row', true) = 'on')
        OR custodian = (SELECT nullif(current_setting('medcluster.custodian', true), '')::integer)$p$;
    room text;
BEGIN
    FOREACH room IN ARRAY ARRAY['subscription', 'subscription_author', 'subscription_event', 'subscription_binding'] LOOP
        EXECUTE format('ALTER TABLE record.%I ENABLE ROW LEVEL SECURITY', room);
        EXECUTE format('ALTER TABLE record.%I FORCE ROW LEVEL SECURITY', room);
        EXECUTE format('CREATE POLICY visible ON record.%I TO {application_role} USING (%s) WITH CHECK (%s)',
                       room, reader, reader);
        EXECUTE format('CREATE POLICY owner ON record.%I TO CURRENT_USER USING (true) WITH CHECK (true)', room);
    END LOOP;
END
$$;

GRANT SELECT, INSERT, UPDATE, DELETE ON record.subscription, record.subscription_event TO {application_role};
GRANT SELECT, INSERT, DELETE ON record.subscription_author, record.subscription_binding TO {application_role};

-- Whose token is this? Who shows it is not known yet.
CREATE FUNCTION record.find_binding(wanted bytea, moment timestamptz)
RETURNS TABLE (subscriptions text[], account text)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 1 SET search_path = pg_catalog, pg_temp AS $$
    SELECT b.subscriptions, b.account FROM record.subscription_binding AS b WHERE b.digest = wanted AND b.expires > moment
$$;
REVOKE ALL ON FUNCTION record.find_binding(bytea, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION record.find_binding(bytea, timestamptz) TO {application_role};
