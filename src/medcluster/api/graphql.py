"""`$graphql` over HTTP: a query over the whole record, or from one resource on.

Promise: GET with `query`, or POST with JSON or the bare query; the answer is `data`, and `errors` where a field could
not be answered, each with an OperationOutcome beside it. Nothing is read for a query that R4's definitions do not bear.
Must not know: how a query is carried out. Source: FHIR R4 graphql.html, operation Resource-graphql.
"""

from __future__ import annotations

from asyncio import to_thread
from dataclasses import dataclass, field
from typing import Any

import msgspec
from starlette.responses import Response
from starlette.routing import Route

from medcluster import record
from medcluster.api import graphql_query, graphql_schema
from medcluster.api.door import Visit, body_of, door, packed
from medcluster.api.graphql_run import Run
from medcluster.api.operations import Operation
from medcluster.api.outcome import UNSUPPORTED_MEDIA_TYPE, WrongMedia, outcome_of
from medcluster.api.resources import id_of, type_of
from medcluster.foundation import Kind, Refusal

LARGEST_BYTES = 256 * 1024
JSON = "application/json; charset=utf-8"
WORDS = (
    "Queries at the system and from one resource on, by GET and POST: arguments of lists, fhirpath, @flatten, @first, "
    "@singleton, @slice, resource, TypeList and TypeConnection. No mutations."
)
_encoder = msgspec.json.Encoder(decimal_format="number")


class Asked(msgspec.Struct):
    """The body of a POST."""

    query: str = ""
    variables: dict[str, Any] | None = None
    operationName: str | None = None
    extensions: Any = None


_asked = msgspec.json.Decoder(Asked)
_variables = msgspec.json.Decoder(dict[str, Any])


@dataclass(slots=True)
class _Answer:
    data: dict[str, Any] | None = None
    errors: list[tuple[str, Refusal]] = field(default_factory=list)


async def graphql(visit: Visit) -> Response:
    """GET or POST $graphql and [type]/[id]/$graphql"""
    resource = "id" in visit.request.path_params
    stored = await visit.handle.read(type_of(visit.request), id_of(visit.request)) if resource else None
    status, answer = 200, _Answer()
    try:
        asked = await _question(visit)
        if stored is None and graphql_schema.introspects(asked.query):
            told = await to_thread(graphql_schema.introspected, asked.query)
            return packed(visit.request, Response(told, media_type=JSON))
        fields = graphql_query.read_query(asked.query, asked.variables or {}, asked.operationName or "")
        run = Run(visit.handle, visit.base, visit.platform.clock.now())
        answer.data = await (run.of_resource(stored, fields) if stored else run.of_system(fields))
        answer.errors = run.errors
    except WrongMedia:
        raise
    except Refusal as refusal:
        if refusal.kind is Kind.UNAVAILABLE:
            raise
        status, answer.errors = record.status_of(refusal.kind), [("", refusal)]
    return packed(visit.request, Response(_encoder.encode(_written(answer)), status, media_type=JSON))


async def _question(visit: Visit) -> Asked:
    request = visit.request
    query = request.query_params
    found = Asked(query.get("query", ""), _read_variables(query.get("variables", "")), query.get("operationName"))
    if request.method == "GET":
        return found
    body = await body_of(request, at_most=LARGEST_BYTES)
    sent = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if sent in ("application/json", "application/fhir+json", ""):
        return _in_json(body) if body else found
    if sent == "application/graphql":
        try:
            return Asked(body.decode(), found.variables, found.operationName)
        except UnicodeDecodeError:
            raise graphql_query.wrong("the query is not UTF-8.") from None
    hint = "Send application/json with a query, or application/graphql."
    raise WrongMedia(UNSUPPORTED_MEDIA_TYPE, f"Content-Type {sent[:80]} is not read here.", hint=hint)


def _in_json(body: bytes) -> Asked:
    try:
        return _asked.decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise graphql_query.wrong(f"the body cannot be read: {error}") from None


def _read_variables(text: str) -> dict[str, Any] | None:
    try:
        return _variables.decode(text) if text else None
    except (msgspec.MsgspecError, RecursionError):
        raise graphql_query.wrong("variables are a JSON object.") from None


def _written(answer: _Answer) -> dict[str, Any]:
    written: dict[str, Any] = {}
    if answer.errors:
        written["errors"] = [_error(key, refusal) for key, refusal in answer.errors]
    written["data"] = answer.data
    return written


def _error(key: str, refusal: Refusal) -> dict[str, Any]:
    words = f"{refusal.text} {refusal.hint}".strip() if refusal.hint else refusal.text
    error: dict[str, Any] = {"message": words, "extensions": {"resource": outcome_of(refusal)}}
    return {**error, "path": [key]} if key else error


DEFINITION = "http://hl7.org/fhir/OperationDefinition/Resource-graphql"
OPERATIONS = (Operation("graphql", DEFINITION, (), ("system", "instance"), WORDS),)
ROUTES = [
    Route(address, door(graphql), methods=["GET", "POST"])
    for address in ("/fhir/$graphql", "/fhir/{type}/{id}/$graphql")
]
