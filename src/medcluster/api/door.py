"""Who knocks at the API, and how big may a request be?

Promise: every endpoint of the API is reached through `door`: it finds the caller (bearer token; a session cookie only
for reading, since a foreign page could send it), opens the record for that caller, bounds the body, and turns each
refusal into an OperationOutcome. Nothing here knows a clinical noun.
"""

from __future__ import annotations

import gzip
import logging
import zlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from medcluster import record
from medcluster.api.outcome import refuse
from medcluster.api.platform import Platform, platform_of
from medcluster.foundation import Issue, Kind, Refusal

LARGEST_BODY_BYTES = 64 * 1024 * 1024
SAFE_METHODS = frozenset({"GET", "HEAD"})
SESSION_COOKIE = "medcluster_session"

log = logging.getLogger("medcluster.api")


@dataclass(frozen=True, slots=True)
class Visit:
    """One request with the rights that travel with it."""

    request: Request
    platform: Platform
    handle: record.Handle

    @property
    def base(self) -> str:
        """The address of the FHIR service as the client wrote it."""
        url = self.request.url
        return f"{url.scheme}://{url.netloc}/fhir"


Endpoint = Callable[[Visit], Awaitable[Response]]


def door(endpoint: Endpoint) -> Callable[[Request], Awaitable[Response]]:
    """Wrap an endpoint so that it is reached only by a known caller, and only fails in FHIR's words."""

    async def enter(request: Request) -> Response:
        try:
            platform = platform_of(request)
            caller = await _caller(request, platform)
            return await endpoint(Visit(request, platform, platform.record.open_for(caller)))
        except Refusal as refusal:
            return refuse(refusal)
        except ClientDisconnect:
            return Response(status_code=499)
        except Exception:
            log.exception("unexpected failure at %s %s", request.method, request.scope.get("route_name", "fhir"))
            return _failed()

    return enter


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
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        caller = await platform.accounts.caller_of_token(token.strip())
    elif request.method in SAFE_METHODS and (cookie := request.cookies.get(SESSION_COOKIE)):
        caller = await platform.accounts.caller_of_session(cookie)
    else:
        caller = None
    if caller is None:
        raise Refusal(
            Kind.UNAUTHENTICATED,
            "A valid bearer token is needed.",
            hint="An administrator makes one with `medcluster token --role interface --participant ID`.",
        )
    return caller


async def body_of(request: Request) -> bytes:
    """The request's body, unpacked when it is gzip; refused beyond `LARGEST_BODY_BYTES` before it is all in memory."""
    chunks: list[bytes] = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > LARGEST_BODY_BYTES:
            raise _too_large()
        chunks.append(chunk)
    data = b"".join(chunks)
    if request.headers.get("content-encoding", "").lower() == "gzip":
        return _unpacked(data)
    return data


def _unpacked(data: bytes) -> bytes:
    machine = zlib.decompressobj(wbits=31)
    try:
        plain = machine.decompress(data, LARGEST_BODY_BYTES)
    except zlib.error as fault:
        raise Refusal(Kind.MALFORMED, "The body is not valid gzip.") from fault
    if machine.unconsumed_tail:
        raise _too_large()
    if not machine.eof:
        raise Refusal(Kind.MALFORMED, "The gzip body ends too early.")
    return plain


def _too_large() -> Refusal:
    limit = LARGEST_BODY_BYTES // (1024 * 1024)
    return Refusal(Kind.TOO_LARGE, f"The body is larger than {limit} MiB.", hint="Send it in several bundles.")


def packed(request: Request, response: Response) -> Response:
    """The answer, gzipped when the client asked for it and it is worth the work."""
    body = bytes(response.body)
    if len(body) < 1400 or "gzip" not in request.headers.get("accept-encoding", ""):
        return response
    response.body = gzip.compress(body, compresslevel=1)
    response.headers["Content-Encoding"] = "gzip"
    response.headers["Content-Length"] = str(len(response.body))
    response.headers["Vary"] = "Accept-Encoding"
    return response
