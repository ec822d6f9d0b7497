"""How does a patient come to the coordinator's attention?

Promise: a referral is a ServiceRequest to a participant that carries the code of a protocol; by its performer the
receiving hospital sees the patient, by that code the coordinators do (record's rule of what opens a patient's record).
Open referrals wait until somebody is enrolled on them, or they are turned down with a reason. Must not know: pages.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import msgspec

from medcluster.cluster import Right, check_may
from medcluster.fhir import types
from medcluster.foundation import Clock, Kind, Refusal
from medcluster.protocol.acts import doer
from medcluster.protocol.library_store import Library
from medcluster.protocol.service_episode import PROTOCOL_SYSTEM, PROTOCOL_URL, instant, target_id
from medcluster.record import Handle, Stored


@dataclass(frozen=True, slots=True)
class Referral:
    """A referral as the coordinator sees it."""

    id: str
    version: int
    patient: str
    protocol: str
    participant: str
    by: str
    by_name: str
    reason: str
    at: datetime
    status: str


class Referring:
    """Refer, list, turn down."""

    def __init__(self, library: Library, *, clock: Clock) -> None:
        self._library = library
        self._clock = clock

    async def refer(self, handle: Handle, patient: str, participant: str, protocol: str, reason: str) -> str:
        """Refer a patient to a participant for a protocol; the id of the ServiceRequest."""
        check_may(handle.caller, Right.REFER)
        if not reason.strip():
            raise Refusal(Kind.INVALID, "A referral needs its reason.")
        version = await self._library.current(protocol)
        await handle.read("Patient", patient)
        await handle.read("Organization", participant)
        coding = types.Coding(system=PROTOCOL_SYSTEM, code=protocol, display=version.title["en"])
        request = types.ServiceRequest(
            status="active",
            intent="order",
            instantiatesCanonical=(f"{PROTOCOL_URL}{protocol}",),
            code=types.CodeableConcept(coding=(coding,)),
            subject=types.Reference(reference=f"Patient/{patient}"),
            authoredOn=self._clock.now().isoformat(),
            requester=doer(handle.caller),
            performer=(types.Reference(reference=f"Organization/{participant}"),),
            reasonCode=(types.CodeableConcept(text=reason.strip()),),
        )
        return (await handle.create(request)).id

    async def referrals(self, handle: Handle, *, protocol: str = "", count: int = 200) -> tuple[Referral, ...]:
        """The open referrals that the caller may see, the oldest first."""
        names = [protocol] if protocol else sorted({each.name for each in await self._library.versions(handle)})
        if not names:
            return ()
        codes = ",".join(f"{PROTOCOL_SYSTEM}|{name}" for name in names)
        page = await handle.search("ServiceRequest", [("status", "active"), ("code", codes)], count=count)
        found = [each for stored in page.matches if (each := referral_of(stored))]
        return tuple(sorted(found, key=lambda each: each.at))

    async def turn_down(self, handle: Handle, referral: str, *, reason: str) -> None:
        """The patient will not be enrolled on this referral."""
        check_may(handle.caller, Right.ENROL)
        stored = await handle.read("ServiceRequest", referral)
        request, seen = stored.resource, referral_of(stored)
        if seen is None or not isinstance(request, types.ServiceRequest):
            raise Refusal(Kind.NOT_FOUND, "This request is no referral to a protocol.")
        if seen.status != "active":
            raise Refusal(Kind.CONFLICT, "This referral has been answered already.")
        if not reason.strip():
            raise Refusal(Kind.INVALID, "A reason is needed.")
        now = self._clock.now().isoformat()
        note = types.Annotation(authorString=handle.caller.name, time=now, text=reason.strip())
        await handle.update(
            msgspec.structs.replace(request, status="revoked", note=(*request.note, note)), if_match=stored.version
        )


def referral_of(stored: Stored) -> Referral | None:
    """A ServiceRequest that refers to a protocol; None for any other."""
    request = stored.resource
    if not isinstance(request, types.ServiceRequest) or request.code is None:
        return None
    named = next((each.code for each in request.code.coding if each.system == PROTOCOL_SYSTEM and each.code), None)
    if named is None:
        return None
    performers = (target_id(each, "Organization") for each in request.performer)
    requester = request.requester
    return Referral(
        id=stored.id,
        version=stored.version,
        patient=target_id(request.subject, "Patient"),
        protocol=named,
        participant=next((each for each in performers if each), ""),
        by=target_id(requester, "Practitioner"),
        by_name=(requester.display or "") if requester else "",
        reason="; ".join(each.text for each in request.reasonCode if each.text),
        at=instant(request.authoredOn) or stored.updated,
        status=str(request.status),
    )
