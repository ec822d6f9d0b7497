"""`medcluster record`: the index of the shared record, and the search parameters that were added to R4's.

Works beside a running server, which carries out what is begun here.
"""

from __future__ import annotations

import asyncio
import os

import click

from medcluster import app
from medcluster import record as room
from medcluster.fhir.types import RESOURCE_TYPES
from medcluster.foundation import Kind, Refusal, Settings, open_database


@click.group("record")
def record() -> None:
    """The index of the shared record, and search parameters that were added."""


@record.command("reindex")
@click.argument("types", nargs=-1)
@click.option("--status", is_flag=True, help="Begin nothing; say what runs, and how far it is.")
def reindex(types: tuple[str, ...], status: bool) -> None:
    """Have the index rows of TYPES, or of all resources, made anew by the server, beside its work.

    It does so by itself after an upgrade and for a search parameter that was added.
    """
    unknown = [name for name in types if name not in RESOURCE_TYPES]
    if unknown:
        raise Refusal(Kind.MALFORMED, f"{unknown[0]!r} is no FHIR R4 resource type.")
    asyncio.run(_reindex(Settings.from_environment(os.environ), types, status))


async def _reindex(settings: Settings, types: tuple[str, ...], status: bool) -> None:
    async with open_database(settings, size=2) as opened:
        handle = app.overseer(app.wire(settings, opened.database), "index")
        if not status:
            await room.begin_reindexing(handle, room.THIS_FORMAT, types)
        runs = await room.reindexing_runs(handle)
        parameters = await room.added_parameters(opened.database)
    if not runs:
        click.echo("No index is being made.")
    for run in runs:
        of = ", ".join(run.types) or "all types"
        click.echo(f"{run.name}: {_share(run.done, run.total)} of {of}, begun {run.began:%Y-%m-%d %H:%M}Z")
    if parameters:
        click.echo()
        _tell(parameters)


def _share(done: int, total: int) -> str:
    percent = f" ({100 * done // total} %)" if total else ""
    return f"{done:,} of {total:,} resources{percent}"


def _tell(parameters: list[room.AddedParameter]) -> None:
    for one in parameters:
        state = {
            "ready": "can be searched by",
            "waiting": "its index begins soon",
            "indexing": _share(one.done, one.total),
            "unused": f"not used: {one.problem}",
        }[one.state]
        names = ", ".join(one.types) if len(one.types) < len(RESOURCE_TYPES) else "all types"
        click.echo(f"{one.url} ({one.code}{' of ' + names if names else ''}): {state}")
