"""`medcluster doctor`: is this installation well, and what does every setting mean?

Exit code 1 when something would keep medcluster from starting or working as promised.
"""

from __future__ import annotations

import asyncio
import os
import sys

import click

from medcluster.cli.program import tell
from medcluster.foundation import Finding, Refusal, Settings, examine, explained


@click.command("doctor")
def doctor() -> None:
    """Explain every setting, check what a start needs, and say what to do."""
    try:
        settings = Settings.from_environment(os.environ)
    except Refusal as refusal:
        _explain(Settings())
        tell(refusal)
        sys.exit(1)
    _explain(settings)
    sys.exit(0 if asyncio.run(_examined(settings)) else 1)


def _explain(settings: Settings) -> None:
    told = explained(settings)
    wide = max(len(name) for name, _, _ in told)
    for name, value, says in told:
        click.echo(f"{name:{wide}}  {value or '(empty)'}")
        click.echo(f"{'':{wide}}  {says}")
    click.echo()


async def _examined(settings: Settings) -> bool:
    well = True
    async for finding in examine(settings):
        _show(finding)
        well = well and finding.well is not False
    click.echo("\nAll is well." if well else "\nNot all is well: see the lines marked with !!")
    return well


def _show(finding: Finding) -> None:
    mark = {True: "ok", False: "!!", None: "  "}[finding.well]
    click.echo(f"{mark} {finding.what}: {finding.found}")
    if finding.advice and finding.well is not True:
        for line in finding.advice.splitlines():
            click.echo(f"     {line}")
