"""Which index rows does a resource have?

Promise: every value that a search can ask for becomes a row of the table of its kind, once; the codes in front of
composite values are folded into the number of the parameter, so that `code-value-quantity` is one stretch of one index;
one row says which parameters find anything at all (`:missing`). Pure. Must not know: SQL. Source: the comments of the
tables (migrations) and docs/reasons/record.md; a change of what is written raises `FORMAT` (see `reindexing`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from medcluster.fhir.search import UCUM, Postings, measure, standard_parameters_of, united, united_in
from medcluster.record.hashing import composite_number, hash32, hash64, parameter_number, text_number

FORMAT = 4  # of the index rows: what is below; rows of an older one are made again by `reindexing`
INDEXED_LENGTH = 500  # characters of a string that its index entry holds; the rest is beside it
SORTED_LENGTH = 64  # characters of a code, a reference or a URI by which searches sort
RANGES = 16  # of one parameter in one resource whose two ends are kept apart
SHAPE = ":shape"  # the row that says which parameters find anything
CANONICAL = ":canonical"  # the row with a resource's own address and version, `url|version`
ANY_VERSION = 1  # as system: the address alone of a reference to one version; it leads to no other
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND = timedelta(seconds=1)
_ROW_ITSELF = ("_id", "_lastUpdated")  # the row of the resource has it

Token = tuple[int, int, int, str | None]  # parameter, value, system, the value as text for sorting
Text = tuple[int, str, str | None, str | None]  # parameter, indexed, tail, original
Span = tuple[int, float, float]  # parameter, from, up to: seconds since 1970
Quantity = tuple[int, float, int, int]  # parameter, value, system, unit; of a composite, the system of its code


@dataclass(slots=True)
class Index:
    """The index rows of one resource, each once, in order."""

    tokens: dict[Token, None]
    texts: dict[Text, None]
    spans: dict[Span, None]
    quantities: dict[Quantity, None]


@cache
def shape_bits(resource_type: str) -> dict[str, int]:
    """The bit of each parameter of R4 in a shape; the 64th and later, and custom ones, have none."""
    names = [name for name in standard_parameters_of(resource_type) if name not in _ROW_ITSELF]
    return {name: 1 << place for place, name in enumerate(names[:63])}


@cache
def _united_bits(resource_type: str) -> tuple[tuple[int, int], ...]:
    """The bits of the two parameters that another unites, and its own."""
    bits = shape_bits(resource_type)
    return tuple(
        (sum(bits[part] for part in united(resource_type, name)), bits[name]) for name in united_in(resource_type)
    )


def indexed(name: str, found: Postings) -> Index:
    """The rows of a resource of type `name`."""
    bits = shape_bits(name).get
    shape = 0
    tokens: dict[Token, None] = {}
    for parameter, system, code in found.tokens:
        if parameter != "_id":
            shape |= bits(parameter, 0) or bits(parameter.partition(":identifier")[0], 0)
            numbers = parameter_number(name, parameter), hash64(code), hash32(system) if system else 0
            tokens[*numbers, code[:SORTED_LENGTH]] = None
    alone = None
    for parameter, target in found.references:
        shape |= bits(parameter, 0)
        which = ANY_VERSION if (parameter, target) == alone else 0
        tokens[parameter_number(name, parameter), hash64(target), which, target[:SORTED_LENGTH]] = None
        alone = (parameter, target.partition("|")[0]) if "|" in target else None  # comes right after it
    for parameter, uri in found.uris:
        shape |= bits(parameter, 0)
        tokens[parameter_number(name, parameter), hash64(uri), 0, uri[:SORTED_LENGTH]] = None
        if parameter == "url":
            for version in [code for one, _, code in found.tokens if one == "version"]:
                tokens[parameter_number(name, CANONICAL), hash64(f"{uri}|{version}"), 0, None] = None
    spans: dict[Span, None] = {}
    for parameter, low, high in found.dates:
        if parameter != "_lastUpdated":
            shape |= bits(parameter, 0)
            spans[parameter_number(name, parameter), seconds(low), seconds(high)] = None
    index = Index(tokens, dict.fromkeys(_texts(name, found)), spans, dict.fromkeys(_quantities(name, found)))
    for parameter, parts in found.composites:
        shape |= bits(parameter, 0)
        _composite(name, parameter, parts, index)
    for kind in (found.strings, found.quantities, found.numbers, found.positions, found.ranges):
        for entry in kind:
            shape |= bits(entry[0], 0)
    for parts_of, bit in _united_bits(name):
        if shape & parts_of:
            shape |= bit
    tokens[parameter_number(name, SHAPE), shape, 0, None] = None
    return index


def _texts(name: str, found: Postings) -> Iterator[Text]:
    for parameter, original, folded in found.strings:
        yield text(parameter_number(name, parameter), original, folded)
    for place, folded in found.texts:
        yield text_number(name, place), folded[:INDEXED_LENGTH], folded[INDEXED_LENGTH:] or None, None
    for parameter, uri in found.uris:
        if parameter[0] != "_":  # those of meta are looked up in the resource itself
            yield text(parameter_number(name, parameter), uri, uri)


def text(number: int, original: str, folded: str) -> Text:
    """The row of a string."""
    return number, folded[:INDEXED_LENGTH], folded[INDEXED_LENGTH:] or None, None if original == folded else original


def seconds(moment: datetime) -> float:
    """An instant as PostgreSQL's to_timestamp takes it: exact to the microsecond within 280 years of 1970."""
    return (moment - _EPOCH) / _SECOND


