"""How does an implementation guide come in, and go?

Promise: `add_package` reads an npm-style FHIR package (package/package.json and the resources beside it), says which of
its dependencies are not here, and loads every conformance resource in one transaction; its version is pinned by name,
so that two versions can stand beside each other. `packages` lists them; `remove_package` takes one away with all that
it brought. Must not know: npm. Source: https://hl7.org/fhir/packages.html, the package specification.
"""

from __future__ import annotations

import json
import re
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from medcluster.fhir.terminology import official
from medcluster.foundation import Database, Kind, Refusal
from medcluster.record.terminology.loading import Loader
from medcluster.record.terminology.rows import naming

CONFORMANCE = frozenset(
    (
        *("ActivityDefinition", "CapabilityStatement", "CodeSystem", "CompartmentDefinition", "ConceptMap"),
        *("GraphDefinition", "ImplementationGuide", "Library", "Measure", "MessageDefinition", "NamingSystem"),
        *("OperationDefinition", "PlanDefinition", "Questionnaire", "SearchParameter", "StructureDefinition"),
        *("StructureMap", "TerminologyCapabilities", "ValueSet"),
    )
)
_LARGEST_FILE_BYTES, _MOST_FILES, _MOST_BYTES = 64 << 20, 100_000, 4 << 30
_NAME = re.compile(r"[A-Za-z0-9@/._-]+")
_OURS = frozenset({"4.0.1", "4.0.0", "4.0"})
_LISTED = """
SELECT p.number, p.name, p.version, p.title, p.dependencies, p.loaded_at,
       (SELECT json_object_agg(t.type, t.n)
        FROM (SELECT d.type, count(*) AS n FROM terminology.definition d WHERE d.package = p.number GROUP BY d.type) t
       ) AS held
FROM terminology.package p ORDER BY p.name, p.version
"""
_KNOWN = "SELECT number FROM terminology.package WHERE name = $1 AND version = $2"
_ADDED = """
INSERT INTO terminology.package (name, version, title, fhir_versions, dependencies)
VALUES ($1, $2, $3, $4, $5) RETURNING number
"""


@dataclass(frozen=True, slots=True)
class Package:
    """A package that is here: how many resources of each type it brought, which dependencies are missing."""

    name: str
    version: str
    title: str
    loaded_at: datetime | None
    held: Mapping[str, int]
    missing: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.name}#{self.version}"


class Archive:
    """The files of a package, read one after another."""

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise Refusal(Kind.NOT_FOUND, f"There is no file {path}.")
        self.path = path

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Every JSON file directly in the folder `package`, bounded in size and number."""
        count, total = 0, 0
        try:
            with tarfile.open(self.path, "r:*") as archive:
                for member in archive:
                    count, total = count + 1, total + max(member.size, 0)
                    if count > _MOST_FILES or total > _MOST_BYTES or member.size > _LARGEST_FILE_BYTES:
                        raise Refusal(Kind.TOO_LARGE, f"{self.path.name}: {member.name} makes this package too large.")
                    folder, _, name = member.name.removeprefix("./").rpartition("/")
                    if member.isfile() and folder == "package" and name.endswith(".json"):
                        stream = archive.extractfile(member)
                        yield name, stream.read() if stream else b""
        except (tarfile.TarError, EOFError, OSError) as fault:
            raise Refusal(Kind.MALFORMED, f"{self.path.name} is no package: {fault}.", hint="Give a .tgz.") from fault

    def manifest(self) -> dict[str, Any]:
        """package.json, with what has to be in it."""
        for name, data in self.files():
            if name == "package.json":
                return self._checked(_plain(f"{self.path.name}/{name}", data))
        raise Refusal(
            Kind.INVALID, f"{self.path.name} has no package/package.json.", hint="Give a FHIR package (.tgz)."
        )

    def _checked(self, manifest: dict[str, Any]) -> dict[str, Any]:
        for name in ("name", "version"):
            said = manifest.get(name)
            if not isinstance(said, str) or not _NAME.fullmatch(said):
                raise Refusal(Kind.INVALID, f"{self.path.name}/package.json does not say its {name}.")
        versions = fhir_versions(manifest)
        if versions and not _OURS & set(versions):
            raise Refusal(
                Kind.UNSUPPORTED,
                f"{manifest['name']}#{manifest['version']} is for FHIR {', '.join(versions)}, and this is R4 (4.0.1).",
                hint="Take the R4 edition of the guide.",
            )
        return manifest

    def size(self) -> int:
        """How many resources there are to load."""
        return sum(1 for name, _ in self.files() if name.partition("-")[0] in CONFORMANCE)

    def resources(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Every conformance resource with the name of its file."""
        for name, data in self.files():
            if name == "package.json" or name.startswith("."):
                continue
            plain = _plain(f"{self.path.name}/{name}", data)
            if plain.get("resourceType") in CONFORMANCE:
                yield f"{self.path.name}/{name}", plain


