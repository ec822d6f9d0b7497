"""Which elements may stand where in a FHIR resource?

Promise: the answer comes from the R4 Structs themselves, so that a map with a wrong element is refused when it is read.
Must not know: maps, messages.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args, get_origin

from msgspec.structs import fields

from medcluster.fhir import types


@dataclass(frozen=True, slots=True)
class Element:
    """One element: the class of what it holds (None for a primitive) and whether it is a list."""

    kind: type[types.Base] | None
    many: bool
    truth: bool = False  # a boolean

    @property
    def is_reference(self) -> bool:
        return self.kind is types.Reference


@cache
def elements(kind: type[types.Base]) -> dict[str, Element]:
    """The elements of a type by FHIR's names, without `_siblings`."""
    return {
        field.encode_name: Element(_class_in(field.type), _is_list(field.type), _is_truth(field.type))
        for field in fields(kind)
        if not field.encode_name.startswith("_") and field.encode_name != "resourceType"
    }


def near(kind: type[types.Base], name: str) -> str:
    """`; did you mean X?`, or nothing."""
    close = difflib.get_close_matches(name, elements(kind), n=1)
    return f"; did you mean `{close[0]}`?" if close else ""


def choice_of(kind: type[types.Base], name: str) -> tuple[str, ...]:
    """The other forms of a choice element: `valueString` for `valueQuantity`."""
    for length in range(len(name) - 1, 0, -1):
        stem = name[:length]
        if not name[length].isupper():
            continue
        same = [one for one in elements(kind) if one != name and one.startswith(stem) and one[length:][:1].isupper()]
        if same and stem not in elements(kind) and stem in _STEMS:
            return tuple(same)
    return ()


_STEMS = frozenset({"value", "effective", "onset", "abatement", "occurrence", "performed", "deceased", "multipleBirth"})


def _is_list(hint: Any) -> bool:
    return any(get_origin(part) is tuple for part in (hint, getattr(hint, "__origin__", None)))


def _is_truth(hint: Any) -> bool:
    return hint is bool or any(_is_truth(part) for part in get_args(hint))


def _class_in(hint: Any) -> type[types.Base] | None:
    if isinstance(hint, type):
        return hint if issubclass(hint, types.Base) else None
    for part in get_args(hint) or getattr(hint, "__args__", ()):
        if (found := _class_in(part)) is not None:
            return found
    return None
