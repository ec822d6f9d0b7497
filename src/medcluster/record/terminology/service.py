"""What may the server ask about codes?

Promise: `Terminology` answers over everything that is known here: loaded, R4's own, and what hospitals stored (through
`seen_by(handle)`, with its caller's rights and audit). Expansions are remembered by the digest of all that they were
made of, so that a change is seen at once. Must not know: HTTP.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import AsyncIterator, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from medcluster.fhir import terminology
from medcluster.fhir.terminology import (
    Asked,
    CodeSystem,
    Enumerated,
    Expansion,
    Filter,
    Membership,
    Resolved,
    Selection,
    ValueSet,
)
from medcluster.foundation import Database, Refusal
from medcluster.record.terminology.sources import ALONE, Along, Layered, Loaded, Posted
from medcluster.record.terminology.tables import Tabled

if TYPE_CHECKING:
    from medcluster.record.handle import Handle  # searching asks us in its turn

_MOST_REMEMBERED = 400_000  # codes in all remembered expansions
Question = tuple[str, str, str]  # value set, system ("" for any), code


@dataclass(slots=True)
class Memory:
    """Whole expansions, the least used forgotten first; and what was made of stored definitions."""

    held: OrderedDict[tuple[str, Asked], Expansion] = field(default_factory=OrderedDict)
    codes: int = 0
    posted: OrderedDict[tuple[str, str, int], Any] = field(default_factory=OrderedDict)  # by type, id and version

    def keep(self, key: tuple[str, Asked], expansion: Expansion) -> None:
        """Remember one."""
        self.held[key] = expansion
        self.codes += len(expansion.entries) + 1
        while self.codes > _MOST_REMEMBERED and len(self.held) > 1:
            _, gone = self.held.popitem(last=False)
            self.codes -= len(gone.entries) + 1


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Answers fetched beforehand, for code that cannot wait: validation collects its questions, then asks here."""

    answers: Mapping[Question, Membership]

    def member(self, value_set: str, system: str, code: str) -> Membership:
        """The answer; nobody knows what was not asked beforehand."""
        return self.answers.get((value_set, system, code)) or Membership(None, system, reason="it was not asked")


