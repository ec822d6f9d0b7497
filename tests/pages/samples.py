"""Realistic contexts for every staff page: invented people on the shipped hip fast-track, drawn by the product's code.

Nothing is typed in twice: progress, rows and plans come from the rooms' own pure functions over invented facts, so a
sample can never show what the product could not. The day is Wednesday 18 November 2026, 10:42 in Moscow.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from medcluster.fhir import types
from medcluster.foundation import Words
from medcluster.protocol import Deviation, Done, Facts, State, Version, compiled, progress, windows
from medcluster.protocol.board import BoardCounts, StageCount
from medcluster.protocol.projection import Projected, Rights, project
from medcluster.protocol.service_episode import Enrolled, Episode, PlanView, StepTask
from medcluster.web import sentences
from medcluster.web.board.context import BoardContext
from medcluster.web.board.filters import Address, drawn
from medcluster.web.board.rows import Reader, row_of
from medcluster.web.dates import Calendar
from medcluster.web.environment import Context
from medcluster.web.frame.building import OWN_NAMES
from medcluster.web.frame.context import ErrorContext, Frame, LanguageLink, Link, Notice
from medcluster.web.patient.context import Event, Offers, PatientContext, StepContext
from medcluster.web.patient.header import header_of
from medcluster.web.patient.plan import plan_of, step_href, step_of
from medcluster.web.patient.plan_reader import PlanReader
from medcluster.web.patient.record import RecordReader, evidence_words, record_of
from medcluster.web.patients.context import Found, PatientsContext, RegisterContext
from medcluster.web.vocabulary import reasons_of, role_word
from medcluster.web.work.context import Part, WorkContext
from medcluster.web.work.tasks import task_of
from tests.pages.invented import CASES, Case

ZONE = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 11, 18, 10, 42, tzinfo=ZONE)
HOSPITALS = {"saint-charles": "Orthopaedic clinic", "leon-berard": "Cancer centre", "polyclinic-62": "Polyclinic 62"}
DAY = timedelta(days=1)
REASONS = ("medical-contraindication", "patient-choice", "no-resource", "delay-upstream", "not-documented", "other")


def version() -> Version:
    """The protocol that all of them are on."""
    return compiled("hip-fast-track/2.1.0")


def facts_of(case: Case) -> Facts:
    """What the record says about a case."""
    surgery = (NOW + case.surgery * DAY).replace(hour=8, minute=0) - case.hours * timedelta(hours=1)
    planned = {"referral": surgery - 43 * DAY, "surgery": surgery}
    bare = Facts(planned=planned, actual={}, conditions={"anaemia": case.anaemia})
    done: dict[str, Done] = {}
    for key, window in windows(version(), bare).items():
        step = key.partition("#")[0]
        if window is None or step in case.skipped or (step == "anaemia" and not case.anaemia):
            continue
        at = window.latest + 2 * DAY if step in case.late else min(window.target, window.latest)
        if at <= NOW and not any(step == name for name, _ in case.deviated):
            done[key] = Done(at, "Marie Dubois", ("DiagnosticReport/xray",) if step == "imaging" else ())
    deviated = {name: Deviation(why, "", NOW - timedelta(hours=3), "Marie Dubois") for name, why in case.deviated}
    return replace(bare, done=done, deviated=deviated)


def patient_of(case: Case) -> types.Patient:
    """The Patient of a case, with both spellings of the name."""
    latin = types.HumanName(use="official", family=case.family, given=(case.given,))
    family, _, given = case.own.partition(", ")
    own = (types.HumanName(use="usual", family=family, given=(given,)),) if case.own else ()
    return types.Patient(
        id=case.family.lower(),
        name=(*own, latin),
        birthDate=case.birth,
        gender="female" if case.given[-1] in "ae" else "male",
        identifier=(types.Identifier(use="official", value=case.number),),
        communication=(
            types.PatientCommunication(
                language=types.CodeableConcept(coding=(types.Coding(system="urn:ietf:bcp:47", code="ru"),))
            ),
        ),
    )


def enrolled_of(case: Case) -> Enrolled:
    """The enrolment of a case."""
    key = case.family.lower()
    owners = {"school": "Marie Dubois", "walk": "Thomas Weiss", "decide": "Antoine Levin", "anaemia": "Ilya Volkov"}
    episode = Episode(
        careplan=f"plan-{key}",
        careplan_version=1,
        patient=key,
        protocol="hip-fast-track",
        version="2.1.0",
        participant="saint-charles",
        coordinator="sokolova",
        coordinator_name="Elena Sokolova",
        status="active",
        created=NOW - 30 * DAY,
        closed_at=None,
        exit_reason="",
        partners={},
        referral="",
        tasks={
            step: StepTask(
                id=f"t-{key}-{step}", version=1, key=step, status="accepted", owner="dubois", owner_name=name
            )
            for step, name in owners.items()
        },
    )
    return Enrolled(episode, version(), facts_of(case), patient_of(case), NOW - timedelta(hours=2))


def projected() -> list[Projected]:
    """The rows of the projection, worst first."""
    found = []
    for number, case in enumerate(CASES):
        enrolled = enrolled_of(case)
        standing = progress(enrolled.version, enrolled.facts, NOW)
        changed = NOW - timedelta(hours=5 * number, minutes=13)
        found.append(project(enrolled, standing, Rights(1, 1, ()), changed_at=changed))
    order = list(State)
    rank = [State.LATE, State.MISSING, State.DEVIATED, State.DUE, State.AWAITING_DATE, State.UPCOMING]
    assert set(rank) <= set(order)
    return sorted(found, key=lambda one: (rank.index(one.enrolment.shown.state), one.enrolment.order_at))


def frame(words: Words, current: str, *, role: str = "coordinator", person: str = "Elena Sokolova") -> Frame:
    """The frame of a sample."""
    _ = words.gettext
    labels = {"board": _("Board"), "patients": _("Patients"), "protocols": _("Protocols"), "cluster": _("Cluster")}
    if role != "coordinator":
        labels = {"work": _("My work"), "board": _("Board"), "patients": _("Patients"), "protocols": _("Protocols")}
    return Frame(
        now=NOW,
        zone=ZONE,
        person=person,
        role=role_word(words, role),
        cluster="Moscow International Medical Cluster",
        home="/board",
        csrf="0" * 64,
        nav=tuple(Link(f"/{area}", label, area == current) for area, label in labels.items()),
        languages=tuple(LanguageLink(f"?lang={c}", c, name, c == words.language) for c, name in OWN_NAMES.items()),
        can_find=True,
        here=f"/{current}",
    )


def reader(words: Words) -> Reader:
    """For whom rows are written."""
    pinned = {("hip-fast-track", "2.1.0"): version()}
    return Reader(words, Calendar(words, ZONE), NOW, pinned, HOSPITALS)


def board(words: Words) -> BoardContext:
    """The board with every state on it."""
    rows = [one.enrolment.shown for one in projected()]
    states = {state: sum(1 for row in rows if row.state is state) for state in State}
    stages = tuple(
        StageCount(
            "hip-fast-track",
            stage.id,
            sum(1 for row in rows if row.stage == stage.id),
            sum(1 for row in rows if row.stage == stage.id and row.state is State.LATE),
        )
        for stage in version().stages
    )
    counts = BoardCounts(
        total=len(rows),
        states={state: number for state, number in states.items() if number},
        stages=tuple(one for one in stages if one.number),
        hospitals={"saint-charles": len(rows), "leon-berard": 4},
        protocols={"hip-fast-track": len(rows)},
        roles={"nurse": 5, "surgeon": 2},
    )
    address = Address("/board", (("protocol", "hip-fast-track"),))
    figures = drawn(counts, address, reader(words))
    return BoardContext(
        frame=frame(words, "board"),
        views=figures.views,
        counts=figures.counts,
        chips=figures.chips,
        picks=figures.picks,
        cells=figures.cells,
        columns=figures.columns,
        rows=tuple(row_of(row, reader(words)) for row in rows),
        line=words.gettext("%(first)s–%(last)s of %(all)s") % {"first": 1, "last": len(rows), "all": 64},
        next_href="/board?after=x",
        first_href="",
        again_href="/board",
        all_href="/board",
        rows_href="/board/rows",
        filtered=True,
        referrals=3,
        live=True,
    )


def board_empty(words: Words) -> BoardContext:
    """The board when the filters match nobody."""
    return replace(board(words), rows=(), cells=())


def _lab(code: str, title: str, values: tuple[str, ...], unit: str, low: str, high: str) -> Iterator[types.Resource]:
    for number, value in enumerate(values):
        at = datetime(2026, 10, 12, 9, 0, tzinfo=UTC) + timedelta(days=10 * number)
        yield types.Observation(
            id=f"{code}-{number}",
            status="final",
            category=(types.CodeableConcept(coding=(types.Coding(code="laboratory"),)),),
            code=types.CodeableConcept(coding=(types.Coding(system="http://loinc.org", code=code),), text=title),
            effectiveDateTime=at.isoformat(),
            valueQuantity=types.Quantity(value=Decimal(value), unit=unit),
            referenceRange=(
                types.ObservationReferenceRange(
                    low=types.Quantity(value=Decimal(low)) if low else None,
                    high=types.Quantity(value=Decimal(high)) if high else None,
                ),
            ),
        )


def _text(words: str) -> types.CodeableConcept:
    return types.CodeableConcept(text=words)


def resources() -> list[types.Resource]:
    """Anna's record."""
    subject = types.Reference(reference="Patient/petrova")
    problems = (("Osteoarthritis of the left hip", "M16.1", "2021"), ("Iron deficiency anaemia", "D50.9", "2026"),
                ("Type 2 diabetes", "E11.9", "2014"), ("High blood pressure", "I10", "2009"))  # fmt: skip
    medication = (("Metformin", "1000 mg, twice a day", "active"), ("Perindopril", "5 mg, morning", "active"),
                  ("Iron sulfate", "100 mg", "stopped"))  # fmt: skip
    found: list[types.Resource] = [
        types.AllergyIntolerance(
            id="a",
            patient=subject,
            code=_text("penicillin"),
            onsetDateTime="2003",
            reaction=(types.AllergyIntoleranceReaction(manifestation=(_text("rash"),)),),
        )
    ]
    for title, code, year in problems:
        icd = types.Coding(system="http://hl7.org/fhir/sid/icd-10", code=code)
        found.append(
            types.Condition(subject=subject, code=types.CodeableConcept(coding=(icd,), text=title), onsetDateTime=year)
        )
    for title, dose, status in medication:
        found.append(
            types.MedicationRequest(
                subject=subject,
                status="stopped" if status == "stopped" else "active",
                intent="order",
                medicationCodeableConcept=_text(title),
                dosageInstruction=(types.Dosage(text=dose),),
                authoredOn="2026-10-19",
            )
        )
    found += _lab("718-7", "Haemoglobin", ("112", "114", "117", "121"), "g/L", "130", "160")
    found += _lab("2276-4", "Ferritin", ("14", "17", "25", "38"), "µg/L", "30", "300")
    found += _lab("2160-0", "Creatinine", ("72", "78", "73", "74"), "µmol/L", "45", "84")
    found += _lab("1988-5", "CRP", ("4.1", "5.6", "3.2", "3.0"), "mg/L", "", "5")
    found += _lab("4548-4", "HbA1c", ("7.1", "6.8", "6.4", "6.30"), "%", "", "7")
    found.append(
        types.DiagnosticReport(id="xray", status="final", code=_text("X-ray report"), effectiveDateTime="2026-11-04")
    )
    for title, date in (("Consent to surgery", "2026-11-09"), ("Referral letter", "2026-10-12")):
        found.append(
            types.DocumentReference(
                status="current",
                description=title,
                date=f"{date}T10:00:00+03:00",
                custodian=types.Reference(display="Orthopaedic clinic"),
                content=(types.DocumentReferenceContent(attachment=types.Attachment()),),
            )
        )
    for title, date in (("Surgeon’s visit", "2026-11-09"), ("Hip X-ray", "2026-11-04"), ("First visit", "2026-10-19")):
        found.append(
            types.Encounter(
                status="finished",
                class_=types.Coding(code="AMB"),
                type=(_text(title),),
                period=types.Period(start=date),
                serviceProvider=types.Reference(display="Orthopaedic clinic"),
            )
        )
    return found


