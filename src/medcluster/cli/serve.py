"""`medcluster serve`: start the platform and say where it is."""

from __future__ import annotations

import asyncio
import os
import sys

import click
from rich.console import Console

from medcluster import app
from medcluster.cli.progress import Bar
from medcluster.foundation import Settings, begin_logging


@click.command("serve")
def serve() -> None:
    """Start the database and the platform; Ctrl-C stops both."""
    settings = Settings.from_environment(os.environ)
    begin_logging(settings.log_level, as_json=settings.log_format == "json")
    console = Console(stderr=False, highlight=False, soft_wrap=True)
    console.print("Starting the database …")
    code = asyncio.run(
        app.serve(
            settings,
            lambda chosen, addresses: app.prepare(chosen, addresses, Bar(console)),
            lambda: _welcome(console, settings),
        )
    )
    sys.exit(code)


def _welcome(console: Console, settings: Settings) -> None:
    console.print(f"\nmedcluster is running at [bold]{settings.address}[/bold]   (Ctrl-C stops it)")
    if settings.demonstration_sign_in:
        console.print("Sign in by one click as coordinator, doctor, surgeon, anaesthetist, nurse, physiotherapist,")
        console.print("radiographer, manager, administrator, or as the patient Anna Petrova.")
        console.print("Every person and patient in it is invented.")
    else:
        console.print("People sign in at /sign-in; `medcluster user add` makes an account.")
    sys.stdout.flush()
