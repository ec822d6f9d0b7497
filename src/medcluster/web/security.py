"""Who is at the door of the pages, and did this form come from us?

Promise: every page is reached through `page`: it finds the caller of the session, opens the record for that caller,
refuses forms that another site sent, turns every refusal into a page, and hardens the answer. Whoever is not signed in
is led to `/sign-in`. Must not know: what any page shows. Source of the rules: OWASP ASVS (cookies, CSRF, CSP).
"""

from __future__ import annotations

import hashlib
import hmac
import logging
from collections.abc import Awaitable, Callable, Mapping
from functools import wraps
from time import monotonic
from urllib.parse import quote

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from medcluster import record
from medcluster.foundation import Kind, Languages, Refusal, Words
from medcluster.web.platform import platform_of

SESSION_COOKIE = "medcluster_session"
LANGUAGE_COOKIE = "medcluster_language"
A_YEAR = 365 * 24 * 3600
NAME_SECONDS = 10.0  # the cluster's name is remembered so long: each process remembers its own
MOST_FIELDS, LARGEST_FIELD_BYTES = 200, 64 * 1024
SAFE_METHODS = frozenset({"GET", "HEAD"})
FRAGMENT_HEADER = "X-Fragment"

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}

View = Callable[[Request], Awaitable[Response]]

log = logging.getLogger("medcluster.web")


def page(view: View, *, public: bool = False) -> View:
    """Wrap a view. When it runs, `request.state` has `words`, `caller`, `handle`, `csrf`, and `form` for a POST.

    A public page may be seen by nobody in particular: then `caller` and `handle` are None.
    """

    @wraps(view)
    async def enter(request: Request) -> Response:
        from medcluster.web.responses import refused

        _prepare(request)
        try:
            response = await _admit(request, view, public)
        except Refusal as refusal:
            response = refused(request, refusal)
        except Exception:
            log.exception("unexpected failure of a page")
            response = refused(request, None)
        return _hardened(request, response)

    return enter


def _prepare(request: Request) -> None:
    request.state.caller = None
    request.state.handle = None
    request.state.cluster = {}
    request.state.session = request.cookies.get(SESSION_COOKIE, "")
    request.state.csrf = csrf_of(request.state.session)
    request.state.form = FormData()
    request.state.words = _words(request, None)


async def _admit(request: Request, view: View, public: bool) -> Response:
    _refuse_nul(request.url.path, *(text for pair in request.query_params.multi_items() for text in pair))
    _refuse_nul(*(str(value) for value in request.path_params.values()))
    caller = await identify(request)
    request.state.caller = caller
    request.state.words = _words(request, caller)
    if caller is None and not public:
        return _to_sign_in(request)
    if caller is not None:
        request.state.handle = platform_of(request).record.open_for(caller)
    request.state.cluster = await _cluster_name(request)
    if request.method not in SAFE_METHODS:
        await _check_origin(request)
    return await view(request)


async def _cluster_name(request: Request) -> Mapping[str, str]:
    """The cluster's name in its languages, as it was some seconds ago; empty before a description is installed."""
    kept: Mapping[str, str]
    kept, until = getattr(request.app.state, "cluster_name", ({}, 0.0))
    if not kept or monotonic() >= until:
        try:
            kept = (await platform_of(request).directory.cluster()).profile.name
        except Refusal:
            return kept
        request.app.state.cluster_name = kept, monotonic() + NAME_SECONDS
    return kept


async def identify(request: Request) -> record.Caller | None:
    """The caller of the session cookie, or None."""
    token = request.cookies.get(SESSION_COOKIE, "")
    return await platform_of(request).accounts.caller_of_session(token) if token else None


def csrf_of(session: str) -> str:
    """The value that a form of this session must carry; only someone who holds the session can compute it."""
    return hmac.new(session.encode(), b"medcluster form", hashlib.sha256).hexdigest() if session else ""


