"""Who knocks at the API, and how big may a request be?

Promise: every endpoint of the API is reached through `door`: it finds the caller (bearer token; a session cookie only
for reading, since a foreign page could send it), opens the record for that caller, bounds the body, and turns each
refusal into an OperationOutcome. Behind it all is FHIR JSON (`formats`). Nothing here knows a clinical noun.
"""

from __future__ import annotations

import gzip
import logging
import zlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import wraps

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from medcluster import cluster, record
from medcluster.api import formats
from medcluster.api.addresses import own_addresses
from medcluster.api.outcome import UNSUPPORTED_MEDIA_TYPE, WrongMedia, refuse
from medcluster.api.platform import Platform, platform_of
from medcluster.fhir.types import NO_ADDRESSES, OwnAddresses
from medcluster.foundation import Issue, Kind, Refusal

LARGEST_BODY_BYTES = 64 * 1024 * 1024
PIECE_BYTES, MOST_MEMBERS = 16 * 1024, 10_000
SMALLEST_PACKED_BYTES = 1400  # what fits into one packet anyway
SAFE_METHODS = frozenset({"GET", "HEAD"})
SESSION_COOKIE = "medcluster_session"
HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}

log = logging.getLogger("medcluster.api")


@dataclass(frozen=True, slots=True)
class Visit:
    """One request with the rights that travel with it."""

    request: Request
    platform: Platform
    handle: record.Handle
    own: OwnAddresses = NO_ADDRESSES

    @property
    def base(self) -> str:
        """The address of the FHIR service as the client wrote it."""
        url = self.request.url
        return f"{url.scheme}://{url.netloc}/fhir"


Endpoint = Callable[[Visit], Awaitable[Response]]


def door(endpoint: Endpoint) -> Callable[[Request], Awaitable[Response]]:
    """Wrap an endpoint so that it is reached only by a known caller, and only fails in FHIR's words."""

    @wraps(endpoint)
    async def enter(request: Request) -> Response:
        response = await negotiated(request, answered, known_body, known)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    async def known(request: Request) -> None:
        await _caller(request, platform_of(request))

    async def known_body(request: Request) -> bytes:
        await known(request)  # of strangers nothing is read
        return await body_of(request)

    async def answered(request: Request) -> Response:
        try:
            platform = platform_of(request)
            caller = await _caller(request, platform)
            own = own_addresses(request, platform.settings)
            return await endpoint(Visit(request, platform, platform.record.open_for(caller, own=own), own))
        except Refusal as refusal:
            return refuse(refusal)
        except ClientDisconnect:
            return Response(status_code=499)
        except Exception:
            log.exception("api.failed")
            return _failed()

    return enter


async def negotiated(
    request: Request,
    answered: formats.Answer,
    read: formats.Reader,
    known: Callable[[Request], Awaitable[None]] | None = None,
) -> Response:
    """The answer in the format that was asked for, to a request in the format in which it came.

    read: its body; known: refuses strangers, who are told nothing else about their request.
    """
    try:
        request, wish = await formats.translated(request, formats.wish_of(request), read)
    except Refusal as refusal:
        return formats.dressed(refuse(await _first(request, refusal, known)), formats.wish_of_refusal(request))
    except ClientDisconnect:
        return Response(status_code=499)
    response = await answered(request)
    if wish.plain:
        return response
    del request.scope[formats.UNPACKED]
    return packed(request, formats.dressed(response, wish))


async def _first(request: Request, refusal: Refusal, known: Callable[[Request], Awaitable[None]] | None) -> Refusal:
    """What is to be said before it."""
    try:
        if known is not None:
            await known(request)
    except Refusal as stranger:
        return stranger
    return refusal


def _failed() -> Response:
    response = refuse(
        Refusal(
            Kind.UNAVAILABLE,
            "The server could not finish this request.",
            hint="Nothing was stored; its log says why.",
            issues=(Issue("The server could not finish this request.", code="exception", severity="fatal"),),
        )
    )
    response.status_code = 500
    return response


async def _caller(request: Request, platform: Platform) -> record.Caller:
    caller = await caller_of(request, platform)
    if caller is None:
        raise Refusal(
            Kind.UNAUTHENTICATED,
            "A valid bearer token is needed.",
            hint="An administrator makes one with `medcluster token --role interface --participant ID`.",
        )
    return caller


async def caller_of(request: Request, platform: Platform, *, active: bool = True) -> record.Caller | None:
    """Who knocks; `active=False` asks again without keeping a session awake."""
    caller = await _known(request, platform, active=active)
    return cluster.without_pages(caller) if caller else None


async def _known(request: Request, platform: Platform, *, active: bool) -> record.Caller | None:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return await platform.accounts.caller_of_token(token.strip())
    if request.method in SAFE_METHODS and (cookie := request.cookies.get(SESSION_COOKIE)):
        return await platform.accounts.caller_of_session(cookie, active=active)
    return None


async def body_of(request: Request, *, at_most: int = LARGEST_BODY_BYTES) -> bytes:
    """The request's body, unpacked when it is gzip; refused beyond `at_most` before it is all in memory."""
    encoding = request.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("gzip", "identity", ""):
        text = f"Content-Encoding {encoding} is not read here."
        raise WrongMedia(UNSUPPORTED_MEDIA_TYPE, text, hint="Send it plain, or packed with gzip.")
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > at_most:
        raise _too_large(at_most)
    chunks: list[bytes] = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > at_most:
            raise _too_large(at_most)
        chunks.append(chunk)
    data = b"".join(chunks)
    return unpacked(data, at_most) if encoding == "gzip" else data


def unpacked(data: bytes, at_most: int) -> bytes:
    """Every member of a gzip stream, one after the other (RFC 1952); read in pieces, so that members cost no copies."""
    parts: list[bytes] = []
    left, members = at_most, 1
    machine = zlib.decompressobj(wbits=31)
    for start in range(0, len(data), PIECE_BYTES):
        piece = data[start : start + PIECE_BYTES]
        while piece:
            if machine.eof:
                machine, members = zlib.decompressobj(wbits=31), members + 1
            try:
                parts.append(machine.decompress(piece, left + 1))
            except zlib.error as fault:
                raise Refusal(Kind.MALFORMED, "The body is not valid gzip.") from fault
            left -= len(parts[-1])
            if left < 0 or members > MOST_MEMBERS:
                raise _too_large(at_most)
            piece = machine.unused_data if machine.eof else machine.unconsumed_tail
    if not machine.eof:
        raise Refusal(Kind.MALFORMED, "The gzip body ends too early.")
    return b"".join(parts)


def _too_large(at_most: int) -> Refusal:
    limit = at_most // (1024 * 1024)
    return Refusal(Kind.TOO_LARGE, f"The body is larger than {limit} MiB.", hint="Send less at once.")


def packed(request: Request, response: Response) -> Response:
    """The answer, gzipped when the client asked for it and it is worth the work."""
    if formats.UNPACKED in request.scope or not hasattr(response, "body"):
        return response
    body = bytes(response.body)
    response.headers["Vary"] = "Accept-Encoding"
    if len(body) < SMALLEST_PACKED_BYTES or not _takes_gzip(request.headers.get("accept-encoding", "")):
        return response
    response.body = gzip.compress(body, compresslevel=1)
    response.headers["Content-Encoding"] = "gzip"
    response.headers["Content-Length"] = str(len(response.body))
    return response


def _takes_gzip(accepted: str) -> bool:
    for one in accepted.split(","):
        name, _, weight = one.replace(" ", "").lower().partition(";q=")
        if name == "gzip":
            return weight.rstrip("0.") != "" if weight else True
    return False
