"""How is a value set named, and its expansion written?

Promise: `expand` answers $expand; the value set is the one in the address, the one that came along, or the one of a
url. It decides nothing about codes. Source: FHIR R4 operation ValueSet-expand.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from starlette.responses import Response

from medcluster.api.coded import Given, Json, given_of, plain_coding, written
from medcluster.api.door import Visit, packed
from medcluster.api.inputs import wrong
from medcluster.api.outcome import FHIR_JSON
from medcluster.fhir import terminology, types
from medcluster.fhir.terminology import Asked, Concept, Entry, Resolved
from medcluster.foundation import Issue, Kind, Refusal
from medcluster.record import terminology as room

_EXPAND = (
    *("url", "valueSet", "valueSetVersion", "filter", "offset", "count", "includeDesignations", "designation"),
    *("includeDefinition", "activeOnly", "excludeNested", "excludeNotForUI", "excludePostCoordinated"),
    *("displayLanguage", "exclude-system", "system-version", "check-system-version", "force-system-version"),
    "tx-resource",
)
MOST_ASKED = 100
_NAMESPACE = uuid.UUID("c2c5a8a4-4d3e-5a0b-9b7e-0d6a1f6e2f11")  # of the identifiers of expansions


def known_to(visit: Visit) -> room.Terminology:
    """Everything that is known here to who asks."""
    return room.Terminology.over(visit.platform.database).seen_by(visit.handle)


def answer(visit: Visit, resource: Json) -> Response:
    """A resource as the answer."""
    return packed(visit.request, Response(written(resource), media_type=FHIR_JSON))


async def expand(visit: Visit) -> Response:
    """The codes of a value set, a page at a time where `count` is given"""
    given = await given_of(visit, _EXPAND)
    known = known_to(visit)
    resolved = await value_set_of(visit, given, known)
    _check_versions(given, resolved)
    language = given.text("displayLanguage")
    designations = given.flag("includeDesignations") or bool(given.texts("designation"))
    asked = Asked(
        words=_words(given),
        active_only=given.flag("activeOnly"),
        selectable_only=given.flag("excludeNotForUI"),
        whole=designations or bool(language),
        exclude_systems=frozenset(one.partition("|")[0] for one in given.texts("exclude-system")),
        offset=given.number("offset") or 0,
        count=given.number("count"),
    )
    found = await known.expand(resolved, asked)
    expansion: Json = {
        "identifier": f"urn:uuid:{uuid.uuid5(_NAMESPACE, f'{resolved.digest}{asked}')}",
        "timestamp": visit.platform.clock.now().isoformat(timespec="seconds"),
        "total": found.total,
        "parameter": _said(given, resolved),
        "contains": [_contained(one, language, designations) for one in found.entries],
    }
    if asked.count is not None:
        expansion["offset"] = asked.offset
    return answer(visit, _expanded(resolved, expansion, given.flag("includeDefinition")))


def _words(given: Given) -> tuple[str, ...]:
    text = given.text("filter")
    found = terminology.words(text)
    if text.strip() and not found:
        raise wrong("filter", "The filter holds no letter and no digit.", "It is the beginnings of words.")
    if len(found) > MOST_ASKED or len(given.texts("exclude-system")) > MOST_ASKED:  # what was asked is remembered
        raise wrong("filter", f"More than {MOST_ASKED} words, or systems, are not looked for.")
    return found


def _expanded(resolved: Resolved, expansion: Json, with_definition: bool) -> Json:
    value_set = resolved.value_set
    said: Json = {
        "resourceType": "ValueSet",
        "id": value_set.id,
        "url": value_set.url,
        "version": value_set.version,
        "name": value_set.name,
        "title": value_set.title,
        "status": value_set.status or "active",
    }
    if with_definition and (value_set.include or value_set.exclude):
        said["compose"] = _composed(value_set)
    said["expansion"] = {key: value for key, value in expansion.items() if value != []}
    return {key: value for key, value in said.items() if value != ""}


def _composed(value_set: terminology.ValueSet) -> Json:
    found: Json = {} if value_set.inactive is None else {"inactive": value_set.inactive}
    for name, parts in (("include", value_set.include), ("exclude", value_set.exclude)):
        if parts:
            found[name] = [_part(one) for one in parts]
    return found


def _part(one: terminology.Part) -> Json:
    said: Json = {"system": one.system, "version": one.version}
    said["concept"] = [{"code": c.code, **({"display": c.display} if c.display else {})} for c in one.listed]
    said["filter"] = [{"property": f.property, "op": f.op, "value": f.value} for f in one.filters]
    said["valueSet"] = list(one.value_sets)
    return {key: value for key, value in said.items() if value}


def _said(given: Given, resolved: Resolved) -> list[Json]:
    """The parameters that the expansion depended on, and the versions of the code systems that it used."""
    found: list[Json] = []
    for name in ("filter", "displayLanguage"):
        if given.text(name):
            kind = "String" if name == "filter" else "Code"
            found.append({"name": name, f"value{kind}": given.text(name)})
    numbers = {name: given.number(name) for name in ("count", "offset")}
    found += [{"name": name, "valueInteger": number} for name, number in numbers.items() if number is not None]
    found += [
        {"name": name, "valueBoolean": given.flag(name)}
        for name in ("activeOnly", "includeDesignations", "excludeNotForUI")
        if given.text(name)
    ]
    for url, system in sorted(resolved.systems().items()):
        found.append({"name": "used-codesystem", "valueUri": f"{url}|{system.version}" if system.version else url})
    return found


def _contained(one: Entry, language: str, designations: bool) -> Json:
    said: Json = {"system": one.system}
    if one.abstract:
        said["abstract"] = True
    if one.inactive:
        said["inactive"] = True
    if one.version:
        said["version"] = one.version
    said["code"] = one.code
    concept = Concept(one.code, one.display, designations=one.designations)
    display = (terminology.in_language(concept, language) if language else "") or one.display
    if display:
        said["display"] = display
    if designations and one.designations:
        said["designation"] = [_designation(d) for d in one.designations]
    return said if one.system else {key: value for key, value in said.items() if key != "system"}


def _designation(one: terminology.Designation) -> Json:
    said: Json = {"language": one.language} if one.language else {}
    if one.use is not None:
        said["use"] = plain_coding(one.use)
    return {**said, "value": one.value}


async def value_set_of(visit: Visit, given: Given, known: room.Terminology) -> Resolved:
    """The value set in the address, the one that came along, or the one of the url."""
    beside = along(given)
    wanted = visit.request.path_params.get("id")
    carried = given.resource("valueSet", "ValueSet")
    if wanted:
        stored = await visit.handle.read("ValueSet", str(wanted))
        return await known.resolve(terminology.value_set(types.to_plain(stored.resource)), beside)
    if carried is not None:
        return await known.resolve(terminology.value_set(carried), beside)
    url, version = given.text("url"), given.text("valueSetVersion")
    if not url:
        raise wrong("url", "No value set is named.", "Give its url, or the ValueSet in valueSet.")
    return await known.resolve(f"{url}|{version}" if version and "|" not in url else url, beside)


def along(given: Given) -> room.Along:
    """What came along with the question."""
    versions = [dict(_canonicals(given.texts(name))) for name in ("system-version", "force-system-version")]
    return room.Along(given.resources("tx-resource"), *versions)


def _canonicals(texts: Iterable[str]) -> Iterable[tuple[str, str]]:
    return (terminology.canonical(text) for text in texts)


def _check_versions(given: Given, resolved: Resolved) -> None:
    for url, version in _canonicals(given.texts("check-system-version")):
        found = resolved.systems().get(url)
        if found is not None and found.version != version:
            text = f"The value set is of {url}|{found.version}, not of {version}."
            raise Refusal(Kind.INVALID, text, issues=(Issue(text, code="exception"),))
