"""How does one enrolment read on the patient's page?

Promise: pure: a `PlanView` becomes words and positions; nothing is decided here, rights arrive as values. Must not
know: HTTP, services.
"""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby
from typing import TypedDict
from urllib.parse import quote

from medcluster.foundation import Words
from medcluster.protocol import Occurrence, PlanView, State, anchor_dates, main_anchor
from medcluster.web import names, sentences
from medcluster.web.hands import Pairs
from medcluster.web.patient.anchors import anchors_of
from medcluster.web.patient.axis import Axis
from medcluster.web.patient.folding import folded
from medcluster.web.patient.plan_context import Action, Plan, Shown, StageRows, Step, Wrong
from medcluster.web.patient.plan_reader import PlanReader
from medcluster.web.patient.timeline import axis_for, bar_of, scale_of
from medcluster.web.vocabulary import OPEN_STATES, exit_title, reason_word, role_word, text_of

ACT_FIRST = (State.LATE, State.DUE, State.UPCOMING, State.AWAITING_DATE)
WRONG_FIRST = (State.LATE, State.MISSING, State.DEVIATED)
MOST_WRONG = 4
MOST_ACTIONS = 3


def plan_of(view: PlanView, reader: PlanReader) -> Plan:
    """The enrolment in words."""
    words, language, version = reader.words, reader.words.language, view.version
    dates = anchor_dates(version, view.facts)
    main = main_anchor(version)
    title = text_of(version.anchors[main].title, language) if main in version.anchors else ""
    axis = axis_for(view.progress.occurrences, tuple(date.at for date in dates.values()), reader.now, reader.calendar)
    order = [stage.id for stage in version.stages]
    here = order.index(view.progress.stage) if view.progress.stage in order else 0
    over = not view.episode.open
    return Plan(
        careplan=view.episode.careplan,
        title=text_of(version.title, language),
        version=version.version,
        protocol_href=f"/protocols/{version.name}/{version.version}",
        hospital=reader.hospitals.get(view.episode.participant, view.episode.participant),
        coordinator=view.episode.coordinator_name,
        status=view.episode.status,
        status_note=status_note(view, words),
        stage=words.gettext("Finished") if over else text_of(version.stages[here].title, language),
        distance=sentences.distance(words, title, dates[main].at, reader.now, reader.calendar) if main in dates else "",
        rail=tuple("past" if over or place < here else "now" if place == here else "" for place in range(len(order))),
        stage_number=len(order) if over else here + 1,
        wrong=() if over else _wrong(view, reader),
        actions=() if over else _actions(view, reader),
        scale=scale_of(axis, title, reader.now, words, reader.calendar) if axis else None,
        stages=_stages(view, reader, axis, len(order) if over else here),
        anchors=anchors_of(view, reader),
        exits=(),
        may_exit=reader.may_enrol and not over,
        may_resume=reader.may_enrol and over,
        over=over,
        left=sum(1 for one in view.progress.occurrences if one.state in OPEN_STATES),
    )


def step_href(view: PlanView, key: str) -> str:
    """The page of one step."""
    return f"/patients/{view.episode.patient}/plans/{view.episode.careplan}/steps/{quote(key, safe='')}"


def title_of(one: Occurrence, language: str) -> str:
    """The step's title, with the number of the time when it repeats."""
    title = text_of(one.step.title, language)
    number = one.key.partition("#")[2]
    return f"{title} ({number})" if number else title


def status_note(view: PlanView, words: Words) -> str:
    """Why an enrolment does not run, as far as there is more to say than that it is over."""
    episode = view.episode
    if episode.status == "on-hold":
        return words.gettext("On hold")
    if episode.status == "revoked":
        reason = exit_title(view.version, words, episode.exit_reason)
        return words.gettext("Left the protocol: %(reason)s") % {"reason": reason}
    return ""


def _by_limit(one: Occurrence) -> float:
    if one.window is None:
        return float("inf")
    return (one.window.target if one.state is State.UPCOMING else one.window.latest).timestamp()


