"""Bytes, delimiters, escapes, character sets: what a message says, and where it is wrong."""

from __future__ import annotations

import pytest

from medcluster.exchange import Message, Unfit, read
from medcluster.exchange.charsets import decoded
from medcluster.exchange.framing import Frames, TooLong, framed
from medcluster.exchange.message import Spot

HEADER = "MSH|^~\\&|LAB|HOSP|MC|MC|20261122||ORU^R01|1|P|2.5||||||{}"


def parsed(*lines: str, charset: str = "UNICODE UTF-8", codec: str = "utf-8", end: str = "\r") -> Message:
    """A message of these segments."""
    return read(end.join([HEADER.format(charset), *lines, ""]).encode(codec))


def test_every_level_by_its_number() -> None:
    segment = parsed("PID|1||1^^^A&1.2.3&ISO~2^^^B||Fam&von^Given").first("PID")
    assert segment is not None
    first, second = Spot(segment, 3, 1), Spot(segment, 3, 2)
    assert (first.part(4), first.part(4, 2), first.part(4, 3)) == ("A", "1.2.3", "ISO")
    assert (second.text, second.part(4), second.part(9)) == ("2", "B", "")
    assert Spot(segment, 5, 1, 1).part(2) == "von" and segment.repetitions(3) == 2 and segment.repetitions(7) == 0


def test_the_header_counts_its_own_delimiters() -> None:
    message = parsed("PID|1")
    assert message.value("MSH", 1) == "|" and message.value("MSH", 2) == "^~\\&" and message.value("MSH", 3) == "LAB"
    assert message.trigger == "ORU^R01" and message.control_id == "1"


def test_delimiters_are_the_senders_own() -> None:
    raw = b"MSH$%@!*$LAB$HOSP$$$$$ADT%A01$7$P$2.3\rPID$1$$1%%%A*1.2*ISO@2$$O!F!B%An^na\r"
    message = read(raw)
    segment = message.first("PID")
    assert segment is not None and message.trigger == "ADT^A01"
    assert Spot(segment, 5).part(1) == "O$B" and Spot(segment, 5).part(2) == "An^na"
    assert Spot(segment, 3, 2).text == "2" and Spot(segment, 3, 1).part(4, 2) == "1.2"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("a\\F\\b\\S\\c\\T\\d\\R\\e\\E\\f", "a|b^c&d~e\\f"),
        ("one\\.br\\two\\.sp2\\three", "one\ntwo\n\nthree"),
        ("\\H\\bold\\N\\ plain", "bold plain"),
        ("\\XD090D0BDD0BDD0B0\\", "Анна"),
        ("\\X0D0A\\next", "\nnext"),
        ("\\.in+4\\in\\.ti-2\\dented", "indented"),
        ("C:\\lab\\x", "C:\\lab\\x"),  # nothing that HL7 knows: left as it was written
        ("100\\", "100\\"),
        ("\\Zlocal\\", "\\Zlocal\\"),
    ],
)
def test_escapes(written: str, meant: str) -> None:
    assert parsed(f"NTE|1||{written}|after").value("NTE", 3) == meant


def test_an_escape_uses_the_messages_own_characters() -> None:
    assert parsed("NTE|1||\\XB0BDBD\\", charset="8859/5", codec="iso8859_5").value("NTE", 3) == "АНН"


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
def test_segments_end_as_senders_end_them(end: str) -> None:
    assert [one.name for one in parsed("PID|1", "PV1|1", end=end).segments] == ["MSH", "PID", "PV1"]


def test_a_line_feed_in_text_is_text() -> None:
    assert parsed("NTE|1||one\ntwo", "OBX|1").value("NTE", 3) == "one\ntwo"


@pytest.mark.parametrize(
    ("charset", "codec", "text"),
    [
        ("UNICODE UTF-8", "utf-8", "Анна שרה é"),
        ("8859/1", "latin-1", "é"),
        ("8859/5", "iso8859_5", "Анна"),
        ("8859/8", "iso8859_8", "שרה"),
        ("ASCII", "ascii", "Anna"),
        ("", "utf-8", "Анна"),
    ],
)
def test_character_sets(charset: str, codec: str, text: str) -> None:
    assert parsed(f"NTE|1||{text}", charset=charset, codec=codec).value("NTE", 3) == text


