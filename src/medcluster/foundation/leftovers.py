"""What did a dead medcluster leave behind, and where may the new one put its socket?

Promise: every process of PostgreSQL that still works in this database's folder is stopped, gently first; it may be
called only by the one who holds the folder's lock, so the processes found are orphans. Must not know: connections.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import tempfile
from contextlib import suppress
from pathlib import Path

import psutil

from medcluster.foundation import confinement
from medcluster.foundation.confinement import Confinement, Mode
from medcluster.foundation.errors import Kind, Refusal

_LONGEST = 100 - len("/.s.PGSQL.5432")  # sun_path holds 107 bytes


def stop_orphans(folder: Path, *, patience: float = 20.0) -> None:
    """Fast shutdown for a postmaster that lost its parent, then kill; backends without a postmaster are killed."""
    for number in (signal.SIGINT, signal.SIGKILL):
        orphans = _living(folder)
        if not orphans:
            return
        for process in orphans:
            with suppress(psutil.NoSuchProcess):
                process.send_signal(number)
        psutil.wait_procs(orphans, timeout=patience)
    if _living(folder):
        raise Refusal(
            Kind.CONFLICT, f"Processes of PostgreSQL still work in {folder} and cannot be stopped by this user."
        )


def remove_stale_pid_file(folder: Path) -> None:
    """Its process id may belong to a stranger by now, and PostgreSQL would believe it to be a rival."""
    path = folder / "postmaster.pid"
    with suppress(FileNotFoundError):
        if not _living(folder):
            path.unlink()


def socket_folder(data: Path, way: Confinement) -> Path:
    """A private folder for the socket: DATA/run, or one under the system's own when that is too long."""
    inside = data / "run"
    reachable = way.mode is not Mode.OTHER_USER or confinement.everybody_may_enter(data)
    folder = inside if reachable and len(os.fsencode(inside)) <= _LONGEST else _outside(data, way)
    folder.mkdir(mode=0o700, exist_ok=True)
    uid = way.uid if way.mode is Mode.OTHER_USER else os.geteuid()
    if os.geteuid() == 0 and not folder.is_symlink() and (folder == inside or folder.stat().st_uid in (0, uid)):
        os.chown(folder, uid, -1)
    if folder.is_symlink() or folder.stat().st_uid != uid:
        raise Refusal(Kind.CONFLICT, f"{folder} belongs to somebody else.", hint="Remove it, or set XDG_RUNTIME_DIR.")
    folder.chmod(0o700)
    return folder


def remove_socket_folder(folder: Path, data: Path) -> None:
    """Leave nothing in the system's folders."""
    if folder.parent != data:
        with suppress(OSError):
            folder.rmdir()


def remove_folder(folder: Path) -> None:
    """Remove a folder that was never finished."""
    if folder.exists():
        shutil.rmtree(folder)


def _outside(data: Path, way: Confinement) -> Path:
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    usable = runtime and way.mode is not Mode.OTHER_USER and Path(runtime).is_dir() and len(runtime) < _LONGEST - 30
    above = Path(runtime) if usable else Path("/tmp" if len(tempfile.gettempdir()) > 50 else tempfile.gettempdir())  # noqa: S108
    name = hashlib.sha256(os.fsencode(data.resolve())).hexdigest()[:12]
    return above / f"medcluster-{os.geteuid()}-{name}"


def _living(folder: Path) -> list[psutil.Process]:
    """Processes called postgres whose working folder is this database: each of its processes goes there at birth."""
    found: list[psutil.Process] = []
    wanted = os.path.realpath(folder)
    for process in psutil.process_iter():
        with suppress(psutil.Error, OSError):
            ours = process.name().startswith("postgres") and process.cwd() == wanted
            if ours and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
    return found
