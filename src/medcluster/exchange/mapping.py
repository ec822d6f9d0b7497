"""What does a message become under a map?

Promise: the same message, map and setting give the same resources, with the same ids; what the map cannot make of it is
an error with its place, and what no map asked for is listed. Every resource was read back as R4 before it leaves. Pure.
Must not know: the record. Source of the shipped maps: HL7's v2-to-FHIR mappings.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from medcluster.exchange.drafts import Draft, Merging, Outcome, Plain, kept
from medcluster.exchange.expressions import ALL, Condition, Expression, Literal, Path, Target, Test
from medcluster.exchange.faults import (
    DUPLICATE_KEY,
    EVENT,
    INTERNAL,
    REQUIRED,
    SEGMENT_SEQUENCE,
    Place,
    Unfit,
)
from medcluster.exchange.functions import FUNCTIONS, Context, is_amount
from medcluster.exchange.map_model import Branch, Leaf, Many, Map, Merge, Node, Rule, Template
from medcluster.exchange.message import NULL, Message, Spot
from medcluster.exchange.scopes import Scope, scopes
from medcluster.exchange.setting import Setting
from medcluster.exchange.shapes import Element, elements
from medcluster.fhir import types
from medcluster.foundation import Refusal

_HEADER_READ_ELSEWHERE = (3, 4, 5, 6, 7, 9, 10, 11, 12, 15, 16, 18)
_NAMESPACE = uuid.UUID("6d656463-6c75-5374-8865-76322e6d6170")
_PLAIN_CODES = {"true": True, "false": False}


class _Removed:
    """Stands where the sender wants something deleted."""


_REMOVED = _Removed()


@dataclass(slots=True, eq=False)
class _Instance:
    """A template that applies to a scope."""

    template: Template
    scope: Scope
    draft: Draft


def apply(found: Map, message: Message, setting: Setting) -> Outcome:
    """What the message asks to be written."""
    for number in _HEADER_READ_ELSEWHERE:
        message.value("MSH", number)
    for component in (2, 3):
        message.value("MSH", 9, component)
    trigger = message.trigger
    rule = found.rule(trigger)
    if rule is None:
        raise Unfit(f"the map {found.name} says nothing about {trigger}", Place("MSH", 1, 9), EVENT, code="AR")
    if rule.ignore:
        return Outcome(trigger, ignored=True)
    return _Mapping(found, rule, message, setting).outcome(trigger)


class _Mapping:
    """One message on its way."""

    def __init__(self, found: Map, rule: Rule, message: Message, setting: Setting) -> None:
        self.map = found
        self.rule = rule
        self.message = message
        self.setting = setting
        self.context = Context(setting, found.tables)
        self.root = scopes(message.segments, rule.groups)
        self.instances: list[_Instance] = []

    def outcome(self, trigger: str) -> Outcome:
        self._check_needs()
        for template in self.map.templates_of(self.rule):
            for scope in self.root.each(template.each) if template.each else [self.root]:
                if self._holds(template.when, scope):
                    self._begin(template, scope)
        for instance in self.instances:
            self._fill(instance)
        merging = tuple(self._merging(self.rule.merge)) if self.rule.merge else ()
        drafts = tuple(instance.draft for instance in self.instances)
        return Outcome(trigger, drafts, merging, tuple(self.message.unread()))

    def _check_needs(self) -> None:
        for text, expression in self.rule.needs:
            if expression is None:
                if self.message.first(text) is None:
                    raise Unfit(f"the segment {text} is missing", Place(text), SEGMENT_SEQUENCE)
            elif not any(self._plain_values(expression, scope) for scope in (self.root, *self.root.below())):
                place = next((_place_of(one.source) for one in expression if isinstance(one.source, Path)), Place())
                raise Unfit(f"{text} is missing", place, REQUIRED)

    # -- which resources there are ---------------------------------------------------------------------------------

    def _begin(self, template: Template, scope: Scope) -> None:
        match = tuple(value for expression in template.match for value in self._plain_values(expression, scope))
        draft = Draft(template.name, template.type, "", match=match, write=template.write, union=template.union)
        draft.place = _first_place(template, scope)
        if template.match and not match:
            raise Unfit(f"nothing here identifies the {template.name}", draft.place, REQUIRED)
        for other in self.instances:
            same = template.match and other.template is template and _overlap(other.draft.match, match)
            if same and template.write != "refer":
                raise Unfit(f"two resources {template.name} have one number", draft.place, DUPLICATE_KEY)
        if template.key:
            draft.id = self._derived(template, scope, draft.place)
            draft.full_url = f"{template.type}/{draft.id}"
        else:
            named = "|".join(sorted(f"{one.get('system')}|{one.get('value')}" for one in match))
            draft.full_url = f"urn:uuid:{uuid.uuid5(_NAMESPACE, f'{template.name}|{named}')}"
        self.instances.append(_Instance(template, scope, draft))

    def _derived(self, template: Template, scope: Scope, place: Place) -> str:
        """An id that the same key always has; what repeats within one message is counted."""
        parts = [str(value) for each in template.key for value in self._plain_values(each, scope)[:1] or [""]]
        if not any(parts):
            raise Unfit(f"nothing here identifies the {template.name}", place, REQUIRED)
        taken = {instance.draft.id for instance in self.instances}
        number = 1
        while True:
            key = "\x1f".join([self.setting.participant, self.setting.name, template.name, *parts, str(number)])
            found = hashlib.blake2b(key.encode(), digest_size=16).hexdigest()
            if found not in taken:
                return found
            number += 1

    def _merging(self, merge: Merge) -> Iterator[Merging]:
        for scope in self.root.each(merge.each) if merge.each else [self.root]:
            survivor = self._target(merge.survivor, scope)
            merged = tuple(self._plain_values(merge.merged, scope))
            if survivor is None or not merged:
                raise Unfit("whose record goes is missing", Place("MRG", 1, 1), REQUIRED)
            yield Merging(survivor.draft.full_url, merged)

    # -- what stands in them ---------------------------------------------------------------------------------------

    def _fill(self, instance: _Instance) -> None:
        draft = instance.draft
        if draft.write == "refer":
            return
        kind = types.RESOURCE_TYPES[draft.type]
        content: Plain = {}
        for name, node in instance.template.children.items():
            values = self._values(node, instance.scope)
            if values:
                content[name] = _shaped(values, elements(kind)[name])
        _identify(kind, content, draft)
        draft.content = content
        _check(draft)

    def _values(self, node: Node, scope: Scope) -> list[Any]:
        match node:
            case Leaf(element, expression, _):
                return [_meant(value, element) for value in self._expression(expression, scope, element)]
            case Many(element, items):
                found = (self._values(item, scope) for item in items)
                return [value for each in found for value in each] if element.many else next(filter(None, found), [])
            case Branch():
                around = scope.each(node.each) if node.each else [scope]
                return [value for one in around for value in self._branch(node, one)]

    def _branch(self, node: Branch, scope: Scope) -> list[Any]:
        if not self._holds(node.when, scope):
            return []
        if node.value is not None:
            return self._with(node, self._values(node.value, scope), scope)
        return self._with(node, [{}], scope)

    def _with(self, node: Branch, values: Sequence[Any], scope: Scope) -> list[Any]:
        """The values with the branch's own elements added; what is empty then is left out."""
        if not node.children:
            return [value for value in values if value not in ({}, None)]
        kind = node.element.kind
        if kind is None:
            raise TypeError(node)
        added: Plain = {}
        told = False  # literals alone say nothing
        for name, child in node.children.items():
            found = self._values(child, scope)
            if found:
                added[name] = _shaped(found, elements(kind)[name])
                told = told or added[name] is None or not _is_literal(child)
        if node.value is None and not told and not all(_is_literal(child) for child in node.children.values()):
            return []
        return [{**value, **added} if isinstance(value, dict) else value for value in values]

    # -- expressions and conditions --------------------------------------------------------------------------------

    def _plain_values(self, expression: Expression, scope: Scope) -> list[Any]:
        found = self._expression(expression, scope, None)
        return [value for value in found if value is not _REMOVED]

    def _expression(self, expression: Expression, scope: Scope, element: Element | None) -> list[Any]:
        for alternative in expression:
            match alternative.source:
                case Literal(text):
                    found: list[Any] = [_REMOVED if text == NULL else text]
                case Target(name, every):
                    found = self._references(name, every, scope, element)
                case Path() as path:
                    step = alternative.steps[0] if alternative.steps else None
                    found = []
                    for spot in self._spots(path, scope):
                        if spot.text == NULL and not spot.part(2):
                            found.append(_REMOVED)
                            continue
                        name, arguments = (step.name, step.arguments) if step else ("text", ())
                        value = FUNCTIONS[name].run(spot, arguments, self.context)
                        found += [] if value is None or value == NULL else [value]
            if found:
                return found
        return []

    def _spots(self, path: Path, scope: Scope) -> list[Spot]:
        segment = scope.find(path.segment)
        if segment is None:
            return []
        count = segment.repetitions(path.field)
        numbers = (
            range(1, count + 1) if path.repetition == ALL else [path.repetition] if path.repetition <= count else []
        )
        return [Spot(segment, path.field, number, path.component, path.subcomponent) for number in numbers]

    def _target(self, name: str, scope: Scope) -> _Instance | None:
        """The nearest resource of a name: of this scope, around it, then below it."""
        of_name = [instance for instance in self.instances if instance.template.name == name]
        for here in (*scope.around(), *scope.below()):
            for instance in of_name:
                if instance.scope.is_same(here) or instance.scope.owner is here:
                    return instance
        return None

    def _references(self, name: str, every: bool, scope: Scope, element: Element | None) -> list[Any]:
        if every:
            around = {id(one) for one in (scope, *scope.below())}
            found = [
                i for i in self.instances if i.template.name == name and around & {id(s) for s in i.scope.around()}
            ]
        else:
            one = self._target(name, scope)
            found = [one] if one else []
        if element is not None and element.is_reference:
            return [{"reference": instance.draft.full_url} for instance in found]
        return [instance.draft.full_url for instance in found]

    def _holds(self, condition: Condition, scope: Scope) -> bool:
        return not condition or any(all(self._test(test, scope) for test in tests) for tests in condition)

    def _test(self, test: Test, scope: Scope) -> bool:
        if test.path is None:
            return (scope.find(test.segment) is not None) != test.negated
        spots = self._spots(test.path, scope)
        texts = [spot.text for spot in spots]
        match test.how:
            case "there":
                held = any(
                    text != NULL and (text or not spot.component) for spot, text in zip(spots, texts, strict=True)
                )
            case "number":
                held = any(is_amount(text) for text in texts)
            case _:
                held = any(text in test.values for text in texts)
        return held != test.negated


