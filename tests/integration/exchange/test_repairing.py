"""Bad messages: what the sender is told, what is kept, who sees it, and how it is mended."""

from __future__ import annotations

import pytest

from medcluster.exchange import Reception, Repairs, Source, Superseded, Unfit
from medcluster.exchange.drafts import Outcome
from medcluster.foundation import Kind, RandomIds, Refusal, SystemClock
from medcluster.record import Handle
from tests.integration.exchange.conftest import Clinic
from tests.integration.exchange.messages import message, numeric, pid
from tests.integration.exchange.test_reception import patient

ORDER = "OBR|1|P1^HIS|F1^LAB|CBC^Blood count^L|||20261122081000|||||||||||||||||HM|F"


async def refused(clinic: Clinic, raw: bytes, source: Source | None = None) -> tuple[int, str]:
    """Send what has to be refused: its number, and the answer."""
    answer = await clinic.send(raw, source)
    assert answer.state == "refused" and answer.block is not None, answer
    return answer.seq, answer.block.decode()


async def test_a_wrong_byte_is_refused_with_its_place(clinic: Clinic) -> None:
    raw = message("ADT^A28", "EVN|A28", pid("w1", "Петрова"), control="w1").replace("Петрова".encode(), b"Petr\xffva")
    seq, block = await refused(clinic, raw)
    assert "MSA|AE|w1|byte FF" in block and "ERR||PID^1^5|102^" in block
    waiting = await clinic.repairs.message(clinic.administrator, seq)
    assert waiting.wrong_bytes and "Petr\\xffva" in waiting.text and waiting.kept.raw == raw
    with pytest.raises(Unfit, match="still stands in the text"):
        await clinic.repairs.replay(clinic.administrator, seq, waiting.text.replace("Anna", "Нина"))
    await clinic.repairs.replay(clinic.administrator, seq, waiting.text.replace("\\xff", "о"))
    assert (await patient(clinic, "w1"))["name"][0]["family"] == "Petrоva"
    after = await clinic.repairs.message(clinic.administrator, seq)
    assert after.kept.state == "applied" and after.kept.raw == raw and after.kept.decider == "admin-clinic"


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (message("ADT^A28", "EVN|A28", "PID|1||x^^^CLINIC||A^B||19591403", control="b1"), "AE|b1|there is no such day"),
        (message("ADT^A60", "EVN|A60", pid("b2"), control="b2"), "AR|b2|the map standard says nothing about"),
        (message("ADT^A01", "EVN|A01", pid("b3"), control="b3"), "AE|b3|the segment PV1 is missing"),
        (message("ADT^A28", "EVN|A28", pid("b4"), control="b4", processing="T"), "AR|b4|messages for 'T'"),
        (message("ORU^R01", pid("b5"), ORDER, numeric("1", "1", status="?"), control="b5"), ""),
        (message("ADT^A28", "EVN|A28", "PID|1||||A^B", control="b6"), "AE|b6|nothing here identifies the patient"),
        (message("ADT^A28", "EVN|A28", pid("b7"), "this is no segment", control="b7"), "AE|b7|line 4, after PID"),
        (message("ADT^A28", "EVN|A28", "PID|1||q^^^CLINIC||\\XFF\\", control="b8"), "AE|b8|the escape XFF"),
    ],
)
async def test_reasons(clinic: Clinic, raw: bytes, said: str) -> None:
    answer = await clinic.send(raw)
    assert answer.block is not None
    if said:
        assert said in answer.block.decode() and answer.state == "refused"
        assert b"\rERR||" in answer.block
    else:
        assert answer.state == "applied"  # an unknown status is said to be unknown, by the map


async def test_who_is_not_known_is_told_so_and_nothing_is_kept(clinic: Clinic) -> None:
    strict = Source("strict", "clinic", 2575, facility="SOMEWHERE")
    answer = await clinic.send(message("ADT^A28", pid("n1"), control="n1"), strict)
    assert answer.state == "lost" and answer.block is not None and b"MSA|AR|n1|no source is known" in answer.block


async def test_only_the_hospitals_own_people_see_what_it_sent(clinic: Clinic) -> None:
    seq, _ = await refused(clinic, message("ADT^A28", "EVN|A28", pid("h1").replace("F", "Q"), "XX", control="h1"))
    assert seq in [one.seq for one in await clinic.repairs.waiting(clinic.administrator)]
    assert await clinic.repairs.waiting(clinic.stranger) == []
    for act in (clinic.repairs.message(clinic.stranger, seq), clinic.repairs.replay(clinic.stranger, seq)):
        with pytest.raises(Refusal) as caught:
            await act
        assert caught.value.kind is Kind.NOT_FOUND
    with pytest.raises(Refusal) as caught:
        await clinic.repairs.waiting(clinic.doctor)
    assert caught.value.kind is Kind.FORBIDDEN


