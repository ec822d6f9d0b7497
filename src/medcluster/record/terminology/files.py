"""What is in this file, and how does it come in?

Promise: `add_file` finds out whether a file is a LOINC release, a SNOMED CT release or FHIR (JSON, XML, NDJSON, a
Bundle, plain or .gz, alone or in a zip or folder), and loads it through a `Loader`; what is wrong is refused with file
and line. Must not know: tables of the database. Sources: see `loinc` and `snomed`; FHIR R4 json.html, xml.html, and the
NDJSON of Bulk Data.
"""

from __future__ import annotations

import gzip
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from medcluster.fhir import types, xml
from medcluster.foundation import Issue, Kind, Refusal
from medcluster.record.terminology import loinc, snomed
from medcluster.record.terminology.loading import Loader
from medcluster.record.terminology.rows import Table, naming

KINDS = ("CodeSystem", "ValueSet", "ConceptMap")
_FHIR = (".json", ".xml", ".ndjson")
_LARGEST_BYTES = 1 << 30


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came in: what it is, its address and version, how many concepts it holds."""

    kind: str
    url: str
    version: str
    concepts: int = 0


@dataclass(frozen=True, slots=True)
class Member:
    """A file, alone, in a folder or in an archive."""

    path: Path
    name: str
    inside: str = ""

    @property
    def base(self) -> str:
        return self.name.rpartition("/")[2]

    def open(self) -> IO[bytes]:
        """The file's bytes."""
        if self.inside:
            with zipfile.ZipFile(self.path) as archive:
                return archive.open(self.inside)
        return gzip.open(self.path) if self.path.suffix == ".gz" else self.path.open("rb")  # type: ignore[return-value]

    def table(self, *, tabs: bool = False) -> Table:
        """The file as a table."""
        return Table(self.name, self.open, tabs)


def members(path: Path) -> list[Member]:
    """The files in a file: a folder's, an archive's, or itself."""
    if path.is_dir():
        return [Member(one, f"{path.name}/{one.relative_to(path)}") for one in sorted(path.rglob("*")) if one.is_file()]
    if not path.is_file():
        raise Refusal(Kind.NOT_FOUND, f"There is no file {path}.")
    if not zipfile.is_zipfile(path):
        return [Member(path, path.name)]
    with zipfile.ZipFile(path) as archive:
        return [Member(path, f"{path.name}/{one}", one) for one in archive.namelist() if not one.endswith("/")]


def measure(path: Path) -> tuple[str, int]:
    """What a progress bar counts, and how many there are: lines of a release's concepts, else definitions."""
    found = members(path)
    for one in found:
        if one.base in loinc.TABLES or snomed.CONCEPTS.fullmatch(one.base):
            return "Concepts", max(_lines(one) - 1, 1)
    readable = [one for one in found if _is_fhir(one.base)]
    return "Definitions", sum(_lines(one) if ".ndjson" in one.base else 1 for one in readable)


def _lines(member: Member) -> int:
    with member.open() as stream:
        return sum(1 for _ in stream)


async def add_file(loader: Loader, path: Path, *, version: str = "") -> list[Loaded]:
    """Load everything that a file holds."""
    found = members(path)
    by_base = {one.base: one for one in reversed(found)}
    table = next((by_base[name] for name in loinc.TABLES if name in by_base), None)
    if table is not None:
        return [await _add_loinc(loader, path, table, by_base, version)]
    concepts = [one for one in found if snomed.CONCEPTS.fullmatch(one.base)]
    if concepts:
        return [await _add_snomed(loader, concepts, found, version)]
    readable = [one for one in found if _is_fhir(one.base)]
    if not readable:
        raise Refusal(
            Kind.INVALID,
            f"{path.name} holds nothing that is read here.",
            hint="Give a LOINC release (zip or Loinc.csv), a SNOMED CT RF2 release (zip or folder), or FHIR files.",
        )
    loaded = [one for member in readable for one in await _add_fhir(loader, member)]
    if not loaded:
        raise Refusal(Kind.INVALID, f"{path.name} holds no CodeSystem, ValueSet or ConceptMap.")
    return loaded


