"""How does a map's text become resources?

Promise: elements exist in R4 and take what they can hold, functions, tables and places resolve; every finding is added
to the problems of the file. Names of other resources are checked when all are known. Must not know: messages, rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import get_args

import yaml

from medcluster.exchange.expressions import (
    Alternative,
    Condition,
    Expression,
    Path,
    Target,
    condition_of,
    expression_of,
    path_of,
)
from medcluster.exchange.functions import FUNCTIONS
from medcluster.exchange.functions_codes import Table
from medcluster.exchange.map_model import Branch, Leaf, Many, Node, Template, Write
from medcluster.exchange.map_nodes import Problems, Yaml, line_of
from medcluster.exchange.shapes import Element, elements, near
from medcluster.fhir import types

_RESOURCE = ("$type", "$like", "$for", "$when", "$match", "$key", "$write", "$union", "$keep")
_BRANCH = ("$for", "$when", "$value")


class Resources:
    """Reads resources; what they name is checked when all are known."""

    def __init__(self, problems: Problems, tables: Mapping[str, Table]) -> None:
        self.problems = problems
        self.tables = tables
        self._targets: list[tuple[int, str]] = []

    def check_targets(self, templates: Iterable[str]) -> None:
        for line, name in self._targets:
            if name not in templates:
                self.problems.add(line, f"there is no resource `{name}`")

    def template(self, name: str, node: Yaml, known: Mapping[str, Template]) -> Template:
        parts = self.problems.entries(node, f"the resource {name}")
        like = self.problems.text(parts.get("$like"), "$like")
        if like in known:
            return self._filled(replace(known[like], name=name, line=line_of(node)), parts, node)
        if like:
            self.problems.unknown(parts["$like"], "resources", like, known)
        kind = self.problems.text(parts.get("$type"), "$type")
        if kind not in types.RESOURCE_TYPES:
            self.problems.add(parts.get("$type", node), f"`$type: {kind}` is no type of resource in R4")
            return Template(name, "Basic", line_of(node), {})
        empty = Template(name, kind, line_of(node), {})
        return self._filled(empty, parts, node)

    def changed(self, template: Template, node: Yaml) -> Template:
        """The template with some elements set, or, with `~`, left out."""
        return self._filled(template, self.problems.entries(node, f"the change of {template.name}"), node)

    def _filled(self, template: Template, parts: dict[str, Yaml], node: Yaml) -> Template:
        plain = {key: value for key, value in parts.items() if not key.startswith("$")}
        for key in parts.keys() - plain.keys() - set(_RESOURCE):
            self.problems.unknown(parts[key], f"the resource {template.name}", key, _RESOURCE)
        kind = types.RESOURCE_TYPES[template.type]
        children = {**template.children, **self._children(kind, {k: v for k, v in plain.items() if not _is_null(v)})}
        children = {key: child for key, child in children.items() if not (key in plain and _is_null(plain[key]))}
        template = replace(
            template,
            children=children,
            each=self._each(parts) or template.each,
            when=self._when(parts) or template.when,
            match=self._expressions(parts.get("$match")) or template.match,
            key=self._expressions(parts.get("$key")) or template.key,
            write=self._write(parts) or template.write,
            union=self._union(kind, parts) or template.union,
            keep=self._keep(kind, parts) or template.keep,
        )
        if not template.match and not template.key:
            self.problems.add(
                node, f"the resource {template.name} has neither `$match` nor `$key`: what is it found by?"
            )
        return template

    def _write(self, parts: dict[str, Yaml]) -> Write | None:
        written = self.problems.text(parts.get("$write"), "$write")
        for known in get_args(Write):
            if written == known:
                return known  # type: ignore[no-any-return]
        if written:
            self.problems.unknown(parts["$write"], "$write", written, get_args(Write))
        return None

    def _union(self, kind: type[types.Base], parts: dict[str, Yaml]) -> tuple[str, ...]:
        names = self.problems.words(parts.get("$union"), "$union")
        for name in names:
            if name not in elements(kind) or not elements(kind)[name].many:
                self.problems.add(parts["$union"], f"`{name}` is no list of {kind.__name__}{near(kind, name)}")
        return names

    def _keep(self, kind: type[types.Base], parts: dict[str, Yaml]) -> tuple[str, ...]:
        names = self.problems.words(parts.get("$keep"), "$keep")
        for name in names:
            if name not in elements(kind):
                self.problems.add(parts["$keep"], f"{kind.__name__} has no `{name}` in R4{near(kind, name)}")
        return names

    def _each(self, parts: dict[str, Yaml]) -> str:
        return self.problems.text(parts.get("$for"), "$for")

    def _when(self, parts: dict[str, Yaml]) -> Condition:
        node, nothing = parts.get("$when"), Condition()
        if node is None:
            return nothing
        return self.problems.parsed(node, self.problems.text(node, "$when"), condition_of, nothing)

    def _expressions(self, node: Yaml | None) -> tuple[Expression, ...]:
        return tuple(self.expression(item) for item in self.problems.items(node))

    def _children(self, kind: type[types.Base], parts: Mapping[str, Yaml]) -> dict[str, Node]:
        found: dict[str, Node] = {}
        for name, node in parts.items():
            element = elements(kind).get(name)
            if element is None:
                self.problems.add(node, f"{kind.__name__} has no `{name}` in R4{near(kind, name)}")
                continue
            found[name] = self._node(element, node)
        return found

    def _node(self, element: Element, node: Yaml) -> Node:
        if isinstance(node, yaml.SequenceNode):
            return Many(element, tuple(self._node(element, item) for item in node.value))
        if isinstance(node, yaml.ScalarNode):
            found = self.expression(node)
            self._check_parts(element, node, found)
            return Leaf(element, found, line_of(node))
        return self._branch(element, node)

    def _branch(self, element: Element, node: Yaml) -> Branch:
        parts = self.problems.entries(node, "an element")
        special = {key: value for key, value in parts.items() if key.startswith("$")}
        for key in special.keys() - set(_BRANCH):
            self.problems.unknown(parts[key], "an element", key, _BRANCH)
        plain = {key: value for key, value in parts.items() if key not in special}
        value = self._node(element, special["$value"]) if "$value" in special else None
        if plain and element.kind is None:
            self.problems.add(node, "this element is a plain value in R4 and has no elements")
            plain = {}
        children = self._children(element.kind, plain) if element.kind else {}
        return Branch(element, children, value, self._when(special), self._each(special))

    def expression(self, node: Yaml) -> Expression:
        """The expression in a scalar, its functions, tables and resources checked."""
        text = self.problems.text(node, "a value")
        nothing: Expression = ()
        found = self.problems.parsed(node, text, expression_of, nothing)
        for alternative in found:
            self._check(node, alternative)
        return found

    def _check(self, node: Yaml, alternative: Alternative) -> None:
        if isinstance(alternative.source, Target):
            self._targets.append((line_of(node), alternative.source.name))
        for step in alternative.steps:
            function = FUNCTIONS.get(step.name)
            if function is None:
                self.problems.unknown(node, "the list of functions", step.name, FUNCTIONS)
                continue
            if not function.least <= len(step.arguments) <= function.most:
                self.problems.add(node, f"`{step.name}` takes {function.least} to {function.most} words")
            elif function.takes_table and step.arguments and step.arguments[0] not in self.tables:
                self.problems.unknown(node, "tables", step.arguments[0], self.tables)
            elif function.takes_paths:
                self._check_paths(node, alternative, step.arguments)
        if len(alternative.steps) > 1:
            self.problems.add(node, "one function is enough: each takes a place of the message")

    def _check_parts(self, element: Element, node: Yaml, expression: Expression) -> None:
        """An element with parts takes a function that makes them, a plain one takes none of these."""
        for alternative in expression:
            if not isinstance(alternative.source, Path):
                continue
            step = alternative.steps[0] if alternative.steps else None
            plain = step is None or (step.name in FUNCTIONS and FUNCTIONS[step.name].plain)
            if element.kind is not None and plain:
                kind = element.kind.__name__
                self.problems.add(node, f"this element is a {kind}: it takes a function that makes one")
            elif element.kind is None and step is not None and step.name in FUNCTIONS and not plain:
                self.problems.add(node, f"this element is a plain value in R4: `{step.name}` makes more than that")

    def _check_paths(self, node: Yaml, alternative: Alternative, arguments: tuple[str, ...]) -> None:
        for argument in arguments:
            beside = self.problems.parsed(node, argument, path_of, None)
            source = alternative.source
            if beside is not None and isinstance(source, Path) and beside.segment != source.segment:
                self.problems.add(node, f"`{argument}` must be in the same segment as `{source}`")


def _is_null(node: Yaml) -> bool:
    return (
        isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:null" and node.value in ("~", "", "null")
    )
