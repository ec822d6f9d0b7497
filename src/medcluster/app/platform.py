"""How are the rooms wired together?

Promise: the one place that builds rooms from settings and a database, and hands the same instances to every edge.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from zoneinfo import ZoneInfo

from medcluster import cluster, exchange, protocol, record
from medcluster.app.announcing import announce
from medcluster.app.hub import Hub
from medcluster.foundation import Clock, Database, Ids, RandomIds, Settings, SystemClock


@dataclass(frozen=True, slots=True)
class Platform:
    """The wired rooms, as the edges see them."""

    settings: Settings
    database: Database
    clock: Clock
    ids: Ids
    record: record.Record
    accounts: cluster.Accounts
    directory: cluster.Directory
    protocol: protocol.Service
    sources: exchange.Sources  # who sends HL7 v2
    reception: exchange.Reception  # one order for what is heard and what is applied again here
    repairs: exchange.Repairs
    live: Hub


def _references(settings: Settings) -> Literal["lenient", "strict"]:
    return "strict" if settings.references == "strict" else "lenient"


def _mode(settings: Settings) -> Literal["structure", "full"]:
    return "full" if settings.validate == "full" else "structure"


def wire(settings: Settings, database: Database, *, clock: Clock | None = None, ids: Ids | None = None) -> Platform:
    """Build the platform over a connected database."""
    clock, ids, zone = clock or SystemClock(), ids or RandomIds(), ZoneInfo(settings.time_zone)
    shared = record.Record(
        database,
        clock=clock,
        ids=ids,
        references=_references(settings),
        zone=zone,
        validate=_mode(settings),
    )
    sources = exchange.Sources(database, clock)
    reception = exchange.Reception(shared, sources, clock=clock, ids=ids, zone=zone)
    return Platform(
        settings=settings,
        database=database,
        clock=clock,
        ids=ids,
        record=shared,
        accounts=cluster.Accounts(database, clock=clock, ids=ids, demonstration=settings.demo != "off"),
        directory=cluster.Directory(database, clock=clock),
        protocol=protocol.Service(database, clock=clock, ids=ids, announce=announce),
        sources=sources,
        reception=reception,
        repairs=exchange.Repairs(shared, reception, sources, clock=clock),
        live=Hub(),
    )
