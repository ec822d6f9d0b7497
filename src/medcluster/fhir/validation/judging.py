"""What does a resource break of the definitions that hold for it?

Promise: one walk by its type, one more by each profile that it declares or is asked about, one by the definition of
each extension that is known: constraints, bindings, fixed values and patterns, bounds, cardinality, types, targets,
slices, contained resources and entries. Nothing is fetched: what was not known is told in the `Judgement`, and the
caller comes back with it. Must not know: the record, HTTP. Source: http://hl7.org/fhir/R4/validation.html.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from medcluster.fhir.types import RESOURCE_TYPES
from medcluster.fhir.validation import codes, contexts, definitions, plans, references, values
from medcluster.fhir.validation.findings import MOST, Enough, Findings, Judgement, Known
from medcluster.fhir.validation.rules import Context
from medcluster.fhir.validation.shapes import BASE, Kinds, Shape, Structure
from medcluster.fhir.validation.slicing import Asking, belongs
from medcluster.fhir.validation.spots import Spot, children, element_of
from medcluster.foundation import Issue

Json = Mapping[str, Any]
_INNER = ("BackboneElement", "Element")


def judge(resource: Json, known: Known, *, now: datetime, profiles: Iterable[str] = ()) -> Judgement:
    """Hold a resource, as plain JSON of the right structure, against everything that it should be."""
    walk = _Walk(known, now)
    try:
        walk.resource(resource, tuple(profiles))
    except Enough:
        walk.issues[Issue(f"there is more: the first {MOST} findings are told", "", "too-costly", "warning")] = None
    return walk.judgement()


class _Walk(Findings):
    """One resource, held against everything."""

    def __init__(self, known: Known, now: datetime) -> None:
        super().__init__(known)
        self.now = now
        self.asking = Asking(self.structure, definitions.of_type, self.member, self.conforms)

    # resources

    def resource(self, plain: Json, profiles: tuple[str, ...]) -> None:
        """The outermost resource."""
        node = element_of(plain)
        spot = Spot(node, node.type.name, Context(node, node, self.now, len(node.type.name)))
        self.entered(spot)
        for url in profiles:
            self.profile(spot, url, asked=True)

    def entered(self, spot: Spot) -> None:
        """A resource by its type and by the profiles that it declares."""
        structure = definitions.of_type(spot.kind)
        if structure is None:
            return
        self.element(spot, structure.root, structure, whole=True)
        meta = spot.node.value.get("meta") if isinstance(spot.node.value, dict) else None
        for url in (meta or {}).get("profile", ()):
            if url:
                self.profile(spot, url, asked=False)

    def profile(self, spot: Spot, url: str, *, asked: bool) -> None:
        """A resource by a profile."""
        structure = self.structure(url)
        if structure is None:
            self.unknown(url, spot.where, asked=asked)
        elif structure.type != spot.kind and structure.type not in ("Resource", "DomainResource"):
            self.tell(f"the profile {url} is of {structure.type}, not of {spot.kind}", spot.where, "invalid")
        elif structure.derived:
            self.element(spot, structure.root, structure, whole=False)

    # elements

    def element(self, spot: Spot, shape: Shape, structure: Structure, *, whole: bool) -> None:
        """An element by a shape; `whole`: by everything of its type too, as the first walk goes."""
        base = definitions.of_type(spot.kind)
        for check in plans.checks(shape, base, spot.kind):
            finding = check.finding(spot.node, spot.where, spot.context)
            if finding is not None:
                self.add(finding)
        self.content(spot, shape)
        owner, parent = structure, shape
        declared = shape.children
        if not declared and shape.like and shape.like in structure.by_id:
            parent = structure.by_id[shape.like]
            declared = parent.children
        if not declared and whole and base is not None and (isinstance(spot.node.value, dict) or spot.node.extra):
            parent, declared, owner = base.root, base.root.children, base
        if not declared:
            return
        below = children(spot, plans.passed(parent)) if whole else children(spot)
        for name, child in declared.items():
            plain = name[:-3] if name.endswith("[x]") else name
            if whole and plain not in below and not child.slices:
                continue
            self.child(spot, plain, child, below, owner, whole=whole)
            if whole and plain in ("extension", "modifierExtension"):
                for item in below.get(plain, ()):
                    self.extension(item, spot, (shape.path, child.path.rpartition(".")[0]), plain)

    def content(self, spot: Spot, shape: Shape) -> None:
        """The value of an element itself."""
        value = spot.node.value
        if value is None:
            return
        if shape.value is not None and not values.is_as(*shape.value, value):
            word = "is not the one that is fixed" if shape.value[0] == "fixed" else "does not match the pattern"
            self.tell(f"the value {word} by {_name(shape)}", spot.where, "value")
        if shape.longest and isinstance(value, str) and len(value) > shape.longest:
            self.tell(f"is longer than {shape.longest} characters", spot.where, "value")
        if shape.smallest is not None and values.is_beyond(value, shape.smallest, above=False):
            self.tell("is less than the least that is allowed", spot.where, "value")
        if shape.greatest is not None and values.is_beyond(value, shape.greatest, above=True):
            self.tell("is more than the most that is allowed", spot.where, "value")
        if shape.binding is not None:
            for issue in codes.findings(shape.binding, spot.kind, value, spot.where, self.member):
                self.add(issue)

    def child(
        self, spot: Spot, plain: str, child: Shape, below: Mapping[str, list[Spot]], owner: Structure, *, whole: bool
    ) -> None:
        """The values of one child."""
        items = below.get(plain, [])
        if not items and plain not in spot.node.type.elements():  # valueQuantity, as older profiles say it
            items = [one for held in below.values() for one in held if one.key == plain]
        if not whole:
            self.count(len(items), child, plain, spot.where)
        for item in items:
            self.item(item, child, owner, whole=whole)
        if child.slices and (items or any(one.least for one in child.slices)):
            self.slices(spot, plain, child, items, owner)

    def count(self, there: int, child: Shape, name: str, where: str) -> None:
        """The cardinality of a child."""
        told = f"{name}:{child.slice}" if child.slice else name
        if there < child.least:
            wanted = "is required" if child.least == 1 else f"is required {child.least} times, and is there {there}"
            self.tell(f"{told} {wanted} by {_name(child)}", f"{where}.{name}", "required")
        elif there > child.most:
            allowed = "is not allowed" if child.most == 0 else f"is allowed {child.most} times, and is there {there}"
            self.tell(f"{told} {allowed} by {_name(child)}", f"{where}.{name}", "structure")

    def item(self, item: Spot, child: Shape, owner: Structure, *, whole: bool) -> None:
        """One value of a child."""
        kind = child.takes(item.kind)
        if item.is_resource:
            item = Spot(item.node, item.where, item.context, self._bundle(item), item.key).entered()
            if whole:
                self.entered(item)
        elif not whole and child.types and not _is_one_of(item, child.types):
            allowed = ", ".join(one.code for one in child.types)
            self.tell(f"is a {item.kind}, and {_name(child)} allows {allowed}", item.where, "structure")
            return
        if not (item.is_resource and whole):
            self.element(item, child, owner, whole=whole)
        if kind is not None and kind.targets and isinstance(item.node.value, (dict, str)):
            self.target(item, kind)
        if item.kind != "Extension" and kind is not None and kind.profiles:
            self.one_of(item, kind.profiles)

    @staticmethod
    def _bundle(item: Spot) -> Json | None:
        around = item.context.resource.value
        return around if isinstance(around, dict) and around.get("resourceType") == "Bundle" else item.bundle

    # profiles of values

    def one_of(self, item: Spot, profiles: tuple[str, ...]) -> None:
        """A value has to conform to one of several profiles."""
        tried: list[list[Issue]] = []
        for url in profiles:
            structure = self.structure(url)
            if structure is None:
                self.unknown(url, item.where, asked=False)
                return
            found = self.apart(item, structure)
            tried.append(found)
            if not any(issue.severity == "error" for issue in found):
                break
        else:
            if len(tried) > 1:
                self.tell(f"conforms to none of {', '.join(profiles)}", item.where, "invalid")
                return
        for issue in tried[-1]:
            self.add(issue)

    def apart(self, item: Spot, structure: Structure) -> list[Issue]:
        """The findings of one structure alone."""
        with self.aside() as found:
            self.element(item, structure.root, structure, whole=False)
        return list(found)

    def conforms(self, item: Spot, value: Any, profile: str) -> bool | None:
        """Whether what an item has at a discriminator's path conforms to a profile."""
        structure = self.structure(profile)
        if structure is None:
            return None
        if value is not item.node.value:
            if not isinstance(value, dict) or "resourceType" not in value:
                return None
            item = Spot(element_of(value), item.where, item.context, item.bundle).entered()
        if structure.type not in (item.kind, "Resource", "DomainResource"):
            return False
        return not structure.derived or not any(one.severity == "error" for one in self.apart(item, structure))

    def extension(self, item: Spot, around: Spot, paths: tuple[str, ...], name: str) -> None:
        """An extension by its definition, where that is known, and whether it may stand there."""
        value = item.node.value
        url = value.get("url") if isinstance(value, dict) else None
        if not isinstance(url, str) or ":" not in url:
            return  # a part of a complex extension is judged with the whole
        structure = self.structure(url)
        if structure is not None and structure.type == "Extension":
            self.element(item, structure.root, structure, whole=False)
            if not contexts.allowed(structure, around, paths):
                self.tell(f"the extension {url} is not meant for this place", item.where, "structure", "warning")
        elif url not in self.wanted:
            modifier = name == "modifierExtension"
            why = self.refused(url) or f"the extension {url[:200]} is not known here"
            self.tell(why, item.where, "not-supported", "warning" if modifier else "information")

    def target(self, item: Spot, kind: Kinds) -> None:
        """A reference by the targets that it may have."""
        value = item.node.value
        if not isinstance(value, dict) or kind.code != "Reference":
            return
        reference = value.get("reference")
        said = value.get("type") or ""
        came = None
        if isinstance(reference, str):
            came = references.resolved(reference, item.outermost, self._bundle(item))
            if came is None and reference.startswith("#") and reference != "#":
                return  # ref-1 says so
        named = str(came["resourceType"]) if came else ""
        named = named or references.named_type(str(reference or ""), RESOURCE_TYPES.__contains__)
        if said and named and said != named:
            self.tell(f"the reference is to a {named}, and its type says otherwise", item.where, "value")
        name = named or (said if said in RESOURCE_TYPES else "")
        targets = [(one, self.structure(one)) for one in kind.targets]
        if not name or any(found is None for _, found in targets):
            return
        allowed = {found.type for _, found in targets if found is not None}
        if not allowed & {name, "Resource"}:
            self.tell(f"refers to a {name}, and may to {', '.join(sorted(allowed))}", item.where, "invalid")
        elif came is not None and all(found is not None and found.derived for _, found in targets):
            inner = Spot(element_of(came), item.where, item.context, item.bundle).entered()
            if not any(self.conforms(inner, inner.node.value, one) for one, _ in targets):
                self.tell(f"refers to what conforms to none of {', '.join(kind.targets)}", item.where, "invalid")

    # slices

    def slices(self, spot: Spot, name: str, child: Shape, items: list[Spot], owner: Structure) -> None:
        """The values of a sliced list, each in its slice."""
        held: dict[int, list[Spot]] = {place: [] for place in range(len(child.slices))}
        rule = child.slicing.rules if child.slicing else "open"
        ordered = child.slicing is not None and child.slicing.ordered
        last, outside, undecided = -1, False, False
        for item in items:
            answers = [belongs(item, child, one, self.asking) for one in child.slices]
            undecided = undecided or None in answers
            if True not in answers:
                outside = True
                if rule == "closed" and None not in answers:
                    self.tell(f"belongs to no slice of {_name(child)}, which is closed", item.where)
                continue
            place = answers.index(True)
            if ordered and place < last:
                self.tell(f"the slice {child.slices[place].slice} comes out of order", item.where)
            if outside and rule == "openAtEnd":
                self.tell("what belongs to no slice has to come last", item.where)
            last = place
            held[place].append(item)
            self.item(item, child.slices[place], owner, whole=False)
        for place, there in held.items():
            one = child.slices[place]
            if not undecided:  # else it is not known how often the slice is there
                self.count(len(there), one, name, spot.where)
            if one.slices and there:
                self.slices(spot, name, one, there, owner)


def _is_one_of(item: Spot, kinds: tuple[Kinds, ...]) -> bool:
    ancestors = item.node.type.ancestors
    return any(one.code in ancestors or one.code in _INNER for one in kinds)


def _name(shape: Shape) -> str:
    return shape.id.removeprefix(BASE)
