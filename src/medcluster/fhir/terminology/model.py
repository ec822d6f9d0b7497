"""What is a concept, what can be asked of a code system, and where do definitions come from?

Promise: the shapes that every part of terminology shares; a code system and a source are protocols, so that the same
algebra runs over definitions in memory and over tables. All questions are asynchronous: what is in memory answers
without waiting (see `at_once`). Must not know: databases, HTTP. Source: http://hl7.org/fhir/R4/codesystem.html,
valueset.html, terminology-service.html.
"""

from __future__ import annotations

from collections.abc import Coroutine, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

T = TypeVar("T")
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Coding:
    """A code of a system; `system` may be "" where it was not said."""

    system: str
    code: str
    display: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class Designation:
    """Another way of saying a concept: language and use may be absent."""

    value: str
    language: str = ""
    use: Coding | None = None


@dataclass(frozen=True, slots=True)
class Property:
    """One property of a concept; `kind` is FHIR's type: code, Coding, string, integer, boolean, dateTime, decimal."""

    code: str
    kind: str
    value: str
    coding: Coding | None = None


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept of a code system. Designations and properties are there only where the caller asked for all of it."""

    code: str
    display: str = ""
    definition: str = ""
    inactive: bool = False
    abstract: bool = False
    designations: tuple[Designation, ...] = ()
    properties: tuple[Property, ...] = ()


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter of a value set: property, operator of http://hl7.org/fhir/filter-operator, value."""

    property: str
    op: str
    value: str


@dataclass(frozen=True, slots=True)
class Selection:
    """What is wanted of a code system: the concepts that meet every part, a page of them in the system's order.

    words: folded words, each the beginning of a word of a display, a designation or the code. whole: with
    designations. limit None is all; more than an answer may hold are refused before any is read.
    """

    filters: tuple[Filter, ...] = ()
    words: tuple[str, ...] = ()
    active_only: bool = False
    selectable_only: bool = False
    offset: int = 0
    limit: int | None = None
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Selected:
    """A page and how many there are in all."""

    total: int
    concepts: Sequence[Concept]


class CodeSystem(Protocol):
    """A code system that can be asked. `content` is FHIR's: complete, example, fragment, not-present, supplement."""

    @property
    def url(self) -> str: ...
    @property
    def version(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def content(self) -> str: ...
    @property
    def case_sensitive(self) -> bool: ...
    @property
    def enumerable(self) -> bool:
        """Whether its codes can be listed; those that follow a grammar cannot."""
        ...

    @property
    def value_set(self) -> str:
        """The canonical of the value set of all its codes."""
        ...

    @property
    def digest(self) -> str:
        """Changes whenever an answer could."""
        ...

    async def concept(self, code: str) -> Concept | None:
        """The whole concept, or None; where the system is not case-sensitive, in any case."""
        ...

    async def concepts(self, codes: Sequence[str], *, whole: bool = False) -> Mapping[str, Concept]:
        """Those of the codes that exist."""
        ...

    async def select(self, selection: Selection) -> Selected:
        """The concepts that meet a selection."""
        ...

    async def meets(self, code: str, filters: Sequence[Filter]) -> bool:
        """Whether a code exists and meets every filter."""
        ...

    async def subsumes(self, ancestor: str, descendant: str) -> bool:
        """Whether the first is, directly or not, above the second."""
        ...


class Source(Protocol):
    """Where definitions come from; a version of "" asks for the current one."""

    async def code_system(self, url: str, version: str = "") -> CodeSystem | None: ...
    async def value_set(self, url: str, version: str = "") -> ValueSet | None: ...


@dataclass(frozen=True, slots=True)
class Listed:
    """A code that a value set names itself, with what it says about it."""

    code: str
    display: str = ""
    designations: tuple[Designation, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One include or exclude: everything in it has to hold. system "" means value sets alone."""

    system: str = ""
    version: str = ""
    listed: tuple[Listed, ...] = ()
    filters: tuple[Filter, ...] = ()
    value_sets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ValueSet:
    """A value set as its definition says it. inactive: compose.inactive, None for not said."""

    url: str
    version: str
    name: str
    digest: str
    include: tuple[Part, ...] = ()
    exclude: tuple[Part, ...] = ()
    inactive: bool | None = None
    expansion: tuple[Coding, ...] | None = None  # for a value set that is stored with nothing but its expansion
    title: str = ""
    id: str = ""
    status: str = ""


def at_once(asked: Coroutine[Any, Any, T]) -> T:
    """The answer of a question to definitions in memory, which never wait, outside any event loop."""
    try:
        asked.send(None)
    except StopIteration as done:
        answer: T = done.value
        return answer
    asked.close()
    raise RuntimeError("this question needs a database: ask it with await")
