"""What the record holds after a message, and what the sender is told."""

from __future__ import annotations

import asyncio
from typing import Any

from medcluster.exchange import Source
from medcluster.fhir import types
from tests.integration.exchange.conftest import Clinic
from tests.integration.exchange.messages import message, numeric, pid, visit
from tests.integration.record.samples import staff

ID = "urn:medcluster:hl7:clinic-his:id:CLINIC"


async def found(clinic: Clinic, kind: str, query: str) -> list[dict[str, Any]]:
    """What a doctor of the clinic finds, oldest first."""
    page = await clinic.doctor.search(kind, query)
    return [types.to_plain(stored.resource) for stored in reversed(page.matches)]


async def patient(clinic: Clinic, number: str) -> dict[str, Any]:
    """The one patient with a number."""
    (only,) = await found(clinic, "Patient", f"identifier={ID}|{number}")
    return only


async def test_an_admission_makes_patient_and_visit(clinic: Clinic) -> None:
    await clinic.accepted(message("ADT^A01", "EVN|A01|20261122080000", pid("a1"), visit("va1"), control="a1"))
    made = await patient(clinic, "a1")
    assert made["name"][0]["family"] == "Petrova" and made["birthDate"] == "1959-03-14"
    (stay,) = await found(clinic, "Encounter", f"identifier={ID}|va1")
    assert stay["status"] == "in-progress" and stay["class"]["code"] == "IMP"
    assert stay["subject"]["reference"] == f"Patient/{made['id']}"
    assert stay["location"][0]["location"]["display"] == "W1 R2 B3"


async def test_transfer_discharge_and_its_cancelling(clinic: Clinic) -> None:
    for minute, (event, place) in enumerate((("A01", "W1^R1^B1"), ("A02", "W2^R2^B2"), ("A03", "W2^R2^B2"))):
        segments = (f"EVN|{event}|2026112209{minute:02}00", pid("t1"), visit("vt1", place=place))
        await clinic.accepted(message(f"ADT^{event}", *segments, control=f"t{minute}"))
    (stay,) = await found(clinic, "Encounter", f"identifier={ID}|vt1")
    assert stay["status"] == "finished"
    assert stay["period"]["end"] == "2026-11-22T09:02:00+03:00"
    assert stay["location"][0]["location"]["display"] == "W2 R2 B2"
    await clinic.accepted(message("ADT^A13", "EVN|A13|20261122090500", pid("t1"), visit("vt1"), control="t5"))
    (stay,) = await found(clinic, "Encounter", f"identifier={ID}|vt1")
    assert stay["status"] == "in-progress" and "period" not in stay


async def test_an_update_changes_what_it_tells_and_leaves_the_rest(clinic: Clinic) -> None:
    await clinic.accepted(message("ADT^A28", "EVN|A28", pid("u1"), control="u1"))
    made = await patient(clinic, "u1")
    told = 'PID|1||u1^^^CLINIC^MR||Ivanova^Anna||""|||||||||M'
    await clinic.accepted(message("ADT^A31", "EVN|A31", told, control="u2"))
    changed = await patient(clinic, "u1")
    assert changed["id"] == made["id"]
    assert changed["name"][0]["family"] == "Ivanova"
    assert "birthDate" not in changed  # two quotation marks delete
    assert changed["gender"] == "female" and changed["address"] == made["address"]  # an empty field leaves
    assert changed["maritalStatus"]["coding"][0]["code"] == "M"


async def test_the_same_message_twice_is_answered_twice_and_written_once(clinic: Clinic) -> None:
    raw = message("ADT^A28", "EVN|A28", pid("d1"), control="d1")
    await clinic.accepted(raw)
    again = await clinic.send(raw)
    assert again.state == "repeated" and again.block is not None and b"MSA|AA|d1" in again.block
    (version,) = await clinic.doctor.history("Patient", (await patient(clinic, "d1"))["id"])
    assert version.version == 1


