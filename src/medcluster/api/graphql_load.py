"""How does a GraphQL query read many things at once?

Promise: all that one level of a query asks for costs a statement per type of resource and per kind of search, however
many resources ask: what is referred to is read together, and searches that differ only in whom they are about are one
search whose matches are dealt out by what they say. Everything goes through the caller's handle. Must not know: the
text of queries. Source: http://hl7.org/fhir/R4/graphql.html#searching.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs

from medcluster import record
from medcluster.api.graphql_query import wrong
from medcluster.api.referred import referred
from medcluster.fhir import search
from medcluster.foundation import Kind, Refusal

MOST_STATEMENTS = 100
MOST_FOUND = 1000  # by one search
TOGETHER = 100  # resources that one search asks about
PAGING = ("_count", "_sort", "_offset", "_cursor", "cursor", "_total")


@dataclass(frozen=True, slots=True)
class Search:
    """A search: `about` is the resource that has to be referred to by the parameter `by`, "" for none."""

    type: str
    pairs: tuple[tuple[str, str], ...]
    by: str = ""
    about: str = ""


def search_of(type_name: str, arguments: Mapping[str, tuple[str, ...]], about: str = "") -> Search:
    """The search that the arguments of a field mean; a hyphen in a parameter's name is an underscore there."""
    known = search.parameters_of(type_name)
    named = {name.replace("-", "_"): name for name in known}
    pairs: list[tuple[str, str]] = []
    by = ""
    for name, texts in arguments.items():
        if name == "_reference":
            by = named.get(next(iter(texts), "").replace("-", "_"), "")
            if not by or known[by].type != "reference":
                raise wrong(f"{type_name} has no search parameter {next(iter(texts), '')!r} that refers to a resource.")
        elif name == "cursor":
            pairs += [("_cursor", text) for text in texts]
        else:
            pairs += [(named.get(name, name), text) for text in texts]
    return Search(type_name, tuple(pairs), by, about)


class Loader:
    """Reads for one query."""

    def __init__(self, handle: record.Handle) -> None:
        self.handle = handle
        self.statements = 0

    def count(self, more: int = 1) -> None:
        """Statements are counted before they are made."""
        self.statements += more
        if self.statements > MOST_STATEMENTS:
            text = f"GraphQL: the query needs more than {MOST_STATEMENTS} searches."
            raise Refusal(Kind.TOO_LARGE, text, hint="Ask for less at once.")

    async def resources(self, names: Sequence[str]) -> dict[str, record.Stored]:
        """What these names lead to, as far as it exists for the caller."""
        self.count(len({name.partition("/")[0] for name in names}))
        return await referred(self.handle, names)

    async def found(self, searches: Sequence[Search]) -> dict[Search, list[record.Stored] | Refusal]:
        """The matches of each search, or why there are none."""
        found: dict[Search, list[record.Stored] | Refusal] = {}
        alike: dict[tuple[str, tuple[tuple[str, str], ...], str], list[Search]] = {}
        for one in dict.fromkeys(searches):
            alike.setdefault((one.type, one.pairs, one.by), []).append(one)
        for group in alike.values():
            for start in range(0, len(group), TOGETHER):
                found |= await self._together(group[start : start + TOGETHER])
        return found

    async def _together(self, group: list[Search]) -> dict[Search, list[record.Stored] | Refusal]:
        first = group[0]
        if len(group) > 1 and not any(name in PAGING for name, _ in first.pairs):
            dealt = await self._dealt(group)
            if dealt is not None:
                return {one: list(dealt[one.about]) for one in group}
        return {one: await self._alone(one) for one in group}

    async def _dealt(self, group: list[Search]) -> dict[str, list[record.Stored]] | None:
        """One search about all of them, dealt out; None when it cannot be."""
        first = group[0]
        pairs = [*first.pairs, (first.by, ",".join(one.about for one in group))]
        self.count()
        try:
            page = await self.handle.search(first.type, pairs, count=MOST_FOUND)
        except Refusal:
            return None
        dealt: dict[str, list[record.Stored]] = {one.about: [] for one in group}
        for stored in page.matches:
            named = {n for p, n in search.postings(stored.resource).references if p == first.by and n in dealt}
            if not named:
                return None
            for name in named:
                dealt[name].append(stored)
        return None if page.next_query else dealt

    async def _alone(self, one: Search) -> list[record.Stored] | Refusal:
        try:
            page = await self.page(one)
        except Refusal as refusal:
            if refusal.kind is Kind.TOO_LARGE:
                raise
            return refusal
        if page.next_query and not any(name == "_count" for name, _ in one.pairs):
            hint = f"Say how many with _count, or go through them with {one.type}Connection."
            return Refusal(Kind.TOO_LARGE, f"More than {MOST_FOUND} {one.type} match.", hint=hint)
        return page.matches

    async def page(self, one: Search, *, total: bool = False, count: int = MOST_FOUND) -> record.Page:
        """One page of a search."""
        pairs = [*one.pairs, *([(one.by, one.about)] if one.by else [])]
        if total and not any(name == "_total" for name, _ in pairs):
            pairs.append(("_total", "accurate"))
        self.count()
        return await self.handle.search(one.type, pairs, count=count)


def cursor_in(query: str | None) -> str:
    """The cursor in the query of a page."""
    return next(iter(parse_qs(query or "").get("_cursor", ())), "")
