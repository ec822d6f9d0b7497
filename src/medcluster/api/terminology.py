"""Terminology over HTTP: $expand, $validate-code, $lookup, $subsumes, $translate.

Promise: each operation by GET and POST, on the type and, where R4 has it, on an instance; it translates between
Parameters and `record.terminology`, and decides nothing about codes. Definitions that hospitals stored are found with
the caller's rights. Source: FHIR R4 operations of ValueSet, CodeSystem and ConceptMap, terminology-service.html.
"""

from __future__ import annotations

from typing import Any

from starlette.responses import Response
from starlette.routing import Route

from medcluster.api.coded import Given, Json, given_of, group, parameters, part, plain_coding, property_value
from medcluster.api.door import Endpoint, Visit, door
from medcluster.api.expansions import along, answer, expand, known_to, value_set_of
from medcluster.api.inputs import wrong
from medcluster.api.operations import Operation
from medcluster.fhir import terminology, types
from medcluster.fhir.terminology import CodeSystem, Coding, Concept, Property, Verdict
from medcluster.foundation import Issue, Kind, Refusal
from medcluster.record import terminology as room

_IN_VALUE_SET = (
    *("url", "valueSet", "valueSetVersion", "code", "system", "systemVersion", "display", "coding", "codeableConcept"),
    *("abstract", "displayLanguage", "tx-resource"),
)
_IN_SYSTEM = (
    *("url", "codeSystem", "code", "version", "display", "coding", "codeableConcept", "abstract", "displayLanguage"),
    "tx-resource",
)
_LOOKUP = ("code", "system", "version", "coding", "displayLanguage", "property")
_SUBSUMES = ("codeA", "codeB", "system", "version", "codingA", "codingB")
_TRANSLATE = (
    *("url", "conceptMap", "conceptMapVersion", "code", "system", "version", "source", "coding", "codeableConcept"),
    *("target", "targetsystem", "reverse"),
)


async def validate_in_value_set(visit: Visit) -> Response:
    """Whether a code is in a value set, and called right"""
    given = await given_of(visit, _IN_VALUE_SET)
    resolved = await value_set_of(visit, given, known_to(visit))
    verdict = await terminology.any_in_value_set(
        resolved, given.codings(), abstract=given.flag("abstract", default=True), language=given.text("displayLanguage")
    )
    return answer(visit, _judged(verdict))


async def validate_in_system(visit: Visit) -> Response:
    """Whether a code exists in a code system, and is called right"""
    given = await given_of(visit, _IN_SYSTEM)
    verdicts = []
    for coding in given.codings(system="url", version="version"):
        system = await _system(visit, given, coding)
        if coding.system and system.url and coding.system != system.url:
            verdicts.append(Verdict(False, f"{coding.code} is said to be of {coding.system}, not of {system.url}."))
            continue
        abstract, language = given.flag("abstract", default=True), given.text("displayLanguage")
        verdicts.append(await terminology.in_code_system(system, coding, abstract=abstract, language=language))
    return answer(visit, _judged(terminology.joined(verdicts)))


def _judged(verdict: Verdict) -> Json:
    coding = verdict.coding or Coding("", "")
    return parameters(
        part("result", "Boolean", verdict.result),
        part("message", "String", verdict.message),
        part("display", "String", verdict.display),
        part("code", "Code", coding.code),
        part("system", "Uri", coding.system),
    )


async def _system(visit: Visit, given: Given, coding: Coding) -> CodeSystem:
    """The code system in the address, the one that came along, or the one that is named."""
    carried: dict[str, Any] | None = None
    if wanted := visit.request.path_params.get("id"):
        carried = types.to_plain((await visit.handle.read("CodeSystem", str(wanted))).resource)
    elif given.resource("codeSystem", "CodeSystem"):
        carried = given.resource("codeSystem", "CodeSystem")
    if carried is not None:
        return terminology.Enumerated(carried)
    url = given.text("url") or given.text("system") or coding.system
    if not url:
        raise wrong("system", "No code system is named.", "Give its url as `system` (or `url`), or a coding.")
    return await known_to(visit).code_system(url, given.text("version") or coding.version, along(given))


async def lookup(visit: Visit) -> Response:
    """What a code is called, defined as, and related to"""
    given = await given_of(visit, _LOOKUP)
    coding = _single(given.codings(version="version"))
    system = await _system(visit, given, coding)
    concept = await _concept(system, coding.code)
    language = given.text("displayLanguage")
    wanted = frozenset(given.texts("property")) - {"*"}
    display = (terminology.in_language(concept, language) if language else "") or concept.display or concept.code
    designations = [
        group(
            "designation",
            part("language", "Code", one.language),
            part("use", "Coding", plain_coding(one.use)),
            part("value", "String", one.value),
        )
        for one in concept.designations
        if not wanted or "designation" in wanted or f"lang.{one.language}" in wanted
    ]
    return answer(
        visit,
        parameters(
            part("name", "String", system.name),
            part("version", "String", system.version),
            part("display", "String", display),
            *designations,
            *await _properties(system, concept, wanted),
        ),
    )


