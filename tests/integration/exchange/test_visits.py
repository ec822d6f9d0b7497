"""What the record holds after a registration, an update and the cancelling of an admission."""

from __future__ import annotations

from typing import Any

import pytest

from medcluster.foundation import Refusal
from tests.conformance.judged import judged
from tests.integration.exchange.conftest import Clinic
from tests.integration.exchange.messages import message, pid, visit
from tests.integration.exchange.test_reception import ID, found, patient


async def stay(clinic: Clinic, number: str) -> dict[str, Any]:
    """The one visit with a number; it is a valid one."""
    (only,) = await found(clinic, "Encounter", f"identifier={ID}|{number}")
    assert [one.text for one in judged(only) if one.severity == "error"] == []
    return only


async def sent(clinic: Clinic, event: str, name: str, *segments: str, minute: int) -> None:
    """Send an event about the patient `name`, which has to be accepted."""
    told = f"EVN|{event}|2026112210{minute:02}00"
    raw = message(f"ADT^{event}", told, pid(name), *segments, control=f"{name}-{minute}", minute=minute)
    await clinic.accepted(raw)


def outpatient(number: str, *, end: str = "") -> str:
    """A visit to the day clinic, with who sees the patient and who sent her, and its end once it is known."""
    start = "20261122095500+0300"
    people = "7^House^Gregory^^^Dr|8^Cuddy^Lisa"
    return f"PV1|1|O|DAY^R4^^CLINIC||||{people}||ONC||||2|||||{number}^^^CLINIC" + "|" * 25 + f"{start}|{end}"


async def test_a_registration_makes_patient_and_visit_of_who_has_arrived(clinic: Clinic) -> None:
    reason = "PV2|||C50.9^Breast cancer^I10"
    await sent(clinic, "A04", "va04", outpatient("o04"), reason, minute=1)
    person, made = await patient(clinic, "va04"), await stay(clinic, "o04")
    assert (made["status"], made["class"]["code"]) == ("arrived", "AMB")
    assert made["subject"]["reference"] == f"Patient/{person['id']}"
    assert made["period"] == {"start": "2026-11-22T09:55:00+03:00"}
    roles = {one["type"][0]["coding"][0]["code"]: one["individual"]["display"] for one in made["participant"]}
    assert "House" in roles["ATND"] and "Cuddy" in roles["REF"]
    coding = made["reasonCode"][0]["coding"][0]
    assert (coding["system"], coding["code"]) == ("http://hl7.org/fhir/sid/icd-10", "C50.9")


async def test_a_registration_without_a_visit_is_of_the_person_alone(clinic: Clinic) -> None:
    await sent(clinic, "A04", "va05", minute=1)
    person = await patient(clinic, "va05")
    assert await found(clinic, "Encounter", f"patient={person['id']}") == []


async def test_an_update_changes_person_and_visit_and_leaves_the_status(clinic: Clinic) -> None:
    await sent(clinic, "A04", "va08", outpatient("o08"), minute=1)
    moved = pid("va08", "Ivanova").replace("Lenin Street 1", "Tverskaya 7")
    update = ("EVN|A08|20261122101500", moved, outpatient("o08").replace("DAY^R4", "DAY^R5"))
    await clinic.accepted(message("ADT^A08", *update, control="va08-u"))
    person, made = await patient(clinic, "va08"), await stay(clinic, "o08")
    assert person["name"][0]["family"] == "Ivanova"
    assert list(person["address"][0]["line"]) == ["Tverskaya 7"]
    assert made["location"][0]["location"]["display"].startswith("DAY R5")
    assert made["status"] == "arrived", "an update tells of no event"


@pytest.mark.parametrize(("event", "status"), [("A03", "finished"), ("A11", "cancelled")])
async def test_an_update_after_the_end_does_not_begin_the_visit_again(clinic: Clinic, event: str, status: str) -> None:
    name = f"e{event.lower()}"
    for minute, each in enumerate(("A01", event, "A08"), 1):
        await sent(clinic, each, name, visit(f"v{name}"), minute=minute)
    assert (await stay(clinic, f"v{name}"))["status"] == status


async def test_an_update_with_the_end_of_a_visit_ends_it(clinic: Clinic) -> None:
    await sent(clinic, "A04", "va09", outpatient("o09"), minute=1)
    await sent(clinic, "A08", "va09", outpatient("o09", end="20261122113000+0300"), minute=40)
    made = await stay(clinic, "o09")
    assert made["status"] == "finished"
    assert made["period"] == {"start": "2026-11-22T09:55:00+03:00", "end": "2026-11-22T11:30:00+03:00"}


async def test_an_update_of_whom_nobody_knows_makes_patient_and_visit(clinic: Clinic) -> None:
    await sent(clinic, "A08", "va10", visit("v10"), minute=1)
    person, made = await patient(clinic, "va10"), await stay(clinic, "v10")
    assert made["status"] == "in-progress" and made["subject"]["reference"] == f"Patient/{person['id']}"
    await sent(clinic, "A08", "va11", visit("v11", kind="P"), minute=2)
    assert (await stay(clinic, "v11"))["status"] == "planned"


async def test_a_cancelled_admission_stays_as_cancelled(clinic: Clinic) -> None:
    for minute, event in enumerate(("A01", "A11"), 1):
        await sent(clinic, event, "va12", visit("v12"), minute=minute)
    made = await stay(clinic, "v12")
    assert made["status"] == "cancelled" and made["meta"]["versionId"] == "2"
    assert made["location"][0]["location"]["display"] == "W1 R2 B3", "what was told before stays"
    person = await patient(clinic, "va12")
    assert [one["id"] for one in await found(clinic, "Encounter", f"patient={person['id']}&status=cancelled")] == [
        made["id"]
    ]
    assert await found(clinic, "Encounter", f"patient={person['id']}&status=in-progress") == []


async def test_a_map_that_keeps_what_no_visit_has_is_refused_with_its_line(clinic: Clinic) -> None:
    own = "map: keeps\nbased-on: standard\nresources:\n  mine:\n    $like: visit\n    $keep: [state]\n"
    with pytest.raises(Refusal, match=r"keeps\.yaml:6: Encounter has no `state`"):
        await clinic.sources.keep_map(own, file="keeps.yaml")
