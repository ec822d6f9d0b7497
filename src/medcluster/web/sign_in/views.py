"""What do sign-in and sign-out answer to a request?

Promise: each door hands its form to `cluster.Accounts` and gives the browser the session's cookie; a refusal stays on
the page, beside the form that was refused. Whoever comes in is led to where they wanted, if their role may go there,
else to where their day begins. Must not know: how accounts are checked.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from medcluster.cluster import Right, Role, Session, demonstration, may
from medcluster.foundation import Kind, Refusal, Words
from medcluster.record import Caller
from medcluster.web.frame.building import frame_of, home_of
from medcluster.web.places import places_of
from medcluster.web.platform import platform_of
from medcluster.web.responses import render, see
from medcluster.web.security import SESSION_COOKIE, forget_session, keep_session, local_path, page
from medcluster.web.sign_in.context import Guest, SignInContext

STAY = frozenset({Kind.UNAUTHENTICATED, Kind.TOO_MANY, Kind.FORBIDDEN, Kind.NOT_FOUND, Kind.INVALID, Kind.MALFORMED})
NEEDS = {
    "board": Right.SEE_BOARD,
    "patients": Right.FIND_PATIENTS,
    "work": Right.SEE_WORK,
    "me": Right.SEE_OWN_PLAN,
    "cluster": Right.SEE_CLUSTER,
    "protocols": Right.SEE_PROTOCOLS,
}


async def show(request: Request) -> Response:
    """The doors. A code in the address is filled in, and opened by the patient's own press."""
    query = request.query_params
    return await _drawn(request, code=query.get("code", ""), leads=query.get("next", ""))


async def enter(request: Request) -> Response:
    """Somebody wants to come in."""
    form = request.state.form
    leads = str(form.get("next", ""))
    door = next((name for name in ("role", "code") if str(form.get(name, "")).strip()), "name")
    try:
        session = await _opened(request, door)
    except Refusal as refusal:
        if refusal.kind not in STAY:
            raise
        wrong = _said(request.state.words, door, refusal)
        status = 429 if refusal.kind is Kind.TOO_MANY else 401
        name, code = str(form.get("name", "")), str(form.get("code", ""))
        return await _drawn(request, name=name, code=code, leads=leads, wrong=wrong, refused=door, status=status)
    accounts = platform_of(request).accounts
    if request.state.session:
        await accounts.sign_out(request.state.session)
    response = see(_way(await accounts.caller_of_session(session.token), leads))
    keep_session(request, response, session.token)
    return response


async def leave(request: Request) -> Response:
    """The session ends, here and on the server."""
    token = request.cookies.get(SESSION_COOKIE, "")
    if token:
        await platform_of(request).accounts.sign_out(token)
    response = see("/sign-in")
    forget_session(response)
    response.headers["Clear-Site-Data"] = '"storage"'  # a patient's plan and half-filled answers leave a lent phone
    return response


async def _opened(request: Request, door: str) -> Session:
    accounts, form = platform_of(request).accounts, request.state.form
    source = request.client.host if request.client else ""
    if door == "role":
        if not platform_of(request).settings.demonstration_sign_in:
            raise Refusal(Kind.FORBIDDEN, "The demonstration signs in on its own machine only.")
        return await accounts.sign_in_as_demonstration(str(form["role"]))
    if door == "code":
        return await accounts.redeem(str(form["code"]), source=source)
    return await accounts.sign_in(str(form.get("name", "")), str(form.get("password", "")), source=source)


def _way(caller: Caller | None, leads: str) -> str:
    """Where this caller goes now."""
    home = home_of(caller)
    wanted = local_path(leads, home)
    right = NEEDS.get(wanted.partition("?")[0].strip("/").partition("/")[0])
    return wanted if caller is not None and right is not None and may(caller, right) else home


def _said(words: Words, door: str, refusal: Refusal) -> str:
    if refusal.kind is Kind.TOO_MANY:
        return words.gettext("Too many tries. Wait a quarter of an hour, then try again.")
    if door == "code":
        return words.gettext(
            "This code opens nothing: it is mistyped, used already, or too old. Ask your coordinator for a new one."
        )
    if door == "role":
        return words.gettext("The demonstration has nobody in this role here.")
    return words.gettext("Name or password is wrong.")


async def _drawn(
    request: Request,
    *,
    name: str = "",
    code: str = "",
    leads: str = "",
    wrong: str = "",
    refused: str = "",
    status: int = 200,
) -> Response:
    open_to_guests = platform_of(request).settings.demonstration_sign_in
    context = SignInContext(
        frame=frame_of(request, ""),
        guests=await _guests(request) if open_to_guests else (),
        name=name,
        code=code,
        next=local_path(leads, ""),
        wrong=wrong,
        refused=refused,
    )
    return render(context, request.state.words, status=status)


async def _guests(request: Request) -> tuple[Guest, ...]:
    """One person for each role of the demonstration; the patient's name is known from the description alone."""
    people = {one.role: one for one in await platform_of(request).accounts.people() if one.sign_in == one.role}
    described = {one.role: one.name for one in demonstration().accounts}
    names = (await places_of(request)).names
    found = []
    for role in (*(one for one in Role if one not in (Role.PATIENT, Role.INTERFACE)), Role.PATIENT):
        if role in people:
            found.append(Guest(role, people[role].name, names.get(people[role].participant, "")))
        elif role is Role.PATIENT and people and described.get(role):
            found.append(Guest(role, described[role]))
    return tuple(found)


ROUTES: tuple[BaseRoute, ...] = (
    Route("/sign-in", page(show, public=True), methods=["GET"]),
    Route("/sign-in", page(enter, public=True), methods=["POST"]),
    Route("/sign-out", page(leave, public=True), methods=["POST"]),
)
