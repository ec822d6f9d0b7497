"""How is ER7 (the form with bars) read?

Promise: text becomes a `Message`, or is refused with its place; delimiters are the sender's own; escapes are resolved,
and one that cannot be is an error, while a lone escape character stays what it is. The library `hl7` splits, and is
known to this module alone. Must not know: what segments mean. Source: HL7 v2.5.1, sections 2.5-2.7.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

import hl7

from medcluster.exchange.charsets import decoded
from medcluster.exchange.faults import DATA_TYPE, REQUIRED, SEGMENT_SEQUENCE, Place, Unfit
from medcluster.exchange.message import Component, Field, Message, Repetition, Segment

LARGEST_SEGMENTS, LARGEST_PARTS = 20_000, 400_000
_NO_ESCAPE = "\x1a"  # a character that no message may hold
_NAME = re.compile(r"[A-Z][A-Z0-9]{2}")
_LAYOUT = re.compile(r"\.(br|ce|fi|nf|sp|in|ti|sk)\s*([+-]?\d{0,3})")
_HEX = re.compile(r"X((?:[0-9A-Fa-f]{2})+)")
_SWITCH = re.compile(r"[CM][0-9A-Fa-f]{4,6}")


def read(raw: bytes, *, charset: str = "", always: bool = False) -> Message:
    """The message in these bytes; `charset` and `always` as `charsets.decoded` takes them."""
    text, codec = decoded(raw, usual=charset, always=always)
    return parse(text, codec)


def parse(text: str, codec: str = "utf-8") -> Message:
    """The message in this text."""
    text = text.lstrip("\r\n ")
    if not text.startswith("MSH") or len(text) < 8:
        raise Unfit("a message begins with MSH and its delimiters", Place("MSH", 1), SEGMENT_SEQUENCE, code="AR")
    delimiters = _delimiters(text)
    if sum(text.count(sign) for sign in delimiters) > LARGEST_PARTS:
        raise Unfit(f"there are more than {LARGEST_PARTS} delimiters", code="AR")
    lines = _lines(text, delimiters[0])
    counted: Counter[str] = Counter()
    segments: list[Segment] = []
    for split in hl7.parse("\r".join(lines)):
        name = str(split[0]).strip()
        counted[name] += 1
        segments.append(_segment(split, name, counted[name], delimiters, codec))
    return Message(segments, delimiters.replace(_NO_ESCAPE, "\\"), codec)


def _delimiters(text: str) -> str:
    """Field, component, repetition, escape, subcomponent; those that the sender leaves out are the usual ones."""
    field = text[3]
    given = text[4:].split(field, 1)[0].split("\r", 1)[0].split("\n", 1)[0]
    known = field + (given + "^~\\&"[len(given) :])[:4]
    if known[3] == " ":  # a sender whose backslash was lost on the way: nothing is escaped then
        known = known[:3] + _NO_ESCAPE + known[4]
    if len(set(known)) < 5 or any(sign.isalnum() or sign.isspace() for sign in known):
        raise Unfit(f"these are no five different delimiters: {known!r}", Place("MSH", 1, 2), code="AR")
    return known


def _lines(text: str, field: str) -> list[str]:
    """The segments as lines; line feeds end segments too where senders, or files, have them."""
    if "\r" in text:
        begins = rf"(?=[A-Z][A-Z0-9]{{2}}(?:{re.escape(field)}|\r|\n|$))"
        lines = re.split(rf"\r\n?|\n{begins}", text.rstrip("\n"))
    else:
        lines = text.split("\n")
    found = [line for line in lines if line.strip()]
    for number, line in enumerate(found, 1):
        name = line.split(field, 1)[0].rstrip()
        if not _NAME.fullmatch(name):
            before = found[number - 2][:3]
            raise Unfit(f"line {number}, after {before}, is no segment", Place(before), SEGMENT_SEQUENCE)
    if sum(line.startswith("MSH") for line in found) > 1:
        raise Unfit("there is more than one message in one frame", Place("MSH", 2), SEGMENT_SEQUENCE, code="AR")
    if len(found) > LARGEST_SEGMENTS:
        raise Unfit(f"there are more than {LARGEST_SEGMENTS} segments", code="AR")
    header = found[0] if found[0].count(field) > 1 else found[0] + field
    return [header, *found[1:]]


def _segment(split: Sequence[Any], name: str, sequence: int, delimiters: str, codec: str) -> Segment:
    plain = split[1:] if name != "MSH" else split[3:]
    first = 1 if name != "MSH" else 3
    escape = _Escapes(delimiters, codec)
    fields = [_field(one, escape, Place(name, sequence, number)) for number, one in enumerate(plain, first)]
    if name == "MSH":
        fields = [(((delimiters[0],),),), (((delimiters[1:].replace(_NO_ESCAPE, " "),),),), *fields]
    return Segment(name, sequence, fields)


def _field(split: Any, escapes: _Escapes, place: Place) -> Field:
    """The library nests only where it met a delimiter: here every level is there."""
    repetitions: list[Repetition] = []
    for repetition, one in enumerate([split] if isinstance(split, str) else split, 1):
        components: list[Component] = []
        for component, part in enumerate([one] if isinstance(one, str) else one, 1):
            texts = [part] if isinstance(part, str) else list(part)
            where = Place(place.segment, place.sequence, place.field, repetition, component)
            components.append(tuple(escapes.resolved(str(text), where) for text in texts))
        repetitions.append(tuple(components))
    return tuple(repetitions)


class _Escapes:
    """What stands between two escape characters."""

    def __init__(self, delimiters: str, codec: str) -> None:
        field, component, repetition, self.sign, subcomponent = tuple(delimiters)
        self.codec = codec
        self.known = {
            "F": field, "S": component, "R": repetition, "E": self.sign, "T": subcomponent, "P": "#", "H": "", "N": "",
        }  # fmt: skip

    def resolved(self, text: str, place: Place) -> str:
        if self.sign not in text:
            return text
        parts = text.split(self.sign)
        written = [parts[0]]
        number = 1
        while number < len(parts):
            meant = self._meaning(parts[number], place) if number + 1 < len(parts) else None
            if meant is None:  # no escape: the sign stands for itself, and the next one may begin one
                written += [self.sign, parts[number]]
                number += 1
            else:
                written += [meant, parts[number + 1]]
                number += 2
        return "".join(written)

    def _meaning(self, inner: str, place: Place) -> str | None:
        if inner in self.known:
            return self.known[inner]
        if layout := _LAYOUT.fullmatch(inner):
            return _laid_out(layout[1], int(layout[2]) if layout[2].strip("+-") else 1)
        if written := _HEX.fullmatch(inner):
            return self._bytes(written[1], place)
        if _SWITCH.fullmatch(inner):
            raise Unfit(f"the escape {inner!r} switches the character set, which is not read here", place, DATA_TYPE)
        return None

    def _bytes(self, digits: str, place: Place) -> str:
        try:
            text = bytes.fromhex(digits).decode(self.codec)
        except UnicodeDecodeError:
            raise Unfit(f"the escape X{digits} is no character of {self.codec}", place, DATA_TYPE) from None
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if any(ord(sign) < 32 and sign not in "\t\n" for sign in text):
            raise Unfit(f"the escape X{digits} is a control character", place, DATA_TYPE)
        return text


def _laid_out(word: str, count: int) -> str:
    if word in ("br", "ce"):
        return "\n"
    if word == "sp":
        return "\n" * max(1, count)
    return " " * max(1, count) if word == "sk" else ""


def require_header(message: Message) -> None:
    """Refuse what cannot be answered, or told from other messages."""
    for number, name in ((9, "the type of the message"), (10, "the control id")):
        if not message.value("MSH", number):
            raise Unfit(f"{name} is missing", Place("MSH", 1, number), REQUIRED, code="AR")
