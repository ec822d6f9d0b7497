"""How fast does bulk data come into the record, and out of it?

The Synthea bundles as one NDJSON file (their links written as ids), imported by `medcluster import` beside a running
server; then a whole `$export` over HTTP, from the kick-off to the manifest, and the fetching of its files. What each
costs in CPU is counted for the command, the server and the database apart.
"""

from __future__ import annotations

import http.client
import json
import re
import resource
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from benchmarks.load import bundles
from benchmarks.target import Target, own
from tests.pages.serving import Server

Results = list[dict[str, object]]
_LINK = re.compile(r'"reference":"((?:urn:uuid:|[A-Z][A-Za-z]+\?)[^"]*)"')
LOOK_SECONDS = 0.05


def bulk(server: Server) -> Results:
    """Import, then export; ours alone, for a peer takes files in its own way."""
    target = own(server)
    with tempfile.TemporaryDirectory(prefix="medcluster-bulk-") as folder:
        path = Path(folder) / "synthea.ndjson"
        lines = 0
        with path.open("w", encoding="utf-8") as stream:
            for line in documents():
                stream.write(line + "\n")
                lines += 1
        imported = _import(server, target, path, lines)
    return [imported, *_export(target)]


def documents() -> Iterator[str]:
    """Every resource of the bundles, once, with literal references."""
    first, rest = bundles()
    known: dict[str, str] = {}
    seen: set[str] = set()
    for data in [*first, *rest]:
        entries: list[dict[str, Any]] = [one for one in json.loads(data)["entry"] if "resource" in one]
        for entry in entries:
            found = entry["resource"]
            name = f"{found['resourceType']}/{found['id']}"
            known[entry.get("fullUrl", "")] = name
            for identifier in found.get("identifier", ()):
                told = f"{identifier.get('system')}|{identifier.get('value')}"
                known[f"{found['resourceType']}?identifier={told}"] = name
        for entry in entries:
            found = entry["resource"]
            name = f"{found['resourceType']}/{found['id']}"
            if name not in seen:
                seen.add(name)
                text = json.dumps(found, separators=(",", ":"), ensure_ascii=False)
                yield _LINK.sub(lambda match: f'"reference":"{known.get(match[1], match[1])}"', text)


def _import(server: Server, target: Target, path: Path, lines: int) -> dict[str, object]:
    words = ("import", str(path), "--custodian", "diagnostic-centre", "--errors", str(path.with_suffix(".errors")))
    before, used, started = target.costs(), _children(), time.perf_counter()
    said = server.command(*words)
    seconds, own_cpu, after = time.perf_counter() - started, _children() - used, target.costs()
    if f"{lines} resources imported" not in said:
        raise RuntimeError(said[-2000:])
    database = after["postgresql"].cpu_seconds - before["postgresql"].cpu_seconds
    return {
        "figure": "bulk import of NDJSON (medcluster import)",
        "server": target.name,
        "resources": lines,
        "seconds": round(seconds, 2),
        "resources_per_second": round(lines / seconds),
        "cpu_ms_per_resource": round((own_cpu + database) / lines * 1000, 3),
        "server_cpu_ms_per_resource": round(own_cpu / lines * 1000, 3),
        "database_cpu_ms_per_resource": round(database / lines * 1000, 3),
    }


def _children() -> float:
    told = resource.getrusage(resource.RUSAGE_CHILDREN)
    return told.ru_utime + told.ru_stime


def _export(target: Target) -> Results:
    connection = target.connection()
    before, started = target.costs(), time.perf_counter()
    connection.request("GET", f"{target.path}/$export", headers={**target.headers, "Prefer": "respond-async"})
    answer = connection.getresponse()
    said = answer.read()
    if answer.status != 202:
        raise RuntimeError(f"$export: {answer.status} {said[:400]!r}")
    manifest = _manifest(target, connection, answer.headers["Content-Location"])
    seconds, after = time.perf_counter() - started, target.costs()
    count = sum(one["count"] for one in manifest["output"])
    used = {name: after[name].cpu_seconds - before[name].cpu_seconds for name in after}
    exported: dict[str, object] = {
        "figure": "bulk export of the whole record ($export)",
        "server": target.name,
        "resources": count,
        "seconds": round(seconds, 2),
        "resources_per_second": round(count / seconds),
        "cpu_ms_per_resource": round(sum(used.values()) / count * 1000, 3),
        "server_cpu_ms_per_resource": round(used["server"] / count * 1000, 3),
        "database_cpu_ms_per_resource": round(used["postgresql"] / count * 1000, 3),
    }
    return [exported, _fetch(target, connection, manifest)]


def _manifest(target: Target, connection: http.client.HTTPConnection, place: str) -> dict[str, Any]:
    while True:
        connection.request("GET", urlsplit(place).path, headers=target.headers)
        answer = connection.getresponse()
        said = answer.read()
        if answer.status == 200:
            found: dict[str, Any] = json.loads(said)
            return found
        if answer.status != 202:
            raise RuntimeError(f"{place}: {answer.status} {said[:400]!r}")
        time.sleep(LOOK_SECONDS)


def _fetch(target: Target, connection: http.client.HTTPConnection, manifest: dict[str, Any]) -> dict[str, object]:
    started, size, lines = time.perf_counter(), 0, 0
    for file in manifest["output"]:
        connection.request("GET", urlsplit(file["url"]).path, headers=target.headers)
        answer = connection.getresponse()
        while piece := answer.read(1 << 20):
            size += len(piece)
            lines += piece.count(b"\n")
    expected = sum(one["count"] for one in manifest["output"])
    if lines != expected:
        raise RuntimeError(f"{lines} lines were fetched, and {expected} announced")
    seconds = time.perf_counter() - started
    return {
        "figure": "fetching the files of an export",
        "server": target.name,
        "resources": lines,
        "mib": round(size / 2**20, 1),
        "seconds": round(seconds, 2),
        "resources_per_second": round(lines / seconds),
    }
