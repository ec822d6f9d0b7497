"""Which medcluster lives in this data folder?

Promise: at most one living process owns a data folder (a lock the kernel takes back when it dies, however it dies); the
owner says in `runtime.json` how to reach its database; guests (commands beside a running server) hold a shared lock, so
that a command which started the database for itself waits for them before it stops it.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

import msgspec

from medcluster.foundation.errors import Kind, Refusal


class Runtime(msgspec.Struct, frozen=True, kw_only=True):
    """What the owner tells: who it is, where its pages are ("" for a command), and where the socket is."""

    pid: int
    address: str
    socket: str


class Occupancy:
    """The ownership of a data folder, held until `leave`."""

    def __init__(self, data: Path, lock: IO[str]) -> None:
        self._data = data
        self._lock = lock

    @classmethod
    def take(cls, data: Path, *, address: str = "") -> Occupancy:
        """Become the owner, or refuse and say who is."""
        lock = (data / "medcluster.lock").open("a+", encoding="utf-8")
        if not _locked(lock):
            lock.seek(0)
            owner = lock.read().strip() or "another process"
            lock.close()
            raise Refusal(
                Kind.CONFLICT,
                f"The data folder {data} is in use by {owner}.",
                hint="Stop that one first, or set MEDCLUSTER_DATA to another folder.",
            )
        lock.truncate(0)
        lock.write(f"medcluster (pid {os.getpid()}{f', {address}' if address else ', a command'})")
        lock.flush()
        return cls(data, lock)

    def tell(self, *, address: str, socket: Path) -> None:
        """Write `runtime.json` in one move: a reader never sees half of it."""
        runtime = Runtime(pid=os.getpid(), address=address, socket=str(socket))
        draft = self._data / "runtime.json.new"
        draft.write_bytes(msgspec.json.encode(runtime))
        draft.replace(self._data / "runtime.json")

    def leave(self) -> None:
        """Give the folder up."""
        with suppress(FileNotFoundError):
            (self._data / "runtime.json").unlink()
        self._lock.close()


def _locked(lock: IO[str], *, tries: int = 4) -> bool:
    """Take the lock; who only asks whether it is held (`is_owned`) holds it for an instant, so ask again."""
    for _ in range(tries):
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(0.05)
        else:
            return True
    return False


def runtime(data: Path) -> Runtime | None:
    """What the living owner of this folder tells; None when there is none, or when it is still starting."""
    try:
        told = msgspec.json.decode((data / "runtime.json").read_bytes(), type=Runtime)
    except (FileNotFoundError, msgspec.DecodeError):
        return None
    return told if is_owned(data) else None


@contextmanager
def visiting(data: Path) -> Iterator[None]:
    """Be a guest: an owner that is only a command will not stop the database meanwhile."""
    with (data / "guests.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_SH)
        yield


def wait_for_guests(data: Path) -> None:
    """Block until no guest is left."""
    with (data / "guests.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)


def is_owned(data: Path) -> bool:
    """Whether a living process has this folder."""
    try:
        lock = (data / "medcluster.lock").open("r", encoding="utf-8")
    except FileNotFoundError:
        return False
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        return False
