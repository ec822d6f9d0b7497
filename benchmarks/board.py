"""How fast are the board's page and its live update, and how many enrolments a second, with N patients on protocols?

The page is asked for over HTTP by a signed-in coordinator, one request after the other, with the filters people use. A
live update is the time from sending a change over the FHIR API to the event that tells the board, one change at a time.
"""

from __future__ import annotations

import http.client
import http.cookies
import json
import re
import threading
import time
from datetime import UTC, datetime
from urllib.parse import urlencode, urlsplit

from benchmarks import load
from benchmarks.machine import percentile
from benchmarks.target import own
from tests.pages.serving import Server

PATHS = ("/board", "/board?state=late", "/board?protocol=hip-fast-track", "/board?hospital=saint-charles&sort=name")


def _ask(
    address: str, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None
) -> tuple[int, http.client.HTTPMessage, bytes]:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
    connection.request(method, path, body or None, headers or {})
    answer = connection.getresponse()
    said = answer.read()
    connection.close()
    return answer.status, answer.headers, said


def sign_in(address: str, role: str) -> str:
    """The Cookie header of a demonstration session."""
    cookies = http.cookies.SimpleCookie()
    _, headers, page = _ask(address, "GET", "/sign-in")
    for line in headers.get_all("set-cookie", []):
        cookies.load(line)
    csrf = re.search(rb'name="csrf" value="([^"]*)"', page)
    form = urlencode({"role": role, "csrf": csrf.group(1).decode() if csrf else ""}).encode()
    sent = "; ".join(f"{name}={one.value}" for name, one in cookies.items())
    _, headers, said = _ask(
        address,
        "POST",
        "/sign-in",
        form,
        {"Content-Type": "application/x-www-form-urlencoded", "Cookie": sent, "Origin": address},
    )
    for line in headers.get_all("set-cookie", []):
        cookies.load(line)
    if "medcluster_session" not in cookies:
        raise RuntimeError(f"no session: {said[:300]!r}")
    return "; ".join(f"{name}={one.value}" for name, one in cookies.items())


def pages(
    server: Server, patients: int, times: int = 200, while_alive: threading.Thread | None = None
) -> dict[str, object]:
    """The board's page, so many times; with `while_alive` no longer than that goes on."""
    cookie = sign_in(server.address, "coordinator")
    took: list[float] = []
    size = 0
    for number in range(times + 10):
        started = time.perf_counter()
        status, _, body = _ask(server.address, "GET", PATHS[number % len(PATHS)], headers={"Cookie": cookie})
        if while_alive is not None and not while_alive.is_alive():
            break
        if status != 200:
            raise RuntimeError(f"the board answered {status}")
        if number >= 10:
            took.append((time.perf_counter() - started) * 1000)
            size = max(size, len(body))
    if not took:
        raise RuntimeError("nothing was asked: what was to go on meanwhile had ended")
    return {
        "figure": "board page",
        "patients": patients,
        "requests": len(took),
        "p50_ms": round(percentile(took, 0.5), 1),
        "p99_ms": round(percentile(took, 0.99), 1),
        "largest_page_kib": round(size / 1024),
    }


def pages_during_load(server: Server, patients: int, bundles: int = 60) -> dict[str, object]:
    """The board's page, asked for while Synthea bundles are loaded from 4 clients."""
    loaded: list[dict[str, object]] = []
    begun = threading.Event()
    loading = threading.Thread(target=lambda: loaded.append(load.load(own(server), bundles, begun)))
    loading.start()
    begun.wait(60)
    result = pages(server, patients, while_alive=loading)
    loading.join()
    if not loaded:
        raise RuntimeError("the load that was to go on meanwhile failed")
    return {
        **result,
        "figure": "board page during a load",
        "resources_meanwhile": loaded[0]["resources"],
        "resources_per_second_meanwhile": loaded[0]["resources_per_second"],
    }


class _Following(threading.Thread):
    """Reads the board's events and keeps when each enrolment was last heard of."""

    def __init__(self, address: str, cookie: str) -> None:
        super().__init__(daemon=True)
        self._address, self._cookie = address, cookie
        self.heard: dict[str, float] = {}
        self.ready = threading.Event()

    def run(self) -> None:
        connection = http.client.HTTPConnection(urlsplit(self._address).netloc, timeout=120)
        connection.request("GET", "/board/events", headers={"Cookie": self._cookie})
        answer = connection.getresponse()
        while line := answer.readline():
            self.ready.set()
            if line.startswith(b"data: "):
                for enrolment in json.loads(line[6:]).get("enrolments", ()):
                    self.heard[enrolment] = time.perf_counter()


def live(server: Server, token: str, patients: int, times: int = 60) -> dict[str, object]:
    """From a change over the FHIR API to the event that tells the board."""
    following = _Following(server.address, sign_in(server.address, "coordinator"))
    following.start()
    following.ready.wait(10)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/fhir+json"}
    _, _, body = _ask(
        server.address, "GET", f"/fhir/Task?status=requested&_count={times * 2}&_sort=_id", headers=headers
    )
    took: list[float] = []
    for entry in json.loads(body)["entry"]:
        task = entry["resource"]
        plan = task["basedOn"][0]["reference"].removeprefix("CarePlan/")
        task["status"] = "completed"
        task["executionPeriod"] = {"end": datetime.now(UTC).isoformat(timespec="seconds")}
        started = time.perf_counter()
        status, _, said = _ask(server.address, "PUT", f"/fhir/Task/{task['id']}", json.dumps(task).encode(), headers)
        if status != 200:
            raise RuntimeError(f"{status}: {said[:300]!r}")
        until = started + 3
        while following.heard.get(plan, 0.0) < started and time.perf_counter() < until:
            time.sleep(0.001)
        if following.heard.get(plan, 0.0) >= started:
            took.append((following.heard[plan] - started) * 1000)
        if len(took) == times:
            break
    return {
        "figure": "live update of the board",
        "patients": patients,
        "changes": len(took),
        "p50_ms": round(percentile(took, 0.5), 1),
        "p99_ms": round(percentile(took, 0.99), 1),
    }
