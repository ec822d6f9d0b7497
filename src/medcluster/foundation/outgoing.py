"""Which addresses may this installation reach by itself, and which machine is that exactly?

Promise: nothing is reached that the list does not name; an address that is not of the public internet is reached only
when it, or its network, is in the list itself; a name is looked up once, every address that it has must be permitted,
and the request then goes to that address and no other, so that a name cannot change its mind. Must not know: what is
sent or fetched.
Source: OWASP, Server-Side Request Forgery Prevention; RFC 6890 (special-purpose addresses).
"""

from __future__ import annotations

import asyncio
import ipaddress
import re
import socket
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import unquote, urlsplit, urlunsplit

from medcluster.foundation.errors import Kind, Refusal

Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address
Network: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network
LOOK_UP_SECONDS = 5.0
_PORTS = {"https": 443, "http": 80}
_NAME = re.compile(r"(?:\*\.)?[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?)*")
_STRANGE = re.compile(r"[\x00-\x20\x7f\\]")  # a receiver may drop them, or take them for a slash
_MAIL = re.compile(r"mailto:(\*|[^@\s,*]+)@([a-z0-9.-]+)")
_CARRYING_OTHERS = tuple(  # addresses that stand for one of IPv4 behind a gateway
    ipaddress.ip_network(one) for one in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")
)


@dataclass(frozen=True, slots=True)
class Origin:
    """Scheme, host (with `*.` for every name below it), port and the beginning of the path."""

    scheme: str
    host: str
    port: int
    path: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a request goes: `url` names the address itself, `host` is for the header Host, `name` for TLS."""

    url: str
    host: str
    name: str


@dataclass(frozen=True, slots=True)
class Outgoing:
    """The list of places that may be reached, and the setting that holds it."""

    setting: str
    origins: tuple[Origin, ...] = ()
    networks: tuple[Network, ...] = ()
    mailboxes: tuple[tuple[str, str], ...] = ()

    @classmethod
    def read(cls, text: str, *, setting: str) -> Outgoing:
        """From its parts with commas between them; ValueError says what could be meant.

        `https://his.example`, `https://*.example/hooks/`, `mailto:*@example`, and `10.1.0.0/16` for addresses that are
        not of the public internet.
        """
        origins: list[Origin] = []
        networks: list[Network] = []
        mailboxes: list[tuple[str, str]] = []
        for part in filter(None, (one.strip() for one in text.split(","))):
            if found := _MAIL.fullmatch(part.lower()):
                mailboxes.append((found[1], found[2]))
            elif part.lower().startswith(("https://", "http://")):
                origins.append(_origin(part))
            else:
                networks.append(_network(part))
        return cls(setting, tuple(origins), tuple(networks), tuple(mailboxes))

    def permits_mail(self, address: str) -> bool:
        """Whether mail may go to name@domain."""
        name, _, domain = address.lower().rpartition("@")
        return any(domain == listed and wanted in ("*", name) for wanted, listed in self.mailboxes)

    def check(self, url: str) -> None:
        """Refuse what is no address (MALFORMED) or not of the list; which machine it is, `pinned` says."""
        try:
            asked = _origin(url)
        except ValueError:
            text = f"{url[:100]!r} is no address that can be reached."
            raise Refusal(Kind.MALFORMED, text, hint="Write it like https://his.example/path.") from None
        if not any(_within(asked, listed) for listed in self.origins):
            raise Refusal(
                Kind.FORBIDDEN,
                "The address is not among those that this installation may reach.",
                hint=f"An administrator adds it to {self.setting}.",
            )

    async def pinned(self, url: str) -> Place:
        """The place of an address of the list; refused when it is none, or its machine may not be reached."""
        self.check(url)
        parts, asked = urlsplit(url), _origin(url)
        found = await _addresses(asked.host, asked.port)
        for address in found:
            if not self._may_reach(asked.host, address):
                raise Refusal(
                    Kind.FORBIDDEN,
                    "The address belongs to a machine that is not of the public internet.",
                    hint=f"An administrator who means it adds the network to {self.setting}.",
                )
        shown = f"[{found[0]}]" if found[0].version == 6 else str(found[0])
        pinned = urlunsplit((asked.scheme, f"{shown}:{asked.port}", parts.path or "/", parts.query, ""))
        return Place(pinned, parts.netloc, asked.host)

    def _may_reach(self, host: str, address: Address) -> bool:
        if any(address in network for network in self.networks if network.version == address.version):
            return True
        if _literal(host) == address:
            return True  # the list names this very address
        if host == "localhost" and address.is_loopback:
            return True  # RFC 6761: no name server can make it another
        if isinstance(address, ipaddress.IPv6Address):
            if address.ipv4_mapped is not None:
                return self._may_reach(host, address.ipv4_mapped)
            if any(address in network for network in _CARRYING_OTHERS):
                return False
        return address.is_global and not address.is_multicast and not address.is_reserved


def _origin(url: str) -> Origin:
    parts = urlsplit(url)
    host = (parts.hostname or "").rstrip(".")
    strange = _STRANGE.search(url) or "@" in parts.netloc or parts.port == 0
    if parts.scheme not in _PORTS or strange or not host or _climbs(parts.path):
        raise ValueError(f"{url[:100]!r} is no address like https://his.example")
    literal = _literal(host)
    if literal is None and (not _NAME.fullmatch(host) or host.rpartition(".")[2].isdecimal()):
        raise ValueError(f"{url[:100]!r} names no machine")
    return Origin(parts.scheme, str(literal or host), parts.port or _PORTS[parts.scheme], parts.path or "/")


def _climbs(path: str) -> bool:
    """Whether a path leads out of the folder that it begins with."""
    return any(part in (".", "..") for part in unquote(path).replace("\\", "/").split("/"))


def _network(text: str) -> Network:
    try:
        return ipaddress.ip_network(text)
    except ValueError:
        raise ValueError(
            f"{text[:100]!r} is neither an address like https://his.example, nor mailto:*@his.example, nor a network"
        ) from None


def _literal(host: str) -> Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def _within(asked: Origin, listed: Origin) -> bool:
    if (asked.scheme, asked.port) != (listed.scheme, listed.port):
        return False
    if listed.host.startswith("*."):
        if not asked.host.endswith(listed.host[1:]):
            return False
    elif asked.host != listed.host:
        return False
    return asked.path == listed.path or asked.path.startswith(listed.path.rstrip("/") + "/")


async def _addresses(host: str, port: int) -> list[Address]:
    if (literal := _literal(host)) is not None:
        return [literal]
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(LOOK_UP_SECONDS):
            found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    except (OSError, TimeoutError, UnicodeError) as error:
        raise Refusal(Kind.UNAVAILABLE, "The name of the address cannot be looked up.") from error
    return list(dict.fromkeys(ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found))
