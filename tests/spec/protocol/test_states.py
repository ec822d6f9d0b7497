"""Which state is a step in?

A step of a running protocol is in exactly one of nine states at any instant. The state follows from the version of the
protocol, from what is recorded, and from the time: nothing else, and nobody sets it by hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from medcluster.protocol import Deviation, Done, Facts, Occurrence, State, compile_text, compiled, progress

VERSION = compile_text(
    """\
protocol: small
version: 1.0.0
title: {en: A small protocol}
define:
  hb: {latest: Observation, code: "http://loinc.org|718-7", unit: g/L}
anchors:
  referral: ServiceRequest.authoredOn
  surgery: {planned: [Appointment.start, {set-by: coordinator}], actual: {step: operate}}
  home: {planned: "surgery +2d"}
stages: {before: {en: Before}, operation: {en: Operation}, after: {en: After}}
steps:
  - {id: xray, stage: before, by: radiographer, at: "referral +10d [1d, 21d]"}
  - {id: iron, stage: before, by: nurse, at: "surgery -21d [-42d, -7d]", if: "%hb < 130 'g/L'", else: class}
  - {id: class, stage: before, by: nurse, at: "surgery -14d [-42d, -3d]"}
  - {id: operate, stage: operation, by: surgeon, at: "surgery +0h [0h, 12h]"}
  - {id: walk, stage: after, by: physiotherapist, at: "surgery +4h [2h, 24h]"}
  - {id: call, stage: after, by: nurse, at: "home +1d [0d, 2d]"}
  - {id: dressing, stage: after, by: nurse, at: "surgery +7d [6d, 8d]", cycle: {every: 7d, times: 3}}
  - {id: exercise, stage: after, by: patient, at: "surgery +1d [1d, 2d]", cycle: {every: weekday, times: 6}}
"""
)
REFERRED = datetime(2026, 10, 1, 9, tzinfo=UTC)
SURGERY = datetime(2026, 11, 24, 8, tzinfo=UTC)  # a Tuesday
BASE = Facts(planned={"referral": REFERRED, "surgery": SURGERY}, actual={}, conditions={"iron": True})


def day(days: float, start: datetime = REFERRED) -> datetime:
    """So many days after an instant."""
    return start + timedelta(days=days)


def at(now: datetime, facts: Facts = BASE) -> Mapping[str, Occurrence]:
    """The occurrences at an instant, by key."""
    return {one.key: one for one in progress(VERSION, facts, now).occurrences}


def state(key: str, now: datetime, facts: Facts = BASE) -> State:
    """The state of one occurrence at an instant."""
    return at(now, facts)[key].state


def done(facts: Facts = BASE, /, **when: datetime) -> Facts:
    """The facts with steps done at instants."""
    return replace(facts, done={**facts.done, **{key: Done(instant) for key, instant in when.items()}})


class TestTheNineStates:
    """The nine states"""

    def test_not_applicable(self) -> None:
        """**Not applicable**: the step's condition is false, or the path was left."""
        facts = replace(BASE, conditions={"iron": False})
        assert state("iron", day(20), facts) is State.NOT_APPLICABLE
        left = replace(BASE, closed_at=day(5), close_reason="patient-choice")
        assert state("walk", day(6), left) is State.NOT_APPLICABLE

    def test_awaiting_date(self) -> None:
        """**Awaiting date**: the anchor of the step has no date, neither planned nor actual."""
        facts = replace(BASE, planned={"referral": REFERRED})
        assert state("walk", day(20), facts) is State.AWAITING_DATE
        assert at(day(20), facts)["walk"].window is None

    def test_upcoming(self) -> None:
        """**Upcoming**: before the earliest moment."""
        assert state("xray", day(0.5)) is State.UPCOMING

    def test_due(self) -> None:
        """**Due**: inside the window, its first and its last moment included."""
        assert {state("xray", day(n)) for n in (1, 10, 21)} == {State.DUE}

    def test_late(self) -> None:
        """**Late**: past the latest moment, nothing is recorded, and it is still to be done."""
        assert state("xray", day(21) + timedelta(microseconds=1)) is State.LATE

    def test_missing(self) -> None:
        """**Missing record**: past the latest moment, nothing is recorded, and a later stage has begun or the episode
        is closed."""
        begun = done(operate=day(22))
        assert state("xray", day(23), begun) is State.MISSING
        closed = replace(BASE, closed_at=day(22))
        assert state("xray", day(23), closed) is State.MISSING

    def test_done(self) -> None:
        """**Done**: it happened inside the window, or before it, or it has no window."""
        assert state("xray", day(15), done(xray=day(12))) is State.DONE
        assert state("xray", day(15), done(xray=day(0.5))) is State.DONE
        undated = replace(BASE, planned={"referral": REFERRED})
        assert state("walk", day(15), done(undated, walk=day(12))) is State.DONE

    def test_done_late(self) -> None:
        """**Done late**: it happened past the latest moment."""
        assert state("xray", day(30), done(xray=day(22))) is State.DONE_LATE

    def test_deviated(self) -> None:
        """**Deviated**: somebody said, with a coded reason, that it will not be done as planned."""
        facts = replace(BASE, deviated={"xray": Deviation("patient-choice", "", day(3))})
        assert state("xray", day(30), facts) is State.DEVIATED
        assert "patient-choice" in at(day(30), facts)["xray"].reason


