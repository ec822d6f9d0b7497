"""Foundation: what every room stands on, without a clinical noun.

Settings, errors, clock, ids, the database with its supervisor and migrations, logs, translation. Its table:
`foundation.migration`. Its neighbours: nobody below; every room above imports it as `from medcluster import foundation`
or names from here, never a module inside.
"""

from medcluster.foundation.clock import Clock, StoppedClock, SystemClock
from medcluster.foundation.database import Connection, Database, savepoint
from medcluster.foundation.errors import Issue, Kind, Refusal
from medcluster.foundation.examination import Finding, examine
from medcluster.foundation.gathering import Gathering
from medcluster.foundation.ids import Ids, RandomIds, SeededIds
from medcluster.foundation.logs import begin_logging, log, log_failure
from medcluster.foundation.migration import Migration, migrate, shipped
from medcluster.foundation.opening import (
    Addresses,
    Opened,
    application_role,
    database_running,
    has_database,
    open_database,
)
from medcluster.foundation.outgoing import Outgoing, Place
from medcluster.foundation.postgres import EmbeddedPostgres
from medcluster.foundation.settings import Settings, explained
from medcluster.foundation.text import Languages, Words, noted

__all__ = [
    "Addresses",
    "Clock",
    "Connection",
    "Database",
    "EmbeddedPostgres",
    "Finding",
    "Gathering",
    "Ids",
    "Issue",
    "Kind",
    "Languages",
    "Migration",
    "Opened",
    "Outgoing",
    "Place",
    "RandomIds",
    "Refusal",
    "SeededIds",
    "Settings",
    "StoppedClock",
    "SystemClock",
    "Words",
    "application_role",
    "begin_logging",
    "database_running",
    "examine",
    "explained",
    "has_database",
    "log",
    "log_failure",
    "migrate",
    "noted",
    "open_database",
    "savepoint",
    "shipped",
]
