"""The commands `user` and `token`, as a person types them, beside a running database."""

from __future__ import annotations

import asyncio

import pytest
from click.testing import CliRunner, Result

from medcluster.cli import main
from medcluster.cluster import Accounts
from medcluster.foundation import Database, RandomIds, SystemClock

PASSWORD = "correct horse battery staple"


@pytest.fixture(autouse=True)
def _settings(monkeypatch: pytest.MonkeyPatch, application_url: str) -> None:
    monkeypatch.setenv("MEDCLUSTER_DATABASE_URL", application_url)
    monkeypatch.setenv("MEDCLUSTER_DEMO", "off")


async def run(*words: str, typed: str = "") -> Result:
    return await asyncio.to_thread(CliRunner().invoke, main, list(words), typed)


async def test_an_account_that_was_added_can_sign_in(database: Database) -> None:
    added = await run(
        "user",
        "add",
        "irina",
        "--role",
        "doctor",
        "--participant",
        "polyclinic-62",
        "--password-stdin",
        typed=PASSWORD + "\n",
    )
    assert added.exit_code == 0, added.output
    accounts = Accounts(database, clock=SystemClock(), ids=RandomIds())
    session = await accounts.sign_in("Irina", PASSWORD)
    assert "irina" in (await run("user", "list")).output

    assert (await run("user", "disable", "irina")).exit_code == 0
    assert await accounts.caller_of_session(session.token) is None
    assert (await run("user", "disable", "irina", "--again")).exit_code == 0
    changed = await run("user", "password", "irina", typed="another long sentence\nanother long sentence\n")
    assert changed.exit_code == 0, changed.output
    assert "another" not in changed.output
    await accounts.sign_in("irina", "another long sentence")


async def test_a_token_is_printed_alone(database: Database) -> None:
    printed = await run("token", "--role", "interface", "--participant", "leon-berard")
    assert printed.exit_code == 0, printed.output
    accounts = Accounts(database, clock=SystemClock(), ids=RandomIds())
    caller = await accounts.caller_of_token(printed.output.strip())
    assert caller and caller.role == "interface" and caller.participant == "leon-berard"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("token", "--role", "nurse"), "needs a participant"),
        (("token", "--role", "patient", "--participant", "x", "--patient", "nobody"), "no patient"),
        (("user", "disable", "nobody-here"), "no account"),
        (("user", "add", "short", "--role", "manager", "--password-stdin"), "no password"),
    ],
)
async def test_what_is_missing_is_said(words: tuple[str, ...], said: str) -> None:
    refused = await run(*words)
    assert refused.exit_code == 1
    assert said in refused.output + refused.stderr
