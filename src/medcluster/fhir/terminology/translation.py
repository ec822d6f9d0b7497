"""What is this code called in another code system?

Promise: a `Translator` reads a ConceptMap once and answers forward and backward by look-up; what a group says of codes
that it does not map (`unmapped`) holds forward. Must not know: where maps are kept. Source:
http://hl7.org/fhir/R4/conceptmap.html and operation $translate.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from medcluster.fhir.terminology.definitions import canonical
from medcluster.fhir.terminology.model import Coding, Json

NO_MATCH = frozenset({"unmatched", "disjoint"})
_BACKWARD = {"wider": "narrower", "narrower": "wider", "subsumes": "specializes", "specializes": "subsumes"}


@dataclass(frozen=True, slots=True)
class Match:
    """One answer: how near it is, which concept, what else depends on it, and which map said so."""

    equivalence: str
    concept: Coding | None
    products: tuple[tuple[str, Coding], ...] = ()
    source: str = ""
    comment: str = ""

    @property
    def holds(self) -> bool:
        return self.equivalence not in NO_MATCH


class Translator:
    """A concept map ready to be asked."""

    def __init__(self, resource: Mapping[str, Any]) -> None:
        self.url = str(resource.get("url", ""))
        self.version = str(resource.get("version", ""))
        self.source = str(resource.get("sourceUri") or resource.get("sourceCanonical") or "")
        self.target = str(resource.get("targetUri") or resource.get("targetCanonical") or "")
        self.further: list[str] = []  # maps that a group hands unmapped codes to
        self._forward: dict[tuple[str, str], list[tuple[str, Match]]] = {}
        self._backward: dict[tuple[str, str], list[tuple[str, Match]]] = {}
        self._unmapped: list[tuple[str, str, Json]] = []
        for group in resource.get("group", ()):
            self._read(group)

    def _read(self, group: Json) -> None:
        source, target = canonical(group.get("source", ""))[0], canonical(group.get("target", ""))[0]
        for element in group.get("element", ()):
            here = Coding(source, str(element.get("code", "")), str(element.get("display", "")))
            for one in element.get("target", ()):
                there = Coding(target, one["code"], str(one.get("display", ""))) if "code" in one else None
                said = str(one.get("equivalence", ""))
                match = Match(said, there, tuple(_products(one)), self.url, str(one.get("comment", "")))
                self._forward.setdefault((source, here.code), []).append((target, match))
                if there is not None and match.holds:
                    back = Match(_BACKWARD.get(said, said), here, (), self.url, match.comment)
                    self._backward.setdefault((target, there.code), []).append((source, back))
        if "unmapped" in group:
            self._unmapped.append((source, target, group["unmapped"]))
            if "url" in group["unmapped"]:
                self.further.append(str(group["unmapped"]["url"]))

    def translate(self, code: Coding, *, target: str = "", reverse: bool = False) -> list[Match]:
        """Every answer for a code; `target` is the system wanted, a code without a system is looked for in all."""
        table = self._backward if reverse else self._forward
        found = [
            match
            for system in ([code.system] if code.system else {key[0] for key in table})
            for there, match in table.get((system, code.code), ())
            if target in ("", there)
        ]
        if found or reverse:
            return found
        return [
            m
            for source, there, rule in self._unmapped
            if code.system in ("", source) and target in ("", there)
            for m in self._by_rule(code, there, rule)
        ]

    def _by_rule(self, code: Coding, target: str, rule: Json) -> Iterator[Match]:
        if rule.get("mode") == "provided":
            yield Match("equal", Coding(target, code.code, code.display), (), self.url)
        elif rule.get("mode") == "fixed":
            yield Match(
                "inexact", Coding(target, str(rule.get("code", "")), str(rule.get("display", ""))), (), self.url
            )


def _products(target: Json) -> Iterator[tuple[str, Coding]]:
    for one in target.get("product", ()):
        system = str(one.get("system", ""))
        yield str(one.get("property", "")), Coding(system, str(one.get("value", "")), str(one.get("display", "")))
