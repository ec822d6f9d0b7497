"""How do definitions come into the tables of terminology?

Promise: one load is one transaction of the owner: until it ends, everybody sees what was there before, and whatever
stops it leaves nothing behind. A definition of the same type, url and version that a file brought before is replaced.
Loads wait for each other. Must not know: what files look like. Tables: schema terminology (0130).
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import asyncpg
import msgspec

from medcluster.fhir import terminology
from medcluster.fhir.terminology import Coding, Concept
from medcluster.foundation import Connection, Kind, Refusal

_LOCK = 0x7465726D696E6F  # "termino"
_ROWS_AT_ONCE = 20_000
_CONCEPTS = ("system", "number", "inactive", "abstract", "code", "display", "definition", "folded")
_DESIGNATIONS = ("system", "concept", "language", "use", "value")
_PROPERTIES = ("system", "concept", "code", "kind", "value", "coding")
_TABLES_OF_CONCEPTS = ("concept", "designation", "property", "parent", "closure")
_OF_FILE = """
SELECT number FROM terminology.definition WHERE type = $1 AND url = $2 AND version = $3 AND package IS NULL
"""
_DEFINITION = """
INSERT INTO terminology.definition (package, type, id, url, version, name, digest, body)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING number
"""
_CODE_SYSTEM = """
INSERT INTO terminology.code_system (number, content, case_sensitive, value_set, properties, concepts)
VALUES ($1, $2, $3, $4, $5, 0)
"""
_SYSTEMS_OF_PACKAGE = """
SELECT s.number FROM terminology.code_system s JOIN terminology.definition d USING (number) WHERE d.package = $1
"""

Json = Mapping[str, Any]
Step = Callable[[int], None]
Concepts = Iterable[tuple[Concept, Sequence[str]]]


class _Owner(asyncpg.Connection):  # type: ignore[misc]  # asyncpg carries no types
    """A connection that never calls set_config: EXECUTE is revoked from everybody, the owner too.

    asyncpg would call it to switch JIT off while it asks for the shape of a type; JIT is off already.
    """

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self._server_caps: Any = self._server_caps._replace(jit=False)


def nothing(count: int) -> None:
    """Nobody looks."""


@dataclass(slots=True)
class Numbered:
    """The numbers of the concepts of a system that is being loaded, and what lies directly above each."""

    numbers: dict[str, int] = field(default_factory=dict)
    above: dict[int, Sequence[str]] = field(default_factory=dict)
    properties: dict[str, None] = field(default_factory=dict)


class Loader:
    """Writes definitions on one connection of the owner, inside one transaction (see `loading`)."""

    def __init__(self, connection: Connection, on_concepts: Step, on_definition: Step) -> None:
        self.connection = connection
        self._on_concepts, self._on_definition = on_concepts, on_definition

    async def add(self, resource: Json, *, package: int | None = None, concepts: Concepts | None = None) -> int:
        """One definition; of a code system the concepts too, its own or those given. How many concepts it holds."""
        kind, url = str(resource.get("resourceType", "")), str(resource.get("url", ""))
        if kind in ("CodeSystem", "ValueSet", "ConceptMap") and not url:
            raise terminology.malformed(f"This {kind} has no url: nothing could refer to it.")
        version = str(resource.get("version", ""))
        if package is None:
            await self._forget(kind, url, version)
        if kind == "CodeSystem":
            return await self._code_system(resource, package, concepts)
        if kind == "ValueSet":
            terminology.value_set(resource)  # refuses what could not be expanded later
        await self._definition(resource, package, terminology.digest_of(resource))
        self._on_definition(1)
        return 0

    async def _forget(self, kind: str, url: str, version: str) -> None:
        old = [row["number"] for row in await self.connection.fetch(_OF_FILE, kind, url, version)]
        await self.forget_systems(old)
        await self.connection.execute("DELETE FROM terminology.definition WHERE number = ANY ($1)", old)

    async def forget_systems(self, numbers: Sequence[int]) -> None:
        """Delete the concepts of code systems."""
        for table in _TABLES_OF_CONCEPTS if numbers else ():
            await self.connection.execute(f"DELETE FROM terminology.{table} WHERE system = ANY ($1)", list(numbers))

    async def remove_package(self, number: int) -> None:
        """Delete a package with everything that came with it."""
        systems = [row["number"] for row in await self.connection.fetch(_SYSTEMS_OF_PACKAGE, number)]
        await self.forget_systems(systems)
        await self.connection.execute("DELETE FROM terminology.package WHERE number = $1", number)

    async def _definition(self, resource: Json, package: int | None, digest: str) -> int:
        number: int = await self.connection.fetchval(
            _DEFINITION,
            package,
            str(resource.get("resourceType", "")),
            str(resource.get("id", "")),
            str(resource.get("url", "")),
            str(resource.get("version", "")),
            str(resource.get("name") or resource.get("title") or ""),
            digest,
            msgspec.json.encode(resource),
        )
        return number

    async def _code_system(self, resource: Json, package: int | None, given: Concepts | None) -> int:
        concepts = terminology.concepts(resource) if given is None else given
        bare = {key: value for key, value in resource.items() if key not in ("concept", "text")}
        digest = terminology.digest_of(resource)
        number = await self._definition(bare, package, digest)
        declared = [one["code"] for key in ("property", "filter") for one in resource.get(key, ())]
        content = str(resource.get("content", "complete"))
        case_sensitive = bool(resource.get("caseSensitive", True))
        value_set = str(resource.get("valueSet", ""))
        await self.connection.execute(_CODE_SYSTEM, number, content, case_sensitive, value_set, declared)
        numbered = Numbered(properties=dict.fromkeys(declared))
        await self._concepts(number, iter(concepts), numbered)
        await self._hierarchy(number, numbered)
        await self.connection.execute(
            "UPDATE terminology.code_system SET concepts = $2, properties = $3 WHERE number = $1",
            number,
            len(numbered.numbers),
            list(numbered.properties),
        )
        self._on_definition(1)
        return len(numbered.numbers)

    async def _concepts(self, system: int, concepts: Iterator[tuple[Concept, Sequence[str]]], held: Numbered) -> None:
        while batch := list(islice(concepts, _ROWS_AT_ONCE)):
            rows, designations, properties = [], [], []
            for concept, parents in batch:
                number = held.numbers[concept.code] = len(held.numbers) + 1
                if parents:
                    held.above[number] = parents
                folded = terminology.wording(concept)
                rows.append((system, number, concept.inactive, concept.abstract, concept.code, concept.display,
                             concept.definition, folded))  # fmt: skip
                designations += [
                    (system, number, one.language, _plain(one.use), one.value) for one in concept.designations
                ]
                for said in concept.properties:
                    held.properties.setdefault(said.code)
                    properties.append((system, number, said.code, said.kind, said.value, _plain(said.coding)))
            await self._copy("concept", rows, _CONCEPTS)
            await self._copy("designation", designations, _DESIGNATIONS)
            await self._copy("property", properties, _PROPERTIES)
            self._on_concepts(len(batch))

    async def _hierarchy(self, system: int, held: Numbered) -> None:
        numbers = held.numbers
        above = {
            child: tuple(dict.fromkeys(numbers[code] for code in parents if code in numbers and numbers[code] != child))
            for child, parents in held.above.items()
        }
        direct = ((system, child, parent) for child, parents in above.items() for parent in parents)
        await self._copy("parent", direct, ("system", "child", "parent"))
        every = (
            (system, one, child) for child in numbers.values() for one in (child, *terminology.climbed(child, above))
        )
        await self._copy("closure", every, ("system", "ancestor", "descendant"))

    async def _copy(self, table: str, rows: Iterable[tuple[Any, ...]], columns: Sequence[str]) -> None:
        waiting = iter(rows)
        while batch := list(islice(waiting, _ROWS_AT_ONCE)):
            await self.connection.copy_records_to_table(
                table, schema_name="terminology", records=batch, columns=list(columns)
            )


def _plain(coding: Coding | None) -> str | None:
    if coding is None:
        return None
    said = {"system": coding.system, "code": coding.code, "display": coding.display}
    return json.dumps({key: value for key, value in said.items() if value})


@asynccontextmanager
async def loading(
    owner_url: str, *, on_concepts: Step = nothing, on_definition: Step = nothing
) -> AsyncIterator[Loader]:
    """A loader in a transaction of the owner; what is loaded is there when the block ends well.

    Whoever shows progress is told how many concepts, and how many definitions, were written.
    """
    if not owner_url:
        raise Refusal(
            Kind.INVALID,
            "Only the owner of the tables loads definitions.",
            hint="Set MEDCLUSTER_DATABASE_OWNER_URL to the owner's address on the same database.",
        )
    try:
        settings = {"application_name": "medcluster terminology", "jit": "off"}
        connection = await asyncpg.connect(owner_url, connection_class=_Owner, server_settings=settings)
    except OSError as fault:
        raise Refusal(Kind.UNAVAILABLE, "The database cannot be reached.", hint="Is its address right?") from fault
    try:
        async with connection.transaction():
            await connection.execute("SELECT pg_advisory_xact_lock($1)", _LOCK)
            yield Loader(connection, on_concepts, on_definition)
            await connection.execute("UPDATE terminology.generation SET number = number + 1")
        for table in ("definition", *_TABLES_OF_CONCEPTS):
            await connection.execute(f"VACUUM (ANALYZE) terminology.{table}")  # so that indexes alone answer
    finally:
        await connection.close()
