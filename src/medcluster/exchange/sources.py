"""Who may send, where, and how are their messages read?

Promise: settings of the operator, without a word about patients; what cannot be meant is refused with what could. The
participant of a source becomes the custodian of all that it sends. Must not know: messages' content.
"""

from __future__ import annotations

import ipaddress
import json
import math
import re
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import asyncpg

from medcluster.exchange.charsets import codec_of
from medcluster.exchange.map_model import Map
from medcluster.exchange.map_reading import read_map, shipped, shipped_map, shipped_text
from medcluster.exchange.setting import Setting
from medcluster.foundation import Clock, Database, Kind, Refusal

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,47}")
_FRESH_SECONDS = 1.0
_LISTENERS = "SELECT port, host, tls_cert, tls_key, client_ca, clear FROM exchange.listener ORDER BY port"
_SOURCES = """
SELECT name, participant, port, facility, application, map, charset, charset_always, zone, processing, authorities
FROM exchange.source ORDER BY name
"""
_LISTEN = """
INSERT INTO exchange.listener (port, host, tls_cert, tls_key, client_ca, clear) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (port) DO UPDATE SET host = excluded.host, tls_cert = excluded.tls_cert, tls_key = excluded.tls_key,
    client_ca = excluded.client_ca, clear = excluded.clear
"""
_ADD = """
INSERT INTO exchange.source (name, participant, port, facility, application, map, charset, charset_always, zone,
                             processing, authorities, added)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
ON CONFLICT (name) DO UPDATE SET participant = excluded.participant, port = excluded.port,
    facility = excluded.facility, application = excluded.application, map = excluded.map, charset = excluded.charset,
    charset_always = excluded.charset_always, zone = excluded.zone, processing = excluded.processing,
    authorities = excluded.authorities
"""
_KEEP_MAP = """
INSERT INTO exchange.map (name, text, changed) VALUES ($1, $2, $3)
ON CONFLICT (name) DO UPDATE SET text = excluded.text, changed = excluded.changed
"""


@dataclass(frozen=True, slots=True)
class Listener:
    """A port that we listen on."""

    port: int
    host: str = "127.0.0.1"
    tls_cert: str = ""
    tls_key: str = ""
    client_ca: str = ""
    clear: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """A sender, as the operator described it."""

    name: str
    participant: str
    port: int
    facility: str = ""
    application: str = ""
    map: str = "standard"
    charset: str = ""
    charset_always: bool = False
    zone: str = ""
    processing: str = "P"
    authorities: Mapping[str, str] = field(default_factory=dict)

    def setting(self, usual: tzinfo = UTC) -> Setting:
        """What mapping needs to know of it."""
        zone = ZoneInfo(self.zone) if self.zone else usual
        return Setting(self.name, self.participant, zone, self.authorities)

    def sends(self, facility: str, application: str) -> bool:
        """Whether a message with these MSH-4 and MSH-3 is its own."""
        return self.facility in ("", facility) and self.application in ("", application)


def chosen(sources: Iterable[Source], facility: str, application: str) -> Source | None:
    """The source of a message among those of one port: who names more of the header is meant rather."""
    fitting = [one for one in sources if one.sends(facility, application)]
    return max(fitting, key=lambda one: (bool(one.facility), bool(one.application)), default=None)


