"""On a small screen only what needs nobody is folded, and a stage keeps its title."""

from __future__ import annotations

import pytest

from medcluster.web.patient.plan_context import StageRows, Step


def stage(place: str, *states: str) -> StageRows:
    """A stage whose steps stand like this."""
    steps = tuple(Step(str(at), "", "", "", "", "", state, "", None) for at, state in enumerate(states))
    return StageRows("Preparation", place, steps)


@pytest.mark.parametrize(
    ("place", "states", "folded"),
    [
        ("past", ("done", "done-late"), (True, True)),
        ("past", ("done", "missing", "done"), (False, False, True)),
        ("past", ("missing", "done"), (False, True)),
        ("coming", ("upcoming", "due"), (False, False)),
        ("coming", ("upcoming", "not-applicable"), (True, True)),
        ("coming", ("late",), (False,)),
        ("now", ("done", "upcoming"), (False, False)),
        ("coming", ("deviated",), (False,)),
    ],
)
def test_rows_that_rest(place: str, states: tuple[str, ...], folded: tuple[bool, ...]) -> None:
    assert stage(place, *states).resting == folded
