"""How does the record behind a plan read?

Promise: pure: FHIR resources, newest first, become lines that a person reads: problems, medication, results with their
course, documents, visits. Nothing is shown as raw data. Must not know: HTTP, services.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import quote

from medcluster.fhir import types
from medcluster.foundation import Words
from medcluster.web.dates import Calendar
from medcluster.web.patient.header import is_active, plain, said
from medcluster.web.patient.record_context import Entry, RecordPart
from medcluster.web.patient.results import readable_unit, trends_of

SHOWN = 6
PAGE = 100
FIRST_ROW = ("problems", "medication", "results")
TYPES = (
    "AllergyIntolerance",
    "CarePlan",
    "Condition",
    "DiagnosticReport",
    "DocumentReference",
    "Encounter",
    "Flag",
    "Immunization",
    "MedicationRequest",
    "MedicationStatement",
    "MedicationAdministration",
    "Observation",
    "Procedure",
    "QuestionnaireResponse",
)


@dataclass(frozen=True)
class RecordReader:
    """For whom and when the record is written, and what of it is shown whole."""

    words: Words
    calendar: Calendar
    now: datetime
    patient: str
    shown: str = ""  # "all", or the id of the one part that is shown whole

    def day(self, text: str | datetime | None) -> str:
        """A FHIR date or dateTime as a day; years and months stay what they are."""
        if not text:
            return ""
        written = text.isoformat() if isinstance(text, datetime) else str(text)
        try:
            if len(written) <= 10:
                return (
                    self.calendar.day(datetime.fromisoformat(written).date(), self.now)
                    if len(written) == 10
                    else written
                )
            return self.calendar.day(datetime.fromisoformat(written), self.now)
        except ValueError:
            return written


def record_of(resources: Sequence[types.Resource], reader: RecordReader) -> tuple[RecordPart, ...]:
    """The cards of the record; empty ones are left out."""
    _ = reader.words.gettext
    trends = trends_of(resources, reader.words, reader.calendar, reader.now)
    parts = [
        _part("problems", _("Problems"), "mid", _problems(resources, reader)),
        _part("medication", _("Medication"), "", _medication(resources, reader)),
        RecordPart(
            "results",
            _("Results"),
            "wide",
            trends=trends,
        ),
        _part("documents", _("Documents"), "half", _documents(resources, reader)),
        _part("visits", _("Visits and stays"), "half", _visits(resources, reader)),
        _part("procedures", _("Procedures"), "half", _procedures(resources, reader)),
        _part("immunizations", _("Vaccinations"), "half", _immunizations(resources, reader)),
    ]
    return tuple(part for part in parts if part.entries or part.trends)


def shown_of(parts: Sequence[RecordPart], reader: RecordReader, begin: int = 0) -> tuple[RecordPart, ...]:
    """The cards as they are shown: one part whole, page by page, or the first lines of each."""
    if any(part.id == reader.shown for part in parts):
        return tuple(replace(_cut(part, begin, PAGE, reader), cls="whole") for part in parts if part.id == reader.shown)
    return _laid_out(list(parts) if reader.shown == "all" else [_cut(part, 0, SHOWN, reader) for part in parts])


def _cut(part: RecordPart, begin: int, count: int, reader: RecordReader) -> RecordPart:
    end = begin + count
    rest = max(0, len(part.entries) + len(part.trends) - end)
    href = f"/patients/{quote(reader.patient, safe='')}?record={part.id}" + (f"&from={end}" if count == PAGE else "")
    return replace(
        part, entries=part.entries[begin:end], trends=part.trends[begin:end], more=rest, more_href=f"{href}#record"
    )


def _laid_out(parts: list[RecordPart]) -> tuple[RecordPart, ...]:
    """Cards that fill their rows: three, two or one in the first, then two by two."""
    first = [part for part in parts if part.id in FIRST_ROW]
    rest = [part for part in parts if part.id not in FIRST_ROW]
    if len(first) < len(FIRST_ROW):
        first = _in_pairs(first)
    return (*first, *_in_pairs(rest))


def _in_pairs(parts: list[RecordPart]) -> list[RecordPart]:
    odd = len(parts) % 2 == 1
    return [replace(part, cls="whole" if odd and part is parts[-1] else "half") for part in parts]


def _part(key: str, title: str, cls: str, entries: Iterable[Entry]) -> RecordPart:
    return RecordPart(key, title, cls, tuple(entries))


def _problems(resources: Sequence[types.Resource], reader: RecordReader) -> list[Entry]:
    found = [one for one in resources if isinstance(one, types.Condition)]
    found.sort(key=lambda one: not is_active(one.clinicalStatus))
    seen: dict[str, Entry] = {}
    for one in found:
        title = said(one.code)
        active = is_active(one.clinicalStatus)
        since = str(one.onsetDateTime or one.recordedDate or "")[:4]
        sub = "" if active else reader.words.gettext("over")
        code = next((str(each.code) for each in one.code.coding if each.code and _is_icd(each)), "") if one.code else ""
        seen.setdefault(title, Entry(title, sub, code, date_text=since, muted=not active))
    return list(seen.values())


def _is_icd(coding: types.Coding) -> bool:
    return "icd" in (coding.system or "")


def _medication(resources: Sequence[types.Resource], reader: RecordReader) -> list[Entry]:
    seen: dict[str, Entry] = {}
    for one in resources:
        if not isinstance(one, types.MedicationRequest | types.MedicationStatement):
            continue
        title = said(one.medicationCodeableConcept) or (
            (one.medicationReference.display or "") if one.medicationReference else ""
        )
        dosages = one.dosageInstruction if isinstance(one, types.MedicationRequest) else one.dosage
        begun = one.authoredOn if isinstance(one, types.MedicationRequest) else one.effectiveDateTime
        over = one.status in ("stopped", "completed", "cancelled", "not-taken", "entered-in-error")
        parts = [_dosage(dosages), reader.words.gettext("stopped") if over else ""]
        line = Entry(title, ", ".join(filter(None, parts)), date_text=reader.day(begun), muted=over)
        if title and title not in seen:
            seen[title] = line
    return sorted(seen.values(), key=lambda line: line.muted)


def _dosage(dosages: Sequence[types.Dosage]) -> str:
    for one in dosages[:1]:
        if one.text:
            return plain(one.text)
        dose = next((each.doseQuantity for each in one.doseAndRate if each.doseQuantity), None)
        if dose and dose.value is not None and (dose.unit or dose.code):
            return f"{dose.value} {dose.unit or dose.code or ''}".strip()
    return ""


def _documents(resources: Sequence[types.Resource], reader: RecordReader) -> list[Entry]:
    found = []
    for one in resources:
        if not isinstance(one, types.DocumentReference | types.DiagnosticReport | types.QuestionnaireResponse):
            continue
        at, place = "", ""
        if isinstance(one, types.DocumentReference):
            at, place = str(one.date or ""), (one.custodian.display or "" if one.custodian else "")
        elif isinstance(one, types.DiagnosticReport):
            at = str(one.effectiveDateTime or one.issued or "")
            place = one.conclusion or next((each.display for each in one.performer if each.display), "") or ""
        else:
            at = str(one.authored or "")
        title, href = document_title(one, reader), document_href(one, reader.patient)
        found.append((at, Entry(title, place, date_text=reader.day(at), href=href)))
    return _once(_newest(found))


def _once(entries: Sequence[Entry]) -> list[Entry]:
    """Reports often come a second time as a document of the same day and name: one line is enough."""
    seen: dict[tuple[str, str], Entry] = {}
    for one in entries:
        seen.setdefault((one.title, one.date_text), one)
    return list(seen.values())


def document_title(one: types.Resource, reader: RecordReader) -> str:
    """What a document is called."""
    if isinstance(one, types.DocumentReference):
        return one.description or said(one.type) or reader.words.gettext("Document")
    if isinstance(one, types.DiagnosticReport):
        return said(one.code)
    return reader.words.gettext("Answers of the patient")


def document_href(one: types.Resource, patient: str) -> str:
    """The page of a document."""
    return f"/patients/{quote(patient, safe='')}/documents/{types.type_name(one)}/{quote(one.id or '', safe='')}"


def _visits(resources: Sequence[types.Resource], reader: RecordReader) -> list[Entry]:
    found = []
    for one in resources:
        if isinstance(one, types.Encounter):
            at = str(one.period.start or "") if one.period else ""
            title = next((said(each) for each in one.type if said(each)), "") or _kind_of_visit(one.class_, reader)
            place = one.serviceProvider.display if one.serviceProvider else ""
            found.append((at, Entry(title, place or "", date_text=reader.day(at))))
    return _newest(found)


def _kind_of_visit(coding: types.Coding, reader: RecordReader) -> str:
    _ = reader.words.gettext
    known = {
        "AMB": _("Outpatient visit"),
        "EMER": _("Emergency"),
        "HH": _("Home visit"),
        "IMP": _("Hospital stay"),
        "ACUTE": _("Hospital stay"),
        "SS": _("Short stay"),
        "VR": _("Remote visit"),
    }
    return known.get(coding.code or "") or coding.display or coding.code or _("Visit")


def _procedures(resources: Sequence[types.Resource], reader: RecordReader) -> list[Entry]:
    found = []
    for one in resources:
        if isinstance(one, types.Procedure):
            at = str(one.performedDateTime or (one.performedPeriod.start if one.performedPeriod else "") or "")
            found.append((at, Entry(said(one.code), date_text=reader.day(at))))
    return _newest(found)


def _immunizations(resources: Sequence[types.Resource], reader: RecordReader) -> list[Entry]:
    found = []
    for one in resources:
        if isinstance(one, types.Immunization):
            at = str(one.occurrenceDateTime or "")
            found.append((at, Entry(said(one.vaccineCode), date_text=reader.day(at))))
    return _newest(found)


def _newest(dated: list[tuple[str, Entry]]) -> list[Entry]:
    first: Callable[[tuple[str, Entry]], str] = lambda pair: pair[0]  # noqa: E731
    return [entry for _, entry in sorted(dated, key=first, reverse=True)]


def evidence_words(resources: Iterable[types.Resource], reader: RecordReader) -> dict[str, str]:
    """What each resource says in a few words, by its reference."""
    told: dict[str, str] = {}
    for one in resources:
        name = f"{types.type_name(one)}/{one.id}"
        if isinstance(one, types.Observation):
            value = one.valueQuantity
            figure = (
                f" {reader.words.number(value.value)} {readable_unit(value.unit or value.code or '')}".rstrip()
                if value and value.value is not None
                else ""
            )
            told[name] = said(one.code) + figure
        elif isinstance(one, types.DocumentReference):
            told[name] = one.description or said(one.type)
        elif isinstance(one, types.DiagnosticReport | types.Procedure):
            told[name] = said(one.code)
        elif isinstance(one, types.MedicationAdministration):
            told[name] = said(one.medicationCodeableConcept)
        elif isinstance(one, types.Encounter):
            told[name] = next((said(each) for each in one.type), "") or _kind_of_visit(one.class_, reader)
        elif isinstance(one, types.QuestionnaireResponse):
            told[name] = reader.words.gettext("Answers of the patient")
    return {reference: text for reference, text in told.items() if text}
