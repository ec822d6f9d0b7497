"""What does a Bundle that was sent ask for, also where it is written as this server's addresses, or partly wrong?

Promise: an entry that cannot be read fails alone, in its place, as every other entry of a batch does; whatever else is
wrong with the Bundle refuses it whole. A Bundle in which all can be read costs nothing more. An entry may name what it
asks for by its whole address here. Must not know: what the entries ask for. Source: FHIR R4 http.html#transaction, "the
outcome of one must not alter that of another".
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import msgspec
from msgspec.structs import replace

from medcluster import record
from medcluster.fhir import types
from medcluster.foundation import Issue, Refusal

_BREATH = 32  # entries rewritten before others get their turn
ALONE = b'{"resourceType":"Bundle","type":"batch","entry":[%s]}'


class _Loose(msgspec.Struct):
    """As much of a Bundle as has to be right before its entries are looked at."""

    resourceType: str
    type: str
    entry: list[msgspec.Raw]


loose = msgspec.json.Decoder(_Loose)


def read(data: bytes) -> tuple[types.Resource, dict[int, Refusal]]:
    """The resource in the body; of a batch the entries that can be read, and why the others cannot, by place."""
    try:
        return types.decode(data), {}
    except Refusal:
        try:
            bundle = loose.decode(data)
        except (msgspec.MsgspecError, RecursionError):
            bundle = _Loose("", "", [])
        if (bundle.resourceType, bundle.type) != ("Bundle", "batch"):
            raise
        wrong = {place: refusal for place, entry in enumerate(bundle.entry) if (refusal := _refusal(place, entry))}
        if not wrong:
            raise
    left = [bytes(entry) for place, entry in enumerate(bundle.entry) if place not in wrong]
    rest = msgspec.json.decode(data, type=dict[str, msgspec.Raw])
    rest["entry"] = msgspec.Raw(b"[%s]" % b",".join(left))
    if not left:
        del rest["entry"]
    return types.decode(msgspec.json.encode(rest)), wrong


def _refusal(place: int, entry: msgspec.Raw) -> Refusal | None:
    try:
        types.decode(ALONE % bytes(entry))
    except Refusal as refusal:
        here = f"Bundle.entry[{place}]"
        issues = tuple(
            Issue(one.text, one.where.replace("Bundle.entry[0]", here, 1), one.code, one.severity)
            for one in refusal.issues
        )
        return Refusal(refusal.kind, refusal.text, hint=refusal.hint, issues=issues)
    return None


def completed(done: types.Bundle, wrong: Mapping[int, Refusal]) -> types.Bundle:
    """The answer with those of the entries that could not be read, each in its place."""
    if not wrong:
        return done
    told = iter(done.entry)
    entries = [
        record.refused_entry(wrong[place]) if place in wrong else next(told)
        for place in range(len(done.entry) + len(wrong))
    ]
    return types.Bundle(type="batch-response", entry=tuple(entries))


async def at_home(bundle: types.Bundle, own: types.OwnAddresses) -> types.Bundle:
    """The same Bundle: what its entries ask for, and refer to, told from the address of the FHIR service on.

    Others get their turn on the event loop in between.
    """
    inside = own.within(bundle)
    entries: list[types.BundleEntry] = []
    for count, entry in enumerate(bundle.entry, 1):
        entries.append(_at_home(entry, inside))
        if count % _BREATH == 0:
            await asyncio.sleep(0)
    return replace(bundle, entry=tuple(entries))


def _at_home(entry: types.BundleEntry, own: types.OwnAddresses) -> types.BundleEntry:
    request, resource = entry.request, entry.resource
    if request is not None and request.url is not None:
        base = next((one for one in own.bases if request.url.startswith(one)), "")
        request = replace(request, url=request.url.removeprefix(base)) if base else request
    if resource is not None:
        resource = own.in_resource(resource)
    if request is entry.request and resource is entry.resource:
        return entry
    return replace(entry, request=request, resource=resource)
