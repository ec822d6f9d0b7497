"""How is a question about codes refused?

Promise: a value set or a code system that is not known, one that cannot be listed, and an answer that would be too
long are refused in words that say what to load or how to ask for less. Source: the issue types of R4
(http://hl7.org/fhir/R4/valueset-issue-type.html): not-found, not-supported, too-costly.
"""

from __future__ import annotations

from medcluster.foundation import Issue, Kind, Refusal

MOST_CODES = 50_000  # of one expansion that has to be put together in memory


def unknown_value_set(url: str) -> Refusal:
    """Nobody has defined it here."""
    return _refused(
        Kind.NOT_FOUND,
        f"The value set {url} is not known here.",
        "not-found",
        "Load it with `medcluster ig add` or `medcluster terminology add`, or store it as a ValueSet.",
    )


def unknown_system(url: str) -> Refusal:
    """Nobody has loaded it here."""
    return _refused(
        Kind.NOT_FOUND,
        f"The code system {url or '(none named)'} is not loaded here.",
        "not-found",
        "Load its file with `medcluster terminology add FILE`.",
    )


def not_listable(url: str) -> Refusal:
    """Its codes follow a grammar: there is no end to them."""
    return _refused(
        Kind.INVALID, f"The codes of {url} follow a grammar and cannot be listed.", "too-costly", "Use $validate-code."
    )


def not_too_many(total: int) -> None:
    """Refuse an answer that would be too long."""
    if total > MOST_CODES:
        raise _refused(
            Kind.INVALID,
            f"This expansion holds {total:,} codes, and no more than {MOST_CODES:,} are put together at once.",
            "too-costly",
            "Narrow it with `filter`, page it with `count`, or ask $validate-code about one code.",
        )


def too_slow() -> Refusal:
    """Going through the concepts would take long."""
    text = "The filters of this value set take too long over its code system."
    return _refused(Kind.TOO_LARGE, text, "too-costly", "Use a simpler pattern, or list the codes.")


def unsupported_filter(system: str, name: str, op: str = "") -> Refusal:
    """A filter that cannot be run: by its operator, or because the system has no such property."""
    return _refused(
        Kind.INVALID,
        f"The filter {f'{name} {op}'.strip()} cannot be run on {system}.",
        "not-supported",
        "docs/how-to/terminology.md lists those that can be; a property has to be one that the system declares.",
    )


def malformed(text: str, hint: str = "") -> Refusal:
    """A definition or a question that breaks a rule of R4."""
    return _refused(Kind.INVALID, text, "invalid", hint)


def _refused(kind: Kind, text: str, code: str, hint: str) -> Refusal:
    return Refusal(kind, text, hint=hint, issues=(Issue(text, code=code),))
