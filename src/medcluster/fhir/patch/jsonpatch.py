"""What does a JSON Patch do to a document?

Promise: the six operations of RFC 6902 on plain JSON whose decimals keep their digits; all of them or a Refusal that
names the operation. The document handed in is used up: who needs it afterwards hands in a copy. What a patch may copy
is bounded, so that a short one cannot grow without end. Must not know: FHIR. Source: RFC 6902, RFC 6901.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from medcluster.fhir.validation.reading import Repeated, Unreadable, read
from medcluster.foundation import Issue, Kind, Refusal

MOST = 10_000  # operations in one patch
MOST_COPIED = 200_000  # values that its copies may make
_INDEX = re.compile(r"(?:0|[1-9][0-9]{0,8})\Z")
_NEEDS = {
    "add": ("value",),
    "remove": (),
    "replace": ("value",),
    "move": ("from",),
    "copy": ("from",),
    "test": ("value",),
}
Pointer = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One operation; `source` is its `from`."""

    op: str
    path: Pointer
    value: Any = None
    source: Pointer = ()


class _Fault(Exception):
    """Why an operation cannot be carried out."""


def read_steps(data: bytes) -> tuple[Step, ...]:
    """The operations of a patch document."""
    try:
        document = read(data)
    except Unreadable as unreadable:
        raise Refusal(Kind.MALFORMED, unreadable.issue.text, issues=(unreadable.issue,)) from None
    if not isinstance(document, list):
        raise Refusal(Kind.MALFORMED, "A JSON Patch is a list of operations.", hint='[{"op": "replace", …}]')
    if len(document) > MOST:
        raise Refusal(Kind.TOO_LARGE, f"A patch may have at most {MOST} operations.")
    return tuple(_step(place, one) for place, one in enumerate(document))


def _step(place: int, one: Any) -> Step:
    try:
        if not isinstance(one, dict) or isinstance(one, Repeated):
            raise _Fault("an operation is an object with each key once")
        op = one.get("op")
        if not isinstance(op, str) or op not in _NEEDS:
            raise _Fault(f"op is one of {', '.join(_NEEDS)}")
        for name in _NEEDS[op]:
            if name not in one:
                raise _Fault(f"{op} needs {name}")
        source = _pointer(one["from"]) if "from" in _NEEDS[op] else ()
        return Step(op, _pointer(one.get("path")), one.get("value"), source)
    except _Fault as fault:
        raise _refusal(Kind.MALFORMED, place, str(fault)) from None


def _pointer(text: Any) -> Pointer:
    if not isinstance(text, str) or (text and not text.startswith("/")):
        raise _Fault("path and from are JSON Pointers, like /name/0/family")
    if re.search("~(?![01])", text):
        raise _Fault("in a JSON Pointer ~ is written ~0, and / in a name ~1")
    return tuple(part.replace("~1", "/").replace("~0", "~") for part in text.split("/")[1:])


def _refusal(kind: Kind, place: int, text: str) -> Refusal:
    told = f"Operation {place} of the patch: {text}."
    return Refusal(kind, told, issues=(Issue(told, code="processing" if kind is Kind.INVALID else "structure"),))


def apply(document: Any, steps: Sequence[Step]) -> Any:
    """The document after all steps; it is changed in place where it can be."""
    budget = MOST_COPIED
    for place, step in enumerate(steps):
        try:
            if step.op in ("copy", "add", "replace"):
                budget -= _size(_get(document, step.source) if step.op == "copy" else step.value)
                if budget < 0:
                    raise Refusal(Kind.TOO_LARGE, "The patch makes too much of too little.")
            document = _carry_out(document, step)
        except _Fault as fault:
            raise _refusal(Kind.INVALID, place, f"{step.op} {fault}") from None
    return document


def _carry_out(document: Any, step: Step) -> Any:
    match step.op:
        case "add":
            return _add(document, step.path, _copy(step.value))
        case "remove":
            return _remove(document, step.path)[0]
        case "replace":
            if not step.path:
                return _copy(step.value)
            _get(document, step.path)
            return _set(document, step.path, _copy(step.value))
        case "move":
            if step.path[: len(step.source)] == step.source and step.path != step.source:
                raise _Fault("cannot put a value inside itself")
            document, value = _remove(document, step.source)
            return _add(document, step.path, value)
        case "copy":
            return _add(document, step.path, _copy(_get(document, step.source)))
        case _:
            if not same(_get(document, step.path), step.value):
                raise _Fault(f"found another value at {_shown(step.path)}")
            return document


def same(one: Any, other: Any) -> bool:
    """Whether two values are equal as JSON: numbers by their value, 72.50 like 72.5; true is no number."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(value, other[key]) for key, value in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, (int, Decimal)) and isinstance(other, (int, Decimal)):
        return one == other
    return type(one) is type(other) and bool(one == other)


def _copy(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copy(one) for key, one in value.items()}
    return [_copy(one) for one in value] if isinstance(value, list) else value


def _size(value: Any) -> int:
    if isinstance(value, dict):
        return 1 + sum(_size(one) for one in value.values())
    return 1 + sum(_size(one) for one in value) if isinstance(value, list) else 1


def _shown(path: Pointer) -> str:
    return "/" + "/".join(path) if path else "the whole document"


def _get(document: Any, path: Pointer) -> Any:
    for depth, part in enumerate(path):
        if isinstance(document, dict) and part in document:
            document = document[part]
        elif isinstance(document, list):
            document = document[_place(part, len(document) - 1, path)]
        else:
            raise _Fault(f"names nothing: there is no {_shown(path[: depth + 1])}")
    return document


def _place(part: str, last: int, path: Pointer) -> int:
    if not _INDEX.match(part) or int(part) > last:
        raise _Fault(f"names no place of the list in {_shown(path)}")
    return int(part)


def _add(document: Any, path: Pointer, value: Any) -> Any:
    if not path:
        return value
    owner = _get(document, path[:-1])
    if isinstance(owner, list):
        owner.insert(len(owner) if path[-1] == "-" else _place(path[-1], len(owner), path), value)
    elif isinstance(owner, dict):
        owner[path[-1]] = value
    else:
        raise _Fault(f"names nothing that could hold {_shown(path)}")
    return document


def _set(document: Any, path: Pointer, value: Any) -> Any:
    owner = _get(document, path[:-1])
    if isinstance(owner, list):
        owner[_place(path[-1], len(owner) - 1, path)] = value
    else:
        owner[path[-1]] = value
    return document


def _remove(document: Any, path: Pointer) -> tuple[Any, Any]:
    value = _get(document, path)
    if not path:
        raise _Fault("cannot take the whole document away")
    owner = _get(document, path[:-1])
    del owner[_place(path[-1], len(owner) - 1, path) if isinstance(owner, list) else path[-1]]
    return document, value
