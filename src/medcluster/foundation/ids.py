"""How is a new thing named?

Promise: ids are random (never ordered in time: an order would tell outsiders how many patients came), 26 lower-case
base-32 letters, valid as FHIR ids. A seeded source gives the same ids again, for demonstration data and tests.
"""

from __future__ import annotations

import random
import secrets
from typing import Protocol


class Ids(Protocol):
    """A source of new ids."""

    def new(self) -> str:
        """A new id: 26 characters of [a-z2-7]."""
        ...


_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
_PAIRS = tuple(one + other for one in _LETTERS for other in _LETTERS)
_PLACES = range(120, -1, -10)


def _spelled(raw: bytes) -> str:
    """16 bytes in base 32 (RFC 4648, lower case, without padding), ten bits at a time: half of what base64 takes."""
    number = int.from_bytes(raw, "big") << 2
    return "".join([_PAIRS[number >> place & 1023] for place in _PLACES])


class RandomIds:
    """Ids from the operating system's randomness."""

    def new(self) -> str:
        return _spelled(secrets.token_bytes(16))


class SeededIds:
    """The same sequence of ids for the same seed."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def new(self) -> str:
        return _spelled(self._random.randbytes(16))
