"""Which codes are in a value set?

Promise: `expand` lists what it holds, in the order of its parts, a page at a time by the code system itself where the
value set is a selection of one. The parts of an include all hold, includes are united, excludes taken away. Must not
know: databases, HTTP. Source: http://hl7.org/fhir/R4/valueset.html#composition and #expansion.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from medcluster.fhir.terminology.membership import part_holds
from medcluster.fhir.terminology.model import CodeSystem, Coding, Concept, Designation, Listed, Selection
from medcluster.fhir.terminology.refusals import not_listable, not_too_many, unknown_system
from medcluster.fhir.terminology.resolving import Resolved, ResolvedPart
from medcluster.fhir.terminology.words import said, wording

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """A code of an expansion."""

    system: str
    version: str
    code: str
    display: str = ""
    inactive: bool = False
    abstract: bool = False
    designations: tuple[Designation, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """How an expansion is wanted: see $expand. whole: with designations; count None is everything."""

    words: tuple[str, ...] = ()
    active_only: bool = False
    selectable_only: bool = False
    whole: bool = False
    exclude_systems: frozenset[str] = frozenset()
    offset: int = 0
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Expansion:
    """A page of the codes of a value set and how many there are."""

    total: int
    entries: Sequence[Entry]


async def expand(resolved: Resolved, asked: Asked) -> Expansion:
    """The codes of a value set."""
    direct = await _of_one_system(resolved, asked)
    if direct is not None:
        return direct
    entries = list((await _entries(resolved, replace(asked, offset=0, count=None))).values())
    end = None if asked.count is None else asked.offset + asked.count
    return Expansion(len(entries), entries[asked.offset : end])


async def _of_one_system(resolved: Resolved, asked: Asked) -> Expansion | None:
    """A value set that is a selection of one system is paged by the system itself, however large it is."""
    if len(resolved.include) != 1 or resolved.exclude or asked.count is None:
        return None
    only = resolved.include[0]
    if only.inner or only.part.listed or only.system is None or only.part.system in asked.exclude_systems:
        return None
    selection = _selection(resolved, only, asked, asked.offset, asked.count)
    found = await _listable(only).select(selection)
    return Expansion(found.total, [_entry(only.system, one) for one in found.concepts])


def _selection(
    resolved: Resolved, part: ResolvedPart, asked: Asked, offset: int = 0, limit: int | None = None
) -> Selection:
    active = asked.active_only or resolved.value_set.inactive is False
    return Selection(part.part.filters, asked.words, active, asked.selectable_only, offset, limit, asked.whole)


def _listable(part: ResolvedPart) -> CodeSystem:
    if part.system is None:
        raise unknown_system(part.named)
    if not part.system.enumerable:
        raise not_listable(part.part.system)
    if part.system.content == "not-present":
        raise unknown_system(part.named)
    return part.system


async def _entries(resolved: Resolved, asked: Asked) -> dict[Key, Entry]:
    if resolved.value_set.expansion is not None:
        return _stored(resolved.value_set.expansion, asked)
    found: dict[Key, Entry] = {}
    for part in resolved.include:
        for key, entry in (await _included(resolved, part, asked)).items():
            found.setdefault(key, entry)
        not_too_many(len(found))
    for part in resolved.exclude:
        if found:
            await _take_away(resolved, part, found)
    return found


def _stored(expansion: Iterable[Coding], asked: Asked) -> dict[Key, Entry]:
    entries = [Entry(one.system, one.version, one.code, one.display) for one in expansion]
    return {(e.system, e.code): e for e in entries if e.system not in asked.exclude_systems and _is_said(e, asked)}


def _is_said(entry: Entry, asked: Asked) -> bool:
    return not asked.words or said(
        asked.words, wording(Concept(entry.code, entry.display, designations=entry.designations))
    )


async def _included(resolved: Resolved, part: ResolvedPart, asked: Asked) -> dict[Key, Entry]:
    """What one include holds: its system's part, and of that what every value set holds too."""
    if part.part.system in asked.exclude_systems and part.part.system:
        return {}
    inner = list(part.inner)
    if not part.part.system or (part.system is not None and not part.system.enumerable and not part.part.listed):
        if not inner:
            raise not_listable(part.part.system)
        found = await _entries(inner.pop(0), asked)
        found = await _kept_by_system(part, found)
    else:
        found = await _of_system(resolved, part, asked)
    for one in inner:
        others = await _entries(one, replace(asked, words=(), whole=False))
        found = {key: entry for key, entry in found.items() if key in others}
    return found


async def _kept_by_system(part: ResolvedPart, found: dict[Key, Entry]) -> dict[Key, Entry]:
    if part.system is None:
        return found
    url, filters = part.part.system, part.part.filters
    return {k: e for k, e in found.items() if e.system == url and await part.system.meets(e.code, filters)}


async def _of_system(resolved: Resolved, part: ResolvedPart, asked: Asked) -> dict[Key, Entry]:
    if part.part.listed:
        return await _listed(resolved, part, asked)
    system = _listable(part)
    found = await system.select(_selection(resolved, part, asked))
    return {(system.url, one.code): _entry(system, one) for one in found.concepts}


async def _listed(resolved: Resolved, part: ResolvedPart, asked: Asked) -> dict[Key, Entry]:
    active = asked.active_only or resolved.value_set.inactive is False
    whole = asked.whole or bool(asked.words)
    codes = [one.code for one in part.part.listed]
    known = await part.system.concepts(codes, whole=whole) if part.system else {}
    version = part.system.version if part.system else part.part.version
    found: dict[Key, Entry] = {}
    for one in part.part.listed:
        entry = _listed_entry(part.part.system, version, one, known.get(one.code))
        if (active and entry.inactive) or (asked.selectable_only and entry.abstract) or not _is_said(entry, asked):
            continue
        found[(part.part.system, one.code)] = entry
    return found


def _listed_entry(system: str, version: str, listed: Listed, concept: Concept | None) -> Entry:
    if concept is None:
        return Entry(system, version, listed.code, listed.display, designations=listed.designations)
    return Entry(
        system,
        version,
        listed.code,
        listed.display or concept.display,
        concept.inactive,
        concept.abstract,
        (*listed.designations, *concept.designations),
    )


def _entry(system: CodeSystem, one: Concept) -> Entry:
    return Entry(system.url, system.version, one.code, one.display, one.inactive, one.abstract, one.designations)


async def _take_away(resolved: Resolved, part: ResolvedPart, found: dict[Key, Entry]) -> None:
    """Take an exclude's codes out; each is asked for where its system cannot be listed."""
    if part.system is not None and not part.system.enumerable and not part.part.listed:
        gone = {k for k in found if (await part_holds(part, *k)).holds}
    else:
        plain = replace(resolved, value_set=replace(resolved.value_set, inactive=None))
        gone = set(await _included(plain, part, Asked()))
    for key in gone & found.keys():
        del found[key]