def _is_literal(node: Node) -> bool:
    """Whether it says the same in every message."""
    match node:
        case Leaf(_, expression, _):
            return all(isinstance(alternative.source, Literal) for alternative in expression)
        case Many(_, items):
            return all(_is_literal(item) for item in items)
        case Branch():
            if node.when or node.each or (node.value is not None and not _is_literal(node.value)):
                return False
            return all(_is_literal(child) for child in node.children.values())


def _meant(value: Any, element: Element) -> Any:
    """A literal of a truth value as one."""
    if element.truth and isinstance(value, str):
        return _PLAIN_CODES.get(value, value)
    return value


def _shaped(values: list[Any], element: Element) -> Any:
    """What stands in an element; None where the sender wants it deleted."""
    kept = [value for value in values if value is not _REMOVED]
    if not kept:
        return None
    return kept if element.many else kept[0]


def _identify(kind: type[types.Base], content: Plain, draft: Draft) -> None:
    """The identifiers that find it again stand in the resource."""
    element = elements(kind).get("identifier")
    if not draft.match or element is None:
        return
    if not element.many:
        content.setdefault("identifier", draft.match[0])
        return
    there = content.get("identifier") or []
    content["identifier"] = there
    there += [one for one in draft.match if not any(_same(one, other) for other in there)]


def _same(one: Plain, other: Plain) -> bool:
    return one.get("system") == other.get("system") and one.get("value") == other.get("value")


def _overlap(some: Sequence[Plain], others: Sequence[Plain]) -> bool:
    return any(_same(one, other) for one in some for other in others)


def _check(draft: Draft) -> None:
    try:
        types.from_plain({"resourceType": draft.type, **kept(draft.content)})
    except Refusal as refusal:
        finding = refusal.issues[0]
        said = f"the map makes no valid {draft.type} of this ({draft.name}): {finding.where}: {finding.text}"
        raise Unfit(said, draft.place, INTERNAL) from None


def _first_place(template: Template, scope: Scope) -> Place:
    """The segment that a resource comes from, as well as it can be told."""
    if scope.segments and scope.parent is not None:
        return Place(scope.segments[0].name, scope.segments[0].sequence)
    for expression in (*template.match, *template.key):
        for alternative in expression:
            if isinstance(alternative.source, Path):
                return _place_of(alternative.source)
    return Place()


def _place_of(path: Path) -> Place:
    return Place(path.segment, 1, path.field, 0 if path.repetition == ALL else path.repetition, path.component)
