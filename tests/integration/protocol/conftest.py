"""A cluster in one database: the hip protocol published, people of several participants, a patient, a stopped clock."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

import pytest_asyncio

from medcluster.cluster import Role, build_caller
from medcluster.fhir import types
from medcluster.foundation import Database, SeededIds, StoppedClock
from medcluster.protocol import Service, Version, compiled
from medcluster.record import Handle, Position, Record, Stored, read_changes
from medcluster.record.changes import START
from medcluster.record.unrestricted import unrestricted

NOW = datetime(2026, 11, 18, 10, 42, tzinfo=UTC)
PARTICIPANTS = ("imc-foundation", "saint-charles", "polyclinic-62", "leon-berard", "diagnostic-centre")


@dataclass
class Cluster:
    """What a test works with."""

    record: Record
    service: Service
    clock: StoppedClock
    ids: SeededIds
    hip: Version
    seen: Position = START

    async def person(self, role: Role, participant: str, name: str = "") -> Handle:
        """The handle of somebody who works at a participant."""
        word = name or str(role)
        return self.record.open_for(
            build_caller(
                role,
                account=word.lower(),
                name=word.title(),
                participant=participant,
                custodian=await self.record.custodian_number(participant),
                practitioner=word.lower(),
            )
        )

    async def coordinator(self) -> Handle:
        return await self.person(Role.COORDINATOR, "imc-foundation", "sokolova")

    async def nurse(self, name: str = "dubois") -> Handle:
        return await self.person(Role.NURSE, "saint-charles", name)

    async def doctor(self) -> Handle:
        return await self.person(Role.DOCTOR, "polyclinic-62", "gusarova")

    async def platform(self, participant: str = "imc-foundation") -> Handle:
        """The handle that sees every row."""
        number = await self.record.custodian_number(participant)
        return unrestricted(self.record, "test", custodian=number, participant=participant)

    async def registered(self, handle: Handle, *, born: str = "1959-03-14", number: str = "48 2716") -> str:
        """A new patient, registered by this caller."""
        patient = types.Patient(
            identifier=(types.Identifier(system="urn:medcluster:patient-number", value=number),),
            name=(
                types.HumanName(use="official", family="Петрова", given=("Анна", "Сергеевна")),
                types.HumanName(use="official", family="Petrova", given=("Anna", "Sergeyevna")),
            ),
            gender="female",
            birthDate=born,
        )
        return (await handle.create(patient)).id

    async def referred(self) -> tuple[str, str]:
        """A patient of the polyclinic, referred to the orthopaedic clinic: her id and the referral's."""
        doctor = await self.doctor()
        patient = await self.registered(doctor)
        referral = await self.service.refer(
            doctor, patient, "saint-charles", "hip-fast-track", "Hip pain for two years"
        )
        return patient, referral

    async def enrolled(self) -> tuple[str, str]:
        """A patient enrolled in the hip protocol at the orthopaedic clinic: her id and the CarePlan's."""
        patient, referral = await self.referred()
        plan = await self.service.enrol(
            await self.coordinator(), patient, "hip-fast-track", "", "saint-charles", referral=referral
        )
        await self.settle()
        return patient, plan

    async def settle(self) -> tuple[str, ...]:
        """Let the board react until nothing more is committed; the enrolments whose rows changed."""
        platform = await self.platform()
        changed: list[str] = []
        while changes := await read_changes(self.record.database, self.seen, 100_000):
            self.seen = changes[-1].position
            changed += [row.careplan for row in await self.service.react(platform, changes)]
        return tuple(changed)


async def haemoglobin(handle: Handle, patient: str, value: str = "121") -> Stored:
    """A result that completes *Blood tests*, in g/L."""
    return await handle.create(
        types.Observation(
            status="final",
            code=types.CodeableConcept(coding=(types.Coding(system="http://loinc.org", code="718-7"),)),
            subject=types.Reference(reference=f"Patient/{patient}"),
            effectiveDateTime=NOW.isoformat(),
            valueQuantity=types.Quantity(
                value=Decimal(value), unit="g/L", system="http://unitsofmeasure.org", code="g/L"
            ),
        )
    )


@pytest_asyncio.fixture(scope="module")
async def cluster(database: Database) -> AsyncIterator[Cluster]:
    clock, ids = StoppedClock(NOW), SeededIds(1)
    record = Record(database, clock=clock, ids=ids)
    made = Cluster(record, Service(database, clock=clock, ids=ids), clock, ids, compiled("hip-fast-track/2.1.0"))
    platform = await made.platform()
    for participant in PARTICIPANTS:
        await platform.update(types.Organization(id=participant, name=participant))
    assert await made.service.publish(platform, made.hip)
    yield made
