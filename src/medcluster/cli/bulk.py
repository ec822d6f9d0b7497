"""`medcluster import`: NDJSON files, a resource a line, in bulk."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import BrokenExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import IO

import click
from rich.console import Console

from medcluster import app, record
from medcluster.cli.progress import Bar
from medcluster.foundation import Issue, Kind, Refusal, Settings, open_database

_KIB = 1024
_WORTH_IT_KIB = 16 * 1024


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--custodian", default="", help="The participant that answers for the data; default: the operator.")
@click.option("--update", is_flag=True, help="Change resources that are there already; otherwise they are refused.")
@click.option(
    "--errors",
    default=Path("import-errors.ndjson"),
    show_default=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where refused lines are told, as OperationOutcomes.",
)
def bulk(files: tuple[Path, ...], custodian: str, update: bool, errors: Path) -> None:
    """Import resources from NDJSON files, plain, .gz or .bz2: one resource a line, kept under its id.

    A line that is refused keeps no other out. What was interrupted goes on where it was when the same command is given
    again; a file that is in the record is known by its content.
    """
    missing = [str(path) for path in files if not path.is_file()]
    if missing:
        raise Refusal(Kind.NOT_FOUND, f"There is no file {missing[0]}.", hint="Name NDJSON files.")
    settings, paths = Settings.from_environment(os.environ), list(dict.fromkeys(files))
    kib = sum(path.stat().st_size for path in paths) // _KIB
    with _apart(settings, kib) as apart:
        sys.exit(asyncio.run(_run(settings, paths, kib, custodian, apart, update=update, errors=errors)))


def _apart(settings: Settings, kib: int) -> AbstractContextManager[app.Loaders | None]:
    """Processes that load, where there are cores for them and enough to load, and the system lets them begin."""
    if settings.processes > 1 and kib >= _WORTH_IT_KIB:
        with suppress(OSError, NotImplementedError, BrokenExecutor):
            return app.Loaders(settings.processes)
    return nullcontext()


async def _run(
    settings: Settings,
    paths: Sequence[Path],
    kib: int,
    custodian: str,
    apart: app.Loaders | None,
    *,
    update: bool,
    errors: Path,
) -> int:
    console = Console(highlight=False)
    started, total = time.monotonic(), record.bulk.Loaded()
    app.look_rarely_for_garbage()
    async with open_database(settings) as opened:
        handle = await app.loader_of(app.wire(settings, opened.database), custodian)
        loading = apart.loading(settings, opened.url, custodian) if apart else None
        with _Errors(errors).opened() as told, Bar(console).begin("KiB", kib) as bar:
            for path in paths:
                step = _Steps(bar)
                found = await record.bulk.import_file(
                    handle, path, update=update, told=step.take, refused=told.of(path), loading=loading
                )
                step.end(path.stat().st_size)
                total.resources += found.resources
                total.known += found.known
                total.refused += found.refused
                total.broken = total.broken or found.broken
    seconds = time.monotonic() - started
    rate = f"{total.resources / seconds:.0f} a second" if total.resources else "nothing new"
    console.print(
        f"{total.resources} resources imported, {total.known} known already, {total.refused} lines refused; "
        f"{seconds:.1f} s, {rate}"
    )
    if told.count:
        console.print(f"refused: {errors}", markup=False)
    return 1 if told.count else 0


class _Steps:
    """Turns bytes of a file into steps of the bar."""

    def __init__(self, bar: Bar) -> None:
        self._bar = bar
        self._bytes = 0

    def take(self, task: record.bulk.Task, outcome: record.bulk.Outcome) -> None:
        self._to(self._bytes + task.size)

    def end(self, size: int) -> None:
        self._to(size)

    def _to(self, size: int) -> None:
        self._bar.step(size // _KIB - self._bytes // _KIB)
        self._bytes = size


class _Errors:
    """The file of refused lines; there is none while nothing is refused."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stream: IO[str] | None = None
        self.count = 0

    @contextmanager
    def opened(self) -> Iterator[_Errors]:
        try:
            yield self
        finally:
            if self._stream is not None:
                self._stream.close()

    def of(self, path: Path) -> record.bulk.Refused:
        """What takes the refused lines of a file."""

        def take(line: int, issues: tuple[Issue, ...]) -> None:
            if self._stream is None:
                descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
                self._stream = os.fdopen(descriptor, "w", encoding="utf-8")
            self._stream.write(json.dumps(record.bulk.outcome_of(f"{path.name}:{line}", issues)) + "\n")
            self.count += 1

        return take
