"""How do commands bring definitions in from files, and take them away again?

Promise: each file is one transaction of the owner of the tables, with a bar; each removal is one too. Must not know:
what a file holds.
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import TypeVar

import click
from rich.console import Console

from medcluster.cli.progress import Bar
from medcluster.foundation import Settings, open_database
from medcluster.record import terminology as room

T = TypeVar("T")
CONCEPTS = "Concepts"


async def load_each(
    settings: Settings,
    files: Sequence[Path],
    *,
    measured: Callable[[Path], tuple[str, int]],
    add: Callable[[room.Loader, Path], Awaitable[T]],
    told: Callable[[Path, T, str], list[str]],
) -> None:
    """Load files one after the other. measured: what the bar counts, and how many; told: the lines to print of each."""
    console = Console(highlight=False)
    async with open_database(settings, size=2) as opened:
        for path in files:
            started = time.monotonic()
            words, total = measured(path)
            with Bar(console).begin(words, total) as bar:
                steps = {"on_concepts" if words == CONCEPTS else "on_definition": bar.step}
                async with room.loading(opened.owner_url, **steps) as loader:
                    found = await add(loader, path)
            for line in told(path, found, f"{time.monotonic() - started:.1f} s"):
                console.print(line, markup=False, soft_wrap=True)


async def remove(settings: Settings, take: Callable[[room.Loader, str], Awaitable[str]], named: str) -> None:
    """Take away what a name stands for, and say which it was."""
    async with open_database(settings, size=2) as opened, room.loading(opened.owner_url) as loader:
        gone = await take(loader, named)
    click.echo(f"removed: {gone}")