async def _check_origin(request: Request) -> None:
    site = request.headers.get("sec-fetch-site", "")
    origin = request.headers.get("origin", "")
    foreign = site not in ("", "same-origin", "none") or (origin != "" and not _same_host(request, origin))
    if not foreign:
        request.state.form = await _form(request)
    if foreign or not _carries_token(request):
        raise Refusal(
            Kind.FORBIDDEN,
            "This form was not sent from a page of this session.",
            hint="Open the page again and repeat; nothing was changed.",
        )


async def _form(request: Request) -> FormData:
    """The form, which has to be of a length that our own pages send: it is read before anybody has signed in."""
    try:
        form = await request.form(max_files=0, max_fields=MOST_FIELDS, max_part_size=LARGEST_FIELD_BYTES)
    except HTTPException as fault:
        raise Refusal(
            Kind.TOO_LARGE, "This form is too long, or cannot be read.", hint="Shorten what it says."
        ) from fault
    _refuse_nul(*(str(value) for pair in form.multi_items() for value in pair))
    return form


def _refuse_nul(*texts: str) -> None:
    """No database holds it, and nobody types it."""
    if any("\0" in text for text in texts):
        raise Refusal(Kind.MALFORMED, "A NUL character cannot be in an address or in a form.")


def _same_host(request: Request, origin: str) -> bool:
    return origin.partition("://")[2] == request.headers.get("host", "")


def _carries_token(request: Request) -> bool:
    if request.state.caller is None:  # nobody's session is at stake; the origin was checked
        return True
    sent = str(request.state.form.get("csrf", "")) or request.headers.get("x-csrf", "")
    return hmac.compare_digest(sent, request.state.csrf)


def _to_sign_in(request: Request) -> Response:
    if request.headers.get(FRAGMENT_HEADER):
        return Response(status_code=401)
    target = "/sign-in"
    if request.method in SAFE_METHODS and request.url.path != "/":
        query = f"?{request.url.query}" if request.url.query else ""
        target += "?next=" + quote(request.url.path + query, safe="")
    return RedirectResponse(target, status_code=303)


def local_path(value: str, otherwise: str) -> str:
    """`value` when it is a path on this very site, else `otherwise`: a form may not send anyone elsewhere."""
    plain = value.startswith("/") and not value.startswith(("//", "/\\")) and "\n" not in value and "\r" not in value
    return value if plain else otherwise


def _words(request: Request, caller: record.Caller | None) -> Words:
    return Words.of(_language(request, caller))


def _language(request: Request, caller: record.Caller | None) -> str:
    asked = request.query_params.get("lang", "")
    if asked in Languages:
        return asked
    kept = request.cookies.get(LANGUAGE_COOKIE, "")
    if kept in Languages:
        return kept
    if caller is not None and caller.language in Languages:
        return caller.language
    for part in request.headers.get("accept-language", "").split(","):
        code = part.partition(";")[0].strip()[:2].lower()
        if code in Languages:
            return code
    return "en"


def _hardened(request: Request, response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", "no-store")
    asked = request.query_params.get("lang", "")
    if asked in Languages and asked != request.cookies.get(LANGUAGE_COOKIE, ""):
        response.set_cookie(
            LANGUAGE_COOKIE, asked, max_age=A_YEAR, samesite="lax", httponly=True, secure=_secure(request)
        )
    return response


def _secure(request: Request) -> bool:
    """Whether the browser came over HTTPS; a proxy in front of us speaks HTTP with us."""
    return request.url.scheme == "https" or platform_of(request).settings.https


def keep_session(request: Request, response: Response, token: str) -> None:
    """Give the browser the session's cookie."""
    response.set_cookie(SESSION_COOKIE, token, samesite="lax", httponly=True, secure=_secure(request), path="/")


def forget_session(response: Response) -> None:
    """Take the session's cookie back."""
    response.delete_cookie(SESSION_COOKIE, path="/")
