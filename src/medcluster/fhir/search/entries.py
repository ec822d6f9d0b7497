"""How does a value of a FHIR type become an entry of a search parameter?

Promise: `ENTRIES[parameter type, FHIR type]` adds what R4's search page says to the postings; a pair that is absent
gives nothing. Must not know: paths. Source: http://hl7.org/fhir/R4/search.html, the table of each parameter type.
"""

from __future__ import annotations

from decimal import Decimal

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
from medcluster.fhir._generated.resources import Resource
from medcluster.fhir.search.folding import normalise
from medcluster.fhir.search.postings import Postings
from medcluster.fhir.search.times import EARLIEST, LATEST, span

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
    if value.value is not None:
        postings.quantities.append((name, value.value, value.system or "", value.code or value.unit or ""))


def quantity_range(postings: Postings, name: str, value: Range) -> None:
    for end in (value.low, value.high):
        if end is not None:
            quantity(postings, name, end)


def quantity_money(postings: Postings, name: str, value: Money) -> None:
    if value.value is not None:
        postings.quantities.append((name, value.value, CURRENCIES if value.currency else "", value.currency or ""))


def number(postings: Postings, name: str, value: int | Decimal) -> None:
    postings.numbers.append((name, Decimal(value)))


def number_range(postings: Postings, name: str, value: Range) -> None:
    for end in (value.low, value.high):
        if end is not None and end.value is not None:
            postings.numbers.append((name, end.value))


def uri(postings: Postings, name: str, value: str) -> None:
    postings.uris.append((name, value))


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
    ("reference", "Reference"): "reference",
    ("reference", "Resource"): "reference_resource",
    **{("reference", t): "reference_canonical" for t in ("canonical", "uri", "url")},
}
