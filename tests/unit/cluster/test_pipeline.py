"""The way of a participant to opening."""

from __future__ import annotations

from datetime import date

import pytest

from medcluster.cluster import STAGES, Milestone, NextAct, Stage, Standing, Track, current, is_open, next_act, standings
from medcluster.cluster.pipeline import advance, faults, span_of
from medcluster.foundation import Kind, Refusal

TODAY = date(2026, 11, 18)
WHO = {"en": "Foundation"}


def act(by: date | None) -> NextAct:
    return NextAct(WHO, {"en": "Answer"}, by)


def track(*stages: Stage, acts: tuple[NextAct, ...] = (), **dates: str) -> Track:
    return Track(tuple(Milestone(stage, dates.get(stage.name.lower(), "")) for stage in stages), acts)


@pytest.mark.parametrize(
    ("partial", "first", "last"),
    [
        ("2018", date(2018, 1, 1), date(2018, 12, 31)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2018-04-28", date(2018, 4, 28), date(2018, 4, 28)),
    ],
)
def test_a_coarse_date_is_a_span(partial: str, first: date, last: date) -> None:
    assert span_of(partial) == (first, last)


@pytest.mark.parametrize("wrong", ["", "18", "2018-13", "2018-02-30", "2018-4", "tomorrow", "2018-04-28T10:00"])
def test_what_is_no_date_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError):
        span_of(wrong)


def test_the_stage_worked_on_follows_the_last_reached() -> None:
    assert current(track()) is Stage.CONTACT
    assert current(track(Stage.CONTACT)) is Stage.VISIT
    assert current(track(*STAGES)) is Stage.OPEN
    assert is_open(track(*STAGES)) and not is_open(track(*STAGES[:-1]))


def test_standings_are_late_only_when_somebody_should_have_acted_before_today() -> None:
    due = track(Stage.CONTACT, acts=(act(TODAY),))
    late = track(Stage.CONTACT, acts=(act(date(2026, 11, 17)), act(None)))
    assert [standing for _, standing in standings(due, TODAY)][:3] == [Standing.DONE, Standing.DUE, Standing.UPCOMING]
    assert dict(standings(late, TODAY))[Stage.VISIT] is Standing.LATE
    assert all(standing is Standing.DONE for _, standing in standings(track(*STAGES, acts=(act(None),)), TODAY))


def test_the_most_urgent_act_comes_first() -> None:
    soon = act(date(2026, 11, 20))
    assert next_act(track(acts=(act(None), act(date(2027, 1, 1)), soon))) == soon
    assert next_act(track()) is None


def test_faults_are_found() -> None:
    assert "skipped" not in " ".join(faults(track(*STAGES)))
    assert any("before it is not" in fault for fault in faults(track(Stage.CONTACT, Stage.LICENCE, acts=(act(None),))))
    assert any(
        "before contact" in fault
        for fault in faults(track(*STAGES[:2], acts=(act(None),), contact="2019", visit="2018"))
    )
    assert any("nobody" in fault for fault in faults(track(Stage.CONTACT)))
    assert not faults(track(*STAGES[:2], acts=(act(None),), contact="2018-06", visit="2018"))


def test_a_stage_is_reached_in_order_and_not_in_the_future() -> None:
    begun = track(Stage.CONTACT, acts=(act(None),))
    done = advance(begun, Milestone(Stage.VISIT, "2026-11-18"), today=TODAY, next_acts=(act(None),))
    assert current(done) is Stage.LETTER_OF_INTENT
    with pytest.raises(Refusal) as skipped:
        advance(begun, Milestone(Stage.LICENCE), today=TODAY, next_acts=(act(None),))
    assert skipped.value.kind is Kind.CONFLICT and "visit" in skipped.value.text
    with pytest.raises(Refusal, match="future"):
        advance(begun, Milestone(Stage.VISIT, "2027"), today=TODAY, next_acts=(act(None),))
    with pytest.raises(Refusal, match="nobody"):
        advance(begun, Milestone(Stage.VISIT), today=TODAY)
    with pytest.raises(Refusal, match="open already"):
        advance(track(*STAGES), Milestone(Stage.OPEN), today=TODAY)
