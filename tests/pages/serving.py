"""A real server for the page tests: its own data folder, its own port, the demonstration cluster, a real browser."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

DEMONSTRATION_PATIENTS = "40"
START_SECONDS = 180
PROGRAM = str(Path(sys.executable).with_name("medcluster"))


def chromium() -> str:
    """The browser to drive: MEDCLUSTER_CHROMIUM, or the system's."""
    found = os.environ.get("MEDCLUSTER_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not found:
        raise RuntimeError("No Chromium was found: run tools/browser.sh, or set MEDCLUSTER_CHROMIUM.")
    return found


def free_port() -> int:
    """A port of the loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True, slots=True)
class Server:
    """A running platform."""

    address: str
    data: Path
    process: subprocess.Popen[bytes]
    environment: dict[str, str]

    def command(self, *words: str, seconds: float = 300) -> str:
        """Run a command of the product beside the running server, and give what it printed."""
        done = subprocess.run(
            [PROGRAM, *words],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )
        assert done.returncode == 0, done.stderr + done.stdout
        return done.stdout


@contextmanager
def serving(data: Path, **settings: str) -> Iterator[Server]:
    """Start `medcluster serve` over `data`, wait until it is ready, and stop it as Ctrl-C would."""
    port = free_port()
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith("MEDCLUSTER_") or "CHROMIUM" in key},
        "MEDCLUSTER_DATA": str(data),
        "MEDCLUSTER_PORT": str(port),
        "MEDCLUSTER_DEMO_PATIENTS": DEMONSTRATION_PATIENTS,
        **settings,
    }
    log = (data.parent / f"{data.name}.log").open("wb")
    process = subprocess.Popen(
        [PROGRAM, "serve"],
        env=environment,
        stdout=log,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(address, process, Path(log.name))
        yield Server(address, data, process, environment)
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
        log.close()


def _wait(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"The server ended at once:\n{log.read_text(errors='replace')[-4000:]}")
        try:
            with urllib.request.urlopen(f"{address}/health/ready", timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"The server was not ready in {START_SECONDS} s:\n{log.read_text(errors='replace')[-4000:]}")
