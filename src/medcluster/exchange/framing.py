"""Where does a message begin and end in a stream of bytes?

Promise: MLLP's blocks (0B message 1C 0D) come out whole however the network cut them; bytes between blocks are dropped,
so are two blocks' worth of noise; a block that never ends is refused at its limit. Pure. Must not know: sockets.
Source: HL7 v2 transport specification, MLLP release 1.
"""

from __future__ import annotations

START, END = b"\x0b", b"\x1c"
LARGEST = 32 * 1024 * 1024


class TooLong(Exception):
    """A block is longer than may be."""


class Frames:
    """Takes bytes as they come and gives messages."""

    def __init__(self, largest: int = LARGEST) -> None:
        self._largest = largest
        self._held = bytearray()
        self._inside = False
        self._looked = 0  # how much of what is held has no end in it

    def feed(self, data: bytes) -> list[bytes]:
        """The messages that are whole now."""
        self._held += data
        found: list[bytes] = []
        while (message := self._next()) is not None:
            found.append(message)
        return found

    @property
    def inside(self) -> bool:
        """Whether a message has begun and not ended."""
        return self._inside

    def _next(self) -> bytes | None:
        if not self._inside:
            start = self._held.find(START)
            if start < 0:
                self._held.clear()
                return None
            del self._held[: start + 1]
            self._inside, self._looked = True, 0
        end = self._held.find(END, self._looked)
        if end < 0:
            self._looked = len(self._held)
            if self._looked > self._largest:
                raise TooLong
            return None
        if end > self._largest:
            raise TooLong
        message = bytes(self._held[:end])
        del self._held[: end + 1]  # the carriage return after it lies between blocks
        self._inside = False
        return message


def framed(message: bytes) -> bytes:
    """A message as a block."""
    return START + message + END + b"\r"
