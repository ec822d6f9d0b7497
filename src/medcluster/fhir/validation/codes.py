"""Is a coded value one of the codes that it is bound to?

Promise: `required` outside the set is an error, `extensible` a warning, `preferred` and `example` say nothing; of a
CodeableConcept one coding has to be in the set. What nobody here can know (a code system that is not loaded) is told as
what could not be checked, never as wrong. Must not know: where answers come from. Source:
http://hl7.org/fhir/R4/terminologies.html#strength.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from medcluster.fhir.validation.shapes import Binding
from medcluster.foundation import Issue

if TYPE_CHECKING:
    from medcluster.fhir.terminology import Membership

Ask = Callable[[str, str, str], "Membership | None"]  # (value set, system or "", code); None: not known yet
_QUANTITIES = frozenset({"Quantity", "Age", "Count", "Distance", "Duration", "MoneyQuantity", "SimpleQuantity"})
CODED = frozenset({"code", "Coding", "CodeableConcept", "string", "uri", "url", "canonical", "oid"}) | _QUANTITIES


def findings(binding: Binding, kind: str, value: Any, where: str, ask: Ask) -> Iterator[Issue]:
    """What is wrong with a coded value; nothing for a type that carries no code."""
    if kind not in CODED:
        return
    if binding.strength in ("required", "extensible"):
        yield from _held(binding.value_set, binding.strength == "required", kind, value, where, ask)
    if binding.largest:
        yield from _held(binding.largest, True, kind, value, where, ask)


def _held(value_set: str, required: bool, kind: str, value: Any, where: str, ask: Ask) -> Iterator[Issue]:
    codings = codings_of(kind, value)
    name = value_set.partition("|")[0]
    severity = "error" if required else "warning"
    if not codings:
        if kind in ("Coding", "CodeableConcept") and not _explained(value):
            word = "shall" if required else "should"
            yield Issue(f"there is no code, and there {word} be one of {name}", where, "code-invalid", severity)
        return
    answers = [ask(value_set, system, code) for system, code in codings]
    if any(one is None for one in answers) or any(one is not None and one.holds for one in answers):
        return
    unknown = next((one for one in answers if one is not None and one.holds is None), None)
    if unknown is not None:
        yield Issue(
            f"whether the code is in {name} could not be checked: {unknown.reason}",
            where,
            "not-found",
            "warning" if required else "information",
        )
        return
    several = "none of the codes is" if len(codings) > 1 else "the code is not"
    yield Issue(f"{several} in {name}", where, "code-invalid", severity)


def _explained(value: Any) -> bool:
    """Whether an extension stands for the code, such as data-absent-reason."""
    return isinstance(value, dict) and "extension" in value


def codings_of(kind: str, value: Any) -> Sequence[tuple[str, str]]:
    """(system or "", code) of each code in a value."""
    if isinstance(value, str):
        return (("", value),)
    if not isinstance(value, Mapping):
        return ()
    if kind == "CodeableConcept":
        return [pair for one in value.get("coding", ()) for pair in codings_of("Coding", one)]
    code = value.get("code")
    return ((str(value.get("system", "")), code),) if isinstance(code, str) else ()
