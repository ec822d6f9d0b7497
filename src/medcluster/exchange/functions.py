"""What do the functions of a map make of a value?

Promise: each takes one place of a message and gives plain FHIR, or None where there is nothing; what cannot be what it
is said to be is an error with its place, never a guess. `FUNCTIONS` is the whole list, with how many arguments each
takes. Must not know: resources, maps' structure. Source: HL7 v2-to-FHIR's data type maps.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from medcluster.exchange import functions_codes as codes
from medcluster.exchange import functions_people as people
from medcluster.exchange.faults import Unfit
from medcluster.exchange.functions_codes import Context, Table
from medcluster.exchange.message import Spot
from medcluster.exchange.moments import date_of, instant_of, moment_of, written

Plain = Any
_NUMBER = re.compile(r"[+-]?\d{1,18}(?:\.\d{1,18})?(?:[eE][+-]?\d{1,2})?|[+-]?\.\d{1,18}")
_COMPARED = re.compile(r"\s*(<=|>=|<|>|=<|=>)?\s*(.+?)\s*")
_COMPARATORS = {"=<": "<=", "=>": ">="}
_RANGE = re.compile(r"\s*([+-]?[\d.]+)\s*-\s*([+-]?[\d.]+)\s*")
_MINUTES = {"S": Decimal(1) / 60, "SEC": Decimal(1) / 60, "M": Decimal(1), "MIN": Decimal(1), "H": Decimal(60)}
_MINUTES |= {"HR": Decimal(60), "D": Decimal(1440), "": Decimal(1)}
_MOST_MINUTES = 366 * 1440


def is_number(text: str) -> bool:
    """Whether a text is a number as NM may write it."""
    return bool(_NUMBER.fullmatch(text.strip()))


def is_amount(text: str) -> bool:
    """Whether it is a number, perhaps with < or > before it."""
    match = _COMPARED.fullmatch(text)
    return match is not None and is_number(match[2])


def decimal_of(text: str) -> Decimal:
    """The number, its digits kept; a sign + and a leading point are what FHIR does not write."""
    text = text.strip().lstrip("+")
    return Decimal(text.replace("-.", "-0.") if text.startswith("-.") else f"0{text}" if text.startswith(".") else text)


def _text(spot: Spot, arguments: tuple[str, ...], context: Context) -> Plain:
    return spot.text or None


def _date(spot: Spot, arguments: tuple[str, ...], context: Context) -> Plain:
    return date_of(spot.text, spot.place) if spot.text else None


def _datetime(spot: Spot, arguments: tuple[str, ...], context: Context) -> Plain:
    return moment_of(spot.text, spot.place, context.setting.zone) if spot.text else None


def _instant(spot: Spot, arguments: tuple[str, ...], context: Context) -> Plain:
    return written(instant_of(spot.text, spot.place, context.setting.zone)) if spot.text else None


def _instant_if_exact(spot: Spot, arguments: tuple[str, ...], context: Context) -> Plain:
    """The instant; nothing where only a day is said, which is no instant in FHIR."""
    text = spot.text
    if not text:
        return None
    return _instant(spot, arguments, context) if "T" in moment_of(text, spot.place, context.setting.zone) else None


def _later(spot: Spot, arguments: tuple[str, ...], context: Context) -> Plain:
    """The instant, so many minutes later: `AIS-4 | later AIS-7 AIS-8`."""
    amount = context.beside(spot, arguments[0])
    unit = context.beside(spot, arguments[1]) if len(arguments) > 1 else None
    if not spot.text or amount is None or not amount.text:
        return None
    factor = _MINUTES.get(unit.text.upper() if unit else "")
    if factor is None or not is_number(amount.text):
        raise Unfit("this is no duration in seconds, minutes, hours or days", amount.place)
    minutes = decimal_of(amount.text) * factor
    if not 0 <= minutes <= _MOST_MINUTES:
        raise Unfit("nothing lasts so long", amount.place)
    start = instant_of(spot.text, spot.place, context.setting.zone)
    return written(start + timedelta(minutes=float(minutes)))


def _integer(spot: Spot, arguments: tuple[str, ...], context: Context) -> Plain:
    text = spot.text.strip()
    if not text:
        return None
    if not re.fullmatch(r"[+-]?\d{1,9}", text):
        raise Unfit("this is no whole number", spot.place)
    return int(text)


def _number(spot: Spot, arguments: tuple[str, ...], context: Context) -> Plain:
    if not spot.text:
        return None
    if not is_number(spot.text):
        raise Unfit("this is no number", spot.place)
    return decimal_of(spot.text)


def _flag(spot: Spot, arguments: tuple[str, ...], context: Context) -> Plain:
    said = spot.text.strip().upper()
    if said not in ("", "Y", "N", "YES", "NO"):
        raise Unfit("this is neither Y nor N", spot.place)
    return said.startswith("Y") if said else None


def _quantity(spot: Spot, arguments: tuple[str, ...], context: Context) -> Plain:
    """A number, perhaps with < or > before it, and the unit of another field: `OBX-5 | quantity OBX-6`."""
    match = _COMPARED.fullmatch(spot.text)
    if match is None or not is_number(match[2]):
        return None
    found: dict[str, Plain] = {"value": decimal_of(match[2])}
    if match[1]:
        found["comparator"] = _COMPARATORS.get(match[1], match[1])
    return {**found, **_unit(spot, arguments, context)}


def _unit(spot: Spot, arguments: tuple[str, ...], context: Context) -> dict[str, Plain]:
    unit = context.beside(spot, arguments[0]) if arguments else None
    return codes.unit(unit, context) if unit is not None else {}


def _structured(spot: Spot, arguments: tuple[str, ...], context: Context) -> Plain:
    """SN as a Quantity: `>^100`, `^7.5`."""
    comparator, first, separator = spot.part(1), spot.part(2), spot.part(3)
    if separator or not is_number(first) or comparator not in ("", "<", ">", "<=", ">=", "="):
        return None
    found: dict[str, Plain] = {"value": decimal_of(first)}
    if comparator not in ("", "="):
        found["comparator"] = comparator
    return {**found, **_unit(spot, arguments, context)}


def _ratio(spot: Spot, arguments: tuple[str, ...], context: Context) -> Plain:
    """SN as a Ratio: `^1^:^128`, `^1^/^4`."""
    first, separator, second = spot.part(2), spot.part(3), spot.part(4)
    if separator not in (":", "/") or not (is_number(first) and is_number(second)):
        return None
    numerator: dict[str, Plain] = {"value": decimal_of(first)}
    if spot.part(1) in ("<", ">", "<=", ">="):
        numerator["comparator"] = spot.part(1)
    return {"numerator": numerator, "denominator": {"value": decimal_of(second)}}


def _between(spot: Spot, arguments: tuple[str, ...], context: Context) -> Plain:
    """SN as a Range: `^100^-^200`."""
    low, separator, high = spot.part(2), spot.part(3), spot.part(4)
    if separator != "-" or not (is_number(low) and is_number(high)):
        return None
    unit = _unit(spot, arguments, context)
    return {"low": {"value": decimal_of(low), **unit}, "high": {"value": decimal_of(high), **unit}}


def _unstructured(spot: Spot, arguments: tuple[str, ...], context: Context) -> Plain:
    """SN that is neither a quantity, nor a ratio, nor a range: as it was written, without delimiters."""
    if any(read(spot, (), context) is not None for read in (_structured, _ratio, _between)):
        return None
    return "".join(spot.parts).strip() or None


def _displays(spot: Spot, arguments: tuple[str, ...], context: Context) -> Plain:
    """The words of all repetitions, one a line."""
    count = spot.segment.repetitions(spot.field)
    each = [Spot(spot.segment, spot.field, number) for number in range(1, count + 1)]
    return "\n".join(one.part(2) or one.part(1) for one in each).strip("\n") or None


def _reference_range(spot: Spot, arguments: tuple[str, ...], context: Context) -> Plain:
    """OBX-7 as Observation.referenceRange; what cannot be understood as numbers stays as text."""
    text = spot.text.strip()
    if not text:
        return None
    found: dict[str, Plain] = {"text": text}
    unit = _unit(spot, arguments, context)
    bounds, one = _RANGE.fullmatch(text), _COMPARED.fullmatch(text)
    if bounds and is_number(bounds[1]) and is_number(bounds[2]):
        found["low"] = {"value": decimal_of(bounds[1]), **unit}
        found["high"] = {"value": decimal_of(bounds[2]), **unit}
    elif one and one[1] and is_number(one[2]):
        found["high" if "<" in one[1] else "low"] = {"value": decimal_of(one[2]), **unit}
    return found


def _attachment(spot: Spot, arguments: tuple[str, ...], context: Context) -> Plain:
    """ED as `{contentType, data}`, its data base64 whatever they came as."""
    kind, subtype, encoding, data = spot.part(2), spot.part(3), spot.part(4).lower(), spot.part(5)
    if not data:
        return None
    try:
        if encoding == "base64":
            raw = base64.b64decode(re.sub(r"\s", "", data), validate=True)
        elif encoding == "hex":
            raw = bytes.fromhex(data)
        elif encoding in ("a", ""):
            raw = data.encode()
        else:
            raise Unfit(f"data are encoded as {encoding!r}; known are Base64, Hex and A", spot.place)
    except (ValueError, binascii.Error):
        raise Unfit(f"these data are not {encoding}", spot.place) from None
    return {"contentType": codes.media_type(kind, subtype), "data": base64.b64encode(raw).decode()}


def _content_type(spot: Spot, arguments: tuple[str, ...], context: Context) -> Plain:
    return codes.media_type(spot.part(2), spot.part(3)) if spot.part(5) else None


def _data(spot: Spot, arguments: tuple[str, ...], context: Context) -> Plain:
    found = _attachment(spot, arguments, context)
    return found["data"] if found else None


def _lines(spot: Spot, arguments: tuple[str, ...], context: Context) -> Plain:
    """All repetitions, one a line; with a part's number, that of every repetition."""
    texts = [
        spot.segment.read(spot.field, number, spot.component or 1, 1)
        for number in range(1, spot.segment.repetitions(spot.field) + 1)
    ]
    return "\n".join(texts).strip("\n") or None