async def _properties(system: CodeSystem, concept: Concept, wanted: frozenset[str]) -> list[Json]:
    held = [*concept.properties]
    if concept.definition:
        held.insert(0, Property("definition", "string", concept.definition))
    if concept.inactive and not any(one.code == "inactive" for one in held):
        held.append(Property("inactive", "boolean", "true"))
    found = [
        group("property", part("code", "Code", one.code), property_value(one))
        for one in held
        if (not wanted or one.code in wanted) and one.code not in ("parent", "child")
    ]
    for name in ("parent", "child"):
        if not wanted or name in wanted:
            related = await room.related(system, concept.code, name)
            found += [
                group(
                    "property",
                    part("code", "Code", name),
                    part("value", "Code", code),
                    part("description", "String", display),
                )
                for code, display in related
            ]
    return found


def _single(codings: list[Coding]) -> Coding:
    if len(codings) != 1:
        raise wrong("coding", "One code is asked about at a time.")
    return codings[0]


async def _concept(system: CodeSystem, code: str) -> Concept:
    found = await system.concept(code)
    if found is None:
        text = f"The code {code} is not in the code system {system.url}."
        raise Refusal(Kind.NOT_FOUND, text, issues=(Issue(text, code="not-found"),))
    return found


async def subsumes(visit: Visit) -> Response:
    """How one code lies to another: equivalent, subsumes, subsumed-by or not-subsumed"""
    given = await given_of(visit, _SUBSUMES)
    left, right = (_named(given, letter) for letter in "AB")
    if left.system and right.system and left.system != right.system:
        raise wrong("codingB", "Both codes have to be of one code system.")
    system = await _system(visit, given, left if left.system else right)
    one, other = await _concept(system, left.code), await _concept(system, right.code)
    if one.code == other.code:
        outcome = "equivalent"
    elif await system.subsumes(one.code, other.code):
        outcome = "subsumes"
    else:
        outcome = "subsumed-by" if await system.subsumes(other.code, one.code) else "not-subsumed"
    return answer(visit, parameters(part("outcome", "Code", outcome)))


def _named(given: Given, letter: str) -> Coding:
    if given.values.get(f"coding{letter}"):
        return given.coding(given.values[f"coding{letter}"][0])
    if not given.text(f"code{letter}"):
        raise wrong(f"code{letter}", f"The code {letter} is not given.", f"Give code{letter}, or coding{letter}.")
    return Coding(given.text("system"), given.text(f"code{letter}"))


async def translate(visit: Visit) -> Response:
    """What a code is in another code system, forward or in reverse"""
    given = await given_of(visit, _TRANSLATE)
    reverse = given.flag("reverse")
    translators = await _translators(visit, given)
    codings = given.codings(version="version")
    matches = [
        match
        for translator in translators
        for coding in codings
        for match in translator.translate(coding, target=given.text("targetsystem"), reverse=reverse)
    ]
    holds = any(match.holds for match in matches)
    return answer(
        visit,
        parameters(
            part("result", "Boolean", holds),
            part("message", "String", "" if matches else "No map that is known here says what this code is."),
            *(_matched(match) for match in matches),
        ),
    )


def _matched(match: terminology.Match) -> Json:
    products = [
        group("product", part("element", "Uri", element), part("concept", "Coding", plain_coding(concept)))
        for element, concept in match.products
    ]
    return group(
        "match",
        part("equivalence", "Code", match.equivalence),
        part("concept", "Coding", plain_coding(match.concept)),
        *products,
        part("source", "Uri", match.source),
    )


async def _translators(visit: Visit, given: Given) -> list[terminology.Translator]:
    if wanted := visit.request.path_params.get("id"):
        stored = await visit.handle.read("ConceptMap", str(wanted))
        return [terminology.Translator(types.to_plain(stored.resource))]
    if carried := given.resource("conceptMap", "ConceptMap"):
        return [terminology.Translator(carried)]
    url, version = terminology.canonical(given.text("url"))
    found = await known_to(visit).translators(url=url, version=version or given.text("conceptMapVersion"))
    if url and not found:
        text = f"The concept map {url} is not known here."
        raise Refusal(Kind.NOT_FOUND, text, issues=(Issue(text, code="not-found"),))
    source, target = given.text("source"), given.text("target")
    return [one for one in found if source in ("", one.source) and target in ("", one.target)]


_ANSWERED: tuple[tuple[str, str, Endpoint, tuple[str, ...]], ...] = (
    ("ValueSet", "expand", expand, ("type", "instance")),
    ("ValueSet", "validate-code", validate_in_value_set, ("type", "instance")),
    ("CodeSystem", "validate-code", validate_in_system, ("type", "instance")),
    ("CodeSystem", "lookup", lookup, ("type",)),
    ("CodeSystem", "subsumes", subsumes, ("type", "instance")),
    ("ConceptMap", "translate", translate, ("type", "instance")),
)
OPERATIONS = tuple(
    Operation(name, f"http://hl7.org/fhir/OperationDefinition/{kind}-{name}", (kind,), levels, endpoint.__doc__ or "")
    for kind, name, endpoint, levels in _ANSWERED
)
ROUTES = [
    Route(f"/fhir/{kind}/{place}${name}", door(endpoint), methods=["GET", "POST"])
    for kind, name, endpoint, levels in _ANSWERED
    for place in ("", "{id}/")
    if not place or "instance" in levels
]
