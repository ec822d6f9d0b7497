"""Realistic contexts for sign-in, the patient's phone, the protocols and the cluster.

As in `samples`: what can be computed by the rooms' own pure functions is computed, over the same invented people and
the same day, and the shipped protocols and the shipped cluster are shown as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from medcluster.cluster import Participant, Place, Service, Track, Worker, demonstration
from medcluster.cluster.directory_values import Profile
from medcluster.foundation import Words
from medcluster.protocol import PlanView, Version, compiled, library, origin_of, progress
from medcluster.web.cluster import reading
from medcluster.web.cluster.context import ClusterContext, ParticipantContext
from medcluster.web.cluster.reading import ClusterReader, participant_page
from medcluster.web.cluster.views import tabs
from medcluster.web.cluster.words import stage_word
from medcluster.web.dates import Calendar
from medcluster.web.environment import Context
from medcluster.web.frame.context import Frame, Notice
from medcluster.web.me.context import MeContext, Reach
from medcluster.web.me.plan import OwnReader, own_plan
from medcluster.web.protocols.comparison import comparison
from medcluster.web.protocols.context import DifferenceContext, ListContext, ProtocolContext
from medcluster.web.protocols.reading import LibraryReader, list_rows, protocol_page
from medcluster.web.sign_in.context import Guest, SignInContext
from medcluster.web.vocabulary import text_of
from tests.pages import samples

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


def nobody(words: Words) -> Frame:
    """The frame before anybody signed in."""
    whole = samples.frame(words, "")
    return replace(whole, person="", role="", nav=(), can_find=False, csrf="", home="/sign-in", here="/sign-in")


def sign_in(words: Words) -> SignInContext:
    """The doors of the demonstration."""
    return SignInContext(frame=nobody(words), guests=GUESTS)


def sign_in_refused(words: Words) -> SignInContext:
    """The doors of a cluster at work, after a wrong password."""
    wrong = words.gettext("Name or password is wrong.")
    return SignInContext(
        frame=nobody(words), name="dubois", next="/work", wrong=wrong, refused="name", code="4821-0937-5512"
    )


def _plan(now: datetime, case: samples.Case) -> PlanView:
    """The enrolment of a case as it stands at an instant."""
    enrolled = samples.enrolled_of(case)
    standing = progress(enrolled.version, enrolled.facts, now)
    return PlanView(enrolled.episode, enrolled.version, enrolled.facts, standing, now)


def _services() -> tuple[Reach, ...]:
    found = next(one for one in demonstration().participants if one.id == "saint-charles").services
    return tuple(Reach(one.name["en"], one.phone, "Mon–Fri 08:00–20:00") for one in found if one.phone)


def _me(words: Words, surgery: int, skipped: tuple[str, ...], notice: Notice | None = None) -> MeContext:
    now, case = samples.NOW, next(one for one in samples.CASES if one.family == "Petrova")
    view = _plan(now, replace(case, surgery=surgery, skipped=skipped, late=(), anaemia=True))
    reach = {"saint-charles": _services()}
    reader = OwnReader(words, Calendar(words, samples.ZONE), now, samples.HOSPITALS, reach, "a" * 16)
    frame = replace(samples.frame(words, "me"), person="Анна Петрова", role=words.gettext("patient"), nav=())
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


RUNNING = {("hip-fast-track", "2.1.0"): 148, ("hip-fast-track", "2.0.0"): 23, ("knee-fast-track", "1.4.0"): 96}


def library_reader(words: Words) -> LibraryReader:
    """For whom protocols are written."""
    names = {one.id: text_of(one.name, words.language) for one in demonstration().participants}
    return LibraryReader(words, names, {"levin": "Antoine Levin"}, RUNNING)


def _shipped() -> tuple[Version, ...]:
    keys = sorted((key for key in library() if "/origin-" not in key), reverse=True)
    return tuple(sorted((compiled(key) for key in keys), key=lambda one: one.name))


def protocols(words: Words) -> ListContext:
    """The shipped library."""
    return ListContext(samples.frame(words, "protocols"), list_rows(_shipped(), library_reader(words)))


def _page(words: Words, key: str) -> ProtocolContext:
    version = compiled(key)
    versions = [one for one in _shipped() if one.name == version.name]
    frame = samples.frame(words, "protocols")
    return protocol_page(version, versions, origin_of(version), library_reader(words), frame)


def protocol(words: Words) -> ProtocolContext:
    """The hip."""
    return _page(words, "hip-fast-track/2.1.0")


def protocol_cycles(words: Words) -> ProtocolContext:
    """A course with cycles."""
    return _page(words, "chemotherapy-fec-docetaxel/1.0.0")


def protocol_long(words: Words) -> ProtocolContext:
    """One whose anchors follow each other."""
    return _page(words, "childhood-leukaemia/1.0.0")


def _difference(words: Words, old: Version) -> DifferenceContext:
    new = compiled("hip-fast-track/2.1.0")
    versions = [one for one in _shipped() if one.name == new.name]
    frame = samples.frame(words, "protocols")
    return comparison(old, new, versions, origin_of(new), library_reader(words), frame)


def difference(words: Words) -> DifferenceContext:
    """From 2.0 to 2.1."""
    return _difference(words, compiled("hip-fast-track/2.0.0"))


def difference_origin(words: Words) -> DifferenceContext:
    """From the partner's original."""
    return _difference(words, compiled("hip-fast-track/origin-4.0"))


