"""What holds for every protocol, every record and every instant."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from medcluster.protocol import (
    Anchor,
    At,
    Cycle,
    Deviation,
    Done,
    Facts,
    Stage,
    State,
    Step,
    Version,
    keys,
    progress,
)

START = datetime(2026, 1, 1, tzinfo=UTC)
HOURS = st.integers(-400, 400).map(lambda hours: timedelta(hours=hours))
INSTANTS = HOURS.map(lambda offset: START + offset)
STAGES = ("one", "two", "three")


@st.composite
def steps(draw: st.DrawFn, name: str) -> Step:
    """A step at one of two anchors, sometimes with a condition or a cycle."""
    offsets = sorted(draw(st.tuples(HOURS, HOURS, HOURS)))
    cycle = draw(
        st.none()
        | st.builds(
            Cycle,
            every=st.integers(3, 30).map(lambda days: timedelta(days=days)),
            times=st.integers(1, 4),
            days=st.sampled_from([(1,), (1, 3)]),
        )
        | st.builds(Cycle, every=st.just(timedelta(days=1)), times=st.integers(1, 5), weekdays_only=st.just(True))
    )
    return Step(
        id=name,
        stage=draw(st.sampled_from(STAGES)),
        title={"en": name},
        by=("nurse",),
        at=At(draw(st.sampled_from(["a", "b"])), offsets[1], offsets[0], offsets[2]),
        condition=draw(st.sampled_from(["", "", "%x"])),
        cycle=cycle,
    )


@st.composite
def versions(draw: st.DrawFn) -> Version:
    """A protocol of up to five steps; anchor b is dated by the first step and else hangs on a."""
    found = tuple(draw(steps(f"s{n}")) for n in range(draw(st.integers(1, 5))))
    anchors = {
        "a": Anchor("a", {"en": "a"}, ("set-by: coordinator",)),
        "b": Anchor("b", {"en": "b"}, ("a +2d",), actual_step=found[0].id),
    }
    return Version("p", "1.0.0", {"en": "p"}, "active", tuple(Stage(s, {"en": s}) for s in STAGES), found, anchors)


@st.composite
def cases(draw: st.DrawFn) -> tuple[Version, Facts]:
    """A protocol and some record of it, what is dated later included."""
    version = draw(versions())
    every = [key for step in version.steps for key in keys(step)]
    some = st.dictionaries(st.sampled_from(every), INSTANTS, max_size=4)
    facts = Facts(
        planned=draw(st.dictionaries(st.sampled_from(["a", "b"]), INSTANTS)),
        actual=draw(st.dictionaries(st.just("b"), INSTANTS)),
        done={key: Done(at) for key, at in draw(some).items()},
        deviated={key: Deviation("other", "", at) for key, at in draw(some).items()},
        conditions={step.id: draw(st.sampled_from([True, False, None])) for step in version.steps if step.condition},
        closed_at=draw(st.none() | INSTANTS),
    )
    return version, facts


def states(version: Version, facts: Facts, now: datetime) -> dict[str, State]:
    """The state of every occurrence."""
    return {one.key: one.state for one in progress(version, facts, now).occurrences}


@given(cases(), INSTANTS)
@settings(max_examples=150, deadline=None)
def test_every_occurrence_has_exactly_one_state(case: tuple[Version, Facts], now: datetime) -> None:
    """Each time of each step is there once, whatever was recorded."""
    version, facts = case
    found = [one.key for one in progress(version, facts, now).occurrences]
    assert sorted(found) == sorted(key for step in version.steps for key in keys(step))


@given(cases(), INSTANTS, st.floats(0, 1, exclude_max=True))
@settings(max_examples=300, deadline=None)
def test_the_next_change_is_exact(case: tuple[Version, Facts], now: datetime, part: float) -> None:
    """Nothing changes before `changes_at`, one microsecond before it included; at it, something does."""
    version, facts = case
    before = states(version, facts, now)
    changes_at = progress(version, facts, now).changes_at
    if changes_at is None:
        assert states(version, facts, now + timedelta(days=4000 * part)) == before
        return
    assert changes_at > now
    assert states(version, facts, changes_at) != before
    assert states(version, facts, changes_at - timedelta(microseconds=1)) == before
    assert states(version, facts, now + (changes_at - timedelta(microseconds=1) - now) * part) == before


@given(cases(), HOURS)
@settings(max_examples=150, deadline=None)
def test_windows_move_with_their_anchor(case: tuple[Version, Facts], shift: timedelta) -> None:
    """When everything planned and recorded is moved by whole weeks, every window moves by the same, and no state."""
    version, facts = case
    weeks = timedelta(weeks=round(shift / timedelta(days=1)))
    moved = Facts(
        planned={name: at + weeks for name, at in facts.planned.items()},
        actual={name: at + weeks for name, at in facts.actual.items()},
        done={key: Done(done.at + weeks) for key, done in facts.done.items()},
        deviated={key: Deviation("other", "", one.at + weeks) for key, one in facts.deviated.items()},
        conditions=facts.conditions,
        closed_at=facts.closed_at + weeks if facts.closed_at else None,
    )
    now = START + timedelta(days=3)
    here = {one.key: one for one in progress(version, facts, now).occurrences}
    there = {one.key: one for one in progress(version, moved, now + weeks).occurrences}
    for key, one in here.items():
        assert there[key].state is one.state
        assert (there[key].window is None) == (one.window is None)
        if one.window and there[key].window:
            assert there[key].window.target - one.window.target == weeks  # type: ignore[union-attr]


@given(cases(), INSTANTS)
@settings(max_examples=150, deadline=None)
def test_the_actual_date_wins_over_the_planned_one(case: tuple[Version, Facts], now: datetime) -> None:
    """Once an anchor has happened, its planned date changes nothing."""
    version, facts = case
    happened = replace(facts, actual={**facts.actual, "a": START}, done={}, deviated={}, closed_at=None)
    later = max(now, START)
    without = replace(happened, planned={name: at for name, at in happened.planned.items() if name != "a"})
    assert states(version, happened, later) == states(version, without, later)
