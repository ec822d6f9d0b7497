"""Where does a participant stand on its way to opening, and who must act next?

Promise: pure functions of (track, today). The stages are passed in order, none is skipped, dates never go backwards.
A date may be as coarse as it is known: a year, a month or a day. Must not know: the database, FHIR, pages.
Source of the stages: the cluster's pipeline (contact, visit, letter of intent, agreement, licence, building, open).
"""

from __future__ import annotations

import calendar
import itertools
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from medcluster.foundation import Kind, Refusal

Text = Mapping[str, str]  # language code -> words; "en" is always there

_DATE = re.compile(r"(?P<year>\d{4})(-(?P<month>\d{2})(-(?P<day>\d{2}))?)?")


class Stage(StrEnum):
    """The seven stages, in their order."""

    CONTACT = "contact"
    VISIT = "visit"
    LETTER_OF_INTENT = "letter-of-intent"
    AGREEMENT = "agreement"
    LICENCE = "licence"
    BUILDING = "building"
    OPEN = "open"


STAGES = tuple(Stage)


class Standing(StrEnum):
    """How one stage stands today; the words are those of protocol steps, so that pages draw them alike."""

    DONE = "done"
    DUE = "due"  # the stage that is worked on
    LATE = "late"  # worked on, and somebody should have acted before today
    UPCOMING = "upcoming"


class Source(StrEnum):
    """Where a statement comes from."""

    ANNOUNCED = "announced"  # said in public by the institutions, in 2018
    INVENTED = "invented"  # for the demonstration
    RECORDED = "recorded"  # by people of this cluster, at work


@dataclass(frozen=True, slots=True)
class Document:
    """A paper of a stage. `date` and `until` are partial dates or empty."""

    title: Text
    date: str = ""
    until: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Milestone:
    """A stage that was reached; `on` is a partial date, empty when only the fact is known."""

    stage: Stage
    on: str = ""
    source: Source = Source.INVENTED
    documents: tuple[Document, ...] = ()
    note: Text = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NextAct:
    """Who must act, and do what, by when."""

    who: Text
    what: Text
    by: date | None = None
    source: Source = Source.INVENTED


@dataclass(frozen=True, slots=True)
class Track:
    """One participant's way: the milestones in order, and what is to be done next."""

    milestones: tuple[Milestone, ...] = ()
    next_acts: tuple[NextAct, ...] = ()


def span_of(partial: str) -> tuple[date, date]:
    """The first and the last day that a partial date may mean; ValueError when it is no date."""
    match = _DATE.fullmatch(partial)
    if not match:
        raise ValueError(f"{partial!r} is not a date such as 2018, 2018-04 or 2018-04-28")
    year, month, day = int(match["year"]), match["month"], match["day"]
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if day is None:
        return date(year, int(month), 1), date(year, int(month), calendar.monthrange(year, int(month))[1])
    exact = date(year, int(month), int(day))
    return exact, exact


def reached(track: Track) -> Stage | None:
    """The last stage that was reached; None before the first contact."""
    return track.milestones[-1].stage if track.milestones else None


def current(track: Track) -> Stage:
    """The stage that is worked on; `OPEN` when everything is reached."""
    last = reached(track)
    if last is None:
        return Stage.CONTACT
    return STAGES[min(STAGES.index(last) + 1, len(STAGES) - 1)]


def is_open(track: Track) -> bool:
    """Whether the participant treats, teaches or does whatever it came for."""
    return reached(track) is Stage.OPEN


def late_acts(track: Track, today: date) -> tuple[NextAct, ...]:
    """What should have been done before today."""
    return tuple(act for act in track.next_acts if act.by is not None and act.by < today)


def standings(track: Track, today: date) -> tuple[tuple[Stage, Standing], ...]:
    """Every stage with its standing today, in order."""
    now = current(track)
    waiting = Standing.LATE if late_acts(track, today) else Standing.DUE
    done = {milestone.stage for milestone in track.milestones}
    return tuple(
        (stage, Standing.DONE if stage in done else waiting if stage is now else Standing.UPCOMING) for stage in STAGES
    )


def next_act(track: Track) -> NextAct | None:
    """The most urgent act: the earliest date first, acts without a date last."""
    return min(track.next_acts, key=lambda act: (act.by is None, act.by or date.max), default=None)


def faults(track: Track) -> tuple[str, ...]:
    """What contradicts the rules: a skipped stage, dates that go backwards, nobody who acts next."""
    found = []
    for expected, milestone in zip(STAGES, track.milestones, strict=False):
        if milestone.stage is not expected:
            found.append(f"stage {milestone.stage} is reached but {expected} before it is not")
            break
    dated = [milestone for milestone in track.milestones if milestone.on]
    for earlier, later in itertools.pairwise(dated):
        if span_of(earlier.on)[0] > span_of(later.on)[1]:
            found.append(f"stage {later.stage} is dated {later.on}, before {earlier.stage} ({earlier.on})")
    if not is_open(track) and not track.next_acts:
        found.append("not open, and nobody is named who must act next")
    return tuple(found)


def advance(track: Track, milestone: Milestone, *, today: date, next_acts: tuple[NextAct, ...] = ()) -> Track:
    """The track after the stage that is worked on was reached. Refusal CONFLICT or INVALID when the rules forbid it."""
    if is_open(track):
        raise Refusal(Kind.CONFLICT, "This participant is open already.")
    expected = current(track)
    if milestone.stage is not expected:
        raise Refusal(
            Kind.CONFLICT,
            f"The next stage is {expected}, not {milestone.stage}.",
            hint="Stages are passed in their order; reload to see where the participant stands.",
        )
    if milestone.on and span_of(milestone.on)[0] > today:
        raise Refusal(Kind.INVALID, "A stage cannot have been reached in the future.")
    changed = replace(track, milestones=(*track.milestones, milestone), next_acts=next_acts)
    problems = faults(changed)
    if problems:
        raise Refusal(Kind.INVALID, f"That cannot be: {'; '.join(problems)}.")
    return changed
