"""How does XML become FHIR JSON, and what in it is refused?

Promise: strict. A document type, an unknown element or attribute, an element out of R4's order, text where there is
none, a foreign namespace: each is refused with its place; what is left goes through the same checks as JSON. Reading
costs no more than a constant times the document. Must not know: Structs. Source: http://hl7.org/fhir/R4/xml.html.
"""

from __future__ import annotations

import re
from typing import Any

import msgspec
from lxml import etree

from medcluster.fhir import types
from medcluster.fhir.xml import narrative
from medcluster.fhir.xml.shapes import FHIR, XHTML, Member, shape_of
from medcluster.foundation import Issue, Kind, Refusal

DEEPEST = 120  # elements within elements; R4's examples reach 25
MOST_TAGS = 1_000_000  # opening and closing ones in one document
MOST_FINDINGS = 50
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_WHOLE = re.compile("[+-]?[0-9]{1,20}")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_INTEGERS = frozenset(("integer", "positiveInt", "unsignedInt"))
_SCHEMA = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"
_NAMESPACE = f"{{{FHIR}}}"
_DIV = f"{{{XHTML}}}div"


def to_json(data: bytes) -> bytes:
    """The FHIR JSON of an XML document, every finding told when it has any; its values are not checked here."""
    root = _parsed(data)
    reader = _Reader()
    found = reader.resource(root, "", 1)
    if reader.findings:
        raise Refusal(Kind.INVALID, reader.findings[0].text, issues=tuple(reader.findings))
    return msgspec.json.encode(found)


def _parsed(data: bytes) -> etree._Element:
    if _DECLARATION.search(data):
        text = "A document type or an entity is declared, and none is read here."
        raise _malformed(text, "Send the document without <!DOCTYPE and <!ENTITY.")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        raise _malformed("The document is not UTF-8.", "FHIR XML is always UTF-8.") from None
    if data.count(b"<") > MOST_TAGS:
        raise Refusal(Kind.TOO_LARGE, f"The document has more than {MOST_TAGS} tags.", hint="Send several.")
    try:
        root = etree.fromstring(data, narrative.parser())
    except etree.XMLSyntaxError as error:
        raise _malformed(f"The document is no well-formed XML: {error.msg}", "") from None
    if narrative.crowded(root):
        raise _malformed(
            f"An element has more than {narrative.MOST_ATTRIBUTES} attributes.", "An element of FHIR has a handful."
        )
    return root


def _malformed(text: str, hint: str) -> Refusal:
    return Refusal(Kind.MALFORMED, text, hint=hint, issues=(Issue(text, code="structure", severity="fatal"),))


