"""What a parameter finds in a resource: values in the shape of the parameter's type or as a modifier sees them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from medcluster.fhir import path, types
from tests.properties.naive.definitions import Definition

NOW = datetime(2026, 1, 1, tzinfo=UTC)
FIRST, LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
UNKNOWN = "?"  # the system of a plain code: the binding of its element says it, and the expression does not
MONEY = "urn:iso:std:iso:4217"
_NUMBERS = ("integer", "positiveInt", "unsignedInt", "decimal")
_QUANTITIES = ("Quantity", "Age", "Duration", "Count", "Distance", "SimpleQuantity", "MoneyQuantity")


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


@dataclass(frozen=True)
class Text:
    """What the modifier `text` looks at."""

    text: str


@dataclass(frozen=True)
class Typed:
    """An identifier with one of its types."""

    system: str
    code: str
    value: str


@dataclass(frozen=True)
class Position:
    latitude: float
    longitude: float


def found(resource: types.Resource, parameter: Definition, modifier: str = "") -> list[Any]:
    """The values of a parameter in a resource, in the shape of its type, or as a modifier sees them."""
    if parameter.type == "composite":
        return list(_composites(resource, parameter))
    values: list[Any] = []
    read = SEEN.get(modifier, _READ[parameter.type])
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
    match = re.search(r"(?:^|/)([A-Z][A-Za-z]+)/[^/]+(?:/_history/[^/]+)?$", reference)
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


def texts(kind: str, value: Any) -> Iterator[Text]:
    """The texts of a code or of an identifier's type."""
    if kind == "CodeableConcept":
        yield from [Text(value["text"])] if "text" in value else []
        yield from (Text(one["display"]) for one in value.get("coding", ()) if "display" in one)
    elif kind == "Coding" and "display" in value:
        yield Text(value["display"])
    elif kind == "Identifier" and "text" in value.get("type", {}):
        yield Text(value["type"]["text"])


def typed(kind: str, value: Any) -> Iterator[Typed]:
    """An identifier by its types."""
    if kind == "Identifier" and "value" in value:
        for one in value.get("type", {}).get("coding", ()):
            if "code" in one:
                yield Typed(one.get("system", ""), one["code"], value["value"])


def addresses(kind: str, value: Any) -> Iterator[str]:
    """Canonical addresses, as they are written."""
    if isinstance(value, str):
        yield value


def positions(value: Any) -> Iterator[Position]:
    """A place on the earth."""
    if isinstance(value, dict) and "latitude" in value and "longitude" in value:
        yield Position(float(value["latitude"]), float(value["longitude"]))


_READ: dict[str, Callable[[str, Any], Iterator[Any]]] = {
    "token": _tokens,
    "string": _strings,
    "date": _dates,
    "number": _amounts,
    "quantity": _amounts,
    "reference": _references,
    "uri": _uris,
    "special": lambda kind, value: positions(value),
}
SEEN = {"text": texts, "of-type": typed, "canonical": addresses}  # by what a modifier looks at instead
