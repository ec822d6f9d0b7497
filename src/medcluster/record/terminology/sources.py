"""Where does the server find definitions, and which wins when several have the same address?

Promise: what was loaded by the administrator comes first, then what R4 brings, then what hospitals stored through the
API (with the rights of whoever asks). Among those of one address a complete code system wins over a part, then the
newest version. Must not know: what is done with them. Tables: terminology.definition, code_system, generation.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from medcluster.fhir import terminology, types
from medcluster.fhir.terminology import CodeSystem, Enumerated, Source, ValueSet
from medcluster.foundation import Connection, Database
from medcluster.record.caller import Action
from medcluster.record.stored import Stored
from medcluster.record.terminology.tables import Header, Tabled

if TYPE_CHECKING:
    from medcluster.record.handle import Handle  # searching asks us in its turn

_GENERATION = "SELECT number FROM terminology.generation"
_HEADERS = """
SELECT d.number, d.url, d.version, d.name, d.digest, s.content, s.case_sensitive, s.value_set, s.properties, s.concepts
FROM terminology.code_system s JOIN terminology.definition d USING (number)
"""
_NAMES = "SELECT number, type, url, version FROM terminology.definition WHERE url <> ''"
_BODY = "SELECT body FROM terminology.definition WHERE number = $1"
_IMPLICIT = re.compile(r"http://snomed\.info/sct(/[^?]*)?\?fhir_vs(?:=(isa|refset)/(\d+))?")
SNOMED, LOINC = "http://snomed.info/sct", "http://loinc.org"
_CONTENTS = ("complete", "fragment", "example", "supplement", "not-present")
_REMEMBERED = 500
T = TypeVar("T")


@dataclass(slots=True)
class Catalogue:
    """What the tables held at one generation: headers of code systems and numbers of all definitions, best first."""

    generation: int = -1
    systems: dict[str, list[Header]] = field(default_factory=dict)
    numbers: dict[tuple[str, str], list[tuple[str, int]]] = field(default_factory=dict)
    read: OrderedDict[int, Any] = field(default_factory=OrderedDict)


def version_key(version: str) -> tuple[tuple[int, str], ...]:
    """Versions in their natural order: 2.10 after 2.9, 2024-01-01 after 2023-12-31."""
    return tuple((int(one), "") if one.isdigit() else (-1, one) for one in re.findall(r"\d+|[A-Za-z]+", version))


class Loaded:
    """The definitions in the tables, as this process knows them; `refresh` finds out whether that is still so."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.catalogue = Catalogue()

    async def refresh(self) -> int:
        """Look whether anything was loaded since; the generation."""
        async with self.database.transaction(read_only=True) as connection:
            generation: int = await connection.fetchval(_GENERATION)
            if generation != self.catalogue.generation:
                self.catalogue = await _catalogue(connection, generation)
        return generation

    async def code_system(self, url: str, version: str = "") -> CodeSystem | None:
        found = _chosen(self.catalogue.systems.get(url, ()), version, lambda header: header.version)
        return Tabled(self.database, found) if found is not None else None

    async def value_set(self, url: str, version: str = "") -> ValueSet | None:
        return await self._parsed("ValueSet", url, version, terminology.value_set)

    async def translator(self, url: str, version: str = "") -> terminology.Translator | None:
        """A concept map that was loaded."""
        return await self._parsed("ConceptMap", url, version, terminology.Translator)

    async def definition(self, kind: str, url: str, version: str = "") -> dict[str, Any] | None:
        """A definition as plain JSON; a code system without its concepts."""
        return await self._parsed(kind, url, version, dict)

    async def _parsed(self, kind: str, url: str, version: str, read: Callable[[dict[str, Any]], T]) -> T | None:
        catalogue = self.catalogue
        found = _chosen(catalogue.numbers.get((kind, url), ()), version, lambda pair: pair[0])
        if found is None:
            return None
        number = found[1]
        if number not in catalogue.read:
            async with self.database.transaction(read_only=True) as connection:
                body = await connection.fetchval(_BODY, number)
            if body is None:  # removed this very moment
                return None
            catalogue.read[number] = read(msgspec.json.decode(body))
            if len(catalogue.read) > _REMEMBERED:
                catalogue.read.popitem(last=False)
        remembered: T = catalogue.read[number]
        return remembered


async def _catalogue(connection: Connection, generation: int) -> Catalogue:
    found = Catalogue(generation)
    for row in await connection.fetch(_HEADERS):
        values = {**row, "properties": frozenset(row["properties"])}
        found.systems.setdefault(row["url"], []).append(Header(**values))
    for row in await connection.fetch(_NAMES):
        found.numbers.setdefault((row["type"], row["url"]), []).append((row["version"], row["number"]))
    for headers in found.systems.values():
        headers.sort(key=lambda h: (-_CONTENTS.index(h.content), version_key(h.version), h.number), reverse=True)
    for numbers in found.numbers.values():
        numbers.sort(key=lambda n: (version_key(n[0]), n[1]), reverse=True)
    return found