def _person(view: PlanView, key: str) -> str:
    task = view.episode.tasks.get(key)
    return names.short(task.owner_name) if task else ""


def _roles(one: Occurrence, reader: PlanReader) -> str:
    return ", ".join(role_word(reader.words, role) for role in one.step.by)


def _wrong(view: PlanView, reader: PlanReader) -> tuple[Wrong, ...]:
    found = [one for state in WRONG_FIRST for one in view.progress.occurrences if one.state is state]
    return tuple(_one_wrong(view, one, reader) for one in found[:MOST_WRONG])


def _one_wrong(view: PlanView, one: Occurrence, reader: PlanReader) -> Wrong:
    words, title = reader.words, title_of(one, reader.words.language)
    who = " ".join(part for part in (_roles(one, reader), _person(view, one.key)) if part)
    if one.state is State.DEVIATED and one.deviation:
        reason = reason_word(words, one.deviation.reason)
        heading = words.gettext("%(step)s: not as planned") % {"step": title}
        return Wrong(one.state, heading, ". ".join(filter(None, (reason, one.deviation.note))), one.key)
    until = _until(one, reader)
    if one.state is State.MISSING:
        heading = words.gettext("%(step)s has no record") % {"step": title}
        text = words.gettext("It should have happened by %(date)s; %(who)s.") % {"date": until, "who": who}
        return Wrong(one.state, heading, text, one.key)
    length = reader.now - one.window.latest if one.window else timedelta(0)
    heading = words.gettext("%(step)s is %(span)s late") % {"step": title, "span": sentences.span(words, length)}
    text = words.gettext("It was due until %(date)s; %(who)s.") % {"date": until, "who": who}
    return Wrong(one.state, heading, text, one.key)


def _actions(view: PlanView, reader: PlanReader) -> tuple[Action, ...]:
    ranked = sorted(
        (one for one in view.progress.occurrences if one.state in ACT_FIRST),
        key=lambda one: (ACT_FIRST.index(one.state), _by_limit(one)),
    )
    return tuple(_action(view, one, number == 0, reader) for number, one in enumerate(ranked[:MOST_ACTIONS]))


def _action(view: PlanView, one: Occurrence, first: bool, reader: PlanReader) -> Action:
    words, mine = reader.words, reader.may_do(one.step.by)
    when, note = _when(one, reader)
    return Action(
        key=one.key,
        state=one.state,
        when=when,
        when_note=note,
        what=title_of(one, words.language),
        who=_roles(one, reader),
        person=_person(view, one.key),
        href=step_href(view, one.key),
        label=words.gettext("Record it") if mine else words.gettext("Details"),
        primary=mine and first,
        **_hand(view, one, reader),
    )


class _Hand(TypedDict):
    action: str
    owner: str
    mine: bool
    version: int
    people: Pairs
    may_take: bool


def _hand(view: PlanView, one: Occurrence, reader: PlanReader) -> _Hand:
    """Who has the step, and who can be given it."""
    task, hands, episode = view.episode.tasks.get(one.key), reader.hands, view.episode
    places = {episode.participant, *(episode.partners[role] for role in one.step.by if role in episode.partners)}
    return _Hand(
        action=step_href(view, one.key),
        owner=names.short(task.owner_name) if task else "",
        mine=bool(task and hands and task.owner and task.owner == hands.caller.practitioner),
        version=task.version if task else 0,
        people=hands.for_step(one.step.by, places) if hands and task else (),
        may_take=bool(hands and task and hands.may_take(one.step.by)),
    )


def action_of(view: PlanView, one: Occurrence, reader: PlanReader) -> Action:
    """One step as something to do."""
    return _action(view, one, False, reader)


