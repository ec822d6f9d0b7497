"""How are the definitions written as msgspec Structs?

Promise: one class per type, fields in the order of the definition, so that encoding gives FHIR's own order. The rules
of names, choices, siblings and required elements are told in `medcluster.fhir.types`.
"""

from __future__ import annotations

import keyword
from collections.abc import Iterator
from dataclasses import dataclass

from .definitions import PRIMITIVES, Element, Type

ALIASES = {
    "base64Binary": "Base64Binary",
    "boolean": "bool",
    "canonical": "Canonical",
    "code": "Code",
    "date": "Date",
    "dateTime": "DateTime",
    "decimal": "Decimal",
    "id": "Id",
    "instant": "Instant",
    "integer": "Integer",
    "markdown": "Markdown",
    "oid": "Oid",
    "positiveInt": "PositiveInt",
    "string": "String",
    "time": "Time",
    "unsignedInt": "UnsignedInt",
    "uri": "Uri",
    "url": "Url",
    "uuid": "Uuid",
    "xhtml": "Xhtml",
}
PLAIN = frozenset({"Element.id", "Resource.id", "Extension.url", "Narrative.div"})  # primitives that have no sibling
HEADER = '''"""Written by tools/generate_fhir.py from hl7.fhir.r4.core 4.0.1 (CC0); do not edit."""

from __future__ import annotations

'''


@dataclass
class Field:
    """One field of a Struct: its spelling and whether it has no default."""

    name: str
    annotation: str
    bare: bool = False

    def __str__(self) -> str:
        default = "" if self.bare else " = ()" if self.annotation.startswith("Annotated") else " = None"
        return f"    {self.name}: {self.annotation}{default}"


@dataclass
class Written:
    """What a base hands down: how many fields stand before, and whether it checks itself."""

    fields: int


def attribute(name: str) -> str:
    """The attribute of an element: its own name, with an underscore where Python keeps the word."""
    return name + "_" if keyword.iskeyword(name) else name


def spelled(element: Element, kind: str) -> str:
    """The JSON name of one choice of an element."""
    return element.name.removesuffix("[x]") + kind[0].upper() + kind[1:] if element.choice else element.name


class Writer:
    """Writes the classes, one after another."""

    def __init__(self, literals: dict[str, str]) -> None:
        self.literals = literals
        self.written: dict[str, int] = {}

    def class_of(self, kind: Type) -> str:
        """The class statement of one type."""
        before = self.written.get(kind.base, 0)
        fields: list[Field] = []
        checks: list[str] = []
        for element in kind.elements:
            start = before + len(fields)
            new = list(self._fields(kind, element))
            fields += new
            checks += self._checks(kind, element, start, before + len(fields), new)
        self.written[kind.name] = before + len(fields)
        lines = [self._head(kind), *map(str, fields)]
        if checks:
            unpack = ["        values = astuple(self)"] if any("values[" in c for c in checks) else []
            lines += ["", "    def __post_init__(self) -> None:", *unpack, *checks]
        if len(lines) == 1:
            lines.append("    pass")
        return "\n".join(lines)

    def _head(self, kind: Type) -> str:
        if not kind.base:
            return f"class {kind.name}(Base, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):"
        tag = f', tag="{kind.name}", tag_field="resourceType"'
        tag = tag if kind.kind == "resource" and kind.name != "DomainResource" else ""
        return f"class {kind.name}({kind.base}, kw_only=True, gc=False{tag}):"

    def _fields(self, kind: Type, element: Element) -> Iterator[Field]:
        for code in element.types:
            name = spelled(element, code)
            primitive = code in PRIMITIVES
            plain = f"{kind.name}.{name}" in PLAIN
            annotation = self._annotation(code, element)
            bare = element.required and not element.choice and (not primitive or plain)
            if element.many:
                item = f"{annotation} | None" if primitive else annotation
                yield Field(attribute(name), f"Annotated[tuple[{item}, ...], SOME]", bare)
            else:
                yield Field(attribute(name), annotation if bare else f"{annotation} | None", bare)
            if primitive and not plain:
                sibling = "Annotated[tuple[Element | None, ...], SOME]" if element.many else "Element | None"
                yield Field(f"{name}_ext", sibling)

    def _annotation(self, code: str, element: Element) -> str:
        if code == "code" and element.value_set in self.literals:
            return self.literals[element.value_set]
        return "AnyResource" if code == "Resource" else ALIASES.get(code, code)

    def _checks(self, kind: Type, element: Element, start: int, end: int, fields: list[Field]) -> Iterator[str]:
        if element.choice:
            group = element.name.removesuffix("[x]")
            size = end - start
            wrong = f"values[{start}:{end}].count(None) {'!=' if element.required else '<'} {size - 1}"
            yield f"        if {wrong}:"
            yield f'            one_choice(self, "{group}", {start}, {end}, {element.required})'
        elif element.required and element.types[0] in PRIMITIVES and not fields[0].bare:
            name = fields[0].name
            missing = (
                f"not self.{name} and not self.{name}_ext"
                if element.many
                else (f"self.{name} is None and self.{element.name}_ext is None")
            )
            yield f"        if {missing}:"
            yield f'            absent("{element.name}")'
