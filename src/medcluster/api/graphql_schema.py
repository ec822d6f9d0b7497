"""What may be asked by GraphQL? The schema, for tools that introspect.

Promise: made from R4's definitions and the search parameters when it is first asked for, off the event loop; answers
`__schema` and `__type` and nothing else. Queries themselves are checked against the same definitions by
`graphql_query`, which allows more than the schema says: fields of whatever a reference leads to without a fragment,
searches inside a resource by parameters that lead to many types. Must not know: resources. Source: http://hl7.org/fhir/R4/graphql.html.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import graphql
import msgspec
from graphql import (
    GraphQLArgument,
    GraphQLBoolean,
    GraphQLField,
    GraphQLInt,
    GraphQLList,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLSchema,
    GraphQLString,
    GraphQLUnionType,
)
from graphql.language import ast

from medcluster.api.claims import references_of
from medcluster.api.graphql_query import parsed, wrong
from medcluster.fhir import search, types, views

ROOTS = ("__schema", "__type", "__typename")
_PLAIN = {"boolean": GraphQLBoolean, "integer": GraphQLInt, "positiveInt": GraphQLInt, "unsignedInt": GraphQLInt}
_FEW = 10
_PAGED = ("_count", "_sort", "cursor")


def introspects(text: str) -> bool:
    """Whether a query asks about the schema, and about nothing else."""
    if "__schema" not in text and "__type" not in text:
        return False
    asked = [d for d in parsed(text).definitions if isinstance(d, ast.OperationDefinitionNode)]
    names = [s.name.value if isinstance(s, ast.FieldNode) else "" for d in asked for s in d.selection_set.selections]
    if not set(names) & set(ROOTS[:2]):
        return False
    if set(names) - set(ROOTS):
        raise wrong("ask about the schema in a query of its own.")
    graphql.visit(parsed(text), _Once())
    return True


class _Once(graphql.Visitor):
    """Each part of the schema is told once: under other names it could be asked for again and again."""

    def enter_field(self, node: ast.FieldNode, *_: object) -> None:
        """Refuse another name."""
        if node.alias is not None:
            raise wrong(f"ask about the schema without other names, such as {node.alias.value}.")


@lru_cache(maxsize=2)
def introspected(text: str) -> bytes:
    """The answer to a query about the schema: it takes a second, so it is kept; the schema is large, so not."""
    document, known = parsed(text), schema()
    faults = graphql.validate(known, document)
    if faults:
        line = faults[0].locations[0].line if faults[0].locations else 0
        raise wrong(faults[0].message, line)
    found = graphql.execute_sync(known, document)
    if found.errors:
        raise wrong(found.errors[0].message)
    return msgspec.json.encode({"data": found.data})


def schema() -> GraphQLSchema:
    """The schema of R4 as it is searched here."""
    return GraphQLSchema(query=_Types().query(), directives=[*graphql.specified_directives, *_DIRECTIVES])


class _Types:
    """The types, each made when another first names it."""

    def __init__(self) -> None:
        self.made: dict[str, GraphQLObjectType] = {}
        self.scalars: dict[str, GraphQLScalarType] = {}
        self.referring = _searches_inside()
        self.any = GraphQLUnionType("Resource", lambda: [self.object(name) for name in sorted(types.RESOURCE_TYPES)])

    def query(self) -> GraphQLObjectType:
        """What may be asked of the system."""
        fields: dict[str, GraphQLField] = {}
        for name in sorted(types.RESOURCE_TYPES):
            searched = {one.replace("-", "_"): _text() for one in search.parameters_of(name)}
            searched |= {one: _text() for one in _PAGED}
            fields[name] = GraphQLField(self.object(name), {"id": _text()})
            fields[f"{name}List"] = GraphQLField(GraphQLList(self.object(name)), searched)
            fields[f"{name}Connection"] = GraphQLField(self.connection(name), searched)
        return GraphQLObjectType("Query", fields)

    def output(self, kind: str) -> Any:
        """The type of a value."""
        if kind == "Resource":
            return self.any
        if views.parts_of(kind):
            return self.object(kind)
        if kind in _PLAIN:
            return _PLAIN[kind]
        return self.scalars.setdefault(kind, GraphQLScalarType(kind)) if kind != "string" else GraphQLString

    def object(self, name: str) -> GraphQLObjectType:
        """An object of a resource or an element."""
        if name not in self.made:
            self.made[name] = GraphQLObjectType(name, self.fields(name))
        return self.made[name]

    def fields(self, name: str) -> Callable[[], dict[str, GraphQLField]]:
        """Its fields, when they are wanted."""

        def made() -> dict[str, GraphQLField]:
            found = {key: self.field(part) for key, part in views.parts_of(name).items()}
            if name == "Reference":
                found["resource"] = GraphQLField(
                    self.any, {"optional": GraphQLArgument(GraphQLBoolean), "type": _text()}
                )
            if name in types.RESOURCE_TYPES:
                found["resourceType"] = GraphQLField(GraphQLString)
                asked = {one: _text() for one in ("_reference", "_count", "_sort")}
                for source in sorted(self.referring.get(name, ())):
                    found[f"{source}List"] = GraphQLField(GraphQLList(self.object(source)), asked)
            return found

        return made

    def field(self, part: views.Part) -> GraphQLField:
        """A field of an element."""
        made = self.output(part.type)
        if not part.many:
            return GraphQLField(made)
        arguments = {"fhirpath": _text(), "_count": GraphQLArgument(GraphQLInt), "_offset": GraphQLArgument(GraphQLInt)}
        inner = views.parts_of(part.type) if part.type != "Resource" else {}
        plain = [key for key, one in inner.items() if not views.parts_of(one.type) and one.type != "Resource"]
        return GraphQLField(GraphQLList(made), {**{key: _text() for key in plain}, **arguments})

    def connection(self, name: str) -> GraphQLObjectType:
        """A page of a search."""
        key = f"{name}Connection"
        if key not in self.made:
            edge = GraphQLObjectType(
                f"{name}Edge",
                lambda: {
                    "mode": GraphQLField(GraphQLString),
                    "score": GraphQLField(graphql.GraphQLFloat),
                    "resource": GraphQLField(self.object(name)),
                },
            )
            numbers = {one: GraphQLField(GraphQLInt) for one in ("count", "offset", "pagesize")}
            pages = {one: GraphQLField(GraphQLString) for one in ("first", "previous", "next", "last")}
            edges = {"edges": GraphQLField(GraphQLList(edge))}
            self.made[key] = GraphQLObjectType(key, {**numbers, **edges, **pages})
        return self.made[key]


def _searches_inside() -> dict[str, set[str]]:
    """For each type the types that refer to it by a parameter which leads to few."""
    found: dict[str, set[str]] = {}
    for source in types.RESOURCE_TYPES:
        for parameter in references_of(source):
            for target in parameter.targets if len(parameter.targets) <= _FEW else ():
                found.setdefault(target, set()).add(source)
    return found


def _text() -> GraphQLArgument:
    return GraphQLArgument(GraphQLString)


_ON_FIELDS = [graphql.DirectiveLocation.FIELD]
_DIRECTIVES = [
    *(graphql.GraphQLDirective(name, _ON_FIELDS) for name in ("flatten", "first", "singleton")),
    graphql.GraphQLDirective("slice", _ON_FIELDS, {"path": _text()}),
]
