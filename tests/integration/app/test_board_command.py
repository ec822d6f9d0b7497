"""`medcluster board`, as an operator types it: right after a start, and with a patient who cannot be computed."""

from __future__ import annotations

import asyncio

import pytest
from click.testing import CliRunner, Result

from medcluster.cli import board, main
from medcluster.record import patient_number
from tests.integration.app.stage import Stage

EVERYTHING = {"medcluster.every_row": "on"}
BREAK = """
UPDATE record.resource SET body = '{"resourceType": "Task", "status": "nonsense", "intent": "order"}'
WHERE type = 'Task' AND rid = (SELECT min(rid) FROM record.resource WHERE type = 'Task' AND pat = $1)
"""


@pytest.fixture(autouse=True)
def _settings(monkeypatch: pytest.MonkeyPatch, application_url: str) -> None:
    monkeypatch.setenv("MEDCLUSTER_DATABASE_URL", application_url)
    monkeypatch.setattr(board, "PAUSE_SECONDS", 0.1)


async def run(*words: str) -> Result:
    return await asyncio.to_thread(CliRunner().invoke, main, list(words))


async def test_right_after_a_start_the_board_is_brought_up_to_date_first(stage: Stage) -> None:
    _, plan = await stage.enrolled(number="49 0001")
    everything = await stage.everything()
    assert await stage.platform.protocol.rows(everything, [plan]) == ()
    told = await run("board", "verify")
    assert told.exit_code == 0, told.output
    assert "1 patients on protocols compared" in told.output and " 0 differences" in told.output
    (row,) = await stage.platform.protocol.rows(everything, [plan])
    assert row.careplan == plan


async def test_who_leads_is_waited_for(stage: Stage) -> None:
    async with stage.reacting():
        await stage.enrolled(number="49 0002")
        told = await run("board", "verify")
    assert told.exit_code == 0, told.output


async def test_a_patient_who_cannot_be_computed_is_named_and_the_others_are_compared(stage: Stage) -> None:
    sick, sick_plan = await stage.enrolled(number="49 0003")
    _, tampered = await stage.enrolled(number="49 0004")
    _, well = await stage.enrolled(number="49 0005")
    assert (await run("board", "verify")).exit_code == 0
    database = stage.platform.database
    async with database.transaction(settings=EVERYTHING) as connection:
        assert await connection.execute(BREAK, patient_number(sick)) == "UPDATE 1"
        await connection.execute("UPDATE protocol.enrolment SET stage = 'nowhere' WHERE careplan = $1", tampered)
    told = await run("board", "verify")
    assert told.exit_code == 3
    assert f"CarePlan/{sick_plan}: cannot be computed: " in told.output and "Task.status" in told.output
    assert f"CarePlan/{tampered}: stage is stored as nowhere" in told.output
    assert well not in told.output
    assert "1 enrolments cannot be computed" in told.output
    assert (await run("board", "rebuild")).exit_code == 0
    told = await run("board", "verify")
    assert told.exit_code == 3 and tampered not in told.output
