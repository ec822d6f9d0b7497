"""How does a map say where a value comes from?

Promise: `PID-7 | date ?? =unknown` is read once, when the map is, into a small tree; what cannot be meant is a
ValueError with words. Grammar: alternatives between `??`, the first that gives something wins; each is a path, a
literal (`=final`) or another resource of the message (`-> patient`); a path may have a function after `|`. A path is
SEGMENT-FIELD, with `[2]` or `[*]` for repetitions and `.COMPONENT.SUBCOMPONENT`. Conditions are
below. Pure. Must not know: messages, FHIR.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_PATH = re.compile(r"([A-Z][A-Z0-9]{2})-(\d{1,3})(?:\[(\*|\d{1,3})\])?(?:\.(\d{1,3})(?:\.(\d{1,3}))?)?")
_NAME = re.compile(r"[a-z][a-z0-9-]*")
_SEGMENT = re.compile(r"[A-Z][A-Z0-9]{2}")
ALL = 0


@dataclass(frozen=True, slots=True)
class Path:
    """A place in the segment at hand. repetition: ALL for each of them."""

    segment: str
    field: int
    repetition: int = 1
    component: int = 0
    subcomponent: int = 0

    def __str__(self) -> str:
        times = "[*]" if self.repetition == ALL else f"[{self.repetition}]" if self.repetition > 1 else ""
        text = f"{self.segment}-{self.field}{times}"
        text += f".{self.component}" if self.component else ""
        return text + (f".{self.subcomponent}" if self.subcomponent else "")


@dataclass(frozen=True, slots=True)
class Literal:
    """The same in every message."""

    text: str


@dataclass(frozen=True, slots=True)
class Target:
    """Another resource of the message; `every`: all of its kind below here."""

    name: str
    every: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """A function and what it is given."""

    name: str
    arguments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Alternative:
    """Where a value may come from, and what is done to it."""

    source: Path | Literal | Target
    steps: tuple[Step, ...] = ()


Expression = tuple[Alternative, ...]


@dataclass(frozen=True, slots=True)
class Test:
    """One part of a condition. how: `there`, `in`, `number`, `segment`."""

    path: Path | None
    how: str
    values: tuple[str, ...] = ()
    negated: bool = False
    segment: str = ""


Condition = tuple[tuple[Test, ...], ...]  # any of all of


def path_of(text: str) -> Path:
    """`PID-3[*].1`; ValueError otherwise."""
    match = _PATH.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"{text.strip()!r} is no path such as PID-5.1 or OBX-5[*]")
    segment, field, times, component, sub = match.groups()
    repetition = ALL if times == "*" else int(times or 1)
    if int(field) == 0 or times == "0" or component == "0" or sub == "0":
        raise ValueError(f"{text.strip()!r}: fields, repetitions and components count from 1")
    return Path(segment, int(field), repetition, int(component or 0), int(sub or 0))


def expression_of(text: str) -> Expression:
    """The alternatives in a text; ValueError otherwise."""
    if text.startswith("="):
        return (Alternative(Literal(text[1:])),)
    return tuple(_alternative(part.strip()) for part in text.split("??"))


def _alternative(text: str) -> Alternative:
    if text.startswith("="):
        return Alternative(Literal(text[1:]))
    source, *steps = (part.strip() for part in text.split("|"))
    found = tuple(_step(step) for step in steps)
    if source.startswith("->"):
        name = source[2:].strip()
        every = name.endswith("[*]")
        name = name.removesuffix("[*]")
        if not _NAME.fullmatch(name) or found:
            raise ValueError(f"{text!r} is no resource of the message such as -> patient")
        return Alternative(Target(name, every))
    return Alternative(path_of(source), found)


def _step(text: str) -> Step:
    words = text.split()
    if not words or not _NAME.fullmatch(words[0]):
        raise ValueError(f"{text!r} is no function")
    return Step(words[0], tuple(words[1:]))


def condition_of(text: str) -> Condition:
    """`OBX-2 in NM SN and not OBX-5 is number or PV1`; ValueError otherwise."""
    return tuple(
        tuple(_test(part.strip()) for part in re.split(r"\s+and\s+", each)) for each in re.split(r"\s+or\s+", text)
    )


def _test(text: str) -> Test:
    words = text.split()
    negated = bool(words) and words[0] == "not"
    words = words[1:] if negated else words
    if len(words) == 1 and _SEGMENT.fullmatch(words[0]):
        return Test(None, "segment", negated=negated, segment=words[0])
    if not words:
        raise ValueError("a condition is empty")
    path = path_of(words[0])
    match words[1:]:
        case []:
            return Test(path, "there", negated=negated)
        case ["=", *values] if values:
            return Test(path, "in", (" ".join(values),), negated)
        case ["!=", *values] if values:
            return Test(path, "in", (" ".join(values),), not negated)
        case ["in", *values] if values:
            return Test(path, "in", tuple(value.rstrip(",") for value in values), negated)
        case ["is", "number"]:
            return Test(path, "number", (), negated)
        case _:
            raise ValueError(f"{text!r} is no condition such as `OBX-2 = NM`, `OBX-2 in TX FT`, `not PV1-19`")
