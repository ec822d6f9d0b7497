"""How does an open step read in somebody's work list?

Promise: pure: a `WorkItem` becomes words. Must not know: HTTP, services.
"""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import quote

from medcluster.protocol import State, WorkItem
from medcluster.web import names, sentences
from medcluster.web.board.rows import Reader
from medcluster.web.hands import Hands
from medcluster.web.vocabulary import reasons_of, text_of
from medcluster.web.work.context import Task

WEEKDAYS = 6  # so near a day is known by its name


def task_of(item: WorkItem, reader: Reader, practitioner: str, hands: Hands | None = None) -> Task:
    """One open step in words; `hands`: who can be given it."""
    version = reader.versions.get((item.protocol, item.version))
    action = f"/patients/{item.patient}/plans/{item.careplan}/steps/{quote(item.key, safe='')}"
    when, until = _when(item, reader)
    late = reader.now - item.latest if item.latest and item.state in (State.LATE, State.MISSING) else None
    return Task(
        key=item.key,
        careplan=item.careplan,
        action=action,
        step_href=action,
        title=reader.title_of(version, item.key),
        state=item.state,
        more=sentences.span(reader.words, late) if late else "",
        when=when,
        until=until,
        patient=names.chosen(item.name, item.latin_name, reader.words.language),
        patient_href=f"/patients/{item.patient}",
        about=_about(item, reader),
        owner=names.short(item.owner_name),
        mine=bool(practitioner) and item.owner == practitioner,
        version=item.task_version,
        reasons=reasons_of(version, reader.words) if version else (),
        keep_until=reader.calendar.moment(item.latest, reader.now) if item.latest and item.latest > reader.now else "",
        people=hands.for_step(item.roles, (item.participant,)) if hands else (),
        may_take=bool(hands and hands.may_take(item.roles)),
    )


def _when(item: WorkItem, reader: Reader) -> tuple[str, str]:
    """The moment that matters in bold, and how long."""
    words, calendar, now = reader.words, reader.calendar, reader.now
    if item.earliest is None or item.latest is None:
        return words.gettext("no date yet"), ""
    upcoming = item.state is State.UPCOMING
    shown = item.earliest if upcoming else item.latest
    days = calendar.days_between(now, shown)
    exact = item.latest - item.earliest < timedelta(days=2)
    if days == 0:
        when = calendar.time(shown)
    elif -WEEKDAYS <= days <= WEEKDAYS:
        when = calendar.weekday(shown)
    else:
        when = calendar.day(shown, now)
    if not upcoming and (days == 0 or days > WEEKDAYS):
        return when, words.gettext("at the latest")
    until = calendar.day(item.latest, now)
    if exact and item.state in (State.LATE, State.MISSING) and when == until:
        return when, words.gettext("until %(date)s") % {"date": calendar.time(item.latest)}
    if when == until:
        return when, words.gettext("at the latest")
    if exact:
        until = calendar.time(item.latest) if upcoming and days == 0 else calendar.moment(item.latest, now)
    return when, words.gettext("until %(date)s") % {"date": until}


def _about(item: WorkItem, reader: Reader) -> str:
    version = reader.versions.get((item.protocol, item.version))
    anchor = version.anchors.get(item.anchor) if version else None
    title = text_of(anchor.title, reader.words.language) if anchor else ""
    far = sentences.distance(reader.words, title, item.anchor_at, reader.now, reader.calendar)
    protocol = sentences.shortened(text_of(version.title, reader.words.language)) if version else item.protocol
    return "; ".join(part for part in (protocol, far) if part)
