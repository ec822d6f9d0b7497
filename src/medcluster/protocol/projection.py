"""What does the board keep of one enrolment?

Promise: pure; the same episode, progress and instant give the same rows, so recomputing compares equal to what is
stored. A row holds codes and instants, never sentences. Must not know: SQL, languages, pages.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from medcluster.cluster import STEP_ROLES
from medcluster.fhir import types
from medcluster.protocol.board import BoardRow, Mark, Strip
from medcluster.protocol.model import Occurrence, Progress, State, Version
from medcluster.protocol.service_episode import Enrolled
from medcluster.protocol.windows import anchor_dates
from medcluster.protocol.work import WorkItem

FAR = datetime(9999, 12, 31, tzinfo=UTC)
PAST_LATEST = (State.LATE, State.MISSING)
OPEN_STATES = (State.LATE, State.MISSING, State.DUE, State.UPCOMING, State.AWAITING_DATE)


@dataclass(frozen=True, slots=True)
class Rights:
    """By which terms a row is seen: those of the CarePlan."""

    pat: int
    custodian: int
    grants: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class EnrolmentRow:
    """A board row with what finds and orders it."""

    shown: BoardRow
    rights: Rights
    open: bool
    words: str
    name_key: str
    order_at: datetime
    when_at: datetime


@dataclass(frozen=True, slots=True)
class WorkRow:
    """A work item in the list of one role."""

    shown: WorkItem
    rights: Rights
    role: str
    order_at: datetime


@dataclass(frozen=True, slots=True)
class Projected:
    """Everything the projection keeps of one enrolment."""

    enrolment: EnrolmentRow
    work: tuple[WorkRow, ...]


def project(enrolled: Enrolled, progress: Progress, rights: Rights, *, changed_at: datetime) -> Projected:
    """The rows of one enrolment that stands like this."""
    row = _board_row(enrolled, progress, changed_at)
    names = _names(enrolled.patient)
    deciding = _deciding(progress)
    entry = EnrolmentRow(
        shown=row,
        rights=rights,
        open=enrolled.episode.open,
        words=search_words([*names.every, row.birth_date, row.number, row.number.replace(" ", "")]),
        name_key=fold(row.latin_name or row.name),
        order_at=(deciding.window.latest if deciding and deciding.window else None) or row.next_target or FAR,
        when_at=row.next_latest or row.next_target or FAR,
    )
    return Projected(entry, tuple(_work(enrolled, progress, rights, row)) if enrolled.episode.open else ())


def _board_row(enrolled: Enrolled, progress: Progress, changed_at: datetime) -> BoardRow:
    episode, names = enrolled.episode, _names(enrolled.patient)
    deciding = _deciding(progress)
    coming = next((each for each in progress.occurrences if each.key == progress.next_key), None)
    task = episode.tasks.get(coming.key) if coming else None
    window = coming.window if coming else None
    anchor, anchor_at, actual = _anchor(enrolled)
    patient = enrolled.patient
    late = deciding if deciding and deciding.state in PAST_LATEST else None
    return BoardRow(
        careplan=episode.careplan,
        patient=episode.patient,
        name=names.own,
        latin_name=names.latin,
        birth_date=str(patient.birthDate or "") if patient else "",
        gender=str(patient.gender or "") if patient else "",
        number=patient_number(patient),
        protocol=episode.protocol,
        version=episode.version,
        participant=episode.participant,
        coordinator=episode.coordinator,
        status=episode.status,
        created=episode.created,
        stage=progress.stage,
        state=progress.worst,
        state_key=deciding.key if deciding else "",
        reason=deciding.deviation.reason if deciding and deciding.deviation else "",
        late_since=late.window.latest if late and late.window else None,
        next_key=progress.next_key,
        next_state=coming.state if coming else None,
        next_roles=coming.step.by if coming else (),
        next_owner=task.owner if task else "",
        next_owner_name=task.owner_name if task else "",
        next_earliest=window.earliest if window else None,
        next_target=window.target if window else None,
        next_latest=window.latest if window else None,
        anchor=anchor,
        anchor_at=anchor_at,
        anchor_actual=actual,
        strip=strip_of(enrolled.version, progress),
        changed_at=changed_at,
        changes_at=progress.changes_at if episode.open else None,
    )


def _deciding(progress: Progress) -> Occurrence | None:
    """The occurrence that gives the row its state: the longest overdue, or the newest deviation."""
    of_state = [each for each in progress.occurrences if each.state is progress.worst]
    if not of_state:
        return None
    return of_state[-1] if progress.worst is State.DEVIATED else of_state[0]


def main_anchor(version: Version) -> str:
    """The anchor that most steps hang on: the one people count days to and from."""
    counted = Counter(step.at.anchor for step in version.steps)
    return counted.most_common(1)[0][0] if counted else ""


def _anchor(enrolled: Enrolled) -> tuple[str, datetime | None, bool]:
    name = main_anchor(enrolled.version)
    date = anchor_dates(enrolled.version, enrolled.facts).get(name)
    return (name, date.at, date.actual) if date else (name, None, False)


def strip_of(version: Version, progress: Progress) -> Strip:
    """The marks of every occurrence, grouped by stage in the order of the protocol."""
    groups: dict[str, list[Mark]] = {stage.id: [] for stage in version.stages}
    for each in progress.occurrences:
        groups.setdefault(each.step.stage, []).append(Mark(each.key, each.state))
    return tuple((stage, tuple(marks)) for stage, marks in groups.items() if marks)


def list_roles(by: Iterable[str]) -> tuple[str, ...]:
    """In whose lists a step stands: the sign-in roles of its words. A patient's own steps stand in hers alone."""
    found: dict[str, None] = {}
    for word in by:
        roles = () if word == "patient" else sorted(STEP_ROLES.get(word, ()))
        found.update(dict.fromkeys([str(role) for role in roles] or [word]))
    return tuple(found)


