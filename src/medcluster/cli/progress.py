"""How does a command show that it goes on? One bar; on a stream that is no terminal, a line now and then."""

from __future__ import annotations

import time
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

SECONDS_BETWEEN_LINES = 5.0


class Bar:
    """A progress bar with a start, steps and an end; used as a context manager."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._shown: Progress | None = None
        self._words, self._total, self._done, self._told = "", 0, 0, 0.0

    def begin(self, words: str, total: int) -> Self:
        """Name the work and how much of it there is."""
        self._words, self._total, self._done = words, total, 0
        return self

    def __enter__(self) -> Self:
        if self._console.is_terminal:
            columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
            self._shown = Progress(*columns, console=self._console)
            self._shown.start()
            self._task = self._shown.add_task(self._words, total=self._total)
        else:
            self._console.print(f"{self._words}: {self._total}")
            self._told = time.monotonic()
        return self

    def step(self, by: int = 1) -> None:
        """So much more is done."""
        self._done += by
        if self._shown is not None:
            self._shown.advance(self._task, by)
        elif time.monotonic() - self._told > SECONDS_BETWEEN_LINES:
            self._told = time.monotonic()
            self._console.print(f"  {self._done} of {self._total}")

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shown is not None:
            self._shown.stop()
            self._shown = None
