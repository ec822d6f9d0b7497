"""How does a dynamic value get to its place?

`input[0].valueReference`, `payload[0].contentString`, `code.text`: promise: the path is followed through the R4 type of
the resource, lists are made where the type has lists, and a choice (`value`) takes the name of the value's own type. A
path that the type does not have is noted, never written. Must not know: where the value came from.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

import msgspec

from medcluster.fhir import path, types
from medcluster.protocol.apply_terms import Plain

_PART = re.compile(r"([A-Za-z]\w*)(?:\[(\d+)\])?(?:\.ofType\((\w+)\))?")


def set_value(target: Plain, kind: type[types.Base], where: str, values: list[tuple[str, object]]) -> str:
    """Put values at a path; the reason when it cannot be done, else an empty text."""
    if not values:
        return ""
    parts = [_PART.fullmatch(part) for part in where.split(".")]
    if not where or any(part is None for part in parts):
        return f"`{where}` is not a path to an element"
    here, at = target, kind
    for part in parts[:-1]:
        assert part is not None
        slot = _slot(at, part[1])
        if slot is None or slot[2] is None:
            return f"{at.__name__} has no element `{part[1]}` with elements"
        here, at = _entered(here, part[1], slot[1], int(part[2] or 0)), slot[2]
    last = parts[-1]
    assert last is not None
    return _put(here, at, last[1], last[2], values)


def _put(here: Plain, kind: type[types.Base], name: str, index: str | None, values: list[tuple[str, object]]) -> str:
    slot = _slot(kind, name) or _slot(kind, name + _suffix(values[0][0]))
    if slot is None:
        return f"{kind.__name__} has no element `{name}`"
    wire, many, _ = slot
    plain = [as_json(value) for _, value in values]
    if not many:
        here[wire] = plain[0]
    elif index is None:
        here[wire] = plain
    else:
        items = here.setdefault(wire, [])
        items[int(index) :] = [plain[0]]
    return ""


def _entered(here: Plain, name: str, many: bool, index: int) -> Plain:
    if not many:
        found: Plain = here.setdefault(name, {})
        return found
    items: list[Plain] = here.setdefault(name, [])
    while len(items) <= index:
        items.append({})
    return items[index]


def _suffix(type_name: str) -> str:
    name = type_name.rpartition(".")[2]
    return name[:1].upper() + name[1:]


@cache
def _hints(kind: type[types.Base]) -> dict[str, Any]:
    return get_type_hints(kind)


@cache
def _slot(kind: type[types.Base], wire: str) -> tuple[str, bool, type[types.Base] | None] | None:
    """An element of a type by its JSON name: the name, whether it is a list, and the type of its elements."""
    for one in msgspec.structs.fields(kind):
        if one.encode_name == wire:
            hint = _hints(kind)[one.name]
            return wire, _mentions(hint, tuple), _struct(hint)
    return None


def _mentions(hint: Any, origin: type) -> bool:
    return get_origin(hint) is origin or any(_mentions(part, origin) for part in get_args(hint) if part is not ...)


def _struct(hint: Any) -> type[types.Base] | None:
    if isinstance(hint, type) and issubclass(hint, types.Base):
        return hint
    return next((found for part in get_args(hint) if (found := _struct(part)) is not None), None)


def as_json(value: object) -> object:
    """A result of FHIRPath as JSON."""
    if isinstance(value, path.Quantity):
        return {"value": value.value, "unit": value.unit, "system": "http://unitsofmeasure.org", "code": value.unit}
    return value if isinstance(value, (bool, int, Decimal, str, dict, list)) else str(value)
