"""Is a change an event of a subscription?

Promise: `happened` says whether a topic's trigger fires for a change from one version to another, `met` whether a
resource meets a filter: by the same reading of the query and the same postings as a search, so that the two agree.
Pure. Must not know: rows, rights, channels. Source: R5 subscriptiontopic.html#trigger; R4 search.html.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cached_property

from medcluster.fhir import path, types
from medcluster.fhir.search import (
    Criterion,
    Postings,
    ReferenceValue,
    StringValue,
    TokenValue,
    UriValue,
    Value,
    parse,
    postings,
)
from medcluster.foundation import Kind, Refusal
from medcluster.record.subscriptions.topics import FILTERED, Topic

_MODIFIERS = {
    "token": ("", "not", "missing"),
    "reference": ("", "identifier", "missing"),  # and the name of a type
    "string": ("", "exact", "contains", "missing"),
    "uri": ("", "missing"),
}
Filter = tuple[str, tuple[Criterion, ...]]  # type of resource, what has to hold


def read_filter(topic: Topic, text: str) -> Filter:
    """A filter such as `Observation?patient=Patient/1&code=718-7`; refused with what the topic takes instead."""
    name, mark, query = text.partition("?")
    if not mark or name not in topic.types or not query:
        raise Refusal(
            Kind.INVALID,
            f"The filter {text[:80]!r} does not begin with a type of the topic and a question mark.",
            hint=f"The topic is about {', '.join(topic.types)}: write {topic.types[0]}?parameter=value.",
        )
    asked = parse(name, query)
    allowed = {one.name for one in topic.filters_of(name)}
    found: list[Criterion] = []
    for one in asked.conditions:
        if not isinstance(one, Criterion) or one.parameter.name not in allowed or not _run(one):
            raise Refusal(
                Kind.INVALID,
                f"The filter {text[:80]!r} asks for something by which this topic cannot be narrowed.",
                hint=f"{name} takes {', '.join(sorted(allowed))}; :not :missing :exact :contains :identifier.",
            )
        found.append(one)
    extras = (asked.includes, asked.revincludes, asked.sort, asked.count, asked.total, asked.summary, asked.elements)
    if not found or any(extras):
        raise Refusal(Kind.INVALID, f"The filter {text[:80]!r} says more, or less, than conditions.")
    return name, tuple(found)


def _run(one: Criterion) -> bool:
    kind = one.parameter.type
    if kind == "reference" and one.modifier[:1].isupper():
        return True
    return kind in FILTERED and one.modifier in _MODIFIERS[kind]


def happened(
    topic: Topic,
    operation: str,
    current: types.Resource | None,
    previous: types.Resource | None,
    now: datetime,
) -> bool:
    """Whether one of the topic's triggers fires for a change; of a deletion only the version before is there."""
    subject = current if current is not None else previous
    if subject is None:
        return False
    name = types.type_name(subject)
    for trigger in topic.triggers:
        if name in trigger.types and operation in trigger.operations:
            if not trigger.criteria:
                return True
            variables: dict[str, object] = {"current": current or [], "previous": previous or []}
            if path.compile(trigger.criteria).truth(subject, now=now, variables=variables):
                return True
    return False


class Subject:
    """A resource that several filters look at; what it can be found by is worked out once, when one asks."""

    def __init__(self, resource: types.Resource) -> None:
        self.type = types.type_name(resource)
        self._resource = resource

    @cached_property
    def postings(self) -> Postings:
        """What the search parameters find in it."""
        return postings(self._resource)


def met(filters: Sequence[Filter], resource: types.Resource) -> bool:
    """Whether a resource meets all filters of its type; where there are filters, other types meet none."""
    return meets(filters, Subject(resource))


def meets(filters: Sequence[Filter], subject: Subject) -> bool:
    """As `met`."""
    if not filters:
        return True
    own = [one for type_name, criteria in filters if type_name == subject.type for one in criteria]
    return bool(own) and all(_holds(one, subject.postings) for one in own)


def _holds(one: Criterion, found: Postings) -> bool:
    name = one.parameter.name
    if one.missing is not None:
        return one.missing != _any_of(name, found)
    if one.modifier == "not":
        return not any(_matches(name, "", value, found) for value in one.values)
    return any(_matches(name, one.modifier, value, found) for value in one.values)


def _any_of(name: str, found: Postings) -> bool:
    listed: Iterable[Sequence[tuple[object, ...]]] = (found.tokens, found.references, found.strings, found.uris)
    return any(entry[0] in (name, f"{name}:identifier") for entries in listed for entry in entries)


def _matches(name: str, modifier: str, value: Value, found: Postings) -> bool:
    if isinstance(value, TokenValue):
        wanted = f"{name}:identifier" if modifier == "identifier" else name
        return any(
            parameter == wanted and value.code in (None, code) and value.system in (None, system or "")
            for parameter, system, code in found.tokens
        )
    if isinstance(value, ReferenceValue):
        return any(parameter == name and target in value.candidates for parameter, target in found.references)
    if isinstance(value, UriValue):
        return any(parameter == name and uri == value.uri for parameter, uri in found.uris)
    if isinstance(value, StringValue):
        return any(parameter == name and _alike(modifier, value, (as_is, f)) for parameter, as_is, f in found.strings)
    return False


def _alike(modifier: str, value: StringValue, stored: tuple[str, str]) -> bool:
    written, folded = stored
    if modifier == "exact":
        return written == value.text
    return value.normalised in folded if modifier == "contains" else folded.startswith(value.normalised)
