"""Where do the clients of others come from, and what do they find?

Promise: they are installed by the lock files beside this file, by the ordinary npm and pip, into the cache outside the
clone (see `examples.cache_folder`), once for each content of the lock files. Where that cannot be done, the test is
skipped with the reason. `find` runs one client against a server and gives what it tried and what went wrong.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conformance.examples import cache_folder
from tests.conformance.roundtrips import Server
from tools.assets import node

HERE = Path(__file__).parent
INSTALL_SECONDS, RUN_SECONDS = 600, 240
CLIENTS = {  # name -> its script, and how many things it tries
    "npm fhir-kit-client 2.0.3": ("with_fhir_kit_client.mjs", 21),
    "npm fhirclient 2.6.3": ("with_fhirclient.mjs", 14),
    "PyPI fhirpy 2.3.1": ("with_fhirpy.py", 19),
    "PyPI fhirclient 4.4.0": ("with_fhirclient.py", 11),
    "PyPI fhir-pyrate 0.2.6": ("with_fhir_pyrate.py", 9),
}
LACKS = {  # what a client has no way to do, and which methods of HTTP its package therefore never uses
    ("PyPI fhirclient 4.4.0", "patch"): ("the client has no patch: it updates whole resources", ("PATCH",)),
    ("PyPI fhir-pyrate 0.2.6", "writing"): ("the client only reads and searches", ("PUT", "DELETE")),
    ("PyPI fhir-pyrate 0.2.6", "patch"): ("the client only reads and searches", ("PATCH",)),
}
NOT_YET: dict[tuple[str, str], str] = {}  # what a client tries and this server does not do, and why


def find(client: str, server: Server) -> dict[str, str]:
    """What this client tried, each with what went wrong, "" for nothing."""
    script, _ = CLIENTS[client]
    command = _with_node(script) if script.endswith(".mjs") else [str(python()), str(HERE / script)]
    mark = f"Zz{uuid.uuid4().hex[:12]}"
    environment = {**os.environ, "FHIR_BASE": server.base, "FHIR_TOKEN": server.token, "MARK": mark}
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=RUN_SECONDS, check=False, cwd=cache_folder()
    )
    found = [json.loads(line) for line in done.stdout.splitlines() if line.startswith('{"check"')]
    if done.returncode != 0:
        found.append({"check": "the script runs to its end", "wrong": done.stderr[-1500:]})
    return {one["check"]: one["wrong"] for one in found}


def used(client: str, method: str) -> list[str]:
    """The files of a Python client's own package that ask with this method of HTTP."""
    package = client.split()[1].replace("-", "_")
    (folder,) = (python().parents[1] / "lib").glob(f"python*/site-packages/{package}")
    asks = re.compile(rf"""\.{method}(_json)?\(|["']{method}["']""", re.IGNORECASE)
    return [one.name for one in sorted(folder.rglob("*.py")) if asks.search(one.read_text(encoding="utf-8"))]


def python() -> Path:
    """The interpreter of the clients' own environment."""
    lock = HERE / "requirements.txt"
    return _made("python", lock, lambda folder: _install_python(folder, lock)) / "made" / "bin" / "python"


def _with_node(script: str) -> list[str]:
    folder = _made("node", HERE / "package-lock.json", _install_node)
    for one in HERE.glob("*.mjs"):  # a script finds its packages beside itself
        shutil.copyfile(one, folder / one.name)
    return [node()[0], str(folder / script)]


def _made(kind: str, lock: Path, install: Callable[[Path], None]) -> Path:
    """The folder for this content of the lock file; made once, whoever else asks at the same time."""
    digest = hashlib.sha256(lock.read_bytes() + sys.version.encode()).hexdigest()[:12]
    folder = cache_folder() / f"clients-{kind}-{digest}"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        if not (folder / ".ready").exists():
            install(folder)
            (folder / ".ready").touch()
    return folder


def _install_python(folder: Path, lock: Path) -> None:
    _run([sys.executable, "-m", "venv", "--clear", "--without-pip", str(folder / "made")])
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", str(folder / "made/bin/python")]
    _run([*pip, "install", "--quiet", "--require-hashes", "-r", str(lock)])


def _install_node(folder: Path) -> None:
    for name in ("package.json", "package-lock.json"):
        shutil.copyfile(HERE / name, folder / name)
    program, npm = node()
    words = ["ci", "--ignore-scripts", "--legacy-peer-deps", "--no-audit", "--no-fund", "--loglevel=error"]
    path = f"{Path(program).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    _run([*npm, *words], cwd=folder, env={**os.environ, "PATH": path})


def _run(command: list[str], cwd: Path | None = None, env: dict[str, str] | None = None) -> None:
    try:
        done = subprocess.run(
            command, cwd=cwd, env=env, capture_output=True, text=True, timeout=INSTALL_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        pytest.skip(f"the clients could not be installed in {INSTALL_SECONDS} seconds; is a registry reachable?")
    if done.returncode != 0:
        pytest.skip(f"the clients could not be installed; is a registry reachable? {done.stderr.strip()[-300:]}")
