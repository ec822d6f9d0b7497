"""How does a value of a FHIR type become an entry of a search parameter?

Promise: `ENTRIES[parameter type, FHIR type]` adds what R4's search page says to the postings; a pair that is absent
gives nothing. Must not know: paths. Source: http://hl7.org/fhir/R4/search.html, the table of each parameter type.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from itertools import product
from typing import Any

from medcluster.fhir._generated.datatypes import (
    Address,
    CodeableConcept,
    Coding,
    ContactPoint,
    HumanName,
    Identifier,
    Money,
    Period,
    Quantity,
    Range,
    Reference,
    Timing,
)
from medcluster.fhir._generated.resources import LocationPosition, Resource
from medcluster.fhir.search.folding import normalise
from medcluster.fhir.search.postings import Postings
from medcluster.fhir.search.times import EARLIEST, LATEST, span
from medcluster.fhir.search.words import words_of_narrative

CURRENCIES = "urn:iso:std:iso:4217"


def token_coding(postings: Postings, name: str, value: Coding) -> None:
    if value.code is not None:
        postings.tokens.append((name, value.system, value.code))


def token_concept(postings: Postings, name: str, value: CodeableConcept) -> None:
    for coding in value.coding:
        if coding.code is not None:
            postings.tokens.append((name, coding.system, coding.code))


def token_identifier(postings: Postings, name: str, value: Identifier) -> None:
    if value.value is not None:
        postings.tokens.append((name, value.system, value.value))
        if value.type is not None:
            typed = name + ":of-type"
            for coding in value.type.coding:
                if coding.code is not None:
                    postings.tokens.append((typed, coding.system, f"{coding.code}|{value.value}"))


def token_contact(postings: Postings, name: str, value: ContactPoint) -> None:
    if value.value is not None:
        postings.tokens.append((name, None, value.value))


def token_boolean(postings: Postings, name: str, value: bool) -> None:
    postings.tokens.append((name, None, "true" if value else "false"))


def token_text(postings: Postings, name: str, value: str) -> None:
    postings.tokens.append((name, None, value))


def token_number(postings: Postings, name: str, value: int | Decimal) -> None:
    postings.tokens.append((name, None, str(value)))


def string_text(postings: Postings, name: str, value: str) -> None:
    postings.strings.append((name, value, normalise(value)))


def string_name(postings: Postings, name: str, value: HumanName) -> None:
    texts = [value.text, value.family, *value.given, *value.prefix, *value.suffix]
    postings.strings += [(name, t, normalise(t)) for t in dict.fromkeys(texts) if t is not None]


def string_address(postings: Postings, name: str, value: Address) -> None:
    texts = [value.text, *value.line, value.city, value.district, value.state, value.postalCode, value.country]
    postings.strings += [(name, t, normalise(t)) for t in dict.fromkeys(texts) if t is not None]


def string_concept(postings: Postings, name: str, value: CodeableConcept) -> None:
    texts = [value.text, *(c.display for c in value.coding)]
    postings.strings += [(name, t, normalise(t)) for t in dict.fromkeys(texts) if t is not None]


def date_text(postings: Postings, name: str, value: str) -> None:
    postings.dates.append((name, *span(value, postings.zone)))


def date_period(postings: Postings, name: str, value: Period) -> None:
    start, end, zone = value.start, value.end, postings.zone
    if start is not None or end is not None:
        low = EARLIEST if start is None else span(start, zone)[0]
        high = LATEST if end is None else span(end, zone)[1]
        postings.dates.append((name, low, high))


def date_timing(postings: Postings, name: str, value: Timing) -> None:
    spans = [span(event, postings.zone) for event in value.event if event is not None]
    if spans:
        postings.dates.append((name, min(s[0] for s in spans), max(s[1] for s in spans)))
    elif value.repeat is not None and value.repeat.boundsPeriod is not None:
        date_period(postings, name, value.repeat.boundsPeriod)


def quantity(postings: Postings, name: str, value: Quantity) -> None:
    number = value.value
    if number is None:
        return
    system, code, unit = value.system or "", value.code or value.unit or "", value.unit
    if value.comparator is not None:
        low, high = (None, number) if value.comparator[0] == "<" else (number, None)
        postings.ranges.append((name, low, high, system, code))
        return
    postings.quantities.append((name, number, system, code))
    if unit is not None and unit != code:
        postings.quantities.append((name, number, "", unit))


def quantity_range(postings: Postings, name: str, value: Range) -> None:
    low, high = value.low, value.high
    one = low or high
    if one is not None and ((low and low.value) is not None or (high and high.value) is not None):
        ends = (low.value if low else None, high.value if high else None)
        postings.ranges.append((name, *ends, one.system or "", one.code or one.unit or ""))


def quantity_money(postings: Postings, name: str, value: Money) -> None:
    if value.value is not None:
        postings.quantities.append((name, value.value, CURRENCIES if value.currency else "", value.currency or ""))


def number(postings: Postings, name: str, value: int | Decimal) -> None:
    postings.numbers.append((name, Decimal(value)))


def number_range(postings: Postings, name: str, value: Range) -> None:
    low, high = (end.value if end is not None else None for end in (value.low, value.high))
    if low is not None or high is not None:
        postings.ranges.append((name, low, high, "", ""))


def position(postings: Postings, name: str, value: LocationPosition) -> None:
    if value.latitude is not None and value.longitude is not None:
        postings.positions.append((name, float(value.latitude), float(value.longitude)))


_folded = lru_cache(maxsize=8192)(normalise)  # texts of codes come again and again


def text_coding(postings: Postings, place: str, value: Coding) -> None:
    if value.display is not None:
        postings.texts.append((place, _folded(value.display)))


def text_concept(postings: Postings, place: str, value: CodeableConcept) -> None:
    text, texts = value.text, postings.texts
    if text is not None:
        texts.append((place, _folded(text)))
    for coding in value.coding:
        display = coding.display
        if display is not None and display != text:
            texts.append((place, _folded(display)))


def text_identifier(postings: Postings, place: str, value: Identifier) -> None:
    if value.type is not None and value.type.text is not None:
        postings.texts.append((place, _folded(value.type.text)))


def uri(postings: Postings, name: str, value: str) -> None:
    postings.uris.append((name, value))


def uri_canonical(postings: Postings, name: str, value: str) -> None:
    postings.uris.append((name, value))
    if "|" in value:
        postings.uris.append((name, value.partition("|")[0]))


def reference(postings: Postings, name: str, value: Reference) -> None:
    target = value.reference
    if target is not None and target[0] != "#":
        postings.references.append((name, target.partition("/_history/")[0] if "/_history/" in target else target))
    if value.identifier is not None:
        token_identifier(postings, name + ":identifier", value.identifier)


def reference_canonical(postings: Postings, name: str, value: str) -> None:
    postings.references.append((name, value))
    if "|" in value:
        postings.references.append((name, value.partition("|")[0]))


def reference_resource(postings: Postings, name: str, value: Resource) -> None:
    if value.id is not None:
        postings.references.append((name, f"{type(value).__name__}/{value.id}"))


def refers_to(value: Reference, wanted: str) -> bool:
    """Whether a reference is to a resource of the wanted type, as far as the reference itself tells."""
    target = value.reference
    if target is None or target[0] == "#" or target.startswith("urn:"):
        return value.type == wanted
    return target.startswith(wanted + "/") or f"/{wanted}/" in target


def narrative(postings: Postings, xhtml: str) -> None:
    postings.tokens += [("_text", None, word) for word in words_of_narrative(xhtml)]


PartFinder = tuple[str, bool, Callable[[Any, Postings], None]]  # type of its parameter, from the top, what finds it


def composite(postings: Postings, name: str, top: Resource, value: object, parts: tuple[PartFinder, ...]) -> None:
    """Every combination of what the parts find in one element; nothing where one of them finds nothing."""
    found: list[list[tuple[str, Any]]] = []
    for kind, from_top, find in reversed(parts):  # the code is nearly always there, the value is not
        inside = Postings(postings.zone)
        find(top if from_top else value, inside)
        listed = LISTS[kind]
        those = [(listed, entry) for entry in getattr(inside, listed)]
        if kind in ("quantity", "number"):
            those += [("ranges", entry) for entry in inside.ranges]
        if not those:
            return
        found.append(those)
    postings.composites += [(name, combination) for combination in product(*reversed(found))]


_TEXTS = ("string", "markdown", "uri", "url", "canonical", "id", "code", "oid", "uuid")
_NUMBERS = ("integer", "positiveInt", "unsignedInt", "decimal")
_QUANTITIES = ("Quantity", "Age", "Duration", "Count", "Distance")
ENTRIES: dict[tuple[str, str], str] = {  # names of functions above
    ("token", "Coding"): "token_coding",
    ("token", "CodeableConcept"): "token_concept",
    ("token", "Identifier"): "token_identifier",
    ("token", "ContactPoint"): "token_contact",
    ("token", "boolean"): "token_boolean",
    **{("token", t): "token_text" for t in (*_TEXTS, "date", "dateTime", "instant")},
    **{("token", t): "token_number" for t in _NUMBERS},
    **{("string", t): "string_text" for t in _TEXTS},
    ("string", "HumanName"): "string_name",
    ("string", "Address"): "string_address",
    ("string", "CodeableConcept"): "string_concept",
    **{("date", t): "date_text" for t in ("date", "dateTime", "instant")},
    ("date", "Period"): "date_period",
    ("date", "Timing"): "date_timing",
    **{("quantity", t): "quantity" for t in _QUANTITIES},
    ("quantity", "Range"): "quantity_range",
    ("quantity", "Money"): "quantity_money",
    **{("number", t): "number" for t in _NUMBERS},
    ("number", "Range"): "number_range",
    **{("uri", t): "uri" for t in _TEXTS},
    ("uri", "canonical"): "uri_canonical",
    ("reference", "Reference"): "reference",
    ("reference", "Resource"): "reference_resource",
    **{("reference", t): "reference_canonical" for t in ("canonical", "uri", "url")},
    ("special", "LocationPosition"): "position",
}
TEXTS: dict[tuple[str, str], str] = {  # what the modifier `text` looks at
    ("token", "Coding"): "text_coding",
    ("token", "CodeableConcept"): "text_concept",
    ("token", "Identifier"): "text_identifier",
}
LISTS = {  # where an entry of a component goes, by the type of its parameter
    "token": "tokens",
    "reference": "references",
    "string": "strings",
    "date": "dates",
    "quantity": "quantities",
    "number": "numbers",
    "uri": "uris",
}
