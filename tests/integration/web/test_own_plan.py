"""A patient's own plan stays short: many times of one step are one line, and what is for today comes first."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from zoneinfo import ZoneInfo

from medcluster.cluster import Role
from medcluster.foundation import Words
from medcluster.protocol import step_id_of
from medcluster.web.dates import Calendar
from medcluster.web.me.context import MeContext, OwnPlan
from medcluster.web.me.plan import OwnReader, own_plan
from tests.integration.app.stage import NOW, Stage

WORDS = Words.of("en")
READER = OwnReader(WORDS, Calendar(WORDS, ZoneInfo("Europe/Moscow")), NOW, {}, {}, "mark")


async def knee(stage: Stage, number: str, *, dated: bool) -> OwnPlan:
    """The plan of somebody on the knee's fast track, with a date of surgery or without."""
    who, _ = await stage.enrolled("Зимина", number)
    office = await stage.person(Role.INTERFACE, "imc-foundation")
    service = stage.platform.protocol
    anchors = {"surgery": NOW + timedelta(days=30)} if dated else {}
    plan = await service.enrol(office, who, "knee-fast-track", "", "saint-charles", anchors)
    return own_plan(await service.plan(office, plan), READER)


async def test_many_times_are_one_line(stage: Stage) -> None:
    for number, dated in (("77 6001", True), ("77 6002", False)):
        plan = await knee(stage, number, dated=dated)
        counted = Counter(step_id_of(one.key) for one in plan.path)
        assert max(counted.values()) == 1, counted
        (many,) = (one for one in plan.path if "×" in one.title)
        assert many.title.endswith("× 12")
        assert (many.when == "the date is not set yet") is not dated
        assert ("–" in many.when) is dated


async def test_what_is_for_today_comes_first() -> None:
    def plan(name: str, *, today: bool) -> OwnPlan:
        cards = (None,) if today else ()
        return OwnPlan(name, name, "", "", "", "", cards, (), (), ())  # type: ignore[arg-type]

    page = MeContext(None, "", (plan("a", today=False), plan("b", today=True)), None, "103", "", "")  # type: ignore[arg-type]
    assert [one.careplan for one in page.by_need] == ["b", "a"]
