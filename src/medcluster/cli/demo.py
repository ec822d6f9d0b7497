"""`medcluster demo`: more invented patients."""

from __future__ import annotations

import asyncio
import os

import click
from rich.console import Console

from medcluster import app
from medcluster.cli.progress import Bar
from medcluster.foundation import Kind, Refusal, Settings, open_database


@click.command("demo")
@click.option("--patients", type=click.IntRange(min=1), default=300, show_default=True, help="How many there shall be.")
def demo(patients: int) -> None:
    """Install the demonstration cluster and invented patients up to a number; beside a running server too."""
    asyncio.run(_run(Settings.from_environment(os.environ), patients))


async def _run(settings: Settings, patients: int) -> None:
    if settings.demo == "off":
        raise Refusal(
            Kind.FORBIDDEN,
            "The demonstration is switched off for this installation.",
            hint="Set MEDCLUSTER_DEMO=on, and only where no real patients are.",
        )
    console = Console(highlight=False)
    async with open_database(settings) as opened:
        demonstration = app.Demonstration(app.wire(settings, opened.database))
        await demonstration.install()
        with Bar(console).begin("Invented patients", patients) as bar:
            added = await demonstration.populate(patients, bar.step)
    console.print(f"{added} invented patients added; there are {patients} now.")
