"""`$export` and `$import`: many resources at once, asked for now and fetched later.

Promise: translates FHIR's asynchronous pattern to the jobs of `record.bulk` and back; decides nothing. Whoever asked,
by the same account, and nobody else, follows a job, cancels it and fetches its files. Must not know: how resources come
into files, or out of them. Source: HL7 FHIR Bulk Data Access 2.0.0; FHIR R4 async.html; the import draft of
github.com/smart-on-fhir/bulk-import.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from email.utils import format_datetime

import msgspec
from starlette.datastructures import Headers
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from medcluster import record
from medcluster.api.bulk_asked import ASKED, NDJSON, address_as_asked, manifest_in, wanted_by
from medcluster.api.door import Endpoint, Visit, body_of, door
from medcluster.api.operations import Operation
from medcluster.api.outcome import refuse
from medcluster.foundation import Kind, Refusal

JSON = "application/json"
LOOK_AGAIN_SECONDS = "2"
LARGEST_MANIFEST_BYTES = 1024 * 1024


async def export(visit: Visit) -> Response:
    """GET or POST $export, Patient/$export, Group/[id]/$export"""
    _require_async(visit.request)
    wanted, names = await wanted_by(visit)
    return _accepted(visit, await record.bulk.begin_export(visit.handle, wanted, address_as_asked(visit), names))


def _require_async(request: Request) -> None:
    words = [word.strip().lower() for header in request.headers.getlist("prefer") for word in header.split(",")]
    if "respond-async" not in words:
        raise Refusal(
            Kind.MALFORMED,
            "This is answered later: it has to be asked for so.",
            hint="Send the header Prefer: respond-async, then follow the Content-Location of the answer.",
        )


def _accepted(visit: Visit, job: str) -> Response:
    return Response(status_code=202, headers={"Content-Location": f"{visit.base}/$bulk-status/{job}"})


async def import_(visit: Visit) -> Response:
    """POST $import: files that lie elsewhere, named in a manifest"""
    _require_async(visit.request)
    inputs = manifest_in(await body_of(visit.request, at_most=LARGEST_MANIFEST_BYTES))
    allowed = visit.platform.settings.may_fetch
    return _accepted(visit, await record.bulk.begin_import(visit.handle, inputs, address_as_asked(visit), allowed))


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
    return _Packed(path, media_type=NDJSON)


class _Packed(FileResponse):
    """A file, gzipped on its way for who takes that, and wants all of it."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        if "range" in headers or "gzip" not in headers.get("accept-encoding", ""):
            await super().__call__(scope, receive, send)
            return
        packing = GZipMiddleware(super().__call__, compresslevel=1)
        await packing({**scope, "extensions": {}}, receive, send)  # no file handed over as it lies there


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
