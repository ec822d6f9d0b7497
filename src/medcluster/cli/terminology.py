"""`medcluster terminology`: code systems, value sets and concept maps from files.

A load is one transaction of the owner of the tables, beside a running server or without one: until it ends nobody sees
anything of it, and a load that was stopped is simply begun again.
"""

from __future__ import annotations

import asyncio
import os
import time
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from medcluster.cli.progress import Bar
from medcluster.foundation import Settings, open_database
from medcluster.record import terminology as room


@click.group("terminology")
def terminology() -> None:
    """Code systems, value sets and concept maps from files: LOINC, SNOMED CT, FHIR.

    Those of R4 itself are always there.
    """


@terminology.command("add")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--version", default="", help="The version of a LOINC or SNOMED CT release, where its names do not say.")
def add(files: tuple[Path, ...], version: str) -> None:
    """Load FILES: a LOINC release (zip, or Loinc.csv), a SNOMED CT RF2 release (zip or folder), or FHIR CodeSystem,
    ValueSet and ConceptMap (JSON, XML, NDJSON; .gz; zip or folder of them).

    Each file is one transaction. What was loaded before under the same address and version is replaced.
    """
    asyncio.run(_add(Settings.from_environment(os.environ), files, version))


async def _add(settings: Settings, files: tuple[Path, ...], version: str) -> None:
    console = Console(highlight=False)
    async with open_database(settings, size=2) as opened:
        for path in files:
            started = time.monotonic()
            words, total = room.measure(path)
            with Bar(console).begin(words, total) as bar:
                steps = {"on_concepts" if words == "Concepts" else "on_definition": bar.step}
                async with room.loading(opened.owner_url, **steps) as loader:
                    loaded = await room.add_file(loader, path, version=version)
            for one in loaded:
                held = f", {one.concepts:,} concepts" if one.kind == "CodeSystem" else ""
                console.print(f"{one.kind} {one.url}|{one.version}{held}", markup=False, soft_wrap=True)
            console.print(
                f"{path.name}: {len(loaded)} loaded; {time.monotonic() - started:.1f} s", markup=False, soft_wrap=True
            )


@terminology.command("list")
def listed() -> None:
    """What files brought."""
    asyncio.run(_list(Settings.from_environment(os.environ)))


async def _list(settings: Settings) -> None:
    async with open_database(settings, size=2) as opened:
        found = await room.from_files(opened.database)
    if not found:
        click.echo("Nothing was loaded from a file; the terminologies of R4 are there.")
        return
    table = Table(box=None)
    for title in ("Type", "Address", "Version", "Concepts", "Loaded"):
        table.add_column(title, overflow="fold", justify="right" if title == "Concepts" else "left")
    for one in found:
        concepts = f"{one.concepts:,}" if one.type == "CodeSystem" else ""
        table.add_row(one.type, one.url, one.version, concepts, f"{one.loaded_at:%Y-%m-%d}")
    Console(highlight=False).print(table)


@terminology.command("remove")
@click.argument("address")
def remove(address: str) -> None:
    """Remove what a file brought: its ADDRESS is a url, or url|version."""
    asyncio.run(_remove(Settings.from_environment(os.environ), address))


async def _remove(settings: Settings, address: str) -> None:
    async with open_database(settings, size=2) as opened, room.loading(opened.owner_url) as loader:
        gone = await room.remove(loader, address)
    click.echo(f"removed: {gone}")


@terminology.command("check")
@click.argument("value_set")
@click.argument("code")
@click.option("--system", default="", help="The code's system; without it, any that the value set has.")
def check(value_set: str, code: str, system: str) -> None:
    """Say whether CODE is in VALUE_SET, and what it is called; exit code 1 when it is not."""
    verdict = asyncio.run(_check(Settings.from_environment(os.environ), value_set, system, code))
    click.echo(verdict[1])
    raise SystemExit(0 if verdict[0] else 1)


async def _check(settings: Settings, value_set: str, system: str, code: str) -> tuple[bool, str]:
    async with open_database(settings, size=2) as opened:
        found = await room.Terminology.over(opened.database).member(value_set, system, code)
    if found.holds is None:
        return False, f"Nobody can say: {found.reason}."
    shown = f" ({found.concept.display})" if found.concept and found.concept.display else ""
    return found.holds, f"{code}{shown} is {'' if found.holds else 'not '}in {value_set}."