def _participants() -> list[Participant]:
    """The shipped participants, as the directory gives them back."""
    today = samples.NOW.date()
    found = []
    for one in demonstration().participants:
        acts = tuple(
            replace(each.act, by=today + timedelta(days=each.in_days)) if each.in_days is not None else each.act
            for each in one.acts
        )
        track = Track(one.milestones, acts)
        found.append(Participant(one.id, one.kind, one.country, one.part_of, Profile.of(one), track))
    return found


def _cluster_reader(words: Words) -> ClusterReader:
    return ClusterReader(words, Calendar(words, samples.ZONE), samples.NOW.date(), _participants())


def _offers(participant: str = "") -> list[Service]:
    return [
        Service(each.id, one.id, each.category, each.name, each.summary, each.phone, each.hours)
        for one in demonstration().participants
        for each in one.services
        if participant in ("", one.id)
    ]


def _places(participant: str = "") -> list[Place]:
    return [
        Place(
            f"{one.id}-{each.id}-{number}",
            one.id,
            each.kind,
            {code: f"{text} {number}" if each.each > 1 else text for code, text in each.name.items()},
            each.beds,
            each.count,
            each.hours,
            each.planned,
            str(each.source),
        )
        for one in demonstration().participants
        for each in one.facilities
        for number in range(1, each.each + 1)
        if participant in ("", one.id)
    ]


def _workers(participant: str = "") -> list[Worker]:
    return [
        Worker(
            one.id, f"{one.given} {one.family}", one.latin if one.script else "", one.participant, one.role, one.title
        )
        for one in demonstration().people
        if participant in ("", one.participant)
    ]


def cluster(words: Words, view: str = "participants", stage: str = "") -> ClusterContext:
    """The shipped cluster."""
    described, reader = demonstration(), _cluster_reader(words)
    way = reading.on_the_way(reader.participants)
    frame = replace(samples.frame(words, "cluster"), person="Daria Orlova", role=words.gettext("manager"))
    return ClusterContext(
        frame=frame,
        name=reader.text(described.name),
        place=reader.text(described.place),
        summary=reader.text(described.summary),
        notice=reader.text(described.notice),
        figures=reading.figures(described.facts, reader),
        operator=reader.place(described.operator),
        number=len(way),
        number_open=sum(1 for one in way if one.open),
        number_late=sum(1 for one in way if reading.is_late(one, reader.today)),
        view=view,
        tabs=tabs(words, view),
        cells=reading.cells(reader, stage),
        stage=stage_word(words, stage) if stage else "",
        rows=tuple(reading.participant_row(one, reader) for one in way if stage in ("", one.stage)),
        services=reading.service_rows(_offers(), reader),
        facilities=reading.facility_rows(_places(), reader),
        people=reading.person_rows(_workers(), reader),
        papers=reading.paper_rows(way, reader),
    )


def participant(words: Words) -> ParticipantContext:
    """One of them, whole."""
    reader = _cluster_reader(words)
    one = next(each for each in reader.participants if each.id == "saint-charles")
    return participant_page(
        one,
        reader,
        samples.frame(words, "cluster"),
        (("Hip fast-track 2.1.0", "/protocols/hip-fast-track/2.1.0", 148),),
        _offers(one.id),
        _places(one.id),
        _workers(one.id),
    )


GALLERY: dict[str, Callable[[Words], Context]] = {
    "sign-in": sign_in,
    "sign-in-refused": sign_in_refused,
    "me": me,
    "me-asked": me_asked,
    "me-empty": me_empty,
    "protocols": protocols,
    "protocol": protocol,
    "protocol-cycles": protocol_cycles,
    "protocol-long": protocol_long,
    "difference": difference,
    "difference-origin": difference_origin,
    "cluster": cluster,
    "cluster-services": lambda words: cluster(words, "services"),
    "cluster-facilities": lambda words: cluster(words, "facilities"),
    "cluster-people": lambda words: cluster(words, "people"),
    "cluster-papers": lambda words: cluster(words, "papers"),
    "cluster-stage": lambda words: cluster(words, stage="visit"),
    "participant": participant,
}


def contexts(language: str) -> Iterator[tuple[str, Context]]:
    """Every sample in one language."""
    words = Words.of(language)
    for name, make in GALLERY.items():
        yield name, make(words)
