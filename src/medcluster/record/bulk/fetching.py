"""From where may files be fetched, and how are they?

Promise: from addresses that the person who runs the installation listed, and no others; a name that is listed and leads
to a private address is refused, for names can be pointed anywhere: a private address has to be listed as a number (or
`localhost`), or its network. What was looked up is what is connected to; redirections are not followed. Must not know:
what is in the files. Source: OWASP, "Server Side Request Forgery Prevention".
"""

from __future__ import annotations

import asyncio
import ipaddress
import os
import socket
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias
from urllib.parse import SplitResult, unquote, urlsplit

import httpx

from medcluster.foundation import Kind, Refusal

_Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address
_Network: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network
_PORTS = {"http": 80, "https": 443}
_TRIES, _PAUSE_SECONDS = 3, 2.0
_TIMES = httpx.Timeout(30.0, read=120.0)
_HINT = "MEDCLUSTER_IMPORT_FROM lists the addresses that may be fetched from; an administrator can add to it."


@dataclass(frozen=True, slots=True)
class AllowList:
    """Beginnings of addresses, and networks that may be private."""

    beginnings: tuple[SplitResult, ...] = ()
    networks: tuple[_Network, ...] = ()

    @classmethod
    def read(cls, text: str) -> AllowList:
        """From `https://data.example.org/exports/, http://10.0.0.7:8000/, 10.1.0.0/16`."""
        beginnings: list[SplitResult] = []
        networks: list[_Network] = []
        for entry in filter(None, (part.strip() for part in text.split(","))):
            if "://" in entry:
                beginnings.append(_split(entry))
            else:
                try:
                    networks.append(ipaddress.ip_network(entry))
                except ValueError:
                    text = f"MEDCLUSTER_IMPORT_FROM: {entry!r} is neither an address nor a network."
                    raise Refusal(Kind.INVALID, text, hint="Write https://host/path/ or 10.1.0.0/16.") from None
        return cls(tuple(beginnings), tuple(networks))

    def check(self, url: str) -> SplitResult:
        """The parts of an address that is listed; others are refused."""
        wanted = _split(url)
        if not any(_begins(wanted, listed) for listed in self.beginnings):
            raise Refusal(Kind.FORBIDDEN, f"Nothing may be imported from {wanted.hostname}.", hint=_HINT)
        return wanted

    async def resolve(self, url: str) -> tuple[SplitResult, str]:
        """The address to connect to, once it is known to be none that is closed."""
        wanted = self.check(url)
        host, port = wanted.hostname or "", wanted.port or _PORTS[wanted.scheme]
        try:
            found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except OSError as error:
            raise Refusal(Kind.UNSUPPORTED, f"{host} could not be found.", hint="Check the address.") from error
        addresses = [ipaddress.ip_address(str(one[4][0]).partition("%")[0]) for one in found]
        named = _is_number(host) or host == "localhost"
        for address in addresses:
            if not (named or address.is_global or any(address in network for network in self.networks)):
                raise Refusal(Kind.FORBIDDEN, f"{host} is a private address.", hint=_HINT)
        return wanted, str(addresses[0])


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    path = unquote(parts.path)
    strange = parts.username is not None or "\\" in url or any(ord(letter) <= 32 for letter in url)
    if parts.scheme not in _PORTS or not parts.hostname or port == 0 or strange or ".." in path.split("/"):
        raise Refusal(Kind.MALFORMED, f"{url[:100]!r} is no address that can be fetched.", hint="Write https://….")
    return parts


def _begins(wanted: SplitResult, listed: SplitResult) -> bool:
    folder = listed.path if listed.path.endswith("/") else f"{listed.path}/"
    return (wanted.scheme, wanted.hostname, wanted.port or _PORTS[wanted.scheme]) == (
        listed.scheme,
        listed.hostname,
        listed.port or _PORTS[listed.scheme],
    ) and (wanted.path == listed.path or f"{wanted.path}".startswith(folder))


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


async def fetch(url: str, path: Path, allowed: AllowList) -> None:
    """Bring a file here, for the owner of the process alone; tried again when the line breaks."""
    for attempt in range(1, _TRIES + 1):
        wanted, address = await allowed.resolve(url)
        try:
            await _stream(wanted, address, path)
        except (httpx.TransportError, OSError) as error:
            if attempt == _TRIES:
                raise Refusal(Kind.UNSUPPORTED, f"{wanted.hostname} could not be fetched from: {error}.") from error
            await asyncio.sleep(_PAUSE_SECONDS * attempt)
        else:
            return


async def _stream(wanted: SplitResult, address: str, path: Path) -> None:
    host = wanted.hostname or ""
    url = httpx.URL(wanted.geturl()).copy_with(host=address)
    headers = {"Host": wanted.netloc, "Accept": "application/fhir+ndjson, application/x-ndjson, */*;q=0.5"}
    unfinished = path.with_name(path.name + ".part")
    async with (
        httpx.AsyncClient(timeout=_TIMES, trust_env=False, follow_redirects=False) as client,
        client.stream("GET", url, headers=headers, extensions={"sni_hostname": host}) as answer,
    ):
        if answer.status_code != 200:
            raise Refusal(Kind.UNSUPPORTED, f"{host} answered {answer.status_code}, not with a file.")
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            async for piece in answer.aiter_bytes(1 << 18):
                stream.write(piece)
    unfinished.rename(path)