async def _add_loinc(loader: Loader, path: Path, table: Member, by_base: dict[str, Member], version: str) -> Loaded:
    version = version or loinc.version_in(path.name, *(one.name for one in by_base.values()))
    hierarchy = next((by_base[name].table() for name in loinc.HIERARCHY if name in by_base), None)
    variants = [
        (f"{match[1]}-{match[2]}", member.table())
        for name, member in sorted(by_base.items())
        if (match := loinc.VARIANT.fullmatch(name))
    ]
    concepts = loinc.concepts(table.table(), hierarchy, variants)
    count = await loader.add(loinc.definition(version), concepts=concepts)
    return Loaded("CodeSystem", loinc.URL, version, count)


async def _add_snomed(loader: Loader, concepts: Sequence[Member], found: Sequence[Member], version: str) -> Loaded:
    if len(concepts) > 1:
        names = ", ".join(one.base for one in concepts)
        raise Refusal(Kind.INVALID, f"There is more than one snapshot of concepts: {names}.", hint="Give one release.")
    table = concepts[0].table(tabs=True)
    version = version or snomed.version_of(table)
    named = (snomed.DESCRIPTIONS, snomed.RELATIONSHIPS, snomed.LANGUAGES)
    descriptions, relationships, languages = (
        [one.table(tabs=True) for one in found if pattern.fullmatch(one.base)] for pattern in named
    )
    if not descriptions or not relationships:
        missing = "descriptions" if not descriptions else "relationships"
        raise Refusal(Kind.INVALID, f"The release lacks its snapshot of {missing}.", hint="Give the whole release.")
    rows = snomed.concepts(table, descriptions, relationships, languages)
    count = await loader.add(snomed.definition(version), concepts=rows)
    return Loaded("CodeSystem", snomed.URL, version, count)


def _is_fhir(base: str) -> bool:
    return base.removesuffix(".gz").endswith(_FHIR) and not base.startswith(".") and base != "package.json"


async def _add_fhir(loader: Loader, member: Member) -> list[Loaded]:
    loaded = []
    for where, resource in _resources(member):
        with naming(where):
            plain = types.to_plain(resource)
            count = await loader.add(plain)
        loaded.append(Loaded(plain["resourceType"], plain["url"], plain.get("version", ""), count))
    return loaded


def _resources(member: Member) -> Iterator[tuple[str, types.Resource]]:
    """The terminology resources of a FHIR file, each with its place."""
    base = member.base.removesuffix(".gz")
    with member.open() as stream:
        if base.endswith(".ndjson"):
            for number, line in enumerate(stream, 1):
                if line.strip():
                    place = f"{member.name}:{number}"
                    yield from ((place, one) for one in _wanted(_decoded(line, place)))
            return
        data = stream.read(_LARGEST_BYTES + 1)
    if len(data) > _LARGEST_BYTES:
        raise Refusal(Kind.TOO_LARGE, f"{member.name} is larger than 1 GiB.", hint="Make NDJSON of it.")
    if base.endswith(".xml"):
        with naming(member.name):
            yield from ((member.name, one) for one in _wanted(xml.decode(data)))
    else:
        yield from ((member.name, one) for one in _wanted(_decoded(data, member.name)))


def _decoded(data: bytes, place: str) -> types.Resource:
    try:
        return types.decode(data)
    except Refusal as refusal:
        issues = tuple(Issue(one.text, f"{place}: {one.where}", one.code, one.severity) for one in refusal.issues)
        text = f"{_line_of(data, place, refusal)}: {refusal.text}"
        raise Refusal(refusal.kind, text, hint=refusal.hint, issues=issues) from refusal


def _line_of(data: bytes, place: str, refusal: Refusal) -> str:
    """The place with its line: of the first thing that the refusal names, where the text shows it."""
    if place[place.rfind(":") + 1 :].isdigit():
        return place
    name = refusal.issues[0].where.rpartition(".")[2].partition("[")[0]
    at = data.find(f'"{name}"'.encode()) if name else -1
    line = data.count(b"\n", 0, at) + 1
    return f"{place}:{line}" if at >= 0 else place


def _wanted(resource: types.Resource) -> Iterator[types.Resource]:
    if isinstance(resource, types.Bundle):
        for entry in resource.entry:
            if entry.resource is not None:
                yield from _wanted(entry.resource)
    elif types.type_name(resource) in KINDS:
        yield resource
