"""What stands in the files that somebody wants to load?

Promise: reads FHIR Bundles and single resources from JSON and NDJSON, plain, gzip or bzip2, one unit of work after the
other (a Bundle, or up to `LINES_PER_UNIT` lines), each with a digest that names it for ever. A truncated or unreadable
file yields what was whole, then one `Unreadable` that says where it ended. Must not know: the record.
"""

from __future__ import annotations

import bz2
import gzip
import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

LINES_PER_UNIT = 500


@dataclass(frozen=True, slots=True)
class Unit:
    """Something to be loaded in one transaction: a JSON document, or lines of NDJSON."""

    path: Path
    digest: str
    documents: tuple[bytes, ...]
    lines: tuple[int, ...] = ()  # where each document stands; empty for a JSON file

    @property
    def first_line(self) -> int:
        """Where it begins; 0 for a JSON file."""
        return self.lines[0] if self.lines else 0


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why a file could not be read to its end."""

    path: Path
    reason: str


def units(path: Path) -> Iterator[Unit | Unreadable]:
    """The units of one file, in its order."""
    try:
        with _opened(path) as stream:
            if ".ndjson" in path.suffixes or ".jsonl" in path.suffixes:
                yield from _lines(path, stream)
            else:
                data = stream.read()
                yield Unit(path, _digest([data]), (data,))
    except FileNotFoundError:
        yield Unreadable(path, "There is no such file.")
    except IsADirectoryError:
        yield Unreadable(path, "This is a folder; name the files in it, e.g. FOLDER/*.")
    except (OSError, EOFError, zlib.error) as fault:
        yield Unreadable(path, f"It could not be read to its end: {fault}.")


def _opened(path: Path) -> IO[bytes]:
    if path.suffix == ".gz":
        return cast(IO[bytes], gzip.open(path, "rb"))
    if path.suffix == ".bz2":
        return cast(IO[bytes], bz2.open(path, "rb"))
    return path.open("rb")


def _lines(path: Path, stream: IO[bytes]) -> Iterator[Unit | Unreadable]:
    chunk: list[tuple[int, bytes]] = []
    number = 0
    try:
        for number, line in enumerate(stream, start=1):
            if line.strip():
                chunk.append((number, line.strip()))
            if len(chunk) == LINES_PER_UNIT:
                yield from _unit(path, chunk)
                chunk = []
    except (OSError, EOFError, zlib.error) as fault:
        yield from _unit(path, chunk)
        yield Unreadable(path, f"It could not be read beyond line {number}: {fault}.")
        return
    yield from _unit(path, chunk)


def _unit(path: Path, chunk: list[tuple[int, bytes]]) -> Iterator[Unit]:
    if chunk:
        documents = [document for _, document in chunk]
        yield Unit(path, _digest(documents), tuple(documents), tuple(number for number, _ in chunk))


def _digest(documents: list[bytes]) -> str:
    digest = hashlib.sha256()
    for document in documents:
        digest.update(document)
        digest.update(b"\n")
    return digest.hexdigest()
