"""The demonstration cluster installed through the record, read back, and moved on."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import pytest_asyncio

from medcluster.cluster import (
    Accounts,
    Directory,
    FacilityKind,
    Milestone,
    Right,
    Role,
    Source,
    Stage,
    build_caller,
    demonstration,
    demonstration_text,
    load_description,
    may,
)
from medcluster.foundation import Database, Kind, RandomIds, Refusal, StoppedClock
from medcluster.record import Caller, Handle, Record

START = datetime(2026, 11, 18, 8, 0, tzinfo=UTC)
DESCRIPTION = demonstration()


@pytest_asyncio.fixture(scope="module")
async def record(database: Database) -> Record:
    return Record(database, clock=StoppedClock(START), ids=RandomIds())


@pytest.fixture(scope="module")
def directory(database: Database) -> Directory:
    return Directory(database, clock=StoppedClock(START))


@pytest_asyncio.fixture(scope="module")
async def handle(record: Record) -> Handle:
    return record.open_for(await _caller(record, "interface"))


@pytest_asyncio.fixture(scope="module", autouse=True)
async def installed(directory: Directory, handle: Handle) -> None:
    with pytest.raises(Refusal, match="No cluster"):
        await directory.cluster()
    done = await directory.install(handle, DESCRIPTION)
    assert done.resources > 100 and done.participants == 9


async def _caller(record: Record, role: str, participant: str = "imc-foundation") -> Caller:
    number = await record.custodian_number(participant)
    return build_caller(role, account=f"test-{role}", participant=participant, custodian=number)


async def test_installing_again_writes_nothing(directory: Directory, handle: Handle) -> None:
    again = await directory.install(handle, DESCRIPTION)
    assert (again.resources, again.participants) == (0, 0)
    assert (await handle.read("Organization", "saint-charles")).version == 1


async def test_only_what_was_described_otherwise_is_written(directory: Directory, handle: Handle) -> None:
    text = demonstration_text()
    changed = load_description(text.replace('phone: "+7 000 000-00-62"', 'phone: "+7 000 000-00-63"'))
    done = await directory.install(handle, changed)
    assert (done.resources, done.participants) == (1, 1)
    await directory.install(handle, DESCRIPTION)


async def test_participants_stand_where_they_are_described(directory: Directory) -> None:
    participants = {participant.id: participant for participant in await directory.participants()}
    assert list(participants) == [described.id for described in DESCRIPTION.participants]
    assert {one.id for one in participants.values() if one.stage is Stage.OPEN and one.open} == {
        "diagnostic-centre",
        "saint-charles",
        "leon-berard",
        "polyclinic-62",
    }
    clalit = participants["clalit"]
    assert clalit.stage is Stage.AGREEMENT
    assert clalit.track.next_acts[0].by == date(2026, 11, 9), "counted from the day of installing"
    assert clalit.track.milestones[-1].documents[0].title["ru"] == "Письмо о намерениях"
    assert participants["saint-charles"].profile.facts[0].number == 7000
    assert (await directory.participant("crcl")).part_of == "leon-berard"
    with pytest.raises(Refusal) as caught:
        await directory.participant("nobody")
    assert caught.value.kind is Kind.NOT_FOUND


async def test_the_cluster_says_what_is_invented(directory: Directory) -> None:
    cluster = await directory.cluster()
    assert cluster.operator == "imc-foundation" and cluster.time_zone == "Europe/Moscow"
    assert "2018" in cluster.profile.notice["he"]


@pytest.mark.parametrize("role", ["patient", "nurse", "manager", "administrator"])
async def test_everybody_reads_the_directory(record: Record, directory: Directory, role: str) -> None:
    number = await record.custodian_number("leon-berard")
    patient = "nobody-in-particular" if role == "patient" else ""
    caller = build_caller(role, account="a", participant="leon-berard", custodian=number, patient=patient)
    services = {service.id: service for service in await directory.services(record.open_for(caller))}
    hip = services["saint-charles-hip-and-knee"]
    assert hip.name["fr"].startswith("Prothèse") and hip.participant == "saint-charles"
    assert hip.hours[0].days == ("mon", "tue", "wed", "thu", "fri") and hip.hours[0].opens == "08:00"
    assert hip.phone and hip.places == ("saint-charles-ward",)


async def test_places_are_counted_as_announced(directory: Directory, handle: Handle) -> None:
    places = await directory.places(handle)
    theatres = [place for place in places if place.kind is FacilityKind.THEATRE]
    assert [place.participant for place in theatres].count("saint-charles") == 6
    assert [place.participant for place in theatres].count("leon-berard") == 11
    assert [place.id for place in theatres if place.participant == "leon-berard"][-1] == "leon-berard-theatre-11"
    beds = {place.participant: place.beds for place in places if place.kind is FacilityKind.WARD}
    assert beds == {"saint-charles": 35, "leon-berard": 323, "schneider": 24}
    assert [place.participant for place in places if place.planned] == ["clalit", "schneider"]


async def test_people_have_their_names_in_both_scripts(directory: Directory, handle: Handle) -> None:
    workers = {worker.practitioner: worker for worker in await directory.workers(handle)}
    assert len(workers) == len(DESCRIPTION.people)
    volkov = workers["volkov"]
    assert (volkov.name, volkov.latin, volkov.role) == ("Илья Волков", "Ilya Volkov", Role.ANAESTHETIST)
    assert workers["dubois"].latin == "" and workers["dubois"].title["he"] == "אחות ראשית"


async def test_demonstration_accounts_are_added_once(database: Database) -> None:
    accounts = Accounts(database, clock=StoppedClock(START), ids=RandomIds(), demonstration=True)
    assert await accounts.install(DESCRIPTION) == len(Role)
    assert await accounts.install(DESCRIPTION) == 0
    for role in Role:
        session = await accounts.sign_in_as_demonstration(role)
        caller = await accounts.caller_of_session(session.token)
        assert caller and caller.role == role and caller.custodian > 0 and may(caller, Right.SEE_PROTOCOLS)
    surgeons = await accounts.people(["surgeon"], "saint-charles")
    assert [(person.name, person.practitioner) for person in surgeons] == [("Antoine Levin", "levin")]


async def test_a_manager_moves_a_participant_on(record: Record, directory: Directory) -> None:
    manager = await _caller(record, "manager")
    visit = Milestone(Stage.VISIT, "2026-11-18", Source.RECORDED)
    with pytest.raises(Refusal) as forbidden:
        await directory.reach_stage(await _caller(record, "coordinator"), "schneider", visit)
    assert forbidden.value.kind is Kind.FORBIDDEN
    with pytest.raises(Refusal, match="next stage is visit"):
        await directory.reach_stage(manager, "schneider", Milestone(Stage.LICENCE))
    moved = await directory.reach_stage(manager, "schneider", visit)
    assert moved.stage is Stage.LETTER_OF_INTENT
    with pytest.raises(Refusal) as twice:
        await directory.reach_stage(manager, "schneider", visit)
    assert twice.value.kind is Kind.CONFLICT


async def test_the_next_act_is_planned_and_finished(record: Record, directory: Directory) -> None:
    manager, words = await _caller(record, "manager"), {"en": "Send the letter"}
    by = (START + timedelta(days=5)).date()
    await directory.plan_act(manager, "crcl", "act-1", who={"en": "Foundation"}, what=words, by=by)
    crcl = await directory.participant("crcl")
    assert "act-1" in crcl.act_ids and words in [act.what for act in crcl.track.next_acts]
    await directory.finish_act(manager, "crcl", "act-1")
    assert "act-1" not in (await directory.participant("crcl")).act_ids
    with pytest.raises(Refusal, match="done already"):
        await directory.finish_act(manager, "crcl", "act-1")


async def test_what_was_changed_by_hand_stays(record: Record, directory: Directory, handle: Handle) -> None:
    stored = await handle.read("HealthcareService", "clalit-academy")
    changed = stored.resource
    changed.extraDetails = "Changed by hand"  # type: ignore[attr-defined]
    await handle.update(changed)
    await directory.install(handle, DESCRIPTION)
    now = (await handle.read("HealthcareService", "clalit-academy")).resource
    assert now.extraDetails == "Changed by hand"  # type: ignore[attr-defined]
