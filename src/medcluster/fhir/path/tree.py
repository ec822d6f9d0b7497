"""What shapes does a parsed expression have?

Promise: each shape knows its column and its depth; a tree deeper than `DEEPEST` is never built, so that walking one
cannot exhaust the stack. Must not know: how a shape is evaluated.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from .frames import Fault

DEEPEST = 150


@dataclass(slots=True)
class Tree:
    """Any shape."""

    at: int
    depth: int = field(init=False, default=1)

    def __post_init__(self) -> None:
        self.depth = 1 + max((child.depth for child in self.parts()), default=0)
        if self.depth > DEEPEST:
            raise Fault(f"the expression is nested more than {DEEPEST} levels deep", self.at)

    def parts(self) -> tuple[Tree, ...]:
        """The shapes inside."""
        return ()


@dataclass(slots=True)
class Literal(Tree):
    """A value written out; `value` None is the empty collection `{}`."""

    value: object


@dataclass(slots=True)
class Name(Tree):
    """A name at the beginning of a path."""

    name: str


@dataclass(slots=True)
class Special(Tree):
    """`$this`, `$index`, `$total`."""

    name: str


@dataclass(slots=True)
class Variable(Tree):
    """`%name`."""

    name: str


@dataclass(slots=True)
class Member(Tree):
    """`left.name`."""

    left: Tree
    name: str

    def parts(self) -> tuple[Tree, ...]:
        return (self.left,)


@dataclass(slots=True)
class Call(Tree):
    """`left.name(arguments)`, or `name(arguments)` with no left."""

    left: Tree | None
    name: str
    arguments: tuple[Tree, ...]

    def parts(self) -> tuple[Tree, ...]:
        return self.arguments if self.left is None else (self.left, *self.arguments)


@dataclass(slots=True)
class Index(Tree):
    """`left[index]`."""

    left: Tree
    index: Tree

    def parts(self) -> tuple[Tree, ...]:
        return (self.left, self.index)


@dataclass(slots=True)
class Sign(Tree):
    """`-operand` or `+operand`."""

    sign: str
    operand: Tree

    def parts(self) -> tuple[Tree, ...]:
        return (self.operand,)


@dataclass(slots=True)
class Binary(Tree):
    """`left operator right`."""

    operator: str
    left: Tree
    right: Tree

    def parts(self) -> tuple[Tree, ...]:
        return (self.left, self.right)


@dataclass(slots=True)
class TypeTest(Tree):
    """`left is Type` and `left as Type`."""

    operator: str
    left: Tree
    type: str

    def parts(self) -> tuple[Tree, ...]:
        return (self.left,)


@dataclass(slots=True)
class Sorted(Tree):
    """An argument of sort() with its direction: `key desc`."""

    key: Tree
    descending: bool

    def parts(self) -> tuple[Tree, ...]:
        return (self.key,)


def type_named(tree: Tree) -> str:
    """The type that an argument of is(), as() and ofType() names: `Quantity` or `System.Quantity`."""
    if isinstance(tree, Name):
        return tree.name
    if isinstance(tree, Member) and isinstance(tree.left, Name):
        return f"{tree.left.name}.{tree.name}"
    raise Fault("the name of a type is expected here", tree.at)
