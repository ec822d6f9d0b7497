"""What the record holds after laboratory orders, with their specimens behind them and in front of them."""

from __future__ import annotations

from typing import Any

from tests.conformance.judged import judged
from tests.integration.exchange.conftest import Clinic
from tests.integration.exchange.messages import message, numeric, pid, visit
from tests.integration.exchange.test_reception import ID, found, patient

WHO = "7^House^Gregory^^^Dr"
BLOOD = "SPM|1|S{0}&HIS^T{0}&LAB||BLD^Blood^HL70487|||||||||||||20261122080500|20261122083000"


async def of_patient(clinic: Clinic, kind: str, name: str) -> list[dict[str, Any]]:
    """What there is of a kind about a patient; each is valid."""
    subject = (await patient(clinic, name))["id"]
    made = await found(clinic, kind, f"patient={subject}")
    assert [one.text for each in made for one in judged(each) if one.severity == "error"] == []
    return made


def by_number(orders: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Orders by the number of who placed them."""
    return {one["identifier"][0]["value"]: one for one in orders}


async def test_a_laboratory_order_has_its_requests_and_their_specimens(clinic: Clinic) -> None:
    segments = (
        pid("l21"),
        visit("v21"),
        f"ORC|NW|P21^HIS||G1^HIS|||||20261122075000|||{WHO}",
        "TQ1|1||||||20261122120000||S^Stat^HL70485",
        f"OBR|1|P21^HIS||718-7^Haemoglobin^LN||||||||||||{WHO}|||||||||||||||D64.9^Anaemia^I10",
        "NTE|1||Before the operation",
        "OBX|1|ST|FAST^Fasting^L||yes||||||F",
        BLOOD.format("21"),
        f"ORC|NW|P22^HIS||G1^HIS|||||20261122075000|||{WHO}",
        "TQ1|1||||||20261123070000||R^Routine^HL70485",
        "OBR|2|P22^HIS||2951-2^Sodium^LN",
        BLOOD.format("22"),
    )
    await clinic.accepted(message("ADT^A01", "EVN|A01", pid("l21"), visit("v21"), control="l20"))
    await clinic.accepted(message("OML^O21", *segments, control="l21"))
    orders = by_number(await of_patient(clinic, "ServiceRequest", "l21"))
    assert sorted(orders) == ["P21", "P22"]
    first, second = orders["P21"], orders["P22"]
    assert (first["status"], first["intent"], first["priority"]) == ("active", "order", "stat")
    assert first["occurrenceDateTime"] == "2026-11-22T12:00:00+03:00"
    assert first["authoredOn"] == "2026-11-22T07:50:00+03:00" and "House" in first["requester"]["display"]
    assert first["code"]["coding"][0] == {"system": "http://loinc.org", "code": "718-7", "display": "Haemoglobin"}
    assert first["reasonCode"][0]["coding"][0]["code"] == "D64.9"
    assert list(first["note"]) == [{"text": "Before the operation"}]
    (stay,) = await found(clinic, "Encounter", f"identifier={ID}|v21")
    assert first["encounter"]["reference"] == f"Encounter/{stay['id']}"
    assert (second["priority"], second["code"]["coding"][0]["code"]) == ("routine", "2951-2")
    assert "note" not in second
    specimens = {one["id"]: one for one in await of_patient(clinic, "Specimen", "l21")}
    assert len(specimens) == 2
    for order, number in ((first, "21"), (second, "22")):
        (reference,) = order["specimen"]
        specimen = specimens[reference["reference"].removeprefix("Specimen/")]
        assert [one["value"] for one in specimen["identifier"]] == [f"S{number}", f"T{number}"]
        assert specimen["collection"]["collectedDateTime"] == "2026-11-22T08:05:00+03:00"


async def test_a_laboratory_order_is_cancelled_and_the_other_goes_on(clinic: Clinic) -> None:
    placed = [part for n in ("23", "24") for part in (f"ORC|NW|P{n}^HIS", f"OBR|1|P{n}^HIS||718-7^Haemoglobin^LN")]
    await clinic.accepted(message("OML^O21", pid("l23"), *placed, control="l23"))
    cancelled = ("ORC|CA|P23^HIS", "OBR|1|P23^HIS||718-7^Haemoglobin^LN")
    await clinic.accepted(message("OML^O21", pid("l23"), *cancelled, control="l24"))
    orders = by_number(await of_patient(clinic, "ServiceRequest", "l23"))
    assert {name: one["status"] for name, one in orders.items()} == {"P23": "revoked", "P24": "active"}


async def test_one_specimen_carries_several_orders_and_a_result_answers_one(clinic: Clinic) -> None:
    segments = (
        pid("l33"),
        BLOOD.format("33"),
        "ORC|NW|P33^HIS",
        "OBR|1|P33^HIS||718-7^Haemoglobin^LN",
        "ORC|NW|P34^HIS",
        "OBR|2|P34^HIS||777-3^Platelets^LN",
        BLOOD.format("35").replace("BLD^Blood", "UR^Urine").replace("SPM|1", "SPM|2"),
        "ORC|NW|P35^HIS",
        "OBR|3|P35^HIS||5811-5^Specific gravity^LN",
    )
    await clinic.accepted(message("OML^O33", *segments, control="l33"))
    orders = by_number(await of_patient(clinic, "ServiceRequest", "l33"))
    assert sorted(orders) == ["P33", "P34", "P35"]
    carried = {name: [each["reference"] for each in one["specimen"]] for name, one in orders.items()}
    assert carried["P33"] == carried["P34"] != carried["P35"]
    specimens = {f"Specimen/{one['id']}": one for one in await of_patient(clinic, "Specimen", "l33")}
    assert len(specimens) == 2
    kinds = {name: specimens[references[0]]["type"]["coding"][0]["code"] for name, references in carried.items()}
    assert kinds == {"P33": "BLD", "P34": "BLD", "P35": "UR"}
    result = ("OBR|1|P34^HIS|F34^LAB|777-3^Platelets^LN|||20261122080500|||||||||||||||||HM|F", numeric("777-3", "240"))
    await clinic.accepted(message("ORU^R01", pid("l33"), *result, control="l34"))
    (report,) = await of_patient(clinic, "DiagnosticReport", "l33")
    assert list(report["basedOn"]) == [{"reference": f"ServiceRequest/{orders['P34']['id']}"}]


async def test_an_order_of_a_specimen_without_the_specimen_is_refused(clinic: Clinic) -> None:
    segments = (pid("l36"), "ORC|NW|P36^HIS", "OBR|1|P36^HIS||718-7^Haemoglobin^LN")
    answer = await clinic.send(message("OML^O33", *segments, control="l36"))
    assert answer.state == "refused" and answer.block is not None
    assert b"MSA|AE|l36|the segment SPM is missing" in answer.block
