"""How is a GraphQL query answered?

Promise: level by level: what is at hand is gone through, what has to be read is left as a hole; all holes of a level
are read together and filled, until there are none; then the answer is put together. One field's fault leaves the others
as they are. Must not know: HTTP, the text of queries. Source: http://hl7.org/fhir/R4/graphql.html.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from medcluster import record
from medcluster.api.graphql_answer import Branch, Errors, Hole, Item, Put, assembled
from medcluster.api.graphql_check import check, check_found, resource_of
from medcluster.api.graphql_load import Loader, Search, cursor_in, search_of
from medcluster.api.graphql_query import NAMES, OF_RESOURCE, Field, wrong
from medcluster.api.graphql_values import Node, Values, child_of, node_of
from medcluster.api.referred import named_by
from medcluster.fhir import types, views
from medcluster.foundation import Kind, Refusal

DEEPEST = 10  # references that are followed one after the other
PAGE = 50


class Run:
    """One query being answered."""

    def __init__(self, handle: record.Handle, base: str, now: datetime) -> None:
        self.loader = Loader(handle)
        self.base = base
        self.values = Values(now)
        self.holes: list[Hole] = []
        self.errors: Errors = []

    async def of_system(self, fields: Sequence[Field]) -> dict[str, Any]:
        """The answer at [base]/$graphql."""
        items: list[Item] = []
        for one in fields:
            items += self.root(one)
        return await self.finished(items)

    async def of_resource(self, stored: record.Stored, fields: Sequence[Field]) -> dict[str, Any]:
        """The answer at [base]/[type]/[id]/$graphql."""
        check(fields, stored.type)
        return await self.finished(self.inside(node_of(stored), fields, listed=False, suffix=""))

    async def finished(self, items: list[Item]) -> dict[str, Any]:
        """Fill the holes, level by level, and put the answer together."""
        for _ in range(DEEPEST):
            if not self.holes:
                return assembled(items, self.errors)
            waiting, self.holes = self.holes, []
            await self.fill(waiting)
        raise wrong(f"the query follows references more than {DEEPEST} deep.")

    def root(self, one: Field) -> list[Item]:
        """A field of the system: a resource by its id, a list, or a page of a search."""
        if one.name == "__typename":
            return [Put(one.key, "Query")]
        wanted, how = resource_of(one.name)
        if wanted:
            if "_reference" in one.arguments:
                raise wrong("_reference is for a search inside a resource.", one.line)
            check_found(one, wanted, how)
            return [self.hole(Hole(one, search=search_of(wanted, one.arguments), paged=how == "Connection"))]
        if one.name not in types.RESOURCE_TYPES:
            raise wrong(f"there is no field {one.name}.", one.line)
        wanted_id = one.argument("id") or one.argument("_id")
        if not wanted_id or len(one.arguments) > 1:
            raise wrong(f"{one.name} takes the argument id; {one.name}List searches.", one.line)
        check(one.fields, one.name)
        return [self.hole(Hole(one, name=f"{one.name}/{wanted_id}"))]

    def hole(self, hole: Hole) -> Hole:
        """Remember what has to be read."""
        self.holes.append(hole)
        return hole

    def inside(self, node: Node, fields: Sequence[Field], *, listed: bool, suffix: str) -> list[Item]:
        """The fields of a resource or an element."""
        items: list[Item] = []
        self.values.count(1 + len(fields))
        for one in fields:
            if one.applies_to(node.kind):
                items += self.one(node, one, listed, suffix)
        return items

    def one(self, node: Node, one: Field, listed: bool, suffix: str) -> list[Item]:
        """One field of a resource or an element."""
        key = one.key + suffix
        if one.name in NAMES:
            return [Put(key, node.kind, listed, one.singleton)]
        if node.kind == "Reference" and one.name == "resource":
            return self.referred(node, one, listed, suffix)
        wanted, how = resource_of(one.name)
        if wanted and node.kind in types.RESOURCE_TYPES:
            about = f"{node.kind}/{node.value.get('id', '')}"
            asked = search_of(wanted, one.arguments, about)
            return [self.hole(Hole(one, search=asked, paged=how == "Connection", listed=listed, suffix=suffix))]
        part = views.parts_of(node.kind).get(one.name)
        if part is None:
            raise wrong(f"{node.kind} has no field {one.name}.", one.line)
        return self.element(node, one, part, listed, suffix)

    def element(self, node: Node, one: Field, part: views.Part, listed: bool, suffix: str) -> list[Item]:
        """The values of an element."""
        value = node.value.get(one.name)
        many = isinstance(value, list)
        children = [child_of(v, part.type, node) for v in (value if many else [value]) if v is not None]
        children = self.values.kept(children, one)
        items: list[Item] = []
        for place, child in enumerate(children):
            self.values.count(1)
            if one.fields and one.flatten:
                told = suffix + self.values.sliced(child, one, place)
                items += self.inside(child, one.fields, listed=True, suffix=told)
                continue
            found = Branch(self.inside(child, one.fields, listed=False, suffix="")) if one.fields else child.value
            items.append(Put(one.key + suffix, found, (many and not one.first) or listed, one.singleton))
        return items

    def referred(self, node: Node, one: Field, listed: bool, suffix: str) -> list[Item]:
        """The field `resource` of a Reference."""
        text = str(node.value.get("reference", ""))
        hole = Hole(one, listed=listed, suffix=suffix)
        if text.startswith("#"):
            held = [c for c in node.root.get("contained", ()) if c.get("id") == text[1:]]
            if held:
                self.put(hole, Node(held[0], held[0]["resourceType"], node.root))
            else:
                self.missing(hole, text)
            return [hole]
        hole.name = named_by(text, self.base)
        if hole.name:
            self.holes.append(hole)
        else:
            self.missing(hole, text or "a reference without an address")
        return [hole]

    def missing(self, hole: Hole, name: str) -> None:
        """What cannot be read is an error, unless it was called optional."""
        wanted = hole.asked.argument("type")
        if hole.asked.argument("optional") == "true" or (wanted and not name.startswith(f"{wanted}/")):
            return
        self.errors.append((hole.asked.key, Refusal(Kind.NOT_FOUND, f"There is no {name}.")))

    def put(self, hole: Hole, node: Node) -> None:
        """A resource that was read, where it is wanted."""
        one = hole.asked
        if one.arguments.keys() <= set(OF_RESOURCE) and one.argument("type") not in ("", node.kind):
            return
        try:
            if one.flatten:
                hole.items += self.inside(node, one.fields, listed=True, suffix=hole.suffix)
            else:
                inner = Branch(self.inside(node, one.fields, listed=False, suffix=""))
                many = hole.search is not None and not one.first
                hole.items.append(Put(one.key + hole.suffix, inner, many or hole.listed, one.singleton))
        except Refusal as refusal:
            if refusal.kind is Kind.TOO_LARGE:
                raise
            self.errors.append((one.key, refusal))

    async def fill(self, holes: Sequence[Hole]) -> None:
        """Read what a level wants, together."""
        names = [hole.name for hole in holes if hole.name]
        found = await self.loader.resources(names) if names else {}
        nodes = {name: node_of(stored) for name, stored in found.items()}
        searches = [hole.search for hole in holes if hole.search and not hole.paged]
        lists = await self.loader.found(searches) if searches else {}
        for hole in holes:
            if hole.name:
                self.put(hole, nodes[hole.name]) if hole.name in nodes else self.missing(hole, hole.name)
            elif hole.search and hole.paged:
                await self.page(hole, hole.search)
            elif hole.search:
                self.listed(hole, lists[hole.search])

    def listed(self, hole: Hole, found: list[record.Stored] | Refusal) -> None:
        """The matches of a search."""
        if isinstance(found, Refusal):
            self.errors.append((hole.asked.key, found))
            return
        for stored in found[:1] if hole.asked.first else found:
            self.put(hole, node_of(stored))

    async def page(self, hole: Hole, asked: Search) -> None:
        """A page of a search, as a Connection shows it."""
        counted = any(one.name == "count" for one in hole.asked.fields)
        try:
            page = await self.loader.page(asked, total=counted, count=PAGE)
        except Refusal as refusal:
            if refusal.kind is Kind.TOO_LARGE:
                raise
            self.errors.append((hole.asked.key, refusal))
            return
        continued = any(name == "_cursor" for name, _ in asked.pairs)
        told = dict(asked.pairs).get("_count", str(PAGE))
        plain = {
            "count": page.total,
            "offset": None if continued else 0,
            "pagesize": int(told) if told.isdecimal() else None,
            "next": cursor_in(page.next_query) or None,
            "__typename": hole.asked.name,
        }
        items: list[Item] = []
        for one in hole.asked.fields:
            if one.name == "edges":
                items += [Put(one.key, Branch(self.edge(one, stored)), listed=True) for stored in page.matches]
            elif plain.get(one.name) is not None:
                items.append(Put(one.key, plain[one.name]))
        hole.items = [Put(hole.asked.key + hole.suffix, Branch(items), hole.listed, hole.asked.singleton)]

    def edge(self, edges: Field, stored: record.Stored) -> list[Item]:
        """A match."""
        items: list[Item] = []
        for one in edges.fields:
            if one.name == "mode":
                items.append(Put(one.key, "match"))
            elif one.name == "resource":
                items.append(Put(one.key, Branch(self.inside(node_of(stored), one.fields, listed=False, suffix=""))))
        return items
