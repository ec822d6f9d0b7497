"""What does a map hold once it was read?

Promise: immutable values whose names all resolve; every element exists in R4. Must not know: YAML, messages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from medcluster.exchange.expressions import Condition, Expression
from medcluster.exchange.functions_codes import Table
from medcluster.exchange.shapes import Element

Write = Literal["overlay", "replace", "if-absent", "refer"]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A value."""

    element: Element
    expression: Expression
    line: int


@dataclass(frozen=True, slots=True)
class Many:
    """Several values of one element; where R4 has no list, the first that the message gives."""

    element: Element
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """An element with elements of its own; `value` instead of them. each: once for every group or segment of a name."""

    element: Element
    children: Mapping[str, Node] = field(default_factory=dict)
    value: Node | None = None
    when: Condition = ()
    each: str = ""


Node = Leaf | Many | Branch


@dataclass(frozen=True, slots=True)
class Template:
    """A resource that messages make. match: identifiers that find it; key: what its id is derived from.

    keep: elements that are told to who is new, and stay as they are in what is known.
    """

    name: str
    type: str
    line: int
    children: Mapping[str, Node]
    each: str = ""
    when: Condition = ()
    match: tuple[Expression, ...] = ()
    key: tuple[Expression, ...] = ()
    write: Write = "overlay"
    union: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Segments that belong together: a new one at `begins`, as long as segments are `members` (none named: any)."""

    name: str
    begins: tuple[str, ...]
    members: frozenset[str] = frozenset()
    within: str = ""


@dataclass(frozen=True, slots=True)
class Merge:
    """Which patient stays, and whose numbers go: of a message that says two records are one person."""

    survivor: str
    merged: Expression
    each: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """What messages of some triggers become."""

    triggers: tuple[str, ...]
    line: int
    needs: tuple[tuple[str, Expression | None], ...] = ()  # None: the segment itself
    groups: Mapping[str, Group] = field(default_factory=dict)
    resources: tuple[str, ...] = ()
    merge: Merge | None = None
    ignore: bool = False


@dataclass(frozen=True, slots=True)
class Map:
    """A map: rules by trigger, templates, tables."""

    name: str
    rules: Mapping[str, Rule]
    templates: Mapping[str, Template]
    tables: Mapping[str, Table]

    def rule(self, trigger: str) -> Rule | None:
        """The rule of `ADT^A08`, else that of `ADT^*`."""
        return self.rules.get(trigger) or self.rules.get(trigger.split("^")[0] + "^*")

    def templates_of(self, rule: Rule) -> Iterator[Template]:
        return (self.templates[name] for name in rule.resources)
