"""The board's rows in a real PostgreSQL: who sees them, how they are counted, paged and found."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio

from medcluster.foundation import Database
from medcluster.protocol import board_query, board_words, projection_store
from medcluster.protocol.board import BoardFilter, BoardRow, Mark, read_strip, spell_strip
from medcluster.protocol.model import State
from medcluster.protocol.projection import FAR, EnrolmentRow, Rights, fold, search_words

NOW = datetime(2026, 11, 18, 10, 42, tzinfo=UTC)
EVERYTHING = {"medcluster.every_row": "on"}
HOSPITALS = {"saint-charles": 2, "leon-berard": 3}
STATES = (State.LATE, State.MISSING, State.DUE, State.UPCOMING)
ROLES: Sequence[tuple[str, ...]] = (("nurse",), ("surgeon", "anaesthetist"), ("physiotherapist",))


def terms(*numbers: int, custodian: int = 0) -> Mapping[str, str]:
    spelled = ",".join(str(number) for number in numbers)
    return {"medcluster.terms": "{" + spelled + "}", "medcluster.custodian": str(custodian or "")}


def a_row(number: int, source: random.Random) -> EnrolmentRow:
    hospital = source.choice(list(HOSPITALS))
    state = source.choice(STATES)
    latest = NOW + timedelta(hours=source.randrange(-200, 400))
    name, latin = f"Петрова, Анна {number}", f"Petrova, Anna {number}"
    shown = BoardRow(
        careplan=f"plan{number:05d}",
        patient=f"patient{number:05d}",
        name=name,
        latin_name=latin,
        birth_date="1959-03-14",
        gender="female",
        number=f"48 {number:06d}",
        protocol=source.choice(("hip-fast-track", "knee-fast-track")),
        version="2.1.0",
        participant=hospital,
        coordinator="sokolova",
        status="active",
        created=NOW - timedelta(days=30),
        stage=source.choice(("referral", "diagnostics", "surgery")),
        state=state,
        state_key="imaging",
        reason="",
        late_since=latest if state is State.LATE else None,
        next_key="imaging",
        next_state=state,
        next_roles=source.choice(ROLES),
        next_owner="",
        next_owner_name="",
        next_earliest=latest - timedelta(days=3),
        next_target=latest - timedelta(days=1),
        next_latest=latest,
        anchor="surgery",
        anchor_at=NOW + timedelta(days=6),
        anchor_actual=False,
        strip=(("referral", (Mark("triage", State.DONE),)), ("diagnostics", (Mark("imaging#1", state),))),
        changed_at=NOW - timedelta(minutes=number),
        changes_at=latest,
    )
    return EnrolmentRow(
        shown=shown,
        rights=Rights(number, 1, (-1, HOSPITALS[hospital])),
        open=number % 10 != 9,
        words=search_words([name, latin, shown.birth_date, shown.number]),
        name_key=fold(latin),
        order_at=latest if state in (State.LATE, State.DUE) else FAR,
        when_at=latest,
    )


@pytest_asyncio.fixture(scope="module")
async def rows(database: Database) -> list[EnrolmentRow]:
    source = random.Random(7)
    made = [a_row(number, source) for number in range(300)]
    async with database.transaction(settings=EVERYTHING) as connection:
        await projection_store.put_enrolments(connection, made)
    return made


async def test_a_row_read_back_equals_what_was_written(database: Database, rows: list[EnrolmentRow]) -> None:
    async with database.transaction(settings=EVERYTHING) as connection:
        stored = await projection_store.enrolments_of(connection, [row.shown.patient for row in rows])
    assert stored == {row.shown.careplan: row for row in rows}


async def test_nobody_sees_a_row_without_a_term(database: Database, rows: list[EnrolmentRow]) -> None:
    async with database.transaction(settings={}) as connection:
        assert await connection.fetchval("SELECT count(*) FROM protocol.enrolment") == 0
        assert await connection.fetchval("SELECT count(*) FROM protocol.tally") == 0
    async with database.transaction(settings=terms(0, 2)) as connection:
        found, _ = await board_query.read_rows(connection, BoardFilter(), after="", count=200)
        counts = await board_query.read_counts(connection, BoardFilter())
    assert {row.participant for row in found} == {"saint-charles"}
    assert list(counts.hospitals) == ["saint-charles"]


async def test_every_page_follows_the_one_before(database: Database, rows: list[EnrolmentRow]) -> None:
    expected = sum(row.open for row in rows)
    for sort in ("state", "name", "when", "changed"):
        seen: list[BoardRow] = []
        after, pages = "", 0
        while True:
            async with database.transaction(settings=terms(-1)) as connection:
                page, after = await board_query.read_rows(connection, BoardFilter(sort=sort), after=after, count=40)
            seen += page
            pages += 1
            if not after:
                break
        assert len(seen) == len({row.careplan for row in seen}) == expected, sort
        assert pages == 7
    assert [row.changed_at for row in seen] == sorted((row.changed_at for row in seen), reverse=True)


async def test_the_figures_agree_with_the_rows(database: Database, rows: list[EnrolmentRow]) -> None:
    shown = [row.shown for row in rows if row.open]
    which = BoardFilter(hospital="saint-charles", state="late")
    async with database.transaction(settings=terms(-1)) as connection:
        counts = await board_query.read_counts(connection, which)
        by_text = await board_query.read_counts(connection, replace(which, text="анна"))
    here = [row for row in shown if row.participant == "saint-charles"]
    late = [row for row in here if row.state is State.LATE]
    assert counts.total == len(late)
    assert counts.states == {state: sum(row.state is state for row in here) for state in STATES}
    assert counts.hospitals["leon-berard"] == sum(
        row.state is State.LATE for row in shown if row.participant == "leon-berard"
    )
    assert sum(stage.late for stage in counts.stages) == sum(stage.number for stage in counts.stages) == len(late)
    assert by_text == counts


async def test_a_patient_is_found_by_name_in_either_script_and_by_number(
    database: Database, rows: list[EnrolmentRow]
) -> None:
    async with database.transaction(settings=terms(-1)) as connection:
        for text in ("петро анна 7", "PETROVA Ann 7", "48 000007", "1959-03 000007"):
            found, _ = await board_query.read_rows(connection, BoardFilter(text=text, sort="name"), after="", count=100)
            assert "plan00007" in {row.careplan for row in found}, text
        nobody, _ = await board_query.read_rows(connection, BoardFilter(text="100%_"), after="", count=100)
    assert nobody == ()


async def test_words_are_looked_up_and_find_what_looking_through_finds(
    database: Database, rows: list[EnrolmentRow], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with database.transaction(settings=terms(0, 2)) as connection:
        for text in ("Петрова, Анна 7", "48 000007", "48", "1959-03 анна", "nobody", "%", "48_", "  "):
            among = await board_words.find(connection, text)
            which = BoardFilter(text=text, sort="name")
            looked_up = await board_query.read_rows(connection, which, after="", count=200, among=among)
            assert looked_up == await board_query.read_rows(connection, which, after="", count=200), text
            by_word = await board_query.read_counts(connection, which, among=among)
            assert by_word == await board_query.read_counts(connection, which), text
        assert len(await board_words.find(connection, "48 000007") or ()) <= 1
        monkeypatch.setattr(board_words, "FEW", 3)
        assert await board_words.find(connection, "анна 48") is None
    async with database.transaction(settings={}) as connection:
        assert await board_words.find(connection, "анна") == []


async def test_the_words_follow_names_and_rights(database: Database, rows: list[EnrolmentRow]) -> None:
    row = next(each for each in rows if each.open)
    renamed = replace(row, words=search_words(["Renamed, Person"]))
    given = replace(row, rights=replace(row.rights, grants=(-1, 77)))
    async with database.transaction(settings=EVERYTHING) as connection:
        await projection_store.put_enrolments(connection, [renamed])
        assert await board_words.find(connection, "renam") == [row.shown.careplan]
        assert row.shown.careplan not in (await board_words.find(connection, row.shown.number[3:]) or ())
        await projection_store.put_enrolments(connection, [given])
        assert await board_words.different(connection) == []
    async with database.transaction(settings=terms(77)) as connection:
        assert await board_words.find(connection, row.shown.number[3:]) == [row.shown.careplan]
    async with database.transaction(settings=EVERYTHING) as connection:
        await projection_store.put_enrolments(connection, [row])
        await projection_store.drop_enrolments(connection, [rows[-1].shown.careplan])
        assert await board_words.find(connection, rows[-1].shown.number[3:]) == []
        await projection_store.put_enrolments(connection, [rows[-1]])
        await connection.execute("DELETE FROM protocol.word WHERE careplan = $1", row.shown.careplan)
        assert [each[0] for each in await board_words.different(connection)] == [row.shown.careplan]
        await board_words.rewrite(connection)
        assert await board_words.different(connection) == []


async def test_the_tally_follows_changes_and_removals(database: Database, rows: list[EnrolmentRow]) -> None:
    row = next(each for each in rows if each.open and each.shown.state is State.DUE)
    changed = replace(row, shown=replace(row.shown, state=State.DONE))
    async with database.transaction(settings=EVERYTHING) as connection:
        before = await board_query.read_counts(connection, BoardFilter())
        await projection_store.put_enrolments(connection, [changed])
        after = await board_query.read_counts(connection, BoardFilter())
        await projection_store.drop_enrolments(connection, [row.shown.careplan])
        gone = await board_query.read_counts(connection, BoardFilter())
        await projection_store.put_enrolments(connection, [row])
        again = await board_query.read_counts(connection, BoardFilter())
    assert after.states[State.DONE] == 1
    assert after.states[State.DUE] == before.states[State.DUE] - 1
    assert gone.total == before.total - 1
    assert again == before


def test_a_strip_survives_its_spelling() -> None:
    strip = (("referral", (Mark("triage", State.DONE),)), ("chemo", (Mark("a#1", State.LATE), Mark("a#2", State.DUE))))
    assert read_strip(spell_strip(strip)) == strip
    assert read_strip("") == ()
