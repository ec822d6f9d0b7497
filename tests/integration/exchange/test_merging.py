"""A40: two records are one person; searches by the one that stays, and the way back."""

from __future__ import annotations

import pytest

from medcluster.exchange import unmerge
from medcluster.foundation import Kind, Refusal
from tests.integration.exchange.conftest import Clinic
from tests.integration.exchange.messages import message, numeric, pid, visit
from tests.integration.exchange.test_reception import ID, found, patient

ORDER = "OBR|1|P{0}^HIS|F{0}^LAB|CBC^Blood count^L|||20261122081000|||||||||||||||||HM|F"


def merge(stays: str, goes: str, control: str) -> bytes:
    """The message that says so."""
    return message("ADT^A40", "EVN|A40", pid(stays), f"MRG|{goes}^^^CLINIC^MR", control=control)


async def links(clinic: Clinic, number: str) -> list[tuple[str, str]]:
    """Kind and target of a patient's links."""
    made = await patient(clinic, number)
    return [(link["type"], link["other"]["reference"]) for link in made.get("link", ())]


async def test_the_survivor_replaces_the_other_and_back(clinic: Clinic) -> None:
    for number in ("1", "2"):
        segments = (pid(f"g{number}"), ORDER.format(f"g{number}"), numeric("718-7", f"13{number}"))
        await clinic.accepted(message("ORU^R01", *segments, control=f"g{number}"))
    stays, goes = await patient(clinic, "g1"), await patient(clinic, "g2")
    await clinic.accepted(merge("g1", "g2", "g3"))
    assert await links(clinic, "g1") == [("replaces", f"Patient/{goes['id']}")]
    assert await links(clinic, "g2") == [("replaced-by", f"Patient/{stays['id']}")]
    assert (await patient(clinic, "g2"))["active"] is False
    await clinic.accepted(merge("g1", "g2", "g4"))  # said twice, true once
    assert len(await links(clinic, "g1")) == 1
    late = (pid("g2"), ORDER.format("g5"), numeric("718-7", "150"))
    await clinic.accepted(message("ORU^R01", *late, control="g5"))
    assert len(await found(clinic, "Observation", f"patient={stays['id']}&code=718-7")) >= 2
    await unmerge(clinic.doctor, stays["id"], goes["id"])
    assert await links(clinic, "g1") == [] and await links(clinic, "g2") == []
    assert "active" not in await patient(clinic, "g2")
    with pytest.raises(Refusal) as caught:
        await unmerge(clinic.doctor, stays["id"], goes["id"])
    assert caught.value.kind is Kind.CONFLICT


async def test_whom_nobody_knew_is_known_as_replaced(clinic: Clinic) -> None:
    await clinic.accepted(merge("i1", "i2", "i1"))
    stays = await patient(clinic, "i1")
    assert await links(clinic, "i2") == [("replaced-by", f"Patient/{stays['id']}")]
    await clinic.accepted(message("ADT^A01", "EVN|A01", pid("i2", "Other"), visit("vi2"), control="i2"))
    (stay,) = await found(clinic, "Encounter", f"identifier={ID}|vi2")
    assert stay["subject"]["reference"] == f"Patient/{stays['id']}"


async def test_a_replaced_record_replaces_nobody(clinic: Clinic) -> None:
    await clinic.accepted(merge("j1", "j2", "j1"))
    answer = await clinic.send(merge("j2", "j1", "j2"))
    assert answer.state == "refused" and answer.block is not None and b"was itself replaced" in answer.block
    await clinic.accepted(merge("j3", "j1", "j3"))
    await clinic.accepted(message("ORU^R01", pid("j2"), ORDER.format("j"), numeric("718-7", "99"), control="j4"))
    last = await patient(clinic, "j3")
    assert len(await found(clinic, "Observation", f"patient={last['id']}")) == 1