def fhir_versions(manifest: Mapping[str, Any]) -> list[str]:
    """The versions of FHIR that a package says it is for; older packages spell it fhir-version-list."""
    said = manifest.get("fhirVersions") or manifest.get("fhir-version-list") or []
    return [str(one) for one in said] if isinstance(said, list) else []


def _plain(name: str, data: bytes) -> dict[str, Any]:
    try:
        found = msgspec.json.decode(data)
    except (msgspec.DecodeError, RecursionError) as fault:
        raise Refusal(Kind.MALFORMED, f"{name} is no JSON: {fault}.") from fault
    return found if isinstance(found, dict) else {}


def dependencies(manifest: Mapping[str, Any]) -> dict[str, str]:
    """Name -> version."""
    said = manifest.get("dependencies")
    return {str(name): str(version) for name, version in said.items()} if isinstance(said, dict) else {}


async def add_package(loader: Loader, path: Path) -> Package:
    """Load a package; one of the same name and version is refused."""
    archive = Archive(path)
    manifest = archive.manifest()
    name, version = manifest["name"], manifest["version"]
    if await loader.connection.fetchval(_KNOWN, name, version):
        raise Refusal(
            Kind.CONFLICT, f"{name}#{version} is here already.", hint=f"Remove it first: medcluster ig remove {name}"
        )
    needed = dependencies(manifest)
    title = str(manifest.get("title") or manifest.get("description") or name)
    number = await loader.connection.fetchval(_ADDED, name, version, title, fhir_versions(manifest), json.dumps(needed))
    held: dict[str, int] = {}
    for file, resource in archive.resources():
        with naming(file):
            await loader.add(resource, package=number)
        held[resource["resourceType"]] = held.get(resource["resourceType"], 0) + 1
    if not held:
        raise Refusal(Kind.INVALID, f"{path.name} holds no conformance resource.", hint="Is it a FHIR package?")
    rows = await loader.connection.fetch("SELECT name, version FROM terminology.package")
    here = {(row["name"], row["version"]) for row in rows}
    return Package(name, version, title, None, held, missing(needed, here))


def missing(needed: Mapping[str, str], here: set[tuple[str, str]]) -> tuple[str, ...]:
    """The dependencies that are not here; R4 itself always is, and `1.1.x` is met by any 1.1."""
    return tuple(
        f"{name}#{version}"
        for name, version in sorted(needed.items())
        if f"{name}#{version}" != official.R4
        and not any(other == name and _meets(held, version) for other, held in here)
    )


def _meets(held: str, wanted: str) -> bool:
    if wanted in ("", "current", "latest", "*"):
        return True
    return held == wanted or (wanted.endswith(".x") and held.startswith(wanted.removesuffix("x")))


async def packages(database: Database) -> list[Package]:
    """Every package that is here."""
    async with database.transaction(read_only=True) as connection:
        rows = await connection.fetch(_LISTED)
    here = {(row["name"], row["version"]) for row in rows}
    return [
        Package(
            row["name"],
            row["version"],
            row["title"],
            row["loaded_at"],
            msgspec.json.decode(row["held"] or "{}"),
            missing(msgspec.json.decode(row["dependencies"]), here),
        )
        for row in rows
    ]


async def remove_package(loader: Loader, named: str) -> str:
    """Remove `name` or `name#version`, with all that it brought; which it was."""
    name, _, version = named.partition("#")
    rows = await loader.connection.fetch("SELECT number, version FROM terminology.package WHERE name = $1", name)
    found = [row for row in rows if version in ("", row["version"])]
    if not found:
        raise Refusal(Kind.NOT_FOUND, f"There is no package {named}.", hint="medcluster ig list")
    if len(found) > 1:
        versions = ", ".join(f"{name}#{row['version']}" for row in found)
        raise Refusal(Kind.INVALID, f"Which one? {versions}")
    await loader.remove_package(found[0]["number"])
    return f"{name}#{found[0]['version']}"
