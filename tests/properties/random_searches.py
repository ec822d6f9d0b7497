"""Random searches over given resources: mostly of values that are there, so that most of them find something."""

from __future__ import annotations

import json
import random
import re
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from medcluster.fhir import elements, types
from tests.properties.naive.comparing import fold
from tests.properties.naive.definitions import Definition, definitions
from tests.properties.naive.searching import Condition, Filter, Naive
from tests.properties.naive.values import UNKNOWN, Identified, Position
from tests.properties.random_values import FALLBACK, Values, escaped

SEARCHED = ("token", "string", "date", "number", "quantity", "reference", "uri", "composite", "special")
SORTED = ("token", "string", "date", "number", "reference", "uri")
_COMPOSED = ("token", "string", "quantity")  # the first of a pair is a code
# R4 4.0.1 has the first two expressions the wrong way round; the rest are about more than the resource's own elements.
LEFT_OUT = {"relation", "relatesto", "_lastUpdated", "_text", "_content", "_filter", "_list", "_query", "phonetic"}


@dataclass
class Case:
    """A search, and how its answer is asked for."""

    kind: str
    conditions: list[Condition]
    sort: list[str] = field(default_factory=list)
    count: int = 1000
    total: bool = False
    patient: str = ""  # whose compartment
    include: tuple[str, str, str] | None = None  # _include or _revinclude, with :iterate or not; type; parameter
    listed: str = ""  # the id of a List
    filter: Filter | None = None

    @property
    def place(self) -> str:
        return f"Patient/{self.patient}/{self.kind}" if self.patient else self.kind

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """What stands in the address."""
        found = [one.text() for one in self.conditions]
        found += [("_list", self.listed)] if self.listed else []
        found += [("_filter", self.filter.text())] if self.filter else []
        found += [("_sort", ",".join(self.sort))] if self.sort else []
        found += [("_count", str(self.count))] if self.count != 50 else []
        found += [("_total", "accurate")] if self.total else []
        found += [(self.include[0], f"{self.include[1]}:{self.include[2]}")] if self.include else []
        return found

    def __str__(self) -> str:
        return f"{self.place}?{'&'.join(f'{name}={value}' for name, value in self.pairs)}"


def parameters(kind: str, wanted: tuple[str, ...] = SEARCHED) -> list[Definition]:
    """What a type is searched by here."""
    found = [one for one in definitions()[kind].values() if one.type in wanted and one.name not in LEFT_OUT]
    return [one for one in found if one.type != "composite" or _is_composed(kind, one)]


def _is_composed(kind: str, parameter: Definition) -> bool:
    """A code and a value of a simple type; a Group's value is of several."""
    pair = [component.type for component, _ in parameter.components]
    return kind != "Group" and len(pair) == 2 and pair[0] == "token" and pair[1] in _COMPOSED


@cache
def bound() -> list[str]:
    """The value sets of R4 that concepts are bound to."""
    kinds = [name for name in types.RESOURCE_TYPES if elements.definition(name)]
    rows = [element for name in kinds for element in elements.definition(name).elements]  # type: ignore[union-attr]
    return sorted({one.codes for one in rows if one.codes and one.types == ("CodeableConcept",)})


@cache
def compartment() -> dict[str, list[str]]:
    """Of each type in the compartment of a patient, the parameters that put a resource there."""
    text = files("medcluster.fhir._generated").joinpath("compartments.json").read_text(encoding="utf-8")
    table: dict[str, dict[str, list[str]]] = json.loads(text)
    return {kind: [n for n in names if n in definitions()[kind]] for kind, names in table["Patient"].items()}


