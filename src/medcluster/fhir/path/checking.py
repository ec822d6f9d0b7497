"""What can be seen to be wrong with an expression before there is data?

Promise: every path is followed through the types of R4; an element that none of the possible types has, a text
function on something that is no text, a condition that is no Boolean, and an order asked of children() are Faults
with a column. What cannot be known (a variable without a type, the result of resolve()) passes. Must not know: how
expressions run. Source: http://hl7.org/fhirpath/N1/#type-safety-and-strict-evaluation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from . import tree as shapes
from .frames import Fault
from .model import PRIMITIVES, SYSTEM, lookup
from .signatures import IN_ORDER, KEEPS, PER_ITEM, RESULTS, TEXT_ONLY
from .tree import Tree, type_named
from .values import kind

Types: TypeAlias = frozenset[str] | None

_BOOLEAN: Types = frozenset({"System.Boolean"})


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of a collection: its possible types (None for anything), and whether it has an order."""

    types: Types
    ordered: bool = True


@dataclass(frozen=True, slots=True)
class Scope:
    """What names mean: the types of `$this`, and those of variables."""

    this: Seen
    variables: Mapping[str, str]
    root: Seen


_ANYTHING = Seen(None)


def check(tree: Tree, context: str, variables: Mapping[str, str]) -> None:
    """Raise the first Fault that is found."""
    if lookup(context) is None:
        raise Fault(f"{context} is no type of R4", tree.at)
    root = Seen(frozenset({context}))
    _seen(tree, Scope(root, variables, root))


def _seen(tree: Tree, scope: Scope) -> Seen:
    match tree:
        case shapes.Literal():
            return _ANYTHING if tree.value is None else Seen(frozenset({f"System.{kind(tree.value)}"}))
        case shapes.Name():
            return _begun(tree, scope)
        case shapes.Special():
            return scope.this if tree.name == "$this" else _ANYTHING
        case shapes.Variable():
            return _variable(tree.name, scope)
        case shapes.Member():
            return _member(tree, scope)
        case shapes.Call():
            return _call(tree, scope)
        case shapes.Index():
            _seen(tree.index, scope)
            return _in_order(_seen(tree.left, scope), tree.at, "an index")
        case shapes.Sign():
            return _seen(tree.operand, scope)
        case shapes.TypeTest():
            left = _seen(tree.left, scope)
            return Seen(_BOOLEAN) if tree.operator == "is" else Seen(_named(tree.type, tree.at), left.ordered)
        case shapes.Binary():
            return _binary(tree, scope)
        case shapes.Sorted():
            return _seen(tree.key, scope)
    return _ANYTHING


def _variable(name: str, scope: Scope) -> Seen:
    if name in ("context", "resource", "rootResource"):
        is_resource = any("Resource" in _ancestors(one) for one in scope.root.types or ())
        return scope.root if name == "context" or is_resource else _ANYTHING
    known = scope.variables.get(name)
    return Seen(frozenset({known})) if known and lookup(known) else _ANYTHING


def _begun(tree: shapes.Name, scope: Scope) -> Seen:
    types = scope.this.types
    known = lookup(tree.name) if tree.name[:1].isupper() else None
    if known is not None and types is not None:
        if any(tree.name in _ancestors(one) for one in types):
            return scope.this
        if any(one in known.ancestors for one in types):
            return Seen(frozenset({tree.name}))
        raise Fault(f"the path begins at {tree.name}, and the context is {_listed(types)}", tree.at)
    return _children(scope.this, tree.name, tree.at)


def _member(tree: shapes.Member, scope: Scope) -> Seen:
    if isinstance(tree.left, shapes.Name) and tree.left.name == "FHIR" and lookup(tree.name):
        return _begun(shapes.Name(tree.at, tree.name), scope)
    return _children(_seen(tree.left, scope), tree.name, tree.at)


def _ancestors(name: str) -> frozenset[str]:
    found = lookup(name)
    return found.ancestors if found else frozenset({name})


