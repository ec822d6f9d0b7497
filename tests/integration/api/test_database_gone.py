"""The database goes away and comes back; the server says so and goes on without a restart."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest_asyncio

from medcluster import app
from medcluster.fhir import types
from medcluster.foundation import Database, EmbeddedPostgres, Settings, migrate
from medcluster.record.unrestricted import unrestricted
from tests.integration.api.site import Site, issues, patient


@pytest_asyncio.fixture(scope="module")
async def server(tmp_path_factory: object) -> AsyncIterator[EmbeddedPostgres]:
    """A database of our own, to be stopped."""
    folder = Path(str(tmp_path_factory.mktemp("gone"))) / "data"  # type: ignore[attr-defined]
    embedded = EmbeddedPostgres(folder, parameters={"fsync": "off", "shared_buffers": "32MB"})
    await embedded.start()
    try:
        await migrate(embedded.url_owner, application_role="medcluster")
        yield embedded
    finally:
        await embedded.stop()


@pytest_asyncio.fixture(scope="module")
async def fragile(server: EmbeddedPostgres) -> AsyncIterator[Site]:
    """A site over it."""
    database = await Database.connect(server.url_application, patience=2.0)
    platform = app.wire(Settings(data=Path("unused"), demo="off"), database)
    async with contextlib.AsyncExitStack() as closing:
        closing.push_async_callback(database.close)
        await unrestricted(platform.record, "test").update(types.Organization(id="saint-charles", name="x"))
        yield Site(platform, closing)


async def test_a_lost_connection_is_met_once_at_most(fragile: Site, server: EmbeddedPostgres) -> None:
    doctor = await fragile.doctor()
    made = (await doctor.post("/fhir/Patient", json=patient())).json()["id"]
    beside = await asyncpg.connect(server.url_application)
    await beside.execute(
        "SELECT pg_terminate_backend(pid, 20000) FROM pg_stat_activity "
        "WHERE usename = 'medcluster' AND pid <> pg_backend_pid()"
    )
    await beside.close()
    answers = [(await doctor.get(f"/fhir/Patient/{made}")).status_code for _ in range(4)]
    assert set(answers) <= {200, 503}
    assert answers[-1] == 200


async def test_while_the_database_is_away_503_is_answered_and_recovery_needs_no_restart(
    fragile: Site, server: EmbeddedPostgres
) -> None:
    doctor, stranger = await fragile.doctor(), await fragile.anyone()
    made = (await doctor.post("/fhir/Patient", json=patient("Survivor"))).json()["id"]
    await server.stop()
    try:
        for method, path in (("GET", f"/fhir/Patient/{made}"), ("POST", "/fhir/Patient"), ("GET", "/fhir/Patient")):
            answer = await doctor.request(method, path, json=patient() if method == "POST" else None)
            assert answer.status_code == 503, path
            assert issues(answer)[0]["code"] == "transient"
            assert int(answer.headers["Retry-After"]) > 0
        waiting = await stranger.get("/health/ready")
        assert (waiting.status_code, waiting.json()["status"]) == (503, "waiting")
        assert (await stranger.get("/health/live")).status_code == 200
        assert (await stranger.get("/fhir/metadata")).status_code == 200
    finally:
        await server.start()
    assert (await stranger.get("/health/ready")).status_code == 200
    answer = await doctor.get(f"/fhir/Patient/{made}")
    assert answer.json()["name"][0]["family"] == "Survivor"
    assert (await doctor.post("/fhir/Patient", json=patient())).status_code == 201
