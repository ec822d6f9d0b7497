"""Several protocols of one patient in one plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from medcluster.protocol import (
    ConflictKind,
    Deviation,
    Done,
    Facts,
    State,
    Version,
    compiled,
    complete_same,
    merge,
    progress,
)

HIP, ANKLE = compiled("hip-fast-track/2.1.0"), compiled("ankle-outpatient/1.2.0")
REFERRED = datetime(2026, 10, 12, 9, tzinfo=UTC)
NOW = REFERRED + timedelta(days=9)


def facts(surgery_in: int) -> Facts:
    """An enrolment with surgery so many days after the referral."""
    return Facts(planned={"referral": REFERRED, "surgery": REFERRED + timedelta(days=surgery_in)}, actual={})


def plan(*enrolments: tuple[Version, Facts], now: datetime = NOW):  # type: ignore[no-untyped-def]
    """The merged plan at an instant."""
    return merge([(version, progress(version, one, now)) for version, one in enrolments])


def shared(merged):  # type: ignore[no-untyped-def]
    """The acts that stand for more than one step."""
    return [item for item in merged.items if len(item.parts) > 1]


def test_one_act_for_two_protocols_is_shown_once() -> None:
    """Blood tests of both protocols within thirty days are one act, at a time that suits both."""
    merged = plan((HIP, facts(40)), (ANKLE, facts(40)))
    assert [tuple(part.occurrence.key for part in item.parts) for item in shared(merged)] == [("bloods", "bloods")]
    item = shared(merged)[0]
    assert item.conflict is None
    assert item.window.earliest == REFERRED + timedelta(days=10)
    assert item.window.latest == REFERRED + timedelta(days=21)
    assert item.state is State.DUE
    assert len(merged.items) == 14 + 15 - 1


def test_the_act_completes_both() -> None:
    """Done for the hip, it is done for the ankle too; and not when it lies too many days away."""
    done = replace(facts(40), done={"bloods": Done(REFERRED + timedelta(days=8), "Marie Dubois")})
    hip, ankle = complete_same([(HIP, done), (ANKLE, facts(40))])
    assert hip == done
    assert ankle.done["bloods"].by == "Marie Dubois"
    far = complete_same([(HIP, done), (ANKLE, facts(100))])
    assert "bloods" not in far[1].done


def test_no_common_time_is_a_conflict() -> None:
    """Two windows that never meet cannot be one act: the coordinator decides."""
    merged = plan((HIP, facts(60)), (ANKLE, facts(53)))
    assert [item.conflict for item in shared(merged)] == [ConflictKind.NO_COMMON_TIME]
    assert len(merged.conflicts) == 1


def test_given_up_in_one_and_open_in_another_is_a_conflict() -> None:
    """A deviation in one protocol does not silently settle the other."""
    given_up = replace(facts(40), deviated={"bloods": Deviation("patient-choice", "", REFERRED)})
    merged = plan((HIP, given_up), (ANKLE, facts(40)))
    assert [item.conflict for item in merged.conflicts] == [ConflictKind.DEVIATED_IN_ONE]


def test_one_protocol_alone_stays_as_it_is() -> None:
    """Merging one enrolment changes nothing but the shape."""
    merged = plan((HIP, facts(40)))
    assert [item.parts[0].occurrence.key for item in merged.items] == [
        one.key for one in progress(HIP, facts(40), NOW).occurrences
    ]
    assert complete_same([(HIP, facts(40))]) == [facts(40)]
