"""`medcluster hl7`: hospitals whose systems speak HL7 v2.

Promise: trying a message writes nothing and needs no database unless a source is named; everything else works beside a
running server, which hears of changes within seconds.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

import click

from medcluster import app, exchange
from medcluster.cluster import Role, build_caller
from medcluster.foundation import Kind, Refusal, Settings, open_database
from medcluster.record import Handle

T = TypeVar("T")
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_MESSAGES = re.compile(rb"(?m)^[\x0b]?(?=MSH)")
_ACCOUNT = "medcluster hl7"


@click.group("hl7")
def hl7() -> None:
    """Hospitals that speak HL7 v2: listeners, sources, maps, and messages that were refused."""


@dataclass(slots=True)
class _Rooms:
    """What commands work with."""

    platform: app.Platform
    sources: exchange.Sources
    reception: exchange.Reception
    repairs: exchange.Repairs

    async def handle(self, participant: str) -> Handle:
        """The record as an administrator of a participant sees its messages."""
        number = await self.platform.record.custodian_number(participant)
        caller = build_caller(Role.ADMINISTRATOR, account=_ACCOUNT, participant=participant, custodian=number)
        return self.platform.record.open_for(caller, purpose="HOPERAT")

    async def participants(self) -> list[str]:
        return sorted({source.participant for source in await self.sources.sources()})

    async def who_sees(self, seq: int) -> Handle:
        """The handle of the participant whose message this is."""
        for participant in await self.participants():
            handle = await self.handle(participant)
            try:
                await self.repairs.message(handle, seq)
            except Refusal as refusal:
                if refusal.kind is not Kind.NOT_FOUND:
                    raise
            else:
                return handle
        raise Refusal(Kind.NOT_FOUND, f"There is no message {seq}.", hint="`medcluster hl7 waiting` lists them.")


def _run(act: Callable[[_Rooms], Awaitable[T]]) -> T:
    return asyncio.run(_act(Settings.from_environment(os.environ), act))


async def _act(settings: Settings, act: Callable[[_Rooms], Awaitable[T]]) -> T:
    async with open_database(settings, size=3) as opened:
        platform = app.wire(settings, opened.database)
        sources = exchange.Sources(platform.database, platform.clock)
        zone = ZoneInfo(settings.time_zone)
        reception = exchange.Reception(platform.record, sources, clock=platform.clock, ids=platform.ids, zone=zone)
        repairs = exchange.Repairs(platform.record, reception, sources, clock=platform.clock)
        return await act(_Rooms(platform, sources, reception, repairs))


# -- trying ------------------------------------------------------------------------------------------------------------


@hl7.command("try")
@click.argument("file", type=_FILE)
@click.option(
    "--map", "map_name", default="", metavar="NAME", help="A map by name; default: the source's, or standard."
)
@click.option("--map-file", type=_FILE, help="A map in a file, before it is kept.")
@click.option("--source", default="", metavar="NAME", help="Read the message as this source's; needs the database.")
@click.option("--charset", default="", help="For messages that name none, such as windows-1251.")
@click.option("--quiet", is_flag=True, help="Only say what was not used.")
def try_(file: Path, map_name: str, map_file: Path | None, source: str, charset: str, quiet: bool) -> None:
    """Show what the message(s) in FILE would become, and every field that was not used; nothing is written."""
    raws = [part.strip(b"\x0b\x1c\r\n") for part in _MESSAGES.split(file.read_bytes()) if part.strip()]
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
        described = _run(lambda rooms: rooms.sources.source(source))
    if map_file is not None:
        return described, exchange.read_map(map_file.read_text(encoding="utf-8"), file=str(map_file))
    name = map_name or described.map
    if name in exchange.shipped():
        return described, exchange.shipped_map(name)
    return described, _run(lambda rooms: rooms.sources.map(name))


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


# -- maps --------------------------------------------------------------------------------------------------------------


@hl7.group("map")
def map_() -> None:
    """Maps: what messages become."""


@map_.command("list")
def map_list() -> None:
    """List the maps, shipped ones and those of this installation."""
    for name in _run(lambda rooms: rooms.sources.maps()):
        click.echo(f"{name:24} {'shipped' if name in exchange.shipped() else ''}".rstrip())


@map_.command("show")
@click.argument("name")
def map_show(name: str) -> None:
    """Print the map NAME, to be copied and adapted."""
    shipped = name in exchange.shipped()
    click.echo(exchange.shipped_text(name) if shipped else _run(lambda rooms: rooms.sources.map_text(name)), nl=False)


@map_.command("add")
@click.argument("file", type=_FILE)
@click.option("--check", is_flag=True, help="Only say whether it can be read.")
def map_add(file: Path, check: bool) -> None:
    """Keep the map in FILE under the name that it gives itself; every line that is wrong is named."""
    text = file.read_text(encoding="utf-8")
    if check:
        found = exchange.read_map(text, file=str(file))
        click.echo(f"{found.name} can be read: {len(found.rules)} kinds of messages")
        return
    found = _run(lambda rooms: rooms.sources.keep_map(text, file=str(file)))
    click.echo(f"{found.name} is kept: {len(found.rules)} kinds of messages")


# -- listeners and sources ---------------------------------------------------------------------------------------------


@hl7.group("listen")
def listen() -> None:
    """Ports on which messages arrive (MLLP)."""


@listen.command("add")
@click.argument("port", type=click.IntRange(1, 65535))
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--tls-cert", default="", metavar="FILE", help="The certificate chain.")
@click.option("--tls-key", default="", metavar="FILE", help="Its private key.")
@click.option("--client-ca", default="", metavar="FILE", help="Senders must show a certificate of this authority.")
@click.option("--in-the-clear", is_flag=True, help="Without TLS on a network: something else encrypts.")
def listen_add(port: int, host: str, tls_cert: str, tls_key: str, client_ca: str, in_the_clear: bool) -> None:
    """Listen on PORT, or change how; it is opened as soon as a source sends there."""
    listener = exchange.Listener(port, host, tls_cert, tls_key, client_ca, in_the_clear)
    _run(lambda rooms: rooms.sources.listen(listener))
    click.echo(f"{host}:{port} is listened on{' over TLS' if tls_cert else ''} for the sources that send there")


@listen.command("list")
def listen_list() -> None:
    """List the ports."""
    for one in _run(lambda rooms: rooms.sources.listeners()):
        tls = "TLS, senders with certificates" if one.client_ca else "TLS" if one.tls_cert else "no TLS"
        click.echo(f"{one.host}:{one.port:<8} {tls}")


@listen.command("remove")
@click.argument("port", type=int)
def listen_remove(port: int) -> None:
    """Listen on PORT no more."""
    _run(lambda rooms: rooms.sources.close(port))
    click.echo(f"port {port} is closed")


@hl7.group("source")
def source_() -> None:
    """Systems that send, and which participant each of them is."""


@source_.command("add")
@click.argument("name")
@click.option("--participant", required=True, metavar="ORG", help="Who answers for what it sends.")
@click.option("--port", required=True, type=int, help="Where it sends; see `hl7 listen add`.")
@click.option("--facility", default="", help="Its MSH-4, where several send to one port.")
@click.option("--application", default="", help="Its MSH-3, likewise.")
@click.option("--map", "map_name", default="standard", show_default=True, metavar="NAME", help="What messages become.")
@click.option("--charset", default="", help="For messages that name none in MSH-18; default UTF-8.")
@click.option("--charset-always", is_flag=True, help="Also for messages that name another.")
@click.option("--zone", default="", help="Time zone of times without one; default: the cluster's.")
@click.option("--processing", default="P", show_default=True, help="Which MSH-11 are taken: P, T, D, such as PT.")
@click.option(
    "--authority", "authorities", multiple=True, metavar="NAME=SYSTEM", help="Identifier system of an authority."
)
def source_add(
    name: str,
    participant: str,
    port: int,
    facility: str,
    application: str,
    map_name: str,
    charset: str,
    charset_always: bool,
    zone: str,
    processing: str,
    authorities: tuple[str, ...],
) -> None:
    """Add the sender NAME, or change it."""
    known = dict(_authority(text) for text in authorities)
    source = exchange.Source(
        name, participant, port, facility, application, map_name, charset, charset_always, zone, processing, known
    )

    async def act(rooms: _Rooms) -> None:
        await rooms.platform.directory.check_known(participant)
        await rooms.sources.add(source)

    _run(act)
    click.echo(f"{name} sends for {participant} to port {port}, under the map {map_name}")


def _authority(text: str) -> tuple[str, str]:
    name, equals, system = text.partition("=")
    if not equals or ":" not in system:
        raise Refusal(Kind.INVALID, f"{text!r} is no authority.", hint="Such as HOSPITAL=urn:oid:1.2.3.")
    return name, system


@source_.command("list")
def source_list() -> None:
    """List the senders."""
    for one in _run(lambda rooms: rooms.sources.sources()):
        header = "/".join(filter(None, (one.facility, one.application))) or "any"
        click.echo(f"{one.name:24} {one.participant:24} {one.port:<6} {header:20} {one.map:16} {one.charset}".rstrip())
        for name, system in one.authorities.items():
            click.echo(f"{'':24} {name or '(none)'} = {system}")


@source_.command("remove")
@click.argument("name")
def source_remove(name: str) -> None:
    """Take no more from NAME; what it sent stays."""
    _run(lambda rooms: rooms.sources.remove(name))
    click.echo(f"{name} is removed")


# -- messages that were refused ----------------------------------------------------------------------------------------


@hl7.command("waiting")
@click.option("--source", default="", metavar="NAME", help="Only those of this source.")
@click.option("--participant", default="", metavar="ORG", help="Only those of this participant.")
def waiting(source: str, participant: str) -> None:
    """List messages that were refused and wait for somebody, newest first."""

    async def act(rooms: _Rooms) -> list[exchange.Kept]:
        found: list[exchange.Kept] = []
        for each in [participant] if participant else await rooms.participants():
            found += await rooms.repairs.waiting(await rooms.handle(each), source=source)
        return sorted(found, key=lambda one: -one.seq)

    for one in _run(act):
        where = f"{one.place}: " if one.place else ""
        moment = one.received.isoformat(timespec="seconds")
        click.echo(f"{one.seq:>8}  {moment}  {one.source:20} {one.kind:10} {one.control:16} {where}{one.reason}")


@hl7.command("show")
@click.argument("number", type=int)
def show(number: int) -> None:
    """Print the message NUMBER, a line for each segment."""

    async def act(rooms: _Rooms) -> exchange.Refused:
        return await rooms.repairs.message(await rooms.who_sees(number), number)

    found = _run(act)
    click.echo(found.text)
    click.echo(f"{found.kept.state} {found.kept.place} {found.kept.reason}".rstrip(), err=True)


@hl7.command("replay")
@click.argument("numbers", nargs=-1, required=True, type=int)
@click.option("--file", type=_FILE, help="Apply this text instead: the message as it was mended.")
@click.option("--although-newer", is_flag=True, help="Although newer messages have changed the same records.")
def replay(numbers: tuple[int, ...], file: Path | None, although_newer: bool) -> None:
    """Apply messages that were refused again, in the order of their numbers."""
    if file is not None and len(numbers) > 1:
        raise Refusal(Kind.INVALID, "One file mends one message.")
    text = file.read_text(encoding="utf-8") if file is not None else None

    async def act(rooms: _Rooms) -> None:
        for number in sorted(numbers):
            handle = await rooms.who_sees(number)
            await rooms.repairs.replay(handle, number, text, although_newer=although_newer)
            click.echo(f"{number} is applied")

    _run(act)


@hl7.command("dismiss")
@click.argument("number", type=int)
def dismiss(number: int) -> None:
    """Put the message NUMBER aside: it is kept, and waits no more."""

    async def act(rooms: _Rooms) -> None:
        await rooms.repairs.dismiss(await rooms.who_sees(number), number)

    _run(act)
    click.echo(f"{number} is put aside")


@hl7.command("unmerge")
@click.argument("survivor")
@click.argument("merged")
@click.option("--source", required=True, metavar="NAME", help="As whose interface: it has to see both.")
def unmerge(survivor: str, merged: str, source: str) -> None:
    """Undo a merge (A40): Patient MERGED is a record of its own again beside SURVIVOR."""

    async def act(rooms: _Rooms) -> None:
        handle = await rooms.reception.handle(await rooms.sources.source(source), purpose="unmerge by command")
        await exchange.unmerge(handle, survivor, merged)

    _run(act)
    click.echo(f"Patient/{merged} stands for itself again")


# -- sending, for trials -----------------------------------------------------------------------------------------------


@hl7.command("send")
@click.argument("file", type=_FILE)
@click.option("--to", "address", default="127.0.0.1:2575", show_default=True, metavar="HOST:PORT")
def send(file: Path, address: str) -> None:
    """Send the message(s) in FILE as a hospital would, and print the answers."""
    raws = [part.strip(b"\x0b\x1c\r\n") for part in _MESSAGES.split(file.read_bytes()) if part.strip()]
    host, _, port = address.rpartition(":")
    if not port.isdigit():
        raise Refusal(Kind.INVALID, f"{address} is no HOST:PORT.")
    for block in asyncio.run(_send([re.sub(rb"\r\n|\n", b"\r", raw) + b"\r" for raw in raws], host, int(port))):
        click.echo(block.decode("utf-8", "replace").replace("\r", "\n").rstrip())


async def _send(raws: list[bytes], host: str, port: int) -> list[bytes]:
    try:
        reader, writer = await asyncio.open_connection(host, port)
    except OSError as error:
        raise Refusal(Kind.UNAVAILABLE, f"Nobody listens at {host}:{port}.") from error
    frames, found = exchange.Frames(), list[bytes]()
    for raw in raws:
        writer.write(exchange.framed(raw))
        while len(found) <= raws.index(raw):
            piece = await asyncio.wait_for(reader.read(65536), 60)
            if not piece:
                raise Refusal(Kind.UNAVAILABLE, "The listener closed the connection.")
            found += frames.feed(piece)
    writer.close()
    return found
