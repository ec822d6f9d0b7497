"""What does a GraphQL query ask of FHIR resources?

Promise: the text becomes a tree of fields with variables put in, fragments spread and `@skip` and `@include` decided;
what is too large, or no query, is refused. Must not know: what R4 has, how resources are read.
Source: http://hl7.org/fhir/R4/graphql.html, the GraphQL specification of October 2021.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import graphql
from graphql.language import ast

from medcluster.foundation import Kind, Refusal

MOST_TOKENS, MOST_FIELDS, DEEPEST = 4000, 500, 20
MOST_SELECTED = 4000  # fields and fragments gone through, each as often as it is spread, also those that are skipped
NAMES = ("resourceType", "__typename")
ANY = ("Resource", "DomainResource")
PAGED = ("_count", "_offset", "fhirpath")
OF_RESOURCE = ("optional", "type")  # arguments of the field `resource` of a Reference


@dataclass(frozen=True, slots=True)
class Field:
    """A field: `key` is its name in the answer; `on` the types to which fragments narrow it, empty for all."""

    key: str
    name: str
    arguments: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    fields: tuple[Field, ...] = ()
    on: tuple[str, ...] = ()
    flatten: bool = False
    first: bool = False
    singleton: bool = False
    slice: str = ""
    line: int = 0

    def argument(self, name: str) -> str:
        """The one value of an argument, "" when it is not given."""
        return next(iter(self.arguments.get(name, ())), "")

    def applies_to(self, kind: str) -> bool:
        """Whether a fragment lets it apply to a type."""
        return all(one == kind or one in ANY for one in self.on)


def wrong(text: str, line: int = 0) -> Refusal:
    """A query that cannot be carried out."""
    return Refusal(Kind.MALFORMED, f"GraphQL, line {line}: {text}" if line else f"GraphQL: {text}")


def read_query(text: str, variables: Mapping[str, Any], operation: str) -> tuple[Field, ...]:
    """The fields of a query; Refusal for what is none."""
    document = parsed(text)
    fragments = {d.name.value: d for d in document.definitions if isinstance(d, ast.FragmentDefinitionNode)}
    chosen = _operation(document, operation)
    try:
        reader = _Reader(fragments, _values(chosen, variables))
        return reader.fields(chosen.selection_set, (), 1, frozenset())
    except RecursionError:
        raise wrong("the query, or one of its variables, is nested too deep.") from None


def parsed(text: str) -> ast.DocumentNode:
    """The document in a text."""
    if not text.strip():
        raise wrong("there is no query.")
    if _depth(text) > 3 * DEEPEST:
        raise wrong(f"fields lie within each other more than {DEEPEST} deep.")
    try:
        return graphql.parse(text, max_tokens=MOST_TOKENS)
    except graphql.GraphQLSyntaxError as error:
        line = error.locations[0].line if error.locations else 0
        raise wrong(error.message.removeprefix("Syntax Error: "), line) from None


def _depth(text: str) -> int:
    deepest = depth = 0
    for sign in text:
        depth += (sign in "{[(") - (sign in "}])")
        deepest = max(deepest, depth)
    return deepest


def _operation(document: ast.DocumentNode, name: str) -> ast.OperationDefinitionNode:
    found = [d for d in document.definitions if isinstance(d, ast.OperationDefinitionNode)]
    if name:
        found = [d for d in found if d.name and d.name.value == name]
    if len(found) != 1:
        raise wrong(f"there is no operation {name[:40]!r}." if name else "name one operation of several.")
    if found[0].operation is not graphql.OperationType.QUERY:
        raise wrong(f"a {found[0].operation.value} is not offered: resources are written through the FHIR API.")
    return found[0]


def _values(operation: ast.OperationDefinitionNode, given: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for definition in operation.variable_definitions or ():
        name = definition.variable.name.value
        if name in given:
            found[name] = given[name]
        elif definition.default_value is not None:
            found[name] = _literal(definition.default_value, {})
        elif isinstance(definition.type, ast.NonNullTypeNode):
            raise wrong(f"the variable ${name} has no value.")
        else:
            found[name] = None
    return found


def _literal(node: ast.ValueNode, variables: Mapping[str, Any]) -> Any:
    """The value of an argument; names without quotation marks are texts too."""
    if isinstance(node, ast.VariableNode):
        if node.name.value not in variables:
            raise wrong(f"the variable ${node.name.value} is not declared.")
        return variables[node.name.value]
    if isinstance(node, ast.ListValueNode):
        return [_literal(one, variables) for one in node.values]
    if isinstance(node, ast.NullValueNode):
        return None
    if isinstance(node, ast.BooleanValueNode):
        return node.value
    if isinstance(node, ast.StringValueNode | ast.IntValueNode | ast.FloatValueNode | ast.EnumValueNode):
        return node.value
    raise wrong("an argument is a plain value or a list of them.")


def _texts(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    if isinstance(value, list):
        return tuple(text for one in value for text in _texts(one))
    if isinstance(value, dict):
        raise wrong("an argument is a plain value or a list of them.")
    return ("true" if value else "false",) if isinstance(value, bool) else (str(value),)


class _Reader:
    """Turns selections into fields, and counts them."""

    def __init__(self, fragments: Mapping[str, ast.FragmentDefinitionNode], variables: Mapping[str, Any]) -> None:
        self.fragments = fragments
        self.variables = variables
        self.count = 0
        self.selected = 0

    def fields(
        self, selection: ast.SelectionSetNode, on: tuple[str, ...], depth: int, inside: frozenset[str]
    ) -> tuple[Field, ...]:
        """The fields of a selection, those of one name in the answer joined."""
        if depth > DEEPEST:
            raise wrong(f"fields lie within each other more than {DEEPEST} deep.")
        found: dict[tuple[str, tuple[str, ...]], Field] = {}
        for one in self.listed(selection, on, depth, inside):
            known = found.setdefault((one.key, one.on), one)
            if known is not one:
                if replace(known, fields=(), line=0) != replace(one, fields=(), line=0):
                    raise wrong(
                        f"{one.key} is asked for in two ways: give one another name, as in a: {one.name}", one.line
                    )
                found[one.key, one.on] = replace(known, fields=_joined(known.fields + one.fields))
        return tuple(found.values())

    def listed(
        self, selection: ast.SelectionSetNode, on: tuple[str, ...], depth: int, inside: frozenset[str]
    ) -> list[Field]:
        """The fields as they stand, fragments spread."""
        found: list[Field] = []
        for one in selection.selections:
            self.selected += 1
            if self.selected > MOST_SELECTED:
                raise wrong("fragments are spread too often.")
            if not self.included(one.directives):
                continue
            if isinstance(one, ast.FieldNode):
                found.append(self.field(one, on, depth, inside))
                continue
            name = one.name.value if isinstance(one, ast.FragmentSpreadNode) else ""
            if name in inside:
                raise wrong(f"the fragment {name} leads into itself.")
            fragment = self.fragments.get(name) if name else one
            if not isinstance(fragment, ast.FragmentDefinitionNode | ast.InlineFragmentNode):
                raise wrong(f"there is no fragment {name}.")
            narrowed = on + ((fragment.type_condition.name.value,) if fragment.type_condition else ())
            found += self.listed(fragment.selection_set, narrowed, depth + 1, inside | {name} if name else inside)
        return found

    def field(self, node: ast.FieldNode, on: tuple[str, ...], depth: int, inside: frozenset[str]) -> Field:
        """One field with what is in it."""
        self.count += 1
        if self.count > MOST_FIELDS:
            raise wrong(f"a query has at most {MOST_FIELDS} fields.")
        line = node.loc.start_token.line if node.loc else 0
        known = {"skip", "include", "flatten", "first", "singleton", "slice"}
        directives = {d.name.value: d for d in node.directives or ()}
        if unknown := sorted(directives.keys() - known):
            raise wrong(f"the directive @{unknown[0]} is unknown.", line)
        sliced = self.values(directives["slice"].arguments) if "slice" in directives else {}
        return Field(
            key=(node.alias or node.name).value,
            name=node.name.value,
            arguments=self.values(node.arguments),
            fields=self.fields(node.selection_set, (), depth + 1, inside) if node.selection_set else (),
            on=on,
            flatten="flatten" in directives,
            first="first" in directives,
            singleton="singleton" in directives,
            slice=next(iter(sliced.get("path", ())), ""),
            line=line,
        )

    def values(self, arguments: Sequence[ast.ArgumentNode] | None) -> dict[str, tuple[str, ...]]:
        """Arguments as texts."""
        return {a.name.value: _texts(_literal(a.value, self.variables)) for a in arguments or ()}

    def included(self, directives: Sequence[ast.DirectiveNode] | None) -> bool:
        """What `@skip` and `@include` say."""
        for directive in directives or ():
            if directive.name.value in ("skip", "include"):
                said = self.values(directive.arguments).get("if", ("",))
                if (said == ("true",)) == (directive.name.value == "skip"):
                    return False
        return True


def _joined(fields: Sequence[Field]) -> tuple[Field, ...]:
    found: dict[tuple[str, tuple[str, ...]], Field] = {}
    for one in fields:
        known = found.get((one.key, one.on))
        found[one.key, one.on] = replace(one, fields=_joined(known.fields + one.fields)) if known else one
    return tuple(found.values())
