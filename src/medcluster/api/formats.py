"""In which format does a client speak, and in which does it want to be answered?

Promise: behind the door everything is FHIR JSON. XML is turned into it on the way in; on the way out the answer, a
refusal too, becomes what was asked for: XML, pretty, a summary, some elements. Who asks for nothing of it pays nothing.
What cannot be read or written is refused before anything is done. Source: FHIR R4 http.html#mime-type and #general,
RFC 9110 12.5.1.
"""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal, TypeAlias
from urllib.parse import parse_qsl, urlencode

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Message

from medcluster.api.outcome import FHIR_JSON, NOT_ACCEPTABLE, UNSUPPORTED_MEDIA_TYPE, WrongMedia
from medcluster.fhir import views, xml
from medcluster.foundation import Kind, Refusal

FHIR_XML = "application/fhir+xml; charset=utf-8"
JSON_TYPES = ("application/fhir+json", "application/json", "text/json")
XML_TYPES = ("application/fhir+xml", "application/xml", "text/xml")
FORMATS = ("json", "xml", "application/fhir+json", "application/fhir+xml")
FORM = "application/x-www-form-urlencoded"
ANSWERED_ELSEWHERE = ("ndjson", "event-stream", "graphql-response+json", "octet-stream")
VERSIONS = ("4.0", "4.0.1")
UNPACKED = "medcluster.unpacked"  # in a request's scope: the door packs the answer itself, once it is in its format
LARGE_BYTES = 256 * 1024  # read off the event loop, so that others are answered meanwhile
LARGEST_FORM_BYTES = 1024 * 1024
_PRESENTATION = ("_format", "_pretty", "_summary", "_elements")
_MARKS = tuple(name.encode() for name in _PRESENTATION)

Format: TypeAlias = Literal["json", "xml"]
Answer = Callable[[Request], Awaitable[Response]]
Reader = Callable[[Request], Awaitable[bytes]]


@dataclass(frozen=True, slots=True)
class Wish:
    """How the answer is to look. `said`: the parameters that said so, for the links of the answer."""

    format: Format = "json"
    pretty: bool = False
    view: views.View | None = None
    said: tuple[tuple[str, str], ...] = ()

    @property
    def plain(self) -> bool:
        """Whether the answer may go out as it is."""
        return self is _PLAIN or self == _PLAIN


_PLAIN = Wish()


def wish_of(request: Request) -> Wish:
    """What the headers and the address ask for; refused where it is not offered."""
    format_, says_so = _accepted(request)
    query: bytes = request.scope["query_string"]
    wish = _PLAIN if format_ == "json" else Wish(format_)
    if query and any(mark in query for mark in _MARKS):
        wish = _told(wish, list(parse_qsl(query.decode("latin-1"), keep_blank_values=True)), request)
    if not says_so and not wish.said and _sends(request) in XML_TYPES:
        return replace(wish, format="xml")  # no word about the answer: the format of the question
    return wish


def wish_of_refusal(request: Request) -> Wish:
    """The format of a refusal when the request's wishes cannot be told: as far as they can."""
    asked = dict(parse_qsl(request.scope["query_string"].decode("latin-1")))
    try:
        if "_format" in asked:
            return Wish(_named_format(asked["_format"]))
        format_, says_so = _accepted(request)
        return Wish("xml" if not says_so and _sends(request) in XML_TYPES else format_)
    except Refusal:
        return _PLAIN


def _accepted(request: Request) -> tuple[Format, bool]:
    accept = _header(request, b"accept")
    if not accept or accept == "*/*":
        return "json", False
    found = format_of(accept)
    if found is None:
        if request.scope["path"].startswith("/fhir/Binary/") or b"_format=" in request.scope["query_string"]:
            return "json", False
        raise WrongMedia(NOT_ACCEPTABLE, f"Accept {accept[:100]} is not offered.", hint=_OFFERED)
    return found, True


_OFFERED = "Answers are application/fhir+json or application/fhir+xml, of FHIR 4.0."


