"""What is the sender told?

Promise: an acknowledgement in the sender's own delimiters, version and character set, with MSA and, for a message that
was not accepted, one ERR with its place and number; also for bytes of which only the header, or nothing, could be read.
A sender in enhanced mode that wants only an accept acknowledgement gets CA, CE or CR. Pure.
Source: HL7 v2.5.1, sections 2.9, 2.14.1, 2.14.5, 2.14.8.
"""

from __future__ import annotations

import re
from datetime import datetime

from medcluster.exchange.faults import Unfit
from medcluster.exchange.message import Message

_ACCEPT = {"AA": "CA", "AE": "CE", "AR": "CR"}
_TEXTS_0357 = {
    100: "Segment sequence error",
    101: "Required field missing",
    102: "Data type error",
    103: "Table value not found",
    200: "Unsupported message type",
    201: "Unsupported event code",
    202: "Unsupported processing id",
    203: "Unsupported version id",
    204: "Unknown key identifier",
    205: "Duplicate key identifier",
    206: "Application record locked",
    207: "Application internal error",
}
_USUAL = "|^~\\&"


class Header:
    """What of a header an answer repeats."""

    def __init__(self, message: Message | None, raw: bytes = b"") -> None:
        self.delimiters = message.delimiters if message else _USUAL
        self.codec = message.codec if message else "ascii"
        self._fields = _guessed(raw) if message is None else []
        self._message = message

    def value(self, number: int, component: int = 1) -> str:
        if self._message is not None:
            return self._message.value("MSH", number, component)
        text = self._fields[number - 1] if number <= len(self._fields) else ""
        parts = text.split("^")
        return parts[component - 1] if component <= len(parts) else ""


def answer(header: Header, code: str, now: datetime, control_id: str, fault: Unfit | None = None) -> bytes:
    """The acknowledgement AA, or AE or AR with what is the matter."""
    field, component = header.delimiters[0], header.delimiters[1]
    enhanced_accept_only = header.value(15) in ("AL", "ER", "SU") and header.value(16) in ("NE", "")
    said = _escaped(fault.said, header.delimiters) if fault else ""
    event = header.value(9, 2)
    kind = component.join(filter(None, ("ACK", event, "ACK" if event else "")))
    version = header.value(12) or "2.5.1"
    sender = [_escaped(header.value(number), header.delimiters) for number in (5, 6, 3, 4)]
    lines = [
        field.join(
            [
                "MSH",
                header.delimiters[1:],
                *sender,
                now.strftime("%Y%m%d%H%M%S%z"),
                "",
                kind,
                control_id,
                header.value(11) or "P",
                version,
                *[""] * 5,
                _escaped(header.value(18), header.delimiters),
            ]
        ).rstrip(field),
        field.join(
            ["MSA", _ACCEPT[code] if enhanced_accept_only else code, _escaped(header.value(10), header.delimiters)]
            + ([said] if said else [])
        ),
    ]
    if fault is not None:
        number = component.join((str(fault.number), _TEXTS_0357[fault.number], "HL70357"))
        lines.append(field.join(["ERR", "", component.join(fault.place.parts), number, "E", "", "", "", said]))
    return ("\r".join(lines) + "\r").encode(header.codec, "replace")


def wants_no_answer(header: Header) -> bool:
    """Whether the sender asked for no acknowledgement of any kind."""
    return header.value(15) == "NE" and header.value(16) == "NE"


def _escaped(text: str, delimiters: str) -> str:
    field, component, repetition, escape, subcomponent = tuple(delimiters)
    names = {escape: "E", field: "F", component: "S", repetition: "R", subcomponent: "T"}
    return "".join(
        f"{escape}{names[sign]}{escape}" if sign in names else " " if sign in "\r\n" else sign for sign in text
    )


def _guessed(raw: bytes) -> list[str]:
    """The fields of a header that could not be read as text: enough to say whose message it was."""
    header = re.split(rb"\r|\n", raw.lstrip(b"\r\n "), maxsplit=1)[0].decode("ascii", "replace")
    if not header.startswith("MSH") or len(header) < 8:
        return []
    field, component = header[3], header[4]
    fields = ["MSH", *header.split(field)[1:]]
    return [field, *(part.replace("\ufffd", "").replace(component, "^") for part in fields[1:])]