def _plan_parts(words: Words) -> tuple[PlanView, PlanReader]:
    enrolled = enrolled_of(next(case for case in CASES if case.family == "Petrova"))
    standing = progress(enrolled.version, enrolled.facts, NOW)
    view = PlanView(enrolled.episode, enrolled.version, enrolled.facts, standing, NOW)
    record = RecordReader(words, Calendar(words, ZONE), NOW, "petrova")
    return view, PlanReader(
        words,
        Calendar(words, ZONE),
        NOW,
        HOSPITALS,
        lambda roles: True,
        evidence_words(resources(), record),
        may_date=True,
        may_enrol=True,
    )


def patient(words: Words) -> PatientContext:
    """Anna's page."""
    view, reads = _plan_parts(words)
    record = RecordReader(words, Calendar(words, ZONE), NOW, "petrova")
    case = next(case for case in CASES if case.family == "Petrova")
    exits = tuple((code, code.replace("-", " ")) for code in REASONS[:3])
    return PatientContext(
        frame=frame(words, "patients"),
        header=header_of(patient_of(case), resources(), words, NOW, Calendar(words, ZONE)),
        plans=(replace(plan_of(view, reads), exits=exits),),
        closed=(),
        record=record_of(resources(), record),
        offers=Offers(
            refer_to=tuple(HOSPITALS.items()),
            refer_protocols=(("hip-fast-track", "Hip fast-track"),),
            enrol_in=(("hip-fast-track", "Hip fast-track 2.1.0"),),
            enrol_at=tuple(HOSPITALS.items()),
            enrol_anchors=(("surgery", "Surgery"),),
            may_invite=True,
        ),
    )


