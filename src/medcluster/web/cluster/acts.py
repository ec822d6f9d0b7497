"""How is a participant moved on?

Promise: a form becomes calls of the directory, which decides; whoever may not change the cluster is refused before the
form is read. Words are kept in the language they were written in. Must not know: how the way to opening is kept.
"""

from __future__ import annotations

import secrets
from datetime import date

from starlette.requests import Request
from starlette.responses import Response

from medcluster.cluster import (
    STAGES,
    Document,
    Milestone,
    NextAct,
    Participant,
    ParticipantKind,
    Right,
    Source,
    Stage,
    check_may,
)
from medcluster.foundation import Kind, Refusal
from medcluster.web.cluster import words as said
from medcluster.web.frame.context import Notice
from medcluster.web.patient.notices import after
from medcluster.web.platform import platform_of
from medcluster.web.responses import see

UNNAMED = "Say who must act next, and what they must do."


async def reach(request: Request) -> Response:
    """The stage that is worked on was reached: when, shown by which paper, and who acts next."""
    one = await _moved(request)
    milestone = _milestone(request)
    named = bool(_said(request, "who") or _said(request, "what"))
    if milestone.stage is not STAGES[-1] and not named:
        raise Refusal(Kind.INVALID, UNNAMED)
    await platform_of(request).directory.reach_stage(
        request.state.handle.caller,
        one.id,
        milestone,
        then={secrets.token_hex(8): _act(request)} if named else {},
        done=[str(act) for act in request.state.form.getlist("done")],
    )
    return see(after(f"/cluster/{one.id}", "stage", key=milestone.stage))


async def name_act(request: Request) -> Response:
    """Somebody must act."""
    one, act = await _moved(request), _act(request)
    await platform_of(request).directory.plan_act(
        request.state.handle.caller, one.id, secrets.token_hex(8), who=act.who, what=act.what, by=act.by
    )
    return see(after(f"/cluster/{one.id}", "act"))


async def finish_act(request: Request) -> Response:
    """It is done."""
    one, act = await _moved(request), request.path_params["act"]
    await platform_of(request).directory.finish_act(request.state.handle.caller, one.id, act)
    return see(after(f"/cluster/{one.id}", "finish"))


def told(request: Request, one: Participant) -> Notice | None:
    """What has just happened, as long as the directory still says so."""
    did, key, _ = request.query_params.get("did", ""), request.query_params.get("key", ""), request.state.words.gettext
    if did == "stage" and key in {milestone.stage for milestone in one.track.milestones}:
        return Notice("told", _("It is recorded: %(stage)s.") % {"stage": said.stage_word(request.state.words, key)})
    simple = {"act": _("It is noted who must act next."), "finish": _("It is noted as done.")}
    return Notice("told", simple[did]) if did in simple else None


async def _moved(request: Request) -> Participant:
    """The participant of the address, for somebody who may change it."""
    check_may(request.state.handle.caller, Right.CHANGE_CLUSTER)
    one = await platform_of(request).directory.participant(request.path_params["participant"])
    if one.kind is ParticipantKind.OPERATOR:
        raise Refusal(Kind.NOT_FOUND, "There is no such participant.")
    return one


def _milestone(request: Request) -> Milestone:
    stage, on = _said(request, "stage"), _day(request, "on")
    if stage not in STAGES:
        raise Refusal(Kind.MALFORMED, "There is no such stage.")
    if on is None:
        raise Refusal(Kind.INVALID, "Say on which day the stage was reached.")
    title, until = _said(request, "document"), _day(request, "until")
    paper = Document(_text(request, title), date=on.isoformat(), until=until.isoformat() if until else "")
    return Milestone(Stage(stage), on.isoformat(), Source.RECORDED, (paper,) if title else ())


def _act(request: Request) -> NextAct:
    who, what = _said(request, "who"), _said(request, "what")
    if not who or not what:
        raise Refusal(Kind.INVALID, UNNAMED)
    return NextAct(_text(request, who), _text(request, what), _day(request, "by"), Source.RECORDED)


def _said(request: Request, name: str) -> str:
    return " ".join(str(request.state.form.get(name, "")).split())[:300]


def _text(request: Request, text: str) -> dict[str, str]:
    """Words as they were written; English is what other readers fall back to."""
    return {"en": text, request.state.words.language: text}


def _day(request: Request, name: str) -> date | None:
    text = _said(request, name)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Refusal(Kind.INVALID, "This date cannot be read.") from None