def _when(one: Occurrence, reader: PlanReader) -> tuple[str, str]:
    words, calendar, now = reader.words, reader.calendar, reader.now
    if one.window is None:
        return words.gettext("no date yet"), ""
    if one.state is State.LATE:
        return words.gettext("now"), words.gettext("was due %(date)s") % {"date": calendar.day(one.window.latest, now)}
    if one.state is State.DUE:
        until = calendar.day(one.window.latest, now)
        if calendar.days_between(now, one.window.latest) == 0:
            until = calendar.time(one.window.latest)
        return words.gettext("now"), words.gettext("until %(date)s") % {"date": until}
    return sentences.day_word(words, one.window.target, now, calendar), (
        calendar.time(one.window.target) if _hours(one) else ""
    )


def _stages(view: PlanView, reader: PlanReader, axis: Axis | None, here: int) -> tuple[StageRows, ...]:
    titles = {stage.id: text_of(stage.title, reader.words.language) for stage in view.version.stages}
    order = {stage.id: number for number, stage in enumerate(view.version.stages)}
    rows = sorted(view.progress.occurrences, key=lambda one: order.get(one.step.stage, 0))
    found = []
    for stage, group in groupby(rows, key=lambda one: one.step.stage):
        place = "past" if order[stage] < here else "now" if order[stage] == here else "coming"
        steps = tuple(step_of(view, one, reader, axis) for one in group)
        found.append(StageRows(titles[stage], place, steps if reader.each else folded(steps, reader)))
    return tuple(found)


def step_of(view: PlanView, one: Occurrence, reader: PlanReader, axis: Axis | None) -> Step:
    """One occurrence as a row."""
    calendar, window = reader.calendar, one.window
    return Step(
        key=one.key,
        href=step_href(view, one.key),
        title=title_of(one, reader.words.language),
        name=text_of(one.step.title, reader.words.language),
        plan_href=f"/patients/{view.episode.patient}",
        begins=window.earliest if window else None,
        ends=window.latest if window else None,
        window=calendar.window(window.earliest, window.latest, reader.now) if window else "",
        roles=_roles(one, reader),
        person=_person(view, one.key) or (names.short(one.done.by) if one.done else ""),
        state=one.state,
        state_note=_state_note(one, view, reader),
        bar=bar_of(one, axis, reader.now) if axis else None,
        evidence=tuple(
            Shown(reader.evidence[ref], _evidence_href(view, ref))
            for ref in one.done.evidence
            if ref in reader.evidence
        )
        if one.done
        else (),
        note=one.deviation.note if one.deviation else "",
    )


def _evidence_href(view: PlanView, reference: str) -> str:
    """What can be read on a page of its own."""
    readable = reference.startswith(("DocumentReference/", "DiagnosticReport/", "QuestionnaireResponse/"))
    return f"/patients/{view.episode.patient}/documents/{reference}" if readable else ""


def _state_note(one: Occurrence, view: PlanView, reader: PlanReader) -> str:
    words, calendar, now = reader.words, reader.calendar, reader.now
    if one.done:
        day = calendar.moment(one.done.at, now) if _hours(one) else calendar.day(one.done.at, now)
        if one.state is State.DONE_LATE and one.window:
            return f"{day}, {sentences.late_by(words, one.done.at - one.window.latest)}"
        return day
    if one.deviation:
        return reason_word(words, one.deviation.reason)
    if one.window is None:
        anchor = view.version.anchors.get(one.step.at.anchor)
        title = text_of(anchor.title, words.language) if anchor else one.step.at.anchor
        return words.gettext("no date: %(anchor)s") % {"anchor": sentences.lowered(title)}
    if one.state is State.LATE:
        return sentences.span(words, now - one.window.latest)
    if one.state is State.DUE:
        return words.gettext("until %(date)s") % {"date": _until(one, reader)}
    if one.state is State.UPCOMING:
        return calendar.moment(one.window.target, now) if _hours(one) else calendar.day(one.window.target, now)
    return ""


def _until(one: Occurrence, reader: PlanReader) -> str:
    """The latest moment; with the time of day only where hours count."""
    if one.window is None:
        return ""
    written = reader.calendar.moment if _hours(one) else reader.calendar.day
    return written(one.window.latest, reader.now)


def _hours(one: Occurrence) -> bool:
    return one.window is not None and one.window.latest - one.window.earliest < timedelta(days=2)