def _children(left: Seen, name: str, at: int) -> Seen:
    if left.types is None:
        return replace(left, types=None)
    found: set[str] = set()
    has_any = False
    for one in left.types:
        known = lookup(one)
        if known is None or one in ("Resource", "DomainResource", "Element", "BackboneElement"):
            if known is None and not one.startswith("System."):
                return _ANYTHING
            if known is not None and name not in known.elements():
                return _ANYTHING  # a resource of any type, an element of any
        slots = known.elements().get(name, ()) if known else ()
        has_any = has_any or bool(slots)
        found.update(slot.type.name for slot in slots)
    if not has_any:
        raise Fault(f"{_listed(left.types)} has no element {name}{_hint(left.types, name)}", at)
    return Seen(frozenset(found), left.ordered)


def _hint(types: frozenset[str], name: str) -> str:
    for one in types:
        known = lookup(one)
        slot = known.keys().get(name) if known else None
        if slot is not None:
            return f"; write {slot.element}.ofType({slot.type.name})"
    return ""


def _listed(types: frozenset[str]) -> str:
    names = sorted(types)
    return " | ".join(names[:4]) + (" | ..." if len(names) > 4 else "")


def _named(specifier: str, at: int) -> Types:
    namespace, _, name = specifier.rpartition(".")
    found = lookup(name)
    if namespace != "System" and found is not None:
        return frozenset({found.name})
    if namespace in ("", "System") and name in SYSTEM:
        return frozenset({f"System.{name}"})
    if namespace == "System":
        return None
    raise Fault(f"{specifier} is no type", at)


def _in_order(left: Seen, at: int, what: str) -> Seen:
    if not left.ordered:
        raise Fault(f"{what} needs an order, and children have none", at)
    return left


def _binary(tree: shapes.Binary, scope: Scope) -> Seen:
    left, right = _seen(tree.left, scope), _seen(tree.right, scope)
    if tree.operator == "|":
        both = None if left.types is None or right.types is None else left.types | right.types
        return Seen(both, left.ordered and right.ordered)
    if tree.operator in ("+", "-", "*", "/", "div", "mod"):
        return _ANYTHING
    return Seen(frozenset({"System.String"}) if tree.operator == "&" else _BOOLEAN)


def _call(tree: shapes.Call, scope: Scope) -> Seen:
    left = scope.this if tree.left is None else _seen(tree.left, scope)
    name = tree.name
    if name in ("is", "as", "ofType"):
        types = _named(type_named(tree.arguments[0]), tree.at)
        return Seen(_BOOLEAN if name == "is" else types, left.ordered)
    if name in IN_ORDER:
        _in_order(left, tree.at, f"{name}()")
    if name in TEXT_ONLY:
        _is_text(left, name, tree.at)
    inner = replace(scope, this=left) if name in PER_ITEM or name == "iif" else scope
    if name in ("repeat", "repeatAll"):
        inner = replace(scope, this=_ANYTHING)
        _seen(tree.arguments[0], replace(scope, this=left))
    arguments = [_seen(one, inner) for one in tree.arguments]
    return _result(tree, left, arguments)


def _result(tree: shapes.Call, left: Seen, arguments: list[Seen]) -> Seen:
    name = tree.name
    if name == "iif":
        _is_condition(arguments[0], tree.arguments[0].at)
        return _together(arguments[1:])
    if name == "select":
        return replace(arguments[0], ordered=left.ordered and arguments[0].ordered)
    if name in ("union", "combine"):
        return _together([left, *arguments])
    if name in ("children", "descendants"):
        return Seen(None, ordered=False)
    if name == "sort":
        return replace(left, ordered=True)
    if name in KEEPS:
        return left
    return Seen(frozenset({RESULTS[name]})) if name in RESULTS else _ANYTHING


def _together(several: list[Seen]) -> Seen:
    found: set[str] = set()
    for one in several:
        if one.types is None:
            return _ANYTHING
        found |= one.types
    return Seen(frozenset(found), all(one.ordered for one in several))


def _is_text(left: Seen, name: str, at: int) -> None:
    if left.types is not None and not any(_could_be_text(one) for one in left.types):
        raise Fault(f"{name}() needs a String, not {_listed(left.types)}", at)


def _could_be_text(name: str) -> bool:
    if name in PRIMITIVES:
        return name not in ("boolean", "integer", "decimal", "positiveInt", "unsignedInt")
    return name == "System.String"


def _is_condition(condition: Seen, at: int) -> None:
    if condition.types is not None and not condition.types & {"System.Boolean", "boolean"}:
        raise Fault(f"a condition is a Boolean, not {_listed(condition.types)}", at)
