"""How does FHIR JSON become XML?

Promise: elements in the order that R4 wants, values with the digits and letters they have, siblings (`_birthDate`)
joined with what they belong to. It reads JSON that `types.encode` wrote, so nothing is checked again. Must not know:
Structs. Source: http://hl7.org/fhir/R4/xml.html and json.html.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from medcluster.fhir.xml import narrative
from medcluster.fhir.xml.shapes import FHIR, Member, shape_of

_HEADER = '<?xml version="1.0" encoding="UTF-8"?>'
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", '"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


class _Digits(str):
    """A decimal as it was written."""


_decoder = msgspec.json.Decoder(float_hook=_Digits)


def from_json(data: bytes, *, pretty: bool = False) -> bytes:
    """The XML document of a resource in FHIR JSON."""
    writer = _Writer(pretty)
    writer.resource(_decoder.decode(data), 0, root=True)
    return "".join(writer.parts).encode() + (b"\n" if pretty else b"")


class _Writer:
    """Collects the pieces of a document."""

    def __init__(self, pretty: bool) -> None:
        self.parts: list[str] = [_HEADER]
        self.pretty = pretty
        self.add: Callable[[str], None] = self.parts.append

    def line(self, depth: int) -> None:
        """Where a line begins."""
        if self.pretty:
            self.add("\n" + "  " * depth)

    def resource(self, value: dict[str, Any], depth: int, *, root: bool = False) -> None:
        """A whole resource."""
        name = value["resourceType"]
        self.line(depth)
        self.add(f'<{name} xmlns="{FHIR}"' if root else f"<{name}")
        self.content(name, name, value, depth)

    def content(self, tag: str, kind: str, value: dict[str, Any], depth: int) -> None:
        """What an element that has elements holds, after its opening name."""
        members = _members(kind, value)
        for member in members:
            if member.attribute:
                self.add(f' {member.name}="{_escaped(value[member.name])}"')
        children = [m for m in members if not m.attribute]
        if not children:
            self.add("/>")
            return
        self.add(">")
        for member in children:
            self.member(member, value.get(member.name), value.get(f"_{member.name}"), depth + 1)
        self.line(depth)
        self.add(f"</{tag}>")

    def member(self, member: Member, value: Any, sibling: Any, depth: int) -> None:
        """Every occurrence of an element."""
        if not member.many:
            self.one(member, value, sibling, depth)
            return
        values, siblings = value or (), sibling or ()
        for place in range(max(len(values), len(siblings))):
            self.one(
                member,
                values[place] if place < len(values) else None,
                siblings[place] if place < len(siblings) else None,
                depth,
            )

    def one(self, member: Member, value: Any, sibling: Any, depth: int) -> None:
        """One occurrence."""
        self.line(depth)
        if member.type == "xhtml":
            self.add(narrative.as_xml(value))
        elif member.primitive:
            self.primitive(member.name, value, sibling, depth)
        elif member.type == "Resource":
            self.add(f"<{member.name}>")
            self.resource(value, depth + 1)
            self.line(depth)
            self.add(f"</{member.name}>")
        else:
            self.add(f"<{member.name}")
            self.content(member.name, member.type, value, depth)

    def primitive(self, name: str, value: Any, sibling: dict[str, Any] | None, depth: int) -> None:
        """An element with a value attribute, an id and extensions."""
        self.add(f"<{name}")
        if sibling and "id" in sibling:
            self.add(f' id="{_escaped(sibling["id"])}"')
        if value is not None:
            self.add(f' value="{_escaped(value)}"')
        if not sibling or "extension" not in sibling:
            self.add("/>")
            return
        self.add(">")
        self.member(shape_of("Element")["extension"], sibling["extension"], None, depth + 1)
        self.line(depth)
        self.add(f"</{name}>")


def _members(kind: str, value: dict[str, Any]) -> list[Member]:
    """What is there, in R4's order."""
    known = shape_of(kind)
    found = {name: known[name] for key in value if (name := key.removeprefix("_")) in known}
    return sorted(found.values(), key=_place)


def _place(member: Member) -> int:
    return member.place


def _escaped(value: Any) -> str:
    if isinstance(value, str):
        return narrative.allowed(value).translate(_ESCAPES)
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
