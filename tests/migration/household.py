"""What stands in the database of a release: a little of everything that has to be readable after later migrations.

`filled` writes it through the rooms of whatever release is running; `tests/migration/releases/` holds what it became.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import msgspec

from medcluster.cluster import Accounts, Role, build_caller
from medcluster.fhir import types
from medcluster.foundation import Database, SeededIds, StoppedClock
from medcluster.protocol import Service, compile_text
from medcluster.record import START, Handle, Record, read_changes
from medcluster.record.unrestricted import unrestricted

NOW = datetime(2026, 11, 18, 10, 42, tzinfo=UTC)
SURGERY = NOW + timedelta(days=20)
KEEP = """
INSERT INTO app.position (follower, xid, seq) VALUES ('board', $1::text::xid8, $2)
ON CONFLICT (follower) DO UPDATE SET xid = excluded.xid, seq = excluded.seq
"""
PARTICIPANTS = ("operator", "clinic", "polyclinic")
NUMBER = "urn:medcluster:patient-number"
PASSWORD = "correct horse battery staple"
PROTOCOL = """\
protocol: small
version: 1.0.0
status: active
title: {en: A small protocol}
anchors:
  referral: ServiceRequest.authoredOn
  surgery: {planned: [{set-by: coordinator}], actual: {step: operate}}
stages: {before: {en: Before}, operation: {en: Operation}}
steps:
  - {id: bloods, stage: before, by: nurse, at: "referral +3d [0d, 7d]", done: [{Observation: "http://loinc.org|718-7"}]}
  - {id: class, stage: before, by: nurse, at: "surgery -14d [-42d, -3d]"}
  - {id: operate, stage: operation, by: surgeon, at: "surgery +0h [0h, 12h]"}
"""


class Household:
    """The rooms over one database, with a stopped clock."""

    def __init__(self, database: Database, *, seed: int = 1) -> None:
        self.clock, self.ids = StoppedClock(NOW), SeededIds(seed)
        self.record = Record(database, clock=self.clock, ids=self.ids)
        self.service = Service(database, clock=self.clock, ids=self.ids)
        self.accounts = Accounts(database, clock=self.clock, ids=self.ids, demonstration=False)

    async def person(self, role: Role, participant: str) -> Handle:
        """Somebody of a participant."""
        caller = build_caller(
            role,
            account=f"{role}@{participant}",
            participant=participant,
            custodian=await self.record.custodian_number(participant),
            practitioner=str(role),
        )
        return self.record.open_for(caller)

    async def everything(self) -> Handle:
        """The platform's own handle."""
        number = await self.record.custodian_number("operator")
        return unrestricted(self.record, "sample", custodian=number, participant="operator")

    async def settle(self) -> None:
        """Let the board react to everything that is committed, and keep the place as the server does."""
        seen = START
        while changes := await read_changes(self.record.database, seen, 10_000):
            seen = changes[-1].position
            await self.service.react(await self.everything(), changes)
        async with self.record.database.transaction() as connection:
            await connection.execute(KEEP, str(seen.xid), seen.seq)


def patient(family: str, number: str) -> types.Patient:
    """A person."""
    return types.Patient(
        identifier=(types.Identifier(system=NUMBER, value=number),),
        name=(types.HumanName(use="official", family=family, given=("Анна",)),),
        gender="female",
        birthDate="1959-03-14",
    )


def haemoglobin(who: str, value: str) -> types.Observation:
    """A result whose digits matter."""
    return types.Observation(
        status="final",
        code=types.CodeableConcept(coding=(types.Coding(system="http://loinc.org", code="718-7"),)),
        subject=types.Reference(reference=f"Patient/{who}"),
        effectiveDateTime=NOW.isoformat(),
        valueQuantity=types.Quantity(value=Decimal(value), unit="g/L", system="http://unitsofmeasure.org", code="g/L"),
    )


async def filled(database: Database) -> None:
    """Participants, an account, two patients: one on a protocol with a corrected result, one elsewhere; a deletion."""
    home = Household(database)
    platform = await home.everything()
    for name in PARTICIPANTS:
        await platform.update(types.Organization(id=name, name=name))
    for role in (Role.COORDINATOR, Role.SURGEON, Role.NURSE, Role.DOCTOR):
        await platform.update(types.Practitioner(id=str(role), name=(types.HumanName(family=str(role)),)))
    await home.service.publish(platform, compile_text(PROTOCOL))
    await home.accounts.add("elena", PASSWORD, role=Role.COORDINATOR, participant="operator")
    doctor, nurse = await home.person(Role.DOCTOR, "polyclinic"), await home.person(Role.NURSE, "clinic")
    who = (await doctor.create(patient("Петрова", "48 2716"))).id
    await doctor.create(patient("Орлова", "48 2717"))
    referral = await home.service.refer(doctor, who, "clinic", "small", "Hip pain")
    coordinator = await home.person(Role.COORDINATOR, "operator")
    plan = await home.service.enrol(coordinator, who, "small", "", "clinic", {"surgery": SURGERY}, referral)
    await home.settle()
    result = await nurse.create(haemoglobin(who, "121.50"))
    corrected = msgspec.structs.replace(haemoglobin(who, "72.50"), id=result.id)
    await nurse.update(corrected, if_match=1)
    mistaken = await platform.create(haemoglobin(who, "1.00"))
    await platform.delete("Observation", mistaken.id)
    await home.service.claim(nurse, plan, "class")
    await home.settle()