@pytest.mark.parametrize(("page", "text"), [("windows-1251", "Анна Ёлкина"), ("windows-1255", "שָׂרָה")])
def test_windows_pages_by_a_setting(page: str, text: str) -> None:
    codec = page.replace("windows-", "cp")
    raw = f"{HEADER.format('')}\rNTE|1||{text}\r".encode(codec)
    assert read(raw, charset=page).value("NTE", 3) == text
    lying = f"{HEADER.format('8859/1')}\rNTE|1||{text}\r".encode(codec)
    assert read(lying, charset=page, always=True).value("NTE", 3) == text
    unknown = f"{HEADER.format('CP' + page[8:])}\rNTE|1||{text}\r".encode(codec)
    assert read(unknown, charset=page).value("NTE", 3) == text


@pytest.mark.parametrize(
    ("raw", "place", "said"),
    [
        (f"{HEADER.format('UNICODE UTF-8')}\rPID|1||1\rPID|2||A^B|".encode() + b"\xff\r", "PID[2]-4", "byte FF"),
        (f"{HEADER.format('8859/1')}\rNTE|1||".encode() + b"\x92\r", "NTE-3", "a control character (92)"),
        (f"{HEADER.format('')}\rNTE|1||\x00\r".encode(), "NTE-3", "a control character (00)"),
        (f"{HEADER.format('ASCII')}\rNTE|1||é\r".encode(), "NTE-3", "byte C3"),
        (f"{HEADER.format('JIS X 0208')}\rNTE|1\r".encode(), "MSH-18", "'JIS X 0208' is not read here"),
        (f"{HEADER.format('')}\rNTE|1||\\C2842\\\r".encode(), "NTE-3.1", "switches the character set"),
        (f"{HEADER.format('')}\rNTE|1||\\XFF\\\r".encode(), "NTE-3.1", "XFF is no character"),
        (b"PID|1", "MSH", "begins with MSH"),
        (b"MSH|^^^^|A|B", "MSH-2", "no five different delimiters"),
        (f"{HEADER.format('')}\rPID|1\rtext that was cut\r".encode(), "PID", "line 3, after PID, is no segment"),
        (f"{HEADER.format('')}\r{HEADER.format('')}\r".encode(), "MSH[2]", "more than one message"),
        ("MSH|^~\\&|A".encode("utf-16"), "MSH-18", "UTF-16"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(raw: bytes, place: str, said: str) -> None:
    with pytest.raises(Unfit) as caught:
        read(raw)
    assert str(caught.value.place) == place and said in caught.value.said


def test_a_byte_order_mark_is_no_text() -> None:
    text, codec = decoded(b"\xef\xbb\xbfMSH|^~\\&|A|B")
    assert text.startswith("MSH") and codec == "utf-8"


def test_frames_come_whole_however_they_were_cut() -> None:
    stream = b"\r\nnoise" + framed(b"MSH|one\r") + b"\r" + framed(b"MSH|two\r") + b"\x0bMSH|thr"
    for size in (1, 2, 3, 7, 1000):
        frames, found = Frames(), list[bytes]()
        for start in range(0, len(stream), size):
            found += frames.feed(stream[start : start + size])
        assert found == [b"MSH|one\r", b"MSH|two\r"] and frames.inside
        assert frames.feed(b"ee\x1c\r") == [b"MSH|three"] and not frames.inside


def test_a_frame_without_end_is_given_up() -> None:
    frames = Frames(100)
    with pytest.raises(TooLong):
        frames.feed(b"\x0b" + b"x" * 101)
    with pytest.raises(TooLong):
        Frames(100).feed(framed(b"x" * 101))
    assert Frames(100).feed(b"x" * 1000) == []
