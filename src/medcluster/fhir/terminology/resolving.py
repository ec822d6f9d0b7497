"""What does a value set lead to?

Promise: `resolve` finds every code system and value set that a value set names, however deep, so that what is asked of
it afterwards looks for no definition; a circle is refused, and so are too many. The digest of what was found changes
whenever an answer could. Must not know: codes. Source: http://hl7.org/fhir/R4/valueset.html#composition.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from medcluster.fhir.terminology.definitions import canonical, digest_of
from medcluster.fhir.terminology.model import CodeSystem, Part, Source, ValueSet
from medcluster.fhir.terminology.refusals import malformed, unknown_value_set

DEEPEST = 32  # value sets within value sets
MOST_VALUE_SETS = 500  # in one, each as often as it is named


@dataclass(frozen=True, slots=True)
class ResolvedPart:
    """A part with the system and the value sets that it names."""

    part: Part
    system: CodeSystem | None
    inner: tuple[Resolved, ...]

    @property
    def named(self) -> str:
        """The system as the part names it."""
        return f"{self.part.system}|{self.part.version}" if self.part.version else self.part.system


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
