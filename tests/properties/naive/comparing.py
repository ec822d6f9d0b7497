"""Whether a value that was found is what a search asks for, and which of two comes first."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from medcluster.fhir import elements
from medcluster.fhir.path import ucum
from tests.properties.naive.definitions import Definition
from tests.properties.naive.values import Amount, Identified, Position, Token, span

UCUM = "http://unitsofmeasure.org"
_EARTH = 6_371_008.8


def fold(text: str) -> str:
    """Without case, accents, points; one space between words."""
    bare = "".join(
        c for c in unicodedata.normalize("NFKD", text.casefold()) if unicodedata.category(c) not in ("Mn", "Cf")
    )
    return " ".join(bare.casefold().split())


def hit(parameter: Definition, value: Any, wanted: str, modifier: str) -> bool:
    """Whether a value of a parameter is the one wanted."""
    if parameter.type == "composite":
        return all(
            any(hit(component, one, text, "") for one in part)
            for (component, _), part, text in zip(parameter.components, value, cut(wanted, "$"), strict=True)
        )
    if modifier == "identifier":
        return isinstance(value, Identified) and _token(value.token, wanted)
    if modifier == "text":
        return fold(value.text).startswith(fold(plain(wanted)))
    if modifier == "of-type":
        return [value.system, value.code, value.value] == _cut(wanted)
    if modifier in ("in", "not-in"):
        return _is_in(value, wanted)
    match parameter.type:
        case "special":
            return _is_near(value, wanted)
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
    return _is_above(value, wanted) if modifier == "above" else value == wanted


def _is_above(value: str, wanted: str) -> bool:
    """Whether a stored URL stands above the one that is asked for, or is it."""
    if value == wanted or not re.match(r"[a-z]+://", wanted):
        return value == wanted
    return wanted.startswith(value if value.endswith("/") else f"{value}/") and not value.endswith(":/")


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


def _is_near(value: Position, wanted: str) -> bool:
    """Whether a place is within `latitude|longitude|distance|km`.

    No two places are nearer than their latitudes are; one beyond a pole, which nobody checks, is as far as it says.
    """
    latitude, longitude, distance, _ = wanted.split("|")
    if math.radians(abs(value.latitude - float(latitude))) * _EARTH > float(distance) * 1000:
        return False
    here, there = math.radians(value.latitude), math.radians(float(latitude))
    across = math.radians(value.longitude - float(longitude))
    half = math.sin((here - there) / 2) ** 2 + math.cos(here) * math.cos(there) * math.sin(across / 2) ** 2
    return 2 * _EARTH * math.asin(math.sqrt(min(1.0, max(0.0, half)))) <= float(distance) * 1000


def _is_in(value: Token, value_set: str) -> bool:
    """Whether a code with its system is in one of R4's value sets."""
    return value.code in elements.codes(value_set).get(value.system or "", ())


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
