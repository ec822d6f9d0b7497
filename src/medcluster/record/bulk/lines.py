"""Which lines does a file of NDJSON hold, and which of them are in the record already?

Promise: lines come in tasks of up to `LINES` or some MiB with their numbers, from plain, gzip or bzip2 files, without
those that were loaded before; a file that ends too early yields what was whole, then says where. A file is known by the
digest of its bytes. Pure but for reading files. Must not know: the database.
"""

from __future__ import annotations

import bz2
import gzip
import hashlib
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

LINES, TOGETHER_BYTES = 1000, 4 * 1024 * 1024  # of one transaction: so many lines, or so much
LONGEST_LINE_BYTES = 64 * 1024 * 1024
Span = tuple[int, int]  # first and last line


@dataclass(frozen=True, slots=True)
class Task:
    """Lines for one transaction. first, last: what it stands for, empty lines too; only: the one type that may come."""

    digest: str
    updating: bool
    first: int
    last: int
    numbers: tuple[int, ...]
    documents: tuple[bytes, ...]
    only: str = ""
    size: int = 0  # bytes of the file as it lies on the disk, for a progress bar


@dataclass(frozen=True, slots=True)
class Broken:
    """Why a file could not be read beyond a line."""

    line: int
    reason: str


def digest_of(path: Path) -> str:
    """The digest of a file's bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def tasks(path: Path, digest: str, known: Sequence[Span], *, updating: bool, only: str = "") -> Iterator[Task | Broken]:
    """The lines that are not known yet, in order."""
    with path.open("rb") as raw:
        reader = _Reader(_unpacked(raw, path.name))
        told = 0
        for lines in _gathered(reader, sorted(known)):
            numbers = tuple(number for number, _ in lines)
            documents = tuple(document for _, document in lines)
            size, told = raw.tell() - told, raw.tell()
            yield Task(digest, updating, numbers[0], numbers[-1], numbers, documents, only, size)
        if reader.broken:
            yield reader.broken


def _unpacked(raw: IO[bytes], name: str) -> IO[bytes]:
    if name.endswith(".gz"):
        return cast(IO[bytes], gzip.open(raw, "rb"))
    return cast(IO[bytes], bz2.open(raw, "rb")) if name.endswith(".bz2") else raw


class _Reader:
    """The lines of a stream with their numbers; where it breaks."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.broken: Broken | None = None

    def __iter__(self) -> Iterator[tuple[int, bytes]]:
        number = 0
        try:
            while line := self._stream.readline(LONGEST_LINE_BYTES):
                number += 1
                if len(line) == LONGEST_LINE_BYTES:
                    self.broken = Broken(number, f"Line {number} is longer than 64 MiB.")
                    return
                yield number, line
        except (OSError, EOFError, zlib.error) as fault:
            self.broken = Broken(number + 1, f"It could not be read beyond line {number}: {fault}.")


def _gathered(reader: _Reader, known: Sequence[Span]) -> Iterator[list[tuple[int, bytes]]]:
    """Lines together; a stretch of known lines ends one task and is left out."""
    spans, place = list(known), 0
    found: list[tuple[int, bytes]] = []
    size = 0
    for number, line in reader:
        while place < len(spans) and spans[place][1] < number:
            place += 1
        if place < len(spans) and spans[place][0] <= number:
            if found:
                yield found
                found, size = [], 0
            continue
        if text := line.strip():
            found.append((number, text))
            size += len(text)
        if len(found) == LINES or size >= TOGETHER_BYTES:
            yield found
            found, size = [], 0
    if found:
        yield found
