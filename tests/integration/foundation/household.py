"""Runs a small program of ours in a process of its own, so that tests can kill it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil

_OWNER = """
import asyncio, os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job ignores it, and so do its children
from pathlib import Path
from medcluster.foundation import Settings, database_running

async def main():
    settings = Settings.from_environment(os.environ)
    async with database_running(settings, alone=True, address="http://127.0.0.1:1") as addresses:
        print("ready", addresses.embedded.pid, flush=True)
        await asyncio.sleep(600)

asyncio.run(main())
"""


def start_owner(data: Path) -> tuple[subprocess.Popen[str], int]:
    """A process that owns the data folder and waits; with the process id of its PostgreSQL."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MEDCLUSTER_")}
    owner = subprocess.Popen(
        [sys.executable, "-c", _OWNER],
        env={**environment, "MEDCLUSTER_DATA": str(data)},
        stdout=subprocess.PIPE,
        text=True,
        process_group=0,
    )
    assert owner.stdout is not None
    word, pid = owner.stdout.readline().split()
    assert word == "ready"
    return owner, int(pid)


def end(owner: subprocess.Popen[str], number: signal.Signals) -> None:
    """Send a signal to the owner's process group, as a terminal does, and wait."""
    os.killpg(owner.pid, number)
    owner.wait(30)
    assert owner.stdout is not None
    owner.stdout.close()


def processes_in(folder: Path) -> list[int]:
    """Every living process that works in this folder."""
    found: list[int] = []
    for process in psutil.process_iter():
        try:
            if process.cwd() == str(folder) and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process.pid)
        except psutil.Error:
            continue
    return found


def wait_until_nobody(folder: Path, patience: float = 30.0) -> None:
    """Wait until no process works there."""
    until = time.monotonic() + patience
    while processes_in(folder):
        assert time.monotonic() < until, f"processes stayed: {processes_in(folder)}"
        time.sleep(0.1)
