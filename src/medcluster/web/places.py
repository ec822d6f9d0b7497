"""What are the cluster's hospitals called for this reader, and which versions of protocols are there?

Promise: small dictionaries that several pages need, each read by one query. Must not know: what a page shows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request

from medcluster.cluster import Participant, ParticipantKind
from medcluster.foundation import Words
from medcluster.protocol import Version
from medcluster.web.board.rows import Reader
from medcluster.web.dates import Calendar
from medcluster.web.frame.building import zone_of
from medcluster.web.platform import platform_of
from medcluster.web.vocabulary import text_of

CARING = frozenset(
    {ParticipantKind.HOSPITAL, ParticipantKind.CLINIC, ParticipantKind.DIAGNOSTICS, ParticipantKind.INSURER}
)


@dataclass(frozen=True)
class Places:
    """The participants by id."""

    participants: tuple[Participant, ...]
    words: Words

    @property
    def names(self) -> Mapping[str, str]:
        """Every participant's name."""
        return {one.id: text_of(one.name, self.words.language) for one in self.participants}

    def caring(self, *kinds: ParticipantKind) -> tuple[tuple[str, str], ...]:
        """Those that care for patients, the open ones first."""
        wanted = frozenset(kinds) or CARING
        found = sorted((one for one in self.participants if one.kind in wanted), key=lambda one: not one.open)
        return tuple((one.id, text_of(one.name, self.words.language)) for one in found)


async def places_of(request: Request) -> Places:
    """The cluster's participants."""
    return Places(tuple(await platform_of(request).directory.participants()), request.state.words)


def calendar_of(request: Request) -> Calendar:
    """The calendar of this reader."""
    return Calendar(request.state.words, zone_of(request))


async def reader_of(request: Request, places: Places) -> Reader:
    """Everything that turns rows into words."""
    platform = platform_of(request)
    versions = await platform.protocol.versions(request.state.handle)
    pinned: dict[tuple[str, str], Version] = {(one.name, one.version): one for one in versions}
    return Reader(request.state.words, calendar_of(request), platform.clock.now(), pinned, places.names)
