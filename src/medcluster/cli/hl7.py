"""`medcluster hl7`: hospitals whose systems speak HL7 v2.

Promise: trying a message writes nothing and needs no database unless a source is named; everything else works beside a
running server, which hears of changes within seconds.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from medcluster import exchange
from medcluster.cli import hl7_described, hl7_refused
from medcluster.cli.hl7_rooms import FILE, run
from medcluster.cli.reading import text_in
from medcluster.foundation import Kind, Refusal, Settings

_MESSAGES = re.compile(rb"(?m)^[\x0b]?(?=MSH)")


@click.group("hl7")
def hl7() -> None:
    """Hospitals that speak HL7 v2: listeners, sources, maps, and messages that were refused."""


for command in (*hl7_described.COMMANDS, *hl7_refused.COMMANDS):
    hl7.add_command(command)


def _messages(file: Path) -> list[bytes]:
    return [part.strip(b"\x0b\x1c\r\n") for part in _MESSAGES.split(file.read_bytes()) if part.strip()]


@hl7.command("try")
@click.argument("file", type=FILE)
@click.option(
    "--map", "map_name", default="", metavar="NAME", help="A map by name; default: the source's, or standard."
)
@click.option("--map-file", type=FILE, help="A map in a file, before it is kept.")
@click.option("--source", default="", metavar="NAME", help="Read the message as this source's; needs the database.")
@click.option("--charset", default="", help="For messages that name none, such as windows-1251.")
@click.option("--quiet", is_flag=True, help="Only say what was not used.")
def try_(file: Path, map_name: str, map_file: Path | None, source: str, charset: str, quiet: bool) -> None:
    """Show what the message(s) in FILE would become, and every field that was not used; nothing is written."""
    raws = _messages(file)
    if not raws:
        raise Refusal(Kind.MALFORMED, f"{file} holds no message: it begins with MSH.")
    described, found = _meant(source, map_name, map_file, charset)
    failed = 0
    for number, raw in enumerate(raws, 1):
        where = f" {number}" if len(raws) > 1 else ""
        try:
            failed += not _tried(raw, described, found, where, quiet)
        except Refusal as refusal:
            click.echo(f"message{where} would be refused: {refusal.text}", err=True)
            failed += 1
    sys.exit(1 if failed else 0)


def _meant(source: str, map_name: str, map_file: Path | None, charset: str) -> tuple[exchange.Source, exchange.Map]:
    described = exchange.Source(name="try", participant="try", port=0, charset=charset)
    if source:
        described = run(lambda rooms: rooms.platform.sources.source(source))
    if map_file is not None:
        return described, exchange.read_map(text_in(map_file), file=str(map_file))
    name = map_name or described.map
    if name in exchange.shipped():
        return described, exchange.shipped_map(name)
    return described, run(lambda rooms: rooms.platform.sources.map(name))


def _tried(raw: bytes, source: exchange.Source, found: exchange.Map, where: str, quiet: bool) -> bool:
    message = exchange.read(raw, charset=source.charset, always=source.charset_always)
    zone = ZoneInfo(Settings.from_environment(os.environ).time_zone)
    outcome = exchange.apply(found, message, source.setting(zone))
    if outcome.ignored:
        click.echo(f"message{where}: {outcome.trigger} is ignored by the map {found.name}", err=True)
        return True
    if not quiet:
        click.echo(exchange.as_json(exchange.as_bundle(outcome)))
    for line in exchange.merges(outcome):
        click.echo(line, err=True)
    count = len(outcome.unread)
    click.echo(f"message{where}: {outcome.trigger} under {found.name}; values not used: {count}", err=True)
    for place, text in outcome.unread:
        click.echo(f"  {place}  {text}", err=True)
    return True


# -- sending, for trials -----------------------------------------------------------------------------------------------


@hl7.command("send")
@click.argument("file", type=FILE)
@click.option("--to", "address", default="127.0.0.1:2575", show_default=True, metavar="HOST:PORT")
def send(file: Path, address: str) -> None:
    """Send the message(s) in FILE as a hospital would, and print the answers."""
    host, _, port = address.rpartition(":")
    if not port.isdigit():
        raise Refusal(Kind.INVALID, f"{address} is no HOST:PORT.")
    raws = [re.sub(rb"\r\n|\n", b"\r", raw) + b"\r" for raw in _messages(file)]
    for block in asyncio.run(_send(raws, host, int(port))):
        click.echo(block.decode("utf-8", "replace").replace("\r", "\n").rstrip())


async def _send(raws: list[bytes], host: str, port: int) -> list[bytes]:
    try:
        reader, writer = await asyncio.open_connection(host, port)
    except OSError as error:
        raise Refusal(Kind.UNAVAILABLE, f"Nobody listens at {host}:{port}.") from error
    frames, found = exchange.Frames(), list[bytes]()
    for count, raw in enumerate(raws, 1):
        writer.write(exchange.framed(raw))
        while len(found) < count:
            async with asyncio.timeout(60):
                piece = await reader.read(65536)
            if not piece:
                raise Refusal(Kind.UNAVAILABLE, "The listener closed the connection.")
            found += frames.feed(piece)
    writer.close()
    return found
