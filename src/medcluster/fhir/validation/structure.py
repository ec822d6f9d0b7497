"""What is wrong with a FHIR JSON document, and where?

Promise: every finding of structure, each with a place that FHIRPath can follow (`Patient.name[0].family`), at most
`MOST`; an empty answer means that the document can be decoded. Must not know: profiles, invariants, terminologies.
Source: http://hl7.org/fhir/R4/json.html and the official definitions.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import Any

from medcluster.fhir import elements
from medcluster.fhir.elements import Element
from medcluster.fhir.types import RESOURCE_TYPES
from medcluster.fhir.validation import lexical
from medcluster.fhir.validation.reading import Repeated, Unreadable, read
from medcluster.foundation import Issue

MOST = 500
_PLAIN = {("Element", "id"), ("Resource", "id"), ("Extension", "url"), ("Narrative", "div")}  # without a sibling


@dataclass(frozen=True, slots=True)
class _Member:
    """A key of an object: its element, its type, and whether it is the sibling `_key`."""

    element: Element
    type: str
    sibling: bool


def check(data: bytes | str) -> tuple[Issue, ...]:
    """Every finding."""
    try:
        document = read(data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data)
        walk = _Walk()
        walk.resource(document, "")
    except Unreadable as unreadable:
        return (unreadable.issue,)
    except RecursionError:
        return (Issue("the document is nested too deeply", "", "structure", "fatal"),)
    except _Enough:
        walk.issues.append(Issue(f"there is more: the first {MOST} findings are told", "", "too-costly", "warning"))
    return tuple(walk.issues)


class _Enough(Exception):
    """So many findings that more would not help."""


@cache
def _members(kind: str) -> dict[str, _Member]:
    found = elements.definition(kind)
    members: dict[str, _Member] = {}
    for element in found.elements if found else ():
        for name in element.types:
            key = element.spelled(name)
            members[key] = _Member(element, name, False)
            if elements.definition(name) is None and name != "Resource" and not _plain(kind, element.name):
                members["_" + key] = _Member(element, name, True)
    return members


def _plain(kind: str, name: str) -> bool:
    return any(name == plain and elements.is_a(kind, owner) for owner, plain in _PLAIN)


class _Walk:
    """One pass over a document."""

    def __init__(self) -> None:
        self.issues: list[Issue] = []

    def tell(self, text: str, where: str, code: str = "structure") -> None:
        self.issues.append(Issue(text, where, code))
        if len(self.issues) >= MOST:
            raise _Enough

    def resource(self, value: Any, where: str) -> None:
        """A whole resource; `where` is "" at the top, else the place of the one inside."""
        if not isinstance(value, dict):
            self.tell("a resource must be an object", where)
            return
        name = value.get("resourceType")
        if not isinstance(name, str) or name not in RESOURCE_TYPES:
            told = "resourceType is missing" if name is None else "resourceType names no R4 resource"
            self.tell(told, f"{where}.resourceType" if where else "resourceType")
            return
        self.object(value, name, where or name, resource=True)

    def object(self, value: Any, kind: str, where: str, *, resource: bool = False) -> None:
        """An element with children, or the inside of a resource."""
        if not isinstance(value, dict):
            self.tell(f"must be an object ({kind})", where)
            return
        if isinstance(value, Repeated):
            for name in value.names:
                self.tell(f"the key {_key(name)} stands more than once", _inside(where, name))
        if not value:
            self.tell("an object must have something in it", where)
        members = _members(kind)
        told: defaultdict[Element, set[str]] = defaultdict(set)
        for key, content in value.items():
            if resource and key == "resourceType":
                continue
            member = members.get(key)
            if member is None:
                self.tell(f"{_key(key)} is no element of {kind}", _inside(where, key))
                continue
            told[member.element].add(member.type)
            self.member(member, content, value, where)
        self._cardinality(kind, told, where)

    def _cardinality(self, kind: str, told: dict[Element, set[str]], where: str) -> None:
        found = elements.definition(kind)
        for element in found.elements if found else ():
            name = f"{element.name}[x]" if element.choice else element.name
            if element.required and element not in told:
                self.tell(f"{name} is required", f"{where}.{element.name}", "required")
            if len(told.get(element, ())) > 1:
                self.tell(
                    f"{name} has more than one type: {', '.join(sorted(told[element]))}", f"{where}.{element.name}"
                )

    def member(self, member: _Member, content: Any, owner: dict[str, Any], where: str) -> None:
        """The content of one key."""
        place = f"{where}.{member.element.name}"
        if content is None:
            self.tell("null says nothing: leave the element out", place)
        elif not member.element.many:
            if isinstance(content, list):
                self.tell("must be a single value, not a list", place)
            else:
                self._one(member, content, place)
        elif not isinstance(content, list):
            self.tell("must be a list", place)
        elif not content:
            self.tell("a list must have something in it", place)
        else:
            self._many(member, content, owner, place)

    def _many(self, member: _Member, content: list[Any], owner: dict[str, Any], place: str) -> None:
        key = member.element.name
        other = owner.get(key if member.sibling else f"_{key}")
        primitive = elements.definition(member.type) is None and member.type != "Resource"
        for index, item in enumerate(content):
            at = f"{place}[{index}]"
            if item is not None:
                self._one(member, item, at)
            elif not primitive:
                self.tell("null says nothing: leave the element out", at)
            elif not member.sibling and not _there(other, index):
                self.tell("null stands without an extension beside it", at)
        if member.sibling and not any(item is not None for item in content):
            self.tell("a list must have something in it", place)

    def _one(self, member: _Member, content: Any, place: str) -> None:
        if member.sibling:
            self.object(content, "Element", place)
        elif member.type == "Resource":
            self.resource(content, place)
        elif elements.definition(member.type) is not None:
            self.object(content, member.type, place)
        else:
            text, code = lexical.fault(member.type, content, member.element.codes)
            if text:
                self.tell(text, place, code)


def _there(values: Any, index: int) -> bool:
    return isinstance(values, list) and index < len(values) and values[index] is not None


def _key(name: str) -> str:
    return repr(name if len(name) <= 40 else name[:40] + "…")


def _inside(where: str, name: str) -> str:
    return f"{where}.{name[:40]}" if name.isidentifier() else where
