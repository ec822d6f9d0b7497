"""The staff pages: the board, a patient, a step, the work of a role, finding and registering."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from medcluster.foundation import Words
from medcluster.protocol import State, progress
from medcluster.protocol.board import BoardCounts, StageCount
from medcluster.protocol.service_episode import PlanView
from medcluster.web.board.context import BoardContext
from medcluster.web.board.filters import Address, drawn
from medcluster.web.board.rows import Reader, row_of
from medcluster.web.dates import Calendar
from medcluster.web.environment import Context
from medcluster.web.frame.context import ErrorContext, Link, Notice
from medcluster.web.patient.context import Event, Offers, PatientContext, StepContext
from medcluster.web.patient.header import header_of
from medcluster.web.patient.plan import plan_of, step_href, step_of
from medcluster.web.patient.plan_reader import PlanReader
from medcluster.web.patient.record import RecordReader, evidence_words, record_of
from medcluster.web.patients.context import Found, PatientsContext, RegisterContext
from medcluster.web.vocabulary import reasons_of
from medcluster.web.work.context import Part, WorkContext
from medcluster.web.work.tasks import task_of
from tests.pages.samples.chart import resources
from tests.pages.samples.facts import DAY, HOSPITALS, NOW, REASONS, ZONE, enrolled_of, patient_of, projected, version
from tests.pages.samples.framing import frame_of
from tests.pages.samples.invented import CASES


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
        frame=frame_of(words, "board"),
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
        frame=frame_of(words, "patients"),
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
        frame=frame_of(words, "patients"),
        header=whole.header,
        careplan="plan-petrova",
        plan_title=whole.plans[0].title,
        plan_href="/patients/petrova",
        hospital="Orthopaedic clinic",
        step=step_of(view, one, reads, None),
        stage="Preparation",
        description="Look for the cause, treat, and check the haemoglobin again before surgery.",
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
        frame=replace(frame_of(words, "work", role="nurse", person="Marie Dubois"), notice=notice),
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
        frame=frame_of(words, "patients"),
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
        frame=frame_of(words, "patients"),
        values=values,
        errors={"number": words.gettext("This number belongs to another patient.")},
        alike=_found(words.gettext("the same birth date")),
    )


def error(words: Words) -> ErrorContext:
    """A refusal."""
    return ErrorContext(
        frame=frame_of(words, ""),
        status=409,
        heading=words.gettext("Somebody was first"),
        text="Samira Ahmadi completed this step.",
        hint="Reload to see it.",
        findings=("Patient.birthDate: not a date",),
    )


GALLERY: dict[str, Callable[[Words], Context]] = {
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
