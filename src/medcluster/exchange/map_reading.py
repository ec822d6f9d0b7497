"""How does a YAML file become a map?

Promise: a text becomes a `Map` whose elements exist in R4 and whose names all resolve, or is refused with every finding
and its line. A map may be `based-on` others: their tables are added to, their resources and rules stand unless it has
its own, and `change` sets single elements. Must not know: messages, the database. The form: docs/how-to/hl7v2.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path as File
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
from medcluster.exchange.functions_codes import Entry, Table
from medcluster.exchange.map_model import Branch, Group, Leaf, Many, Map, Merge, Node, Rule, Template, Write
from medcluster.exchange.map_nodes import Problems, Yaml, line_of
from medcluster.exchange.shapes import Element, elements, near
from medcluster.fhir import types
from medcluster.foundation import Kind, Refusal

_TOP = ("map", "based-on", "tables", "resources", "change", "messages")
_RULE = ("on", "needs", "groups", "resources", "merge", "ignore")
_GROUP = ("begins", "members", "within")
_ENTRY = ("system", "code", "display")
_RESOURCE = ("$type", "$like", "$for", "$when", "$match", "$key", "$write", "$union")
_BRANCH = ("$for", "$when", "$value")
_NOTHING = Element(None, False)

Others = Callable[[str], Map]


def shipped() -> tuple[str, ...]:
    """The names of the maps that come along."""
    return tuple(sorted(one.name.removesuffix(".yaml") for one in _folder().iterdir() if one.name.endswith(".yaml")))


def shipped_text(name: str) -> str:
    """The text of a map that comes along."""
    if name not in shipped():
        raise Refusal(Kind.NOT_FOUND, f"There is no map {name!r}.", hint=f"Shipped: {', '.join(shipped())}.")
    return (_folder() / f"{name}.yaml").read_text(encoding="utf-8")


@cache
def shipped_map(name: str) -> Map:
    """A map that comes along."""
    return read_map(shipped_text(name), file=f"{name}.yaml")


def _folder() -> File:
    return File(__file__).parent / "maps"


def read_map(text: str, *, file: str = "map.yaml", others: Others = shipped_map) -> Map:
    """The map that a text describes; `others` gives the maps that it is based on."""
    problems = Problems(file)
    top = problems.fields(problems.root(text), "a map", _TOP)
    name = problems.text(top.get("map"), "map")
    if not name:
        problems.add(1, "`map` names the map")
    basis = _basis(problems, top.get("based-on"), others)
    tables = {**basis.tables, **_tables(problems, top.get("tables"), basis.tables)}
    reader = _Reader(problems, tables)
    templates = dict(basis.templates)
    for key, node in problems.entries(top.get("resources"), "resources").items():
        templates[key] = reader.template(key, node, templates)
    for key, node in problems.entries(top.get("change"), "change").items():
        if key not in templates:
            problems.unknown(node, "change", key, templates)
        else:
            templates[key] = reader.changed(templates[key], node)
    reader.check_targets(templates)
    rules = dict(basis.rules)
    for node in problems.items(top.get("messages")):
        rule = _rule(problems, reader, node, templates)
        rules.update(dict.fromkeys(rule.triggers, rule))
    problems.refuse_if_any()
    return Map(name, rules, templates, tables)


def _basis(problems: Problems, node: Yaml | None, others: Others) -> Map:
    rules: dict[str, Rule] = {}
    templates: dict[str, Template] = {}
    tables: dict[str, Table] = {}
    for item in problems.items(node):
        try:
            found = others(problems.text(item, "based-on"))
        except Refusal as refusal:
            problems.add(item, refusal.text)
            continue
        rules.update(found.rules)
        templates.update(found.templates)
        tables.update(found.tables)
    return Map("", rules, templates, tables)


def _tables(problems: Problems, node: Yaml | None, before: Mapping[str, Table]) -> dict[str, Table]:
    found = {}
    for name, entries in problems.entries(node, "tables").items():
        known: dict[str, Entry] = dict(before[name].entries) if name in before else {}
        for code, entry in problems.entries(entries, f"the table {name}").items():
            if isinstance(entry, yaml.MappingNode):
                parts = problems.fields(entry, "an entry", _ENTRY)
                known[code] = {key: problems.text(value, key) for key, value in parts.items()}
            else:
                known[code] = problems.text(entry, "an entry")
        found[name] = Table(name, known)
    return found


class _Reader:
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
        children = {**template.children, **self.children(kind, {k: v for k, v in plain.items() if not _is_null(v)})}
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

    def _each(self, parts: dict[str, Yaml]) -> str:
        return self.problems.text(parts.get("$for"), "$for")

    def _when(self, parts: dict[str, Yaml]) -> Condition:
        node, nothing = parts.get("$when"), Condition()
        if node is None:
            return nothing
        return self.problems.parsed(node, self.problems.text(node, "$when"), condition_of, nothing)

    def _expressions(self, node: Yaml | None) -> tuple[Expression, ...]:
        return tuple(self.expression(item) for item in self.problems.items(node))

    def children(self, kind: type[types.Base], parts: Mapping[str, Yaml]) -> dict[str, Node]:
        found: dict[str, Node] = {}
        for name, node in parts.items():
            element = elements(kind).get(name)
            if element is None:
                self.problems.add(node, f"{kind.__name__} has no `{name}` in R4{near(kind, name)}")
                continue
            found[name] = self.node(element, node)
        return found

    def node(self, element: Element, node: Yaml) -> Node:
        if isinstance(node, yaml.SequenceNode):
            return Many(element, tuple(self.node(element, item) for item in node.value))
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
        value = self.node(element, special["$value"]) if "$value" in special else None
        if plain and element.kind is None:
            self.problems.add(node, "this element is a plain value in R4 and has no elements")
            plain = {}
        children = self.children(element.kind, plain) if element.kind else {}
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


def _rule(problems: Problems, reader: _Reader, node: Yaml, templates: Mapping[str, Template]) -> Rule:
    parts = problems.fields(node, "a rule of messages", _RULE)
    triggers = problems.words(parts.get("on"), "on")
    if not triggers:
        problems.add(node, "a rule says `on` which messages it is, such as ADT^A01")
    named = problems.words(parts.get("resources"), "resources")
    for name in named:
        if name not in templates:
            problems.unknown(parts["resources"], "resources", name, templates)
    groups = {
        name: _group(problems, name, one) for name, one in problems.entries(parts.get("groups"), "groups").items()
    }
    for name in named:
        for each in sorted(_loops(templates[name])) if name in templates else ():
            if each not in groups and not (len(each) == 3 and each.isupper()):
                problems.unknown(parts["resources"], f"`$for` of {name}", each, groups)
    for name, group in groups.items():
        if group.within and group.within not in groups:
            problems.unknown(parts["groups"], f"the group {name}", group.within, groups)
    return Rule(
        triggers,
        line_of(node),
        tuple(_need(problems, reader, one) for one in problems.items(parts.get("needs"))),
        groups,
        tuple(name for name in named if name in templates),
        _merge(problems, reader, parts.get("merge"), templates),
        problems.text(parts.get("ignore"), "ignore") in ("true", "yes"),
    )


def _loops(template: Template) -> set[str]:
    """The names over which a template goes."""

    def inside(node: Node) -> set[str]:
        match node:
            case Branch():
                found = {node.each} if node.each else set()
                nodes = [*node.children.values(), *([node.value] if node.value else [])]
                return found.union(*(inside(each) for each in nodes)) if nodes else found
            case Many(_, items):
                return set().union(*(inside(each) for each in items))
            case _:
                return set()

    found = {template.each} if template.each else set()
    return found.union(*(inside(node) for node in template.children.values()))


def _need(problems: Problems, reader: _Reader, node: Yaml) -> tuple[str, Expression | None]:
    text = problems.text(node, "needs")
    return (text, None) if len(text) == 3 else (text, reader.expression(node))


def _group(problems: Problems, name: str, node: Yaml) -> Group:
    parts = problems.fields(node, f"the group {name}", _GROUP)
    begins = problems.words(parts.get("begins"), "begins")
    if not begins:
        problems.add(node, f"the group {name} needs `begins`: the segments that begin it")
    members = frozenset(problems.words(parts.get("members"), "members"))
    return Group(name, begins, members, problems.text(parts.get("within"), "within"))


def _merge(problems: Problems, reader: _Reader, node: Yaml | None, templates: Mapping[str, Template]) -> Merge | None:
    if node is None:
        return None
    parts = problems.fields(node, "merge", ("survivor", "merged", "for"))
    survivor = problems.text(parts.get("survivor"), "survivor")
    if survivor not in templates:
        problems.add(node, f"`survivor` names no resource: `{survivor}`")
    if "merged" not in parts:
        problems.add(node, "`merged` says whose numbers go, such as MRG-1[*] | identifier")
        return None
    return Merge(survivor, reader.expression(parts["merged"]), problems.text(parts.get("for"), "for"))
