"""`medcluster board`: is the board right, and what to do when it is not.

Promise: both work beside a running server and without one. What is committed already is reacted to first, and rows that
only wait for the clock are brought up to date and counted. A row that differs is looked at again after a pause, because
a change may be on its way to the board at that moment; only what still differs is an error (exit code 1), and so is a
patient who cannot be computed, whom nobody else waits for (exit code 3).
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import click

from medcluster import app
from medcluster.foundation import Settings, open_database
from medcluster.protocol import Difference
from medcluster.record import Handle

PAUSE_SECONDS = 3.0
MOST_SHOWN = 100


@click.group("board")
def board() -> None:
    """Check or rebuild the board: what is kept of every enrolment's progress."""


@board.command("verify")
def verify() -> None:
    """Compute every enrolment anew and compare.

    Every difference is printed, and the exit code is 1; 3 when there is an enrolment that cannot be computed.
    """
    sys.exit(asyncio.run(_verify(Settings.from_environment(os.environ))))


@board.command("rebuild")
def rebuild() -> None:
    """Compute every enrolment anew and write what differs."""
    asyncio.run(_rebuild(Settings.from_environment(os.environ)))


async def _verify(settings: Settings) -> int:
    async with _opened(settings) as (platform, handle):
        waiting = await _let_time_pass(platform, handle)
        found: list[Difference] = []
        done = 0
        async for compared, differences in platform.protocol.verify(handle):
            done = compared
            found += differences
        if found:
            await asyncio.sleep(PAUSE_SECONDS)
            found = await platform.protocol.compare(handle, found)
    for each in found[:MOST_SHOWN]:
        click.echo(str(each))
    if len(found) > MOST_SHOWN:
        click.echo(f"… and {len(found) - MOST_SHOWN} more")
    faults = len({each.enrolment for each in found if each.fault})
    click.echo(
        f"{done} patients on protocols compared, {waiting} rows waited for the clock, "
        f"{sum(not each.fault for each in found)} differences, {faults} enrolments cannot be computed"
    )
    return 3 if faults else 1 if found else 0


async def _let_time_pass(platform: app.Platform, handle: Handle) -> int:
    """What a running server does by itself: recompute what time alone has changed; how many rows that was."""
    rows = 0
    while changed := await platform.protocol.due_changes(handle, platform.clock.now()):
        rows += len(changed)
    return rows


async def _rebuild(settings: Settings) -> None:
    done = 0
    async with _opened(settings) as (platform, handle):
        async for done in platform.protocol.rebuild(handle):
            if sys.stderr.isatty():
                click.echo(f"{done} patients\r", nl=False, err=True)
    click.echo(f"{done} patients on protocols computed anew")


@asynccontextmanager
async def _opened(settings: Settings) -> AsyncIterator[tuple[app.Platform, Handle]]:
    """The platform, with everything reacted to that was committed before, and the handle that keeps the board."""
    async with open_database(settings) as opened:
        platform = app.wire(settings, opened.database)
        if not await app.Reactions(platform, opened.url).catch_up():
            click.echo(
                "The running server is behind with its reactions: differences may be news on their way.", err=True
            )
        yield platform, app.overseer(platform, "verify or rebuild")
