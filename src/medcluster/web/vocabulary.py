"""Which word does a page show for a code?

Promise: one word per code in the reader's language, the same on every page; an unknown code is shown as it is, never
hidden. Must not know: any page. Source of the state words: the design's table of states.
"""

from __future__ import annotations

from collections.abc import Mapping

from medcluster.foundation import Words
from medcluster.protocol import State, Version

STATES_ON_BOARD = (
    State.LATE,
    State.MISSING,
    State.DEVIATED,
    State.DUE,
    State.AWAITING_DATE,
    State.UPCOMING,
    State.DONE,
)
OPEN_STATES = frozenset({State.DUE, State.LATE, State.MISSING, State.UPCOMING, State.AWAITING_DATE})


def text_of(text: Mapping[str, str] | str, language: str) -> str:
    """The words of a text in this language, else in English, else in whatever it has."""
    if isinstance(text, str):
        return text
    return text.get(language) or text.get("en") or next(iter(text.values()), "")


def state_word(words: Words, state: str) -> str:
    """The word of a step's state."""
    _ = words.gettext
    known = {
        "not-applicable": _("Not applicable"),
        "awaiting-date": _("Awaiting date"),
        "upcoming": _("Upcoming"),
        "due": _("Due"),
        "late": _("Late"),
        "missing": _("Missing record"),
        "done": _("Done"),
        "done-late": _("Done late"),
        "deviated": _("Deviated"),
    }
    return known.get(state, state)


def role_word(words: Words, role: str) -> str:
    """The word of a role, as it stands in the middle of a sentence."""
    _ = words.gettext
    known = {
        "coordinator": _("coordinator"),
        "doctor": _("doctor"),
        "surgeon": _("surgeon"),
        "anaesthetist": _("anaesthetist"),
        "nurse": _("nurse"),
        "physio": _("physiotherapist"),
        "physiotherapist": _("physiotherapist"),
        "radiographer": _("radiographer"),
        "radiologist": _("radiologist"),
        "pathologist": _("pathologist"),
        "oncologist": _("oncologist"),
        "haematologist": _("haematologist"),
        "pharmacist": _("pharmacist"),
        "physicist": _("physicist"),
        "cytologist": _("cytologist"),
        "clinician": _("clinician"),
        "board": _("tumour board"),
        "team": _("team"),
        "family": _("family"),
        "patient": _("patient"),
        "interface": _("interface"),
        "manager": _("manager"),
        "administrator": _("administrator"),
    }
    return known.get(role, role)


def reason_word(words: Words, code: str) -> str:
    """The words of a reason for a deviation."""
    _ = words.gettext
    known = {
        "medical-contraindication": _("Medical contraindication"),
        "patient-choice": _("Patient’s choice"),
        "no-resource": _("No resource"),
        "delay-upstream": _("Delay before us"),
        "not-documented": _("Done, not documented"),
        "other": _("Other"),
    }
    return known.get(code, code.replace("-", " "))


def reason_hint(words: Words, code: str) -> str:
    """What a reason for a deviation covers."""
    _ = words.gettext
    known = {
        "medical-contraindication": _("the patient must not"),
        "patient-choice": _("refused or asked for later"),
        "no-resource": _("not to be had in time"),
        "delay-upstream": _("what it waits for ran late"),
        "not-documented": _("it happened; write it now"),
        "other": _("say it in the note"),
    }
    return known.get(code, "")


def gender_word(words: Words, gender: str) -> str:
    """The word of a person's administrative gender."""
    _ = words.gettext
    return {"female": _("woman"), "male": _("man"), "other": _("other"), "unknown": _("unknown")}.get(gender, gender)


def exit_word(words: Words, code: str) -> str:
    """The words of a reason for leaving a protocol, when the protocol has none of its own."""
    _ = words.gettext
    known = {
        "recovered": _("Recovered"),
        "moved-away": _("Moved away"),
        "died": _("Died"),
        "wrong-protocol": _("Wrong protocol"),
        "not-eligible": _("No longer qualifies"),
    }
    return known.get(code) or reason_word(words, code)


def exit_title(version: Version, words: Words, code: str) -> str:
    """Why this protocol was left, in its own words where it has them."""
    return text_of(dict(version.exit_reasons).get(code, {}), words.language) or exit_word(words, code)


def act_word(words: Words, act: str) -> str:
    """What was done to a step, as a line of its history."""
    _ = words.gettext
    known = {
        "complete": _("Done"),
        "correct": _("Time corrected"),
        "undo": _("Undone"),
        "deviate": _("Closed as deviated"),
        "note": _("Noted, still open"),
        "claim": _("Taken"),
        "assign": _("Assigned"),
    }
    return known.get(act, act)


def reasons_of(version: Version, words: Words) -> tuple[tuple[str, str], ...]:
    """The protocol's reasons for a deviation, in its own words where it has them."""
    return tuple(
        (code, text_of(text, words.language) or reason_word(words, code)) for code, text in version.deviation_reasons
    )
