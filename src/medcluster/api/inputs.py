"""With which parameters is an operation called?

Promise: the same whether they come in the address or as Parameters in the body; what the operation does not know is
refused by name, and so is what cannot be read. Must not know: any operation. Source: FHIR R4 operations.html#executing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from medcluster.api.door import Visit, body_of
from medcluster.fhir import search, types
from medcluster.foundation import Issue, Kind, Refusal

_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?.*)?)?)?")
LOOKS = ("_format", "_pretty", "_summary", "_elements")  # of the answer: the door's


@dataclass(frozen=True, slots=True)
class Inputs:
    """Name and text of each parameter, in order."""

    pairs: tuple[tuple[str, str], ...]

    def one(self, name: str) -> str:
        """The text of a parameter that may be given once, "" when it is not."""
        found = [text for given, text in self.pairs if given == name]
        if len(found) > 1:
            raise wrong(name, f"{name} may be given once.")
        return found[0] if found else ""

    def listed(self, name: str) -> tuple[str, ...]:
        """The texts of a parameter that may be given several times, or with commas."""
        texts = [text for given, text in self.pairs if given == name]
        return tuple(part.strip() for text in texts for part in text.split(",") if part.strip())

    def whole(self, name: str, *, default: int, largest: int) -> int:
        """A number from 1; more than the largest is the largest."""
        text = self.one(name)
        if not text:
            return default
        if not re.fullmatch("[0-9]{1,9}", text) or int(text) < 1:
            raise wrong(name, f"{name}={text[:40]} is no whole number from 1.")
        return min(int(text), largest)

    def flag(self, name: str) -> bool:
        """true or false; false when it is not given."""
        text = self.one(name)
        if text not in ("", "true", "false"):
            raise wrong(name, f"{name}={text[:40]} is neither true nor false.")
        return text == "true"

    def span(self, name: str) -> tuple[datetime, datetime] | None:
        """The half-open span of a date or an instant."""
        text = self.one(name).replace(" ", "+")
        if not text:
            return None
        try:
            if not _DATE.fullmatch(text):
                raise ValueError(text)
            return search.span(text)
        except (ValueError, OverflowError):
            raise wrong(
                name, f"{name}={text[:40]} is no date.", "Write it like 2026-11-22 or 2026-11-22T10:00:00Z."
            ) from None

    def types(self, name: str) -> tuple[str, ...]:
        """Names of resource types."""
        found = self.listed(name)
        if unknown := [one for one in found if one not in types.RESOURCE_TYPES]:
            raise wrong(name, f"R4 has no resource type {unknown[0][:40]!r}.", "Types are written like Patient.")
        return found


def wrong(where: str, text: str, hint: str = "") -> Refusal:
    """A parameter that cannot be what it is."""
    return Refusal(Kind.MALFORMED, text, hint=hint, issues=(Issue(text, where=where, code="value"),))


async def inputs_of(visit: Visit, known: Iterable[str]) -> Inputs:
    """The parameters of a call by GET, or by POST with Parameters; those that are not known are refused."""
    pairs = [pair for pair in visit.request.query_params.multi_items() if pair[0] not in LOOKS]
    if visit.request.method == "POST" and (body := await body_of(visit.request)):
        pairs += _told(body)
    names = tuple(known)
    for name, text in pairs:
        if name not in names:
            offered = f"There are {', '.join(names)}." if names else "It has none."
            raise wrong(name[:40], f"The operation has no parameter {name[:40]!r}.", offered)
        if "\0" in text:
            raise wrong(name, "No parameter holds a NUL character.")
    return Inputs(tuple(pairs))


def parameters_in(resource: types.Resource) -> Iterable[Mapping[str, Any]]:
    """The parameters in the body of a call, as plain values."""
    if not isinstance(resource, types.Parameters):
        found = types.type_name(resource)
        raise Refusal(Kind.MALFORMED, f"An operation takes Parameters, and this is a {found}.")
    parameters: Iterable[Mapping[str, Any]] = types.to_plain(resource).get("parameter", ())
    return parameters


def _told(body: bytes) -> list[tuple[str, str]]:
    pairs = []
    for parameter in parameters_in(types.decode(body)):
        values = [value for key, value in parameter.items() if key.startswith("value")]
        if len(values) != 1 or isinstance(values[0], dict):
            raise wrong(str(parameter["name"])[:40], f"The parameter {parameter['name'][:40]!r} is no plain value.")
        pairs.append((str(parameter["name"]), text_of(values[0])))
    return pairs


def text_of(value: object) -> str:
    """A plain value as it is written in an address."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
