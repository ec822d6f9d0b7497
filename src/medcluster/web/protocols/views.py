"""What do the pages about protocols answer to a request?

Promise: the room's versions become contexts; counts are read only for those who may see them. Must not know: how a
version came to be.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from medcluster.cluster import Right, check_may, may
from medcluster.foundation import Kind, Refusal
from medcluster.protocol import Version, origin_of
from medcluster.record import Handle
from medcluster.web.frame.building import frame_of
from medcluster.web.places import places_of
from medcluster.web.platform import platform_of
from medcluster.web.protocols.comparison import ORIGIN, comparison
from medcluster.web.protocols.context import ListContext
from medcluster.web.protocols.reading import LibraryReader, earlier_than, head_of, list_rows, page_href, protocol_page
from medcluster.web.responses import render, see
from medcluster.web.security import page


async def show(request: Request) -> Response:
    """The library."""
    reader, versions = await _library(request)
    context = ListContext(frame=frame_of(request, "protocols"), rows=list_rows(versions, reader))
    return render(context, request.state.words)


async def show_head(request: Request) -> Response:
    """The version that is in force: an address that stays."""
    every = await _versions(request)
    return see(page_href(head_of(_of_name(every, request.path_params["name"]))))


async def show_version(request: Request) -> Response:
    """One version."""
    reader, every = await _library(request)
    versions = _of_name(every, request.path_params["name"])
    version = _of_number(versions, request.path_params["version"])
    frame = frame_of(request, "protocols")
    return render(protocol_page(version, versions, origin_of(version), reader, frame), request.state.words)


async def show_difference(request: Request) -> Response:
    """What changed between two versions, or since the partner's original."""
    reader, every = await _library(request)
    versions = _of_name(every, request.path_params["name"])
    wanted = request.query_params.get("to", "")
    new = _of_number(versions, wanted) if wanted else versions[0]
    asked = request.query_params.get("from", "")
    original = origin_of(new)
    old = original if asked == ORIGIN else _of_number(versions, asked) if asked else earlier_than(new, versions)
    if old is None:
        old = original
    if old is None:
        raise Refusal(Kind.NOT_FOUND, "This version has nothing before it to be compared with.")
    frame = frame_of(request, "protocols")
    return render(comparison(old, new, versions, original, reader, frame), request.state.words)


async def _library(request: Request) -> tuple[LibraryReader, tuple[Version, ...]]:
    versions = await _versions(request)
    handle: Handle = request.state.handle
    platform = platform_of(request)
    counted = may(handle.caller, Right.SEE_COUNTS)
    running = await platform.protocol.running(handle) if counted else None
    people = {one.practitioner: one.latin or one.name for one in await platform.directory.workers(handle)}
    names = (await places_of(request)).names
    return LibraryReader(request.state.words, names, people, running), versions


async def _versions(request: Request) -> tuple[Version, ...]:
    handle: Handle = request.state.handle
    check_may(handle.caller, Right.SEE_PROTOCOLS)
    return await platform_of(request).protocol.versions(handle)


def _of_name(versions: tuple[Version, ...], name: str) -> list[Version]:
    found = [one for one in versions if one.name == name]
    if not found:
        raise Refusal(Kind.NOT_FOUND, "There is no such protocol.")
    return found


def _of_number(versions: list[Version], number: str) -> Version:
    for one in versions:
        if one.version == number:
            return one
    raise Refusal(Kind.NOT_FOUND, "There is no such version.")


ROUTES: tuple[BaseRoute, ...] = (
    Route("/protocols", page(show), methods=["GET"]),
    Route("/protocols/{name}", page(show_head), methods=["GET"]),
    Route("/protocols/{name}/difference", page(show_difference), methods=["GET"]),
    Route("/protocols/{name}/{version}", page(show_version), methods=["GET"]),
)
