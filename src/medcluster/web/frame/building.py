"""What does this request's reader see around every page?

Promise: the frame follows from the request alone (its caller, language and address), without asking the database, so
that an error page can be drawn when everything else is away. Source of the entries: the design's page map.
"""

from __future__ import annotations

from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from starlette.requests import Request

from medcluster.foundation import Languages, Words
from medcluster.record import Caller
from medcluster.web.frame.context import Frame, LanguageLink, Link, Notice
from medcluster.web.platform import platform_of
from medcluster.web.vocabulary import role_word, text_of

OWN_NAMES = {"en": "English", "ru": "Русский", "fr": "Français", "he": "עברית"}
AREAS = {
    "coordinator": ("board", "patients", "protocols", "cluster"),
    "doctor": ("patients", "work", "board", "protocols"),  # refers; steps are mostly other people's
    "manager": ("cluster", "protocols"),
    "administrator": ("cluster", "messages", "protocols"),
    "interface": ("protocols", "messages", "cluster"),
    "patient": (),
}
AT_THE_BEDSIDE = ("work", "board", "patients", "protocols")
MANY_TASKS_AT_A_BEDSIDE = ("surgeon", "anaesthetist", "nurse", "physiotherapist", "radiographer")
FINDERS = frozenset({"coordinator", "doctor", *MANY_TASKS_AT_A_BEDSIDE})


def areas_of(role: str) -> tuple[str, ...]:
    """The entries of the navigation for a role, the role's home first."""
    return AREAS.get(role, AT_THE_BEDSIDE)


def home_of(caller: Caller | None) -> str:
    """The page on which this caller's day begins."""
    if caller is None:
        return "/sign-in"
    if caller.role == "patient":
        return "/me"
    return "/" + areas_of(caller.role)[0]


def zone_of(request: Request) -> ZoneInfo:
    """The cluster's time zone."""
    return ZoneInfo(platform_of(request).settings.time_zone)


def frame_of(request: Request, current: str, notice: Notice | None = None) -> Frame:
    """The frame of this request; `current` is the area that the page belongs to."""
    caller: Caller | None = request.state.caller
    words: Words = request.state.words
    platform = platform_of(request)
    return Frame(
        now=platform.clock.now(),
        zone=zone_of(request),
        person=caller.name if caller else "",
        role=role_word(words, caller.role) if caller else "",
        cluster=text_of(request.state.cluster, words.language),
        home=home_of(caller),
        csrf=request.state.csrf,
        nav=_nav(words, caller, current),
        languages=_languages(request, words),
        can_find=caller is not None and caller.role in FINDERS,
        demonstration=platform.settings.demo,
        notice=notice,
        here=_here(request),
    )


def _here(request: Request) -> str:
    query = [(name, value) for name, value in request.query_params.multi_items() if name != "lang"]
    return request.url.path + (f"?{urlencode(query)}" if query else "")


def _nav(words: Words, caller: Caller | None, current: str) -> tuple[Link, ...]:
    if caller is None:
        return ()
    _ = words.gettext
    labels = {
        "board": _("Board"),
        "patients": _("Patients"),
        "work": _("My work"),
        "protocols": _("Protocols"),
        "cluster": _("Cluster"),
        "messages": _("Messages"),
    }
    return tuple(Link(f"/{area}", labels[area], area == current) for area in areas_of(caller.role))


def _languages(request: Request, words: Words) -> tuple[LanguageLink, ...]:
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != "lang"]
    path = request.url.path if request.method == "GET" else "/"
    return tuple(
        LanguageLink(f"{path}?{urlencode([*kept, ('lang', code)])}", code, OWN_NAMES[code], code == words.language)
        for code in Languages
    )
