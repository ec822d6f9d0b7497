"""What do finding and registering answer to a request?

Promise: what was typed becomes searches of the record; a new patient is one create. Nothing is decided here, but who
is likely the same person is asked before writing.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from medcluster.cluster import PATIENT_NUMBER, Right, check_may, may
from medcluster.fhir import types
from medcluster.foundation import Words
from medcluster.record import Handle, Page
from medcluster.web import names
from medcluster.web.board.rows import Reader
from medcluster.web.frame.building import frame_of
from medcluster.web.patient.notices import after
from medcluster.web.patients.context import Found, PatientsContext, RegisterContext, Waiting
from medcluster.web.patients.finding import queries
from medcluster.web.patients.likeness import alike
from medcluster.web.places import calendar_of, places_of, reader_of
from medcluster.web.platform import platform_of
from medcluster.web.responses import render, see
from medcluster.web.security import page
from medcluster.web.vocabulary import text_of

COUNT = 25
FIELDS = ("family", "given", "latin_family", "latin_given", "birth", "gender", "number", "language", "phone")
GENDERS = ("female", "male", "other", "unknown")


async def show(request: Request) -> Response:
    """Search, or the latest patients and the referrals that wait."""
    handle: Handle = request.state.handle
    check_may(handle.caller, Right.FIND_PATIENTS)
    asked = request.query_params.get("q", "").strip()
    found = await _search(handle, asked, request.query_params.get("more", ""))
    refers = may(handle.caller, Right.REFER) and not may(handle.caller, Right.ENROL)
    waiting = await _waiting(request) if not asked and (refers or may(handle.caller, Right.ENROL)) else ()
    context = PatientsContext(
        frame=frame_of(request, "patients"),
        asked=asked,
        found=tuple(_found(request, stored.resource, refers=refers) for stored in found.matches),
        number=found.total,
        next_href=f"/patients?{urlencode([('q', asked), ('more', found.next_query)])}" if found.next_query else "",
        may_register=may(handle.caller, Right.REGISTER_PATIENTS),
        register_href="/patients/new",
        waiting=waiting,
        refers=refers,
    )
    return render(context, request.state.words)


async def _search(handle: Handle, asked: str, more: str) -> Page:
    if more:
        return await handle.search("Patient", more)
    if not asked:
        return await handle.search("Patient", "", count=COUNT)
    found = Page()
    for query in queries(asked):
        found = await handle.search("Patient", [*query, ("_total", "accurate")], count=COUNT)
        if found.matches:
            break
    return found


async def _waiting(request: Request) -> tuple[Waiting, ...]:
    service, handle = platform_of(request).protocol, request.state.handle
    referrals = (await service.referrals(handle))[:COUNT]
    if not referrals:
        return ()
    reader = await reader_of(request, await places_of(request))
    people = await handle.search("Patient", [("_id", ",".join({one.patient for one in referrals}))], count=COUNT)
    known = {stored.id: stored.resource for stored in people.matches}
    return tuple(
        Waiting(
            href=f"/patients/{one.patient}{'#enrol' if may(handle.caller, Right.ENROL) else ''}",
            patient=_name(known.get(one.patient), reader.words),
            protocol=_protocol(one.protocol, reader),
            hospital=reader.hospitals.get(one.participant, one.participant),
            by=one.by_name,
            reason=one.reason,
            at=one.at,
        )
        for one in referrals
    )


def _name(patient: object, words: Words) -> str:
    return names.listed(patient, words.language).name if isinstance(patient, types.Patient) else "–"


def _protocol(name: str, reader: Reader) -> str:
    version = next((one for (key, _), one in reader.versions.items() if key == name), None)
    return text_of(version.title, reader.words.language) if version else name


def _found(request: Request, patient: object, why: str = "", *, refers: bool = False) -> Found:
    assert isinstance(patient, types.Patient)
    words: Words = request.state.words
    known, birth = names.listed(patient, words.language), str(patient.birthDate or "")
    today = calendar_of(request).local(platform_of(request).clock.now()).date()
    return Found(
        id=patient.id or "",
        href=f"/patients/{patient.id}",
        name=known.name,
        other_name=known.other,
        other_language=known.other_language,
        birth=names.birth_of(birth),
        birth_text=birth,
        age=names.age_of(birth, today),
        gender=str(patient.gender or ""),
        number=names.number_of(patient),
        why=why,
        refer_href=f"/patients/{patient.id}#refer" if refers else "",
    )


async def new(request: Request) -> Response:
    """The empty form."""
    check_may(request.state.handle.caller, Right.REGISTER_PATIENTS)
    values = dict.fromkeys(FIELDS, "")
    asked = request.query_params.get("q", "").strip()
    return _form(request, {**values, "family": asked.split(" ")[0] if asked else ""})


def _form(
    request: Request, values: Mapping[str, str], errors: Mapping[str, str] | None = None, same: tuple[Found, ...] = ()
) -> Response:
    context = RegisterContext(frame=frame_of(request, "patients"), values=values, errors=errors or {}, alike=same)
    return render(context, request.state.words, status=422 if errors else 409 if same else 200)


async def register(request: Request) -> Response:
    """Write the patient, or ask whether it is one of these."""
    handle: Handle = request.state.handle
    check_may(handle.caller, Right.REGISTER_PATIENTS)
    values = {name: str(request.state.form.get(name, "")).strip() for name in FIELDS}
    errors = _errors(request, values)
    if errors:
        return _form(request, values, errors)
    if not request.state.form.get("sure"):
        same = await _alike(request, values)
        if same:
            return _form(request, values, same=same)
    stored = await handle.create(_patient(values))
    return see(after(f"/patients/{stored.id}", "register"))


def _errors(request: Request, values: Mapping[str, str]) -> dict[str, str]:
    words: Words = request.state.words
    errors = {name: words.gettext("This is needed.") for name in ("family", "given", "birth") if not values[name]}
    born = names.birth_of(values["birth"])
    today = calendar_of(request).local(platform_of(request).clock.now()).date()
    if values["birth"] and born is None:
        errors["birth"] = words.gettext("This date cannot be read.")
    elif born and (born > today or born.year < 1880):
        errors["birth"] = words.gettext("This cannot be the birth date of a living person.")
    if values["gender"] not in GENDERS:
        errors["gender"] = words.gettext("This is needed.")
    return errors


async def _alike(request: Request, values: Mapping[str, str]) -> tuple[Found, ...]:
    handle: Handle = request.state.handle
    words: Words = request.state.words
    why = {"number": words.gettext("the same number"), "birth": words.gettext("a similar name, the same birth date")}
    spellings = (f"{values['given']} {values['family']}", f"{values['latin_given']} {values['latin_family']}".strip())
    same_day = await handle.search("Patient", [("birthdate", values["birth"])], count=200)
    same_number = await handle.search("Patient", queries(values["number"])[0], count=5) if values["number"] else Page()
    found: dict[str, Found] = {}
    for stored in (*same_number.matches, *same_day.matches):
        patient = stored.resource
        if isinstance(patient, types.Patient):
            reason = alike(patient, spellings, values["birth"], values["number"])
            if reason:
                found.setdefault(stored.id, _found(request, patient, why[reason]))
    return tuple(found.values())[:5]


def _patient(values: Mapping[str, str]) -> types.Patient:
    own = types.HumanName(use="official", family=values["family"], given=tuple(values["given"].split()))
    both = [own]
    if values["latin_family"] or values["latin_given"]:
        both.append(
            types.HumanName(
                use="usual", family=values["latin_family"] or None, given=tuple(values["latin_given"].split())
            )
        )
    language = types.Coding(system="urn:ietf:bcp:47", code=values["language"] or "ru")
    number = values["number"]
    gender: types.AdministrativeGenderCode = values["gender"]  # type: ignore[assignment]  # checked against GENDERS
    return types.Patient(
        active=True,
        name=tuple(both),
        birthDate=values["birth"],
        gender=gender,
        identifier=(types.Identifier(use="official", system=PATIENT_NUMBER, value=number),) if number else (),
        telecom=(types.ContactPoint(system="phone", value=values["phone"], use="mobile"),) if values["phone"] else (),
        communication=(types.PatientCommunication(language=types.CodeableConcept(coding=(language,)), preferred=True),),
    )


ROUTES: tuple[BaseRoute, ...] = (
    Route("/patients", page(show), methods=["GET"]),
    Route("/patients", page(register), methods=["POST"]),
    Route("/patients/new", page(new), methods=["GET"]),
)
