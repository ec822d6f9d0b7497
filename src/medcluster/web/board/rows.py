"""How does a row of the projection read?

Promise: pure: codes and instants of a `BoardRow` become words of the pinned version in the reader's language; nothing
is decided here. Must not know: HTTP, the rooms' services.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from medcluster.foundation import Words
from medcluster.protocol import BoardRow, State, Strip, Version, step_id_of
from medcluster.web import names, sentences
from medcluster.web.board.context import Row, StripMark
from medcluster.web.dates import Calendar
from medcluster.web.vocabulary import reason_word, role_word, state_word, text_of

NAMED_IN_STATE = (State.MISSING, State.DEVIATED)
LONGEST_STRIP = 15
SHORTEST_RUN = 3
HOURS_COUNT = timedelta(days=2)
DONE = (State.DONE, State.DONE_LATE)


@dataclass(frozen=True)
class Reader:
    """For whom, when, and with which dictionaries a row is written."""

    words: Words
    calendar: Calendar
    now: datetime
    versions: Mapping[tuple[str, str], Version]
    hospitals: Mapping[str, str]

    def title_of(self, version: Version | None, key: str) -> str:
        """The title of an occurrence's step."""
        if version is None or not key:
            return ""
        step = next((one for one in version.steps if one.id == step_id_of(key)), None)
        if step is None:
            return step_id_of(key)
        number = key.partition("#")[2]
        title = text_of(step.title, self.words.language)
        return f"{title} ({number})" if number else title

    def stage_of(self, version: Version | None, stage: str) -> str:
        """The title of a stage."""
        found = next((one for one in version.stages if one.id == stage), None) if version else None
        return text_of(found.title, self.words.language) if found else stage


def row_of(row: BoardRow, reader: Reader) -> Row:
    """One enrolment in words."""
    words, language = reader.words, reader.words.language
    version = reader.versions.get((row.protocol, row.version))
    stage = reader.stage_of(version, row.stage)
    protocol = text_of(version.title, language) if version else row.protocol
    marks = [mark for _, group in row.strip for mark in group if mark.state is not State.NOT_APPLICABLE]
    done = sum(1 for mark in marks if mark.state in DONE)
    return Row(
        careplan=row.careplan,
        href=f"/patients/{row.patient}",
        name=names.chosen(row.name, row.latin_name, language) or "–",
        age=names.age_of(row.birth_date, reader.calendar.local(reader.now).date()),
        number=row.number,
        protocol=protocol,
        protocol_short=sentences.shortened(protocol),
        version=row.version,
        hospital=reader.hospitals.get(row.participant, row.participant),
        strip=folded(row.strip),
        strip_words=words.gettext("%(stage)s; %(done)s of %(all)s done; %(state)s")
        % {"stage": stage, "done": done, "all": len(marks), "state": state_word(words, row.state)},
        stage=stage,
        distance=_distance(row, version, reader),
        next_key=row.next_key,
        next_state=row.next_state or "",
        next_title=reader.title_of(version, row.next_key),
        next_roles=roles_in_short(row.next_roles, row.next_owner_name, words),
        next_person=names.short(row.next_owner_name),
        when=_when(row, reader),
        state=row.state,
        state_key=row.state_key,
        state_note=_state_note(row, version, reader),
        days_late=row.days_late(reader.now) if row.state is State.LATE else 0,
        changed=row.changed_at,
    )


def folded(strip: Strip) -> tuple[tuple[StripMark, ...], ...]:
    """The strip's glyphs; in a long one (a course of many sessions) a run of one state is one glyph with its number."""
    long = sum(len(marks) for _, marks in strip) > LONGEST_STRIP
    found = []
    for _, marks in strip:
        group: list[StripMark] = []
        for _, same in groupby(marks, key=lambda mark: mark.state):
            run = list(same)
            if long and len(run) >= SHORTEST_RUN:
                group.append(StripMark(run[-1].key, run[0].state, len(run)))
            else:
                group.extend(StripMark(mark.key, mark.state) for mark in run)
        found.append(tuple(group))
    return tuple(found)


def roles_in_short(roles: tuple[str, ...], person: str, words: Words) -> str:
    """Who acts, for a second line: one role beside a name, at most two without."""
    staff = tuple(role for role in roles if role != "patient") or roles
    if person and len(staff) > 1:
        return ""
    return ", ".join(role_word(words, role) for role in staff[:2]) + ("…" if len(staff) > 2 else "")


def _when(row: BoardRow, reader: Reader) -> str:
    """The moment that matters; with the time of day only where hours count."""
    at = row.next_target if row.next_state in (State.UPCOMING, State.AWAITING_DATE) else row.next_latest
    if at is None:
        return ""
    exact = row.next_earliest and row.next_latest and row.next_latest - row.next_earliest < HOURS_COUNT
    return reader.calendar.moment(at, reader.now) if exact else reader.calendar.day(at, reader.now)


def _distance(row: BoardRow, version: Version | None, reader: Reader) -> str:
    anchor = version.anchors.get(row.anchor) if version else None
    if anchor is None:
        return ""
    title = text_of(anchor.title, reader.words.language)
    return sentences.distance(reader.words, title, row.anchor_at, reader.now, reader.calendar)


def _state_note(row: BoardRow, version: Version | None, reader: Reader) -> str:
    """Which step it is, when that is not the next one; and why, when it deviated."""
    if row.state not in NAMED_IN_STATE or not row.state_key:
        return ""
    title = reader.title_of(version, row.state_key)
    if row.state is State.DEVIATED and row.reason:
        return sentences.about(reader.words, title, sentences.lowered(reason_word(reader.words, row.reason)))
    return title