def _chosen(listed: Iterable[T], version: str, told: Callable[[T], str]) -> T | None:
    """The best of the wanted version; a version that ends in `.x`, or the beginning of SNOMED's, means the newest."""
    for one in listed:
        if not version or told(one) == version or _begins(told(one), version):
            return one
    return None


def _begins(held: str, wanted: str) -> bool:
    if wanted.startswith(SNOMED):
        return held.startswith(wanted + "/version/")
    return wanted.endswith(".x") and held.startswith(wanted.removesuffix("x"))


class Posted:
    """What hospitals stored, as the caller of this handle may see it.

    Each look is a search with the caller's rights and its audit; what was made of a version is remembered beyond them.
    """

    def __init__(self, handle: Handle, remembered: OrderedDict[tuple[str, str, int], Any]) -> None:
        self._handle, self._remembered = handle, remembered
        self._found: dict[tuple[str, str, str], Stored | None] = {}

    async def code_system(self, url: str, version: str = "") -> CodeSystem | None:
        return await self._read("CodeSystem", url, version, Enumerated)

    async def value_set(self, url: str, version: str = "") -> ValueSet | None:
        return await self._read("ValueSet", url, version, terminology.value_set)

    async def translator(self, url: str, version: str = "") -> terminology.Translator | None:
        """The newest concept map of that address that the caller may see."""
        return await self._read("ConceptMap", url, version, terminology.Translator)

    async def _read(self, kind: str, url: str, version: str, made: Callable[[dict[str, Any]], T]) -> T | None:
        key = (kind, url, version)
        if key not in self._found:
            self._found[key] = await self._search(kind, url, version)
        stored = self._found[key]
        if stored is None:
            return None
        known = (kind, stored.id, stored.version)
        if known not in self._remembered:
            self._remembered[known] = made(types.to_plain(stored.resource))
            if len(self._remembered) > _REMEMBERED:
                self._remembered.popitem(last=False)
        found: T = self._remembered[known]
        return found

    async def _search(self, kind: str, url: str, version: str) -> Stored | None:
        if not url or not self._handle.caller.allows(Action.READ, kind):
            return None
        asked = [("url", url), *([("version", version)] if version else [])]
        page = await self._handle.search(kind, asked, count=1)
        return page.matches[0] if page.matches else None


@dataclass(frozen=True, slots=True)
class Along:
    """What came along with a question: definitions that go before all, and versions of code systems by url.

    defaults hold where a value set names no version, forced ones always.
    """

    definitions: Sequence[Mapping[str, Any]] = ()
    defaults: Mapping[str, str] = field(default_factory=dict)
    forced: Mapping[str, str] = field(default_factory=dict)


ALONE = Along()


class Layered:
    """The sources in their order; and the value sets that a code system implies."""

    def __init__(self, loaded: Loaded, posted: Posted | None, along: Along = ALONE) -> None:
        self.loaded, self.posted, self._along = loaded, posted, along
        self._carried = {(str(r.get("resourceType")), str(r.get("url", ""))): r for r in along.definitions}
        self._layers: tuple[Source, ...] = (loaded, terminology.official.OFFICIAL, *([posted] if posted else []))

    async def code_system(self, url: str, version: str = "") -> CodeSystem | None:
        version = self._along.forced.get(url) or version or self._along.defaults.get(url, "")
        carried = self._carried.get(("CodeSystem", url))
        if carried is not None:
            return Enumerated(carried)
        partly: CodeSystem | None = None
        for layer in self._layers:
            found = await layer.code_system(url, version)
            if found is not None and found.content == "complete":
                return found
            partly = partly or found
        return partly

    async def value_set(self, url: str, version: str = "") -> ValueSet | None:
        carried = self._carried.get(("ValueSet", url))
        if carried is not None:
            return terminology.value_set(carried)
        for layer in self._layers:
            found = await layer.value_set(url, version)
            if found is not None:
                return found
        return await self._implied(url)

    async def _implied(self, url: str) -> ValueSet | None:
        """All of a code system, by the canonical that it names; and SNOMED CT's and LOINC's own (R4 snomedct.html)."""
        composed: dict[str, Any] | None = None
        if match := _IMPLICIT.fullmatch(url):
            edition, kind, code = match.groups()
            composed = {"system": SNOMED, **({"version": SNOMED + edition} if edition else {})}
            if kind:
                op, name = ("is-a", "concept") if kind == "isa" else ("in", "refset")
                composed["filter"] = [{"property": name, "op": op, "value": code}]
        elif url == f"{LOINC}/vs":
            composed = {"system": LOINC}
        else:
            for headers in self.loaded.catalogue.systems.values():
                if headers[0].value_set and headers[0].value_set.partition("|")[0] == url:
                    composed = {"system": headers[0].url}
        if composed is None:
            return None
        return terminology.value_set({"url": url, "name": "", "compose": {"include": [composed]}})
