"""What the record holds after an appointment was changed, taken out, missed, or cancelled and booked again."""

from __future__ import annotations

from typing import Any

from tests.conformance.judged import judged
from tests.integration.exchange.conftest import Clinic
from tests.integration.exchange.messages import message, pid
from tests.integration.exchange.test_reception import found, patient


def booked(name: str, *, room: str = "R5", hour: int = 9, why: str = "", note: str = "") -> tuple[str, ...]:
    """The segments that tell of an X-ray of half an hour."""
    time = f"^^^20261201{hour:02}0000^20261201{hour:02}3000"
    return (
        f"SCH|{name}^HIS|{name}^HIS||||{why}|CHK^Check^L|ROUTINE^Routine^HL70276|30|min|{time}",
        *([f"NTE|1||{note}"] if note else []),
        pid(name),
        "RGS|1|A",
        "AIS|1|A|XR^X-ray^L",
        "AIP|1|A|7^House^Gregory",
        f"AIL|1|A|{room}^^^CLINIC",
    )


async def told(clinic: Clinic, event: str, name: str, **more: Any) -> dict[str, Any]:
    """The patient's one appointment after the event; it is valid."""
    await clinic.accepted(message(f"SIU^{event}", *booked(name, **more), control=f"{name}-{event}"))
    subject = (await patient(clinic, name))["id"]
    (appointment,) = await found(clinic, "Appointment", f"patient={subject}")
    assert [one.text for one in judged(appointment) if one.severity == "error"] == []
    return appointment


async def test_a_change_of_an_appointment_changes_what_it_tells(clinic: Clinic) -> None:
    first = await told(clinic, "S12", "s14", note="Bring the old images")
    changed = await told(clinic, "S14", "s14", room="R7")
    assert (changed["id"], changed["status"]) == (first["id"], "booked")
    assert [one["actor"].get("display", "") for one in changed["participant"]][1:] == ["Gregory House", "R7 CLINIC"]
    assert changed["start"] == "2026-12-01T09:00:00+03:00" and changed["end"] == "2026-12-01T09:30:00+03:00"
    assert changed["comment"] == "Bring the old images", "what the change does not tell stays"


async def test_an_appointment_that_was_taken_out_never_was(clinic: Clinic) -> None:
    await told(clinic, "S12", "s17")
    gone = await told(clinic, "S17", "s17", why="DBL^Entered twice^L")
    assert gone["status"] == "entered-in-error"
    assert gone["minutesDuration"] == 30


async def test_a_patient_who_did_not_come_is_missed(clinic: Clinic) -> None:
    await told(clinic, "S12", "s26")
    missed = await told(clinic, "S26", "s26")
    assert (missed["status"], missed["start"]) == ("noshow", "2026-12-01T09:00:00+03:00")


async def test_a_cancelled_appointment_says_why_until_it_is_booked_again(clinic: Clinic) -> None:
    await told(clinic, "S12", "s15")
    cancelled = await told(clinic, "S15", "s15", why="ILL^The patient is ill^L")
    assert cancelled["status"] == "cancelled"
    assert cancelled["cancelationReason"]["coding"][0]["code"] == "ILL"
    again = await told(clinic, "S13", "s15", hour=11)
    assert (again["status"], again["start"]) == ("booked", "2026-12-01T11:00:00+03:00")
    assert "cancelationReason" not in again


async def test_an_appointment_that_nobody_knew_is_there_after_a_change(clinic: Clinic) -> None:
    made = await told(clinic, "S14", "s18")
    assert made["status"] == "booked" and made["meta"]["versionId"] == "1"
