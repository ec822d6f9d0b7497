"""Is this code right: does it exist, is it in the value set, is it called so?

Promise: one verdict for $validate-code on value sets and on code systems: a result, the display that the terminology
gives, and every objection in words. What nobody can know is not called right. Must not know: HTTP. Source: R4
operations ValueSet-validate-code and CodeSystem-validate-code.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from medcluster.fhir.search import normalise
from medcluster.fhir.terminology.membership import Membership, member
from medcluster.fhir.terminology.model import CodeSystem, Coding, Concept
from medcluster.fhir.terminology.resolving import Resolved
from medcluster.fhir.terminology.words import in_language


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer about one code. known: whether anybody could know."""

    result: bool
    message: str = ""
    display: str = ""
    coding: Coding | None = None
    known: bool = True


async def in_value_set(resolved: Resolved, coding: Coding, *, abstract: bool = True, language: str = "") -> Verdict:
    """Whether a code is in a value set and called right."""
    found = await member(resolved, coding.system, coding.code)
    name = resolved.value_set.url or resolved.value_set.name or "the value set"
    if found.holds is None:
        return Verdict(False, f"Nobody can say whether {_shown(coding)} is in {name}: {found.reason}.", known=False)
    if not found.holds:
        return Verdict(False, f"{_shown(coding)} is not in {name}{_because(found)}.")
    there = replace(coding, system=found.system or coding.system)
    return _called(there, found.concept, abstract=abstract, language=language)


def _because(found: Membership) -> str:
    return f": {found.reason}" if found.reason else ""


async def in_code_system(system: CodeSystem, coding: Coding, *, abstract: bool = True, language: str = "") -> Verdict:
    """Whether a code exists in a code system and is called right."""
    concept = await system.concept(coding.code)
    if concept is None:
        if system.content == "complete":
            return Verdict(False, f"{coding.code} is not in the code system {system.url}.")
        held = f"{system.url} is here as {system.content} only"
        return Verdict(False, f"Nobody can say whether {coding.code} exists: {held}.", known=False)
    return _called(replace(coding, system=system.url), concept, abstract=abstract, language=language)


def _called(coding: Coding, concept: Concept | None, *, abstract: bool, language: str) -> Verdict:
    if concept is None:
        return Verdict(True, coding=coding)
    display = (language and in_language(concept, language)) or concept.display
    there = replace(coding, code=concept.code, display=display)
    if concept.abstract and not abstract:
        return Verdict(False, f"{_shown(coding)} is abstract: it cannot be used as a value.", display, there)
    if coding.display and display and not _is_called(concept, coding.display):
        return Verdict(False, f"{_shown(coding)} is not called “{coding.display}”, but “{display}”.", display, there)
    return Verdict(True, "", display, there)


def _is_called(concept: Concept, display: str) -> bool:
    wanted = normalise(display)
    return any(normalise(one) == wanted for one in (concept.display, *(d.value for d in concept.designations)))


async def any_in_value_set(
    resolved: Resolved, codings: Sequence[Coding], *, abstract: bool = True, language: str = ""
) -> Verdict:
    """A CodeableConcept is right when one of its codings is, and none of them is called wrong there."""
    verdicts = [await in_value_set(resolved, one, abstract=abstract, language=language) for one in codings]
    return joined(verdicts)


def joined(verdicts: Sequence[Verdict]) -> Verdict:
    """The first verdict that holds; else all objections together."""
    for one in verdicts:
        if one.result:
            return one
    if not verdicts:
        return Verdict(False, "There is no code to look at.")
    return Verdict(
        False,
        " ".join(dict.fromkeys(one.message for one in verdicts)),
        next((one.display for one in verdicts if one.display), ""),
        known=all(one.known for one in verdicts),
    )


def _shown(coding: Coding) -> str:
    return f"{coding.system}#{coding.code}" if coding.system else coding.code