class _Reader:
    """Reads one document and collects what is wrong in it."""

    def __init__(self) -> None:
        self.findings: list[Issue] = []

    def tell(self, text: str, where: str) -> None:
        """One finding."""
        if len(self.findings) < MOST_FINDINGS:
            self.findings.append(Issue(text, where, "structure"))

    def resource(self, node: etree._Element, where: str, depth: int) -> dict[str, Any]:
        """A resource; its element is named after its type."""
        name = self.name_of(node, where)
        if name not in types.RESOURCE_TYPES:
            self.tell(f"{name[:40]!r} is no FHIR R4 resource type", where)
            return {}
        return {"resourceType": name, **self.content(node, name, where or name, depth)}

    def name_of(self, node: etree._Element, where: str) -> str:
        """The local name; another namespace than FHIR's is a finding."""
        tag = str(node.tag)
        if tag.startswith(_NAMESPACE):
            return tag[len(_NAMESPACE) :]
        self.tell(f"the namespace of {etree.QName(node).localname[:40]!r} is not {FHIR}", where)
        return etree.QName(node).localname

    def content(self, node: etree._Element, kind: str, where: str, depth: int) -> dict[str, Any]:
        """The attributes and elements of what has elements."""
        found: dict[str, Any] = {}
        shape = shape_of(kind)
        for key, text in node.attrib.items():
            member = shape.get(str(key))
            if member is not None and member.attribute:
                found[member.name] = str(text)
            elif not (key == _SCHEMA and node.getparent() is None):
                self.tell(f"the attribute {_short(key)} is unknown here", where)
        if depth > DEEPEST:
            self.tell(f"elements lie within each other more than {DEEPEST} deep", where)
            return found
        self.children(node, kind, found, where, depth)
        return found

    def children(self, node: etree._Element, kind: str, found: dict[str, Any], where: str, depth: int) -> None:
        """The elements in their order."""
        shape, last, counts = shape_of(kind), -1, dict[str, int]()
        self.no_text(node.text, where)
        for child in node:
            self.no_text(child.tail, where)
            if not isinstance(child.tag, str):
                self.no_entity(child, where)
                continue
            told = len(self.findings)
            name = "div" if child.tag == _DIV else self.name_of(child, where)
            member = shape.get(name)
            if len(self.findings) > told:
                continue
            if member is None or member.attribute or (member.type == "xhtml") != (child.tag == _DIV):
                self.tell(f"{name[:40]!r} is no element of {kind}", f"{where}.{name[:40]}")
                continue
            number = counts.get(name, 0)
            counts[name] = number + 1
            place = f"{where}.{member.path}" + (f"[{number}]" if member.many else "")
            if member.place < last:
                self.tell(f"{name} stands too late: R4 wants it before what is in front of it", place)
            last = max(last, member.place)
            if number and not member.many:
                self.tell(f"{name} stands more than once", place)
                continue
            self.put(found, member, child, number, place, depth + 1)
        for name, number in counts.items():
            _even(found, name, number)

    def no_text(self, text: str | None, where: str) -> None:
        """Between elements there is nothing to read."""
        if text is not None and text.strip():
            self.tell(f"text stands between elements: {_short(text.strip())}", where)

    def no_entity(self, node: etree._Element, where: str) -> None:
        """Comments and instructions say nothing; a named entity that was not expanded would be lost."""
        if isinstance(node, etree._Entity):
            self.tell(f"the entity {_short(node.text or '')} is unknown", where)

    def put(
        self, found: dict[str, Any], member: Member, node: etree._Element, number: int, where: str, depth: int
    ) -> None:
        """One occurrence of an element, where JSON has it."""
        sibling: dict[str, Any] | None = None
        if member.type == "xhtml":
            value: Any = narrative.as_text(node)
        elif member.primitive:
            value, sibling = self.primitive(node, member, where, depth)
        elif member.type == "Resource":
            value = self.held(node, where, depth)
        else:
            value = self.content(node, member.type, where, depth)
        if member.many:
            _append(found, member.name, value, number)
            if sibling:
                _append(found, f"_{member.name}", sibling, number)
            return
        if value is not None:
            found[member.name] = value
        if sibling:
            found[f"_{member.name}"] = sibling

    def held(self, node: etree._Element, where: str, depth: int) -> dict[str, Any]:
        """The one resource inside `contained` or `resource`."""
        self.no_text(node.text, where)
        inside = [child for child in node if isinstance(child.tag, str)]
        for key in node.attrib:
            self.tell(f"the attribute {_short(key)} is unknown here", where)
        if len(inside) != 1:
            self.tell(f"one resource has to be in here, and there are {len(inside)}", where)
            return {}
        self.no_text(inside[0].tail, where)
        return self.resource(inside[0], where, depth + 1)

    def primitive(
        self, node: etree._Element, member: Member, where: str, depth: int
    ) -> tuple[Any, dict[str, Any] | None]:
        """The value of an element, and its id and extensions."""
        value: Any = None
        sibling: dict[str, Any] = {}
        for key, text in node.attrib.items():
            if key == "value":
                value = _value(str(text), member.type)
            elif key == "id":
                sibling["id"] = str(text)
            else:
                self.tell(f"the attribute {_short(key)} is unknown here", where)
        self.children(node, "Element", sibling, where, depth)
        if value is None and not sibling:
            self.tell("an element has a value, extensions, or both", where)
        return value, sibling or None


def _value(text: str, kind: str) -> Any:
    """A value as JSON has it; its lexical form is checked with the JSON."""
    if kind == "boolean":
        return {"true": True, "false": False}.get(text, text)
    if kind in _INTEGERS and _WHOLE.fullmatch(text):
        return int(text)
    if kind == "decimal" and _DECIMAL.fullmatch(text):
        return msgspec.Raw(text.encode())
    return text


def _append(found: dict[str, Any], name: str, value: Any, number: int) -> None:
    values = found.setdefault(name, [])
    values.extend([None] * (number - len(values)))
    values.append(value)


def _even(found: dict[str, Any], name: str, number: int) -> None:
    """Values and siblings of one list as long as each other; no list of nothing."""
    values, siblings = found.get(name), found.get(f"_{name}")
    if not isinstance(values, list):
        return
    if siblings is not None:
        siblings.extend([None] * (number - len(siblings)))
        if all(value is None for value in values):
            del found[name]


def _short(text: object) -> str:
    shown = str(text)
    return repr(shown if len(shown) <= 40 else shown[:40] + "…")