def _whole(spot: Spot, arguments: tuple[str, ...], context: Context) -> Plain:
    return spot.whole or None


@dataclass(frozen=True, slots=True)
class Function:
    """A function, with how many arguments it takes, and whether one of them names a table."""

    run: Callable[[Spot, tuple[str, ...], Context], Plain]
    least: int = 0
    most: int = 0
    takes_table: bool = False
    takes_paths: bool = False
    plain: bool = False  # gives a text, number or truth value rather than an element with parts


FUNCTIONS: Mapping[str, Function] = {
    "text": Function(_text, plain=True),
    "lines": Function(_lines, plain=True),
    "whole": Function(_whole, plain=True),
    "displays": Function(_displays, plain=True),
    "unstructured": Function(_unstructured, plain=True),
    "date": Function(_date, plain=True),
    "datetime": Function(_datetime, plain=True),
    "instant": Function(_instant, plain=True),
    "instant-if-exact": Function(_instant_if_exact, plain=True),
    "later": Function(_later, 1, 2, takes_paths=True, plain=True),
    "integer": Function(_integer, plain=True),
    "decimal": Function(_number, plain=True),
    "flag": Function(_flag, plain=True),
    "quantity": Function(_quantity, 0, 1, takes_paths=True),
    "structured": Function(_structured, 0, 1, takes_paths=True),
    "ratio": Function(_ratio),
    "between": Function(_between, 0, 1, takes_paths=True),
    "reference-range": Function(_reference_range, 0, 1, takes_paths=True),
    "attachment": Function(_attachment),
    "content-type": Function(_content_type, plain=True),
    "data": Function(_data, plain=True),
    "table": Function(codes.table, 1, 1, takes_table=True, plain=True),
    "concept": Function(codes.concept, 0, 1, takes_table=True),
    "coding": Function(codes.coding, 0, 1, takes_table=True),
    "identifier": Function(people.identifier),
    "entity": Function(people.entity),
    "name": Function(people.name),
    "person": Function(people.person),
    "interpreter": Function(people.interpreter),
    "address": Function(people.address),
    "telecom": Function(people.telecom, 0, 1),
    "place": Function(people.place),
    "organization": Function(people.organization),
}

__all__ = ["FUNCTIONS", "Context", "Function", "Table", "decimal_of", "is_amount", "is_number"]
