"""Which records does a message speak of?

Promise: one transaction of the record answers for all identifiers of a message; a patient whose record was replaced
leads to the one that replaced it; identifiers that lead to several records are refused, never guessed at.
Must not know: maps.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import quote

from medcluster.exchange.drafts import Draft, Plain, written_as
from medcluster.exchange.faults import UNKNOWN_KEY, Place, Unfit
from medcluster.fhir import types
from medcluster.record import Handle

MOST_AT_ONCE = 50
_LONGEST_CHAIN = 8


@dataclass(frozen=True, slots=True)
class Known:
    """A record that is there. `through`: it was found through one that it replaced."""

    id: str
    version: int
    plain: Plain
    through: bool = False


def condition(identifiers: Iterable[Plain]) -> str:
    """`identifier=system|value,…` for an address."""
    return "identifier=" + quote(",".join(_escaped(one) for one in identifiers), safe="")


def _escaped(identifier: Plain) -> str:
    parts = written_as(identifier).split("|", 1)
    return "|".join(
        part.replace("\\", "\\\\").replace(",", "\\,").replace("|", "\\|").replace("$", "\\$") for part in parts
    )


async def known_of(handle: Handle, drafts: Sequence[Draft], more: Sequence[Sequence[Plain]]) -> list[Known | None]:
    """The record of each draft, then of each further list of a patient's identifiers."""
    asked: list[str] = []
    for draft in drafts:
        if draft.match:
            asked.append(f"{draft.type}?{condition(draft.match)}")
        elif draft.write == "overlay":
            asked.append(f"{draft.type}?_id={draft.id}")
        else:
            asked.append("")
    asked += [f"Patient?{condition(identifiers)}" for identifiers in more]
    answers = await _ask(handle, [one for one in dict.fromkeys(asked) if one])
    places = [draft.place for draft in drafts] + [Place("MRG", 1, 1)] * len(more)
    return [await _only(handle, answers.get(one, []), place) for one, place in zip(asked, places, strict=True)]


async def _ask(handle: Handle, asked: Sequence[str]) -> dict[str, list[types.Resource]]:
    found: dict[str, list[types.Resource]] = {}
    for first in range(0, len(asked), MOST_AT_ONCE):
        part = asked[first : first + MOST_AT_ONCE]
        entries = tuple(types.BundleEntry(request=types.BundleEntryRequest(method="GET", url=one)) for one in part)
        answer = await handle.transaction(types.Bundle(type="transaction", entry=entries))
        for one, entry in zip(part, answer.entry, strict=True):
            page = cast(types.Bundle, entry.resource)
            found[one] = [each.resource for each in page.entry if each.resource is not None]
    return found


async def _only(handle: Handle, found: Sequence[types.Resource], place: Place) -> Known | None:
    followed: dict[str, Known] = {}
    for resource in found:
        known = await _followed(handle, resource)
        if known.id not in followed or not known.through:
            followed[known.id] = known
    if len(followed) > 1:
        number = len(followed)
        raise Unfit(f"these numbers belong to {number} different records", place, UNKNOWN_KEY)
    return next(iter(followed.values()), None)


async def _followed(handle: Handle, resource: types.Resource) -> Known:
    known = _known(resource)
    for _ in range(_LONGEST_CHAIN):
        further = replaced_by(known.plain)
        if not further:
            return known
        known = _known((await handle.read("Patient", further)).resource, through=True)
    raise Unfit("the records that replace each other lead nowhere")


def replaced_by(patient: Plain) -> str:
    """The id of the patient whose record replaces this one, or ""."""
    for link in patient.get("link", ()) if patient.get("resourceType") == "Patient" else ():
        if link.get("type") == "replaced-by":
            return str(link.get("other", {}).get("reference", "")).removeprefix("Patient/")
    return ""


def _listed(value: Any) -> Any:
    """The same with lists for tuples, as a map makes them: so that the two can be compared."""
    if isinstance(value, dict):
        return {name: _listed(one) for name, one in value.items()}
    return [_listed(one) for one in value] if isinstance(value, tuple | list) else value


def _known(resource: types.Resource, *, through: bool = False) -> Known:
    plain: dict[str, Any] = _listed(types.to_plain(resource))
    meta = plain.pop("meta", {})
    version = int(meta.pop("versionId", "0"))
    meta.pop("lastUpdated", None)
    if meta:
        plain["meta"] = meta
    return Known(str(plain.get("id", "")), version, plain, through)
