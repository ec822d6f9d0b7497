"""What does a record look like after a message has told of it?

Promise: what the message tells replaces what was there, what it does not tell stays, what it wants deleted goes;
identifiers, and lists that a map says so of, are added to. Pure. Must not know: the record, messages.
Source: HL7 v2.5.1, 2.5.3.6 (an empty field leaves the value, two quotation marks delete it).
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from medcluster.exchange.drafts import Plain
from medcluster.exchange.shapes import choice_of, elements
from medcluster.fhir import types


def overlaid(kind: type[types.Base], before: Plain, told: Plain, union: Collection[str]) -> Plain:
    """The element with what was told laid over it."""
    found = dict(before)
    for name, value in told.items():
        found.pop(f"_{name}", None)
        for other in choice_of(kind, name):
            found.pop(other, None)
            found.pop(f"_{other}", None)
        inner = elements(kind)[name].kind
        if value is None:
            found.pop(name, None)
        elif name in union:
            found[name] = _added(found.get(name, []), value)
        elif isinstance(value, dict) and inner is not None and _has_own_parts(kind, inner):
            found[name] = overlaid(inner, found.get(name, {}), value, ())
        else:
            found[name] = value
    return {name: value for name, value in found.items() if value not in ({}, [])}


def _has_own_parts(kind: type[types.Base], inner: type[types.Base]) -> bool:
    """Whether its parts are told apart: a period's ends, a stay's details; a code and its words are not."""
    return inner is types.Period or inner.__name__.startswith(kind.__name__)


def _added(before: list[Any], told: list[Any]) -> list[Any]:
    kept = [one for one in before if not any(_same(one, other) for other in told)]
    return [*kept, *told]


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, dict) and isinstance(other, dict) and "value" in one and "value" in other:
        return bool(one.get("system") == other.get("system") and one["value"] == other["value"])
    return bool(one == other)
