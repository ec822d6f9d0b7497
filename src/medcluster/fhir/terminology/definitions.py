"""How do CodeSystem and ValueSet resources become what the algebra works on?

Promise: reads plain FHIR JSON (dicts), official or posted, and refuses by name what breaks the rules it depends on;
the digest of a definition is that of its meaning-bearing content. Must not know: where it came from. Source:
http://hl7.org/fhir/R4/valueset.html#compositions, codesystem.html.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from medcluster.fhir.terminology.model import (
    Coding,
    Concept,
    Designation,
    Filter,
    Json,
    Listed,
    Part,
    Property,
    ValueSet,
)
from medcluster.fhir.terminology.refusals import malformed

_VALUE = "value"
_INACTIVE_WORDS = frozenset({"retired", "inactive"})  # values of the property `status`
_KINDS = ("Code", "Coding", "String", "Integer", "Boolean", "DateTime", "Decimal")


def digest_of(content: object) -> str:
    """A digest of plain JSON values."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def canonical(text: str) -> tuple[str, str]:
    """`url|version` as url and version; a fragment stays with the url."""
    url, _, version = text.partition("|")
    return url, version


def value_set(resource: Mapping[str, Any]) -> ValueSet:
    """A ValueSet resource."""
    compose = resource.get("compose") or {}
    include = tuple(_part(one, "include") for one in compose.get("include", ()))
    exclude = tuple(_part(one, "exclude") for one in compose.get("exclude", ()))
    expansion = None
    if not include and "contains" in (resource.get("expansion") or {}):
        expansion = tuple(_contained(resource["expansion"]["contains"]))
    return ValueSet(
        url=str(resource.get("url", "")),
        version=str(resource.get("version", "")),
        name=str(resource.get("name", "")),
        digest=digest_of([compose, [(c.system, c.code) for c in expansion or ()]]),
        include=include,
        exclude=exclude,
        inactive=compose.get("inactive"),
        expansion=expansion,
        title=str(resource.get("title", "")),
        id=str(resource.get("id", "")),
        status=str(resource.get("status", "")),
    )


def _part(part: Json, where: str) -> Part:
    filters = tuple(Filter(f["property"], f["op"], str(f["value"])) for f in part.get("filter", ()))
    listed = tuple(
        Listed(c["code"], c.get("display", ""), tuple(designations(c.get("designation", ()))))
        for c in part.get("concept", ())
    )
    system = part.get("system", "")
    if (filters or listed) and not system:
        raise malformed(f"A {where} with concepts or filters names its system.")
    if filters and listed:
        raise malformed(f"A {where} has concepts or filters, not both.")
    if not system and not part.get("valueSet"):
        raise malformed(f"A {where} names a system or a value set.")
    return Part(system, part.get("version", ""), listed, filters, tuple(part.get("valueSet", ())))


def _contained(contains: Iterable[Json]) -> Iterator[Coding]:
    for one in contains:
        if "code" in one and not one.get("abstract"):
            yield Coding(one.get("system", ""), one["code"], one.get("display", ""), one.get("version", ""))
        yield from _contained(one.get("contains", ()))


def designations(listed: Iterable[Json]) -> Iterator[Designation]:
    """The designations of a concept."""
    for one in listed:
        use = coding(one["use"]) if "use" in one else None
        yield Designation(str(one.get("value", "")), str(one.get("language", "")), use)


def coding(plain: Mapping[str, Any]) -> Coding:
    """A Coding."""
    return Coding(
        str(plain.get("system", "")),
        str(plain.get("code", "")),
        str(plain.get("display", "")),
        str(plain.get("version", "")),
    )


def properties(listed: Iterable[Json]) -> Iterator[Property]:
    """The properties of a concept."""
    for one in listed:
        for kind in _KINDS:
            value = one.get(_VALUE + kind)
            if value is None:
                continue
            if kind == "Coding":
                yield Property(one["code"], kind, str(value.get("code", "")), coding(value))
            else:
                yield Property(one["code"], kind[0].lower() + kind[1:], _written(value))


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def concepts(resource: Mapping[str, Any]) -> Iterator[tuple[Concept, tuple[str, ...]]]:
    """Every concept of a CodeSystem in its order, with the codes directly above it: by nesting and by properties.

    A property whose uri is http://hl7.org/fhir/concept-properties#parent (or which is called so) names a parent,
    #child a child, #inactive, #notSelectable and #status say what they say.
    """
    meaning = _meanings(resource)
    above: dict[str, dict[str, None]] = {}
    found: dict[str, Concept] = {}
    for plain, parent in _nested(resource.get("concept", ()), ""):
        code = str(plain.get("code", ""))
        if not code:
            raise malformed(f"A concept of {resource.get('url', 'the code system')} has no code.")
        if code in found:
            raise malformed(f"The code {code} stands twice in {resource.get('url', 'the code system')}.")
        held = tuple(properties(plain.get("property", ())))
        found[code] = Concept(
            code,
            str(plain.get("display", "")),
            str(plain.get("definition", "")),
            inactive=_inactive(held, meaning),
            abstract=any(meaning.get(p.code) == "notSelectable" and p.value == "true" for p in held),
            designations=tuple(designations(plain.get("designation", ()))),
            properties=held,
        )
        if parent:
            above.setdefault(code, {})[parent] = None
        for one in held:
            if meaning.get(one.code) == "parent":
                above.setdefault(code, {})[one.value] = None
            elif meaning.get(one.code) == "child":
                above.setdefault(one.value, {})[code] = None
    for code, concept in found.items():
        yield concept, tuple(parent for parent in above.get(code, ()) if parent in found)


_KNOWN = ("parent", "child", "inactive", "notSelectable", "status", "deprecated", "deprecationDate")


def _meanings(resource: Mapping[str, Any]) -> dict[str, str]:
    """Property codes and what each means: by its uri, else by its name."""
    found = {name: name for name in _KNOWN} | {"abstract": "notSelectable"}
    for one in resource.get("property", ()):
        base, _, name = str(one.get("uri", "")).rpartition("#")
        if base.endswith("/concept-properties") and name in _KNOWN:
            found[one["code"]] = name
    return found


def _inactive(held: Iterable[Property], meaning: Mapping[str, str]) -> bool:
    for one in held:
        said = meaning.get(one.code)
        if said == "inactive" and one.value == "true":
            return True
        if said == "status" and one.value.lower() in _INACTIVE_WORDS:
            return True
    return False


def _nested(listed: Iterable[Json], parent: str) -> Iterator[tuple[Json, str]]:
    for one in listed:
        yield one, parent
        yield from _nested(one.get("concept", ()), str(one.get("code", "")))