class Sources:
    """Listeners, sources and maps as they are kept."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._texts_now: dict[str, str] = {}  # maps of this installation
        self._looked = -math.inf
        self._maps: dict[str, Map] = {}  # read from these texts

    async def listeners(self) -> list[Listener]:
        """The ports, in order."""
        async with self._database.acquire() as connection:
            return [Listener(*row.values()) for row in await connection.fetch(_LISTENERS)]

    async def sources(self) -> list[Source]:
        """Every source, by name."""
        async with self._database.acquire() as connection:
            rows = await connection.fetch(_SOURCES)
        return [Source(**{**row, "authorities": json.loads(row["authorities"])}) for row in rows]

    async def source(self, name: str) -> Source:
        """One source; NOT_FOUND when there is none."""
        for source in await self.sources():
            if source.name == name:
                return source
        raise Refusal(Kind.NOT_FOUND, f"There is no source {name!r}.", hint="`medcluster hl7 source list` lists them.")

    async def listen(self, listener: Listener) -> None:
        """Listen on a port, or change how; over a network only with TLS, or when somebody answers for it."""
        if bool(listener.tls_cert) != bool(listener.tls_key):
            raise Refusal(Kind.INVALID, "A certificate and its key go together: one of them is missing.")
        if listener.client_ca and not listener.tls_cert:
            raise Refusal(Kind.INVALID, "Clients show certificates over TLS alone: name a certificate of ours too.")
        if not _is_loopback(listener.host) and not listener.tls_cert and not listener.clear:
            raise Refusal(
                Kind.FORBIDDEN,
                f"{listener.host} can be reached from other machines, and nothing would encrypt what is sent.",
                hint="Give --tls-cert and --tls-key, or --in-the-clear where a tunnel encrypts.",
            )
        values = (listener.host, listener.tls_cert, listener.tls_key, listener.client_ca, listener.clear)
        async with self._database.acquire() as connection:
            await connection.execute(_LISTEN, listener.port, *values)

    async def close(self, port: int) -> None:
        """Listen there no more."""
        async with self._database.acquire() as connection:
            try:
                done = await connection.execute("DELETE FROM exchange.listener WHERE port = $1", port)
            except asyncpg.ForeignKeyViolationError:
                raise Refusal(Kind.CONFLICT, f"Sources still send to port {port}.", hint="Remove them first.") from None
        if done == "DELETE 0":
            raise Refusal(Kind.NOT_FOUND, f"Nobody listens on port {port}.")

    async def add(self, source: Source) -> None:
        """Add a source, or change it."""
        await self._check(source)
        values = (source.participant, source.port, source.facility, source.application, source.map, source.charset)
        more = (source.charset_always, source.zone, source.processing, json.dumps(dict(source.authorities)))
        async with self._database.acquire() as connection:
            try:
                await connection.execute(_ADD, source.name, *values, *more, self._clock.now())
            except asyncpg.ForeignKeyViolationError:
                text = f"Nobody listens on port {source.port}."
                hint = f"First: medcluster hl7 listen add {source.port}"
                raise Refusal(Kind.NOT_FOUND, text, hint=hint) from None
            except asyncpg.UniqueViolationError:
                text = f"Another source has this facility and application on port {source.port}."
                raise Refusal(Kind.CONFLICT, text, hint="Give --facility, --application, or another port.") from None

    async def _check(self, source: Source) -> None:
        if not _NAME.fullmatch(source.name):
            raise Refusal(Kind.INVALID, "A source's name is lower-case letters, digits and hyphens, at most 48.")
        try:
            codec_of(source.charset or "utf-8")
        except ValueError as error:
            raise Refusal(Kind.INVALID, f"{error}.") from None
        if source.charset_always and not source.charset:
            raise Refusal(Kind.INVALID, "Say which character set it always is.")
        try:
            ZoneInfo(source.zone or "UTC")
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise Refusal(Kind.INVALID, f"There is no time zone {source.zone!r}.") from None
        if set(source.processing) - set("PTD") or not source.processing:
            raise Refusal(Kind.INVALID, "Processing ids are P (production), T (training), D (debugging).")
        await self.map(source.map)

    async def remove(self, name: str) -> None:
        """Remove a source; what it has sent stays."""
        await self.source(name)
        async with self._database.acquire() as connection:
            await connection.execute("DELETE FROM exchange.source WHERE name = $1", name)

    # -- maps ------------------------------------------------------------------------------------------------------

    async def map(self, name: str) -> Map:
        """A map by name: one of this installation, else a shipped one; what was changed is known a second later."""
        if time.monotonic() - self._looked > _FRESH_SECONDS:
            texts = await self._texts()
            if texts != self._texts_now:  # one that others are based on changes them too
                self._texts_now, self._maps = texts, {}
            self._looked = time.monotonic()
        if name not in self._maps:
            self._maps[name] = _map(name, self._texts_now)
        return self._maps[name]

    async def maps(self) -> list[str]:
        """The names of all maps."""
        return sorted({*await self._texts(), *shipped()})

    async def map_text(self, name: str) -> str:
        """The text of a map."""
        return (await self._texts()).get(name) or shipped_text(name)

    async def keep_map(self, text: str, *, file: str) -> Map:
        """Keep a map under the name that it gives itself; one that cannot be read is refused."""
        texts = await self._texts()
        found = read_map(text, file=file, others=lambda name: _map(name, texts))
        if found.name in shipped() or not _NAME.fullmatch(found.name):
            said = (
                f"A map of yours has a name of its own, of lower-case letters, digits and hyphens: not {found.name!r}."
            )
            raise Refusal(Kind.INVALID, said, hint="Change `map:` in the file; `based-on` may name a shipped one.")
        async with self._database.acquire() as connection:
            await connection.execute(_KEEP_MAP, found.name, text, self._clock.now())
        self._looked = -math.inf
        return found

    async def _texts(self) -> dict[str, str]:
        async with self._database.acquire() as connection:
            return {row["name"]: row["text"] for row in await connection.fetch("SELECT name, text FROM exchange.map")}


def _map(name: str, texts: Mapping[str, str]) -> Map:
    """A map of these texts, else a shipped one; none is based on itself."""
    if name not in texts:
        return shipped_map(name)
    rest = {other: text for other, text in texts.items() if other != name}
    return read_map(texts[name], file=f"{name}.yaml", others=lambda other: _map(other, rest))


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"