class TestWhichStateWins:
    """When more than one could be said"""

    def test_a_deviation_wins_over_a_record(self) -> None:
        """A deviation stays visible also when the step is done after all."""
        facts = replace(done(xray=day(12)), deviated={"xray": Deviation("no-resource", "", day(3))})
        assert state("xray", day(30), facts) is State.DEVIATED

    def test_a_record_wins_over_a_condition(self) -> None:
        """What was done stays done when its condition stops being true: iron that worked was still iron given."""
        facts = replace(done(iron=day(20)), conditions={"iron": False})
        assert state("iron", day(30), facts) is State.DONE

    def test_an_unknown_condition_is_not_applicable_for_now(self) -> None:
        """While a condition's fact is unknown the step does not apply yet, and the reason says so; nor does its other
        path."""
        facts = replace(BASE, conditions={"iron": None})
        assert state("iron", day(20), facts) is State.NOT_APPLICABLE
        assert "not known yet" in at(day(20), facts)["iron"].reason
        assert "not known yet" in at(day(20), facts)["class"].reason

    def test_the_other_path(self) -> None:
        """The step named by `else` applies exactly when the condition is false."""
        assert state("class", day(50), replace(BASE, conditions={"iron": False})) is State.DUE
        assert state("class", day(50), BASE) is State.NOT_APPLICABLE

    def test_a_deviation_does_not_begin_a_stage(self) -> None:
        """A later stage has begun when one of its steps was done; saying that one will not be done is not enough."""
        facts = replace(BASE, deviated={"walk": Deviation("patient-choice", "", day(3))})
        assert state("xray", day(30), facts) is State.LATE

    def test_late_steps_stay_doable(self) -> None:
        """A late step that is done becomes done late; a missing one that is recorded afterwards becomes what it was on
        the day it happened."""
        facts = done(operate=day(22), xray=day(12))
        assert state("xray", day(30), facts) is State.DONE


class TestDates:
    """Where the dates come from"""

    def test_the_actual_date_wins(self) -> None:
        """Before surgery its steps hang on the planned date; when it has happened they hang on the actual one."""
        happened = day(2, SURGERY)
        assert at(day(60), done(operate=happened))["walk"].window.target == happened + timedelta(hours=4)  # type: ignore[union-attr]

    def test_what_dates_an_anchor_is_judged_by_the_plan(self) -> None:
        """The step that dates its own anchor has no other measure than the plan: it is done late when it happened past
        the window of the planned date, and in time where no date was planned."""
        facts = done(operate=day(2, SURGERY))
        assert state("operate", day(60), facts) is State.DONE_LATE
        assert at(day(60), facts)["operate"].window.target == SURGERY  # type: ignore[union-attr]
        assert state("operate", day(60), done(operate=day(0.5, SURGERY))) is State.DONE
        assert state("operate", day(60), done(operate=day(-3, SURGERY))) is State.DONE
        unplanned = replace(facts, planned={"referral": REFERRED})
        assert state("operate", day(60), unplanned) is State.DONE
        moved = replace(facts, planned={**BASE.planned, "surgery": day(2, SURGERY)})
        assert state("operate", day(60), moved) is State.DONE

    def test_an_anchor_can_hang_on_another(self) -> None:
        """An anchor without a date of its own may follow another one at a distance."""
        assert at(day(1))["call"].window.target == day(3, SURGERY)  # type: ignore[union-attr]
        going_home = replace(BASE, planned={**BASE.planned, "home": day(5, SURGERY)})
        assert at(day(1), going_home)["call"].window.target == day(6, SURGERY)  # type: ignore[union-attr]

    def test_what_is_dated_later_has_not_happened_yet(self) -> None:
        """Asked for an instant of the past, the answer leaves out what came afterwards."""
        facts = done(xray=day(11.1))
        assert state("xray", day(11), facts) is State.DUE
        assert progress(VERSION, facts, day(11)).changes_at == day(11.1)

    def test_steps_stand_in_the_order_of_their_targets(self) -> None:
        """Steps stand in the order of their targets; those that await a date come last, in the order of their
        offsets."""
        assert list(at(day(1)))[:4] == ["xray", "iron", "class", "operate"]
        undated = replace(BASE, planned={"referral": REFERRED})
        assert list(at(day(1), undated))[:2] == ["xray", "iron"]


