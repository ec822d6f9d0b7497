"""Random resources of any type, made from the definitions: valid, and full of what is awkward to search.

The same seed gives the same resources. References lead to each other, to nothing, and elsewhere.
"""

from __future__ import annotations

import random
from typing import Any

import msgspec

from medcluster.fhir import elements, types
from medcluster.foundation import Refusal

TEXTS = [
    "Anna",
    "anna maria",
    "Ánna",
    "Müller",
    "Петрова",
    "שרה כהן",
    "o'Neil",
    "50%_\\",
    "a,b",
    "x|y$z",
    "Ёлкин",
    "B" * 620,
]
CODES = ["1", "2", "final", "x-y", "8867-4"]
SYSTEMS = ["urn:a", "urn:b", "http://loinc.org"]
URIS = ["http://x.org/a", "http://x.org/a/b", "urn:oid:1.2.3", "http://x.org/B"]
CANONICALS = ["http://x.org/a", "http://x.org/a|1.0", "http://x.org/a/b|2"]
DATES = ["2023", "2024", "2024-02", "2024-02-28", "2024-02-29", "2024-03-01"]
TIMES = ["2024-02-29T10:00:00Z", "2024-03-01T00:30:00+02:00", "2024-02-28T23:59:59.500Z", "1890-05-05T12:00:00Z"]
NUMBERS = ["0", "1", "1.0", "1.50", "-3", "100", "99.95", "0.004", "120"]
UNITS = [("http://unitsofmeasure.org", "kg"), ("http://unitsofmeasure.org", "mg"), ("urn:units", "drops"), ("", "")]
_TYPES = (
    "Patient Observation Encounter Condition Practitioner Organization MedicationRequest Procedure DiagnosticReport "
    "Appointment CarePlan Task ServiceRequest Immunization RiskAssessment Questionnaire ValueSet Group Location "
    "AllergyIntolerance Claim Coverage List Provenance RelatedPerson PractitionerRole DocumentReference Specimen"
)
TYPES = _TYPES.split()
# What three of them hold is no data of their own; a Subscription is taken only as a topic has it.
NOT_MADE = ("Bundle", "Binary", "Parameters", "Subscription")
_DEEPEST = 4
_NEVER = {"id", "implicitRules", "language", "text", "contained", "extension", "modifierExtension", "versionId"}
_PRIMITIVES: dict[str, list[Any]] = {
    "string": TEXTS,
    "markdown": TEXTS[:4],
    "code": CODES,
    "uri": URIS,
    "url": URIS[:2],
    "canonical": CANONICALS,
    "id": ["one", "two"],
    "oid": ["urn:oid:1.2.3"],
    "uuid": ["urn:uuid:53fefa32-fcbb-4ff8-8a92-55ee120877b7"],
    "date": DATES,
    "dateTime": [*DATES, *TIMES],
    "instant": TIMES,
    "time": ["10:00:00"],
    "boolean": [True, False],
    "integer": [-2, 0, 7],
    "positiveInt": [1, 5],
    "unsignedInt": [0, 3],
    "base64Binary": ["aGVsbG8="],
    "xhtml": ['<div xmlns="http://www.w3.org/1999/xhtml">text</div>'],
}


