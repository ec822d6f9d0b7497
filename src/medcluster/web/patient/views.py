"""What does a patient's page answer to a request?

Promise: reads become contexts; forms are in `acts`. Nothing is decided here.
"""

from __future__ import annotations

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from medcluster.cluster import may_complete
from medcluster.fhir import types
from medcluster.foundation import Kind, Refusal
from medcluster.protocol import PlanView, StepAct
from medcluster.web.entered import whole
from medcluster.web.frame.building import frame_of
from medcluster.web.patient import acts
from medcluster.web.patient.context import Event, PatientContext, StepContext
from medcluster.web.patient.document_views import show_content, show_document
from medcluster.web.patient.merged import one_plan
from medcluster.web.patient.notices import notice_of
from medcluster.web.patient.offers import offers_of
from medcluster.web.patient.plan import action_of, plan_of, step_of
from medcluster.web.patient.plan_context import Plan
from medcluster.web.patient.reading import Read, closed_plans, exits_of, open_plans, read
from medcluster.web.patient.record import record_of, shown_of
from medcluster.web.patient.record_context import Entry
from medcluster.web.platform import platform_of
from medcluster.web.responses import render
from medcluster.web.security import local_path, page
from medcluster.web.sentences import about
from medcluster.web.vocabulary import OPEN_STATES, act_word, reasons_of, text_of


async def show(request: Request) -> Response:
    """The patient."""
    found = await read(request)
    return await patient_page(request, found)


async def patient_page(request: Request, found: Read, *, invitation: str = "", status: int = 200) -> Response:
    """The page of a patient, perhaps with a fresh invitation."""
    asked = request.query_params.get("plan", "") if not request.query_params.get("did") else ""
    chosen = next((view for view in found.plans if asked and view.episode.careplan == asked), None)
    plans = (await _one_plan(request, found, chosen),) if chosen else ()
    record, begin = record_of(found.resources, found.record), request.query_params.get("from", "")
    context = PatientContext(
        frame=frame_of(request, "patients", await notice_of(request)),
        header=found.header,
        plans=plans or open_plans(found),
        closed=closed_plans(found),
        record=shown_of(record, found.record, whole(begin, 0)),
        offers=await offers_of(request, found),
        part=next((part.id for part in record if part.id == found.record.shown), ""),
        parts=tuple((part.id, part.title, len(part.entries) + len(part.trends)) for part in record),
        together=None if plans else one_plan([view for view in found.plans if view.episode.open], found.reader),
        invitation=invitation,
        invitation_until=acts.invitation_end(found.reader.now) if invitation else None,
    )
    return render(context, request.state.words, status=status)


async def _one_plan(request: Request, found: Read, view: PlanView) -> Plan:
    plan = plan_of(view, found.reader)
    return replace(plan, exits=exits_of(view.version, found), notes=await _notes(request, found, view))


async def _notes(request: Request, found: Read, view: PlanView) -> tuple[Entry, ...]:
    """What was said when a plan was left, finished or resumed, the latest first."""
    stored = await request.state.handle.read("CarePlan", view.episode.careplan)
    kept = stored.resource.note if isinstance(stored.resource, types.CarePlan) else ()
    return tuple(
        Entry(str(one.text), one.authorString or "", date_text=found.record.day(one.time)) for one in kept[::-1]
    )


async def show_step(request: Request) -> Response:
    """One step of a plan."""
    return await step_page(request)


async def step_page(request: Request, *, conflict: str = "", status: int = 200) -> Response:
    """The page of one step, perhaps with the words that somebody was first."""
    found = await read(request)
    view = _view(found, request.path_params["plan"])
    key = request.path_params["key"]
    one = next((each for each in view.progress.occurrences if each.key == key), None)
    if one is None:
        raise Refusal(Kind.NOT_FOUND, "This enrolment has no such step.")
    handle, platform = request.state.handle, platform_of(request)
    language, words = found.reader.words.language, found.reader.words
    task = view.episode.tasks.get(key)
    is_open = one.state in OPEN_STATES and view.episode.open
    hand = action_of(view, one, found.reader) if is_open else None
    history = await platform.protocol.step_history(handle, view.episode.careplan, key)
    plan_href = f"/patients/{found.patient.id}"
    context = StepContext(
        frame=frame_of(request, "patients", await notice_of(request)),
        header=found.header,
        careplan=view.episode.careplan,
        plan_title=f"{text_of(view.version.title, language)} {view.version.version}",
        plan_href=plan_href,
        hospital=found.places.names.get(view.episode.participant, ""),
        step=step_of(view, one, found.reader, None),
        stage=next((text_of(stage.title, language) for stage in view.version.stages if stage.id == one.step.stage), ""),
        description=text_of(one.step.description, language),
        owner=task.owner_name if task else "",
        history=tuple(_event(each, found) for each in history if each.act),
        task_version=task.version if task else 0,
        reasons=reasons_of(view.version, words),
        people=hand.people if hand else (),
        at_default=one.done.at if one.done else found.reader.now,
        is_open=is_open,
        is_mine=bool(task and task.owner and task.owner == handle.caller.practitioner),
        may_act=may_complete(handle.caller, one.step.by) and task is not None,
        may_deviate=(may_complete(handle.caller, one.step.by) or handle.caller.role == "coordinator")
        and task is not None,
        back=local_path(request.query_params.get("back", ""), plan_href),
        conflict=conflict,
        hand=hand,
    )
    return render(context, words, status=status)


def _view(found: Read, careplan: str) -> PlanView:
    for view in found.plans:
        if view.episode.careplan == careplan:
            return view
    raise Refusal(Kind.NOT_FOUND, "This patient has no such plan.")


def _event(act: StepAct, found: Read) -> Event:
    words, task = found.reader.words, act.task
    what = act_word(words, act.act)
    if act.act in ("complete", "correct") and task.happened:
        what = about(words, what, found.reader.calendar.moment(task.happened, found.reader.now))
    return Event(task.recorded or found.reader.now, task.requester_name, what, task.note)


BASE = "/patients/{patient}"
STEP = BASE + "/plans/{plan}/steps/{key}"
ROUTES: tuple[BaseRoute, ...] = (
    Route(BASE, page(show), methods=["GET"]),
    Route(BASE + "/documents/{kind}/{id}", page(show_document), methods=["GET"]),
    Route(BASE + "/documents/{kind}/{id}/content/{number:int}", page(show_content), methods=["GET"]),
    Route(BASE + "/refer", page(acts.refer), methods=["POST"]),
    Route(BASE + "/enrol", page(acts.enrol), methods=["POST"]),
    Route(BASE + "/referrals/{referral}/turn-down", page(acts.turn_down), methods=["POST"]),
    Route(BASE + "/invitation", page(acts.invite(patient_page)), methods=["POST"]),
    Route(BASE + "/plans/{plan}/dates", page(acts.set_date), methods=["POST"]),
    Route(BASE + "/plans/{plan}/exit", page(acts.leave), methods=["POST"]),
    Route(BASE + "/plans/{plan}/finish", page(acts.finish), methods=["POST"]),
    Route(BASE + "/plans/{plan}/resume", page(acts.resume), methods=["POST"]),
    Route(STEP, page(show_step), methods=["GET"]),
    Route(STEP + "/{act}", page(acts.on_step(step_page)), methods=["POST"]),
)