class Terminology:
    """Questions about codes, over one database."""

    def __init__(self, database: Database) -> None:
        self._loaded = Loaded(database)
        self._memory = Memory()
        self._handle: Handle | None = None

    @classmethod
    def over(cls, database: Database) -> Terminology:
        """The one that this process keeps for a database, with what it remembers."""
        if database not in _KEPT:
            _KEPT[database] = cls(database)
        return _KEPT[database]

    def seen_by(self, handle: Handle) -> Terminology:
        """The same, and what hospitals stored, as this handle's caller may see it."""
        found = Terminology.__new__(Terminology)
        found._loaded, found._memory, found._handle = self._loaded, self._memory, handle
        return found

    async def source(self, along: Along = ALONE) -> Layered:
        """Everything that is known at this moment, and what came along with a question."""
        await self._loaded.refresh()
        return Layered(self._loaded, Posted(self._handle, self._memory.posted) if self._handle else None, along)

    async def code_system(self, url: str, version: str = "", along: Along = ALONE) -> CodeSystem:
        """The code system of this address; Refusal NOT_FOUND."""
        found = await (await self.source(along)).code_system(url, version)
        if found is None or found.content == "not-present":
            raise terminology.unknown_system(f"{url}|{version}" if version else url)
        return found

    async def value_set(self, canonical: str) -> ValueSet:
        """The value set of this address, `url` or `url|version`; Refusal NOT_FOUND."""
        return await _found(await self.source(), canonical)

    async def resolve(self, asked: str | ValueSet, along: Along = ALONE) -> Resolved:
        """A value set with everything that it leads to."""
        source = await self.source(along)
        value_set = await _found(source, asked) if isinstance(asked, str) else asked
        return await terminology.resolve(source, value_set)

    async def expand(self, resolved: Resolved, asked: Asked) -> Expansion:
        """A page of an expansion; the whole is remembered where it had to be put together."""
        if _is_selection(resolved) and asked.count is not None:
            return await terminology.expand(resolved, asked)
        key = (resolved.digest, replace(asked, offset=0, count=None))
        whole = self._memory.held.get(key)
        if whole is None:
            whole = await terminology.expand(resolved, key[1])
            self._memory.keep(key, whole)
        else:
            self._memory.held.move_to_end(key)
        end = None if asked.count is None else asked.offset + asked.count
        return Expansion(whole.total, whole.entries[asked.offset : end])

    async def codes(self, canonical: str) -> frozenset[tuple[str, str]]:
        """Every (system, code) of a value set; refused where they are too many, or cannot be listed."""
        expansion = await self.expand(await self.resolve(canonical), Asked())
        return frozenset((one.system, one.code) for one in expansion.entries)

    async def member(self, canonical: str, system: str, code: str) -> Membership:
        """Whether a code is in a value set, without listing it; `holds` None where nobody can know."""
        return await terminology.member(await self.resolve(canonical), system, code)

    async def snapshot(self, questions: Iterable[Question]) -> Snapshot:
        """The answers to many questions at once; an unknown value set is an answer of None with its reason."""
        source = await self.source()
        resolved: dict[str, Resolved | Refusal] = {}
        answers: dict[Question, Membership] = {}
        for question in dict.fromkeys(questions):
            canonical, system, code = question
            if canonical not in resolved:
                resolved[canonical] = await _resolved_or_refused(source, canonical)
            found = resolved[canonical]
            if isinstance(found, Refusal):
                answers[question] = Membership(None, system, reason=found.text)
            else:
                answers[question] = await terminology.member(found, system, code)
        return Snapshot(answers)

    async def below(self, system: str, code: str) -> list[str]:
        """The code and everything below it, for `:below`."""
        return await self._hierarchy(system, Filter("concept", "is-a", code))

    async def above(self, system: str, code: str) -> list[str]:
        """The code and everything above it, for `:above`."""
        return await self._hierarchy(system, Filter("concept", "generalizes", code))

    async def _hierarchy(self, system: str, one: Filter) -> list[str]:
        found = await self.code_system(system)
        if not found.enumerable:
            return [one.value]
        selected = await found.select(Selection((one,)))
        return [concept.code for concept in selected.concepts]

    async def translators(self, *, url: str = "", version: str = "") -> list[terminology.Translator]:
        """The concept map of an address, or without one every map that is known here."""
        source = await self.source()
        wanted = [url] if url else self._every("ConceptMap")
        found = [await self._translator(source, one, version) for one in wanted]
        return [one for one in found if one is not None]

    async def _translator(self, source: Layered, url: str, version: str) -> terminology.Translator | None:
        loaded = await self._loaded.translator(url, version)
        if loaded is not None:
            return loaded
        official = terminology.official.translator(url, version)
        if official is not None or source.posted is None:
            return official
        return await source.posted.translator(url, version)

    def _every(self, kind: str) -> list[str]:
        loaded = [url for one, url in self._loaded.catalogue.numbers if one == kind]
        return list(dict.fromkeys([*loaded, *terminology.official.urls(kind)]))

    async def definition(self, kind: str, canonical: str) -> dict[str, Any] | None:
        """A definition of a loaded package (a profile, say) as plain JSON, by its address."""
        await self._loaded.refresh()
        url, version = terminology.canonical(canonical)
        return await self._loaded.definition(kind, url, version)

    async def definitions(self, kind: str) -> AsyncIterator[dict[str, Any]]:
        """Every definition of a type that was loaded, the newest version of each address."""
        await self._loaded.refresh()
        for one, url in list(self._loaded.catalogue.numbers):
            if one == kind and (found := await self._loaded.definition(kind, url)) is not None:
                yield found

    async def generation(self) -> int:
        """Goes up with every load: for whoever remembers what was made of definitions."""
        return await self._loaded.refresh()


_KEPT: WeakKeyDictionary[Database, Terminology] = WeakKeyDictionary()


def _is_selection(resolved: Resolved) -> bool:
    """Whether its one code system pages it by itself."""
    only = resolved.include[0] if len(resolved.include) == 1 and not resolved.exclude else None
    return only is not None and not only.inner and not only.part.listed and isinstance(only.system, Tabled)


async def _found(source: Layered, canonical: str) -> ValueSet:
    found = await source.value_set(*terminology.canonical(canonical))
    if found is None:
        raise terminology.unknown_value_set(canonical)
    return found


async def _resolved_or_refused(source: Layered, canonical: str) -> Resolved | Refusal:
    try:
        return await terminology.resolve(source, await _found(source, canonical))
    except Refusal as refusal:
        return refusal


async def related(system: CodeSystem, code: str, wanted: str) -> list[tuple[str, str]]:
    """Codes and displays directly above (`parent`) or below (`child`) a code."""
    if isinstance(system, Tabled):
        return await system.related(code, wanted)
    if not isinstance(system, Enumerated):
        return []
    codes = list(system.parents(code) if wanted == "parent" else system.children(code))
    found = await system.concepts(codes)
    return [(one, found[one].display) for one in codes if one in found]
