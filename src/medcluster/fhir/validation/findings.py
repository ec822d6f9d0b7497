"""What is known, what was found, and what has to be known before the findings are complete?

Promise: each finding is kept once, in the order of the walk, and no more than `MOST` of them; what is asked and not
known yet is noted, so that whoever asked can find it out and come back. Must not know: how a resource is walked.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from medcluster.fhir.validation import definitions
from medcluster.fhir.validation.shapes import Structure
from medcluster.foundation import Issue, Refusal

if TYPE_CHECKING:
    from medcluster.fhir.terminology import Membership

Question = tuple[str, str, str]  # value set, system ("" for any), code
MOST = 500


@dataclass(slots=True)
class Known:
    """What is known beside R4's own definitions: those of packages (or why one cannot be used), answers about codes."""

    structures: dict[str, Structure | Refusal | None] = field(default_factory=dict)
    answers: dict[Question, Membership] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Judgement:
    """The findings, and what has to be known before they are complete."""

    issues: tuple[Issue, ...]
    questions: frozenset[Question]
    definitions: frozenset[str]

    @property
    def complete(self) -> bool:
        return not self.questions and not self.definitions


class Enough(Exception):
    """So many findings that more would not help."""


class Findings:
    """What comes together while a resource is held against definitions."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.issues: dict[Issue, None] = {}
        self.questions: set[Question] = set()
        self.wanted: set[str] = set()

    def judgement(self) -> Judgement:
        """All of it."""
        return Judgement(tuple(self.issues), frozenset(self.questions), frozenset(self.wanted))

    def tell(self, text: str, where: str, code: str = "structure", severity: str = "error") -> None:
        self.add(Issue(text, where, code, severity))

    def add(self, issue: Issue) -> None:
        self.issues[issue] = None
        if len(self.issues) >= MOST:
            raise Enough

    def member(self, value_set: str, system: str, code: str) -> Membership | None:
        """The answer about a code; what is not known yet is noted."""
        question = (value_set, system, code)
        found = self.known.answers.get(question)
        if found is None:
            self.questions.add(question)
        return found

    def structure(self, canonical: str) -> Structure | None:
        """A definition, None where there is none (yet)."""
        found = definitions.official(canonical)
        if found is not None:
            return found
        if canonical not in self.known.structures:
            self.wanted.add(canonical)
            return None
        kept = self.known.structures[canonical]
        return kept if isinstance(kept, Structure) else None

    def refused(self, canonical: str) -> str:
        """Why a definition that is there cannot be used, "" where it can."""
        kept = self.known.structures.get(canonical)
        return kept.text if isinstance(kept, Refusal) else ""

    def unknown(self, url: str, where: str, *, asked: bool) -> None:
        """A profile that cannot be held against anything."""
        severity = "error" if asked else "warning"
        if refused := self.refused(url):
            self.tell(refused, where, "not-supported", severity)
        elif url not in self.wanted:
            self.tell(
                f"the profile {url} is not loaded here: nothing was held against it", where, "not-found", severity
            )

    @contextmanager
    def aside(self) -> Iterator[dict[Issue, None]]:
        """What is found meanwhile, kept apart from the rest."""
        kept, self.issues = self.issues, {}
        try:
            yield self.issues
        finally:
            self.issues = kept
