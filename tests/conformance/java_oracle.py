"""The Java validator as an oracle: HAPI FHIR 8.8.0 with its R4 resources, run beside ours on the same resources.

Its jars are fetched by Maven (tools/java_oracle/pom.xml) into the cache outside the clone, and its answers are kept
there by the digest of what was asked. `ready()` says whether it can be had; with fetch=True it is fetched.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import re
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.conformance.examples import cache_folder

VERSION = "8.8.0"
PROJECT = Path(__file__).parents[2] / "tools" / "java_oracle"
SECONDS_TO_FETCH, SECONDS_TO_ASK = 900, 1800
_QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xmx2g")
_FINDINGS, _PARTS = "\x1e", "\x1f"


@dataclass(frozen=True)
class Finding:
    """What it says: its severity in lower case, the place, the id of the message and the message."""

    severity: str
    where: str
    message: str
    text: str


def folder() -> Path:
    """Where its jars and its answers are kept."""
    return cache_folder() / f"java_oracle-{VERSION}"


def ready(*, fetch: bool = False, seconds: int = SECONDS_TO_FETCH) -> str:
    """Why it cannot be asked, "" when it can; fetching it takes so many seconds at most."""
    if shutil.which("java") is None:
        return "there is no java on this machine"
    if _whole().exists():
        return ""
    if not fetch:
        return f"the jars are not in {folder()}: tests/conformance/java_oracle.py fetches them by Maven"
    folder().mkdir(parents=True, exist_ok=True)
    with (folder() / ".lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        return "" if _whole().exists() else _fetched(seconds)


def _whole() -> Path:
    """There once everything is: a fetch that was interrupted leaves some jars behind."""
    return folder() / ".ready"


def _fetched(seconds: int) -> str:
    maven = shutil.which("mvn")
    if maven is None:
        return "there is no mvn on this machine to fetch the jars"
    command = [maven, "-q", "-B", "-f", str(PROJECT / "pom.xml"), f"-Doracle.target={folder()}", "package"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        return f"Maven could not fetch the jars in {seconds} seconds; `make conformance ONLY=java` waits longer"
    if done.returncode != 0:
        return f"Maven could not fetch the jars; is a registry reachable? {_first_error(done.stdout)}"
    _whole().touch()
    return ""


def _first_error(said: str) -> str:
    """What went wrong, without the advice that follows."""
    lines = [line.partition("[ERROR]")[2].strip() for line in said.splitlines() if "[ERROR]" in line]
    return next(filter(None, lines), said.strip())[:300]


def asked(resources: Sequence[bytes]) -> list[list[Finding]]:
    """Its findings for each resource, in order."""
    kept = _kept()
    keys = [hashlib.sha256(one).hexdigest() for one in resources]
    fresh = {key: one for key, one in zip(keys, resources, strict=True) if key not in kept}
    if fresh:
        kept |= dict(zip(fresh, _run(fresh.values()), strict=True))
        _answers().write_text(json.dumps(kept), encoding="utf-8")
    return [_read(kept[key]) for key in keys]


def _answers() -> Path:
    """The answers are those of these jars and this program."""
    program = (PROJECT / "src/main/java/oracle/Oracle.java").read_bytes()
    return folder() / f"answers-{hashlib.sha256(program).hexdigest()[:12]}.json"


def _kept() -> dict[str, str]:
    path = _answers()
    found: dict[str, str] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return found


def _run(resources: Iterable[bytes]) -> list[str]:
    lines = b"\n".join(json.dumps(json.loads(one)).encode() for one in resources) + b"\n"
    paths = f"{folder() / 'java-oracle-1.jar'}:{folder() / 'lib'}/*"
    command = ["java", *_QUICK, "-cp", paths, "oracle.Oracle"]
    done = subprocess.run(command, input=lines, capture_output=True, timeout=SECONDS_TO_ASK, check=True)
    return done.stdout.decode().split("\n")[:-1]


def _read(line: str) -> list[Finding]:
    found = [one.split(_PARTS) for one in line.split(_FINDINGS) if one]
    return [Finding(one[0].lower(), one[1], one[2], one[3]) for one in found]


_NOTES = re.compile(r"/\*.*?\*/|\[\d+\]|\[x\]|\.ofType\(\w+\)|\.(?=\.)")


def element(where: str) -> str:
    """A place without indices, notes and types of choices, as both sides can say it."""
    return _NOTES.sub("", where)


if __name__ == "__main__":
    print(ready(fetch=True) or f"ready in {folder()}")
