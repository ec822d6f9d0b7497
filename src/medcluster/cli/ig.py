"""`medcluster ig`: implementation guides from package files.

A package is loaded in one transaction of the owner of the tables, under its name and version, and goes as a whole.
"""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import click

from medcluster.cli import definitions
from medcluster.foundation import Settings, open_database
from medcluster.record import terminology as room


@click.group("ig")
def ig() -> None:
    """Implementation guides: profiles, value sets and search parameters from FHIR packages."""


@ig.command("add")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
def add(files: tuple[Path, ...]) -> None:
    """Load FHIR packages (FILE.tgz) with every conformance resource; says which dependencies are not here."""
    asyncio.run(
        definitions.load_each(
            Settings.from_environment(os.environ), files, measured=_measured, add=room.add_package, told=_told
        )
    )


def _measured(path: Path) -> tuple[str, int]:
    archive = room.Archive(path)
    manifest = archive.manifest()
    return f"{manifest['name']}#{manifest['version']}", archive.size()


def _told(path: Path, package: room.Package, took: str) -> list[str]:
    missing = [f"not here, and named as a dependency: {one}" for one in package.missing]
    return [f"{package}: {_held(package)}; {took}", *missing]


def _held(package: room.Package) -> str:
    return ", ".join(f"{count} {name}" for name, count in sorted(package.held.items(), key=lambda h: -h[1]))


@ig.command("list")
def listed() -> None:
    """The packages that are here."""
    asyncio.run(_list(Settings.from_environment(os.environ)))


async def _list(settings: Settings) -> None:
    async with open_database(settings, size=2) as opened:
        packages = await room.packages(opened.database)
    if not packages:
        click.echo("No package was loaded; the definitions of R4 are there.")
    for package in packages:
        when = f", {package.loaded_at:%Y-%m-%d}" if package.loaded_at else ""
        click.echo(f"{package} {package.title}{when}: {_held(package)}")
        for missing in package.missing:
            click.echo(f"  not here: {missing}")


@ig.command("remove")
@click.argument("package")
def remove(package: str) -> None:
    """Remove PACKAGE (name, or name#version) with all that it brought."""
    asyncio.run(definitions.remove(Settings.from_environment(os.environ), room.remove_package, package))
