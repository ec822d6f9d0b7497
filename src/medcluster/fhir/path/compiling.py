"""How does a tree become something that runs?

Promise: each shape is turned once into a closure over its parts, so that an evaluation walks no tree; a Fault met
on the way out gets the column of the innermost shape that met it. Must not know: what each function does.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from . import tree as shapes
from .frames import Fault, Frame, Items, Step, Term
from .functions import REGISTRY, Direction, Eager, Lazy
from .logic import LOGIC
from .nodes import Node, items_of
from .numbers import integer
from .operators import OPERATORS
from .quantities import Quantity
from .tree import Tree
from .values import as_type, is_number, is_type, kind, known_type, of_type, single, whole

_ADDRESSES = {
    "ucum": "http://unitsofmeasure.org",
    "sct": "http://snomed.info/sct",
    "loinc": "http://loinc.org",
}


def compiled(tree: Tree) -> Term:
    """The closure of a tree."""
    return _COMPILERS[type(tree)](tree)


def _located(term: Term, column: int) -> Term:
    def run(frame: Frame) -> Items:
        try:
            return term(frame)
        except Fault as fault:
            fault.column = fault.column or column
            raise

    return run


def _literal(tree: shapes.Literal) -> Term:
    items: Items = [] if tree.value is None else [tree.value]
    return lambda frame: items


def _name(tree: shapes.Name) -> Term:
    name = tree.name
    if not name[:1].isupper():
        return lambda frame: _members(frame, frame.this, name)

    def begin(frame: Frame) -> Items:
        this = frame.this
        if len(this) == 1 and isinstance(this[0], Node) and name in this[0].type.ancestors:
            return this
        return _members(frame, this, name)

    return begin


def _members(frame: Frame, items: Items, name: str) -> Items:
    out: Items = []
    for item in items:
        if item.__class__ is Node:
            item.member(name, out)
    frame.env.spend(len(items) + len(out))
    return out


def _member(tree: shapes.Member) -> Term:
    name, left = tree.name, tree.left
    if isinstance(left, shapes.Name) and left.name == "FHIR" and name[:1].isupper():
        return _name(shapes.Name(tree.at, name))
    term = compiled(left)
    return lambda frame: _members(frame, term(frame), name)


def _special(tree: shapes.Special) -> Term:
    if tree.name == "$this":
        return lambda frame: frame.this

    def index(frame: Frame) -> Items:
        if frame.index is None:
            raise Fault("$index has a meaning only inside a criterion or projection")
        return [frame.index]

    def total(frame: Frame) -> Items:
        if frame.total is None:
            raise Fault("$total has a meaning only inside aggregate()")
        return frame.total

    return _located(index if tree.name == "$index" else total, tree.at)


def _variable(tree: shapes.Variable) -> Term:
    name = tree.name

    def look(frame: Frame) -> Items:
        if frame.names is not None and name in frame.names:
            return frame.names[name]
        env = frame.env
        found = env.wrapped.get(name)
        if found is None:
            if name in env.variables:
                found = items_of(env.variables[name])
            elif name in ("context", "resource", "rootResource"):
                found = env.root
            else:
                found = [_address(name)]
            env.wrapped[name] = found
        return found

    return _located(look, tree.at)


def _address(name: str) -> str:
    if name in _ADDRESSES:
        return _ADDRESSES[name]
    if name.startswith("vs-"):
        return f"http://hl7.org/fhir/ValueSet/{name[3:]}"
    if name.startswith("ext-"):
        return f"http://hl7.org/fhir/StructureDefinition/{name[4:]}"
    raise Fault(f"the variable %{name} is not defined")


def _index(tree: shapes.Index) -> Term:
    left, place = compiled(tree.left), compiled(tree.index)

    def pick(frame: Frame) -> Items:
        items = left(frame)
        at = whole(place(frame), "an index")
        return [items[at]] if at is not None and 0 <= at < len(items) else []

    return _located(pick, tree.at)


def _sign(tree: shapes.Sign) -> Term:
    operand, sign = compiled(tree.operand), tree.sign

    def signed(frame: Frame) -> Items:
        items = operand(frame)
        value = single(items, sign)
        if value is None:
            return []
        if isinstance(value, Quantity):
            return [value if sign == "+" else Quantity(-value.value, value.unit)]
        if not is_number(value):
            raise Fault(f"{sign} needs a number or a Quantity, not {kind(items[0])}")
        if sign == "+":
            return [value]
        if isinstance(value, int):
            negative = integer(-value)
            return [] if negative is None else [negative]
        return [-value]  # type: ignore[operator]

    return _located(signed, tree.at)


def _binary(tree: shapes.Binary) -> Term:
    left, right = compiled(tree.left), compiled(tree.right)
    if tree.operator in LOGIC:
        return _located(LOGIC[tree.operator](_scoped(left, tree.left), _scoped(right, tree.right)), tree.at)
    apply = OPERATORS[tree.operator]
    left, right = _scoped(left, tree.left), _scoped(right, tree.right)
    column = tree.at

    def run(frame: Frame) -> Items:
        one, other = left(frame), right(frame)
        try:
            return apply(frame.env, one, other)
        except Fault as fault:
            fault.column = fault.column or column
            raise

    return run


def _scoped(term: Term, tree: Tree) -> Term:
    """A variable that one operand defines is not seen by the other."""
    if not _defines(tree):
        return term

    def run(frame: Frame) -> Items:
        names = frame.names
        try:
            return term(frame)
        finally:
            frame.names = names

    return run


def _defines(tree: Tree) -> bool:
    waiting = [tree]
    while waiting:
        one = waiting.pop()
        if isinstance(one, shapes.Call) and one.name == "defineVariable":
            return True
        waiting.extend(one.parts())
    return False


def _type_test(tree: shapes.TypeTest) -> Term:
    left, specifier = compiled(tree.left), known_type(tree.type, tree.at)
    step = partial(is_type if tree.operator == "is" else as_type, specifier)
    return _located(lambda frame: step(left(frame)), tree.at)


_TYPED: dict[str, Callable[[str, Items], Items]] = {"is": is_type, "as": as_type, "ofType": of_type}


def _call(tree: shapes.Call) -> Term:
    left = None if tree.left is None else compiled(tree.left)
    step = _step(tree)
    column = tree.at

    def run(frame: Frame) -> Items:
        items = frame.this if left is None else left(frame)
        try:
            out = step(frame, items)
            frame.env.spend(1 + len(out))
            return out
        except Fault as fault:
            fault.column = fault.column or column
            raise

    return run


def _step(tree: shapes.Call) -> Step:
    name, arguments = tree.name, tree.arguments
    if name in _TYPED:
        _count(tree, 1, 1)
        pick = partial(_TYPED[name], known_type(shapes.type_named(arguments[0]), arguments[0].at))
        return lambda frame, items: pick(items)
    function = REGISTRY.get(name)
    if function is None:
        raise Fault(f"there is no function {name}()", tree.at)
    _count(tree, function.least, function.most)
    if name != "sort" and any(isinstance(one, shapes.Sorted) for one in arguments):
        raise Fault("asc and desc belong into sort()", tree.at)
    if isinstance(function, Lazy):
        return _lazy(function, arguments, name == "sort")
    return _eager(function, [_scoped(compiled(one), one) for one in arguments])


def _count(tree: shapes.Call, least: int, most: int) -> None:
    given = len(tree.arguments)
    if not least <= given <= most:
        wanted = str(least) if least == most else f"{least} to {most}"
        raise Fault(f"{tree.name}() takes {wanted} arguments, not {given}", tree.at)


def _eager(function: Eager, terms: list[Term]) -> Step:
    run = function.run
    if not terms:
        return lambda frame, items: run(frame.env, items)
    if len(terms) == 1:
        only = terms[0]
        return lambda frame, items: run(frame.env, items, only(frame))
    return lambda frame, items: run(frame.env, items, *[term(frame) for term in terms])


def _lazy(function: Lazy, arguments: tuple[Tree, ...], sorts: bool) -> Step:
    run = function.run
    if sorts:
        keys = [_direction(one) for one in arguments]
        return lambda frame, items: run(frame, items, keys)
    terms = [_scoped(compiled(one), one) for one in arguments]
    return lambda frame, items: run(frame, items, *terms)


def _direction(tree: Tree) -> Direction:
    """A key of sort(): `key desc`, or the older `-key`, which keeps in front what has no key."""
    if isinstance(tree, shapes.Sorted):
        return Direction(compiled(tree.key), tree.descending, empty_first=not tree.descending)
    if isinstance(tree, shapes.Sign) and tree.sign == "-":
        return Direction(compiled(tree.operand), descending=True, empty_first=True)
    return Direction(compiled(tree), descending=False, empty_first=True)


_COMPILERS: dict[type[Tree], Callable[..., Term]] = {
    shapes.Literal: _literal,
    shapes.Name: _name,
    shapes.Special: _special,
    shapes.Variable: _variable,
    shapes.Member: _member,
    shapes.Index: _index,
    shapes.Sign: _sign,
    shapes.Binary: _binary,
    shapes.TypeTest: _type_test,
    shapes.Call: _call,
}