def _work(enrolled: Enrolled, progress: Progress, rights: Rights, row: BoardRow) -> Iterable[WorkRow]:
    episode = enrolled.episode
    for each in progress.occurrences:
        if each.state not in OPEN_STATES:
            continue
        task = episode.tasks.get(each.key)
        window = each.window
        item = WorkItem(
            careplan=episode.careplan,
            key=each.key,
            step=each.step.id,
            stage=each.step.stage,
            protocol=episode.protocol,
            version=episode.version,
            participant=next(
                (episode.partners[word] for word in each.step.by if word in episode.partners), episode.participant
            ),
            patient=episode.patient,
            name=row.name,
            latin_name=row.latin_name,
            number=row.number,
            birth_date=row.birth_date,
            state=each.state,
            roles=each.step.by,
            owner=task.owner if task else "",
            owner_name=task.owner_name if task else "",
            earliest=window.earliest if window else None,
            target=window.target if window else None,
            latest=window.latest if window else None,
            anchor=row.anchor,
            anchor_at=row.anchor_at,
            task=task.id if task else "",
            task_version=task.version if task else 0,
        )
        begins = each.state is State.UPCOMING
        order_at = (window.earliest if begins else window.latest) if window else FAR
        for role in list_roles(each.step.by):
            yield WorkRow(item, rights, role, order_at)


@dataclass(frozen=True, slots=True)
class _Names:
    own: str
    latin: str
    every: tuple[str, ...]


def _names(patient: types.Patient | None) -> _Names:
    """The name in its own script, in Latin letters when that is another, and every spelling."""
    spelled = [(name, spell_name(name)) for name in patient.name] if patient else []
    every = tuple(text for _, text in spelled if text)
    own = next((text for text in every if not is_latin(text)), every[0] if every else "")
    latin = next((text for text in every if is_latin(text)), "")
    return _Names(own, "" if latin == own else latin, every)


def spell_name(name: types.HumanName) -> str:
    """Family name first, as lists want it."""
    given = " ".join(part for part in name.given if part)
    if name.family:
        return ", ".join(part for part in (name.family, given) if part)
    return name.text or given


def is_latin(text: str) -> bool:
    """Whether every letter of a text is a Latin one."""
    return all(unicodedata.name(letter, "").startswith("LATIN") for letter in text if letter.isalpha())


def patient_number(patient: types.Patient | None) -> str:
    """The number people read aloud: the official identifier, else the first."""
    identifiers = patient.identifier if patient else ()
    official = [each for each in identifiers if each.use == "official" and each.value]
    return str((official or [each for each in identifiers if each.value] or [types.Identifier(value="")])[0].value)


def fold(text: str) -> str:
    """Without case and accents, in any script."""
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return bare.casefold()


def search_words(texts: Iterable[str]) -> str:
    """Every word once, folded, each after a space: a search for a beginning looks for a space and that beginning."""
    words = dict.fromkeys(word for text in texts for word in fold(text).replace(",", " ").split())
    return "".join(f" {word}" for word in words)
