"""How many single reads, creates and updates a second does a FHIR server answer, at 1 and at 32 connections?

Driven by wrk (one thread), so that the client costs little; each connection waits for its answer. What is read and
written are Observations of the Synthea patients, taken at random from those that were loaded.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.target import Target

SECONDS = 10
CONNECTIONS = (1, 32)
_READ = """
local paths = {}
for line in io.lines(os.getenv("PATHS")) do paths[#paths + 1] = line end
request = function() return wrk.format("GET", paths[math.random(#paths)]) end
"""
_CREATE = """
local f = io.open(os.getenv("BODY")); local body = f:read("*a"); f:close()
request = function() return wrk.format("POST", os.getenv("WHERE"), nil, body) end
"""
_UPDATE = """
local f = io.open(os.getenv("BODY")); local body = f:read("*a"); f:close()
local paths = {}
for line in io.lines(os.getenv("PATHS")) do paths[#paths + 1] = line end
request = function()
  local path = paths[math.random(#paths)]
  local id = path:match("([^/]+)$")
  return wrk.format("PUT", path, nil, (body:gsub('"id":"[^"]*"', '"id":"' .. id .. '"', 1)))
end
"""
_DONE = """
done = function(summary, latency, requests)
  local e = summary.errors
  io.write(string.format('JSON{"requests":%d,"us":%d,"p50_us":%d,"p99_us":%d,"faults":%d}',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    e.connect + e.read + e.write + e.status + e.timeout))
end
"""


def observations(target: Target, most: int = 2000) -> list[dict[str, object]]:
    """Observations that the server holds, without the components of panels."""
    found: list[dict[str, object]] = []
    connection = target.connection()
    address = "Observation?code=http://loinc.org|29463-7&_count=200"
    while address and len(found) < most:
        page = target.json(connection, address)
        found += [entry["resource"] for entry in page.get("entry", [])]  # type: ignore[attr-defined]
        links = {link["relation"]: link["url"] for link in page["link"]}  # type: ignore[attr-defined]
        address = links.get("next", "")
    return found[:most]


def single(target: Target) -> list[dict[str, object]]:
    """The figures of all three, at each number of connections."""
    if not shutil.which("wrk"):
        sys.exit("wrk is not installed: `apt-get install wrk` brings it; the other figures need it not.")
    known = observations(target)
    with tempfile.TemporaryDirectory(prefix="medcluster-wrk-") as folder:
        paths = Path(folder) / "paths"
        paths.write_text("".join(f"{target.path}/Observation/{one['id']}\n" for one in known))
        body = Path(folder) / "body.json"
        template = {key: value for key, value in known[0].items() if key not in ("meta", "id")}
        results: list[dict[str, object]] = []
        for name, script, sent in (
            ("reads", _READ, {}),
            ("creates", _CREATE, template),
            ("updates", _UPDATE, {"resourceType": "Observation", "id": "x", **template}),
        ):
            body.write_text(json.dumps(sent, separators=(",", ":")))
            results += [
                _measure(target, name, script, connections, Path(folder), paths, body) for connections in CONNECTIONS
            ]
    return results


def _measure(
    target: Target, name: str, script: str, connections: int, folder: Path, paths: Path, body: Path
) -> dict[str, object]:
    lua = folder / "script.lua"
    lua.write_text(script + _DONE)
    environment = {
        "PATHS": str(paths),
        "BODY": str(body),
        "WHERE": f"{target.path}/Observation",
        "PATH": "/usr/bin:/bin",
    }
    headers = {**target.headers, "Content-Type": "application/fhir+json"}
    command = ["wrk", "-t1", f"-c{connections}", f"-d{SECONDS}s", "--latency", "-s", str(lua)]
    command += [word for key, value in headers.items() for word in ("-H", f"{key}: {value}")]
    before = target.costs()
    done = subprocess.run(
        [*command, target.base], env=environment, capture_output=True, text=True, timeout=SECONDS * 6, check=True
    )
    after = target.costs()
    found = json.loads(done.stdout.partition("JSON")[2])
    used = sum(after[one].cpu_seconds - before[one].cpu_seconds for one in after)
    return {
        "figure": f"single {name}",
        "server": target.name,
        "connections": connections,
        "requests": found["requests"],
        "faults": found["faults"],
        "per_second": round(found["requests"] / found["us"] * 1_000_000),
        "cpu_ms_each": round(used / max(found["requests"], 1) * 1000, 3),
        "p50_ms": round(found["p50_us"] / 1000, 2),
        "p99_ms": round(found["p99_us"] / 1000, 2),
    }