@lru_cache(maxsize=256)
def format_of(accept: str) -> Format | None:
    """The offered format that an Accept header likes best, None when it takes neither."""
    best: tuple[float, int, int] | None = None
    chosen: Format | None = None
    for place, (media, version, weight) in enumerate(_ranges(accept)):
        format_, precision = _range(media)
        if format_ is None or weight <= 0 or (version and version not in VERSIONS):
            continue
        rank = (weight, precision, -place)
        if best is None or rank > best:
            best, chosen = rank, format_
    return chosen


def _ranges(accept: str) -> Iterator[tuple[str, str, float]]:
    for one in accept.lower().split(","):
        media, *parameters = (part.strip() for part in one.split(";"))
        named = dict(p.split("=", 1) for p in parameters if "=" in p)
        try:
            weight = float(named.get("q", "1"))
        except ValueError:
            weight = 0.0
        yield media, named.get("fhirversion", ""), weight


def _range(media: str) -> tuple[Format | None, int]:
    if media in JSON_TYPES:
        return "json", 2
    if media in XML_TYPES:
        return "xml", 2
    if media in ("*/*", "application/*", "*"):
        return "json", 0
    if media == "text/*":
        return "xml", 0
    return ("json", 0) if media.endswith(ANSWERED_ELSEWHERE) else (None, 0)


def _told(wish: Wish, pairs: list[tuple[str, str]], request: Request) -> Wish:
    """The wish with what parameters say about it."""
    names = _taken(request)
    said = tuple((name, text) for name, text in pairs if name in names and (name, text) != ("_summary", "count"))
    given = dict(said)
    if len(given) < len(said):
        raise Refusal(Kind.MALFORMED, "_format, _pretty, _summary and _elements may be given once each.")
    if empty := [name for name, text in said if not text.strip(" ,")]:
        raise Refusal(Kind.MALFORMED, f"The parameter {empty[0]} has no value.")
    format_ = _named_format(given["_format"]) if "_format" in given else wish.format
    pretty = given.get("_pretty", "false")
    if pretty not in ("true", "false"):
        raise Refusal(Kind.MALFORMED, f"_pretty={pretty[:40]} is neither true nor false.")
    view = views.read_view(given.get("_summary", ""), given.get("_elements", ""), _type_in(request))
    if view and view.summary == "text" and any(name.startswith(("_include", "_revinclude")) for name, _ in pairs):
        raise Refusal(Kind.MALFORMED, "_summary=text is not asked for together with _include or _revinclude.")
    return Wish(format_, pretty == "true", view or wish.view, wish.said + said)


def _taken(request: Request) -> tuple[str, ...]:
    """The parameters that are the door's: a part is given of what is read, never of what is written."""
    reads = request.method in ("GET", "HEAD") or request.scope["path"].endswith("/_search")
    return _PRESENTATION if reads else _PRESENTATION[:2]


def _type_in(request: Request) -> str:
    parts = request.scope["path"].split("/")
    own = len(parts) < 5 or parts[4].startswith("_history")
    return parts[2] if len(parts) > 2 and own and "$" not in request.scope["path"] else ""


def _named_format(text: str) -> Format:
    media = text.replace(" ", "+").partition(";")[0].lower()
    if media in ("json", *JSON_TYPES):
        return "json"
    if media in ("xml", *XML_TYPES):
        return "xml"
    raise WrongMedia(NOT_ACCEPTABLE, f"_format={text[:40]} is not offered.", hint=_OFFERED)


def _sends(request: Request) -> str:
    return _header(request, b"content-type").partition(";")[0].strip().lower()


def _header(request: Request, name: bytes) -> str:
    """The first header of a name; read as it came, for this is on the way of every request."""
    for given, value in request.scope["headers"]:
        if given == name:
            return str(value, "latin-1")
    return ""


