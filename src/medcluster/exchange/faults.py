"""Why can a message not be accepted, and where in it?

Promise: every reason names its place as engineers of interfaces write it (`PID-7`, `OBX[3]-5.1`), carries its number of
HL7's table 0357, and says whether the sender should change the message (AE) or send it again, or elsewhere (AR).
Must not know: how a message is read. Source: HL7 v2.5.1 chapter 2, tables 0008 and 0357.
"""

from __future__ import annotations

from dataclasses import dataclass

from medcluster.foundation import Issue, Kind, Refusal

SEGMENT_SEQUENCE, REQUIRED, DATA_TYPE, NOT_IN_TABLE = 100, 101, 102, 103
MESSAGE_TYPE, EVENT, PROCESSING, VERSION = 200, 201, 202, 203
UNKNOWN_KEY, DUPLICATE_KEY, LOCKED, INTERNAL = 204, 205, 206, 207


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a message; numbers begin at 1, 0 means the whole of what is above."""

    segment: str = ""
    sequence: int = 0  # which segment of this name
    field: int = 0
    repetition: int = 0
    component: int = 0
    subcomponent: int = 0

    def __str__(self) -> str:
        text = self.segment + (f"[{self.sequence}]" if self.sequence > 1 else "")
        if self.field:
            text += f"-{self.field}" + (f"[{self.repetition}]" if self.repetition > 1 else "")
        if self.component:
            text += f".{self.component}" + (f".{self.subcomponent}" if self.subcomponent else "")
        return text

    @property
    def parts(self) -> tuple[str, ...]:
        """The components of ERR-2, without those that are not known."""
        known = [self.segment, self.sequence, self.field, self.repetition, self.component, self.subcomponent]
        while known and not known[-1]:
            known.pop()
        return tuple(str(part or 1) for part in known)


WHOLE = Place()


class Unfit(Refusal):
    """A message, or something in it, that cannot be accepted."""

    def __init__(
        self, text: str, place: Place = WHOLE, number: int = DATA_TYPE, *, code: str = "AE", away: bool = False
    ) -> None:
        where = str(place)
        super().__init__(Kind.INVALID, f"{where}: {text}" if where else text, issues=(Issue(text, where),))
        self.said = text
        self.place = place
        self.number = number
        self.code = code
        self.away = away  # not the message's fault: it may simply come again


class Superseded(Unfit):
    """An older message, when newer ones have changed what it would change: somebody has to decide."""