async def test_a_failed_replay_stays_with_its_new_reason(clinic: Clinic) -> None:
    seq, _ = await refused(clinic, message("ADT^A28", "EVN|A28", "PID|1||f1^^^CLINIC||A^B||195x", control="f1"))
    text = (await clinic.repairs.message(clinic.administrator, seq)).text
    with pytest.raises(Unfit):
        await clinic.repairs.replay(clinic.administrator, seq, text.replace("195x", "19599999"))
    waiting = await clinic.repairs.message(clinic.administrator, seq)
    assert waiting.kept.state == "refused" and waiting.kept.reason == "there is no such day"
    assert waiting.kept.attempts == 2 and "19599999" in waiting.text
    await clinic.repairs.dismiss(clinic.administrator, seq)
    assert seq not in [one.seq for one in await clinic.repairs.waiting(clinic.administrator)]


async def test_the_same_bad_message_again_is_one_row_and_can_succeed(clinic: Clinic) -> None:
    own = "map: clinic-own\nbased-on: standard\ntables:\n  sex: {Ж: female}\n"
    await clinic.sources.keep_map(own.replace("Ж: female", "Ж: nonsense"), file="own.yaml")
    source = Source("clinic-own", "clinic", 2575, application="OWN", map="clinic-own")
    await clinic.sources.add(source)
    raw = message("ADT^A28", "EVN|A28", pid("m1").replace("|F|", "|Ж|"), control="m1", application="OWN")
    seq, block = await refused(clinic, raw, source)
    assert "the map makes no valid Patient" in block
    assert (await clinic.send(raw, source)).seq == seq
    await clinic.sources.keep_map(own, file="own.yaml")
    answer = await clinic.accepted(raw, source)
    assert answer.seq == seq


async def test_a_newer_message_that_comes_while_an_older_one_is_applied_again_stands(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In another process, so that the two know of each other by the database alone."""
    older = message("ADT^A31", "EVN|A31", pid("q9", "Old").replace("19590314", "1959031x"), control="q91")
    await clinic.accepted(message("ADT^A31", "EVN|A31", pid("q9", "First"), control="q90"))
    seq, _ = await refused(clinic, older)
    text = (await clinic.repairs.message(clinic.administrator, seq)).text.replace("1959031x", "19590314")
    clock, ids = SystemClock(), RandomIds()
    there = Reception(clinic.record, clinic.sources, clock=clock, ids=ids)
    repairs = Repairs(clinic.record, there, clinic.sources, clock=clock)
    looked = there.check_order

    async def meanwhile(handle: Handle, outcome: Outcome, number: int) -> None:
        await looked(handle, outcome, number)
        await clinic.accepted(message("ADT^A31", "EVN|A31", pid("q9", "New"), control="q92"))

    monkeypatch.setattr(there, "check_order", meanwhile)
    with pytest.raises(Superseded, match="newer messages"):
        await repairs.replay(clinic.administrator, seq, text)
    assert (await patient(clinic, "q9"))["name"][0]["family"] == "New"


async def test_an_older_message_does_not_undo_a_newer_one(clinic: Clinic) -> None:
    older = message("ADT^A31", "EVN|A31", pid("q1", "Old").replace("19590314", "1959031x"), control="q1")
    seq, _ = await refused(clinic, older)
    await clinic.accepted(message("ADT^A31", "EVN|A31", pid("q1", "New"), control="q2"))
    text = (await clinic.repairs.message(clinic.administrator, seq)).text.replace("1959031x", "19590314")
    with pytest.raises(Superseded, match="newer messages"):
        await clinic.repairs.replay(clinic.administrator, seq, text)
    assert (await patient(clinic, "q1"))["name"][0]["family"] == "New"
    await clinic.repairs.replay(clinic.administrator, seq, text, although_newer=True)
    assert (await patient(clinic, "q1"))["name"][0]["family"] == "Old"
    with pytest.raises(Refusal) as caught:
        await clinic.repairs.replay(clinic.administrator, seq)
    assert caught.value.kind is Kind.CONFLICT
