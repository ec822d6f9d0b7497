"""A role that row-level security does not bind is refused, with the SQL that mends it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import asyncpg
import pytest
import pytest_asyncio

from medcluster.foundation import Database, EmbeddedPostgres, Refusal
from medcluster.foundation.passwords import Passwords

ROLES = {
    "trial_super": ("SUPERUSER", "", "ALTER ROLE trial_super NOSUPERUSER;"),
    "trial_bypass": ("BYPASSRLS", "", "ALTER ROLE trial_bypass NOBYPASSRLS;"),
    "trial_member": ("", "medcluster_owner", "REVOKE medcluster_owner FROM trial_member;"),
}


@pytest_asyncio.fixture(scope="module")
async def urls(postgres_server: EmbeddedPostgres, owner_url: str) -> AsyncIterator[dict[str, str]]:
    """Addresses for roles that see too much."""
    socket = Path(parse_qs(urlsplit(owner_url).query)["host"][0])
    superuser = await asyncpg.connect(Passwords.of(postgres_server.data).url_superuser(socket))
    for role, (attribute, member_of, _) in ROLES.items():
        await superuser.execute(f"CREATE ROLE {role} LOGIN {attribute} PASSWORD 'x'")
        if member_of:
            await superuser.execute(f"GRANT {member_of} TO {role}")
    name = urlsplit(owner_url).path.lstrip("/")
    yield {role: f"postgresql://{role}:x@/{name}?host={socket}" for role in ROLES}
    for role in ROLES:
        await superuser.execute(f"DROP ROLE {role}")
    await superuser.close()


@pytest.mark.parametrize("role", list(ROLES))
async def test_it_is_refused_with_what_to_run(role: str, urls: dict[str, str]) -> None:
    with pytest.raises(Refusal) as refused:
        await Database.connect(urls[role])
    assert any(ROLES[role][2] in issue.text for issue in refused.value.issues)
    assert "GRANT CONNECT ON DATABASE" in refused.value.hint


async def test_a_database_that_was_never_migrated_is_told(postgres_server: EmbeddedPostgres) -> None:
    url = postgres_server.url_application.replace("@/medcluster?", "@/postgres?")
    with pytest.raises(Refusal, match="has not been prepared"):
        await Database.connect(url)
