"""How does a context, or a refusal, leave the house?

Promise: `render` is the only way to a page, `refused` the only place where a kind of refusal becomes a page and
words. Must not know: what any page shows.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from medcluster import record
from medcluster.foundation import Kind, Refusal, Words
from medcluster.web.environment import Context, html_of
from medcluster.web.frame.building import frame_of
from medcluster.web.frame.context import ErrorContext
from medcluster.web.refusals import hint_of, said, technical


def render(context: Context, words: Words, *, status: int = 200) -> HTMLResponse:
    """The page of a context."""
    return HTMLResponse(html_of(context, words), status_code=status)


def see(path: str) -> Response:
    """After a form was accepted: look at this page."""
    return RedirectResponse(path, status_code=303)


def refused(request: Request, refusal: Refusal | None) -> Response:
    """A refusal as a page; None is a failure of ours."""
    words: Words = request.state.words
    status = 500 if refusal is None else record.status_of(refusal.kind)
    context = ErrorContext(
        frame=frame_of(request, ""),
        status=status,
        heading=_heading(words, refusal),
        text=_text(words, refusal),
        hint=hint_of(words, refusal) if refusal else "",
        detail=technical(words, refusal) if refusal else "",
        findings=_findings(refusal),
        back=request.headers.get("referer", "") if request.method == "POST" else "",
    )
    return render(context, words, status=status)


def _text(words: Words, refusal: Refusal | None) -> str:
    """What is the matter, in the reader's language: the sentence itself where it is known, else its kind."""
    _ = words.gettext
    if refusal is None:
        return _("Nothing was changed. The log of the server says why.")
    if own := said(words, refusal):
        return own
    known = {
        Kind.NOT_FOUND: _("There is nothing at this address, or you may not see it."),
        Kind.GONE: _("It was here and has been removed."),
        Kind.FORBIDDEN: _("Your role does not allow this."),
        Kind.UNAUTHENTICATED: _("Sign in and try again."),
        Kind.CONFLICT: _("It was changed in the meantime. Look at the page again before you repeat it."),
        Kind.VERSION: _("It was changed in the meantime. Look at the page again before you repeat it."),
        Kind.TOO_MANY: _("Wait a little and try again."),
        Kind.UNAVAILABLE: _("Nothing was changed. Try again in a moment."),
    }
    return known.get(refusal.kind, _("Something in what was sent is missing or does not fit. Nothing was changed."))


def _findings(refusal: Refusal | None) -> tuple[str, ...]:
    if refusal is None or len(refusal.issues) < 2:
        return ()
    return tuple(f"{issue.where}: {issue.text}" if issue.where else issue.text for issue in refusal.issues)


def _heading(words: Words, refusal: Refusal | None) -> str:
    _ = words.gettext
    if refusal is None:
        return _("The server could not finish this")
    known = {
        Kind.NOT_FOUND: _("Nothing here"),
        Kind.GONE: _("No longer here"),
        Kind.FORBIDDEN: _("Not allowed"),
        Kind.UNAUTHENTICATED: _("Not signed in"),
        Kind.CONFLICT: _("Somebody was first"),
        Kind.VERSION: _("Somebody was first"),
        Kind.TOO_MANY: _("Too many tries"),
        Kind.UNAVAILABLE: _("The database is away"),
        Kind.UNSUPPORTED: _("Not offered here"),
    }
    return known.get(refusal.kind, _("This cannot be accepted"))