def patient_new(words: Words) -> PatientContext:
    """A patient who was just registered and invited."""
    whole = patient(words)
    header = replace(whole.header, allergies=(), number="")
    return replace(whole, plans=(), record=(), header=header, invitation="4821-0937-5512")


def step(words: Words) -> StepContext:
    """The page of one step."""
    view, reads = _plan_parts(words)
    one = next(each for each in view.progress.occurrences if each.key == "anaemia")
    whole = patient(words)
    return StepContext(
        frame=frame(words, "patients"),
        header=whole.header,
        careplan="plan-petrova",
        plan_title=whole.plans[0].title,
        plan_href="/patients/petrova",
        hospital="Orthopaedic clinic",
        step=step_of(view, one, reads, None),
        stage="Preparation",
        description="Look for the cause, treat, and check the haemoglobin again before surgery.",
        sentence=sentences.late_by(words, DAY),
        owner="Ilya Volkov",
        history=(Event(NOW - 3 * DAY, "Ilya Volkov", words.gettext("taken"), "Iron infusion on 11 November."),),
        task_version=1,
        reasons=reasons_of(view.version, words),
        may_deviate=True,
        people=(("volkov", "Ilya Volkov"), ("dubois", "Marie Dubois")),
        at_default=NOW,
        is_open=True,
        is_mine=False,
        may_act=True,
        may_assign=True,
        back=step_href(view, "anaemia"),
        conflict=words.gettext("%(who)s closed this step at %(time)s.") % {"who": "S. Ahmadi", "time": "10:41"},
    )


