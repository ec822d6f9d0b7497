"""How are secrets made, and how are they kept?

Promise: what opens a door is random from the operating system and kept only as a digest; passwords are kept as argon2id
and computed at most two at a time beside the event loop, and a name that does not exist costs as much time as a wrong
password. Must not know: the database. Sources: notes on authentication (argon2id 19 MiB, t=2, p=1), OWASP ASVS 5.0 V6.
"""

from __future__ import annotations

import asyncio
import hashlib
import secrets
import unicodedata

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from medcluster.foundation import Kind, Refusal

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 256
TOKEN_PREFIX = "mct_"  # noqa: S105  # lets a scanner of sources recognise a leaked token
_CODE_DIGITS = 12
_MEMORY_KIB = 19 * 1024
_AT_ONCE = 2


class Passwords:
    """Hashes and compares passwords."""

    def __init__(self) -> None:
        self._hasher = PasswordHasher(time_cost=2, memory_cost=_MEMORY_KIB, parallelism=1, type=Type.ID)
        self._turn = asyncio.Semaphore(_AT_ONCE)
        self._nobody = ""

    async def hashed(self, password: str) -> str:
        """The argon2id form of a password."""
        async with self._turn:
            return await asyncio.to_thread(self._hasher.hash, folded_password(password))

    async def matches(self, stored: str, password: str) -> bool:
        """Whether the password is the stored one; with nothing stored, the same work and False."""
        if not self._nobody:
            self._nobody = await self.hashed(secrets.token_urlsafe(16))
        if len(password) > LONGEST_PASSWORD:
            return False
        async with self._turn:
            return await asyncio.to_thread(self._compare, stored or self._nobody, password) and bool(stored)

    def outdated(self, stored: str) -> bool:
        """Whether the stored form was made with other costs than today's."""
        return self._hasher.check_needs_rehash(stored)

    def _compare(self, stored: str, password: str) -> bool:
        try:
            return self._hasher.verify(stored, folded_password(password))
        except (VerificationError, InvalidHashError):
            return False


def folded_password(password: str) -> str:
    """One form for what looks the same on different keyboards (NFKC, as SP 800-63B asks)."""
    return unicodedata.normalize("NFKC", password)


def check_password(password: str, *, name: str) -> None:
    """Refuse a password that is too easy."""
    if len(password) < SHORTEST_PASSWORD:
        raise Refusal(
            Kind.INVALID, f"A password needs at least {SHORTEST_PASSWORD} characters.", hint="Use a sentence."
        )
    if len(password) > LONGEST_PASSWORD:
        raise Refusal(Kind.INVALID, f"A password may have at most {LONGEST_PASSWORD} characters.")
    if len(set(password)) < 5 or (name and name in password.casefold()):
        raise Refusal(Kind.INVALID, "This password is too easy to guess.", hint="Use a sentence without your name.")


def folded_name(name: str) -> str:
    """The form in which sign-in names are compared; a Refusal when it cannot be one."""
    folded = unicodedata.normalize("NFKC", name).strip().casefold()
    if not 2 <= len(folded) <= 64 or not all(letter.isalnum() or letter in ".-_@" for letter in folded):
        raise Refusal(Kind.INVALID, "A sign-in name has 2 to 64 letters, digits, dots, hyphens, underscores or @.")
    return folded


def new_secret() -> str:
    """256 random bits, for a cookie."""
    return secrets.token_urlsafe(32)


def new_token() -> str:
    """256 random bits, for a bearer token."""
    return TOKEN_PREFIX + secrets.token_urlsafe(32)


def new_code() -> str:
    """An invitation's code: twelve digits in groups of four, typed alike on every keyboard."""
    digits = f"{secrets.randbelow(10**_CODE_DIGITS):0{_CODE_DIGITS}}"
    return " ".join(digits[start : start + 4] for start in range(0, _CODE_DIGITS, 4))


def plain_code(written: str) -> str:
    """The digits of a code as somebody typed it; empty when it cannot be one."""
    digits = [str(unicodedata.digit(sign)) for sign in written[:64] if sign.isdigit()]
    return "".join(digits) if len(digits) == _CODE_DIGITS else ""


def digest(secret: str) -> bytes:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()
