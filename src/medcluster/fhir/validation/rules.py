"""Does an element meet the constraints of its definitions?

Promise: each constraint is compiled once; a constraint that does not come out true is not met, as R4 says; what R4's
own expressions get wrong is corrected in a table with its reason. The few that stand on every element are answered by
plain code, which the tests hold against FHIRPath. Must not know: definitions. Source:
http://hl7.org/fhir/R4/conformance-rules.html#constraints.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from medcluster.fhir.path import Expression, Node, compile
from medcluster.fhir.validation.shapes import Rule
from medcluster.foundation import Issue, Refusal

_DOM_3 = (
    "contained.where((('#'+id in (%resource.descendants().reference | %resource.descendants().as(canonical) | "
    "%resource.descendants().as(uri) | %resource.descendants().as(url))) or descendants().where(reference = "
    "'#').exists() or descendants().where(as(canonical) = '#').exists() or descendants().where(as(canonical) = "
    "'#').exists()).not()).trace('unmatched', id).empty()"
)
_REF_1 = (
    "reference.startsWith('#').not() or (reference.substring(1).trace('url') in "
    "%rootResource.contained.id.trace('ids'))"
)
CORRECTED = {  # expression -> (what is meant, why)
    _DOM_3: (
        "contained.where((('#'+id in (%resource.descendants().reference | %resource.descendants().ofType(canonical) | "
        "%resource.descendants().ofType(uri) | %resource.descendants().ofType(url))) or descendants().where(reference "
        "= '#').exists() or descendants().ofType(canonical).where($this = '#').exists()).not()).empty()",
        "as() takes one value, and descendants() gives many: ofType() is meant",
    ),
}
CORRECTED[_REF_1] = (
    f"reference.exists().not() or {_REF_1}",
    "a Reference without `reference` leads nowhere, and the official words come out empty for it",
)
_BDL_8 = "fullUrl.contains('/_history/').not()"
_NAME = "name.matches('[A-Z]([A-Za-z0-9_]){0,254}')"
_PER_1 = "start.hasValue().not() or end.hasValue().not() or (start <= end)"
_RAS_2 = "probability is decimal implies (probability as decimal) <= 100"
CORRECTED |= {
    _BDL_8: (f"fullUrl.exists() implies {_BDL_8}", "an entry without fullUrl has none with a version in it"),
    _NAME: (f"name.exists() implies {_NAME}", "where a name is optional, none is as good as a usable one"),
    _PER_1: (
        f"({_PER_1}) or (start <= end).empty()",
        "2015 to 2015-06 is a period: between two precisions the comparison comes out empty, and nothing is wrong",
    ),
    _RAS_2: (f"probability.exists() implies ({_RAS_2})", "a prediction without a probability says none above 100"),
    "operator = 'exists' implies (answer is Boolean)": (
        "operator = 'exists' implies (answer is boolean)",
        "an element is a FHIR boolean, never a System.Boolean",
    ),
}
BY_KEY = {
    ("txt-2", "htmlChecks()"): ("htmlChecks2()", "it wants some content, and its expression is that of txt-1"),
}
BUDGET = 20_000_000  # steps: a Bundle of thousands of entries is gone through by each of its rules
Native = Callable[[Node], "bool | None"]  # whether an element meets it; None to ask FHIRPath


@dataclass(frozen=True, slots=True)
class Context:
    """What constraints see beside their element; start: where in a place its resource ends and its elements begin."""

    resource: Node
    outermost: Node
    now: datetime
    start: int = 0

    def variables(self) -> Mapping[str, object]:
        return {"resource": self.resource, "rootResource": self.outermost}


@dataclass(frozen=True, slots=True)
class Check:
    """A constraint, ready to be held against elements."""

    rule: Rule
    expression: Expression
    native: Native | None

    def finding(self, element: Node, where: str, context: Context) -> Issue | None:
        """What is wrong, or None."""
        met = self.native(element) if self.native is not None else None
        if met is None:
            try:
                met = self.expression.truth(element, now=context.now, variables=context.variables(), budget=BUDGET)
            except Refusal as refusal:
                text = f"{self.rule.key} cannot be judged: {refusal.text}"
                return Issue(text, where, "not-supported", "warning")
        if met:
            return None
        return Issue(f"{self.rule.human} ({self.rule.key})", where, "invariant", self.rule.severity)


def checks(rules: Iterable[Rule]) -> tuple[Check, ...]:
    """The constraints of several definitions of one element, each once."""
    found: dict[str, Check] = {}
    for rule in rules:
        if rule.expression:
            found.setdefault(meant(rule)[0], _check(rule))
    return tuple(found.values())


@lru_cache(maxsize=8192)
def _check(rule: Rule) -> Check:
    return Check(rule, compile(meant(rule)[0]), NATIVE.get(rule.expression))


def meant(rule: Rule) -> tuple[str, str]:
    """The expression that is meant by a constraint, and why it is another than the official one, "" when it is not."""
    named = BY_KEY.get((rule.key, rule.expression))
    return named or CORRECTED.get(rule.expression, (rule.expression, ""))


def has_content(element: Node) -> bool:
    """ele-1."""
    value = element.value
    if isinstance(value, dict):
        return len(value) > ("id" in value)
    if value is not None:
        return True
    extra = element.extra
    return isinstance(extra, dict) and bool(extra.get("extension"))


def _value_or_extensions(element: Node) -> bool | None:
    value = element.value
    if not isinstance(value, dict):
        return None
    valued = any(key.startswith(("value", "_value")) for key in value)
    return valued != ("extension" in value)


def _refers_elsewhere(element: Node) -> bool | None:
    value = element.value
    reference = value.get("reference") if isinstance(value, dict) else None
    if isinstance(reference, str) and not reference.startswith("#"):
        return True
    return True if reference is None and isinstance(value, dict) and "_reference" not in value else None


def _contained_is_used(element: Node) -> bool | None:
    value = element.value
    if not isinstance(value, dict):
        return None
    contained = value.get("contained")
    if not contained:
        return True
    found: set[str] = set()
    _references(value, found)
    return True if all(f"#{one.get('id')}" in found for one in contained) else None


def _references(value: Any, found: set[str]) -> None:
    for inner in value.values() if isinstance(value, dict) else value:
        if isinstance(inner, (dict, list, tuple)):
            _references(inner, found)
    if isinstance(value, dict) and isinstance(value.get("reference"), str):
        found.add(value["reference"])


def _nothing_contained(element: Node) -> bool | None:
    value = element.value
    return True if isinstance(value, dict) and "contained" not in value else None


NATIVE: dict[str, Native] = {
    "hasValue() or (children().count() > id.count())": has_content,
    "extension.exists() != value.exists()": _value_or_extensions,
    _REF_1: _refers_elsewhere,
    "contained.contained.empty()": _nothing_contained,
    "contained.meta.versionId.empty() and contained.meta.lastUpdated.empty()": _nothing_contained,
    "contained.meta.security.empty()": _nothing_contained,
    _DOM_3: _contained_is_used,
}
