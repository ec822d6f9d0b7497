"""What is read for a patient's page, and turned into its parts?

Promise: one place where the page's requests to the rooms stand; the parts themselves are made by pure functions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from starlette.requests import Request

from medcluster.cluster import Right, check_may, may, may_complete
from medcluster.fhir import types
from medcluster.foundation import Kind, Refusal
from medcluster.protocol import PlanView, Version, exit_reasons
from medcluster.record import Caller
from medcluster.web.hands import Pairs, hands_of
from medcluster.web.patient.context import Header
from medcluster.web.patient.header import header_of
from medcluster.web.patient.plan import plan_of, status_note
from medcluster.web.patient.plan_context import Plan
from medcluster.web.patient.plan_reader import PlanReader
from medcluster.web.patient.record import TYPES, RecordReader, evidence_words
from medcluster.web.patient.record_context import Entry
from medcluster.web.places import Places, calendar_of, places_of
from medcluster.web.platform import platform_of
from medcluster.web.vocabulary import exit_title, text_of


@dataclass(frozen=True)
class Read:
    """Everything that the rooms said about one patient."""

    patient: types.Patient
    resources: Sequence[types.Resource]
    plans: tuple[PlanView, ...]
    places: Places
    header: Header
    record: RecordReader
    reader: PlanReader


async def read(request: Request) -> Read:
    """The patient of the address, as far as the caller may see her."""
    handle, platform = request.state.handle, platform_of(request)
    caller: Caller = handle.caller
    if caller.patient:  # these are pages of the staff; nobody's page is hers, and she learns nothing from the answer
        raise Refusal(Kind.NOT_FOUND, "There is no such patient.")
    check_may(caller, Right.FIND_PATIENTS)
    patient_id = request.path_params["patient"]
    patient = (await handle.read("Patient", patient_id)).resource
    if not isinstance(patient, types.Patient):
        raise Refusal(Kind.NOT_FOUND, "There is no such patient.")
    resources = [stored.resource for stored in await handle.patient_resources(patient_id, TYPES)]
    plans = await platform.protocol.patient_plans(handle, patient_id)
    places, words, calendar, now = (
        await places_of(request),
        request.state.words,
        calendar_of(request),
        platform.clock.now(),
    )
    record = RecordReader(words, calendar, now, patient_id, request.query_params.get("record", ""))
    reader = PlanReader(
        words=words,
        calendar=calendar,
        now=now,
        hospitals=places.names,
        may_do=lambda roles: may_complete(caller, roles),
        evidence=evidence_words(resources, record),
        may_date=may(caller, Right.SET_DATES),
        may_enrol=may(caller, Right.ENROL),
        each=request.query_params.get("steps") == "all",
        hands=await hands_of(request),
    )
    header = header_of(patient, resources, words, now, calendar)
    return Read(patient, resources, plans, places, header, record, reader)


def open_plans(found: Read) -> tuple[Plan, ...]:
    """The enrolments that run."""
    return tuple(
        replace(plan_of(view, found.reader), exits=exits_of(view.version, found))
        for view in found.plans
        if view.episode.open
    )


def closed_plans(found: Read) -> tuple[Entry, ...]:
    """The enrolments that are over, each with its page."""
    words = found.reader.words
    return tuple(
        Entry(
            f"{text_of(view.version.title, words.language)} {view.version.version}",
            status_note(view, words) or found.places.names.get(view.episode.participant, view.episode.participant),
            date_text=found.record.day(view.episode.closed_at),
            href=f"/patients/{found.patient.id}?plan={view.episode.careplan}#plan-1",
        )
        for view in found.plans
        if not view.episode.open
    )


def exits_of(version: Version, found: Read) -> Pairs:
    """The reasons with which this protocol is left, in words."""
    return tuple((code, exit_title(version, found.reader.words, code)) for code in exit_reasons(version))
