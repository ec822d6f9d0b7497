"""How do a message's drafts become one transaction of the record?

Promise: what is known is changed at the version that was read, what is not is created on the condition that nobody else
just did; all of it, and what the caller adds in the same transaction, is written or nothing is. When somebody was
first, everything is looked up again. Must not know: messages' bytes, acknowledgements.
"""

from __future__ import annotations

import uuid
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from medcluster.exchange.drafts import Draft, Merging, Outcome, Plain, kept, written_as
from medcluster.exchange.faults import REQUIRED, UNKNOWN_KEY, Place, Unfit
from medcluster.exchange.looking_up import Known, condition, known_of
from medcluster.exchange.overlaying import overlaid
from medcluster.exchange.store import key_of
from medcluster.fhir import types
from medcluster.foundation import Connection, Kind, Refusal
from medcluster.record import Handle

_ATTEMPTS = 5
_UNLIKE = frozenset({Kind.VERSION, Kind.CONFLICT})
_MRG = Place("MRG", 1, 1)


@dataclass(slots=True)
class Written:
    """What is about to be written: hashes of the records that change, and whose they are (as far as it is known)."""

    keys: list[int] = field(default_factory=list)
    patient: str = ""


Beside = Callable[[Connection, Written], Awaitable[None]]  # not called again once it was committed


@dataclass(slots=True)
class _Plan:
    entries: list[types.BundleEntry] = field(default_factory=list)
    written: Written = field(default_factory=Written)


def keys_of(outcome: Outcome) -> list[int]:
    """Hashes of the records that a message would change: not of those that it only names."""
    found = [
        key_of(text) for draft in outcome.drafts if draft.write in ("overlay", "replace") for text in _names(draft)
    ]
    return found + [key_of(f"Patient|{written_as(one)}") for merging in outcome.merging for one in merging.merged]


def locks_of(outcome: Outcome) -> list[str]:
    """What messages of one patient have in common, sorted: they are applied one after the other."""
    found = {written_as(one) for draft in outcome.drafts if draft.type == "Patient" for one in draft.match}
    return sorted(found | {written_as(one) for merging in outcome.merging for one in merging.merged})


def _names(draft: Draft) -> list[str]:
    return [f"{draft.type}|{written_as(one)}" for one in draft.match] or [draft.full_url]


async def write(handle: Handle, outcome: Outcome, beside: Beside) -> None:
    """Write what a message asks for; `beside` runs in the same transaction."""
    committed = False
    for attempt in range(1, _ATTEMPTS + 1):
        plan = await _plan(handle, outcome)
        bundle = types.Bundle(type="transaction", entry=tuple(plan.entries))
        written = plan.written

        async def extra(connection: Connection, told: bool = committed, written: Written = written) -> None:
            if not told:
                await beside(connection, written)

        try:
            answer = await handle.transaction(bundle, extra=extra)
        except Refusal as refusal:
            if isinstance(refusal, Unfit) or refusal.kind not in _UNLIKE or attempt == _ATTEMPTS:
                raise
            continue
        if not _found_unexpectedly(bundle, answer):
            return
        committed = True  # somebody created it between our look and our write: what we know is laid over it now
    raise Refusal(Kind.CONFLICT, "What this message is about keeps changing.", hint="Send it again.")


def _found_unexpectedly(bundle: types.Bundle, answer: types.Bundle) -> bool:
    for asked, done in zip(bundle.entry, answer.entry, strict=True):
        created = done.response is not None and (done.response.status or "").startswith("201")
        if asked.request is not None and asked.request.ifNoneExist and not created:
            return True
    return False


async def _plan(handle: Handle, outcome: Outcome) -> _Plan:
    drafts = outcome.drafts
    known = await known_of(handle, drafts, [merging.merged for merging in outcome.merging])
    targets: dict[str, Plain] = {}
    for draft, one in zip(drafts, known, strict=False):
        targets[draft.full_url] = _target(draft, one)
    plan = _Plan(written=Written(keys_of(outcome)))
    links = _Links(targets)
    for merging, goes in zip(outcome.merging, known[len(drafts) :], strict=True):
        links.add(merging, goes, next(k for d, k in zip(drafts, known, strict=False) if d.full_url == merging.survivor))
    for draft, one in zip(drafts, known, strict=False):
        content = _pointed({**draft.content, **links.of(draft.full_url)}, targets)
        _add(plan, draft, one, content)
        if draft.type == "Patient" and one is not None:
            plan.written.patient = plan.written.patient or one.id
    plan.entries += links.entries()
    return plan


