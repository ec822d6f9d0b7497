"""What does a code system in memory answer?

Promise: an `Enumerated` answers every question of the protocol `CodeSystem` from its concepts, without waiting; what
lies above and below a concept is worked out once, when first asked. Must not know: where the concepts came from.
Source: http://hl7.org/fhir/R4/valueset-filter-operator.html.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeVar

from medcluster.fhir.terminology.definitions import concepts, digest_of
from medcluster.fhir.terminology.model import Concept, Filter, Selected, Selection
from medcluster.fhir.terminology.refusals import not_too_many, too_slow, unsupported_filter
from medcluster.fhir.terminology.words import matches, said, wording

T = TypeVar("T")
HIERARCHY = frozenset({"is-a", "descendent-of", "is-not-a", "generalizes"})
_HIERARCHICAL_NAMES = frozenset({"concept", "code", "parent", "child", "ancestor"})
_MOST_SECONDS = 5.0  # for the filters of one question: patterns can be long to match, and hierarchies deep
_KEPT = 64  # codes of which is remembered what lies above or below them
_OPERATORS = HIERARCHY | {"=", "regex", "in", "not-in", "exists"}


class Enumerated:
    """A code system whose concepts are all in memory."""

    enumerable = True

    def __init__(self, resource: Mapping[str, Any], *, digest: str = "") -> None:
        self.url = str(resource.get("url", ""))
        self.version = str(resource.get("version", ""))
        self.name = str(resource.get("name") or resource.get("title") or self.url)
        self.content = str(resource.get("content", "complete"))
        self.case_sensitive = bool(resource.get("caseSensitive", True))
        self.value_set = str(resource.get("valueSet", ""))
        self._resource = resource
        self._digest = digest

    @cached_property
    def digest(self) -> str:
        return self._digest or digest_of([self._resource.get("concept"), self._resource.get("content")])

    @cached_property
    def _read(self) -> list[tuple[Concept, tuple[str, ...]]]:
        return list(concepts(self._resource))

    @cached_property
    def _by_code(self) -> dict[str, Concept]:
        return {concept.code: concept for concept, _ in self._read}

    @cached_property
    def _folded(self) -> dict[str, str]:
        return {code.lower(): code for code in self._by_code}

    @cached_property
    def _above(self) -> dict[str, tuple[str, ...]]:
        return {concept.code: parents for concept, parents in self._read if parents}

    @cached_property
    def _below(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for code, parents in self._above.items():
            for parent in parents:
                found.setdefault(parent, []).append(code)
        return found

    @cached_property
    def _wording(self) -> dict[str, str]:
        return {code: wording(concept) for code, concept in self._by_code.items()}

    @cached_property
    def _declared(self) -> frozenset[str]:
        resource = self._resource
        named = [one["code"] for key in ("property", "filter") for one in resource.get(key, ())]
        return frozenset(named) | {p.code for concept in self._by_code.values() for p in concept.properties}

    def __len__(self) -> int:
        return len(self._by_code)

    async def concept(self, code: str) -> Concept | None:
        return self._concept(code)

    def _concept(self, code: str) -> Concept | None:
        found = self._by_code.get(code)
        if found is None and not self.case_sensitive:
            found = self._by_code.get(self._folded.get(code.lower(), ""))
        return found

    async def concepts(self, codes: Sequence[str], *, whole: bool = False) -> Mapping[str, Concept]:
        return {code: found for code in codes if (found := self._concept(code)) is not None}

    async def select(self, selection: Selection) -> Selected:
        chosen = [concept for concept in self._candidates(selection.filters) if self._meets(concept, selection)]
        if selection.limit is None:
            not_too_many(len(chosen))
            return Selected(len(chosen), chosen[selection.offset :])
        return Selected(len(chosen), chosen[selection.offset : selection.offset + selection.limit])

    async def meets(self, code: str, filters: Sequence[Filter]) -> bool:
        found = self._concept(code)
        return found is not None and all(self._holds(found, one) for one in filters)

    async def subsumes(self, ancestor: str, descendant: str) -> bool:
        return descendant in self._descendants(ancestor)

    def _meets(self, concept: Concept, selection: Selection) -> bool:
        if (selection.active_only and concept.inactive) or (selection.selectable_only and concept.abstract):
            return False
        return not selection.words or said(selection.words, self._wording[concept.code])

    def _candidates(self, filters: Sequence[Filter]) -> Iterator[Concept]:
        began = time.thread_time()
        for number, concept in enumerate(self._by_code.values()):
            if number % 64 == 63 and time.thread_time() - began > _MOST_SECONDS:
                raise too_slow()
            if all(self._holds(concept, one) for one in filters):
                yield concept

    def _holds(self, concept: Concept, one: Filter) -> bool:
        if one.op not in _OPERATORS:
            raise unsupported_filter(self.url, one.property, one.op)
        if one.op in HIERARCHY:
            if one.property not in _HIERARCHICAL_NAMES:
                raise unsupported_filter(self.url, one.property, one.op)
            return self._lies(concept.code, one.op, one.value)
        if one.property == "ancestor" and one.op == "=":
            return concept.code in self._descendants(one.value)
        values = self._values(concept, one.property)
        if one.op == "=":
            return one.value in values
        if one.op == "in":
            return any(value in _listed(one.value) for value in values)
        if one.op == "not-in":
            return not any(value in _listed(one.value) for value in values)
        if one.op == "exists":
            return bool(values) == (one.value == "true")
        return any(matches(one.value, value) for value in values)

    def _lies(self, code: str, op: str, at: str) -> bool:
        if op == "generalizes":
            return code == at or code in self._ancestors(at)
        below = code in self._descendants(at)
        if op == "descendent-of":
            return below
        return (code == at or below) == (op == "is-a")

    def _values(self, concept: Concept, name: str) -> Sequence[str]:
        """What a concept has under a property; `concept` and `code` are the code itself, as R4's own value sets say."""
        if name in ("code", "concept"):
            return (concept.code,)
        if name == "display":
            return (concept.display,) if concept.display else ()
        if name == "parent":
            return self._above.get(concept.code, ())
        if name == "child":
            return self._below.get(concept.code, ())
        if name == "ancestor":
            return tuple(self._ancestors(concept.code))
        if name == "definition":
            return (concept.definition,) if concept.definition else ()
        if name == "inactive":
            return ("true" if concept.inactive else "false",)
        if name not in self._declared:
            raise unsupported_filter(self.url, name)
        return [one.value for one in concept.properties if one.code == name]

    def _ancestors(self, code: str) -> frozenset[str]:
        return self._reached(("above", code), self._above)

    def _descendants(self, code: str) -> frozenset[str]:
        """Asked with one code about many: everything above each of them would be as much as their number squared."""
        return self._reached(("below", code), self._below)

    def _reached(self, key: tuple[str, str], next_to: Mapping[str, Iterable[str]]) -> frozenset[str]:
        held = self._closure.get(key)
        if held is None:
            if len(self._closure) >= _KEPT:
                self._closure.clear()
            held = self._closure[key] = frozenset(climbed(key[1], next_to))
        return held

    @cached_property
    def _closure(self) -> dict[tuple[str, str], frozenset[str]]:
        return {}

    def parents(self, code: str) -> tuple[str, ...]:
        """The codes directly above."""
        return self._above.get(code, ())

    def children(self, code: str) -> Sequence[str]:
        """The codes directly below."""
        return self._below.get(code, ())


def climbed(code: T, above: Mapping[T, Iterable[T]]) -> set[T]:
    """Everything above a code, or its number; a circle is gone round once, and nothing lies above itself."""
    found: set[T] = set()
    waiting = list(above.get(code, ()))
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting.extend(above.get(one, ()))
    found.discard(code)
    return found


def _listed(value: str) -> frozenset[str]:
    return frozenset(one.strip() for one in value.split(","))
