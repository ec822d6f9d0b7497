"""Coming in, going out, and what cannot be listed, over a real database."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import asyncpg
import pytest
import pytest_asyncio

from medcluster.cluster import Accounts, Role, build_caller
from medcluster.fhir import types
from medcluster.foundation import Database, Kind, RandomIds, Refusal, StoppedClock
from medcluster.record import Record

PASSWORD = "correct horse battery staple"
START = datetime(2026, 11, 18, 8, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(START)


@pytest.fixture
def accounts(database: Database, clock: StoppedClock) -> Accounts:
    return Accounts(database, clock=clock, ids=RandomIds())


@pytest.fixture
def demonstration(database: Database, clock: StoppedClock) -> Accounts:
    return Accounts(database, clock=clock, ids=RandomIds(), demonstration=True)


@pytest_asyncio.fixture
async def name(accounts: Accounts) -> AsyncIterator[str]:
    """A surgeon of Saint Charles whose name no other test uses."""
    chosen = f"surgeon-{RandomIds().new()[:10]}"
    await accounts.add(chosen, PASSWORD, role=Role.SURGEON, participant="saint-charles", display="Antoine Levin")
    yield chosen


async def test_the_right_password_opens_a_session(accounts: Accounts, name: str) -> None:
    session = await accounts.sign_in(name.upper(), PASSWORD)
    caller = await accounts.caller_of_session(session.token)
    assert caller is not None
    assert (caller.role, caller.name, caller.participant) == ("surgeon", "Antoine Levin", "saint-charles")
    assert caller.custodian > 0 and caller.custodian in caller.terms
    assert caller.account == session.account
    assert session.token not in repr(session)


async def test_wrong_name_and_wrong_password_are_answered_alike(accounts: Accounts, name: str) -> None:
    refusals = []
    for who, password in ((name, "not the password"), ("nobody-here", PASSWORD), ("?", PASSWORD), (name, "x" * 5000)):
        with pytest.raises(Refusal) as caught:
            await accounts.sign_in(who, password)
        refusals.append((caught.value.kind, caught.value.text))
    assert set(refusals) == {(Kind.UNAUTHENTICATED, "Name or password is wrong.")}


@pytest.mark.parametrize("password", ["short", "aaaaaaaaaaaaaaaa", "x" * 300, "the-one-name-here"])
async def test_an_easy_password_is_refused(accounts: Accounts, password: str) -> None:
    with pytest.raises(Refusal) as caught:
        await accounts.add("the-one-name", password, role="manager")
    assert caught.value.kind is Kind.INVALID


@pytest.mark.parametrize("wrong", ["", "a", "with space", "x" * 65, "semi;colon"])
async def test_a_name_must_be_a_name(accounts: Accounts, wrong: str) -> None:
    with pytest.raises(Refusal):
        await accounts.add(wrong, PASSWORD, role="manager")


async def test_a_name_is_taken_once(accounts: Accounts, name: str) -> None:
    with pytest.raises(Refusal) as caught:
        await accounts.add(name.title(), PASSWORD, role="manager")
    assert caught.value.kind is Kind.CONFLICT


async def test_a_clinician_without_participant_is_refused(accounts: Accounts) -> None:
    with pytest.raises(Refusal, match="needs a participant"):
        await accounts.add("nurse-of-nowhere", PASSWORD, role="nurse")


async def test_a_session_ends_after_idling_and_after_its_day(
    accounts: Accounts, clock: StoppedClock, name: str
) -> None:
    session = await accounts.sign_in(name, PASSWORD)
    clock.move(timedelta(minutes=14))
    assert await accounts.caller_of_session(session.token)
    clock.move(timedelta(minutes=14))
    assert await accounts.caller_of_session(session.token, active=False), "used 14 minutes ago"
    clock.move(timedelta(minutes=2))
    assert await accounts.caller_of_session(session.token) is None, "a page that only waits keeps nothing awake"

    busy = await accounts.sign_in(name, PASSWORD)
    for _ in range(71):
        clock.move(timedelta(minutes=10))
        assert await accounts.caller_of_session(busy.token)
    clock.move(timedelta(minutes=10))
    assert await accounts.caller_of_session(busy.token) is None, "twelve hours are the end"


async def test_signing_out_and_revoking_take_effect_at_once(accounts: Accounts, name: str) -> None:
    first, second = await accounts.sign_in(name, PASSWORD), await accounts.sign_in(name, PASSWORD)
    await accounts.sign_out(first.token)
    assert await accounts.caller_of_session(first.token) is None
    assert await accounts.caller_of_session(second.token)
    await accounts.revoke(second.account)
    assert await accounts.caller_of_session(second.token) is None


async def test_a_changed_password_and_a_closed_account_sign_out(accounts: Accounts, name: str) -> None:
    session = await accounts.sign_in(name, PASSWORD)
    await accounts.change_password(session.account, "another long sentence", name=name)
    assert await accounts.caller_of_session(session.token) is None
    session = await accounts.sign_in(name, "another long sentence")
    await accounts.disable(session.account)
    assert await accounts.caller_of_session(session.token) is None
    with pytest.raises(Refusal):
        await accounts.sign_in(name, "another long sentence")
    assert name not in [person.sign_in for person in await accounts.people(["surgeon"])]
    await accounts.disable(session.account, disabled=False)
    await accounts.sign_in(name, "another long sentence")


async def test_attempts_are_limited_per_name_and_place(accounts: Accounts, clock: StoppedClock, name: str) -> None:
    for _ in range(5):
        with pytest.raises(Refusal, match="wrong"):
            await accounts.sign_in(name, "a wrong guess here", source="192.0.2.1")
    with pytest.raises(Refusal) as caught:
        await accounts.sign_in(name, PASSWORD, source="192.0.2.1")
    assert caught.value.kind is Kind.TOO_MANY and "15 minutes" in caught.value.hint
    await accounts.sign_in(name, PASSWORD, source="192.0.2.2")
    clock.move(timedelta(minutes=15))
    await accounts.sign_in(name, PASSWORD, source="192.0.2.1")


async def test_attempts_at_the_same_moment_are_all_counted(accounts: Accounts, name: str) -> None:
    guesses = [accounts.sign_in(name, f"a wrong guess {n}", source="192.0.2.3") for n in range(9)]
    kinds = [r.kind for r in await asyncio.gather(*guesses, return_exceptions=True) if isinstance(r, Refusal)]
    assert sorted(kinds) == [Kind.TOO_MANY] * 4 + [Kind.UNAUTHENTICATED] * 5


async def test_a_success_starts_the_count_anew(accounts: Accounts, name: str) -> None:
    for _ in range(3):
        for _ in range(4):
            with pytest.raises(Refusal, match="wrong"):
                await accounts.sign_in(name, "a wrong guess here", source="192.0.2.4")
        await accounts.sign_in(name, PASSWORD, source="192.0.2.4")


async def test_the_demonstration_opens_by_one_click_and_only_then(accounts: Accounts, demonstration: Accounts) -> None:
    with pytest.raises(Refusal) as nobody:
        await demonstration.sign_in_as_demonstration("radiographer")
    assert nobody.value.kind is Kind.NOT_FOUND
    await demonstration.add(
        "demo-radiographer",
        role="radiographer",
        participant="diagnostic-centre",
        practitioner="ahmadi",
        demonstration=True,
    )
    session = await demonstration.sign_in_as_demonstration("radiographer")
    caller = await demonstration.caller_of_session(session.token)
    assert caller and (caller.role, caller.practitioner) == ("radiographer", "ahmadi")
    assert session.idle == timedelta(hours=12)
    with pytest.raises(Refusal) as off:
        await accounts.sign_in_as_demonstration("radiographer")
    assert off.value.kind is Kind.FORBIDDEN
    with pytest.raises(Refusal, match="wrong"):
        await accounts.sign_in("demo-radiographer", "")


async def test_a_bearer_token_carries_its_role(accounts: Accounts, clock: StoppedClock) -> None:
    secret = await accounts.issue_token("interface", "leon-berard", label="laboratory")
    caller = await accounts.caller_of_token(secret)
    assert caller and caller.chooses_ids and not caller.every_row and caller.account.startswith("token:")
    assert await accounts.caller_of_token(secret + "x") is None
    assert await accounts.caller_of_token("") is None
    assert await accounts.caller_of_session(secret) is None
    clock.move(timedelta(days=91))
    assert await accounts.caller_of_token(secret) is None


async def test_a_token_can_be_revoked(accounts: Accounts) -> None:
    secret = await accounts.issue_token("nurse", "saint-charles", label="to be revoked")
    token = next(token for token in await accounts.tokens() if token.label == "to be revoked")
    await accounts.revoke_token(token.id)
    assert await accounts.caller_of_token(secret) is None
    with pytest.raises(Refusal):
        await accounts.revoke_token(token.id)


async def test_what_a_token_needs_is_asked_for(accounts: Accounts, demonstration: Accounts) -> None:
    with pytest.raises(Refusal, match="needs a participant"):
        await accounts.issue_token("nurse")
    with pytest.raises(Refusal, match="needs a patient"):
        await accounts.issue_token("patient", "saint-charles")
    with pytest.raises(Refusal, match="no role"):
        await accounts.issue_token("emperor")
    await demonstration.add("demo-interface", role="interface", participant="imc-foundation", demonstration=True)
    caller = await demonstration.caller_of_token(await demonstration.issue_token("interface"))
    assert caller and caller.participant == "imc-foundation" and caller.every_row


async def test_people_are_listed_and_patients_never(accounts: Accounts, name: str) -> None:
    await accounts.add("patient-of-list", role="patient", participant="saint-charles", patient="p-list", display="Anna")
    found = await accounts.people(["surgeon", "patient"], "saint-charles")
    assert name in [person.sign_in for person in found]
    assert all(person.role is Role.SURGEON and person.participant == "saint-charles" for person in found)
    assert "Anna" not in [person.name for person in await accounts.people()]
    assert await accounts.named(name.upper()) and not await accounts.named("nobody-at-all")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT patient FROM cluster.account",
        "SELECT id FROM cluster.account WHERE patient = 'p-list'",
        "SELECT * FROM cluster.account",
        "SELECT patient_name FROM cluster.account",
        "SELECT password FROM cluster.account",
        "SELECT digest FROM cluster.session",
        "SELECT digest FROM cluster.token",
        "SELECT patient FROM cluster.token",
        "SELECT patient FROM cluster.invitation",
        "SELECT digest FROM cluster.invitation",
        "INSERT INTO cluster.invitation (id) VALUES ('x')",
        "UPDATE cluster.account SET patient = 'other'",
        "UPDATE cluster.account SET role = 'administrator'",
        "DELETE FROM cluster.account",
        "UPDATE cluster.session SET account = 'other'",
    ],
)
async def test_the_applications_role_can_list_neither_patients_nor_secrets(database: Database, query: str) -> None:
    async with database.acquire() as connection:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.fetch(query)


async def _patient(database: Database, clock: StoppedClock) -> tuple[Record, str]:
    record = Record(database, clock=clock, ids=RandomIds())
    number = await record.custodian_number("polyclinic-62")
    caller = build_caller("doctor", account="d", participant="polyclinic-62", custodian=number)
    anna = types.from_plain(
        {
            "resourceType": "Patient",
            "name": [{"use": "official", "given": ["Анна"], "family": "Петрова"}],
            "communication": [
                {"language": {"coding": [{"system": "urn:ietf:bcp:47", "code": "ru"}]}, "preferred": True}
            ],
        }
    )
    return record, (await record.open_for(caller).create(anna)).id


async def _handle(record: Record, role: str, participant: str):  # type: ignore[no-untyped-def]
    number = await record.custodian_number(participant)
    return record.open_for(build_caller(role, account=f"a-{role}", participant=participant, custodian=number))


async def test_an_invitation_opens_once_and_only_her_own_record(
    database: Database, accounts: Accounts, clock: StoppedClock
) -> None:
    record, patient = await _patient(database, clock)
    code = await accounts.invite_patient(await _handle(record, "doctor", "polyclinic-62"), patient)
    assert len(code.replace(" ", "")) == 12
    session = await accounts.redeem(f" {code.replace(' ', '-')} ", source="192.0.2.9")
    caller = await accounts.caller_of_session(session.token)
    assert caller and (caller.role, caller.patient, caller.name, caller.language) == (
        "patient",
        patient,
        "Анна Петрова",
        "ru",
    )
    assert caller.custodian not in caller.terms and caller.custodian > 0
    assert (await record.open_for(caller).read("Patient", patient)).id == patient
    with pytest.raises(Refusal) as again:
        await accounts.redeem(code)
    assert again.value.kind is Kind.UNAUTHENTICATED

    second = await accounts.redeem(
        await accounts.invite_patient(await _handle(record, "doctor", "polyclinic-62"), patient)
    )
    assert second.account == session.account, "a lost phone does not make a second account"


async def test_an_invitation_ends_with_time_and_with_a_newer_one(
    database: Database, accounts: Accounts, clock: StoppedClock
) -> None:
    record, patient = await _patient(database, clock)
    doctor = await _handle(record, "doctor", "polyclinic-62")
    first, second = await accounts.invite_patient(doctor, patient), await accounts.invite_patient(doctor, patient)
    with pytest.raises(Refusal):
        await accounts.redeem(first)
    clock.move(timedelta(hours=73))
    with pytest.raises(Refusal):
        await accounts.redeem(second)
    await accounts.sweep()


async def test_one_code_redeemed_by_two_at_once_opens_for_one(
    database: Database, accounts: Accounts, clock: StoppedClock
) -> None:
    record, patient = await _patient(database, clock)
    code = await accounts.invite_patient(await _handle(record, "doctor", "polyclinic-62"), patient)
    results = await asyncio.gather(*(accounts.redeem(code) for _ in range(4)), return_exceptions=True)
    assert sum(isinstance(result, Refusal) for result in results) == 3


async def test_only_who_sees_a_patient_may_invite_or_shut_out(
    database: Database, accounts: Accounts, clock: StoppedClock
) -> None:
    record, patient = await _patient(database, clock)
    with pytest.raises(Refusal) as hidden:
        await accounts.invite_patient(await _handle(record, "doctor", "saint-charles"), patient)
    assert hidden.value.kind is Kind.NOT_FOUND
    with pytest.raises(Refusal) as role:
        await accounts.invite_patient(await _handle(record, "physiotherapist", "polyclinic-62"), patient)
    assert role.value.kind is Kind.FORBIDDEN
    doctor = await _handle(record, "doctor", "polyclinic-62")
    session = await accounts.redeem(await accounts.invite_patient(doctor, patient))
    assert await accounts.shut_out(doctor, patient) == 1
    assert await accounts.caller_of_session(session.token) is None


async def test_codes_cannot_be_guessed_quickly(accounts: Accounts) -> None:
    kinds = []
    for number in range(21):
        with pytest.raises(Refusal) as caught:
            await accounts.redeem(f"{number:012}", source="192.0.2.77")
        kinds.append(caught.value.kind)
    assert kinds == [Kind.UNAUTHENTICATED] * 20 + [Kind.TOO_MANY]
