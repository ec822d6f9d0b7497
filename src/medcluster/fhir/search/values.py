"""How is the value of a search parameter read?

Promise: `read` turns one text into the values that it lists, by the type and the modifier of its parameter; what
cannot be read is refused with the parameter's name and an example. Source: http://hl7.org/fhir/R4/search.html#ptypes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import tzinfo
from decimal import Decimal

from medcluster.fhir.search.amounts import measure
from medcluster.fhir.search.folding import normalise
from medcluster.fhir.search.parameters import Component, Parameter
from medcluster.fhir.search.query import (
    CompositeValue,
    DateValue,
    NearValue,
    NumberValue,
    Prefix,
    QuantityValue,
    ReferenceValue,
    StringValue,
    TokenValue,
    UriValue,
    Value,
    WordsValue,
)
from medcluster.fhir.search.times import span
from medcluster.fhir.search.words import words
from medcluster.fhir.types import RESOURCE_TYPES
from medcluster.foundation import Kind, Refusal

MODIFIERS = {
    "token": ("missing", "text", "not", "above", "below", "in", "not-in", "of-type"),
    "reference": ("missing", "text", "identifier", "above", "below"),  # and the name of a type
    "string": ("missing", "exact", "contains"),
    "uri": ("missing", "above", "below"),
    "date": ("missing",),
    "number": ("missing",),
    "quantity": ("missing",),
    "composite": ("missing",),
    "special": ("missing",),
}
_PREFIXED = re.compile(r"(eq|ne|gt|lt|ge|le|sa|eb|ap)?(.*)\Z", re.DOTALL)
_NUMBER = re.compile(r"[+-]?[0-9]{1,40}(?:\.[0-9]{1,40})?(?:[eE][+-]?[0-9]{1,3})?\Z")
_DATE = re.compile(
    r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?"
    r"(?:Z|[+-][0-9]{2}:[0-9]{2})?)?)?)?\Z"
)
_ID = re.compile(r"[A-Za-z0-9.-]{1,64}\Z")
_EXAMPLES = {
    "date": "ge2024-03-01",
    "number": "0.8 or gt3",
    "quantity": "5.4|http://unitsofmeasure.org|mg",
    "reference": "Patient/123",
    "token": "http://loinc.org|8302-2 or final",
    "special": "48.85|2.35|10|km",
}
_FARTHEST = 20_100_000.0  # metres, half way round the earth
_NEARBY = 50_000.0  # metres, where no distance is said
_MILES = {"mi": 1609.344, "[mi_i]": 1609.344, "[mi_us]": 1609.347}  # in metres


def read(parameter: Parameter, modifier: str, text: str, zone: tzinfo) -> tuple[Value, ...]:
    """The alternatives of a value, separated by commas."""
    return tuple(_read_one(parameter, modifier, part, zone) for part in split(text, ","))


def split(text: str, mark: str) -> list[str]:
    """The parts between marks, as they are written: a mark behind a backslash does not count."""
    if "\\" not in text:
        return text.split(mark)
    parts = [""]
    for piece in re.findall(r"\\.|.", text, re.DOTALL):
        if piece == mark:
            parts.append("")
        else:
            parts[-1] += piece
    return parts


def plain(text: str) -> str:
    r"""The text without its backslashes: `a\,b` is `a,b`."""
    return re.sub(r"\\([\\,$|])", r"\1", text) if "\\" in text else text


def _read_one(parameter: Parameter, modifier: str, text: str, zone: tzinfo) -> Value:
    if not text:
        raise unreadable(parameter, text)
    if parameter.name in ("_text", "_content"):
        return _words(parameter, text)
    if modifier == "text":
        return _string(parameter, text)
    if parameter.type == "composite":
        return _composite(parameter, text, zone)
    if parameter.type == "reference":
        if modifier == "identifier":
            return _token(parameter, "", text)
        return _reference(parameter, modifier, plain(text))
    if parameter.type == "token":
        return _token(parameter, modifier, text)
    if parameter.type == "date":
        return _date(parameter, text, zone)
    return _READERS[parameter.type](parameter, text)


def _words(parameter: Parameter, text: str) -> WordsValue:
    found = words(plain(text))
    if not found:
        raise unreadable(parameter, text)
    return WordsValue(tuple(found))


def _composite(parameter: Parameter, text: str, zone: tzinfo) -> CompositeValue:
    parts = split(text, "$")
    if len(parts) != len(parameter.components) or not all(parts):
        names = "$".join(component.name for component in parameter.components)
        raise Refusal(
            Kind.MALFORMED,
            f"{text!r} is no value for the composite search parameter {parameter.name}",
            hint=f"it is {parameter.name}={names}, with a value in place of each name",
        )
    found = [
        _read_one(_plain_parameter(component), "", part, zone)
        for component, part in zip(parameter.components, parts, strict=True)
    ]
    return CompositeValue(tuple(found))  # type: ignore[arg-type]  # no component is a composite itself


def _plain_parameter(component: Component) -> Parameter:
    return Parameter(component.name, component.type, "", component.expression, component.targets)


def _near(parameter: Parameter, text: str) -> NearValue:
    parts = [plain(part).strip() for part in split(text, "|")]
    if len(parts) not in (2, 3, 4) or not all(_NUMBER.match(part) for part in parts[:2]):
        raise unreadable(parameter, text)
    latitude, longitude = float(parts[0]), float(parts[1])
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise unreadable(parameter, text)
    if len(parts) == 2 or not parts[2]:
        return NearValue(latitude, longitude, _NEARBY)
    if not _NUMBER.match(parts[2]):
        raise unreadable(parameter, text)
    unit = parts[3] if len(parts) == 4 and parts[3] else "km"
    found = measure(unit)
    if unit in _MILES:
        metres = float(parts[2]) * _MILES[unit]
    elif found is not None and found.preferred == "cm":
        metres = found.amount(Decimal(parts[2])) / 100
    else:
        raise Refusal(Kind.MALFORMED, f"{unit!r} is no unit of distance", hint="for example km, m or mi")
    return NearValue(latitude, longitude, min(max(metres, 0.0), _FARTHEST))


def unreadable(parameter: Parameter, text: str) -> Refusal:
    """The refusal of a value."""
    example = _EXAMPLES.get(parameter.type, "")
    return Refusal(
        Kind.MALFORMED,
        f"{text!r} is no {parameter.type} value for the search parameter {parameter.name}",
        hint=f"for example {parameter.name}={example}" if example else "",
    )


def _token(parameter: Parameter, modifier: str, text: str) -> TokenValue:
    if modifier == "text":
        return TokenValue(None, plain(text))
    parts = [plain(part) for part in split(text, "|")]
    if modifier == "of-type":
        if len(parts) != 3 or not parts[2]:
            raise unreadable(parameter, text)
        return TokenValue(*parts)
    if modifier in ("in", "not-in") or len(parts) == 1:
        return TokenValue(None, plain(text))
    system, code = parts[0], "|".join(parts[1:])
    if not system and not code:
        raise unreadable(parameter, text)
    return TokenValue(system, code or None)


def _reference(parameter: Parameter, wanted: str, text: str) -> ReferenceValue:
    target = text.partition("/_history/")[0]
    if _ID.match(target):
        types = (wanted,) if wanted in RESOURCE_TYPES else parameter.targets or tuple(RESOURCE_TYPES)
        return ReferenceValue(tuple(f"{t}/{target}" for t in types))
    kind, _, ident = target.partition("/")
    if kind in RESOURCE_TYPES:
        if not _ID.match(ident) or (wanted in RESOURCE_TYPES and kind != wanted):
            raise unreadable(parameter, text)
        return ReferenceValue((target,))
    if ":" not in target:
        raise unreadable(parameter, text)
    return ReferenceValue((target,))


def _string(parameter: Parameter, text: str) -> StringValue:
    return StringValue(plain(text), normalise(plain(text)))


def _uri(parameter: Parameter, text: str) -> UriValue:
    return UriValue(plain(text))


def _prefixed(text: str) -> tuple[Prefix, str]:
    found = _PREFIXED.match(text)
    prefix, rest = (found[1], found[2]) if found else (None, text)
    return Prefix(prefix or "eq"), rest


def _date(parameter: Parameter, text: str, zone: tzinfo) -> DateValue:
    prefix, written = _prefixed(text.replace(" ", "+"))  # a plus sign that was not escaped arrives as a space
    if not _DATE.match(written):
        raise unreadable(parameter, text)
    try:
        return DateValue(prefix, *span(written, zone), zone)
    except (ValueError, OverflowError):
        raise unreadable(parameter, text) from None


def _number(parameter: Parameter, text: str) -> NumberValue:
    prefix, written = _prefixed(text)
    if not _NUMBER.match(written):
        raise unreadable(parameter, text)
    value = Decimal(written)
    exponent = value.as_tuple().exponent
    half = Decimal(5).scaleb(int(exponent) - 1)
    return NumberValue(prefix, value, value - half, value + half)


def _quantity(parameter: Parameter, text: str) -> QuantityValue:
    parts = [plain(part) for part in split(text, "|")]
    if len(parts) not in (1, 3):
        raise unreadable(parameter, text)
    _, system, code = parts if len(parts) == 3 else (*parts, "", "")
    return QuantityValue(_number(parameter, parts[0]), system or None, code)


_READERS: dict[str, Callable[[Parameter, str], Value]] = {
    "string": _string,
    "uri": _uri,
    "number": _number,
    "quantity": _quantity,
    "special": _near,
}
