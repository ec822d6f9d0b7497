"""A manager moves a participant on its way to opening, in a form; nobody else can."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

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
