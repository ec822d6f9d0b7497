"""A manager moves a participant on its way to opening, in a form; nobody else can."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import asyncpg
import httpx
import pytest

from medcluster.cluster import Role, Stage
from tests.integration.app.stage import Stage as Platform

HERE = "/cluster/schneider"
VISITED = {
    "stage": "visit",
    "on": "2026-11-17",
    "document": "Minutes of the visit",
    "until": "",
    "who": "Foundation",
    "what": "Draft the letter of intent",
    "by": "2026-12-15",
}


async def test_a_stage_is_recorded_with_its_paper_and_who_acts_next(stage: Platform, enter: Callable[..., Any]) -> None:
    manager, directory = await enter(Role.MANAGER), stage.platform.directory
    before = await directory.participant("schneider")
    assert before.stage is Stage.VISIT
    page = (await manager.see(HERE)).text
    assert f'action="{HERE}/stage"' in page
    answer = await manager.send(f"{HERE}/stage", **VISITED, done=list(before.act_ids))
    assert answer.status_code == 303
    after = await directory.participant("schneider")
    assert after.stage is Stage.LETTER_OF_INTENT
    reached = after.track.milestones[-1]
    assert (reached.on, [dict(paper.title) for paper in reached.documents]) == (
        "2026-11-17",
        [{"en": "Minutes of the visit"}],
    )
    assert [(dict(act.who), dict(act.what), str(act.by)) for act in after.track.next_acts] == [
        ({"en": "Foundation"}, {"en": "Draft the letter of intent"}, "2026-12-15")
    ]
    told = (await manager.see(answer.headers["location"])).text
    assert "It is recorded: Visit." in told
    assert "Minutes of the visit" in told
    again = await manager.send(f"{HERE}/stage", **VISITED)
    assert again.status_code == 409, "whoever comes second is told that it has moved on"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"on": "2026-11-19"}, "future"),
        ({"on": ""}, "which day"),
        ({"on": "soon"}, "cannot be read"),
        ({"who": "", "what": ""}, "who must act next"),
        ({"stage": "open"}, "next stage is"),
        ({"stage": "flying"}, "no such stage"),
    ],
)
async def test_what_cannot_be_is_refused_and_changes_nothing(
    stage: Platform, enter: Callable[..., Any], changed: dict[str, str], said: str
) -> None:
    manager, directory = await enter(Role.MANAGER), stage.platform.directory
    before = await directory.participant("clalit")
    answer = await manager.send("/cluster/clalit/stage", **{**VISITED, "stage": before.stage, **changed})
    assert answer.status_code in (400, 409, 422)
    assert said in answer.text
    assert await directory.participant("clalit") == before


async def test_an_act_is_named_and_done_but_somebody_always_acts_next(
    stage: Platform, enter: Callable[..., Any]
) -> None:
    manager, directory = await enter(Role.MANAGER, "he"), stage.platform.directory
    (only,) = (await directory.participant("clalit")).act_ids
    refused = await manager.send(f"/cluster/clalit/acts/{only}/done")
    assert refused.status_code == 422
    named = await manager.send("/cluster/clalit/acts", who="הקרן", what="לשלוח טיוטה", by="2026-12-01")
    assert named.status_code == 303
    now = await directory.participant("clalit")
    assert {"en": "לשלוח טיוטה", "he": "לשלוח טיוטה"} in [dict(act.what) for act in now.track.next_acts]
    assert (await manager.send(f"/cluster/clalit/acts/{only}/done")).status_code == 303
    assert only not in (await directory.participant("clalit")).act_ids
    assert (await manager.send(f"/cluster/clalit/acts/{only}/done")).status_code == 409


HOLD = "SELECT id FROM cluster.participant WHERE id = $1 FOR UPDATE"
WAITING = """
SELECT count(DISTINCT pid) FROM pg_locks JOIN pg_stat_activity USING (pid)
WHERE NOT granted AND datname = current_database()
"""


async def together(stage: Platform, participant: str, *sent: Awaitable[httpx.Response]) -> list[httpx.Response]:
    """What managers are answered who all decide about a participant before any of it is written."""
    holding, watching = await asyncpg.connect(stage.url), await asyncpg.connect(stage.url)
    try:
        async with holding.transaction():
            await holding.fetch(HOLD, participant)
            tasks = [asyncio.ensure_future(one) for one in sent]
            async with asyncio.timeout(20):
                # by another connection: a transaction sees pg_stat_activity as it was at its first look
                while await watching.fetchval(WAITING) < len(tasks):
                    assert not any(task.done() for task in tasks), "it was decided while somebody else was deciding"
                    await asyncio.sleep(0.01)
        return list(await asyncio.gather(*tasks))
    finally:
        await holding.close()
        await watching.close()


async def test_two_managers_at_once_leave_somebody_who_acts_next(stage: Platform, enter: Callable[..., Any]) -> None:
    first, second, directory = await enter(Role.MANAGER), await enter(Role.MANAGER), stage.platform.directory
    for words in ("Draft", "Sign"):
        await first.send("/cluster/crcl/acts", who="Foundation", what=words, by="")
    for act in (await directory.participant("crcl")).act_ids[2:]:
        assert (await first.send(f"/cluster/crcl/acts/{act}/done")).status_code == 303
    one, other = (await directory.participant("crcl")).act_ids
    answers = await together(
        stage,
        "crcl",
        first.send(f"/cluster/crcl/acts/{one}/done"),
        second.send(f"/cluster/crcl/acts/{other}/done"),
    )
    assert sorted(answer.status_code for answer in answers) == [303, 422]
    assert len((await directory.participant("crcl")).act_ids) == 1


async def test_two_managers_record_one_stage_once(stage: Platform, enter: Callable[..., Any]) -> None:
    first, second, directory = await enter(Role.MANAGER), await enter(Role.MANAGER), stage.platform.directory
    before = await directory.participant("crcl")
    form = {**VISITED, "stage": before.stage, "done": list(before.act_ids)}
    answers = await together(
        stage,
        "crcl",
        first.send("/cluster/crcl/stage", **{**form, "what": "Draft"}),
        second.send("/cluster/crcl/stage", **{**form, "what": "Sign"}),
    )
    assert sorted(answer.status_code for answer in answers) == [303, 409]
    after = await directory.participant("crcl")
    assert len(after.track.milestones) == len(before.track.milestones) + 1
    said = ["Draft", "Sign"][[answer.status_code for answer in answers].index(303)]
    assert [act.what["en"] for act in after.track.next_acts] == [said], "the act of whoever came second is not there"


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.MANAGER, Role.INTERFACE)])
async def test_nobody_else_moves_a_participant(stage: Platform, enter: Callable[..., Any], role: Role) -> None:
    directory, visitor = stage.platform.directory, await enter(role)
    before = await directory.participant("crcl")
    page = await visitor.see("/cluster/crcl")
    assert "/cluster/crcl/stage" not in page.text
    for path in ("stage", "acts", f"acts/{before.act_ids[0]}/done"):
        answer = await visitor.send(f"/cluster/crcl/{path}", **{**VISITED, "stage": before.stage})
        assert answer.status_code == 403, path
    assert await directory.participant("crcl") == before