def _target(draft: Draft, known: Known | None) -> Plain:
    """What references to it say."""
    if known is not None:
        return {"reference": f"{draft.type}/{known.id}"}
    if draft.write == "refer":
        return {"type": draft.type, "identifier": draft.match[0]}
    return {"reference": draft.full_url}


def _pointed(value: Any, targets: Mapping[str, Plain]) -> Any:
    """The value with references to drafts made references to records."""
    if isinstance(value, list):
        return [_pointed(one, targets) for one in value]
    if not isinstance(value, dict):
        return value
    named = value.get("reference")
    if isinstance(named, str) and named in targets:
        return {**{k: v for k, v in value.items() if k != "reference"}, **targets[named]}
    return {name: _pointed(one, targets) for name, one in value.items()}


def _add(plan: _Plan, draft: Draft, known: Known | None, content: Plain) -> None:
    """The entry of a draft, when there is something to write."""
    if draft.write == "refer" or (known is not None and (draft.write == "if-absent" or known.through)):
        return
    kind = types.RESOURCE_TYPES[draft.type]
    if known is not None:
        union = {*draft.union, "identifier"} if draft.match else {*draft.union}
        told = {name: value for name, value in content.items() if not (name in draft.keep and name in known.plain)}
        after = overlaid(kind, known.plain, told, union)
        if after != known.plain:
            plan.entries.append(changed(draft.type, known, after))
    elif draft.id:
        request = types.BundleEntryRequest(method="PUT", url=f"{draft.type}/{draft.id}")
        resource = _made(draft.type, {**kept(content), "id": draft.id})
        plan.entries.append(types.BundleEntry(fullUrl=f"urn:uuid:{uuid.uuid4()}", resource=resource, request=request))
    else:
        plan.entries.append(_created(draft.type, draft.full_url, draft.match, kept(content)))


def _created(name: str, full_url: str, match: Sequence[Plain], content: Plain) -> types.BundleEntry:
    request = types.BundleEntryRequest(method="POST", url=name, ifNoneExist=condition(match[:1]))
    return types.BundleEntry(fullUrl=full_url, resource=_made(name, content), request=request)


def changed(name: str, known: Known, after: Plain) -> types.BundleEntry:
    """The entry that changes a record from what was read."""
    request = types.BundleEntryRequest(method="PUT", url=f"{name}/{known.id}", ifMatch=f'W/"{known.version}"')
    return types.BundleEntry(resource=_made(name, after), request=request)


def _made(name: str, content: Plain) -> types.AnyResource:
    return cast(types.AnyResource, types.from_plain({**content, "resourceType": name}))


class _Links:
    """The links between records of which one replaces the other."""

    def __init__(self, targets: dict[str, Plain]) -> None:
        self._targets = targets
        self._of: dict[str, list[Plain]] = {}
        self._entries: list[types.BundleEntry] = []

    def add(self, merging: Merging, goes: Known | None, stays: Known | None) -> None:
        survivor = self._targets[merging.survivor]
        if stays is not None and stays.through:
            raise Unfit("the record that should stay was itself replaced", Place("PID", 1, 3), UNKNOWN_KEY)
        if goes is not None and stays is not None and goes.id == stays.id:
            return  # they are one record already
        if not merging.merged:
            raise Unfit("whose record goes is missing", _MRG, REQUIRED)
        back = {"other": survivor, "type": "replaced-by"}
        if goes is None:  # nothing is known of it: what comes with its number later belongs to the survivor
            other = f"urn:uuid:{uuid.uuid4()}"
            content = {"identifier": list(merging.merged), "active": False, "link": [back]}
            self._entries.append(_created("Patient", other, merging.merged, content))
        else:
            other = f"Patient/{goes.id}"
            content = {"active": False, "link": [back], "identifier": list(merging.merged)}
            after = overlaid(types.Patient, goes.plain, content, ("link", "identifier"))
            self._entries.append(changed("Patient", goes, after))
        self._of.setdefault(merging.survivor, []).append({"other": {"reference": other}, "type": "replaces"})

    def of(self, full_url: str) -> Plain:
        return {"link": self._of[full_url]} if full_url in self._of else {}

    def entries(self) -> list[types.BundleEntry]:
        return self._entries
