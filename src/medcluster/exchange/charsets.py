"""Which characters do the bytes of a message stand for?

Promise: decided by MSH-18, or by what is set for the source; a byte that stands for no character is an error with its
place, never another character. In ISO 8859 the bytes 80-9F stand for controls that no message holds: there they tell of
a sender that means a Windows code page. Must not know: segments' meaning. Source: HL7 v2.5.1, table 0211.
"""

from __future__ import annotations

import re
from types import MappingProxyType

from medcluster.exchange.faults import DATA_TYPE, NOT_IN_TABLE, Place, Unfit

_TABLE_0211 = MappingProxyType(
    {
        "ASCII": "ascii",
        "ISO IR6": "ascii",
        "UNICODE UTF-8": "utf-8",
        "UNICODE": "utf-8",
        "UTF-8": "utf-8",
        "UTF8": "utf-8",
        **{f"8859/{part}": f"iso8859_{part}" for part in (1, 2, 3, 4, 5, 6, 7, 8, 9, 15)},
    }
)
_BY_SETTING = MappingProxyType(
    {
        **{name.lower(): codec for name, codec in _TABLE_0211.items()},
        **{f"iso-8859-{part}": f"iso8859_{part}" for part in (1, 2, 3, 4, 5, 6, 7, 8, 9, 15)},
        **{f"windows-{page}": f"cp{page}" for page in (1250, 1251, 1252, 1253, 1254, 1255, 1256, 1257)},
    }
)
CHARSETS = tuple(sorted(_BY_SETTING))
_BOM = b"\xef\xbb\xbf"
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")  # tab, line feed and carriage return are text
_SEGMENT_END = re.compile(rb"\r\n?|\n")


def codec_of(name: str) -> str:
    """Python's name for a character set as settings name it; ValueError that lists them."""
    found = _BY_SETTING.get(name.strip().lower())
    if found is None:
        raise ValueError(f"there is no character set {name!r}; known are {', '.join(CHARSETS)}")
    return found


def decoded(raw: bytes, *, usual: str = "", always: bool = False) -> tuple[str, str]:
    """The text of a message, and the codec that it was read with.

    `usual`: the source's character set, for messages that name none; with `always` also for those that name another.
    """
    raw = raw.removeprefix(_BOM)
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise Unfit("this is UTF-16, which is not read here; send UTF-8", Place("MSH", 1, 18), NOT_IN_TABLE, code="AR")
    codec = _codec(raw, usual, always)
    try:
        text = raw.decode(codec)
    except UnicodeDecodeError as error:
        place = place_of(raw, error.start)
        raise Unfit(
            f"byte {raw[error.start]:02X} (number {error.start + 1} of the message) is no character of {_named(codec)}",
            place,
            DATA_TYPE,
        ) from None
    control = _CONTROL.search(text)
    if control is not None:
        place = place_of(raw, len(text[: control.start()].encode(codec)))
        raise Unfit(f"a control character ({ord(control[0]):02X}) in text of {_named(codec)}", place, DATA_TYPE)
    return text, codec


def shown(raw: bytes, *, usual: str = "", always: bool = False) -> tuple[str, bool]:
    """The text for somebody who mends it, and whether `\\xNN` stands in it for bytes that are no characters."""
    try:
        return decoded(raw, usual=usual, always=always)[0], False
    except Unfit:
        pass
    try:
        codec = _codec(raw, usual, always)
    except Unfit:
        codec = "ascii"
    text = raw.removeprefix(_BOM).decode(codec, "backslashreplace")
    return _CONTROL.sub(lambda found: f"\\x{ord(found[0]):02x}", text), True


def _named(codec: str) -> str:
    words = codec.replace("iso8859_", "ISO 8859-").replace("cp125", "windows-125")
    return words.upper() if codec in ("ascii", "utf-8") else words


def _codec(raw: bytes, usual: str, always: bool) -> str:
    if usual and always:
        return codec_of(usual)
    named = _named_in_header(raw)
    if not named:
        return codec_of(usual or "utf-8")
    found = _TABLE_0211.get(named.upper())
    if found is None and usual:
        return codec_of(usual)
    if found is None:
        raise Unfit(
            f"the character set {named!r} is not read here; set one for the source",
            Place("MSH", 1, 18),
            NOT_IN_TABLE,
            code="AR",
        )
    return found


def _named_in_header(raw: bytes) -> str:
    """The first repetition of MSH-18; what ISO 2022 would switch to is not read."""
    header = _SEGMENT_END.split(raw, maxsplit=1)[0]
    if len(header) < 8 or header[:3] != b"MSH":
        return ""
    fields = header.split(header[3:4])
    if len(fields) <= 17:
        return ""
    return fields[17].split(header[5:6])[0].decode("ascii", "replace").strip()


def place_of(raw: bytes, offset: int) -> Place:
    """The segment and field in which a byte lies."""
    before = raw[:offset]
    starts = [0, *(match.end() for match in _SEGMENT_END.finditer(before))]
    line = before[starts[-1] :]
    name = _name(raw[starts[-1] : starts[-1] + 3])
    sequence = sum(1 for start in starts if _name(raw[start : start + 3]) == name)
    return Place(name, sequence, line.count(raw[3:4]) + (1 if name == "MSH" else 0))


def _name(head: bytes) -> str:
    return head.decode("ascii", "replace")
