"""`medcluster cluster`: what this cluster is, from a file that people write.

Promise: the file is read whole before anything is written; every wrong line is named at once, and then nothing is
installed. Both commands work beside a running server. Must not know: what is written.
"""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import click

from medcluster import app
from medcluster.cli.reading import text_in
from medcluster.cluster import ClusterDescription, Installed, demonstration_text, load_description
from medcluster.foundation import Settings, open_database

_FILE = click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)


@click.group("cluster")
def cluster() -> None:
    """Install the description of a cluster: participants, facilities, services and people."""


@cluster.command("install")
@click.argument("file", type=_FILE)
@click.option("--check", is_flag=True, help="Only read it, and say what is wrong; needs no database.")
def install(file: Path, check: bool) -> None:
    """Install the cluster that FILE (YAML) describes, all of it or nothing.

    Installing it again after a change writes what is described otherwise; what was changed on the pages since stays
    until its description changes.
    """
    description = load_description(text_in(file), file=str(file))
    if check:
        click.echo(f"{description.name['en']}: {_size(description)}; nothing is wrong with it.")
        return
    written = asyncio.run(_install(Settings.from_environment(os.environ), description))
    click.echo(f"{description.name['en']}: {_size(description)}")
    click.echo(f"{written.resources} resources and {written.participants} participants were new or described otherwise")


@cluster.command("example")
def example() -> None:
    """Print the demonstration's description, to start your own from."""
    click.echo(demonstration_text(), nl=False)


async def _install(settings: Settings, description: ClusterDescription) -> Installed:
    async with open_database(settings, size=3) as opened:
        return await app.install_cluster(app.wire(settings, opened.database), description)


def _size(description: ClusterDescription) -> str:
    return f"{len(description.participants)} participants, {len(description.people)} people"
