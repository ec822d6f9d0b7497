"""What does a JSON document say, with nothing swallowed?

Promise: keys that stand twice are kept to be told, decimals keep their digits, and what is no JSON is said with line
and column. Must not know: FHIR. Source: RFC 8259.
"""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal
from typing import Any, NoReturn

from medcluster.foundation import Issue


class Repeated(dict[str, Any]):
    """An object in which keys stand twice; the last of each is kept."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        times = Counter(name for name, _ in pairs)
        self.names = tuple(name for name in self if times[name] > 1)


class Unreadable(Exception):
    """The document is no JSON."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.issue = Issue(text, "", "structure", "fatal")


def read(data: bytes) -> Any:
    """The document as dicts and lists; Unreadable otherwise."""
    try:
        text = data.decode("utf-8")
        return json.loads(text, object_pairs_hook=_object, parse_float=Decimal, parse_constant=_constant)
    except UnicodeDecodeError as error:
        raise Unreadable(f"the document is not UTF-8, at byte {error.start}") from None
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise Unreadable(f"the document is no JSON: {error.msg}, {place}") from None
    except RecursionError:
        raise Unreadable("the document is nested too deeply") from None
    except (ValueError, ArithmeticError):
        raise Unreadable("the document holds a number that cannot be read") from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    return members if len(members) == len(pairs) else Repeated(pairs)


def _constant(name: str) -> NoReturn:
    raise ValueError(name)
