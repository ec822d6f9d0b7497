"""Valid and mutated resources for two validators, the same for the same seed.

Every mutation is one that hospitals' interfaces really make: something left out, a code that is none, a period that
ends before it starts, a reference to another type, an element in the wrong place.
"""

from __future__ import annotations

import bz2
import copy
import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.conformance import examples

SYNTHEA = Path(__file__).parents[3] / "shared" / "data" / "synthea"
LARGEST_BYTES = 60_000
Json = dict[str, Any]
Place = tuple[Any, Any]  # a container and a key or an index in it


@dataclass(frozen=True)
class Case:
    """A resource and how it came about."""

    name: str
    content: bytes


def cases(seed: int, *, valid: int, mutated: int) -> list[Case]:
    """So many as they are and so many mutated ones."""
    chance = random.Random(seed)
    sources = _sources(chance, max(valid, mutated))
    made = [Case(name, _written(resource)) for name, resource in sources[:valid]]
    for number in range(mutated):
        name, resource = sources[number % len(sources)]
        changed, how = _mutated(resource, chance)
        made.append(Case(f"{name} {how} {number}", _written(changed)))
    return made


def _written(resource: Json) -> bytes:
    return json.dumps(resource, sort_keys=True).encode()


def _sources(chance: random.Random, wanted: int) -> list[tuple[str, Json]]:
    """Examples of the specification and, where they are there, resources of Synthea; none too large."""
    found: list[tuple[str, Json]] = []
    for name, content in examples.examples(every=7):
        if len(content) < LARGEST_BYTES and name not in examples.KNOWN_BAD and not name.startswith("Structure"):
            found.append((name, json.loads(content)))
    synthea = list(_synthea())
    chance.shuffle(found)
    chance.shuffle(synthea)
    share = min(len(synthea), wanted // 3)
    mixed = found[: wanted - share] + synthea[:share]
    chance.shuffle(mixed)
    return mixed


def _synthea() -> Iterator[tuple[str, Json]]:
    for path in sorted(SYNTHEA.glob("*.json.bz2"))[:12]:
        bundle = json.loads(bz2.decompress(path.read_bytes()))
        for entry in bundle["entry"][:60]:
            resource = entry["resource"]
            yield f"synthea-{resource['resourceType']}", resource


def _mutated(resource: Json, chance: random.Random) -> tuple[Json, str]:
    changed = copy.deepcopy(resource)
    ways = list(_WAYS)
    chance.shuffle(ways)
    for way in ways:
        if _WAYS[way](changed, chance):
            return changed, way
    return changed, "as it is"


def _places(value: Any, wanted: Callable[[str, Any], bool], key: str = "") -> Iterator[Place]:
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, inner in members:
        said = name if isinstance(name, str) else key
        if wanted(said, inner):
            yield value, name
        yield from _places(inner, wanted, said)


def _one(resource: Json, chance: random.Random, wanted: Callable[[str, Any], bool]) -> Place | None:
    found = list(_places(resource, wanted))
    return chance.choice(found) if found else None


def _change(wanted: Callable[[str, Any], bool], act: Callable[[Any, Any, random.Random], None]) -> Any:
    def way(resource: Json, chance: random.Random) -> bool:
        place = _one(resource, chance, wanted)
        if place is None:
            return False
        act(*place, chance)
        return True

    return way


def _drop(owner: Any, key: Any, chance: random.Random) -> None:
    del owner[key]


def _to(value: Any) -> Callable[[Any, Any, random.Random], None]:
    def act(owner: Any, key: Any, chance: random.Random) -> None:
        owner[key] = copy.deepcopy(value)

    return act


def _turn(owner: Any, key: Any, chance: random.Random) -> None:
    period = owner[key]
    period["start"], period["end"] = period["end"], period["start"]


def _contain(resource: Json, chance: random.Random) -> bool:
    resource.setdefault("contained", []).append({"resourceType": "Basic", "id": "lost", "code": {"text": "lost"}})
    return True


def _is(*names: str) -> Callable[[str, Any], bool]:
    return lambda key, value: key in names and not isinstance(value, list)


def _droppable(key: str, value: Any) -> bool:
    return key not in ("resourceType", "id", "div", "meta")


PROFILES = {  # of R4 itself
    "ActivityDefinition": ("shareableactivitydefinition",),
    "CodeSystem": ("shareablecodesystem",),
    "Composition": ("clinicaldocument", "catalog"),
    "DiagnosticReport": ("lipidprofile", "diagnosticreport-genetics"),
    "Group": ("actualgroup", "groupdefinition"),
    "Library": ("shareablelibrary", "cqllibrary"),
    "Measure": ("shareablemeasure",),
    "Observation": ("vitalsigns", "bodyweight", "bp", "bmi", "heartrate", "cholesterol", "devicemetricobservation"),
    "PlanDefinition": ("shareableplandefinition", "computableplandefinition"),
    "Provenance": ("provenance-relevant-history",),
    "Questionnaire": ("cqf-questionnaire",),
    "ValueSet": ("shareablevalueset",),
}


def _declare(resource: Json, chance: random.Random) -> bool:
    names = PROFILES.get(resource["resourceType"])
    if names is None:
        return False
    name = chance.choice(names)
    resource.setdefault("meta", {})["profile"] = [f"http://hl7.org/fhir/StructureDefinition/{name}"]
    return True


_WAYS: dict[str, Any] = {
    "that declares a profile": _declare,
    "that declares another profile": _declare,
    "without something": _change(_droppable, _drop),
    "without another thing": _change(_droppable, _drop),
    "without a required thing": _change(_is("status", "code", "url", "subject", "patient", "type", "system"), _drop),
    "with an unknown code": _change(_is("status", "use", "gender", "intent", "priority", "comparator"), _to("no-such")),
    "with a foreign coding": _change(_is("coding"), _to([{"system": "http://example.org/x", "code": "y"}])),
    "with a code outside": _change(
        lambda key, value: key in ("clinicalStatus", "verificationStatus", "class", "type", "category", "reasonCode"),
        lambda owner, key, chance: owner.__setitem__(key, _foreign(owner[key])),
    ),
    "with a turned period": _change(
        lambda key, value: isinstance(value, dict) and "start" in value and "end" in value, _turn
    ),
    "with a wrong date": _change(
        lambda key, value: isinstance(value, str) and len(value) > 9 and value[:2] in ("19", "20") and value[4] == "-",
        _to("2020-13-45"),
    ),
    "with a strange reference": _change(_is("reference"), _to("Slot/1")),
    "with an unknown element": _change(
        lambda key, value: isinstance(value, dict) and key != "contained",
        lambda owner, key, chance: owner[key].__setitem__("noSuchElement", "x"),
    ),
    "with an empty extension": _change(
        lambda key, value: isinstance(value, dict) and "resourceType" not in value,
        lambda owner, key, chance: owner[key].__setitem__("extension", [{"url": "http://example.org/empty"}]),
    ),
    "with a lost contained resource": _contain,
    "with a quantity without code": _change(
        lambda key, value: isinstance(value, dict) and "code" in value and "unit" in value,
        lambda owner, key, chance: owner[key].pop("system", None),
    ),
}


def _foreign(value: Any) -> Any:
    coding = {"coding": [{"system": "http://example.org/x", "code": "y"}]}
    if isinstance(value, list):
        return [coding] if value and isinstance(value[0], dict) else value
    return (
        {"system": "http://example.org/x", "code": "y"}
        if isinstance(value, dict) and "coding" not in value
        else (coding if isinstance(value, dict) else value)
    )
