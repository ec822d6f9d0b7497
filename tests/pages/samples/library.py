"""The protocols, as they are shipped."""

from __future__ import annotations

from collections.abc import Callable

from medcluster.cluster import demonstration
from medcluster.foundation import Words
from medcluster.protocol import Version, compiled, library, origin_of
from medcluster.web.environment import Context
from medcluster.web.protocols.comparison import comparison
from medcluster.web.protocols.context import DifferenceContext, ListContext, ProtocolContext
from medcluster.web.protocols.reading import LibraryReader, list_rows, protocol_page
from medcluster.web.vocabulary import text_of
from tests.pages.samples.framing import frame_of

RUNNING = {("hip-fast-track", "2.1.0"): 148, ("hip-fast-track", "2.0.0"): 23, ("knee-fast-track", "1.4.0"): 96}


def library_reader(words: Words) -> LibraryReader:
    """For whom protocols are written."""
    names = {one.id: text_of(one.name, words.language) for one in demonstration().participants}
    return LibraryReader(words, names, {"levin": "Antoine Levin"}, RUNNING)


def _shipped() -> tuple[Version, ...]:
    keys = sorted((key for key in library() if "/origin-" not in key), reverse=True)
    return tuple(sorted((compiled(key) for key in keys), key=lambda one: one.name))


def protocols(words: Words) -> ListContext:
    """The shipped library."""
    return ListContext(frame_of(words, "protocols"), list_rows(_shipped(), library_reader(words)))


def _page(words: Words, key: str) -> ProtocolContext:
    version = compiled(key)
    versions = [one for one in _shipped() if one.name == version.name]
    frame = frame_of(words, "protocols")
    return protocol_page(version, versions, origin_of(version), library_reader(words), frame)


def protocol(words: Words) -> ProtocolContext:
    """The hip."""
    return _page(words, "hip-fast-track/2.1.0")


def protocol_cycles(words: Words) -> ProtocolContext:
    """A course with cycles."""
    return _page(words, "chemotherapy-fec-docetaxel/1.0.0")


def protocol_long(words: Words) -> ProtocolContext:
    """One whose anchors follow each other."""
    return _page(words, "childhood-leukaemia/1.0.0")


def _difference(words: Words, old: Version) -> DifferenceContext:
    new = compiled("hip-fast-track/2.1.0")
    versions = [one for one in _shipped() if one.name == new.name]
    frame = frame_of(words, "protocols")
    return comparison(old, new, versions, origin_of(new), library_reader(words), frame)


def difference(words: Words) -> DifferenceContext:
    """From 2.0 to 2.1."""
    return _difference(words, compiled("hip-fast-track/2.0.0"))


def difference_origin(words: Words) -> DifferenceContext:
    """From the partner's original."""
    return _difference(words, compiled("hip-fast-track/origin-4.0"))


GALLERY: dict[str, Callable[[Words], Context]] = {
    "protocols": protocols,
    "protocol": protocol,
    "protocol-cycles": protocol_cycles,
    "protocol-long": protocol_long,
    "difference": difference,
    "difference-origin": difference_origin,
}
