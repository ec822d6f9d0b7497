"""What stands in a resource that a message makes?

Promise: every resource was read back as R4 before it leaves; what a map cannot make of a message is an error with its
place. Pure. Must not know: which resources there are, the record.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from medcluster.exchange.drafts import Draft, Plain, kept, same_identifier
from medcluster.exchange.evaluating import REMOVED, Evaluation, Instance
from medcluster.exchange.expressions import Literal
from medcluster.exchange.faults import INTERNAL, Unfit
from medcluster.exchange.map_model import Branch, Leaf, Many, Node
from medcluster.exchange.scopes import Scope
from medcluster.exchange.shapes import Element, elements
from medcluster.fhir import types
from medcluster.foundation import Refusal

_PLAIN_CODES = {"true": True, "false": False}


class Filling:
    """The contents of the resources of one message."""

    def __init__(self, evaluation: Evaluation) -> None:
        self._evaluation = evaluation

    def fill(self, instance: Instance) -> None:
        """Make the content of a draft."""
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
                return [_meant(value, element) for value in self._evaluation.values(expression, scope, element)]
            case Many(element, items):
                found = (self._values(item, scope) for item in items)
                return [value for each in found for value in each] if element.many else next(filter(None, found), [])
            case Branch():
                around = scope.each(node.each) if node.each else [scope]
                return [value for one in around for value in self._branch(node, one)]

    def _branch(self, node: Branch, scope: Scope) -> list[Any]:
        if not self._evaluation.holds(node.when, scope):
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
    kept = [value for value in values if value is not REMOVED]
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
    there += [one for one in draft.match if not any(same_identifier(one, other) for other in there)]


def _check(draft: Draft) -> None:
    try:
        types.from_plain({"resourceType": draft.type, **kept(draft.content)})
    except Refusal as refusal:
        finding = refusal.issues[0]
        said = f"the map makes no valid {draft.type} of this ({draft.name}): {finding.where}: {finding.text}"
        raise Unfit(said, draft.place, INTERNAL) from None
