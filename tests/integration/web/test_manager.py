"""A manager's pages: the whole cluster's figures, by hospital, protocol, stage and state, and nobody's name."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from medcluster.cluster import Role
from medcluster.protocol import BoardFilter
from tests.integration.app.stage import Stage

FIGURES = re.compile(r'<div id="figures">.*?<b><bdi>(\d+)</bdi></b>', re.DOTALL)


async def test_true_figures_and_no_patient(stage: Stage, enter: Callable[..., Any]) -> None:
    async with stage.reacting():
        for number in ("66 0001", "66 0002", "66 0003"):
            who, plan = await stage.enrolled("Ковалёва", number)
            await stage.on_board(plan)
    counts = (await stage.platform.protocol.board(await stage.everything(), BoardFilter())).counts
    manager = await enter(Role.MANAGER)
    for address in ("/board", "/board?hospital=saint-charles&protocol=hip-fast-track"):
        page = (await manager.see(address)).text
        found = FIGURES.search(page)
        assert found and int(found[1]) == counts.total >= 3
        assert "Ковалёва" not in page and who not in page and plan not in page
    assert 'id="stages"' in page
    nobody = FIGURES.search((await manager.see("/board?q=ковал")).text)
    assert nobody and int(nobody[1]) == 0
    running = (await manager.see("/protocols/hip-fast-track/2.1.0")).text
    assert re.search(rf"\b{counts.total}\b", re.sub("<[^>]+>", " ", running))


async def test_a_protocol_without_a_version_is_the_one_in_force(enter: Callable[..., Any]) -> None:
    manager = await enter(Role.MANAGER)
    page = await manager.see("/protocols/hip-fast-track")
    assert page.url.path == "/protocols/hip-fast-track/2.1.0"
    assert (await manager.see("/protocols/nothing")).status_code == 404