async def test_two_connections_at_once_make_one_patient(clinic: Clinic) -> None:
    laboratory = Source("clinic-lab", "clinic", 2575, application="LAB", authorities={"CLINIC": ID})
    await clinic.sources.add(laboratory)
    raws = [
        message("ADT^A28", "EVN|A28", pid("c1", given=f"Anna{number}"), control=f"c{number}", application="LAB")
        for number in range(12)
    ]
    answers = await asyncio.gather(*(clinic.send(raw, laboratory) for raw in raws))
    assert [answer.state for answer in answers] == ["applied"] * 12
    made = await patient(clinic, "c1")
    assert len(await clinic.doctor.history("Patient", made["id"])) == 12
    assert list(made["name"][0]["given"]) == ["Anna11"]  # in the order in which they came


async def test_a_patient_whom_another_system_creates_at_the_same_moment_is_one(clinic: Clinic) -> None:
    number = await clinic.record.custodian_number("clinic")
    caller = staff(number, "clinic", role="interface", chooses_ids=True)
    other = clinic.record.open_for(caller)

    async def create(name: str) -> None:
        plain = {"resourceType": "Patient", "identifier": [{"system": ID, "value": name}], "active": True}
        await other.create(types.from_plain(plain), if_none_exist=f"identifier={ID}|{name}")

    for attempt in range(10):
        name = f"race{attempt}"
        raw = message("ADT^A28", "EVN|A28", pid(name), control=name)
        await asyncio.gather(clinic.accepted(raw), create(name))
        made = await patient(clinic, name)  # exactly one
        assert made["name"][0]["family"] == "Petrova", "what the message tells is there, whoever was first"


async def test_results_are_a_report_with_observations(clinic: Clinic) -> None:
    segments = (
        pid("r1"),
        visit("vr1", kind="O"),
        "ORC|RE|P77^HIS|F77^LAB",
        "OBR|1|P77^HIS|F77^LAB|CBC^Blood count^L|||20261122081000|||||||||||||||20261122083000||HM|F",
        numeric("718-7", "131.50"),
        "NTE|1||Repeated\\.br\\twice \\T\\ checked",
        "OBX|2|CE|BG^Blood group^L||A^Group A^L||||||F",
        "OBX|3|TX|TXT^Comment^L||No \\S\\ here~second line||||||F",
        "OBX|4|SN|TI^Titre^L||^1^:^128||||||F",
        "OBX|5|NM|K^Potassium^L||<2.5|mmol/L|3.5-5.1|LL|||F",
        "OBX|6|ED|PDF^Report^L||LAB^AP^PDF^Base64^JVBERi0xLjQ=||||||F",
    )
    await clinic.accepted(message("ORU^R01", *segments, control="r1"))
    subject = (await patient(clinic, "r1"))["id"]
    (report,) = await found(clinic, "DiagnosticReport", f"patient={subject}")
    assert report["status"] == "final" and report["issued"] == "2026-11-22T08:30:00+03:00"
    assert len(report["result"]) == 5
    assert report["basedOn"][0]["identifier"]["value"] == "P77"  # the order is not known: its number stands for it
    (blood,) = await found(clinic, "Observation", f"patient={subject}&code=http://loinc.org|718-7")
    quantity = blood["valueQuantity"]
    assert str(quantity["value"]) == "131.50" and quantity["code"] == "g/L"
    assert str(blood["referenceRange"][0]["high"]["value"]) == "160"
    assert blood["note"][0]["text"] == "Repeated\ntwice & checked"
    (low,) = await found(clinic, "Observation", f"patient={subject}&code=K")
    assert low["valueQuantity"]["comparator"] == "<" and low["interpretation"][0]["coding"][0]["code"] == "LL"
    (text,) = await found(clinic, "Observation", f"patient={subject}&code=TXT")
    assert text["valueString"] == "No ^ here\nsecond line"
    (titre,) = await found(clinic, "Observation", f"patient={subject}&code=TI")
    assert str(titre["valueRatio"]["denominator"]["value"]) == "128"
    (document,) = await found(clinic, "DocumentReference", f"patient={subject}")
    address = document["content"][0]["attachment"]["url"]
    data = types.to_plain((await clinic.doctor.read("Binary", address.removeprefix("Binary/"))).resource)
    assert data["data"] == "JVBERi0xLjQ=" and data["contentType"] == "application/pdf"


