"""What changed between two versions, as data that pages make sentences of."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from medcluster.protocol import ChangeKind, compile_text, compiled, difference, level, origin_of, to_text, unchanged

OLD, NEW = compiled("hip-fast-track/2.0.0"), compiled("hip-fast-track/2.1.0")
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def test_from_two_to_two_one() -> None:
    """Five changes in four steps: three windows, one target, one role; a minor version with a reason for each."""
    changes = difference(OLD, NEW)
    assert [(change.kind, change.step_id, change.old, change.new) for change in changes] == [
        (ChangeKind.LATEST, "imaging", 14 * DAY, 21 * DAY),
        (ChangeKind.LATEST, "school", -5 * DAY, -3 * DAY),
        (ChangeKind.ROLE, "school", ("nurse", "patient"), ("nurse", "physiotherapist", "patient")),
        (ChangeKind.TARGET, "walk", 6 * HOUR, 4 * HOUR),
        (ChangeKind.EARLIEST, "leave", 1 * DAY, 0 * DAY),
    ]
    assert all(change.reason.keys() == {"en", "ru", "fr", "he"} for change in changes)
    assert level(changes) == "minor"
    assert len(unchanged(OLD, NEW)) == 10


def test_from_the_partners_original() -> None:
    """Two windows and one role were adapted, a questionnaire came; what the partner does not speak is no change."""
    origin = origin_of(NEW)
    assert origin is not None
    changes = difference(origin, NEW)
    assert [(change.kind, change.step_id) for change in changes] == [
        (ChangeKind.LATEST, "imaging"),
        (ChangeKind.LATEST, "school"),
        (ChangeKind.ROLE, "school"),
        (ChangeKind.NEW_STEP, "prom0"),
    ]
    assert "partner agreed" in changes[0].reason["en"]


def test_equal_versions_do_not_differ() -> None:
    """A text written and read again is the same protocol."""
    assert difference(NEW, compile_text(to_text(NEW))) == []
    assert level([]) == ""


def test_a_step_that_came_and_one_that_went() -> None:
    """A new step and a removed one are said at their places, and make a major version."""
    without = replace(NEW, steps=tuple(step for step in NEW.steps if step.id != "txa"))
    assert [(change.kind, change.step_id) for change in difference(NEW, without)] == [(ChangeKind.REMOVED_STEP, "txa")]
    came = difference(without, NEW)
    assert [(change.kind, change.step_id) for change in came] == [(ChangeKind.NEW_STEP, "txa")]
    assert level(came) == "major"


@pytest.mark.parametrize(
    ("was", "now", "kind", "release"),
    [
        ("%hb < 130 'g/L'", "%hb < 120 'g/L'", ChangeKind.CONDITION, "major"),
        ("within: 90d", "within: 60d", ChangeKind.DEFINITION, "major"),
        ("- 18 years", "- 16 years", ChangeKind.ELIGIBLE, "major"),
        ("theatre 90min", "theatre 100min", ChangeKind.NEED, "minor"),
        ("First walk", "First steps", ChangeKind.WORDING, "patch"),
    ],
)
def test_each_kind_of_change(was: str, now: str, kind: ChangeKind, release: str) -> None:
    """One edit of the text is one kind of change and one kind of release."""
    changes = difference(NEW, compile_text(to_text(NEW).replace(was, now)))
    assert {change.kind for change in changes} == {kind}
    assert level(changes) == release


def test_as_written() -> None:
    """Beside the sentence stands the step as it was and as it is written."""
    change = difference(OLD, NEW)[0]
    assert 'at: "referral +10d [1d, 14d]"' in change.written[0]
    assert 'at: "referral +10d [1d, 21d]"' in change.written[1]