class TestCycles:
    """Steps that come again"""

    def test_each_time_has_its_key(self) -> None:
        """The third time of a step that comes again is `step#3`; each time has a state of its own."""
        facts = done(BASE, **{"operate": SURGERY, "dressing#1": day(7, SURGERY)})
        now = day(14, SURGERY)
        assert [state(f"dressing#{n}", now, facts) for n in (1, 2, 3)] == [State.DONE, State.DUE, State.UPCOMING]

    def test_the_next_time_hangs_on_the_one_before(self) -> None:
        """A time done a day later moves those after it by a day, at the planned time of day."""
        facts = done(BASE, **{"operate": SURGERY, "dressing#1": day(8.1, SURGERY)})
        assert at(day(9, SURGERY), facts)["dressing#2"].window.target == day(15, SURGERY)  # type: ignore[union-attr]

    def test_what_goes_round_together_moves_together(self) -> None:
        """Steps that go round in the same rhythm as the step that dates their anchor move with that step: a late
        infusion moves the next blood count."""
        course = compiled("chemotherapy-fec-docetaxel/1.0.0")
        start = datetime(2026, 3, 3, 9, tzinfo=UTC)
        given = {"infusion#1": Done(start), "infusion#2": Done(day(28, start))}
        facts = Facts(planned={"referral": REFERRED, "start": start}, actual={}, done=given)
        targets = {
            one.key: one.window.target for one in progress(course, facts, day(29, start)).occurrences if one.window
        }
        assert targets["infusion#2"] == day(21, start)
        assert targets["infusion#3"] == day(49, start)
        assert targets["labs#3"] == day(48, start)
        assert targets["call#3"] == day(30, start)

    def test_the_first_time_of_a_course_is_judged_by_the_plan(self) -> None:
        """A course that began past the window of its planned date has a first time done late; the times after it hang
        on what happened."""
        course = compiled("chemotherapy-fec-docetaxel/1.0.0")
        start = datetime(2026, 3, 3, 9, tzinfo=UTC)
        began = Done(day(14, start))
        facts = Facts(planned={"referral": REFERRED, "start": start}, actual={}, done={"infusion#1": began})
        found = {one.key: one for one in progress(course, facts, day(20, start)).occurrences}
        assert found["infusion#1"].state is State.DONE_LATE
        assert found["infusion#2"].window.target == day(35, start)  # type: ignore[union-attr]

    def test_weekdays_only(self) -> None:
        """A step of every weekday leaves out Saturday and Sunday."""
        targets = [at(day(1))[f"exercise#{n}"].window.target.strftime("%a") for n in range(1, 7)]  # type: ignore[union-attr]
        assert targets == ["Wed", "Thu", "Fri", "Mon", "Tue", "Wed"]


class TestLeaving:
    """Leaving and coming back"""

    def test_a_closed_episode_stands_still(self) -> None:
        """When an episode is closed, what was past its latest moment is a missing record, what was not yet so does not
        apply any more, and time changes nothing."""
        facts = replace(BASE, closed_at=day(22), close_reason="not-fit")
        soon, later = at(day(22), facts), at(day(900), facts)
        assert {key: one.state for key, one in soon.items()} == {key: one.state for key, one in later.items()}
        assert progress(VERSION, facts, day(22)).changes_at is None

    def test_resuming(self) -> None:
        """An episode that is resumed counts as if it had never been closed."""
        facts = replace(BASE, closed_at=None)
        assert state("walk", day(20), facts) is State.UPCOMING


class TestThePatient:
    """What is said about the patient as a whole"""

    def test_the_stage(self) -> None:
        """The patient is in the first stage with something still to do that is not behind the furthest stage in which
        something was done."""
        assert progress(VERSION, BASE, day(1)).stage == "before"
        assert progress(VERSION, done(operate=SURGERY), day(1, SURGERY)).stage == "after"

    def test_the_worst_state(self) -> None:
        """The worst state is, in this order: late, missing record, deviated, due, awaiting date, upcoming, done late,
        done, not applicable."""
        facts = replace(BASE, deviated={"iron": Deviation("patient-choice", "", day(3))})
        assert progress(VERSION, facts, day(10)).worst is State.DEVIATED
        assert progress(VERSION, facts, day(22)).worst is State.LATE

    def test_what_is_next(self) -> None:
        """Next is what is late before what is due before what is upcoming; of these, the one that ends first."""
        assert progress(VERSION, BASE, day(22)).next_key == "xray"
        assert progress(VERSION, done(xray=day(9)), day(15)).next_key == "iron"
        assert progress(VERSION, replace(BASE, closed_at=day(3)), day(4)).next_key == ""

    def test_when_it_changes(self) -> None:
        """`changes_at` is the first instant at which time alone changes a state: the first moment of a window, or the
        first instant after its last."""
        assert progress(VERSION, BASE, day(0.5)).changes_at == day(1)
        assert progress(VERSION, done(xray=day(9)), day(9)).changes_at == day(-42, SURGERY)
