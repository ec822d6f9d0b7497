"""Where does the next page of a search begin?

A cursor holds the sort key of the last row shown and the snapshot of the first page: what was written since then is not
shown, so that nothing comes twice. It is signed: a cursor of another search or of somebody else's, or one that was
altered, is refused.
Must not know: SQL, FHIR.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from dataclasses import dataclass

import msgspec

from medcluster.foundation import Kind, Refusal

_SIGNATURE = 16


class Cursor(msgspec.Struct, array_like=True, frozen=True):
    """search: digest of the search it belongs to; key: the sort key of the last row shown, as text; then its rid."""

    search: str
    snapshot: str
    key: tuple[str, ...]
    rid: int
    total: int | None = None
    capped: bool = False


@dataclass(frozen=True, slots=True)
class Signer:
    """Writes and reads cursors with one secret."""

    secret: bytes

    def write(self, cursor: Cursor) -> str:
        raw = msgspec.json.encode(cursor)
        return base64.urlsafe_b64encode(self._signature(raw) + raw).rstrip(b"=").decode()

    def read(self, text: str, search: str) -> Cursor:
        """The cursor in a text, which has to be of this search."""
        try:
            signed = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
            raw = signed[_SIGNATURE:]
            if not hmac.compare_digest(signed[:_SIGNATURE], self._signature(raw)):
                raise ValueError("signature")
            cursor = msgspec.json.decode(raw, type=Cursor)
        except (ValueError, binascii.Error, msgspec.MsgspecError):
            raise Refusal(Kind.MALFORMED, "The _cursor of this search cannot be read.", hint=_AGAIN) from None
        if cursor.search != search:
            raise Refusal(Kind.MALFORMED, "The _cursor belongs to another search, or to somebody else.", hint=_AGAIN)
        return cursor

    def _signature(self, raw: bytes) -> bytes:
        return hmac.digest(self.secret, raw, "sha256")[:_SIGNATURE]


def digest(place: str, pairs: list[tuple[str, str]], account: str = "") -> str:
    """What makes two searches the same for paging: where, for what, and who asks."""
    text = msgspec.json.encode((place, pairs, account))
    return hashlib.blake2b(text, digest_size=12).hexdigest()


_AGAIN = "Start the search again from its first page."
