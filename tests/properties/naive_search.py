"""A search engine that can be seen to be right: every resource is looked at, by the official expressions in FHIRPath.

It shares nothing with the record but the decoding of resources and FHIRPath itself: what a parameter finds, how a value
is read and compared, what a chain means is written here once more, as http://hl7.org/fhir/R4/search.html says it.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

from medcluster.fhir import path, types
from medcluster.fhir.path import ucum
from tests.properties import naive_more

NOW = datetime(2026, 1, 1, tzinfo=UTC)
FIRST, LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
UNKNOWN = "?"  # the system of a plain code: the binding of its element says it, and the expression does not
MONEY = "urn:iso:std:iso:4217"
UCUM = "http://unitsofmeasure.org"
_NUMBERS = ("integer", "positiveInt", "unsignedInt", "decimal")
_QUANTITIES = ("Quantity", "Age", "Duration", "Count", "Distance", "SimpleQuantity", "MoneyQuantity")


@dataclass(frozen=True)
class Definition:
    """A search parameter as its definition gives it."""

    name: str
    type: str
    expression: str
    targets: tuple[str, ...]
    components: tuple[tuple[Definition, str], ...] = ()  # of a composite: whose values, and where they are from it on


@dataclass(frozen=True)
class Token:
    system: str | None
    code: str


@dataclass(frozen=True)
class Amount:
    low: Decimal | None
    high: Decimal | None
    system: str = ""
    units: tuple[str, ...] = ()


@dataclass(frozen=True)
class Identified:
    """A reference by identifier."""

    token: Token


@dataclass
class Condition:
    """One condition: through these references (name, type) or back along those of others, a parameter with its values.

    `links`: ("chain", parameter, type) or ("has", type, parameter), outermost first.
    """

    links: list[tuple[str, str, str]]
    name: str
    modifier: str
    values: list[str]

    def text(self) -> tuple[str, str]:
        """As it is written in an address."""
        name = ""
        for kind, first, second in self.links:
            name += f"_has:{first}:{second}:" if kind == "has" else f"{first}:{second}."
        return name + self.name + (f":{self.modifier}" if self.modifier else ""), ",".join(self.values)


@cache
def definitions() -> Mapping[str, Mapping[str, Definition]]:
    """Resource type -> name -> parameter, from the official definitions."""
    table = json.loads(files("medcluster.fhir._generated").joinpath("search.json").read_text(encoding="utf-8"))
    by_url = {row["url"]: row for row in table["parameters"]}
    found: dict[str, dict[str, Definition]] = {name: {} for name in types.RESOURCE_TYPES}
    for row in table["parameters"]:
        for base in row["base"]:
            for name in found if base in ("Resource", "DomainResource") else [base]:
                if base == "DomainResource" and name in ("Bundle", "Binary", "Parameters"):
                    continue
                own = tuple(part for part in _parts(row.get("expression", "")) if _is_about(part, name))
                if own and name in found:
                    targets = ("Patient",) if row["code"] == "patient" else tuple(row.get("target", ()))
                    components = tuple(
                        (
                            Definition(url, by_url[url]["type"], "", tuple(by_url[url].get("target", ()))),
                            "|".join(_parts(e)),
                        )
                        for url, e in row.get("component", ())
                    )
                    made = Definition(row["code"], row["type"], " | ".join(own), targets, components)
                    found[name].setdefault(row["code"], made)
    return found


def _parts(expression: str) -> list[str]:
    """The parts of a union.

    `as`, which R4 means for every item here, takes one alone in FHIRPath. A reference by identifier alone, which leads
    nowhere, is to the type that it names.
    """
    every = re.sub(r"\(([\w.]+) as (\w+)\)|([\w.]+) as (\w+)", r"\1\3.ofType(\2\4)", expression)
    every = re.sub(r"resolve\(\) is (\w+)", r"resolve() is \1 or (reference.exists().not() and type = '\1')", every)
    return [part.strip() for part in every.replace(".as(", ".ofType(").split("|")] if expression else []


def _is_about(part: str, name: str) -> bool:
    root = re.match(r"\(*([A-Za-z]+)", part)
    return root is not None and (root[1] in (name, "Resource", "DomainResource") or root[1][0].islower())


def fold(text: str) -> str:
    """Without case, accents, points; one space between words."""
    bare = "".join(
        c for c in unicodedata.normalize("NFKD", text.casefold()) if unicodedata.category(c) not in ("Mn", "Cf")
    )
    return " ".join(bare.casefold().split())


# ---------------------------------------------------------------------------------------------- what a parameter finds


def found(resource: types.Resource, parameter: Definition, modifier: str = "") -> list[Any]:
    """The values of a parameter in a resource, in the shape of its type, or as a modifier sees them."""
    if parameter.type == "composite":
        return list(_composites(resource, parameter))
    values: list[Any] = []
    read = naive_more.READ.get(modifier, _READ[parameter.type])
    for kind, value in path.compile(parameter.expression).typed(resource, now=NOW, resolver=_stub):
        values += read(kind.partition(".")[2], value)
    return values


def _composites(resource: types.Resource, parameter: Definition) -> Iterator[tuple[list[Any], ...]]:
    """For each element, what each component finds in it; nothing where one of them finds nothing."""
    for base in parameter.expression.split(" | "):
        for place in range(len(path.compile(base).typed(resource, now=NOW, resolver=_stub))):
            parts = []
            for component, expression in parameter.components:
                inside = " | ".join(f"({base})[{place}].{one}" for one in expression.split("|"))
                parts.append(found(resource, Definition(component.name, component.type, inside, component.targets)))
            if all(parts):
                yield tuple(parts)


def _stub(reference: str) -> object | None:
    """What a reference leads to, as far as it tells itself: its type."""
    match = re.search(r"(?:^|/)([A-Z][A-Za-z]+)/[^/]+$", reference)
    return {"resourceType": match[1], "id": "x"} if match and match[1] in types.RESOURCE_TYPES else None


def _tokens(kind: str, value: Any) -> Iterator[Token]:
    match kind:
        case "CodeableConcept":
            for coding in value.get("coding", ()):
                yield from _tokens("Coding", coding)
        case "Coding":
            if "code" in value:
                yield Token(value.get("system", ""), value["code"])
        case "Identifier":
            if "value" in value:
                yield Token(value.get("system", ""), value["value"])
        case "ContactPoint":
            if "value" in value:
                yield Token("", value["value"])
        case "boolean" | "Boolean":
            yield Token("", "true" if value else "false")
        case "code":
            yield Token(UNKNOWN, value)
        case _ if isinstance(value, (str, int, Decimal)):
            yield Token("", str(value))


def _strings(kind: str, value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif kind == "HumanName":
        yield from (value[k] for k in ("text", "family") if k in value)
        yield from (one for k in ("given", "prefix", "suffix") for one in value.get(k, ()) if one is not None)
    elif kind == "Address":
        yield from (value[k] for k in ("text", "city", "district", "state", "postalCode", "country") if k in value)
        yield from (one for one in value.get("line", ()) if one is not None)
    elif kind == "CodeableConcept":
        yield from ([value["text"]] if "text" in value else [])
        yield from (coding["display"] for coding in value.get("coding", ()) if "display" in coding)


def _dates(kind: str, value: Any) -> Iterator[tuple[datetime, datetime]]:
    if kind == "Period" and ("start" in value or "end" in value):
        yield (
            span(value["start"])[0] if "start" in value else FIRST,
            span(value["end"])[1] if "end" in value else LAST,
        )
    elif kind == "Timing":
        events = [span(event) for event in value.get("event", ()) if event]
        if events:
            yield min(low for low, _ in events), max(high for _, high in events)
        else:
            yield from _dates("Period", value.get("repeat", {}).get("boundsPeriod", {}))
    elif kind in ("date", "dateTime", "instant"):
        yield span(value)


def span(text: str) -> tuple[datetime, datetime]:
    """The first instant of a date and the first after it, in UTC."""
    match text.count("-") if len(text) <= 10 else -1:
        case 0:
            return _utc(f"{text}-01-01"), _utc(f"{int(text) + 1:04}-01-01")
        case 1:
            year, month = int(text[:4]), int(text[5:])
            return _utc(f"{text}-01"), _utc(f"{year + month // 12:04}-{month % 12 + 1:02}-01")
        case 2:
            return _utc(text), _utc(text) + timedelta(days=1)
    start = datetime.fromisoformat(text).astimezone(UTC)
    fraction = re.search(r":\d\d\.(\d+)", text)
    return start, start + (
        timedelta(microseconds=10 ** max(0, 6 - len(fraction[1]))) if fraction else timedelta(seconds=1)
    )


def _utc(day: str) -> datetime:
    return datetime.fromisoformat(day).replace(tzinfo=UTC)


def _amounts(kind: str, value: Any) -> Iterator[Amount]:
    if kind in _NUMBERS:
        yield Amount(Decimal(value), Decimal(value))
    elif kind == "Range":
        low, high = value.get("low", {}), value.get("high", {})
        if "value" in low or "value" in high:
            one = low or high
            units = tuple(one[k] for k in ("code", "unit") if k in one)[:1]
            yield Amount(low.get("value"), high.get("value"), one.get("system", ""), units)
    elif kind == "Money":
        if "value" in value:
            yield Amount(
                value["value"], value["value"], MONEY if "currency" in value else "", (value.get("currency", ""),)
            )
    elif kind in _QUANTITIES and "value" in value:
        units = tuple(value[k] for k in ("code", "unit") if k in value)
        low = high = value["value"]
        if "comparator" in value:
            low, high = (None, high) if value["comparator"][0] == "<" else (low, None)
        yield Amount(low, high, value.get("system", ""), units)


def _references(kind: str, value: Any) -> Iterator[str | Identified]:
    if isinstance(value, str):
        yield value
        if "|" in value:
            yield value.partition("|")[0]
    elif kind == "Reference":
        target = value.get("reference", "")
        if target and not target.startswith("#"):
            yield target.partition("/_history/")[0]
        for token in _tokens("Identifier", value.get("identifier", {})):
            yield Identified(token)
    elif "resourceType" in value and "id" in value:
        yield f"{value['resourceType']}/{value['id']}"


def _uris(kind: str, value: Any) -> Iterator[str]:
    yield value
    if kind == "canonical" and "|" in value:
        yield value.partition("|")[0]


_READ: dict[str, Callable[[str, Any], Iterator[Any]]] = {
    "token": _tokens,
    "string": _strings,
    "date": _dates,
    "number": _amounts,
    "quantity": _amounts,
    "reference": _references,
    "uri": _uris,
    "special": lambda kind, value: naive_more.positions(value),
}


# ------------------------------------------------------------------------------------------------------ what matches


@dataclass
class Naive:
    """All resources, by reference, and what was found in them before."""

    resources: dict[str, types.Resource]
    known: dict[tuple[str, str, str], list[Any]] = field(default_factory=dict)
    addresses: dict[str, set[str]] = field(default_factory=dict)

    @classmethod
    def over(cls, resources: list[types.Resource]) -> Naive:
        return cls({f"{types.type_name(one)}/{one.id}": one for one in resources})

    def of(self, kind: str) -> list[str]:
        """The references of the resources of a type."""
        return [reference for reference in self.resources if reference.partition("/")[0] == kind]

    def values(self, reference: str, name: str, modifier: str = "") -> list[Any]:
        """What a parameter finds in a resource."""
        key = reference, name, modifier if modifier in naive_more.READ else ""
        if key not in self.known:
            parameter = definitions()[reference.partition("/")[0]][name]
            self.known[key] = found(self.resources[reference], parameter, key[2])
        return self.known[key]

    def referred(self, reference: str, name: str) -> set[str]:
        """The resources to which a parameter leads from one: by reference, or by their address, with its version."""
        found = {one for one in self.values(reference, name) if isinstance(one, str)} & set(self.resources)
        for address in self.values(reference, name, "canonical"):
            found |= self.addressed().get(address, set())
        return found

    def addressed(self) -> dict[str, set[str]]:
        """Resources by `url`, and by `url|version`."""
        if not self.addresses:
            self.addresses[""] = set()
            for reference, resource in self.resources.items():
                url, version = getattr(resource, "url", None), getattr(resource, "version", None)
                if url and "url" in definitions()[reference.partition("/")[0]]:
                    for address in [url, f"{url}|{version}"] if version else [url]:
                        self.addresses.setdefault(address, set()).add(reference)
        return self.addresses

    def search(self, kind: str, conditions: list[Condition]) -> set[str]:
        """The references of what matches."""
        return {one for one in self.of(kind) if all(self.meets(one, each, 0) for each in conditions)}

    def meets(self, reference: str, condition: Condition, at: int) -> bool:
        """Whether a resource meets a condition, from its link number `at` on."""
        if at == len(condition.links):
            return self._criterion(reference, condition)
        kind, first, second = condition.links[at]
        if kind == "has":
            return any(
                reference in self.values(other, second) and self.meets(other, condition, at + 1)
                for other in self.of(first)
            )
        return any(
            isinstance(target, str)
            and target.startswith(f"{second}/")
            and target in self.resources
            and self.meets(target, condition, at + 1)
            for target in self.values(reference, first)
        )

    def _criterion(self, reference: str, condition: Condition) -> bool:
        kind, _, own_id = reference.partition("/")
        if condition.name == "_id":
            return (own_id in condition.values) is (condition.modifier != "not")
        parameter = definitions()[kind][condition.name]
        values = self.values(reference, condition.name, condition.modifier)
        if condition.modifier == "missing":
            return (not values) is (condition.values[0] == "true")
        hit = any(_hit(parameter, value, wanted, condition.modifier) for wanted in condition.values for value in values)
        return hit is (condition.modifier not in ("not", "not-in"))

    def passes(self, reference: str, condition: Condition, operator: str) -> bool:
        """Whether a resource meets one test of a filter."""
        parameter = definitions()[reference.partition("/")[0]][condition.name]
        values, wanted = self.values(reference, condition.name), condition.values[0]
        if operator == "ne":
            return not self.passes(reference, condition, "eq")
        if operator == "pr":
            return bool(values) is (wanted == "true")
        if parameter.type == "string":
            compared = {"eq": str.__eq__, "co": str.__contains__, "sw": str.startswith, "ew": str.endswith}[operator]
            return any(compared(fold(one), fold(wanted)) for one in values)
        prefix = "" if parameter.type in ("token", "uri", "reference") else operator
        written = wanted if parameter.type == "token" else wanted.replace("\\", "\\\\")
        return any(_hit(parameter, one, prefix + written, "") for one in values)


def _hit(parameter: Definition, value: Any, wanted: str, modifier: str) -> bool:
    if parameter.type == "composite":
        return all(
            any(_hit(component, one, text, "") for one in part)
            for (component, _), part, text in zip(parameter.components, value, cut(wanted, "$"), strict=True)
        )
    if modifier == "identifier":
        return isinstance(value, Identified) and _token(value.token, wanted)
    if modifier == "text":
        return fold(value.text).startswith(fold(plain(wanted)))
    if modifier == "of-type":
        return [value.system, value.code, value.value] == _cut(wanted)
    if modifier in ("in", "not-in"):
        return naive_more.is_in(value, wanted)
    match parameter.type:
        case "special":
            return naive_more.is_near(value, wanted)
        case "token":
            return _token(value, wanted)
        case "string":
            return _string(value, plain(wanted), modifier)
        case "date":
            return _date(value, wanted)
        case "number" | "quantity":
            return _amount(value, wanted)
        case "uri":
            return _uri(value, plain(wanted), modifier)
        case "reference":
            return _reference(value, plain(wanted), modifier, parameter.targets)
    raise TypeError(parameter.type)


def plain(text: str) -> str:
    return re.sub(r"\\([\\,$|])", r"\1", text)


def cut(text: str, mark: str) -> list[str]:
    """The parts between marks; one behind a backslash does not count."""
    parts = [""]
    for piece in re.findall(r"\\.|.", text, re.DOTALL):
        if piece == mark:
            parts.append("")
        else:
            parts[-1] += piece
    return parts


def _cut(text: str) -> list[str]:
    return [plain(part) for part in cut(text, "|")]


def _token(value: Token, wanted: str) -> bool:
    parts = _cut(wanted)
    if len(parts) == 1:
        return value.code == parts[0]
    return value.system == parts[0] and parts[1] in ("", value.code)


def _string(value: str, wanted: str, modifier: str) -> bool:
    if modifier == "exact":
        return value == wanted
    return fold(wanted) in fold(value) if modifier == "contains" else fold(value).startswith(fold(wanted))


def _uri(value: str, wanted: str, modifier: str) -> bool:
    if modifier == "below":
        return value.startswith(wanted)
    return naive_more.is_above(value, wanted) if modifier == "above" else value == wanted


def _reference(value: str | Identified, wanted: str, modifier: str, targets: tuple[str, ...]) -> bool:
    if isinstance(value, Identified):
        return False
    if "/" in wanted or ":" in wanted:
        return value == wanted
    kind, _, own_id = value.partition("/")
    return own_id == wanted and (kind == modifier if modifier else not targets or kind in targets)


def _prefixed(text: str) -> tuple[str, str]:
    match = re.match(r"(eq|ne|gt|lt|ge|le|sa|eb|ap)?(.*)", text)
    if match is None:
        raise ValueError(text)
    return match[1] or "eq", match[2]


def _date(value: tuple[datetime, datetime], wanted: str) -> bool:
    prefix, text = _prefixed(wanted)
    (low, high), (start, end) = value, span(text)
    within = start <= low and high <= end
    return {
        "eq": within,
        "ne": not within,
        "gt": high > end,
        "lt": low < start,
        "ge": high > end or within,
        "le": low < start or within,
        "sa": low >= end,
        "eb": high <= start,
    }[prefix]


def _amount(value: Amount, wanted: str) -> bool:
    number, *unit = _cut(wanted)
    if unit and unit[0] and value.system != unit[0]:
        return False
    there = value.units[0] if value.units else ""
    is_other = bool(unit and unit[1] and unit[1] not in value.units[: 1 if unit[0] else None])
    if is_other and (unit[0] != UCUM or not _compare(there, unit[1])):
        return False

    def here(amount: Decimal | None, open_end: str) -> Fraction | float:
        if amount is None:
            return float(open_end)
        return _converted(amount, there, unit[1]) if is_other else Fraction(amount)

    prefix, text = _prefixed(number)
    exact = Decimal(text)
    half = Decimal(5).scaleb(int(exact.as_tuple().exponent) - 1)
    low, high = here(value.low, "-inf"), here(value.high, "inf")
    near = abs(exact) / 10
    within = exact - half <= low and high < exact + half
    return {
        "eq": within,
        "ne": not within,
        "gt": high > exact,
        "lt": low < exact,
        "ge": high >= exact,
        "le": low <= exact,
        "sa": low > exact,
        "eb": high < exact,
        "ap": low <= exact + near and high >= exact - near,
    }[prefix]


def _compare(one: str, other: str) -> bool:
    """Whether two units measure the same."""
    first, second = ucum.unit(one), ucum.unit(other)
    return first is not None and second is not None and first.dimensions == second.dimensions


def _converted(amount: Decimal, one: str, other: str) -> Fraction:
    first, second = ucum.unit(one), ucum.unit(other)
    if first is None or second is None:
        raise TypeError(one, other)
    return (Fraction(amount) * first.factor + first.offset - second.offset) / second.factor


# --------------------------------------------------------------------------------------------------------- in order


def sort_key(parameter: Definition, values: list[Any], *, descending: bool) -> Any:
    """The value by which a resource is sorted; None when it has none."""
    those = [one for value in values if (one := _SORTED[parameter.type](value)) is not None]
    return (max(those) if descending else min(those)) if those else None


_SORTED: dict[str, Callable[[Any], Any]] = {
    "token": lambda value: value.code[:64],
    "string": lambda value: fold(value)[:500],
    "date": lambda value: value[0],
    "number": lambda value: value.low if value.low == value.high else None,
    "reference": lambda value: value[:64] if isinstance(value, str) else None,
    "uri": lambda value: value[:64],
}
