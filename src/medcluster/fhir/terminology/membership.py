"""Is this code in a value set?

Promise: `member` answers for one code without listing anything, and says so when nobody can know because a code system
is not loaded. The parts of an include all hold, includes are united, excludes taken away. Must not know: databases,
HTTP. Source: http://hl7.org/fhir/R4/valueset.html#composition.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from medcluster.fhir.terminology.model import Concept
from medcluster.fhir.terminology.resolving import Resolved, ResolvedPart


@dataclass(frozen=True, slots=True)
class Membership:
    """Whether a code is in a value set: None where nobody can know, and then why."""

    holds: bool | None
    system: str = ""
    concept: Concept | None = None
    reason: str = ""


async def member(resolved: Resolved, system: str, code: str) -> Membership:
    """Whether a code is in a value set; a system of "" is any."""
    if resolved.value_set.expansion is not None:
        for one in resolved.value_set.expansion:
            if one.code == code and system in ("", one.system):
                return Membership(True, one.system, Concept(code, one.display))
        return Membership(False)
    best = Membership(False)
    for part in resolved.include:
        found = await part_holds(part, system, code)
        if found.holds and resolved.value_set.inactive is False and found.concept and found.concept.inactive:
            found = Membership(False, reason=f"{code} is no longer active")
        best = _or(best, found)
        if best.holds:
            break
    if best.holds is False:
        return best
    for part in resolved.exclude:
        found = await part_holds(part, best.system or system, code)
        if found.holds:
            return Membership(False)
        if found.holds is None:
            best = found
    return best


def _or(left: Membership, right: Membership) -> Membership:
    if left.holds or right.holds is False:
        return left if left.holds is not False or not right.reason else right
    return right


async def part_holds(part: ResolvedPart, system: str, code: str) -> Membership:
    """Whether a code is in what one include or exclude names."""
    found = Membership(True, system)
    if part.part.system:
        if system and system != part.part.system:
            return Membership(False)
        found = await _system_holds(part, code)
        if found.holds is False:
            return found
    for one in part.inner:
        inside = await member(one, found.system or system, code)
        if inside.holds is False:
            return inside
        if inside.holds is None or found.concept is None:
            found = inside if found.holds else found
    return found


async def _system_holds(part: ResolvedPart, code: str) -> Membership:
    url, system = part.part.system, part.system
    if part.part.listed:
        return await _listed_holds(part, code)
    if system is None or system.content == "not-present":
        return Membership(None, url, reason=f"the code system {part.named} is not loaded here")
    concept = await system.concept(code)
    if concept is None:
        if system.content == "complete":
            return Membership(False)
        return Membership(None, url, reason=f"the code system {url} is here as {system.content} only")
    held = not part.part.filters or await system.meets(concept.code, part.part.filters)
    return Membership(held, url, concept if held else None)


async def _listed_holds(part: ResolvedPart, code: str) -> Membership:
    folded = part.system is not None and not part.system.case_sensitive
    for one in part.part.listed:
        if one.code == code or (folded and one.code.lower() == code.lower()):
            known = await part.system.concept(one.code) if part.system else None
            shown = Concept(one.code, one.display, designations=one.designations)
            if known is not None:
                display = one.display or known.display
                shown = replace(known, display=display, designations=(*one.designations, *known.designations))
            return Membership(True, part.part.system, shown)
    return Membership(False)
