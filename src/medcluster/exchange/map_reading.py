"""How does a YAML file become a map?

Promise: a text becomes a `Map` whose elements exist in R4 and whose names all resolve, or is refused with every finding
and its line. A map may be `based-on` others: their tables are added to, their resources and rules stand unless it has
its own, and `change` sets single elements. Must not know: messages, the database. The form: docs/how-to/hl7v2.md.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path as File

import yaml

from medcluster.exchange.expressions import Expression
from medcluster.exchange.functions_codes import Entry, Table
from medcluster.exchange.map_model import Branch, Group, Many, Map, Merge, Node, Rule, Template
from medcluster.exchange.map_nodes import Problems, Yaml, line_of
from medcluster.exchange.map_resources import Resources
from medcluster.foundation import Kind, Refusal

_TOP = ("map", "based-on", "tables", "resources", "change", "messages")
_RULE = ("on", "needs", "groups", "resources", "merge", "ignore")
_GROUP = ("begins", "members", "within")
_ENTRY = ("system", "code", "display")

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
    reader = Resources(problems, tables)
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


def _rule(problems: Problems, reader: Resources, node: Yaml, templates: Mapping[str, Template]) -> Rule:
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


def _need(problems: Problems, reader: Resources, node: Yaml) -> tuple[str, Expression | None]:
    text = problems.text(node, "needs")
    return (text, None) if len(text) == 3 else (text, reader.expression(node))


def _group(problems: Problems, name: str, node: Yaml) -> Group:
    parts = problems.fields(node, f"the group {name}", _GROUP)
    begins = problems.words(parts.get("begins"), "begins")
    if not begins:
        problems.add(node, f"the group {name} needs `begins`: the segments that begin it")
    members = frozenset(problems.words(parts.get("members"), "members"))
    return Group(name, begins, members, problems.text(parts.get("within"), "within"))


def _merge(problems: Problems, reader: Resources, node: Yaml | None, templates: Mapping[str, Template]) -> Merge | None:
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
