"""Is a JSON value a right value of a FHIR primitive?

Promise: says what is wrong in a few words that never repeat the value, since it may be about a patient (a code of a
required binding is told: it says nothing about anyone). Must not know: where the value stands. Source: the same
patterns and bounds as `fhir.primitives`.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from medcluster.fhir import elements
from medcluster.fhir.primitives import FARTHEST_POWER, LARGEST_INTEGER, PATTERNS

_WHOLE = {name: re.compile(f"(?:{pattern})\\Z") for name, pattern in PATTERNS.items()}
_LEAST = {"integer": -LARGEST_INTEGER - 1, "unsignedInt": 0, "positiveInt": 1}
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")  # FHIR: none below 32 but tab, line feed and return
_SURROGATE = re.compile("[\ud800-\udfff]")


def fault(kind: str, value: Any, value_set: str = "") -> tuple[str, str]:
    """(what is wrong, code of the issue type), or ("", "")."""
    if kind == "boolean":
        return ("", "") if isinstance(value, bool) else ("must be true or false", "value")
    if kind in _LEAST:
        return _whole_number(kind, value)
    if kind == "decimal":
        return _decimal(value)
    if not isinstance(value, str):
        return f"must be a text ({kind})", "value"
    if not value:
        return "must not be empty", "value"
    if _SURROGATE.search(value):
        return "holds half a character (a lone surrogate)", "value"
    if _CONTROL.search(value):
        return "holds a control character", "value"
    if kind == "code" and value_set:
        return _listed(value, value_set)
    pattern = _WHOLE.get(kind)
    return ("", "") if pattern is None or pattern.match(value) else (f"is no {kind}", "value")


def _decimal(value: Any) -> tuple[str, str]:
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        return "must be a number", "value"
    if value and abs(Decimal(value).adjusted()) > FARTHEST_POWER:
        return f"must lie within 10 to the power of {FARTHEST_POWER}", "value"
    return "", ""


def _whole_number(kind: str, value: Any) -> tuple[str, str]:
    if isinstance(value, bool) or not isinstance(value, int):
        return f"must be a whole number ({kind})", "value"
    if not _LEAST[kind] <= value <= LARGEST_INTEGER:
        return f"must be from {_LEAST[kind]} to {LARGEST_INTEGER}", "value"
    return "", ""


def _listed(value: str, value_set: str) -> tuple[str, str]:
    systems = elements.codes(value_set)
    if any(value in listed for listed in systems.values()):
        return "", ""
    every = sorted(code for listed in systems.values() for code in listed)
    hint = f": {', '.join(every)}" if len(every) <= 20 else ""
    return f"is none of the codes of {value_set}{hint}", "code-invalid"
