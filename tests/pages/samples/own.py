"""Signing in, and the patient's own phone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from medcluster.cluster import demonstration
from medcluster.foundation import Words
from medcluster.protocol import PlanView, progress
from medcluster.web.dates import Calendar
from medcluster.web.environment import Context
from medcluster.web.frame.context import Notice
from medcluster.web.me.context import MeContext, Reach
from medcluster.web.me.plan import OwnReader, own_plan
from medcluster.web.sign_in.context import Guest, SignInContext
from tests.pages.samples.facts import HOSPITALS, NOW, ZONE, enrolled_of
from tests.pages.samples.framing import frame_of, nobody
from tests.pages.samples.invented import CASES, Case

GUESTS = (
    Guest("coordinator", "Elena Sokolova", "International Medical Cluster Foundation"),
    Guest("doctor", "Irina Gusarova", "City polyclinic 62"),
    Guest("surgeon", "Antoine Levin", "Orthopaedic clinic"),
    Guest("anaesthetist", "Ilya Volkov", "Orthopaedic clinic"),
    Guest("nurse", "Marie Dubois", "Orthopaedic clinic"),
    Guest("physiotherapist", "Thomas Weiss", "Orthopaedic clinic"),
    Guest("radiographer", "Samira Ahmadi", "Diagnostic centre"),
    Guest("manager", "Daria Orlova", "International Medical Cluster Foundation"),
    Guest("administrator", "Pavel Lebedev", "International Medical Cluster Foundation"),
    Guest("patient", "Анна Петрова"),
)


def sign_in(words: Words) -> SignInContext:
    """The doors of the demonstration."""
    return SignInContext(frame=nobody(words), guests=GUESTS)


def sign_in_refused(words: Words) -> SignInContext:
    """The doors of a cluster at work, after a wrong password."""
    wrong = words.gettext("Name or password is wrong.")
    return SignInContext(
        frame=nobody(words), name="dubois", next="/work", wrong=wrong, refused="name", code="4821-0937-5512"
    )


def _plan(now: datetime, case: Case) -> PlanView:
    """The enrolment of a case as it stands at an instant."""
    enrolled = enrolled_of(case)
    standing = progress(enrolled.version, enrolled.facts, now)
    return PlanView(enrolled.episode, enrolled.version, enrolled.facts, standing, now)


def _services() -> tuple[Reach, ...]:
    found = next(one for one in demonstration().participants if one.id == "saint-charles").services
    return tuple(Reach(one.name["en"], one.phone, "Mon–Fri 08:00–20:00") for one in found if one.phone)


def _me(words: Words, surgery: int, skipped: tuple[str, ...], notice: Notice | None = None) -> MeContext:
    now, case = NOW, next(one for one in CASES if one.family == "Petrova")
    view = _plan(now, replace(case, surgery=surgery, skipped=skipped, late=(), anaemia=True))
    reach = {"saint-charles": _services()}
    reader = OwnReader(words, Calendar(words, ZONE), now, HOSPITALS, reach, "a" * 16)
    frame = replace(frame_of(words, "me"), person="Анна Петрова", role=words.gettext("patient"), nav=())
    return MeContext(
        frame=replace(frame, now=now, can_find=False, home="/me", here="/me", notice=notice),
        greeting=words.gettext("Good morning, %(name)s") % {"name": "Анна" if words.language == "ru" else "Anna"},
        plans=(own_plan(view, reader),),
        call=Reach("Patient coordination", "+7 000 000-00-01", "Mon–Fri 08:00–20:00, Sat 09:00–15:00"),
        emergency="103",
        place="Skolkovo, Moscow",
        account="account",
    )


def me(words: Words) -> MeContext:
    """Anna six days before surgery: a class to go to."""
    return _me(words, 6, ("anaemia", "school"))


def me_asked(words: Words) -> MeContext:
    """Anna a year later: a questionnaire."""
    notice = Notice("done", words.gettext("Thank you, your answers have arrived."))
    return _me(words, -354, ("prom12",), notice)


def me_empty(words: Words) -> MeContext:
    """Invited before she was enrolled."""
    return replace(me(words), plans=())


GALLERY: dict[str, Callable[[Words], Context]] = {
    "sign-in": sign_in,
    "sign-in-refused": sign_in_refused,
    "me": me,
    "me-asked": me_asked,
    "me-empty": me_empty,
}
