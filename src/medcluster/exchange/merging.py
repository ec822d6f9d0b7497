"""How is a merge of two patients' records undone?

Promise: a merge moved nothing, so that undoing it is taking the two links away and making the record active again, in
one transaction; both have to be visible to whoever undoes. Must not know: messages.
"""

from __future__ import annotations

from medcluster.exchange.drafts import Plain
from medcluster.fhir import types
from medcluster.foundation import Kind, Refusal
from medcluster.record import Handle, Stored


async def unmerge(handle: Handle, survivor_id: str, merged_id: str) -> None:
    """Make the record that was replaced one of its own again."""
    survivor, merged = await handle.read("Patient", survivor_id), await handle.read("Patient", merged_id)
    stays, goes = types.to_plain(survivor.resource), types.to_plain(merged.resource)
    if not _linked(goes, "replaced-by", survivor_id):
        raise Refusal(
            Kind.CONFLICT,
            f"Patient/{merged_id} was not replaced by Patient/{survivor_id}.",
            hint="`medcluster hl7 unmerge SURVIVOR MERGED` takes the ids in this order.",
        )
    back = _without(goes, "replaced-by", survivor_id)
    back.pop("active", None)
    resources = [types.from_plain(_without(stays, "replaces", merged_id)), types.from_plain(back)]
    await handle.write(resources, expected=_versions(survivor, merged))


def _versions(*stored: Stored) -> dict[str, int]:
    return {one.reference: one.version for one in stored}


def _linked(patient: Plain, kind: str, other: str) -> bool:
    return any(_is(link, kind, other) for link in patient.get("link", ()))


def _is(link: Plain, kind: str, other: str) -> bool:
    return link.get("type") == kind and link.get("other", {}).get("reference") == f"Patient/{other}"


def _without(patient: Plain, kind: str, other: str) -> Plain:
    rest = [link for link in patient.get("link", ()) if not _is(link, kind, other)]
    found = {name: value for name, value in patient.items() if name != "link"}
    return {**found, "link": rest} if rest else found
