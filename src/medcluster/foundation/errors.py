"""Which refusals exist, and what does each mean to whoever asked?

Promise: every failure that a user can meet is a `Refusal` of one of the kinds below; it says in words what is wrong
and, in `hint`, what to do next. The edges (`api`, `web`, `cli`) turn a kind into a status, a page or an exit code, each
in one place.
Must not know: HTTP, pages, any clinical noun.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import partial


class Kind(StrEnum):
    """The closed vocabulary of refusals."""

    MALFORMED = "malformed"  # the request cannot be read (400)
    INVALID = "invalid"  # it can be read and breaks a rule of its content (422)
    UNAUTHENTICATED = "unauthenticated"  # nobody is signed in (401)
    FORBIDDEN = "forbidden"  # this role may never do this (403)
    NOT_FOUND = "not-found"  # absent, or hidden: the two are answered alike (404)
    GONE = "gone"  # deleted (410)
    CONFLICT = "conflict"  # somebody else was first, or the state does not allow it (409)
    VERSION = "version"  # If-Match names an older version (412)
    AMBIGUOUS = "ambiguous"  # a condition matches more than one (412)
    UNSUPPORTED = "unsupported"  # known, and not offered here (501)
    TOO_LARGE = "too-large"  # (413)
    TOO_MANY = "too-many"  # a rate limit (429)
    UNAVAILABLE = "unavailable"  # the database is away; try again (503)


@dataclass(frozen=True, slots=True)
class Issue:
    """One finding: what is wrong, where (FHIRPath, or `file:line`), and its code in FHIR's issue-type terms."""

    text: str
    where: str = ""
    code: str = "invalid"
    severity: str = "error"


class Refusal(Exception):
    """A failure that a user can meet.

    `text` is a short sentence without patient data; `hint` says what to do; `issues` carries every finding.
    """

    def __init__(self, kind: Kind, text: str, *, hint: str = "", issues: tuple[Issue, ...] = ()) -> None:
        super().__init__(text)
        self.kind = kind
        self.text = text
        self.hint = hint
        self.issues = issues or (Issue(text),)

    def __reduce__(self) -> tuple[partial[Refusal], tuple[Kind, str]]:
        """As it goes from one process to another."""
        return partial(Refusal, hint=self.hint, issues=self.issues), (self.kind, self.text)
