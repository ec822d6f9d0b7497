"""Which commands are there, and what does a person see when one is refused?

Promise: a command's module is imported only when it is asked for, so that `medcluster --version` costs nothing; a
Refusal becomes words on standard error and exit code 1, Ctrl-C exit code 130, anything else is a fault of ours and says
so. Must not know: what the commands do.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys
from typing import Any

import click

from medcluster.foundation import Kind, Refusal, begin_logging

# One module a line; in it the command, or the group of commands, has the same name.
MODULES = (
    "serve",
    "demo",
    "load",
    "import",
    "migrate",
    "user",
    "token",
    "cluster",
    "protocol",
    "board",
    "terminology",
    "ig",
    "record",
    "fhirpath",
    "hl7",
    "doctor",
)
_ELSEWHERE = {"import": "bulk"}  # a word of Python's own names no module


def _module(command: str) -> str:
    return _ELSEWHERE.get(command, command)


class _Program(click.Group):
    """The group that finds its commands by name and turns refusals into words."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name for name in MODULES if importlib.util.find_spec(f"medcluster.cli.{_module(name)}")]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        name = _module(cmd_name)
        command: click.Command = getattr(importlib.import_module(f"medcluster.cli.{name}"), name)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """The one place where a refusal meets a person at a terminal."""
        try:
            return super().invoke(ctx)
        except Refusal as refusal:
            tell(refusal)
            sys.exit(1)
        except KeyboardInterrupt:
            click.echo("stopped", err=True)
            sys.exit(130)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(1)


def tell(refusal: Refusal) -> None:
    """A refusal as lines on standard error."""
    click.echo(f"error: {refusal.text}", err=True)
    for issue in refusal.issues:
        if issue.text != refusal.text:
            click.echo(f"  {issue.where + ': ' if issue.where else ''}{issue.text}", err=True)
    if refusal.hint:
        click.echo(refusal.hint, err=True)
    elif refusal.kind is Kind.UNAVAILABLE:
        click.echo("Try again in a moment.", err=True)


@click.command(cls=_Program, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="medcluster", message="%(prog)s %(version)s")
def main() -> None:
    """The platform a medical cluster runs on.

    `medcluster serve` starts it. Settings come from MEDCLUSTER_* variables and a file: `medcluster doctor` explains
    them.
    """
    as_json = os.environ.get("MEDCLUSTER_LOG_FORMAT") == "json"
    begin_logging(os.environ.get("MEDCLUSTER_LOG_LEVEL", "info"), as_json=as_json)
