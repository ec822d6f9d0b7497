"""Which codes are in a value set, and is this one?

Promise: `resolve` finds everything a value set leads to, refusing a circle; `expand` lists what it holds, in the order
of its parts; `member` answers for one code without listing anything, and says so when nobody can know because a code
system is not loaded. Sets are what R4 says: the parts of an include all hold, includes are united, excludes taken
away. Must not know: databases, HTTP. Source: http://hl7.org/fhir/R4/valueset.html#composition and #expansion.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count

from medcluster.fhir.terminology.definitions import canonical, digest_of
from medcluster.fhir.terminology.model import (
    CodeSystem,
    Coding,
    Concept,
    Designation,
    Listed,
    Part,
    Selection,
    Source,
    ValueSet,
)
from medcluster.fhir.terminology.refusals import (
    malformed,
    not_listable,
    not_too_many,
    unknown_system,
    unknown_value_set,
)
from medcluster.fhir.terminology.words import said, wording

DEEPEST = 32  # value sets within value sets
MOST_VALUE_SETS = 500  # in one, each as often as it is named
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class ResolvedPart:
    """A part with the system and the value sets that it names."""

    part: Part
    system: CodeSystem | None
    inner: tuple[Resolved, ...]


@dataclass(frozen=True, slots=True)
class Resolved:
    """A value set with everything it leads to; the digest is that of all of it."""

    value_set: ValueSet
    include: tuple[ResolvedPart, ...]
    exclude: tuple[ResolvedPart, ...]
    digest: str

    def systems(self) -> dict[str, CodeSystem]:
        """Every code system it leads to, by url."""
        found: dict[str, CodeSystem] = {}
        for part in (*self.include, *self.exclude):
            if part.system is not None:
                found[part.system.url] = part.system
            for one in part.inner:
                found |= one.systems()
        return found


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


@dataclass(frozen=True, slots=True)
class Membership:
    """Whether a code is in a value set: None where nobody can know, and then why."""

    holds: bool | None
    system: str = ""
    concept: Concept | None = None
    reason: str = ""


async def resolve(source: Source, value_set: ValueSet) -> Resolved:
    """Find what a value set leads to."""
    return await _resolve(source, value_set, (), count(1))


async def _resolve(source: Source, value_set: ValueSet, trail: tuple[str, ...], met: Iterator[int]) -> Resolved:
    if next(met) > MOST_VALUE_SETS:
        raise malformed(f"More than {MOST_VALUE_SETS} value sets are named within {trail[0] or 'a value set'}.")
    if value_set.url and value_set.url in trail:
        raise malformed(f"The value set {value_set.url} includes itself.")
    if len(trail) > DEEPEST:
        raise malformed(f"More than {DEEPEST} value sets lie within each other at {value_set.url}.")
    below = (*trail, value_set.url)
    include = tuple([await _resolved(source, part, below, met) for part in value_set.include])
    exclude = tuple([await _resolved(source, part, below, met) for part in value_set.exclude])
    told = [[p.system.digest if p.system else "", *(one.digest for one in p.inner)] for p in (*include, *exclude)]
    return Resolved(value_set, include, exclude, digest_of([value_set.digest, told]))


async def _resolved(source: Source, part: Part, trail: tuple[str, ...], met: Iterator[int]) -> ResolvedPart:
    system = await source.code_system(part.system, part.version) if part.system else None
    inner = []
    for named in part.value_sets:
        found = await source.value_set(*canonical(named))
        if found is None:
            raise unknown_value_set(named)
        inner.append(await _resolve(source, found, trail, met))
    return ResolvedPart(part, system, tuple(inner))


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
        raise unknown_system(_named(part))
    if not part.system.enumerable:
        raise not_listable(part.part.system)
    if part.system.content == "not-present":
        raise unknown_system(_named(part))
    return part.system


def _named(part: ResolvedPart) -> str:
    return f"{part.part.system}|{part.part.version}" if part.part.version else part.part.system


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
        gone = {k for k in found if (await _part_holds(part, *k)).holds}
    else:
        plain = replace(resolved, value_set=replace(resolved.value_set, inactive=None))
        gone = set(await _included(plain, part, Asked()))
    for key in gone & found.keys():
        del found[key]


async def member(resolved: Resolved, system: str, code: str) -> Membership:
    """Whether a code is in a value set; a system of "" is any."""
    if resolved.value_set.expansion is not None:
        for one in resolved.value_set.expansion:
            if one.code == code and system in ("", one.system):
                return Membership(True, one.system, Concept(code, one.display))
        return Membership(False)
    best = Membership(False)
    for part in resolved.include:
        found = await _part_holds(part, system, code)
        if found.holds and resolved.value_set.inactive is False and found.concept and found.concept.inactive:
            found = Membership(False, reason=f"{code} is no longer active")
        best = _or(best, found)
        if best.holds:
            break
    if best.holds is False:
        return best
    for part in resolved.exclude:
        found = await _part_holds(part, best.system or system, code)
        if found.holds:
            return Membership(False)
        if found.holds is None:
            best = found
    return best


def _or(left: Membership, right: Membership) -> Membership:
    if left.holds or right.holds is False:
        return left if left.holds is not False or not right.reason else right
    return right


async def _part_holds(part: ResolvedPart, system: str, code: str) -> Membership:
    found = Membership(True, system)
    if part.part.system:
        if system and system != part.part.system:
            return Membership(False)
        found = await _system_holds(part, code)
        if found.holds is False:
            return found
    for one in part.inner:
        inside = await member(one, found.system or system, code)
        if inside.holds is False:
            return inside
        if inside.holds is None or found.concept is None:
            found = inside if found.holds else found
    return found


async def _system_holds(part: ResolvedPart, code: str) -> Membership:
    url, system = part.part.system, part.system
    if part.part.listed:
        return await _listed_holds(part, code)
    if system is None or system.content == "not-present":
        return Membership(None, url, reason=f"the code system {_named(part)} is not loaded here")
    concept = await system.concept(code)
    if concept is None:
        if system.content == "complete":
            return Membership(False)
        return Membership(None, url, reason=f"the code system {url} is here as {system.content} only")
    held = not part.part.filters or await system.meets(concept.code, part.part.filters)
    return Membership(held, url, concept if held else None)


async def _listed_holds(part: ResolvedPart, code: str) -> Membership:
    folded = part.system is not None and not part.system.case_sensitive
    for one in part.part.listed:
        if one.code == code or (folded and one.code.lower() == code.lower()):
            known = await part.system.concept(one.code) if part.system else None
            shown = Concept(one.code, one.display, designations=one.designations)
            if known is not None:
                display = one.display or known.display
                shown = replace(known, display=display, designations=(*one.designations, *known.designations))
            return Membership(True, part.part.system, shown)
    return Membership(False)
