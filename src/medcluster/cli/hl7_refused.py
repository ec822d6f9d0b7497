"""`medcluster hl7 waiting` and what is done then: messages that were refused, and merges that were none.

Promise: beside a running server; what is done is done with the rights of the participant whose message it is.
"""

from __future__ import annotations

from pathlib import Path

import click

from medcluster import exchange
from medcluster.cli.hl7_rooms import FILE, Rooms, run
from medcluster.cli.reading import text_in
from medcluster.foundation import Kind, Refusal


@click.command("waiting")
@click.option("--source", default="", metavar="NAME", help="Only those of this source.")
@click.option("--participant", default="", metavar="ORG", help="Only those of this participant.")
def waiting(source: str, participant: str) -> None:
    """List messages that were refused and wait for somebody, newest first."""

    async def act(rooms: Rooms) -> list[exchange.Kept]:
        found: list[exchange.Kept] = []
        for each in [participant] if participant else await rooms.participants():
            found += await rooms.platform.repairs.waiting(await rooms.handle(each), source=source)
        return sorted(found, key=lambda one: -one.seq)

    for one in run(act):
        where = f"{one.place}: " if one.place else ""
        moment = one.received.isoformat(timespec="seconds")
        click.echo(f"{one.seq:>8}  {moment}  {one.source:20} {one.kind:10} {one.control:16} {where}{one.reason}")


@click.command("show")
@click.argument("number", type=int)
def show(number: int) -> None:
    """Print the message NUMBER, a line for each segment."""

    async def act(rooms: Rooms) -> exchange.Refused:
        return await rooms.platform.repairs.message(await rooms.who_sees(number), number)

    found = run(act)
    click.echo(found.text)
    click.echo(f"{found.kept.state} {found.kept.place} {found.kept.reason}".rstrip(), err=True)


@click.command("replay")
@click.argument("numbers", nargs=-1, required=True, type=int)
@click.option("--file", type=FILE, help="Apply this text instead: the message as it was mended.")
@click.option("--although-newer", is_flag=True, help="Although newer messages have changed the same records.")
def replay(numbers: tuple[int, ...], file: Path | None, although_newer: bool) -> None:
    """Apply messages that were refused again, in the order of their numbers."""
    if file is not None and len(numbers) > 1:
        raise Refusal(Kind.INVALID, "One file mends one message.")
    text = text_in(file) if file is not None else None

    async def act(rooms: Rooms) -> None:
        for number in sorted(numbers):
            handle = await rooms.who_sees(number)
            await rooms.platform.repairs.replay(handle, number, text, although_newer=although_newer)
            click.echo(f"{number} is applied")

    run(act)


@click.command("dismiss")
@click.argument("number", type=int)
def dismiss(number: int) -> None:
    """Put the message NUMBER aside: it is kept, and waits no more."""

    async def act(rooms: Rooms) -> None:
        await rooms.platform.repairs.dismiss(await rooms.who_sees(number), number)

    run(act)
    click.echo(f"{number} is put aside")


@click.command("unmerge")
@click.argument("survivor")
@click.argument("merged")
@click.option("--source", required=True, metavar="NAME", help="As whose interface: it has to see both.")
def unmerge(survivor: str, merged: str, source: str) -> None:
    """Undo a merge (A40): Patient MERGED is a record of its own again beside SURVIVOR."""

    async def act(rooms: Rooms) -> None:
        handle = await rooms.platform.reception.handle(
            await rooms.platform.sources.source(source), purpose="unmerge by command"
        )
        await exchange.unmerge(handle, survivor, merged)

    run(act)
    click.echo(f"Patient/{merged} stands for itself again")


COMMANDS: tuple[click.Command, ...] = (waiting, show, replay, dismiss, unmerge)
