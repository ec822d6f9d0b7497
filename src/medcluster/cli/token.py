"""`medcluster token`: a bearer token for the FHIR API."""

from __future__ import annotations

import asyncio
import os
from datetime import timedelta

import click

from medcluster.cluster import Accounts, Directory, Role, build_caller
from medcluster.foundation import Kind, RandomIds, Refusal, Settings, SystemClock, open_database
from medcluster.record import Record


@click.command("token")
@click.option("--role", required=True, type=click.Choice([str(role) for role in Role]), help="What its holder may do.")
@click.option("--participant", default="", metavar="ORG", help="What it writes belongs to this Organization.")
@click.option("--patient", default="", metavar="ID", help="The Patient it belongs to; for the role patient.")
@click.option("--label", default="", help="What it is for: shown in the audit.")
@click.option("--days", type=click.IntRange(1, 3650), default=90, show_default=True, help="How long it opens.")
def token(role: str, participant: str, patient: str, label: str, days: int) -> None:
    """Print a bearer token, once: it is kept only as a digest.

    While the demonstration is on, its person of the role says which participant is meant when none is given.
    """
    click.echo(asyncio.run(_issue(Settings.from_environment(os.environ), role, participant, patient, label, days)))


async def _issue(settings: Settings, role: str, participant: str, patient: str, label: str, days: int) -> str:
    clock, ids = SystemClock(), RandomIds()
    async with open_database(settings, size=2) as opened:
        if participant:
            await Directory(opened.database, clock=clock).check_known(participant)
        if role == Role.PATIENT and patient:
            await _check_patient(Record(opened.database, clock=clock, ids=ids), patient)
        accounts = Accounts(opened.database, clock=clock, ids=ids, demonstration=settings.demo != "off")
        return await accounts.issue_token(role, participant, patient, label=label, lifetime=timedelta(days=days))


async def _check_patient(record: Record, patient: str) -> None:
    """Refuse a patient who is not there: her own rights are enough to see that."""
    caller = build_caller(Role.PATIENT, account="medcluster token", patient=patient)
    try:
        await record.open_for(caller).read("Patient", patient)
    except Refusal as refusal:
        raise Refusal(
            Kind.NOT_FOUND, f"There is no patient {patient!r}.", hint="Give the id of a Patient."
        ) from refusal
