"""`medcluster load`: FHIR data from files."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import click
from rich.console import Console

from medcluster import app
from medcluster.cli.progress import Bar
from medcluster.foundation import Settings, open_database


@click.command("load")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--custodian", default="", help="The participant that answers for the data; default: the operator.")
def load(files: tuple[Path, ...], custodian: str) -> None:
    """Load FHIR bundles or resources: JSON or NDJSON, plain, .gz or .bz2, in any order.

    Each bundle is one transaction. What was loaded before is known by its content and not loaded again.
    """
    sys.exit(asyncio.run(_run(Settings.from_environment(os.environ), files, custodian)))


async def _run(settings: Settings, files: tuple[Path, ...], custodian: str) -> int:
    console = Console(highlight=False)
    started = time.monotonic()
    async with open_database(settings) as opened:
        platform = app.wire(settings, opened.database)
        handle = await app.loader_of(platform, custodian)
        paths = sorted(set(files))
        with Bar(console).begin("Files", len(paths)) as bar:
            summary = await app.Load(platform, handle, step=_once_a_file(bar)).run(paths)
    seconds = time.monotonic() - started
    console.print(
        f"{summary.resources} resources in {summary.units} transactions, {summary.known} known already, "
        f"{len(summary.faults)} not loaded; {seconds:.1f} s"
    )
    for path, reason in summary.faults:
        console.print(f"not loaded: {path}: {reason}", markup=False)
    return 1 if summary.faults else 0


def _once_a_file(bar: Bar) -> Callable[[Path], None]:
    """A file of many parts is one step of the bar."""
    seen: set[Path] = set()

    def step(path: Path) -> None:
        if path not in seen:
            seen.add(path)
            bar.step()

    return step
