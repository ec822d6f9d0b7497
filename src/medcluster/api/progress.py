"""How does an enrolment stand, for a machine that asks?

Promise: `GET CarePlan/[id]/$progress?at=INSTANT` answers with Parameters: one `step` per occurrence with its window,
state and reason, from the one function behind every page. Must not know: how a state is found.
"""

from __future__ import annotations

from datetime import UTC, datetime

from starlette.responses import Response
from starlette.routing import Route

from medcluster import protocol
from medcluster.api.door import Visit, door, packed
from medcluster.api.operations import Operation
from medcluster.api.outcome import FHIR_JSON
from medcluster.fhir import types
from medcluster.foundation import Issue, Kind, Refusal

FIRST_YEAR, LAST_YEAR = 1900, 2200

Part = types.ParametersParameter


def _instant(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text.replace(" ", "+"))
        found = found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError) as fault:
        raise _no_instant(text) from fault
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise _no_instant(text)
    return found


def _no_instant(text: str) -> Refusal:
    wrong = f"at={text!r} is not an instant between the years {FIRST_YEAR} and {LAST_YEAR}."
    hint = "Write it like 2026-11-22T10:00:00Z."
    return Refusal(Kind.MALFORMED, wrong, hint=hint, issues=(Issue(wrong, where="at", code="value"),))


def _stamp(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _step(one: protocol.Occurrence) -> Part:
    parts = [
        Part(name="key", valueString=one.key),
        Part(name="stage", valueCode=one.step.stage),
        Part(name="title", valueString=one.step.title["en"]),
        Part(name="state", valueCode=one.state.value),
        Part(name="reason", valueString=one.reason),
        *(Part(name="role", valueCode=role) for role in one.step.by),
    ]
    if one.window:
        period = types.Period(start=_stamp(one.window.earliest), end=_stamp(one.window.latest))
        parts += [
            Part(name="window", valuePeriod=period),
            Part(name="target", valueDateTime=_stamp(one.window.target)),
        ]
    if one.done:
        parts.append(Part(name="done", valueDateTime=_stamp(one.done.at)))
        parts += [Part(name="evidence", valueReference=types.Reference(reference=shown)) for shown in one.done.evidence]
    if one.deviation:
        parts.append(Part(name="deviation", valueCode=one.deviation.reason))
    return Part(name="step", part=tuple(parts))


async def progress(visit: Visit) -> Response:
    """GET CarePlan/[id]/$progress: every step's window, state and reason, now or at an instant"""
    careplan = str(visit.request.path_params["id"])
    at = _instant(visit.request.query_params.get("at"))
    view = await visit.platform.protocol.plan(visit.handle, careplan, at=at)
    found = view.progress
    parameters = [
        Part(name="at", valueInstant=_stamp(at or visit.platform.clock.now())),
        Part(name="protocol", valueCanonical=view.version.canonical),
        Part(name="stage", valueCode=found.stage),
        Part(name="worst", valueCode=found.worst.value),
    ]
    if found.next_key:
        parameters.append(Part(name="next", valueString=found.next_key))
    if found.changes_at:
        parameters.append(Part(name="changes-at", valueInstant=_stamp(found.changes_at)))
    parameters += [_step(one) for one in found.occurrences]
    body = types.encode(types.Parameters(parameter=tuple(parameters)))
    return packed(visit.request, Response(body, media_type=FHIR_JSON))


OPERATIONS = (Operation("progress", "urn:medcluster:operation:CarePlan-progress", ("CarePlan",), ("instance",)),)
ROUTES = [Route("/fhir/CarePlan/{id}/$progress", door(progress), methods=["GET"])]
