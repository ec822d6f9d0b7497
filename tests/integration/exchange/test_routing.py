"""Two hospitals send to one port: MSH-4 says whose a message is, and neither sees anything of the other's."""

from __future__ import annotations

import logging

import pytest
import pytest_asyncio

from medcluster import app
from medcluster.exchange import Listener, Source, Sources, framed
from medcluster.foundation import Database, Kind, Refusal, Settings
from medcluster.record import Handle
from tests.integration.exchange.conftest import administrator
from tests.integration.exchange.messages import message, numeric, pid, visit
from tests.integration.exchange.test_listening import answers, connected, listening
from tests.integration.record.samples import staff
from tests.pages.serving import free_port

NUMBERS = "urn:oid:1.2.643.5.1.13"  # both hospitals number their patients in one system
ORDER = "OBR|1|P1^HIS|F1^LAB|CBC^Blood count^L|||20261122081000|||||||||||||||||HM|F"
OWNERS = """
SELECT r.type, c.organization FROM record.resource r JOIN record.custodian c ON c.number = r.custodian
WHERE r.type IN ('Patient', 'Encounter', 'Observation', 'DiagnosticReport') ORDER BY 1, 2
"""


@pytest.fixture(scope="module")
def port() -> int:
    """The one port."""
    return free_port()


@pytest_asyncio.fixture(scope="module")
async def platform(database: Database, port: int) -> app.Platform:
    """The wired rooms: a port with two senders, told apart by MSH-4."""
    wired = app.wire(Settings(demo="off"), database)
    sources = Sources(database, wired.clock)
    await sources.listen(Listener(port))
    for name in ("north", "south"):
        authorities = {"CLINIC": NUMBERS}
        await sources.add(Source(f"{name}-his", name, port, facility=name.upper(), authorities=authorities))
    return wired


async def told(platform: app.Platform, port: int, *raws: bytes) -> list[bytes]:
    """What is answered to messages that come over one connection."""
    async with listening(platform), connected(port) as (reader, writer):
        writer.write(b"".join(map(framed, raws)))
        return await answers(reader, len(raws))


async def who(platform: app.Platform, participant: str) -> tuple[Handle, Handle]:
    """A doctor of a hospital, and who answers for its interfaces."""
    number = await platform.record.custodian_number(participant)
    shared = platform.record
    return shared.open_for(staff(number, participant)), shared.open_for(administrator(number, participant))


def facility(name: str, family: str) -> list[bytes]:
    """What a hospital sends of its patient 100: an admission and a result."""
    stay = message("ADT^A01", "EVN|A01", pid(family=family), visit("V1"), control=f"{name}1", facility=name)
    value = numeric("718-7", "131")
    return [stay, message("ORU^R01", pid(family=family), ORDER, value, control=f"{name}2", facility=name)]


async def test_the_facility_says_whose_a_message_is(platform: app.Platform, port: int) -> None:
    raws = [*facility("NORTH", "Petrova"), *facility("SOUTH", "Ivanova")]
    assert [b"MSA|AA|" in block for block in await told(platform, port, *raws)] == [True] * 4
    async with platform.database.transaction(settings={"medcluster.every_row": "on"}) as connection:
        owners = [tuple(row.values()) for row in await connection.fetch(OWNERS)]
    kinds = ("DiagnosticReport", "Encounter", "Observation", "Patient")
    assert owners == [(kind, name) for kind in kinds for name in ("north", "south")]


async def test_neither_sees_nor_changes_what_the_other_sent(platform: app.Platform) -> None:
    ids: dict[str, str] = {}
    for name, family in (("north", "Petrova"), ("south", "Ivanova")):
        doctor, _ = await who(platform, name)
        page = await doctor.search("Patient", f"identifier={NUMBERS}|100")
        (only,) = page.matches
        assert only.resource.name[0].family == family  # type: ignore[attr-defined]
        assert only.version == 1, "the other's patient of the same number was not touched"
        for kind in ("Encounter", "Observation", "DiagnosticReport"):
            assert (await doctor.search(kind, "_total=accurate")).total == 1
        ids[name] = only.id
    doctor, _ = await who(platform, "north")
    with pytest.raises(Refusal) as caught:
        await doctor.read("Patient", ids["south"])
    assert caught.value.kind is Kind.NOT_FOUND


async def test_a_refused_message_waits_for_its_own_hospital(platform: app.Platform, port: int) -> None:
    bad = message("ADT^A28", "EVN|A28", "PID|1||1^^^CLINIC||A^B||19591403", control="s3", facility="SOUTH")
    (block,) = await told(platform, port, bad)
    assert b"MSA|AE|s3|there is no such day" in block
    _, theirs = await who(platform, "south")
    _, others = await who(platform, "north")
    assert [one.control for one in await platform.repairs.waiting(theirs)] == ["s3"]
    assert await platform.repairs.waiting(others) == []


async def test_a_facility_that_is_nobodys_is_told_so_and_the_operator_too(
    platform: app.Platform, port: int, caplog: pytest.LogCaptureFixture
) -> None:
    before = await _rows(platform)
    raw = message("ADT^A28", "EVN|A28", pid("west1"), control="w1", facility="WEST")
    with caplog.at_level(logging.WARNING, logger="medcluster"):
        stranger, known = await told(platform, port, raw, raw.replace(b"|WEST|", b"|NORTH|"))
    assert b"MSA|AR|w1|no source is known for this facility" in stranger and b"\rERR||MSH^1^4|204^" in stranger
    assert b"MSA|AA|w1" in known, "the connection goes on"
    (line,) = [one for one in caplog.records if one.getMessage() == "hl7.unknown_sender"]
    assert line.facts == {"port": port}  # type: ignore[attr-defined]
    kept, made = await _rows(platform)
    assert (kept, made) == (before[0] + 1, before[1] + 1), "the second alone: the first has no custodian"


async def _rows(platform: app.Platform) -> tuple[int, int]:
    """How many messages, and how many resources."""
    async with platform.database.transaction(settings={"medcluster.every_row": "on"}) as connection:
        kept = await connection.fetchval("SELECT count(*) FROM exchange.message")
        return kept, await connection.fetchval("SELECT count(*) FROM record.resource WHERE type = 'Patient'")


async def test_a_source_with_the_application_too_is_meant_rather(platform: app.Platform, port: int) -> None:
    lab = Source("north-lab", "north", port, facility="NORTH", application="LAB", processing="T")
    await platform.sources.add(lab)
    try:
        raws = [
            message("ADT^A28", "EVN|A28", pid("l1"), control=name, facility="NORTH", application=name, processing="T")
            for name in ("LAB", "HIS")
        ]
        laboratory, other = await told(platform, port, *raws)
        assert b"MSA|AA|LAB" in laboratory and b"MSA|AR|HIS|messages for 'T'" in other
    finally:
        await platform.sources.remove("north-lab")
