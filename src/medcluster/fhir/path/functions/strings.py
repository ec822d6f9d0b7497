"""What can be done with a text?

Promise: the functions of http://hl7.org/fhirpath/N1/#string-manipulation and the later encode, escape, trim, split,
join. Must not know: the grammar.
"""

from __future__ import annotations

import base64
import binascii
import html
import json
import re

from ..frames import LONGEST_TEXT, Environment, Fault, Items
from ..nodes import plain
from ..patterns import found, replaced
from ..values import kind, text, whole
from .registry import eager, on_text

_GROUP = re.compile(r"\$(\d+|\{\w+\})", re.ASCII)


@on_text("indexOf", 1)
def index_of(env: Environment, subject: str, part: str) -> int:
    """Where a part begins, -1 where it is not."""
    return subject.find(part)


@on_text("lastIndexOf", 1)
def last_index_of(env: Environment, subject: str, part: str) -> int:
    """Where a part begins for the last time."""
    return subject.rfind(part)


@eager("substring", 1, 2)
def substring(env: Environment, items: Items, start: Items, length: Items | None = None) -> Items:
    """From a place on, so many characters or all."""
    subject, at = text(items, "substring()"), whole(start, "substring()")
    if subject is None or at is None or not 0 <= at < len(subject):
        return []
    size = whole(length, "substring()") if length is not None else None
    return [subject[at:] if size is None else subject[at : at + max(0, size)]]


@on_text("startsWith", 1)
def starts_with(env: Environment, subject: str, part: str) -> bool:
    """Whether it begins so."""
    return subject.startswith(part)


@on_text("endsWith", 1)
def ends_with(env: Environment, subject: str, part: str) -> bool:
    """Whether it ends so."""
    return subject.endswith(part)


@on_text("contains", 1)
def contains(env: Environment, subject: str, part: str) -> bool:
    """Whether a part is in it."""
    return part in subject


@on_text("upper")
def upper(env: Environment, subject: str) -> str:
    """In capitals."""
    return subject.upper()


@on_text("lower")
def lower(env: Environment, subject: str) -> str:
    """In small letters."""
    return subject.lower()


@on_text("length")
def length(env: Environment, subject: str) -> int:
    """How many characters."""
    return len(subject)


@on_text("trim")
def trim(env: Environment, subject: str) -> str:
    """Without the space around it."""
    return subject.strip()


@eager("toChars")
def to_chars(env: Environment, items: Items) -> Items:
    """Its characters."""
    return list(text(items, "toChars()") or "")


@on_text("replace", 2)
def replace(env: Environment, subject: str, part: str, by: str) -> str:
    """Every part replaced."""
    times = subject.count(part) if part else len(subject) + 1
    if len(subject) + times * len(by) > LONGEST_TEXT + times * len(part):
        env.text(" " * (LONGEST_TEXT + 1))
    return subject.replace(part, by)


def _flags(given: Items | None) -> str:
    return (text(given, "the flags of a pattern") if given else "") or ""


@eager("matches", 1, 2)
def matches(env: Environment, items: Items, pattern: Items, flags: Items | None = None) -> Items:
    """Whether a pattern is found anywhere in it."""
    subject, regex = text(items, "matches()"), text(pattern, "matches()")
    if subject is None or regex is None:
        return []
    return [found(env, regex, _flags(flags), subject, whole=False)]


@eager("matchesFull", 1, 2)
def matches_full(env: Environment, items: Items, pattern: Items, flags: Items | None = None) -> Items:
    """Whether a pattern is all of it."""
    subject, regex = text(items, "matchesFull()"), text(pattern, "matchesFull()")
    if subject is None or regex is None:
        return []
    return [found(env, regex, _flags(flags), subject, whole=True)]


@eager("replaceMatches", 2, 3)
def replace_matches(env: Environment, items: Items, pattern: Items, by: Items, flags: Items | None = None) -> Items:
    """Every match of a pattern replaced; `$1` and `${name}` stand for its groups."""
    subject, regex, new = (text(one, "replaceMatches()") for one in (items, pattern, by))
    if subject is None or regex is None or new is None:
        return []
    if not regex:
        return [subject]
    if len(new) * (len(subject) + 1) > 100 * LONGEST_TEXT:
        env.text(" " * (LONGEST_TEXT + 1))
    template = _GROUP.sub(lambda group: rf"\g<{group.group(1).strip('{}')}>", new.replace("\\", r"\\"))
    return [env.text(replaced(env, regex, _flags(flags), subject, template))]


@eager("split", 1)
def split(env: Environment, items: Items, separator: Items) -> Items:
    """Its parts between separators."""
    subject, by = text(items, "split()"), text(separator, "split()")
    if subject is None or by is None:
        return []
    return list(subject.split(by)) if by else list(subject)


@eager("join", 0, 1)
def join(env: Environment, items: Items, separator: Items | None = None) -> Items:
    """All texts as one."""
    by = "" if separator is None else text(separator, "join()")
    if not items or by is None:
        return []
    parts = [plain(item) for item in items]
    for item, part in zip(items, parts, strict=True):
        if part is not None and not isinstance(part, str):
            raise Fault(f"join() needs Strings, not {kind(item)}")
    if sum(len(p) for p in parts if isinstance(p, str)) + len(by) * len(parts) > LONGEST_TEXT:
        env.text(" " * (LONGEST_TEXT + 1))
    return [env.text(by.join(p for p in parts if isinstance(p, str)))]


@on_text("encode", 1)
def encode(env: Environment, subject: str, form: str) -> str | None:
    """As base64, urlbase64 or hex of its UTF-8."""
    raw = subject.encode()
    match form:
        case "base64":
            return base64.b64encode(raw).decode()
        case "urlbase64":
            return base64.urlsafe_b64encode(raw).decode()
        case "hex":
            return raw.hex()
    return None


@on_text("decode", 1)
def decode(env: Environment, subject: str, form: str) -> str | None:
    """Back from base64, urlbase64 or hex."""
    try:
        match form:
            case "base64":
                return base64.b64decode(subject, validate=True).decode()
            case "urlbase64":
                return base64.urlsafe_b64decode(subject).decode()
            case "hex":
                return bytes.fromhex(subject).decode()
    except (binascii.Error, ValueError):
        raise Fault(f"the text is not {form}") from None
    return None


@on_text("escape", 1)
def escape(env: Environment, subject: str, form: str) -> str | None:
    """So that html or json can hold it."""
    if form == "html":
        return html.escape(subject, quote=True)
    return json.dumps(subject, ensure_ascii=False)[1:-1] if form == "json" else None


@on_text("unescape", 1)
def unescape(env: Environment, subject: str, form: str) -> str | None:
    """Back from html or json."""
    if form == "html":
        return html.unescape(subject)
    if form != "json":
        return None
    try:
        read = json.loads(f'"{subject}"', strict=False)
    except ValueError:
        # a quotation mark that is not escaped stands for itself
        read = re.sub(r'\\(["\\/])', r"\1", subject)
    return str(read)
