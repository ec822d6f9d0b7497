"""How does FHIR JSON become Structs, and Structs become JSON, with nothing lost?

Promise: what `decode` accepts is structurally valid R4 and `encode` gives it back value for value, digits of decimals
included; what it refuses, it explains with every finding and its place. Duplicate keys, nulls, empty objects and
decimals written as text are all losses, seen by one trick: encoding what was decoded must give as many quotation
marks as came in. Must not know: where the bytes come from.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any, TypeVar, get_args

import msgspec

from medcluster.fhir._generated import datatypes
from medcluster.fhir._generated.resources import AnyResource, Resource
from medcluster.fhir.primitives import Base
from medcluster.foundation import Issue, Kind, Refusal

R = TypeVar("R", bound=Resource)

datatypes.AnyResource = AnyResource  # type: ignore[attr-defined]  # Structs name it before it exists
RESOURCE_TYPES: Mapping[str, type[Resource]] = MappingProxyType({t.__name__: t for t in get_args(AnyResource)})

_decoder = msgspec.json.Decoder(AnyResource)
_encoder = msgspec.json.Encoder(decimal_format="number")
_plain = msgspec.json.Decoder()
# What calls for the slow look where it stands in what was written again. One by one: patterns that begin with a fixed
# character are sought several times faster than byte strings of two.
_SUSPECT = tuple(re.compile(one).search for one in (rb"null", rb"\{\}", rb"\\(?:u00|[bf])", rb"E[+-]"))
_ESCAPED_QUOTATION_MARK = re.compile(rb"\\u0022").search


def decode(data: bytes | str) -> Resource:
    """The resource in FHIR JSON; Refusal MALFORMED or INVALID with every finding otherwise."""
    raw = data.encode() if isinstance(data, str) else data
    try:
        resource: Resource = _decoder.decode(raw)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise _refusal(raw, str(error)) from None
    if not _kept(raw, _encoder.encode(resource)):
        _explain(raw)
    return resource


def decode_as(wanted: type[R], data: bytes | str) -> R:
    """The resource in FHIR JSON, which has to be of the wanted type."""
    resource = decode(data)
    if not isinstance(resource, wanted):
        text = f"expected a {wanted.__name__}, got a {type_name(resource)}"
        raise Refusal(Kind.INVALID, text, issues=(Issue(text, type_name(resource), "structure"),))
    return resource


def encode(resource: Base) -> bytes:
    """Compact FHIR JSON of a resource or of an element."""
    return _encoder.encode(resource)


def to_plain(resource: Base) -> dict[str, Any]:
    """Dicts, lists, str, int, bool, Decimal: for code that walks FHIR without types."""
    plain: dict[str, Any] = msgspec.to_builtins(resource, builtin_types=(Decimal,))
    return plain


def from_plain(plain: Mapping[str, Any]) -> Resource:
    """The resource from dicts and lists, checked as `decode` checks."""
    return decode(_encoder.encode(plain))


def type_name(resource: Base) -> str:
    """`Patient`."""
    return type(resource).__name__


def _kept(raw: bytes, again: bytes) -> bool:
    """Whether nothing was lost, and no text holds a control character, no number a power of ten.

    An escaped quotation mark, a null or an empty object calls for the slow look too.
    """
    if raw.count(b'"') != again.count(b'"') or _ESCAPED_QUOTATION_MARK(raw):
        return False
    return not any(finds(again) for finds in _SUSPECT)


def _explain(raw: bytes) -> None:
    from medcluster.fhir.validation import check

    issues = check(raw)
    if any(issue.severity in ("error", "fatal") for issue in issues):
        raise Refusal(Kind.INVALID, issues[0].text, issues=issues)


def _refusal(raw: bytes, said: str) -> Refusal:
    from medcluster.fhir.validation import check

    issues = check(raw) or (Issue(said, code="structure"),)
    unreadable = issues[0].severity == "fatal"
    return Refusal(Kind.MALFORMED if unreadable else Kind.INVALID, issues[0].text, issues=issues)
