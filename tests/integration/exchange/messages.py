"""Messages of an invented hospital, as its systems would send them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_START = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
SEPARATOR = "\r"


def message(
    kind: str,
    *segments: str,
    control: str = "1",
    facility: str = "CLINIC",
    application: str = "HIS",
    charset: str = "UNICODE UTF-8",
    minute: int = 0,
    processing: str = "P",
) -> bytes:
    """A message with its header; `kind` as `ADT^A01`."""
    at = (_START + timedelta(minutes=minute)).strftime("%Y%m%d%H%M%S")
    header = f"MSH|^~\\&|{application}|{facility}|MC|MC|{at}||{kind}|{control}|{processing}|2.5.1||||||{charset}"
    codec = {"8859/5": "iso8859_5", "8859/8": "iso8859_8", "8859/1": "iso8859_1"}.get(charset, "utf-8")
    return SEPARATOR.join([header, *segments, ""]).encode(codec)


def pid(number: str = "100", family: str = "Petrova", given: str = "Anna", *, more: str = "") -> str:
    """A patient of the clinic."""
    return (
        f"PID|1||{number}^^^CLINIC^MR{more}||{family}^{given}||19590314|F|||Lenin Street 1^^Moscow^^101000^RU||+7 495 1"
    )


def visit(number: str = "V1", *, place: str = "W1^R2^B3", kind: str = "I") -> str:
    """A stay."""
    return f"PV1|1|{kind}|{place}||||7^House^Gregory||||||||||||{number}^^^CLINIC"


def numeric(code: str, value: str, *, number: int = 1, unit: str = "g/L", flag: str = "", status: str = "F") -> str:
    """A number with its unit and its range."""
    return f"OBX|{number}|NM|{code}^Haemoglobin^LN||{value}|{unit}^^UCUM|120-160|{flag}|||{status}|||20261122081500"