class Searches:
    """Makes searches from one source of chance."""

    def __init__(self, chance: random.Random, naive: Naive) -> None:
        self.chance = chance
        self.values = Values(chance)
        self.naive = naive
        self.kinds = sorted({reference.partition("/")[0] for reference in naive.resources})

    def case(self) -> Case:
        """The next one."""
        chance = self.chance
        kind = chance.choice(self.kinds)
        case = Case(kind, [self.condition(kind) for _ in range(chance.choice([0, 1, 1, 1, 2, 2, 3]))])
        if chance.random() < 0.4:
            keys = chance.sample([one.name for one in parameters(kind, SORTED)], chance.choice([1, 1, 2]))
            case.sort = [chance.choice(["", "-"]) + key for key in keys]
        if chance.random() < 0.3:
            case.count = chance.randrange(1, 15)
        case.total = chance.random() < 0.3
        if chance.random() < 0.15 and "Patient" in self.kinds and kind in compartment():
            case.patient = chance.choice(self.naive.of("Patient")).partition("/")[2]
        if case.count == 1000 and chance.random() < 0.15:
            case.include = self._include(kind)
        if chance.random() < 0.05 and "List" in self.kinds:
            case.listed = chance.choice(self.naive.of("List")).partition("/")[2]
        if chance.random() < 0.12:
            case.filter = self.filter(kind)
        return case

    def filter(self, kind: str) -> Filter:
        """A test, or two, in the words of `_filter`."""
        how = self.chance.choice(["one", "not", "and", "or"])
        known = parameters(kind, tuple(_OPERATORS))
        tests = []
        for parameter in [self.chance.choice(known) for _ in range(1 if how in ("one", "not") else 2)]:
            operator = self.chance.choice(_OPERATORS[parameter.type])
            pool = [value for one in self.naive.of(kind) for value in self.naive.values(one, parameter.name)]
            value = self.chance.choice(pool) if pool and self.chance.random() < 0.9 else None
            text = self._tested(parameter.type, operator, value)
            tests.append((Condition([], parameter.name, "", [text]), operator))
        return Filter(how, tuple(tests))

    def _tested(self, kind: str, operator: str, value: Any) -> str:
        if operator == "pr":
            return self.chance.choice(["true", "false"])
        if kind == "string":
            return next(
                (one for one in (str(value or "").split("|")[0].strip('"\\'), "a") if fold(one) and one.isalnum()), "a"
            )
        if kind == "token":
            return value.code if value is not None and value.code.isalnum() else "1"
        return re.sub(r"^[a-z]{2}", "", self.values.written(kind, value))

    def _include(self, kind: str) -> tuple[str, str, str] | None:
        back = self.chance.random() < 0.5
        source = self.chance.choice(self.kinds) if back else kind
        names = [one.name for one in parameters(source, ("reference",))]
        if not names:
            return None
        iterate = ":iterate" if self.chance.random() < 0.3 else ""
        return ("_revinclude" if back else "_include") + iterate, source, self.chance.choice(names)

    def condition(self, kind: str) -> Condition:
        """One condition on a type, behind some links now and then."""
        links: list[tuple[str, str, str]] = []
        while self.chance.random() < 0.22 and len(links) < 3:
            link = self._chain(kind) if self.chance.random() < 0.6 else self._has(kind)
            if link is None:
                break
            links.append(link)
            kind = link[2] if link[0] == "chain" else link[1]
        parameter = self.chance.choice(parameters(kind))
        modifier, values = self._values(kind, parameter)
        return Condition(links, parameter.name, modifier, values)

    def _chain(self, kind: str) -> tuple[str, str, str] | None:
        found = self._leading(kind)
        if not found:
            return None
        name, target = self.chance.choice(found)
        return ("chain", name, target.partition("/")[0])

    def _has(self, kind: str) -> tuple[str, str, str] | None:
        other = self.chance.choice(self.kinds)
        found = [name for name, target in self._leading(other) if target.startswith(f"{kind}/")]
        return ("has", other, self.chance.choice(found)) if found else None

    def _leading(self, kind: str) -> list[tuple[str, str]]:
        """(parameter, what it refers to) of some resources of a type."""
        some = self.naive.of(kind)
        found = []
        for reference in self.chance.sample(some, min(4, len(some))):
            for one in parameters(kind, ("reference",)):
                found += [
                    (one.name, value)
                    for value in self.naive.values(reference, one.name)
                    if isinstance(value, str) and value in self.naive.resources
                ]
        return found

    def _values(self, kind: str, parameter: Definition) -> tuple[str, list[str]]:
        chance = self.chance
        if parameter.name == "_id":
            return chance.choice(["", "", "not"]), [chance.choice(self.naive.of(kind)).partition("/")[2]]
        if parameter.type == "special":
            return "", [self.near(kind, parameter)]
        if chance.random() < 0.08:
            return "missing", [chance.choice(["true", "false"])]
        pool = [value for reference in self.naive.of(kind) for value in self.naive.values(reference, parameter.name)]
        modifier = chance.choice(_MODIFIERS[parameter.type])
        if modifier in ("text", "of-type"):
            values = self.beside(kind, parameter, modifier)
            return (modifier, values) if values else ("", [FALLBACK["token"]])
        if modifier in ("in", "not-in"):
            value_set = self.value_set(pool)
            return (modifier, [value_set]) if value_set else ("", [FALLBACK["token"]])
        if modifier == "identifier" or (parameter.type == "reference" and modifier == ""):
            wanted = Identified if modifier else str
            pool = [value for value in pool if isinstance(value, wanted)]
            if modifier and not pool:
                modifier = ""
        made: list[str] = []
        for _ in range(chance.choice([1, 1, 1, 2, 3])):
            value = chance.choice(pool) if pool and chance.random() < 0.9 else None
            if parameter.type == "composite":
                text = self.values.composite(parameter, value)
            else:
                text = self.values.written(parameter.type, value, modifier, pool)
            made += [text] if text else []
        return modifier, made or [FALLBACK[parameter.type]]

    def near(self, kind: str, parameter: Definition) -> str:
        """Around one of the places, or elsewhere."""
        pool = [one for reference in self.naive.of(kind) for one in self.naive.values(reference, parameter.name)]
        pool = [one for one in pool if abs(one.latitude) <= 90 and abs(one.longitude) <= 180]
        here = self.chance.choice(pool) if pool else Position(45.0, 5.0)
        return f"{here.latitude}|{here.longitude}|{self.chance.choice([1, 300, 9000])}|km"

    def beside(self, kind: str, parameter: Definition, modifier: str) -> list[str]:
        """Texts, or typed identifiers, that are there."""
        pool = [v for one in self.naive.of(kind) for v in self.naive.values(one, parameter.name, modifier)]
        if not pool:
            return []
        value = self.chance.choice(pool)
        if modifier == "text":
            text = value.text[: self.chance.randrange(1, 12)]
            return [escaped(text)] if fold(text) else []
        return [f"{escaped(value.system)}|{escaped(value.code)}|{escaped(value.value)}"] if value.system else []

    def value_set(self, pool: list[Any]) -> str:
        """A value set of R4 that has some of these codes; "" where a plain code does not say its system."""
        if any(one.system == UNKNOWN for one in pool):
            return ""
        there = {(one.system, one.code) for one in pool}
        found = [url for url in bound() if any(code in elements.codes(url).get(s, ()) for s, code in there)]
        return self.chance.choice(found) if found else ""


_MODIFIERS = {
    "token": ["", "", "", "not", "text", "of-type", "in", "not-in"],
    "string": ["", "", "exact", "contains"],
    "date": [""],
    "number": [""],
    "quantity": [""],
    "reference": ["", "", "", "identifier"],
    "uri": ["", "", "below", "above"],
    "composite": [""],
    "special": [""],
}
_OPERATORS = {
    "token": ["eq", "ne", "pr"],
    "string": ["eq", "ne", "co", "sw", "ew", "pr"],
    "date": ["eq", "ne", "gt", "lt", "ge", "le", "sa", "eb", "pr"],
    "number": ["gt", "lt", "ge", "le", "pr"],
}
