"""What does the patient's page answer to a request?

Promise: she sees and changes her own plan alone; her answers are stored once, however often a phone sends them, and
complete the step they belong to. Must not know: how a plan is judged.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from medcluster.cluster import ALWAYS, ClusterProfile, ParticipantKind, Right, Service, check_may
from medcluster.fhir import types
from medcluster.foundation import Kind, Refusal, Words
from medcluster.protocol import PlanView, State, Taken
from medcluster.record import Handle
from medcluster.web import names
from medcluster.web.cluster.openings import openings
from medcluster.web.frame.building import frame_of
from medcluster.web.frame.context import Notice
from medcluster.web.me.answers import SENDING_SYSTEM, response_of
from medcluster.web.me.context import MeContext, Reach
from medcluster.web.me.plan import OwnReader, own_plan, step_address
from medcluster.web.patient.notices import after
from medcluster.web.places import calendar_of, places_of
from medcluster.web.platform import platform_of
from medcluster.web.responses import render, see
from medcluster.web.security import page
from medcluster.web.vocabulary import text_of

MORNING, EVENING = 12, 18
DONE = (State.DONE, State.DONE_LATE)


async def show(request: Request) -> Response:
    """Her page."""
    handle: Handle = request.state.handle
    check_may(handle.caller, Right.SEE_OWN_PLAN)
    platform, words = platform_of(request), request.state.words
    now = platform.clock.now()
    services = await platform.directory.services(handle)
    places = await places_of(request)
    reach = _reach(words, services)
    operator = next((one.id for one in places.participants if one.kind is ParticipantKind.OPERATOR), "")
    reader = OwnReader(words, calendar_of(request), now, places.names, reach, secrets.token_hex(8))
    views = await platform.protocol.patient_plans(handle, handle.caller.patient)
    plans = tuple(own_plan(view, reader) for view in views if view.episode.open)
    profile = await _profile(request)
    context = MeContext(
        frame=frame_of(request, "me", _notice(request, views)),
        greeting=_greeting(words, calendar_of(request).local(now), await _given(handle, words)),
        plans=plans,
        call=next(iter(reach.get(operator, ())), None) or next((one for plan in plans for one in plan.reach), None),
        emergency=profile.emergency_number if profile else "",
        place=text_of(profile.place, words.language) if profile else "",
        account=handle.caller.account,
    )
    return render(context, words)


async def done(request: Request) -> Response:
    """She ticks a step of hers off."""
    handle, careplan, key = _at(request)
    check_may(handle.caller, Right.SEE_OWN_PLAN)
    try:
        await platform_of(request).protocol.complete(handle, careplan, key)
    except Taken as taken:
        if taken.status != "completed":
            raise
    return see(after("/me", "complete", careplan, key))


async def undo(request: Request) -> Response:
    """It was a slip of the finger."""
    handle, careplan, key = _at(request)
    check_may(handle.caller, Right.SEE_OWN_PLAN)
    await platform_of(request).protocol.undo(
        handle, careplan, key, reason=request.state.words.gettext("undone at once")
    )
    return see("/me")


async def answer(request: Request) -> Response:
    """Her answers arrive, perhaps for the second time."""
    handle, careplan, key = _at(request)
    check_may(handle.caller, Right.ANSWER)
    service, words = platform_of(request).protocol, request.state.words
    view = await service.plan(handle, careplan)
    one = next((each for each in view.progress.occurrences if each.key == key), None)
    if one is None or not one.step.ask:
        raise Refusal(Kind.NOT_FOUND, "This plan asks no such questions.")
    sending = f"{careplan}/{key}/{request.state.form.get('mark', '')}"[:200]
    response = response_of(
        view.version,
        one.step.ask,
        {name: str(value) for name, value in request.state.form.items()},
        patient=handle.caller.patient,
        careplan=careplan,
        sending=sending,
        language=words.language,
        now=platform_of(request).clock.now(),
    )
    try:
        await service.complete(handle, careplan, key, showing=[response])
    except Taken as taken:
        if taken.status != "completed":
            raise
        # her phone sent them before, or a result, or another hand, has completed the step: her answers are kept once
        await handle.create(response, if_none_exist=urlencode([("identifier", f"{SENDING_SYSTEM}|{sending}")]))
    return see(after("/me", "answer", careplan, key))


def _at(request: Request) -> tuple[Handle, str, str]:
    return request.state.handle, request.path_params["careplan"], request.path_params["key"]


def _reach(words: Words, services: list[Service]) -> Mapping[str, tuple[Reach, ...]]:
    found: dict[str, list[Reach]] = {}
    for one in services:
        if one.phone:
            always = one.hours == ALWAYS
            line = Reach(text_of(one.name, words.language), one.phone, openings(words, one.hours), always)
            found.setdefault(one.participant, []).append(line)
    return {participant: tuple(lines) for participant, lines in found.items()}


async def _given(handle: Handle, words: Words) -> str:
    patient = (await handle.read("Patient", handle.caller.patient)).resource
    return names.named(patient, words.language).name.split(" ")[0] if isinstance(patient, types.Patient) else ""


def _greeting(words: Words, local: datetime, name: str) -> str:
    if local.hour < MORNING:
        return words.gettext("Good morning, %(name)s") % {"name": name}
    if local.hour < EVENING:
        return words.gettext("Good afternoon, %(name)s") % {"name": name}
    return words.gettext("Good evening, %(name)s") % {"name": name}


async def _profile(request: Request) -> ClusterProfile | None:
    """What is said about the cluster; None before anything is."""
    try:
        return (await platform_of(request).directory.cluster()).profile
    except Refusal as refusal:
        if refusal.kind is not Kind.NOT_FOUND:
            raise
        return None


def _notice(request: Request, views: tuple[PlanView, ...]) -> Notice | None:
    """What has just happened, as long as the record still says so."""
    did, plan, key = (request.query_params.get(name, "") for name in ("did", "plan", "key"))
    view = next((each for each in views if each.episode.careplan == plan), None)
    one = next((each for each in view.progress.occurrences if each.key == key), None) if view else None
    if one is None or one.state not in DONE:
        return None
    title, words = text_of(one.step.title, request.state.words.language), request.state.words
    if did == "answer":
        return Notice("done", words.gettext("Thank you, your answers have arrived."))
    return Notice("done", title, f"{step_address(plan, key)}/undo")


ROUTES: tuple[BaseRoute, ...] = (
    Route("/me", page(show), methods=["GET"]),
    Route("/me/plans/{careplan}/steps/{key}/done", page(done), methods=["POST"]),
    Route("/me/plans/{careplan}/steps/{key}/undo", page(undo), methods=["POST"]),
    Route("/me/plans/{careplan}/steps/{key}/answers", page(answer), methods=["POST"]),
)