class Maker:
    """Makes resources from one source of chance."""

    def __init__(self, chance: random.Random, universe: dict[str, list[str]]) -> None:
        self.chance = chance
        self.universe = universe

    def resource(self, name: str, resource_id: str) -> types.Resource | None:
        """One of this type and id; None where chance leaves out what is required again and again."""
        for _ in range(12):
            made = {"resourceType": name, "id": resource_id, **self._object(name, 0)}
            if name == "SearchParameter":
                made["status"] = "draft"  # an active one changes how others are searched
            try:
                return types.decode(msgspec.json.encode(made))
            except Refusal:
                continue
        return None

    def _object(self, name: str, depth: int) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for element in self._elements(name):
            wanted = element.required or self.chance.random() < (0.5 if depth < 2 else 0.35)
            if (element.name in _NEVER and not element.required) or not wanted:
                continue
            kind = self.chance.choice(element.types)
            if depth >= _DEEPEST and kind not in _PRIMITIVES and not element.required:
                continue
            values = [
                self._value(kind, element, depth) for _ in range(self.chance.choice([1, 1, 2]) if element.many else 1)
            ]
            found = [value for value in values if value not in (None, {})]
            if found:
                made[element.spelled(kind)] = found if element.many else found[0]
        return made

    def _elements(self, name: str) -> tuple[elements.Element, ...]:
        found = elements.definition(name)
        return found.elements if found else ()

    def _value(self, kind: str, element: elements.Element, depth: int) -> Any:
        chance = self.chance
        if kind == "code" and element.codes:
            return chance.choice(sorted(code for codes in elements.codes(element.codes).values() for code in codes))
        if kind == "decimal":
            return msgspec.Raw(chance.choice(NUMBERS).encode())
        if kind in _PRIMITIVES:
            return chance.choice(_PRIMITIVES[kind])
        if kind == "Reference":
            return self._reference()
        if kind == "Coding":
            return self._coding()
        if kind == "CodeableConcept":
            return self._bound(element.codes) if element.codes else self._concept()
        if kind in ("Quantity", "Age", "Duration", "Count", "Distance"):
            return self._quantity()
        if kind == "Period":
            return self._period()
        if kind in ("Resource", "Narrative", "Extension"):
            return None
        return self._object(kind, depth + 1)

    def _reference(self) -> dict[str, Any]:
        kind = self.chance.choice(sorted(self.universe))
        some = self.chance.random()
        if some < 0.8:
            return {"reference": f"{kind}/{self.chance.choice(self.universe[kind])}"}
        if some < 0.85:
            return {"reference": f"{kind}/absent"}
        if some < 0.9:
            return {"reference": f"http://elsewhere.org/{kind}/1"}
        if some < 0.93:
            return {"reference": f"{kind}/{self.chance.choice(self.universe[kind])}/_history/1"}
        return {"type": kind, "identifier": {"system": self.chance.choice(SYSTEMS), "value": self.chance.choice(CODES)}}

    def _coding(self) -> dict[str, Any]:
        made = {"code": self.chance.choice(CODES)}
        if self.chance.random() < 0.8:
            made["system"] = self.chance.choice(SYSTEMS)
        if self.chance.random() < 0.4:
            made["display"] = self.chance.choice(TEXTS[:8])
        return made

    def _concept(self) -> dict[str, Any]:
        made: dict[str, Any] = {}
        if self.chance.random() < 0.9:
            made["coding"] = [self._coding() for _ in range(self.chance.choice([1, 1, 2]))]
        if not made or self.chance.random() < 0.3:
            made["text"] = self.chance.choice(TEXTS[:8])
        return made

    def _bound(self, value_set: str) -> dict[str, Any]:
        """One of the codes that R4 enumerates, and now and then another beside it."""
        listed = [(system, code) for system, codes in elements.codes(value_set).items() for code in codes]
        system, code = self.chance.choice(sorted(listed))
        others = [self._coding()] if self.chance.random() < 0.3 else []
        made: dict[str, Any] = {"coding": [{"system": system, "code": code}, *others]}
        return made | ({"text": self.chance.choice(TEXTS[:8])} if self.chance.random() < 0.3 else {})

    def _quantity(self) -> dict[str, Any]:
        system, code = self.chance.choice(UNITS)
        made: dict[str, Any] = {"value": msgspec.Raw(self.chance.choice(NUMBERS).encode())}
        if code:
            made |= {"unit": code, "code": code}
        return made | ({"system": system} if system else {})

    def _period(self) -> dict[str, Any]:
        start, end = sorted(self.chance.sample([*DATES[1:], TIMES[0]], 2))
        some = self.chance.random()
        return {"start": start} if some < 0.2 else {"end": end} if some < 0.4 else {"start": start, "end": end}


def resources(seed: int, count: int, kinds: list[str] | None = None) -> list[types.Resource]:
    """That many random resources; those of the types that others refer to come more often."""
    chance = random.Random(seed)
    chosen = kinds or [*TYPES, *chance.sample(sorted(types.RESOURCE_TYPES), 6)]
    weights = [4 if kind in ("Patient", "Observation", "Encounter", "Condition") else 1 for kind in chosen]
    names = chance.choices(chosen, weights, k=count)
    universe: dict[str, list[str]] = {}
    for place, name in enumerate(names):
        universe.setdefault(name, []).append(f"r{seed % 1000}-{place}")
    maker = Maker(chance, universe)
    made = [maker.resource(name, one) for name, ids in universe.items() if name not in NOT_MADE for one in ids]
    return [one for one in made if one is not None]