async def translated(request: Request, wish: Wish, read: Reader) -> tuple[Request, Wish]:
    """The request as it is behind the door: JSON, without the parameters of the answer's looks."""
    sent = _sends(request) if request.method in ("POST", "PUT", "PATCH") else ""
    if sent in XML_TYPES:
        _check_version(request)
        body = await read(request)
        large = len(body) > LARGE_BYTES
        request = _with_body(request, await to_thread(xml.to_json, body) if large else xml.to_json(body), FHIR_JSON)
    elif sent in JSON_TYPES and "fhirversion" in request.headers["content-type"].lower():
        _check_version(request)
    elif sent == FORM and request.scope["path"].endswith("/_search"):
        request, wish = await _form(request, wish, read)
    if wish.said:
        pairs = parse_qsl(request.scope["query_string"].decode("latin-1"), keep_blank_values=True)
        left = urlencode([pair for pair in pairs if pair not in wish.said])
        request = Request({**request.scope, "query_string": left.encode()}, request.receive)
    if not wish.plain:
        request.scope[UNPACKED] = True
    return request, wish


def _check_version(request: Request) -> None:
    (_, version, _), *_ = _ranges(request.headers["content-type"])
    if version and version not in VERSIONS:
        text = f"FHIR {version} is not read here."
        raise WrongMedia(UNSUPPORTED_MEDIA_TYPE, text, hint="Send FHIR 4.0.")


async def _form(request: Request, wish: Wish, read: Reader) -> tuple[Request, Wish]:
    """A search in a form, which may say there how its answer is to look."""
    body = await read(request)
    if len(body) <= LARGEST_FORM_BYTES and any(mark in body for mark in _MARKS):  # else the search refuses it
        pairs = list(parse_qsl(body.decode("latin-1"), keep_blank_values=True))
        wish = _told(wish, pairs, request)
        body = urlencode([p for p in pairs if p not in wish.said], encoding="latin-1").encode("latin-1")
    return _with_body(request, body, FORM), wish


def _with_body(request: Request, body: bytes, media: str) -> Request:
    """The same request with another body, which is not packed."""
    named = (b"content-type", b"content-length", b"content-encoding", b"transfer-encoding")
    headers = [(name, value) for name, value in request.scope["headers"] if name.lower() not in named]
    headers += [(b"content-type", media.encode()), (b"content-length", str(len(body)).encode())]
    left: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> Message:
        return left.pop() if left else await request.receive()

    return Request({**request.scope, "headers": headers}, receive)


def dressed(response: Response, wish: Wish) -> Response:
    """The answer as it was wished for; what is not FHIR JSON stays as it is."""
    body = getattr(response, "body", b"")
    if wish.plain or not body or not response.headers.get("content-type", "").startswith("application/fhir+json"):
        return response
    body = bytes(body)
    if wish.view is not None or wish.said:
        kind = _bundle_kind(body)
        if wish.view is not None and response.status_code < 300:
            body = wish.view.of_bundle(body) if kind else wish.view.of(body)
        if kind:
            body = _linked(body, wish)
    if wish.format == "xml":
        body = xml.from_json(body, pretty=wish.pretty)
        response.headers["Content-Type"] = FHIR_XML
    elif wish.pretty:
        body = msgspec.json.format(body, indent=2)
    response.body = body
    response.headers["Content-Length"] = str(len(body))
    return response


class _Kind(msgspec.Struct):
    resourceType: str = ""
    type: msgspec.Raw = msgspec.Raw(b"")


_kind = msgspec.json.Decoder(_Kind)


def _bundle_kind(body: bytes) -> bool:
    """Whether this is the answer of a search or a history, rather than a resource."""
    if not body.startswith(b'{"resourceType":"Bundle"'):
        return False
    return bytes(_kind.decode(body).type) in (b'"searchset"', b'"history"')


def _linked(body: bytes, wish: Wish) -> bytes:
    """The links of a Bundle with the parameters that were taken off on the way in."""
    bundle = msgspec.json.decode(body, type=dict[str, msgspec.Raw])
    if "link" not in bundle:
        return body
    links = msgspec.json.decode(bundle["link"])
    extra = urlencode(wish.said)
    for link in links:
        link["url"] += ("&" if "?" in link["url"] else "?") + extra
    return msgspec.json.encode({**bundle, "link": links})
