"""What does an `$export` or an `$import` ask for?

Promise: parameters and manifests become what `record.bulk` takes; what is not known is refused by name. Must not know:
when it is carried out, how its files come back. Source: HL7 FHIR Bulk Data Access 2.0.0; the import draft of
github.com/smart-on-fhir/bulk-import.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Literal, TypeAlias

import msgspec
from starlette.requests import Request

from medcluster import record
from medcluster.api.door import Visit, body_of
from medcluster.api.inputs import Inputs, parameters_in, wrong
from medcluster.api.resources import id_of
from medcluster.fhir import types
from medcluster.foundation import Kind, Refusal

NDJSON = "application/fhir+ndjson"
PARAMETERS = ("_outputFormat", "_since", "_until", "_type", "_typeFilter", "patient")
FORMATS = ("", NDJSON, "application/ndjson", "ndjson")
UNSUPPORTED = ("includeAssociatedData", "organizeOutputBy", "allowPartialManifests", "_elements")
ASKED = "medcluster.asked"  # in a request's scope: the address as it came, before the door took its own parameters
_BETWEEN_FILTERS = re.compile(r",(?=[A-Z][A-Za-z]*\?)")
_LEVELS: Mapping[str, Literal["system", "patient", "group"]] = {"Patient": "patient", "Group": "group"}
_Pairs: TypeAlias = list[tuple[str, str]]


async def wanted_by(visit: Visit) -> tuple[record.bulk.Wanted, str]:
    """What an export is to hold, and the names of the parameters that said so."""
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
    found = record.bulk.Wanted(
        level=level,
        group=group,
        patients=await _members(visit, group, patients) if group else patients,
        types=inputs.types("_type"),
        since=since[0] if since else None,
        until=until[0] if until else None,
        filters=tuple(record.bulk.read_filter(one) for one in _filters(inputs)),
    )
    return found, ",".join(sorted({name for name, _ in inputs.pairs}))


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
    pairs: _Pairs = []
    for parameter in parameters_in(types.decode(body)):
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


def address_as_asked(visit: Visit) -> str:
    """The address with all parameters, also those that the door took."""
    asked: bytes = visit.request.scope.get(ASKED, b"")
    path = f"{visit.base}{visit.request.url.path.removeprefix('/fhir')}"
    return f"{path}?{asked.decode('latin-1')}" if asked else path


def manifest_in(body: bytes) -> record.bulk.Inputs:
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
