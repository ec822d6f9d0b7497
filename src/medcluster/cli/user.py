"""`medcluster user`: accounts of people."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable

import click

from medcluster.cluster import Accounts, Directory, Role
from medcluster.foundation import Kind, Languages, RandomIds, Refusal, Settings, SystemClock, open_database

_ROLES = [str(role) for role in Role if role is not Role.PATIENT]


@click.group("user")
def user() -> None:
    """Accounts of people. Patients come in by an invitation, machines by a token."""


@user.command("add")
@click.argument("name")
@click.option("--role", required=True, type=click.Choice(_ROLES))
@click.option("--participant", default="", metavar="ORG", help="The Organization that the person works for.")
@click.option("--practitioner", default="", metavar="ID", help="The Practitioner that the person is.")
@click.option("--display", default="", help="The name shown; default: the sign-in name.")
@click.option("--language", type=click.Choice(Languages), default="en", show_default=True)
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input instead of asking.")
def add(
    name: str, role: str, participant: str, practitioner: str, display: str, language: str, password_stdin: bool
) -> None:
    """Add an account; the password is asked for."""

    async def act(accounts: Accounts, directory: Directory) -> None:
        if participant:
            await directory.check_known(participant)
        await accounts.add(
            name,
            chosen,
            role=role,
            participant=participant,
            practitioner=practitioner,
            display=display,
            language=language,
        )

    chosen = _password(password_stdin)
    _run(act)
    click.echo(f"{name} is added as {role}{f' at {participant}' if participant else ''}.")


@user.command("password")
@click.argument("name")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input instead of asking.")
def password(name: str, password_stdin: bool) -> None:
    """Give an account a new password; it is signed out everywhere."""

    async def act(accounts: Accounts, directory: Directory) -> None:
        await accounts.change_password(await _account(accounts, name), chosen, name=name)

    chosen = _password(password_stdin)
    _run(act)
    click.echo(f"{name} has a new password and is signed out everywhere.")


@user.command("disable")
@click.argument("name")
@click.option("--again", is_flag=True, help="Open the account again.")
def disable(name: str, again: bool) -> None:
    """Close an account and sign it out everywhere."""

    async def act(accounts: Accounts, directory: Directory) -> None:
        await accounts.disable(await _account(accounts, name), disabled=not again)

    _run(act)
    click.echo(f"{name} is {'open again' if again else 'closed and signed out everywhere'}.")


@user.command("list")
def listing() -> None:
    """List accounts of people; patients are never listed."""

    async def act(accounts: Accounts, directory: Directory) -> None:
        for person in await accounts.people(disabled=True):
            closed = "  closed" if person.disabled else ""
            click.echo(f"{person.sign_in:24} {person.role:16} {person.participant:24} {person.name}{closed}")

    _run(act)


async def _account(accounts: Accounts, name: str) -> str:
    found = await accounts.named(name)
    if not found:
        raise Refusal(Kind.NOT_FOUND, f"There is no account {name!r}.", hint="`medcluster user list` lists them.")
    return found


def _password(from_stdin: bool) -> str:
    if not from_stdin:
        return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
    written = sys.stdin.readline().rstrip("\r\n")
    if not written:
        raise Refusal(Kind.INVALID, "There is no password on standard input.")
    return written


def _run(act: Callable[[Accounts, Directory], Awaitable[None]]) -> None:
    asyncio.run(_act(Settings.from_environment(os.environ), act))


async def _act(settings: Settings, act: Callable[[Accounts, Directory], Awaitable[None]]) -> None:
    clock = SystemClock()
    async with open_database(settings, size=2) as opened:
        accounts = Accounts(opened.database, clock=clock, ids=RandomIds(), demonstration=settings.demo != "off")
        await act(accounts, Directory(opened.database, clock=clock))
