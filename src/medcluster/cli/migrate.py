"""`medcluster migrate`: bring the tables up to this version.

The embedded database is migrated at every start by itself; this command is for a server of your own, as its owner, and
for looking first (`--plan`).
"""

from __future__ import annotations

import asyncio
import os

import click

from medcluster import foundation
from medcluster.foundation import (
    Kind,
    Migration,
    Refusal,
    Settings,
    application_role,
    database_running,
    has_database,
    shipped,
)


@click.command("migrate")
@click.option("--plan", is_flag=True, help="Only say what would be done.")
def migrate(plan: bool) -> None:
    """Bring the database's tables up to this version."""
    steps = asyncio.run(_run(Settings.from_environment(os.environ), plan))
    for step in steps:
        click.echo(f"{'to do' if plan else 'done'}: {step}")
    if not steps:
        click.echo("The tables are those of this version.")


async def _run(settings: Settings, plan: bool) -> list[Migration]:
    if settings.database_url and not settings.database_owner_url:
        raise Refusal(
            Kind.INVALID,
            "Only the owner of the tables may change them.",
            hint="Set MEDCLUSTER_DATABASE_OWNER_URL to the owner's address on the same database.",
        )
    if plan and not has_database(settings):
        return shipped()
    async with database_running(settings, migrated=False) as addresses:
        return await foundation.migrate(addresses.owner, application_role=application_role(settings), plan_only=plan)
