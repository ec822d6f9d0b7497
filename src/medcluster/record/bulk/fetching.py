"""How is a file fetched that lies elsewhere?

Promise: from where `Outgoing` permits, and from that machine alone; redirections are not followed; a line that breaks
is tried again; the file is there whole or not at all. Must not know: what is in it.
"""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import httpx

from medcluster.foundation import Kind, Outgoing, Place, Refusal

_TRIES, _PAUSE_SECONDS = 3, 2.0
_TIMES = httpx.Timeout(30.0, read=120.0)


async def fetch(url: str, path: Path, allowed: Outgoing) -> None:
    """Bring a file here, for the owner of the process alone; tried again when the line breaks."""
    for attempt in range(1, _TRIES + 1):
        place = await _place(url, allowed)
        try:
            await _stream(place, path)
        except (httpx.TransportError, OSError) as error:
            if attempt == _TRIES:
                raise Refusal(Kind.UNSUPPORTED, f"{place.name} could not be fetched from: {error}.") from error
            await asyncio.sleep(_PAUSE_SECONDS * attempt)
        else:
            return


async def _place(url: str, allowed: Outgoing) -> Place:
    """A name that cannot be looked up is this file's failure: the job goes on with the others."""
    try:
        return await allowed.pinned(url)
    except Refusal as refusal:
        if refusal.kind is not Kind.UNAVAILABLE:
            raise
        raise Refusal(Kind.UNSUPPORTED, refusal.text, hint="Check the address.") from refusal


async def _stream(place: Place, path: Path) -> None:
    headers = {"Host": place.host, "Accept": "application/fhir+ndjson, application/x-ndjson, */*;q=0.5"}
    unfinished = path.with_name(path.name + ".part")
    async with (
        httpx.AsyncClient(timeout=_TIMES, trust_env=False, follow_redirects=False) as client,
        client.stream("GET", place.url, headers=headers, extensions={"sni_hostname": place.name}) as answer,
    ):
        if answer.status_code != 200:
            raise Refusal(Kind.UNSUPPORTED, f"{place.name} answered {answer.status_code}, not with a file.")
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            async for piece in answer.aiter_bytes(1 << 18):
                stream.write(piece)
    unfinished.rename(path)
