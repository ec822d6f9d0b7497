"""`medcluster terminology`: code systems, value sets and concept maps from files.

A load is one transaction of the owner of the tables, beside a running server or without one: until it ends nobody sees
anything of it, and a load that was stopped is simply begun again.
"""

from __future__ import annotations

import asyncio
import os
from functools import partial
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from medcluster.cli import definitions
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
    settings, add = Settings.from_environment(os.environ), partial(room.add_file, version=version)
    asyncio.run(definitions.load_each(settings, files, measured=room.measure, add=add, told=_told))


def _told(path: Path, loaded: list[room.Loaded], took: str) -> list[str]:
    return [*map(_one, loaded), f"{path.name}: {len(loaded)} loaded; {took}"]


def _one(loaded: room.Loaded) -> str:
    held = f", {loaded.concepts:,} concepts" if loaded.kind == "CodeSystem" else ""
    return f"{loaded.kind} {loaded.url}|{loaded.version}{held}"


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
    asyncio.run(definitions.remove(Settings.from_environment(os.environ), room.remove, address))


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
