"""What does a criterion look up by equality, and in which index table does it look?

Promise: the table is the same for all values of a parameter; `lookups` says every pair of numbers that is asked of
record.token. Pure. Must not know: SQL. Sources: http://hl7.org/fhir/R4/search.html; `indexing` says what the rows hold.
"""

from __future__ import annotations

from medcluster.fhir.search import Criterion, ReferenceValue, TokenValue, UriValue, WordsValue
from medcluster.record.hashing import hash32, hash64, parameter_number, parameter_numbers

_TABLES = {"string": "text", "date": "span", "number": "quantity", "quantity": "quantity", "special": "quantity"}


def table_of(criterion: Criterion) -> str:
    """The index table of a criterion: codes, references and URIs are found by equality in record.token."""
    parameter = criterion.parameter
    if criterion.modifier == "text" and parameter.type == "token":
        return "text"
    if parameter.type == "uri" and criterion.modifier == "below":
        return "text"
    if parameter.name == "_text":
        return "token"
    if parameter.type == "composite":
        return _TABLES.get(parameter.components[1].type, "token")
    return _TABLES.get(parameter.type, "token")


def lookups(criterion: Criterion) -> list[tuple[int | None, int | None]]:
    """What record.token is asked for: hashes of code, reference or URI, and of the system; None is any."""
    wanted: list[tuple[int | None, int | None]] = []
    for value in criterion.values:
        if isinstance(value, TokenValue):
            code = None if value.code is None else hash64(f"{value.code}|{value.value}" if value.value else value.code)
            wanted.append((code, None if value.system is None else hash32(value.system)))
        elif isinstance(value, ReferenceValue):
            wanted += [(hash64(candidate), None) for candidate in value.candidates]
        elif isinstance(value, UriValue):
            uris = _above(value.uri) if criterion.modifier == "above" else [value.uri]
            wanted += [(hash64(uri), None) for uri in uris]
        elif isinstance(value, WordsValue) and len(value.words) == 1:
            wanted.append((hash64(value.words[0]), None))
    return wanted


def numbers_of(resource_type: str, criterion: Criterion) -> tuple[int, ...]:
    """The numbers under which the index rows of a criterion of record.token stand."""
    suffix = {"identifier": ":identifier", "of-type": ":of-type"}.get(criterion.modifier, "")
    if suffix:
        return (parameter_number(resource_type, criterion.parameter.name + suffix),)
    return parameter_numbers(resource_type, criterion.parameter.name)


def is_looked_up(criterion: Criterion) -> bool:
    """Whether `lookups` says all that a criterion asks: equality with values that are known beforehand."""
    if criterion.parameter.type == "composite" or table_of(criterion) != "token":
        return False
    if criterion.parameter.type == "reference" and criterion.modifier in ("above", "below", "text"):
        return False
    return all(not isinstance(value, WordsValue) or len(value.words) == 1 for value in criterion.values)


def _above(uri: str) -> list[str]:
    """A URL and those above it in its path; a URN has none above it."""
    if uri.startswith("urn:"):
        return [uri]
    found, scheme = [uri], uri.find("://") + 3
    for place in range(len(uri) - 1, max(scheme, 1) - 1, -1):
        if uri[place] == "/":
            found += [uri[: place + 1], uri[:place]]
    return list(dict.fromkeys(found))
