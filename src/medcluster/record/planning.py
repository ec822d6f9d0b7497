"""What does a transaction ask for, and what has to be looked up before it can be carried out?

Promise: its entries by method; the conditions of creates, updates, patches and deletes, and those that references name;
what the role may not do, what the bundle may not say, and entries that cannot be told apart are refused with their
places. Must not know: what is in the record. Source: http://hl7.org/fhir/R4/http.html#trules.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from medcluster.fhir import types
from medcluster.foundation import Issue, Kind, Refusal
from medcluster.record import conditions
from medcluster.record.acting import Acting
from medcluster.record.caller import Action
from medcluster.record.conditions import Condition, condition
from medcluster.record.entries import METHODS, Entry, at, entries

_CONDITIONAL = re.compile(r"([A-Z][A-Za-z]+)\?(.+)", re.DOTALL)
_NEEDS = {
    "DELETE": (Action.DELETE,),
    "POST": (Action.WRITE,),
    "PUT": (Action.WRITE,),
    "PATCH": (Action.WRITE, Action.READ),
    "GET": (Action.READ,),
}


@dataclass(slots=True)
class Plan:
    """A transaction as it was read: its entries by method, and what has to be looked up first."""

    entries: list[Entry]
    making: dict[int, Condition]  # place -> condition of a conditional create or update
    changing: dict[int, Condition]  # place -> condition of a patch; its own resource, where it names one
    deleting: dict[int, tuple[Condition, int]]  # place -> condition of a delete, and how many it may match
    referring: dict[str, Condition]  # reference as written -> condition

    def of(self, *methods: str) -> list[Entry]:
        return [entry for method in methods for entry in self.entries if entry.method == method]

    @property
    def locked(self) -> list[Condition]:
        """Those that nobody else may act on meanwhile."""
        return [*self.making.values(), *self.changing.values(), *(asked for asked, _ in self.deleting.values())]


def plan(acting: Acting, bundle: types.Bundle) -> Plan:
    """Read the bundle, and refuse what the role may not do or the bundle may not say."""
    found = entries(bundle, acting.own)
    for method in METHODS:
        names = sorted({entry.type for entry in found if entry.method == method})
        for action in _NEEDS[method]:
            acting.require(action, names)
    making: dict[int, Condition] = {}
    changing: dict[int, Condition] = {}
    deleting: dict[int, tuple[Condition, int]] = {}
    for entry in found:
        with told_of(entry):
            if entry.if_none_exist:
                making[entry.place] = condition(entry.type, entry.if_none_exist)
            elif entry.method == "PATCH" and entry.id:
                changing[entry.place] = conditions.itself(entry.type, entry.id)
            elif entry.conditional and entry.method == "DELETE":
                deleting[entry.place] = conditions.deletion(entry.type, entry.query)
            elif entry.conditional:
                (making if entry.method == "PUT" else changing)[entry.place] = condition(entry.type, entry.query)
    _refuse_same("create or update under the same condition", making.items())
    _refuse_same("have the same fullUrl", ((e.place, e.full_url) for e in found if e.full_url and e.method != "GET"))
    return Plan(found, making, changing, deleting, _references(found))


@contextmanager
def told_of(entry: Entry) -> Iterator[None]:
    """A refusal meanwhile says at which entry it is."""
    try:
        yield
    except Refusal as refusal:
        raise at(entry.place, refusal) from None


def _refuse_same(what: str, places: Iterable[tuple[int, object]]) -> None:
    """Refuse two entries that cannot be told apart, and name both."""
    first: dict[object, int] = {}
    for place, mark in places:
        other = first.setdefault(mark, place)
        if other != place:
            text = f"Two entries of one transaction {what}."
            issues = tuple(Issue(text, f"Bundle.entry[{one}]") for one in (other, place))
            raise Refusal(Kind.INVALID, text, hint="Send one of them.", issues=issues)


def _references(found: Iterable[Entry]) -> dict[str, Condition]:
    referring: dict[str, Condition] = {}
    for entry in found:
        if entry.resource is None or entry.method == "PATCH":
            continue
        for reference in types.references_in(entry.resource):
            text = reference.reference
            if text is not None and "?" in text and text not in referring and (match := _CONDITIONAL.fullmatch(text)):
                with told_of(entry):
                    referring[text] = condition(match[1], match[2])
    return referring
