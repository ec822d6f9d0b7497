"""What has just happened, said on the page that follows?

Promise: the address after a form names the act (`did`, `plan`, `key`); the sentence and the way back are made from the
record's own state, so a copied address says nothing untrue. Must not know: how acts are carried out.
"""

from __future__ import annotations

from urllib.parse import quote, urlencode

from starlette.requests import Request

from medcluster.foundation import Refusal, Words
from medcluster.protocol import StepAct
from medcluster.web.frame.context import Notice
from medcluster.web.places import calendar_of
from medcluster.web.platform import platform_of

ACTS = ("complete", "deviate", "correct", "note", "undo", "claim", "assign")
UNDOABLE = {"completed": "done", "rejected": "deviated"}


def after(path: str, did: str, plan: str = "", key: str = "") -> str:
    """The address of the page that tells what was done."""
    base, _, fragment = path.partition("#")
    head, _, query = base.partition("?")
    kept = [part for part in query.split("&") if part and part.split("=")[0] not in ("did", "plan", "key")]
    told = urlencode([(name, value) for name, value in (("did", did), ("plan", plan), ("key", key)) if value])
    return f"{head}?{'&'.join([*kept, told])}" + (f"#{fragment}" if fragment else "")


async def notice_of(request: Request) -> Notice | None:
    """The sentence about the act that the address names; None when there is none or it is no longer so."""
    did, plan, key = (request.query_params.get(name, "") for name in ("did", "plan", "key"))
    words: Words = request.state.words
    _ = words.gettext
    simple = {
        "refer": _("The patient is referred."),
        "enrol": _("The patient is enrolled; the plan is below."),
        "register": _("The patient is registered."),
        "dates": _("The date is set; the windows have moved."),
        "exit": _("The patient has left the protocol."),
        "finish": _("The protocol is finished."),
        "resume": _("The protocol goes on."),
        "turn-down": _("The referral is answered."),
    }
    if did in simple:
        return Notice("told", simple[did])
    if did not in ACTS or not plan or not key:
        return None
    try:
        view = await platform_of(request).protocol.plan(request.state.handle, plan)
        history = await platform_of(request).protocol.step_history(request.state.handle, plan, key)
        step = view.version.step(key.partition("#")[0])
    except (Refusal, KeyError):
        return None
    title = step.title.get(words.language) or step.title["en"]
    return _step_notice(request, history[0], title, view.episode.patient) if history else None


def _step_notice(request: Request, last: StepAct, title: str, patient: str) -> Notice:
    words: Words = request.state.words
    state = UNDOABLE.get(last.task.status, "")
    at = last.task.happened if last.act in ("complete", "correct") else last.task.recorded
    time = calendar_of(request).changed(at, platform_of(request).clock.now()) if at else ""
    if not state:
        said = {
            "undo": words.gettext("It is open again: %(step)s"),
            "claim": words.gettext("You have taken it: %(step)s"),
            "assign": words.gettext("It is assigned: %(step)s"),
        }.get(last.act, words.gettext("It is noted: %(step)s"))
        return Notice("told", said % {"step": title})
    action = f"/patients/{patient}/plans/{last.careplan}/steps/{quote(last.task.key, safe='')}/undo"
    fields = (
        ("reason", words.gettext("undone at once")),
        ("back", request.url.path),
    )
    return Notice(state, f"{time} · {title}", action, fields)