def work(words: Words) -> WorkContext:
    """A nurse's list."""
    items = [row.shown for one in projected() for row in one.work if row.role == "nurse"]
    late = [one for one in items if one.state in (State.LATE, State.MISSING)]
    now = [one for one in items if one.state is State.DUE]
    later = [one for one in items if one.state is State.UPCOMING][:4]
    _ = words.gettext
    parts = (
        Part("late", _("Late"), str(len(late)), tuple(task_of(one, reader(words), "") for one in late[:3])),
        Part("now", _("Now"), str(len(now)), tuple(task_of(one, reader(words), "dubois") for one in now[:4])),
        Part("later", _("Later"), str(len(later)), tuple(task_of(one, reader(words), "") for one in later), more=3),
    )
    notice = Notice("done", "Breakfast eaten, Cohen, Batya", "/work", (("key", "x"),))
    return WorkContext(
        frame=replace(frame(words, "work", role="nurse", person="Marie Dubois"), notice=notice),
        place="Orthopaedic clinic",
        views=(Link("/work", _("My role"), True), Link("/work?mine=yes", _("Mine"))),
        parts=parts,
        live=False,
    )


def _found(why: str = "") -> tuple[Found, ...]:
    return (
        Found("1", "/patients/1", "Petrova, Anna Sergeyevna", "Петрова, Анна Сергеевна", "ru",
              datetime(1959, 3, 14, tzinfo=ZONE).date(), "1959-03-14", 67, "female", "48 2716", why),
        Found("2", "/patients/2", "Petrova, Anna", "", "", None, "1959", 67, "female", "48 1188", why),
    )  # fmt: skip


def patients(words: Words) -> PatientsContext:
    """Search results."""
    return PatientsContext(
        frame=frame(words, "patients"),
        asked="Петрова",
        found=_found(),
        number=2,
        next_href="",
        may_register=True,
        register_href="/patients/new",
        waiting=(),
    )


def register(words: Words) -> RegisterContext:
    """The form, with likely duplicates and an error."""
    values = {"family": "Петрова", "given": "Анна", "birth": "1959-03-14", "gender": "female"}
    return RegisterContext(
        frame=frame(words, "patients"),
        values=values,
        errors={"number": words.gettext("This number belongs to another patient.")},
        alike=_found(words.gettext("the same birth date")),
    )


def error(words: Words) -> ErrorContext:
    """A refusal."""
    return ErrorContext(
        frame=frame(words, ""),
        status=409,
        heading=words.gettext("Somebody was first"),
        text="Samira Ahmadi completed this step.",
        hint="Reload to see it.",
        findings=("Patient.birthDate: not a date",),
    )


GALLERY = {
    "board": board,
    "board-empty": board_empty,
    "patient": patient,
    "patient-new": patient_new,
    "step": step,
    "work": work,
    "patients": patients,
    "register": register,
    "error": error,
}


def contexts(language: str) -> Iterator[tuple[str, Context]]:
    """Every sample in one language."""
    words = Words.of(language)
    for name, make in GALLERY.items():
        yield name, make(words)
