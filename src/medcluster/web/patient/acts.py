"""What do the forms of a patient's page ask of the rooms?

Promise: each form is one call of the protocol's or the accounts' front door, then the page that tells what happened.
Times are read on the cluster's wall clock. Nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response

from medcluster.cluster import INVITATION_LIFETIME, Right, check_may
from medcluster.foundation import Kind, Refusal, Words
from medcluster.protocol import Taken
from medcluster.web import names
from medcluster.web.entered import whole
from medcluster.web.patient.notices import after
from medcluster.web.patient.reading import Read, read
from medcluster.web.places import calendar_of
from medcluster.web.platform import platform_of
from medcluster.web.responses import see
from medcluster.web.security import local_path
from medcluster.web.vocabulary import OPEN_STATES

PatientPage = Callable[..., Awaitable[Response]]


def invitation_end(now: datetime) -> datetime:
    """When a code made now stops to work."""
    return now + INVITATION_LIFETIME


def _said(request: Request, name: str) -> str:
    return str(request.state.form.get(name, "")).strip()


def _instant(request: Request, name: str) -> datetime | None:
    """The instant in a field, or None when it is empty."""
    text = _said(request, name)
    if not text:
        return None
    try:
        return calendar_of(request).read_field(text)
    except ValueError:
        raise Refusal(Kind.INVALID, "This date cannot be read.", hint="Write it as 2026-11-24T08:00.") from None


def _version(request: Request) -> int | None:
    text = _said(request, "version")
    return whole(text, 0) or None


def _home(request: Request) -> str:
    return f"/patients/{request.path_params['patient']}"


async def refer(request: Request) -> Response:
    """Refer the patient to a hospital."""
    await platform_of(request).protocol.refer(
        request.state.handle,
        request.path_params["patient"],
        _said(request, "participant"),
        _said(request, "protocol"),
        _said(request, "reason"),
    )
    return see(after(_home(request), "refer"))


async def turn_down(request: Request) -> Response:
    """Answer a referral without enrolling."""
    service = platform_of(request).protocol
    await service.turn_down(request.state.handle, request.path_params["referral"], reason=_said(request, "reason"))
    return see(after(_home(request), "turn-down"))


async def enrol(request: Request) -> Response:
    """Enrol the patient in a protocol."""
    service, handle, name = platform_of(request).protocol, request.state.handle, _said(request, "protocol")
    version = next((one for one in await service.versions(handle) if one.name == name and one.status == "active"), None)
    known = version.anchors if version else {}
    anchors = {
        anchor: at
        for anchor in known
        if f"anchor.{anchor}" in request.state.form and (at := _instant(request, f"anchor.{anchor}"))
    }
    steps = version.steps if version else ()
    partners = {
        role: where for role in {by for step in steps for by in step.by} if (where := _said(request, f"partner.{role}"))
    }
    await service.enrol(
        handle,
        request.path_params["patient"],
        name,
        "",
        _said(request, "participant"),
        anchors,
        _said(request, "referral"),
        partners=partners,
        although=_said(request, "although"),
    )
    return see(after(_home(request), "enrol"))


async def set_date(request: Request) -> Response:
    """Set the planned date of an anchor."""
    service = platform_of(request).protocol
    at = _instant(request, "at")
    await service.set_anchor(request.state.handle, request.path_params["plan"], _said(request, "anchor"), at)
    return see(after(_home(request), "dates"))


async def leave(request: Request) -> Response:
    """The patient leaves the protocol."""
    service = platform_of(request).protocol
    await service.exit(
        request.state.handle, request.path_params["plan"], reason=_said(request, "reason"), note=_said(request, "note")
    )
    return see(after(_home(request), "exit"))


async def finish(request: Request) -> Response:
    """The patient has come to the end of the protocol; where steps are left, the reason is kept with the plan."""
    service, handle, plan = platform_of(request).protocol, request.state.handle, request.path_params["plan"]
    check_may(handle.caller, Right.ENROL)
    view, reason = await service.plan(handle, plan), _said(request, "reason")
    if not reason and any(one.state in OPEN_STATES for one in view.progress.occurrences):
        raise Refusal(Kind.INVALID, "Steps are still to be done: say why the protocol ends early.")
    await service.finish(handle, plan, note=reason)
    return see(after(_home(request), "finish"))


async def resume(request: Request) -> Response:
    """The patient comes back."""
    service = platform_of(request).protocol
    await service.resume(request.state.handle, request.path_params["plan"], reason=_said(request, "reason"))
    return see(after(_home(request), "resume"))


def invite(show: PatientPage) -> Callable[[Request], Awaitable[Response]]:
    """Make a one-time code and show it once."""

    async def make(request: Request) -> Response:
        found: Read = await read(request)
        code = await platform_of(request).accounts.invite_patient(request.state.handle, found.patient.id or "")
        return await show(request, found, invitation=code)

    return make


def on_step(show: PatientPage) -> Callable[[Request], Awaitable[Response]]:
    """Complete, correct, undo, deviate, claim or assign a step; whoever comes second sees who was first."""

    async def act(request: Request) -> Response:
        name = request.path_params["act"]
        if name not in STEP_ACTS:
            raise Refusal(Kind.NOT_FOUND, "There is no such act.")
        plan, key = request.path_params["plan"], request.path_params["key"]
        try:
            await STEP_ACTS[name](request, plan, key)
        except Taken as taken:
            return await show(request, conflict=_taken(request, taken), status=409)
        back = local_path(_said(request, "back"), _home(request))
        return see(after(back, name, plan, key))

    return act


def _taken(request: Request, taken: Taken) -> str:
    words: Words = request.state.words
    who = names.short(taken.who) or words.gettext("Somebody else")
    time = calendar_of(request).changed(taken.at, platform_of(request).clock.now()) if taken.at else ""
    if taken.status in ("completed", "rejected"):
        return words.gettext("%(who)s closed this step at %(time)s.") % {"who": who, "time": time}
    return words.gettext("%(who)s took this step at %(time)s.") % {"who": who, "time": time}


async def _complete(request: Request, plan: str, key: str) -> None:
    service, at = platform_of(request).protocol, _instant(request, "at")
    await service.complete(request.state.handle, plan, key, at, _said(request, "note"), _version(request))


async def _correct(request: Request, plan: str, key: str) -> None:
    at = _instant(request, "at")
    if at is None:
        raise Refusal(Kind.INVALID, "A correction needs the time at which it happened.")
    service = platform_of(request).protocol
    await service.correct(request.state.handle, plan, key, at, reason=_said(request, "reason"))


async def _undo(request: Request, plan: str, key: str) -> None:
    await platform_of(request).protocol.undo(request.state.handle, plan, key, reason=_said(request, "reason"))


async def _deviate(request: Request, plan: str, key: str) -> None:
    await platform_of(request).protocol.deviate(
        request.state.handle,
        plan,
        key,
        reason=_said(request, "reason"),
        note=_said(request, "note"),
        close=_said(request, "then") != "keep",
        expected_version=_version(request),
    )


async def _claim(request: Request, plan: str, key: str) -> None:
    await platform_of(request).protocol.claim(request.state.handle, plan, key, _version(request))


async def _assign(request: Request, plan: str, key: str) -> None:
    practitioner = _said(request, "person")
    people = await platform_of(request).directory.workers(request.state.handle) if practitioner else []
    name = next((one.latin or one.name for one in people if one.practitioner == practitioner), "")
    if practitioner and not name:
        raise Refusal(Kind.INVALID, "The directory knows nobody of this name.")
    await platform_of(request).protocol.assign(request.state.handle, plan, key, practitioner, name, _version(request))


STEP_ACTS: dict[str, Callable[[Request, str, str], Awaitable[None]]] = {
    "complete": _complete,
    "correct": _correct,
    "undo": _undo,
    "deviate": _deviate,
    "claim": _claim,
    "assign": _assign,
}
