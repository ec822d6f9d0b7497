"""Which part of a resource was asked for, and how is it cut out?

Promise: mandatory elements and those that change the meaning stay whatever is asked, every digit stays, and what was
cut carries the SUBSETTED tag, so that nobody takes it for the whole. Must not know: HTTP, Structs.
Source: http://hl7.org/fhir/R4/search.html#summary and #elements.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import msgspec

from medcluster.fhir.types import RESOURCE_TYPES
from medcluster.fhir.views.definitions import Part, parts_of
from medcluster.foundation import Issue, Kind, Refusal

SUMMARIES = ("true", "text", "data", "count", "false")
SUBSETTED = {"system": "http://terminology.hl7.org/CodeSystem/v3-ObservationValue", "code": "SUBSETTED"}
_KEPT = frozenset(("resourceType", "id", "meta"))
_decoder = msgspec.json.Decoder(float_hook=lambda digits: msgspec.Raw(digits.encode()))
_encoder = msgspec.json.Encoder()
Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class View:
    """A part: one of `true`, `text` and `data`, or the named elements."""

    summary: str = ""
    elements: frozenset[str] = frozenset()

    def of(self, body: bytes) -> bytes:
        """The part of a resource; an OperationOutcome stays whole."""
        return _encoder.encode(self._cut(_decoder.decode(body)))

    def of_bundle(self, body: bytes) -> bytes:
        """The part of every resource in a Bundle; named elements are of what was searched, not of what came along."""
        bundle = _decoder.decode(body)
        for entry in bundle.get("entry", ()):
            beside = entry.get("search", {}).get("mode") in ("include", "outcome")
            if "resource" in entry and not (beside and self.elements):
                entry["resource"] = self._cut(entry["resource"])
        return _encoder.encode(bundle)

    def _cut(self, resource: Plain) -> Plain:
        name = resource.get("resourceType", "")
        if name == "OperationOutcome" or name not in RESOURCE_TYPES:
            return resource
        parts = parts_of(name)
        if self.summary == "true":
            kept = {**{k: resource[k] for k in _KEPT if k in resource}, **_summary(resource, parts)}
        else:
            keeps = self._keeps()
            kept = {k: v for k, v in resource.items() if k in _KEPT or (k in parts and keeps(parts[k]))}
        meta = dict(kept.get("meta", {}))
        if SUBSETTED["code"] not in [tag.get("code") for tag in meta.get("tag", ())]:
            meta["tag"] = [*meta.get("tag", ()), SUBSETTED]
        return {**{k: kept[k] for k in ("resourceType", "id") if k in kept}, "meta": meta, **_others(kept)}

    def _keeps(self) -> Callable[[Part], bool]:
        if self.summary == "data":
            return lambda part: part.element != "text"
        if self.summary == "text":
            return lambda part: part.element == "text" or part.required
        return lambda part: part.element in self.elements or part.always


def _others(kept: Plain) -> Plain:
    return {k: v for k, v in kept.items() if k not in _KEPT}


def _summary(value: Plain, parts: dict[str, Part]) -> Plain:
    """What is marked as summary, inside of it likewise."""
    return {k: _inside(v, parts[k].inner) for k, v in value.items() if k in parts and _in_summary(parts[k])}


def _in_summary(part: Part) -> bool:
    return part.summary or part.always


def _inside(value: Any, kind: str) -> Any:
    if not kind or kind == "Resource":
        return value
    if isinstance(value, list):
        return [_inside(one, kind) for one in value]
    if not isinstance(value, dict):
        return value
    return _summary(value, parts_of(kind)) or value


def read_view(summary: str, elements: str, resource_type: str = "") -> View | None:
    """The part that was asked for, None for all of it; what cannot be meant is refused by name.

    `count` is no part: it is for who counts. `resource_type`: where it is known, its elements have to be so called.
    """
    if summary and summary not in SUMMARIES:
        raise _wrong("_summary", f"_summary={summary} is none of {', '.join(SUMMARIES)}.")
    names = frozenset(one.strip().removesuffix("[x]") for one in elements.split(",") if one.strip())
    if names and summary not in ("", "false"):
        raise _wrong("_elements", "_summary and _elements are not asked for together.")
    if resource_type in RESOURCE_TYPES:
        known = {part.element for part in parts_of(resource_type).values()}
        if unknown := sorted(names - known - {"resourceType"}):  # always there; some clients ask for it all the same
            hint = f"{resource_type} has {', '.join(sorted(known))}."
            raise _wrong("_elements", f"{resource_type} has no element {', '.join(unknown)}.", hint)
    if names:
        return View(elements=names)
    return View(summary) if summary in ("true", "text", "data") else None


def _wrong(where: str, text: str, hint: str = "") -> Refusal:
    return Refusal(Kind.MALFORMED, text, hint=hint, issues=(Issue(text, where=where, code="value"),))
