"""`$export` and `$import`: many resources at once, asked for now and fetched later.

Promise: translates FHIR's asynchronous pattern to the jobs of `record.bulk` and back; decides nothing. Whoever asked,
by the same account, and nobody else, follows a job, cancels it and fetches its files. Must not know: how resources come
into files, or out of them. Source: HL7 FHIR Bulk Data Access 2.0.0; FHIR R4 async.html; the import draft of
github.com/smart-on-fhir/bulk-import.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterable, Mapping
from datetime import datetime
from email.utils import format_datetime
from typing import Literal, TypeAlias

import msgspec
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from medcluster import record
from medcluster.api.door import Endpoint, Visit, body_of, door
from medcluster.api.inputs import Inputs, wrong
from medcluster.api.operations import Operation
from medcluster.api.outcome import refuse
from medcluster.api.resources import id_of
from medcluster.fhir import types
from medcluster.foundation import Kind, Refusal

NDJSON = "application/fhir+ndjson"
JSON = "application/json"
PARAMETERS = ("_outputFormat", "_since", "_until", "_type", "_typeFilter", "patient")
FORMATS = ("", NDJSON, "application/ndjson", "ndjson")
UNSUPPORTED = ("includeAssociatedData", "organizeOutputBy", "allowPartialManifests", "_elements")
ASKED = "medcluster.asked"  # in a request's scope: the address as it came, before the door took its own parameters
LOOK_AGAIN_SECONDS = "2"
LARGEST_MANIFEST_BYTES = 1024 * 1024
_BETWEEN_FILTERS = re.compile(r",(?=[A-Z][A-Za-z]*\?)")
_LEVELS: Mapping[str, Literal["system", "patient", "group"]] = {"Patient": "patient", "Group": "group"}
_Pairs: TypeAlias = list[tuple[str, str]]


async def export(visit: Visit) -> Response:
    """GET or POST $export, Patient/$export, Group/[id]/$export"""
    _require_async(visit.request)
    inputs = await _inputs(visit)
    parts = visit.request.url.path.split("/")
    level = _LEVELS.get(parts[2], "system")
    if inputs.one("_outputFormat").replace(" ", "+") not in FORMATS:
        raise wrong("_outputFormat", "Exports are written as NDJSON.", f"Leave _outputFormat out, or say {NDJSON}.")
    since, until = inputs.span("_since"), inputs.span("_until")
    patients = tuple(_patient(text) for text in inputs.listed("patient"))
    if patients and level == "system":
        raise wrong("patient", "patient has no meaning for the whole system.", "POST it to Patient/$export.")
    group = id_of(visit.request) if level == "group" else ""
    wanted = record.bulk.Wanted(
        level=level,
        group=group,
        patients=await _members(visit, group, patients) if group else patients,
        types=inputs.types("_type"),
        since=since[0] if since else None,
        until=until[0] if until else None,
        filters=tuple(record.bulk.read_filter(one) for one in _filters(inputs)),
    )
    names = ",".join(sorted({name for name, _ in inputs.pairs}))
    job = await record.bulk.begin_export(visit.handle, wanted, _address(visit), names)
    return _accepted(visit, job)


def _require_async(request: Request) -> None:
    words = [word.strip().lower() for header in request.headers.getlist("prefer") for word in header.split(",")]
    if "respond-async" not in words:
        raise Refusal(
            Kind.MALFORMED,
            "This is answered later: it has to be asked for so.",
            hint="Send the header Prefer: respond-async, then follow the Content-Location of the answer.",
        )


async def _inputs(visit: Visit) -> Inputs:
    """The parameters of an export, in the address or as Parameters; what is not known is refused by name."""
    asked = visit.request.scope.get(ASKED, visit.request.scope["query_string"])
    pairs: _Pairs = list(Request({"type": "http", "query_string": asked}).query_params.multi_items())
    if visit.request.method == "POST" and (body := await body_of(visit.request)):
        pairs += _told(body)
    pairs = [pair for pair in pairs if pair[0] not in ("_format", "_pretty")]
    for name, text in pairs:
        if name in UNSUPPORTED:
            text = f"{name} is not offered in exports."
            raise Refusal(Kind.UNSUPPORTED, text, hint=f"There are {', '.join(PARAMETERS)}.")
        if name not in PARAMETERS:
            raise wrong(name[:40], f"$export has no parameter {name[:40]!r}.", f"There are {', '.join(PARAMETERS)}.")
        if "\0" in text:
            raise wrong(name, "No parameter holds a NUL character.")
    return Inputs(tuple(pairs))


def _told(body: bytes) -> _Pairs:
    resource = types.decode(body)
    if not isinstance(resource, types.Parameters):
        found = types.type_name(resource)
        raise Refusal(Kind.MALFORMED, f"An operation takes Parameters, and this is a {found}.")
    pairs: _Pairs = []
    for parameter in types.to_plain(resource).get("parameter", ()):
        values = [value for key, value in parameter.items() if key.startswith("value")]
        value = values[0] if len(values) == 1 else None
        if isinstance(value, dict):
            value = value.get("reference")
        if not isinstance(value, str):
            raise wrong(str(parameter["name"])[:40], f"The parameter {parameter['name'][:40]!r} is no plain value.")
        pairs.append((str(parameter["name"]), value))
    return pairs


def _filters(inputs: Inputs) -> Iterable[str]:
    """Each _typeFilter; several in one, between commas, is the older way."""
    return [part for name, text in inputs.pairs if name == "_typeFilter" for part in _BETWEEN_FILTERS.split(text)]


def _patient(text: str) -> str:
    name, _, resource_id = text.rpartition("/")
    if name.rpartition("/")[2] not in ("Patient", "") or not re.fullmatch(r"[A-Za-z0-9\-.]{1,64}", resource_id):
        raise wrong("patient", f"patient={text[:80]} is no reference to a Patient.", "Write it like Patient/1.")
    return resource_id


async def _members(visit: Visit, group: str, named: tuple[str, ...]) -> tuple[str, ...]:
    """The patients of a Group, or those of them that are named; who left it is none of them."""
    found = (await visit.handle.read("Group", group)).resource
    if not isinstance(found, types.Group):
        raise TypeError(found)
    entities = [member.entity.reference or "" for member in found.member if not member.inactive]
    members = dict.fromkeys(one.rpartition("/")[2] for one in entities if one.startswith("Patient/"))
    if strange := [one for one in named if one not in members]:
        raise wrong("patient", f"Patient/{strange[0]} is no member of this Group.")
    return tuple(one for one in members if not named or one in named)


def _address(visit: Visit) -> str:
    asked: bytes = visit.request.scope.get(ASKED, b"")
    path = f"{visit.base}{visit.request.url.path.removeprefix('/fhir')}"
    return f"{path}?{asked.decode('latin-1')}" if asked else path


def _accepted(visit: Visit, job: str) -> Response:
    return Response(status_code=202, headers={"Content-Location": f"{visit.base}/$bulk-status/{job}"})


async def import_(visit: Visit) -> Response:
    """POST $import: files that lie elsewhere, named in a manifest"""
    _require_async(visit.request)
    inputs = _manifest_in(await body_of(visit.request, at_most=LARGEST_MANIFEST_BYTES))
    allowed = visit.platform.settings.may_fetch
    return _accepted(visit, await record.bulk.begin_import(visit.handle, inputs, _address(visit), allowed))


def _manifest_in(body: bytes) -> record.bulk.Inputs:
    """The manifest of an import: JSON of its own, or the same as Parameters."""
    try:
        told = msgspec.json.decode(body)
        if isinstance(told, dict) and told.get("resourceType") == "Parameters":
            told = _from_parameters(told.get("parameter", []))
        manifest = msgspec.convert(told, type=_Manifest)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        hint = 'Send {"inputFormat": "application/fhir+ndjson", "input": [{"type": "Patient", "url": "https://…"}]}.'
        raise Refusal(Kind.MALFORMED, f"The manifest cannot be read: {error}.", hint=hint) from None
    if manifest.inputFormat not in FORMATS:
        raise wrong("inputFormat", f"{manifest.inputFormat[:60]} is not imported.", f"Say {NDJSON}.")
    if manifest.storageDetail.get("type", "https") not in ("http", "https"):
        raise wrong("storageDetail", "Files are fetched over https alone.")
    return record.bulk.Inputs(tuple((one.type, one.url) for one in manifest.input), manifest.inputSource)


def _from_parameters(told: object) -> dict[str, object]:
    """The members of a manifest, from parameters with parts."""
    found: dict[str, object] = {}
    inputs: list[object] = []
    for parameter in told if isinstance(told, list) else []:
        name = parameter.get("name") if isinstance(parameter, dict) else None
        parts = _from_parameters(parameter["part"]) if name and "part" in parameter else None
        if name == "input":
            inputs.append(parts)
        elif name:
            values = [value for key, value in parameter.items() if key.startswith("value")]
            found[str(name)] = parts if parts is not None else values[0] if values else None
    return {**found, "input": inputs} if inputs else found


class _Input(msgspec.Struct):
    type: str
    url: str


class _Manifest(msgspec.Struct, forbid_unknown_fields=True):
    input: list[_Input]
    inputFormat: str = NDJSON
    inputSource: str = ""
    storageDetail: dict[str, object] = msgspec.field(default_factory=dict)


async def _files(visit: Visit, job: record.jobs.Job) -> list[record.bulk.File]:
    """What came of a job that is done."""
    of_kind = record.bulk.files_of if job.kind == "export" else record.bulk.outcomes_of
    return await of_kind(visit.handle, job)


async def status(visit: Visit) -> Response:
    """GET $bulk-status/[job]: how far it is, or what came of it"""
    job = await record.jobs.mine(visit.handle, str(visit.request.path_params["id"]))
    if job.state in ("waiting", "running"):
        told = "waiting for its turn" if job.state == "waiting" else f"{job.done} resources; {job.note or 'beginning'}"
        return Response(status_code=202, headers={"X-Progress": told[:100], "Retry-After": LOOK_AGAIN_SECONDS})
    if job.state == "failed":
        ours = any(issue.code == "exception" for issue in job.problem)
        answer = refuse(Refusal(Kind.INVALID, job.problem[0].text, issues=job.problem))
        answer.status_code = 500 if ours else answer.status_code
        return answer
    told_files = [_file(visit, job.id, file) for file in await _files(visit, job)]
    headers = {"Expires": format_datetime(job.expires, usegmt=True)} if job.expires else {}
    body = msgspec.json.encode(_manifest(job, told_files))
    return Response(body, headers=headers, media_type=JSON)


def _manifest(job: record.jobs.Job, files: list[tuple[str, dict[str, object]]]) -> dict[str, object]:
    moment = record.bulk.moment_of(job)
    return {
        "transactionTime": _instant(moment.at if moment else job.at),
        "request": job.request,
        "requiresAccessToken": True,
        **{place: [told for where, told in files if where == place] for place in ("output", "deleted", "error")},
    }


def _file(visit: Visit, job: str, file: record.bulk.File) -> tuple[str, dict[str, object]]:
    url = f"{visit.base}/$bulk-file/{job}.{file.name}"
    told: dict[str, object] = {"type": file.type, "url": url, "count": file.count}
    return file.place, {**told, "inputUrl": file.source} if file.source else told


def _instant(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03}Z"


async def cancel(visit: Visit) -> Response:
    """DELETE $bulk-status/[job]: end it, or forget what came of it"""
    job = str(visit.request.path_params["id"])
    await record.jobs.cancel(visit.handle, job)
    record.bulk.forget(visit.platform.settings.data / record.bulk.FOLDER, job)
    return Response(status_code=202)


async def fetch(visit: Visit) -> Response:
    """GET $bulk-file/[job].[name]: a file of a job that is done"""
    wanted, _, name = str(visit.request.path_params["id"]).partition(".")
    job = await record.jobs.mine(visit.handle, wanted)
    names = [file.name for file in await _files(visit, job)] if job.state == "done" else []
    path = visit.platform.settings.data / record.bulk.FOLDER / job.id / name
    if name not in names or not path.is_file():
        raise Refusal(Kind.NOT_FOUND, "There is no such file.", hint="It may have expired; ask for a new export.")
    await record.bulk.fetched(visit.handle, job, name)
    return FileResponse(path, media_type=NDJSON)


def asking(endpoint: Endpoint) -> Callable[[Request], Awaitable[Response]]:
    """The door, which takes parameters like _elements for itself: what came is kept beside."""
    behind = door(endpoint)

    async def enter(request: Request) -> Response:
        request.scope[ASKED] = request.scope["query_string"]
        return await behind(request)

    enter.__doc__ = endpoint.__doc__
    return enter


_BULK = "http://hl7.org/fhir/uv/bulkdata/OperationDefinition/"
_EXPORT = (
    "NDJSON files as of one moment, fetched later by who asked. Parameters: _type, _since, _until, _typeFilter, "
    "_outputFormat; patient where patients are exported."
)
_IMPORT = (
    "Interfaces alone: NDJSON files, fetched from addresses that the installation allows, loaded under their ids. "
    "The body is a manifest: inputFormat, inputSource, input of type and url."
)
OPERATIONS: tuple[Operation, ...] = (
    Operation("export", f"{_BULK}export", (), ("system",), _EXPORT),
    Operation("export", f"{_BULK}patient-export", ("Patient",), ("type",), _EXPORT),
    Operation("export", f"{_BULK}group-export", ("Group",), ("instance",), _EXPORT),
    Operation("import", "urn:medcluster:operation:import", (), ("system",), _IMPORT),
)
ROUTES = [
    *(
        Route(path, asking(export), methods=["GET", "POST"])
        for path in ("/fhir/$export", "/fhir/Patient/$export", "/fhir/Group/{id}/$export")
    ),
    Route("/fhir/$import", asking(import_), methods=["POST"]),
    Route("/fhir/$bulk-status/{id}", door(status), methods=["GET"]),
    Route("/fhir/$bulk-status/{id}", door(cancel), methods=["DELETE"]),
    Route("/fhir/$bulk-file/{id}", door(fetch), methods=["GET"]),
]
