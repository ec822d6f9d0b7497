"""What do FHIR's primitive types look like on the wire, and what is every element built on?

Promise: each primitive is a Python type with its exact lexical rule, so that decoding checks it. Instants and dates
stay text (a date may be partial, a time keeps its zone); decimals keep their digits. Days are real ones: 2023-02-29
is refused. Must not know: elements and resources. Source: http://hl7.org/fhir/R4/datatypes.html#primitive.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, NoReturn, TypeAlias

from msgspec import Meta, Struct
from msgspec.structs import astuple

_LEAP_YEAR = "[0-9][0-9](?:0[48]|[2468][048]|[13579][26])-02-29|(?:[02468][048]|[13579][26])00-02-29"
_YEAR = "(?!0000)[0-9]{4}"
_MONTH = "-(?:0[1-9]|1[0-2])"
_DAY = f"-(?:0[1-9]|1[0-9]|2[0-8]|29(?:(?<!-02-29)|(?<={_LEAP_YEAR}))|30(?<!-02-30)|31(?<=-(?:0[13578]|1[02])-31))"
_CLOCK = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:(?:[0-5][0-9]|60)(?:\.[0-9]+)?"
_ZONE = r"(?:Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))"
_SPACE = r" \t\r\n\f\v"

PATTERNS = {
    "base64Binary": rf"[{_SPACE}]*(?:[0-9a-zA-Z+/=]{{4}}[{_SPACE}]*)++",
    "canonical": rf"[^{_SPACE}]+",
    "code": rf"[^{_SPACE}]+(?:[{_SPACE}][^{_SPACE}]+)*",
    "date": f"{_YEAR}(?:{_MONTH}(?:{_DAY})?)?",
    "dateTime": f"{_YEAR}(?:{_MONTH}(?:{_DAY}(?:T{_CLOCK}{_ZONE})?)?)?",
    "id": r"[A-Za-z0-9.-]{1,64}",
    "instant": f"{_YEAR}{_MONTH}{_DAY}T{_CLOCK}{_ZONE}",
    "oid": r"urn:oid:[0-2](?:\.(?:0|[1-9][0-9]*))+",
    "time": _CLOCK,
    "uri": rf"[^{_SPACE}]+",
    "url": rf"[^{_SPACE}]+",
    "uuid": "urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
}
LARGEST_INTEGER = 2**31 - 1
FARTHEST_POWER = 99  # of ten, in a decimal: what is written as 1e999999 would be a text of megabytes when it is shown


def _whole(primitive: str) -> Meta:
    return Meta(pattern=f"^(?:{PATTERNS[primitive]})\\Z")


SOME = Meta(min_length=1)  # a list, or a text, that is there has something in it

Base64Binary: TypeAlias = Annotated[str, _whole("base64Binary")]
Canonical: TypeAlias = Annotated[str, _whole("canonical")]
Code: TypeAlias = Annotated[str, _whole("code")]
Date: TypeAlias = Annotated[str, _whole("date")]
DateTime: TypeAlias = Annotated[str, _whole("dateTime")]
Id: TypeAlias = Annotated[str, _whole("id")]
Instant: TypeAlias = Annotated[str, _whole("instant")]
Integer: TypeAlias = Annotated[int, Meta(ge=-LARGEST_INTEGER - 1, le=LARGEST_INTEGER)]
Markdown: TypeAlias = Annotated[str, SOME]
Oid: TypeAlias = Annotated[str, _whole("oid")]
PositiveInt: TypeAlias = Annotated[int, Meta(ge=1, le=LARGEST_INTEGER)]
String: TypeAlias = Annotated[str, SOME]
Time: TypeAlias = Annotated[str, _whole("time")]
UnsignedInt: TypeAlias = Annotated[int, Meta(ge=0, le=LARGEST_INTEGER)]
Uri: TypeAlias = Annotated[str, _whole("uri")]
Url: TypeAlias = Annotated[str, _whole("url")]
Uuid: TypeAlias = Annotated[str, _whole("uuid")]
Xhtml: TypeAlias = Annotated[str, SOME]

__all__ = ["PATTERNS", "SOME", "Base", "Decimal", "absent", "one_choice", "wire_name"]


def wire_name(attribute: str) -> str:
    """The JSON name of an attribute: `birthDate_ext` is `_birthDate`, `class_` is `class`."""
    return "_" + attribute[:-4] if attribute.endswith("_ext") else attribute.removesuffix("_")


class Base(Struct, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False, rename=wire_name):
    """Every element and every resource."""


def absent(name: str) -> NoReturn:
    """Refuse an element that has to be there and is not."""
    raise ValueError(f"{name} is required")


def one_choice(element: Base, name: str, start: int, end: int, required: bool) -> None:
    """Refuse two choices of one element, or none where one has to be; a value and its own sibling are one choice."""
    fields = element.__struct_fields__[start:end]
    there = {f.removesuffix("_ext") for f, v in zip(fields, astuple(element)[start:end], strict=True) if v is not None}
    if len(there) > 1:
        raise ValueError(f"{name}[x] has {len(there)} choices: {', '.join(sorted(there))}")
    if required and not there:
        absent(f"{name}[x]")
