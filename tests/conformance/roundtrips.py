"""Does what is put into the record come out of it, value for value?

Promise: an example is put under its own id, got, and compared with what was sent: every value, decimals by their
digits, the narrative as text, the order of lists; only what the server says of the version is left aside. As XML it is
got, read by a reader of the tests' own, put back as XML and got as JSON again. Nothing here knows how it is stored.
"""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

from tests.conformance.patch_cases import _resource as read_xml
from tests.pages.serving import serving

JSON, XML = "application/fhir+json", "application/fhir+xml"
_OF_THE_VERSION = ("versionId", "lastUpdated")


class Digits(str):
    """A number as it is written."""


@dataclass(slots=True)
class Server:
    """A FHIR server and who asks it; one connection, kept open."""

    base: str
    token: str
    connection: http.client.HTTPConnection = field(init=False)

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection(urlsplit(self.base).netloc, timeout=120)

    def ask(
        self, method: str, place: str, body: bytes | None = None, media: str = JSON, **more: str
    ) -> tuple[int, bytes]:
        """Status and body of the answer."""
        headers = {"Authorization": f"Bearer {self.token}", "Accept": media, **more}
        if body is not None:
            headers["Content-Type"] = media
        self.connection.request(method, f"{urlsplit(self.base).path}/{place}", body, headers)
        answer = self.connection.getresponse()
        return answer.status, answer.read()


@contextmanager
def running(data: Path) -> Iterator[Server]:
    """A server over this empty folder, asked by an interface of the diagnostic centre."""
    with serving(data, MEDCLUSTER_DEMO_PATIENTS="0") as started:
        token = started.command("token", "--role", "interface", "--participant", "diagnostic-centre").split()[-1]
        server = Server(f"{started.address}/fhir", token)
        try:
            yield server
        finally:
            server.connection.close()


def survives(server: Server, data: bytes, *, as_xml: bool = False) -> str:
    """What is wrong with the way of this resource through the server; "" for nothing."""
    sent = json.loads(data)
    place = f"{sent['resourceType']}/{sent['id']}"
    status, said = server.ask("PUT", place, data, Prefer="return=minimal")
    if status not in (200, 201):
        return f"PUT {status}: {_words(said)}"
    wanted = plain(data)
    if wrong := _got(server, place, wanted):
        return wrong
    return _through_xml(server, place, data, wanted) if as_xml else ""


def _got(server: Server, place: str, wanted: Any) -> str:
    status, said = server.ask("GET", place)
    if status != 200:
        return f"GET {status}: {_words(said)}"
    return next(differences(wanted, plain(said)), "")


def _through_xml(server: Server, place: str, data: bytes, wanted: Any) -> str:
    status, document = server.ask("GET", place, media=XML)
    if status != 200:
        return f"GET as XML {status}: {_words(document)}"
    as_read = _same_kind(_bare(read_xml(etree.fromstring(document))))
    if wrong := next(differences(_same_kind(_bare(json.loads(data, parse_float=Decimal))), as_read), ""):
        return f"as XML: {wrong}"
    status, said = server.ask("PUT", place, document, media=XML, Prefer="return=minimal")
    if status != 200:
        return f"PUT as XML {status}: {_words(said)}"
    status, said = server.ask("GET", place)
    found = _same_kind(_bare(json.loads(said, parse_float=Decimal)))
    wrong = next(differences(_same_kind(_bare(json.loads(data, parse_float=Decimal))), found), "")
    return f"put as XML: {wrong}" if wrong else ""


def plain(data: bytes) -> Any:
    """What the text says, numbers as written, without what the server says of the version."""
    return _bare(json.loads(data, parse_float=Digits, parse_int=Digits))


def _bare(resource: Any) -> Any:
    meta = {key: value for key, value in resource.get("meta", {}).items() if key not in _OF_THE_VERSION}
    rest = {key: value for key, value in resource.items() if key != "meta"}
    return {**rest, "meta": meta} if meta else rest


def _same_kind(value: Any) -> Any:
    """Comparable after XML: narratives as canonical elements, decimals by sign, digits and exponent."""
    if isinstance(value, dict):
        return {key: _narrative(one) if key == "div" else _same_kind(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_same_kind(one) for one in value]
    return value if isinstance(value, bool | str | None) else str(Decimal(value).as_tuple())


def _narrative(div: Any) -> Any:
    return etree.tostring(etree.fromstring(div.encode()), method="c14n") if isinstance(div, str) else _same_kind(div)


def differences(wanted: Any, found: Any, place: str = "") -> Iterator[str]:
    """Where two values are not the same, one line each."""
    if type(wanted) is not type(found):
        yield f"{place}: {wanted!r:.80} became {found!r:.80}"
    elif isinstance(wanted, dict):
        for key in {**wanted, **found}:
            if key not in found:
                yield f"{place}.{key} is gone"
            elif key not in wanted:
                yield f"{place}.{key} was not sent"
            else:
                yield from differences(wanted[key], found[key], f"{place}.{key}")
    elif isinstance(wanted, list):
        if len(wanted) != len(found):
            yield f"{place}: {len(wanted)} became {len(found)}"
        for number, (one, other) in enumerate(zip(wanted, found, strict=False)):
            yield from differences(one, other, f"{place}[{number}]")
    elif wanted != found:
        yield f"{place}: {wanted!r:.80} became {found!r:.80}"


def _words(said: bytes) -> str:
    try:
        return "; ".join(one.get("diagnostics", "") for one in json.loads(said)["issue"])[:300]
    except (ValueError, KeyError, TypeError):
        return said[:300].decode(errors="replace")
