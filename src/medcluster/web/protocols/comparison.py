"""How do two versions stand beside each other on a page?

Promise: pure: the differences as blocks, with the ways to other comparisons. Must not know: HTTP, services.
"""

from __future__ import annotations

from medcluster.protocol import Version, difference, unchanged
from medcluster.web.frame.context import Frame, Link
from medcluster.web.protocols import changes
from medcluster.web.protocols.context import DifferenceContext
from medcluster.web.protocols.reading import LibraryReader, earlier_than, page_href
from medcluster.web.vocabulary import text_of

ORIGIN = "origin"


def comparison(
    old: Version,
    new: Version,
    versions: list[Version],
    original: Version | None,
    reader: LibraryReader,
    frame: Frame,
) -> DifferenceContext:
    """The page. `versions`: all of the protocol; `original`: the partner's, when its text came along."""
    words = reader.words
    found = difference(old, new)
    adapted = old.name != new.name
    return DifferenceContext(
        frame=frame,
        title=text_of(new.title, words.language),
        old=_original_name(old, reader) if adapted else old.version,
        new=new.version,
        open_href=page_href(new),
        tabs=_tabs(old, new, versions, original, reader),
        action=f"/protocols/{new.name}/difference",
        choices=_choices(versions, original, reader),
        old_key=ORIGIN if adapted else old.version,
        new_key=new.version,
        headline=changes.headline(found, words),
        summary=changes.summary(found, words),
        changes=changes.step_changes(found, old, new, words),
        unchanged=tuple(text_of(one.title, words.language) for one in unchanged(old, new)),
        whose=changes.whose_work(found, words),
        still=()
        if reader.running is None or adapted
        else tuple((one.version, reader.running.get((one.name, one.version), 0)) for one in (old, new)),
    )


def _original_name(original: Version, reader: LibraryReader) -> str:
    return reader.words.gettext("partner’s %(version)s") % {"version": original.version}


def _from_to(old: str, new: Version, reader: LibraryReader) -> str:
    return reader.words.gettext("%(old)s → %(new)s") % {"old": old, "new": new.version}


def _tabs(
    old: Version, new: Version, versions: list[Version], original: Version | None, reader: LibraryReader
) -> tuple[Link, ...]:
    base, found = f"/protocols/{new.name}/difference", []
    earlier = earlier_than(new, versions)
    if earlier:
        href = f"{base}?from={earlier.version}&to={new.version}"
        found.append(Link(href, _from_to(earlier.version, new, reader), old is earlier))
    if original:
        href = f"{base}?from={ORIGIN}&to={new.version}"
        found.append(Link(href, _from_to(_original_name(original, reader), new, reader), old.name != new.name))
    return tuple(found)


def _choices(versions: list[Version], original: Version | None, reader: LibraryReader) -> tuple[tuple[str, str], ...]:
    found = [(one.version, one.version) for one in versions]
    return tuple([*found, (ORIGIN, _original_name(original, reader))] if original else found)