def _quantities(name: str, found: Postings) -> Iterator[Quantity]:
    for parameter, value, system, code in found.quantities:
        for is_converted, amount, unit in amounts(value, system, code):
            label = parameter + ":converted" if is_converted else parameter
            yield parameter_number(name, label), amount, hash32(system), unit
    for parameter, value in found.numbers:
        yield parameter_number(name, parameter), float(value), 0, 0
    for parameter, latitude, longitude in found.positions:
        yield parameter_number(name, parameter + ":latitude"), latitude, 0, 0
        yield parameter_number(name, parameter + ":longitude"), longitude, 0, 0
    places: dict[str, int] = {}
    for parameter, low, high, system, code in found.ranges:
        place = places.get(parameter, 0)
        places[parameter] = place + 1
        yield from _ends(name, parameter, place, (low, high, system, code), hash32(system))


Ends = tuple[Decimal | None, Decimal | None, str, str]


def _ends(name: str, parameter: str, place: int, ends: Ends, of: int = 0, code: str = "") -> Iterator[Quantity]:
    low, high, system, unit = ends
    for is_converted, amount, number in amounts(Decimal(0), system, unit):
        del amount
        for end, value in (("low", low), ("high", high)):
            label = range_label(parameter, end, converted=is_converted)
            base = composite_number(name, label, code) if code else parameter_number(name, label)
            yield base ^ min(place, RANGES - 1), _end(value, end, system, unit, converted=is_converted), of, number


def range_label(parameter: str, end: str, *, converted: bool) -> str:
    """The name under which one end of the ranges of a parameter is numbered."""
    return f"{parameter}:converted:{end}" if converted else f"{parameter}:{end}"


def _end(value: Decimal | None, end: str, system: str, unit: str, *, converted: bool) -> float:
    if value is None:
        return float("-inf") if end == "low" else float("inf")
    found = measure(unit) if system == UCUM else None
    return found.amount(value) if found is not None and converted else float(value)


def preferred_unit(preferred: str) -> int:
    """The number of a unit in which all of one dimension compare."""
    return hash32(f"{UCUM}|{preferred}")


def amounts(value: Decimal, system: str, code: str) -> Iterator[tuple[bool, float, int]]:
    """(converted, amount, unit): as written, and in the preferred unit of its dimension where that is another."""
    found = measure(code) if system == UCUM else None
    if found is not None:
        if found.is_preferred:
            yield False, float(value), preferred_unit(found.preferred)
            return
        yield True, found.amount(value), preferred_unit(found.preferred)
    elif system:
        yield False, float(value), hash32(f"{system}|{code}")
    yield False, float(value), hash32(code)


def _composite(name: str, parameter: str, parts: tuple[tuple[str, Any], ...], index: Index) -> None:
    (listed, first), *rest = parts
    system, code = ("", first[1]) if listed == "references" else first[1:]
    if len(rest) == 1:
        _pair(name, parameter, (system or "", code), rest[0], index)
        return
    place = sum(1 for row in index.quantities if row[0] == composite_number(name, parameter + ":1", code))
    for nth, (_, entry) in enumerate(rest, 1):  # a sequence with start and end: kept together by their place
        number = composite_number(name, f"{parameter}:{nth}", code)
        index.quantities[number, float(entry[1]), hash32(system or ""), place] = None


def _pair(name: str, parameter: str, first: tuple[str, str], second: tuple[str, Any], index: Index) -> None:
    system, code = first
    listed, entry = second
    if listed == "quantities":
        number = composite_number(name, parameter, code)
        converted = composite_number(name, parameter + ":converted", code)
        for is_converted, amount, unit in amounts(*entry[1:]):
            index.quantities[converted if is_converted else number, amount, hash32(system), unit] = None
        return
    if listed == "ranges":
        first_end = composite_number(name, range_label(parameter, "low", converted=False), code)
        place = len({row[0] for row in index.quantities if 0 <= row[0] ^ first_end < RANGES})
        index.quantities.update(dict.fromkeys(_ends(name, parameter, place, entry[1:], hash32(system), code)))
        return
    for spelled in (code, f"{system}|{code}"):  # asked for without its system, and with it
        number = composite_number(name, parameter, spelled)
        if listed == "tokens":
            index.tokens[number, hash64(entry[2]), hash32(entry[1]) if entry[1] else 0, None] = None
        elif listed == "references":
            index.tokens[number, hash64(entry[1]), 0, None] = None
        elif listed == "dates":
            index.spans[number, seconds(entry[1]), seconds(entry[2])] = None
        elif listed == "strings":
            index.texts[text(number, entry[1], entry[2])] = None
