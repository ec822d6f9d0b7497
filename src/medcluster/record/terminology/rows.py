"""How are the tables of terminology files read, and how is a bad line named?

Promise: rows by the names in the first line, streamed, each with its line number; a column that is missing or a line
that is too short is refused as `file:line`. Must not know: LOINC, SNOMED. Sources: RFC 4180 for CSV; SNOMED's RF2 is
tab-separated without quoting.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

from medcluster.foundation import Issue, Kind, Refusal


def wrong(file: str, line: int, text: str) -> Refusal:
    """The refusal of a line."""
    where = f"{file}:{line}"
    return Refusal(Kind.INVALID, f"{where}: {text}", issues=(Issue(text, where=where),))


@contextmanager
def naming(file: str) -> Iterator[None]:
    """Put the file's name before what is refused inside."""
    try:
        yield
    except Refusal as refusal:
        if refusal.text.startswith(file):
            raise
        raise Refusal(refusal.kind, f"{file}: {refusal.text}", hint=refusal.hint, issues=refusal.issues) from refusal


@dataclass(frozen=True, slots=True)
class Table:
    """A table in a file: `read` opens it anew each time."""

    file: str
    opened: Callable[[], IO[bytes]]
    tabs: bool = False

    def rows(self, columns: Sequence[str], *, optional: Sequence[str] = ()) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Line number and the wanted columns; an optional column that the file does not have is empty."""
        with self.opened() as raw, io.TextIOWrapper(raw, encoding="utf-8-sig", newline="") as text:
            lines = self._lines(text)
            header = next(lines, (1, []))[1]
            places = [self._place(header, name, name in optional) for name in (*columns, *optional)]
            widest = max(places, default=0)
            for number, cells in lines:
                if len(cells) <= widest:
                    if not any(cells):
                        continue
                    raise wrong(self.file, number, f"{len(cells)} columns, {len(header)} expected")
                yield number, tuple(cells[place] if place >= 0 else "" for place in places)

    def _place(self, header: Sequence[str], name: str, optional: bool) -> int:
        if name in header:
            return header.index(name)
        if optional:
            return -1
        raise wrong(self.file, 1, f"there is no column {name}")

    def _lines(self, text: IO[str]) -> Iterator[tuple[int, list[str]]]:
        try:
            if self.tabs:
                for number, line in enumerate(text, 1):
                    yield number, line.rstrip("\r\n").split("\t")
                return
            reader = csv.reader(text, strict=True)
            for cells in reader:
                yield reader.line_num, cells
        except UnicodeDecodeError as fault:
            raise Refusal(Kind.MALFORMED, f"{self.file}: this is not UTF-8 text.") from fault
        except csv.Error as fault:
            raise wrong(self.file, reader.line_num, f"this is no CSV: {fault}") from fault
