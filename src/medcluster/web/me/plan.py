"""How does a plan read to the patient whose plan it is?

Promise: pure. She reads done, now and next; never late, deviated or missing: what went wrong is the team's to mend, and
a step that will not happen is left out. Must not know: HTTP, services. Source of the rule: the design's states.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote

from medcluster.foundation import Words
from medcluster.protocol import Occurrence, PlanView, State, anchor_dates, main_anchor, step_id_of
from medcluster.web import sentences
from medcluster.web.dates import Calendar
from medcluster.web.me.context import Ask, Card, OwnPlan, PathStep, Reach
from medcluster.web.vocabulary import text_of

HERS = "patient"
SHOWN = {
    State.DONE: "done",
    State.DONE_LATE: "done",
    State.DUE: "due",
    State.LATE: "due",
    State.UPCOMING: "upcoming",
    State.AWAITING_DATE: "upcoming",
}
HOURS_COUNT = timedelta(days=2)
SOON = 2
FEWEST = 3  # fewer times are told one by one


@dataclass(frozen=True)
class OwnReader:
    """For whom and when a plan is written."""

    words: Words
    calendar: Calendar
    now: datetime
    hospitals: Mapping[str, str]
    reach: Mapping[str, tuple[Reach, ...]]  # by participant
    mark: str


def own_plan(view: PlanView, reader: OwnReader) -> OwnPlan:
    """One enrolment in her words."""
    language = reader.words.language
    number, words, date = _lead(view, reader)
    shown = [one for one in view.progress.occurrences if one.state in SHOWN]
    now = [one for one in shown if SHOWN[one.state] == "due" and (_hers(one) or _today(one, reader))]
    coming = [one for one in shown if one.state is State.UPCOMING and one.window]
    return OwnPlan(
        careplan=view.episode.careplan,
        title=text_of(view.version.title, language),
        hospital=reader.hospitals.get(view.episode.participant, view.episode.participant),
        number=number,
        number_words=words,
        date=date,
        today=tuple(_card(view, one, reader) for one in sorted(now, key=lambda one: not _hers(one))),
        soon=tuple(_card(view, one, reader) for one in coming[:SOON]),
        path=_path(shown, reader),
        reach=reader.reach.get(view.episode.participant, ()),
    )


def step_address(careplan: str, key: str) -> str:
    """The address that the acts on one of her steps hang on."""
    return f"/me/plans/{careplan}/steps/{quote(key, safe='')}"


def _lead(view: PlanView, reader: OwnReader) -> tuple[str, str, str]:
    """The one number: days to the date that the plan turns around, or since."""
    name, words, calendar = main_anchor(view.version), reader.words, reader.calendar
    date = anchor_dates(view.version, view.facts).get(name)
    if date is None:
        return "", "", ""
    title = sentences.lowered(text_of(view.version.anchors[name].title, words.language))
    days = calendar.days_between(reader.now, date.at)
    shown = f"{calendar.weekday(date.at)}, {calendar.moment(date.at, reader.now)}"
    if days == 0:
        return "", words.gettext("Today: %(anchor)s") % {"anchor": title}, shown
    if days > 0:
        said = words.ngettext("day left until: %(anchor)s", "days left until: %(anchor)s", days)
    else:
        said = words.ngettext("day since: %(anchor)s", "days since: %(anchor)s", -days)
    return words.number(abs(days)), said % {"anchor": title}, shown


def _path(shown: Sequence[Occurrence], reader: OwnReader) -> tuple[PathStep, ...]:
    """Her way step by step; of many times of one step, those that are done or far are one line that says how many."""
    groups: dict[tuple[str, str], list[Occurrence]] = {}
    for one in shown:
        if "#" in one.key and SHOWN[one.state] != "due":
            groups.setdefault((step_id_of(one.key), SHOWN[one.state]), []).append(one)
    many = {group[0].key: group for group in groups.values() if len(group) >= FEWEST}
    hidden = {one.key for group in many.values() for one in group[1:]}
    return tuple(
        _many(many[one.key], reader) if one.key in many else _one(one, reader) for one in shown if one.key not in hidden
    )


def _one(one: Occurrence, reader: OwnReader) -> PathStep:
    return PathStep(one.key, SHOWN[one.state], _title(one, reader.words.language), _when(one, reader))


def _many(group: Sequence[Occurrence], reader: OwnReader) -> PathStep:
    first, last = group[0], group[-1]
    title = f"{text_of(first.step.title, reader.words.language)} × {len(group)}"
    if SHOWN[first.state] == "done" or first.window is None or last.window is None:
        return PathStep(first.key, SHOWN[first.state], title, _when(last, reader))
    day = reader.calendar.day
    when = f"{day(first.window.target, reader.now)} – {day(last.window.target, reader.now)}"
    return PathStep(first.key, SHOWN[first.state], title, when)


def _title(one: Occurrence, language: str) -> str:
    number = one.key.partition("#")[2]
    title = text_of(one.step.title, language)
    return f"{title} {number}" if number else title


def _hers(one: Occurrence) -> bool:
    return HERS in one.step.by


def _exact(one: Occurrence) -> bool:
    return one.window is not None and one.window.latest - one.window.earliest < HOURS_COUNT


def _today(one: Occurrence, reader: OwnReader) -> bool:
    """Whether something that others do happens to her today."""
    return _exact(one) and one.window is not None and reader.calendar.days_between(reader.now, one.window.target) == 0


def _when(one: Occurrence, reader: OwnReader) -> str:
    words, calendar, now = reader.words, reader.calendar, reader.now
    if one.done:
        return calendar.day(one.done.at, now)
    if one.window is None:
        return words.gettext("the date is not set yet")
    if SHOWN[one.state] == "due":
        if one.window.latest < now:
            return words.gettext("now")
        until = sentences.day_word(words, one.window.latest, now, calendar)
        if _exact(one):
            until = f"{until}, {calendar.time(one.window.latest)}"
        return words.gettext("now, until %(date)s") % {"date": until}
    if one.window.target - now > timedelta(days=120):
        return calendar.month(one.window.target)
    day = sentences.day_word(words, one.window.target, now, calendar)
    if _exact(one):
        return f"{day}, {calendar.time(one.window.target)}"
    return words.gettext("about %(date)s") % {"date": day}


def _card(view: PlanView, one: Occurrence, reader: OwnReader) -> Card:
    language = reader.words.language
    mine = _hers(one) and SHOWN[one.state] == "due" and view.episode.open
    task = view.episode.tasks.get(one.key)
    asked = view.version.questionnaires.get(one.step.ask, ()) if mine else ()
    return Card(
        key=one.key,
        state=SHOWN[one.state],
        title=_title(one, language),
        when=_when(one, reader),
        text=text_of(one.step.description, language) if one.step.description else "",
        action=step_address(view.episode.careplan, one.key) if mine else "",
        version=task.version if task else 0,
        questions=tuple(
            Ask(
                question.id,
                text_of(question.text, language),
                question.kind,
                tuple((code, text_of(words, language)) for code, words in question.options),
                question.minimum,
                question.maximum,
            )
            for question in asked
        ),
        mark=reader.mark,
    )
