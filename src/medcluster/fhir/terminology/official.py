"""Which terminologies does R4 itself bring?

Promise: the code systems, value sets and concept maps of hl7.fhir.r4.core 4.0.1, read from the package's own data when
first asked for (some tens of milliseconds, once per process) and each resource only when it is wanted; beside them the
systems that a rule decides. Nothing is asked of a database. Source: _generated/terminology.json.xz, written by
tools/generate_fhir.py.
"""

from __future__ import annotations

import lzma
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import msgspec

from medcluster.fhir.terminology import expansion, membership, resolving
from medcluster.fhir.terminology.definitions import canonical, value_set
from medcluster.fhir.terminology.enumerated import Enumerated
from medcluster.fhir.terminology.model import CodeSystem, Json, ValueSet, at_once
from medcluster.fhir.terminology.refusals import unknown_value_set
from medcluster.fhir.terminology.ruled import RULED, ruled
from medcluster.fhir.terminology.translation import Translator

R4 = "hl7.fhir.r4.core#4.0.1"
_Row = tuple[str, str, str, str, msgspec.Raw]


@cache
def _index() -> dict[tuple[str, str], tuple[str, str, msgspec.Raw]]:
    """Type and url of every definition -> id, version and the resource as it stands."""
    packed = files("medcluster.fhir._generated").joinpath("terminology.json.xz").read_bytes()
    rows = msgspec.json.decode(lzma.decompress(packed), type=list[_Row])
    return {(kind, url): (id_, version, raw) for kind, url, id_, version, raw in rows}


def urls(kind: str) -> list[str]:
    """The urls of the definitions of a type: CodeSystem, ValueSet or ConceptMap."""
    return [url for one, url in _index() if one == kind]


def resource(kind: str, url: str, version: str = "") -> Json | None:
    """A definition as plain JSON; of another version than R4's there is none."""
    found = _index().get((kind, url))
    if found is None or version not in ("", found[1]):
        return None
    plain: Json = msgspec.json.decode(found[2])
    return plain


@lru_cache(maxsize=2048)
def _value_set(url: str, version: str) -> ValueSet | None:
    found = resource("ValueSet", url, version)
    return value_set(found) if found is not None else None


@lru_cache(maxsize=1024)
def _code_system(url: str, version: str) -> CodeSystem | None:
    if url in RULED:
        return ruled(url)
    found = resource("CodeSystem", url, version)
    return Enumerated(found, digest=f"{R4}|{url}") if found is not None else None


@lru_cache(maxsize=128)
def translator(url: str, version: str = "") -> Translator | None:
    """A concept map of R4, ready to be asked."""
    found = resource("ConceptMap", url, version)
    return Translator(found) if found is not None else None


class Official:
    """The definitions of R4 as a source."""

    async def code_system(self, url: str, version: str = "") -> CodeSystem | None:
        return _code_system(url, version)

    async def value_set(self, url: str, version: str = "") -> ValueSet | None:
        return _value_set(url, version)


OFFICIAL = Official()


@lru_cache(maxsize=1024)
def resolved(url: str) -> resolving.Resolved | None:
    """A value set of R4 with everything it leads to within R4; None where R4 has none of that url."""
    found = _value_set(*canonical(url))
    return at_once(resolving.resolve(OFFICIAL, found)) if found is not None else None


def member(url: str, system: str, code: str) -> membership.Membership:
    """Whether a code is in a value set of R4, answered without a database; for one process's own checks."""
    found = resolved(url)
    if found is None:
        raise unknown_value_set(url)
    return at_once(membership.member(found, system, code))


def expand(url: str, **asked: Any) -> expansion.Expansion:
    """The codes of a value set of R4, answered without a database."""
    found = resolved(url)
    if found is None:
        raise unknown_value_set(url)
    return at_once(expansion.expand(found, expansion.Asked(**asked)))
