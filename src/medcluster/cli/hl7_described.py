"""`medcluster hl7 map`, `listen` and `source`: what is described of hospitals that speak HL7 v2.

Promise: a running server hears of changes within seconds; what a map would make is tried with `hl7 try`.
"""

from __future__ import annotations

from pathlib import Path

import click

from medcluster import exchange
from medcluster.cli.hl7_rooms import FILE, Rooms, run
from medcluster.cli.reading import text_in
from medcluster.foundation import Kind, Refusal

# -- maps --------------------------------------------------------------------------------------------------------------


@click.group("map")
def map_() -> None:
    """Maps: what messages become."""


@map_.command("list")
def map_list() -> None:
    """List the maps, shipped ones and those of this installation."""
    for name in run(lambda rooms: rooms.platform.sources.maps()):
        click.echo(f"{name:24} {'shipped' if name in exchange.shipped() else ''}".rstrip())


@map_.command("show")
@click.argument("name")
def map_show(name: str) -> None:
    """Print the map NAME, to be copied and adapted."""
    shipped = name in exchange.shipped()
    click.echo(
        exchange.shipped_text(name) if shipped else run(lambda rooms: rooms.platform.sources.map_text(name)), nl=False
    )


@map_.command("add")
@click.argument("file", type=FILE)
@click.option("--check", is_flag=True, help="Only say whether it can be read.")
def map_add(file: Path, check: bool) -> None:
    """Keep the map in FILE under the name that it gives itself; every line that is wrong is named."""
    text = text_in(file)
    if check:
        found = exchange.read_map(text, file=str(file))
        click.echo(f"{found.name} can be read: {len(found.rules)} kinds of messages")
        return
    found = run(lambda rooms: rooms.platform.sources.keep_map(text, file=str(file)))
    click.echo(f"{found.name} is kept: {len(found.rules)} kinds of messages")


# -- listeners and sources ---------------------------------------------------------------------------------------------


@click.group("listen")
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
    run(lambda rooms: rooms.platform.sources.listen(listener))
    click.echo(f"{host}:{port} is listened on{' over TLS' if tls_cert else ''} for the sources that send there")


@listen.command("list")
def listen_list() -> None:
    """List the ports."""
    for one in run(lambda rooms: rooms.platform.sources.listeners()):
        tls = "TLS, senders with certificates" if one.client_ca else "TLS" if one.tls_cert else "no TLS"
        click.echo(f"{one.host}:{one.port:<8} {tls}")


@listen.command("remove")
@click.argument("port", type=int)
def listen_remove(port: int) -> None:
    """Listen on PORT no more."""
    run(lambda rooms: rooms.platform.sources.close(port))
    click.echo(f"port {port} is closed")


@click.group("source")
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
    """Add the sender NAME, or describe it anew: an option that is not given goes back to its default."""
    known = dict(_authority(text) for text in authorities)
    source = exchange.Source(
        name, participant, port, facility, application, map_name, charset, charset_always, zone, processing, known
    )

    async def act(rooms: Rooms) -> None:
        await rooms.platform.directory.check_known(participant)
        await rooms.platform.sources.add(source)

    run(act)
    click.echo(f"{name} sends for {participant} to port {port}, under the map {map_name}")


def _authority(text: str) -> tuple[str, str]:
    name, equals, system = text.partition("=")
    if not equals or ":" not in system:
        raise Refusal(Kind.INVALID, f"{text!r} is no authority.", hint="Such as HOSPITAL=urn:oid:1.2.3.")
    return name, system


@source_.command("list")
def source_list() -> None:
    """List the senders."""
    for one in run(lambda rooms: rooms.platform.sources.sources()):
        header = "/".join(filter(None, (one.facility, one.application))) or "any"
        click.echo(f"{one.name:24} {one.participant:24} {one.port:<6} {header:20} {one.map:16} {one.charset}".rstrip())
        for name, system in one.authorities.items():
            click.echo(f"{'':24} {name or '(none)'} = {system}")


@source_.command("remove")
@click.argument("name")
def source_remove(name: str) -> None:
    """Take no more from NAME; what it sent stays."""
    run(lambda rooms: rooms.platform.sources.remove(name))
    click.echo(f"{name} is removed")


COMMANDS: tuple[click.Command, ...] = (map_, listen, source_)
