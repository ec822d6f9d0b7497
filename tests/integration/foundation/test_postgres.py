"""The supervisor: it starts as whoever we are, survives kills, keeps others out, and leaves nobody behind."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import psutil
import pytest

from medcluster.foundation import (
    Database,
    EmbeddedPostgres,
    Kind,
    Refusal,
    Settings,
    confinement,
    database_running,
    open_database,
)
from tests.integration.foundation.household import end, processes_in, start_owner, wait_until_nobody

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can be somebody else")


async def _write(url: str, number: int) -> None:
    connection = await asyncpg.connect(url)
    await connection.execute("CREATE TABLE IF NOT EXISTS kept (n int)")
    await connection.execute("INSERT INTO kept VALUES ($1)", number)
    await connection.close()


async def _read(url: str) -> list[int]:
    connection = await asyncpg.connect(url)
    rows = await connection.fetch("SELECT n FROM kept ORDER BY n")
    await connection.close()
    return [row["n"] for row in rows]


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    """A data folder that is not there yet; what another user keeps for it elsewhere is removed afterwards."""
    yield tmp_path / "data"
    for path in (tmp_path / "data", tmp_path / "data" / "True", tmp_path / "data" / "False"):
        shutil.rmtree(confinement.places(path)[1], ignore_errors=True)


async def test_what_was_written_is_there_after_a_stop(data: Path) -> None:
    server = EmbeddedPostgres(data)
    await server.start()
    await _write(server.url_owner, 1)
    await server.stop()
    assert processes_in(data / "postgres") == []
    await server.start()
    assert await _read(server.url_owner) == [1]
    await server.stop()


async def test_only_its_user_can_reach_it(data: Path) -> None:
    server = EmbeddedPostgres(data)
    await server.start()
    connection = await asyncpg.connect(server.url_owner)
    asked = ("listen_addresses", "fsync", "synchronous_commit", "data_checksums", "server_encoding")
    found = [await connection.fetchval(f"SHOW {name}") for name in asked]
    await connection.close()
    assert found == ["", "on", "on", "on", "UTF8"]
    for folder in (data, data / "secrets", data / "postgres", data / "run"):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in (data / "secrets").iterdir())
    for wrong in ("postgresql://medcluster:no@", "postgresql://medcluster@", "postgresql://postgres@"):
        with pytest.raises(asyncpg.PostgresError):
            await asyncpg.connect(f"{wrong}/medcluster?host={data / 'run'}")
    await server.stop()


async def test_the_roles_are_what_was_promised(data: Path) -> None:
    server = EmbeddedPostgres(data)
    await server.start()
    connection = await asyncpg.connect(server.url_owner)
    rows = await connection.fetch(
        "SELECT rolname::text, rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname LIKE 'medcluster%'"
    )
    owner = await connection.fetchval(
        "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()"
    )
    await connection.close()
    await server.stop()
    assert {tuple(row) for row in rows} == {
        ("medcluster", False, False, False),
        ("medcluster_owner", False, False, False),
    }
    assert owner == "medcluster_owner"


async def test_a_living_owner_keeps_a_second_one_out(data: Path) -> None:
    first = EmbeddedPostgres(data, address="http://127.0.0.1:8080")
    await first.start()
    with pytest.raises(Refusal) as refused:
        await EmbeddedPostgres(data).start()
    assert refused.value.kind is Kind.CONFLICT
    assert f"pid {os.getpid()}, http://127.0.0.1:8080" in refused.value.text
    assert first.pid
    await first.stop()


async def test_ctrl_c_leaves_no_process(data: Path) -> None:
    owner, _ = start_owner(data)
    end(owner, signal.SIGINT)
    assert processes_in(data / "postgres") == []


async def test_a_killed_owner_takes_its_database_along_and_the_next_one_recovers(data: Path) -> None:
    owner, _ = start_owner(data)
    end(owner, signal.SIGKILL)
    server = EmbeddedPostgres(data)
    await server.start()  # at once: the orphans may still be shutting down
    await _write(server.url_owner, 1)
    await server.stop()
    assert processes_in(data / "postgres") == []
    owner, _ = start_owner(data)
    end(owner, signal.SIGKILL)
    wait_until_nobody(data / "postgres")


async def test_owner_and_postmaster_killed_together(data: Path) -> None:
    owner, postmaster = start_owner(data)
    os.kill(postmaster, signal.SIGSTOP)  # a postmaster that cannot hear its parent's death
    end(owner, signal.SIGKILL)
    assert postmaster in processes_in(data / "postgres")
    server = EmbeddedPostgres(data)
    starting = asyncio.create_task(server.start())
    await asyncio.sleep(1)
    os.kill(postmaster, signal.SIGKILL)
    await starting
    assert server.pid
    await server.stop()
    assert processes_in(data / "postgres") == []


async def test_a_pid_file_that_names_a_stranger_does_not_stop_a_start(data: Path) -> None:
    server = EmbeddedPostgres(data)
    await server.start()
    await server.stop()
    (data / "postgres" / "postmaster.pid").write_text(f"{os.getppid()}\n{data / 'postgres'}\n", encoding="ascii")
    await server.start()
    assert server.pid
    await server.stop()


async def test_a_killed_postmaster_comes_back_and_so_does_the_pool(data: Path) -> None:
    settings = Settings(data=data)
    async with open_database(settings) as opened:
        assert opened.embedded is not None
        killed = opened.embedded.pid
        os.kill(killed, signal.SIGKILL)
        with pytest.raises(Refusal) as refused:
            async with opened.database.transaction() as connection:
                await connection.fetchval("SELECT pg_sleep(5)")
        assert refused.value.kind is Kind.UNAVAILABLE
        async with asyncio.timeout(60):
            while not await _works(opened.database):  # noqa: ASYNC110 - it is somebody else's process
                await asyncio.sleep(0.1)
        assert opened.embedded.pid not in (0, killed)
    assert processes_in(data / "postgres") == []


async def _works(database: Database) -> bool:
    try:
        async with database.transaction() as connection:
            return bool(await connection.fetchval("SELECT true"))
    except Refusal:
        return False


async def test_a_data_folder_with_a_long_name(tmp_path: Path) -> None:
    data = tmp_path / ("long-" * 30) / "data"
    server = EmbeddedPostgres(data)
    await server.start()
    await _write(server.url_owner, 1)
    await server.stop()
    assert not (data / "run").exists()


async def test_a_command_works_beside_a_server_and_after_it(data: Path) -> None:
    owner, _ = start_owner(data)
    settings = Settings(data=data)
    async with open_database(settings) as opened:
        assert opened.embedded is None
        assert await _works(opened.database)
    with pytest.raises(Refusal, match=f"pid {owner.pid}, http://127.0.0.1:1"):
        async with database_running(settings, alone=True):
            pass
    end(owner, signal.SIGINT)
    async with open_database(settings) as opened:
        assert opened.embedded is not None
        assert await _works(opened.database)


async def test_an_owner_that_is_a_command_waits_for_its_guests(data: Path) -> None:
    settings = Settings(data=data)
    first, second = asyncio.Event(), asyncio.Event()

    async def command() -> None:
        async with open_database(settings):
            first.set()
            await second.wait()

    owning = asyncio.create_task(command())
    await first.wait()
    async with open_database(settings) as guest:
        second.set()
        await asyncio.sleep(0.5)
        assert guest.embedded is None
        assert await _works(guest.database)
    await owning
    assert processes_in(data / "postgres") == []


@needs_root
async def test_where_namespaces_are_refused_another_user_runs_it(data: Path) -> None:
    server = EmbeddedPostgres(data, namespaces=False)
    await server.start()
    await _write(server.url_owner, 1)
    process = psutil.Process(server.pid)
    uid, folder = process.uids().real, process.cwd()
    await server.stop()
    assert uid == server.way.uid != 0
    assert processes_in(Path(folder)) == []


@needs_root
async def test_below_a_folder_that_only_root_may_enter(data: Path) -> None:
    data.parent.chmod(0o700)
    ways = []
    for namespaces in (True, False):
        server = EmbeddedPostgres(data / str(namespaces), namespaces=namespaces)
        await server.start()
        await _write(server.url_owner, 1)
        await server.stop()
        ways.append(server.way.mode.value)
    assert ways[-1] == "other-user"


@needs_root
async def test_the_way_may_change_from_start_to_start() -> None:
    with tempfile.TemporaryDirectory(prefix="medcluster-way-") as above:
        os.chmod(above, 0o755)  # noqa: PTH101 - so that another user can work below
        data = Path(above) / "data"
        for number, namespaces in enumerate((True, False, True)):
            server = EmbeddedPostgres(data, namespaces=namespaces)
            await server.start()
            await _write(server.url_owner, number)
            assert await _read(server.url_owner) == list(range(number + 1))
            await server.stop()


async def test_lost_passwords_are_told(data: Path) -> None:
    server = EmbeddedPostgres(data)
    await server.start()
    await server.stop()
    (data / "secrets" / "superuser").unlink()
    with pytest.raises(Refusal, match="does not know the password"):
        await server.start()
    assert processes_in(data / "postgres") == []