async def test_a_correction_replaces_the_result(clinic: Clinic) -> None:
    order = "OBR|1|P8^HIS|F8^LAB|CBC^Blood count^L|||20261122081000|||||||||||||||||HM|{}"
    await clinic.accepted(
        message("ORU^R01", pid("k1"), order.format("P"), numeric("718-7", "13.1", status="P"), control="k1")
    )
    await clinic.accepted(
        message("ORU^R01", pid("k1"), order.format("C"), numeric("718-7", "131", status="C"), control="k2")
    )
    subject = (await patient(clinic, "k1"))["id"]
    (blood,) = await found(clinic, "Observation", f"patient={subject}")
    assert blood["status"] == "corrected" and str(blood["valueQuantity"]["value"]) == "131"
    assert blood["meta"]["versionId"] == "2"
    (report,) = await found(clinic, "DiagnosticReport", f"patient={subject}")
    assert len(report["result"]) == 1


async def test_an_order_is_what_its_result_answers(clinic: Clinic) -> None:
    order = ("ORC|NW|P9^HIS|||||^^^20261123^^S||20261122090000|||7^House^Gregory", "OBR|1|P9^HIS||CBC^Blood count^L")
    await clinic.accepted(message("ORM^O01", pid("o1"), *order, control="o1"))
    subject = (await patient(clinic, "o1"))["id"]
    (request,) = await found(clinic, "ServiceRequest", f"patient={subject}")
    assert (request["status"], request["priority"], request["intent"]) == ("active", "stat", "order")
    assert request["occurrenceDateTime"] == "2026-11-23"
    result = ("OBR|1|P9^HIS|F9^LAB|CBC^Blood count^L|||20261122081000|||||||||||||||||HM|F", numeric("718-7", "140"))
    await clinic.accepted(message("ORU^R01", pid("o1"), *result, control="o2"))
    (report,) = await found(clinic, "DiagnosticReport", f"patient={subject}")
    assert report["basedOn"][0]["reference"] == f"ServiceRequest/{request['id']}"
    await clinic.accepted(message("ORM^O01", pid("o1"), "ORC|CA|P9^HIS", order[1], control="o3"))
    (request,) = await found(clinic, "ServiceRequest", f"patient={subject}")
    assert request["status"] == "revoked" and request["priority"] == "stat"


async def test_appointments_are_booked_moved_and_cancelled(clinic: Clinic) -> None:
    def booked(hour: int) -> tuple[str, ...]:
        sch = f"SCH|A1^HIS|A1^HIS|||||CHK^Check^L||30|min|^^^20261201{hour:02}0000^20261201{hour:02}3000"
        return (sch, pid("s1"), "RGS|1|A", "AIS|1|A|XR^X-ray^L", "AIP|1|A|7^House^Gregory", "AIL|1|A|R5^^^CLINIC")

    await clinic.accepted(message("SIU^S12", *booked(9), control="s1"))
    await clinic.accepted(message("SIU^S13", *booked(11), control="s2"))
    subject = (await patient(clinic, "s1"))["id"]
    (appointment,) = await found(clinic, "Appointment", f"patient={subject}")
    assert appointment["start"] == "2026-12-01T11:00:00+03:00" and appointment["status"] == "booked"
    assert [one["actor"].get("display", "") for one in appointment["participant"]] == ["", "Gregory House", "R5 CLINIC"]
    await clinic.accepted(message("SIU^S15", *booked(11), control="s3"))
    (appointment,) = await found(clinic, "Appointment", f"patient={subject}")
    assert appointment["status"] == "cancelled" and appointment["start"] == "2026-12-01T11:00:00+03:00"


async def test_character_sets(clinic: Clinic) -> None:
    for number, charset, family in (
        ("e1", "UNICODE UTF-8", "Петрова"),
        ("e2", "8859/5", "Иванова"),
        ("e3", "8859/8", "כהן"),
    ):
        raw = message("ADT^A28", "EVN|A28", pid(number, family), control=number, charset=charset)
        await clinic.accepted(raw)
        assert (await patient(clinic, number))["name"][0]["family"] == family
    old = Source("clinic-old", "clinic", 2575, application="OLD", charset="windows-1251", authorities={"CLINIC": ID})
    await clinic.sources.add(old)
    raw = message("ADT^A28", "EVN|A28", pid("e4", "Сидорова"), control="e4", charset="", application="OLD")
    await clinic.accepted(raw.decode().encode("cp1251"), old)
    assert (await patient(clinic, "e4"))["name"][0]["family"] == "Сидорова"
