"""Subscriptions: who wants to be told of which changes, and what is told; by topics, as HL7's backport for R4 has it.

`topics` is the table of what can be subscribed to; a Subscription is checked when it is written. `take` makes events of
changes, `subscribers`, `events` and `told_of` say what is to be told with the subscriber's rights, `notices` how it is
written; `standing` moves a subscription between its states. Pure: topics, matching, definition, notices.

Tables (schema `record`): subscription, subscription_author, subscription_event, subscription_binding. Neighbours:
stands on the record's handle; `app` follows the log and delivers, `api` answers the operations.
"""

from medcluster.record.subscriptions.definition import EMAIL, PROFILE, REST_HOOK, WEBSOCKET, Definition, read
from medcluster.record.subscriptions.following import take, take_up_unknown
from medcluster.record.subscriptions.matching import happened, met, read_filter
from medcluster.record.subscriptions.notices import (
    EVENTS,
    HANDSHAKE,
    HEARTBEAT,
    QUERY_EVENT,
    QUERY_STATUS,
    Standing,
    Told,
    bundle,
    status,
    written,
)
from medcluster.record.subscriptions.standing import activated, ended, failed, put_off, show, sweep
from medcluster.record.subscriptions.store import (
    Event,
    Subscriber,
    bind,
    bound,
    events,
    sent,
    signing_secret,
    subscriber,
    subscribers,
    told_of,
)
from medcluster.record.subscriptions.topics import TOPIC, Topic, as_basic, topics

__all__ = [
    "EMAIL",
    "EVENTS",
    "HANDSHAKE",
    "HEARTBEAT",
    "PROFILE",
    "QUERY_EVENT",
    "QUERY_STATUS",
    "REST_HOOK",
    "TOPIC",
    "WEBSOCKET",
    "Definition",
    "Event",
    "Standing",
    "Subscriber",
    "Told",
    "Topic",
    "activated",
    "as_basic",
    "bind",
    "bound",
    "bundle",
    "ended",
    "events",
    "failed",
    "happened",
    "met",
    "put_off",
    "read",
    "read_filter",
    "sent",
    "show",
    "signing_secret",
    "status",
    "subscriber",
    "subscribers",
    "sweep",
    "take",
    "take_up_unknown",
    "told_of",
    "topics",
    "written",
]
