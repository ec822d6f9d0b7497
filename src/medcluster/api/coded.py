"""With which codes and definitions is a terminology operation called, and how is an answer written as Parameters?

Promise: the same reading whether parameters come in the address or as Parameters in the body, with codings and whole
resources among them; what an operation does not know is refused by name. Must not know: any operation. Source: FHIR R4
operations.html, parameters.html.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import msgspec

from medcluster.api.door import Visit, body_of
from medcluster.api.inputs import LOOKS, parameters_in, text_of, wrong
from medcluster.fhir import terminology, types
from medcluster.fhir.terminology import Coding
from medcluster.foundation import Kind, Refusal

Json = dict[str, Any]
_NOT_OFFERED = ("context", "contextDirection", "date", "dependency")


@dataclass(frozen=True, slots=True)
class Given:
    """Each parameter by name: texts from the address; plain values, elements and resources from the body."""

    values: Mapping[str, list[Any]]

    def text(self, name: str) -> str:
        """A parameter that may be given once, "" when it is not."""
        found = self.values.get(name, [])
        if len(found) > 1:
            raise wrong(name, f"{name} may be given once.")
        if found and isinstance(found[0], dict):
            raise wrong(name, f"{name} is no plain value.")
        return text_of(found[0]) if found else ""

    def texts(self, name: str) -> list[str]:
        """A parameter that may be given several times."""
        return [text_of(one) for one in self.values.get(name, ()) if not isinstance(one, dict)]

    def flag(self, name: str, *, default: bool = False) -> bool:
        """true or false."""
        text = self.text(name)
        if text not in ("", "true", "false"):
            raise wrong(name, f"{name}={text[:40]} is neither true nor false.")
        return text == "true" if text else default

    def number(self, name: str) -> int | None:
        """A whole number from 0."""
        text = self.text(name)
        if not text:
            return None
        if not text.isdecimal() or len(text) > 9:
            raise wrong(name, f"{name}={text[:40]} is no whole number.")
        return int(text)

    def resource(self, name: str, kind: str) -> Json | None:
        """A resource that came along."""
        found = self.values.get(name, [])
        if not found:
            return None
        if len(found) > 1 or not isinstance(found[0], dict) or found[0].get("resourceType") != kind:
            raise wrong(name, f"{name} is one {kind}.")
        plain: Json = found[0]
        return plain

    def resources(self, name: str) -> list[Json]:
        """Resources that came along."""
        return [one for one in self.values.get(name, ()) if isinstance(one, dict)]

    def codings(self, code: str = "code", system: str = "system", version: str = "systemVersion") -> list[Coding]:
        """The codes asked about: `code` with its system, `coding` (in an address `system|code`), `codeableConcept`."""
        found = []
        if self.text(code):
            found.append(Coding(self.text(system), self.text(code), self.text("display"), self.text(version)))
        found += [self.coding(one) for one in self.values.get("coding", ())]
        for one in self.values.get("codeableConcept", ()):
            if not isinstance(one, dict):
                raise wrong("codeableConcept", "A codeableConcept comes in Parameters.")
            found += [terminology.coding(coding) for coding in one.get("coding", ())]
        if not found:
            raise wrong(code, "No code is given.", f"Give {code} and {system}, coding, or codeableConcept.")
        if any(not one.code for one in found):
            raise wrong("coding", "A coding has no code.")
        return found

    @staticmethod
    def coding(value: Any) -> Coding:
        """A Coding as it came."""
        if isinstance(value, dict):
            return terminology.coding(value)
        system, bar, code = text_of(value).rpartition("|")
        return Coding(system if bar else "", code)


async def given_of(visit: Visit, known: Iterable[str]) -> Given:
    """The parameters of a call by GET, or by POST with Parameters; those that are not known are refused."""
    pairs: list[tuple[str, Any]] = [p for p in visit.request.query_params.multi_items() if p[0] not in LOOKS]
    if visit.request.method == "POST" and (body := await body_of(visit.request)):
        pairs += _told(body)
    names = tuple(known)
    values: dict[str, list[Any]] = {}
    for name, value in pairs:
        if name in _NOT_OFFERED:
            raise Refusal(Kind.UNSUPPORTED, f"The parameter {name} is not offered here.", hint="Leave it out.")
        if name not in names:
            raise wrong(name[:40], f"The operation has no parameter {name[:40]!r}.", f"There are {', '.join(names)}.")
        if isinstance(value, str) and "\0" in value:
            raise wrong(name, "No parameter holds a NUL character.")
        values.setdefault(name, []).append(value)
    return Given(values)


def _told(body: bytes) -> list[tuple[str, Any]]:
    resource = types.decode(body)
    kind = types.type_name(resource)
    if kind in ("ValueSet", "CodeSystem", "ConceptMap"):  # the one resource that the operation is about
        return [(kind[0].lower() + kind[1:], types.to_plain(resource))]
    pairs: list[tuple[str, Any]] = []
    for parameter in parameters_in(resource):
        held = [value for key, value in parameter.items() if key.startswith("value") or key == "resource"]
        if len(held) != 1:
            raise wrong(str(parameter["name"])[:40], f"The parameter {parameter['name'][:40]!r} has one value.")
        pairs.append((str(parameter["name"]), held[0]))
    return pairs


_encoder = msgspec.json.Encoder(decimal_format="number")


def written(resource: Json) -> bytes:
    """Plain JSON values as bytes; decimals keep their digits."""
    return _encoder.encode(resource)


def parameters(*parts: Json | None) -> Json:
    """A Parameters resource of the parts that there are."""
    return {"resourceType": "Parameters", "parameter": [part for part in parts if part is not None]}


def part(name: str, kind: str, value: Any) -> Json | None:
    """One parameter; none for an empty value."""
    if value is None or value == "" or value == {}:
        return None
    return {"name": name, f"value{kind}": value}


def group(name: str, *parts: Json | None) -> Json:
    """A parameter of parts."""
    return {"name": name, "part": [one for one in parts if one is not None]}


def plain_coding(coding: Coding | None) -> Json:
    """A Coding as JSON."""
    if coding is None:
        return {}
    said = {"system": coding.system, "version": coding.version, "code": coding.code, "display": coding.display}
    return {key: value for key, value in said.items() if value}


def property_value(one: terminology.Property) -> Json | None:
    """The part `value` of a property, in the type that it was given."""
    if one.kind == "Coding":
        return part("value", "Coding", plain_coding(one.coding) or {"code": one.value})
    if one.kind == "boolean":
        return part("value", "Boolean", one.value == "true")
    if one.kind == "integer" and one.value.lstrip("+-").isdecimal():
        return part("value", "Integer", int(one.value))
    if one.kind == "decimal":
        return part("value", "Decimal", Decimal(one.value))
    kind = {"code": "Code", "dateTime": "DateTime"}.get(one.kind, "String")
    return part("value", kind, one.value)
