"""What does FHIR add to FHIRPath?

Promise: the additional functions of http://hl7.org/fhir/R4/fhirpath.html#functions: extension(), hasValue(),
getValue(), resolve() through the contained resources, the entries of a Bundle and whoever was handed in,
conformsTo() for the types themselves, htmlChecks() without a browser. Terminology is not asked: memberOf() and
subsumes() answer nothing. Must not know: the grammar, where resources are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..frames import Environment, Fault, Items
from ..model import lookup
from ..nodes import Node, items_of, node, plain
from ..values import text
from .registry import eager

_DEFINITIONS = "http://hl7.org/fhir/StructureDefinition/"
_ACTIVE_HTML = re.compile(
    r"<\s*(?:script|iframe|object|embed|form|input|link|base|meta)\b|\son\w+\s*=|javascript:", re.IGNORECASE
)


@eager("extension", 1)
def extension(env: Environment, items: Items, url: Items) -> Items:
    """The extensions of that url."""
    wanted = text(url, "extension()")
    found: Items = []
    for item in items:
        if isinstance(item, Node):
            item.member("extension", found)
    env.spend(len(found))
    return [
        one for one in found if isinstance(one, Node) and isinstance(one.value, dict) and one.value.get("url") == wanted
    ]


@eager("hasExtension", 1)
def has_extension(env: Environment, items: Items, url: Items) -> Items:
    """Whether there is an extension of that url."""
    return [bool(extension(env, items, url))]


@eager("hasValue")
def has_value(env: Environment, items: Items) -> Items:
    """Whether there is one primitive, with a value."""
    return [len(items) == 1 and _value(items[0]) is not None]


@eager("getValue")
def get_value(env: Environment, items: Items) -> Items:
    """The value of the one primitive."""
    value = _value(items[0]) if len(items) == 1 else None
    return [] if value is None else [value]


def _value(item: object) -> object:
    if isinstance(item, Node) and (isinstance(item.value, dict) or item.value is None):
        return None
    return plain(item)


@eager("resolve")
def resolve(env: Environment, items: Items) -> Items:
    """The resources that references and uris point at; what cannot be found is left out."""
    out: Items = []
    for item in items:
        reference = _reference(item)
        if reference:
            env.spend(1)
            out.extend(_resolved(env, reference))
    return out


def _reference(item: object) -> str:
    value = plain(item)
    if isinstance(value, Node) and isinstance(value.value, dict):
        value = value.value.get("reference")
    return value if isinstance(value, str) else ""


def _resolved(env: Environment, reference: str) -> Iterator[object]:
    roots = items_of(env.variables["resource"]) if "resource" in env.variables else env.root
    root = roots[0].value if roots and isinstance(roots[0], Node) else None
    if isinstance(root, dict):
        for url, resource in _inside(root):
            env.spend(1)
            if url == reference:
                yield node(resource, lookup("Resource"))  # type: ignore[arg-type]
                return
    if env.resolver is not None and not reference.startswith("#"):
        yield from items_of(env.resolver(reference))


def _inside(root: dict[str, object]) -> Iterator[tuple[str, object]]:
    contained = root.get("contained")
    for resource in contained if isinstance(contained, (list, tuple)) else ():
        yield f"#{resource.get('id')}", resource
    entries = root.get("entry")
    for entry in entries if isinstance(entries, (list, tuple)) else ():
        resource = entry.get("resource")
        if isinstance(resource, dict):
            yield str(entry.get("fullUrl")), resource
            yield f"{resource.get('resourceType')}/{resource.get('id')}", resource


@eager("conformsTo", 1)
def conforms_to(env: Environment, items: Items, structure: Items) -> Items:
    """Whether the one item is of the type that a core definition describes."""
    url = text(structure, "conformsTo()")
    if url is None or not items:
        return []
    name = url.removeprefix(_DEFINITIONS)
    if name == url or lookup(name) is None:
        raise Fault(f"the definition {url} is not known here")
    if len(items) > 1:
        raise Fault(f"conformsTo() needs one value, there are {len(items)}")
    return [isinstance(items[0], Node) and name in items[0].type.ancestors]


@eager("memberOf", 1)
def member_of(env: Environment, items: Items, value_set: Items) -> Items:
    """Nothing: no terminology is asked here."""
    return []


@eager("subsumes", 1)
def subsumes(env: Environment, items: Items, code: Items) -> Items:
    """Nothing: no terminology is asked here."""
    return []


@eager("subsumedBy", 1)
def subsumed_by(env: Environment, items: Items, code: Items) -> Items:
    """Nothing: no terminology is asked here."""
    return []


@eager("htmlChecks")
def html_checks(env: Environment, items: Items) -> Items:
    """Whether a narrative is one <div> without active content."""
    value = text(items, "htmlChecks()")
    if value is None:
        return []
    body = value.strip()
    env.spend(len(body) >> 6)
    return [body.startswith("<div") and body.endswith("</div>") and not _ACTIVE_HTML.search(body)]


@eager("htmlChecks2")
def html_checks2(env: Environment, items: Items) -> Items:
    """Whether a narrative has some content."""
    value = text(items, "htmlChecks2()")
    return [] if value is None else [bool(re.sub(r"<[^>]*>|\s", "", value)) or "<img" in value]
