"""How fast are the searches that hospitals really make, from 4 clients?

Thirty searches, each asked for different patients of the Synthea data; the patients are found on each server by
their identifiers, so that both answer the same questions. Both are warm: each search is asked by the same four clients
for a while before it is measured. Both look at what is there now: a server that would repeat what it found for the same
search up to a minute ago is told not to. A search that a server refuses is reported as refused.
"""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import quote

from benchmarks.load import CLIENTS, bundles
from benchmarks.machine import percentile
from benchmarks.target import Target

TIMES, WARMING = 240, 60  # of each search: those that are measured, after those that are not
LOINC = "http://loinc.org|"
SNOMED = "http://snomed.info/sct|"


@dataclass(frozen=True, slots=True)
class Patient:
    """A patient of the data as a server knows her."""

    id: str
    identifier: str
    family: str
    given: str
    born: str


SEARCHES: tuple[tuple[str, str], ...] = (
    ("patient by identifier", "Patient?identifier={identifier}"),
    ("patients by name", "Patient?name={family:.4}&_count=20"),
    ("patients by family, given and birth date", "Patient?family={family}&given={given}&birthdate={born}"),
    ("women born since 1980, youngest first", "Patient?gender=female&birthdate=ge1980&_sort=-birthdate&_count=20"),
    ("patient + code, newest first", f"Observation?patient={{id}}&code={LOINC}29463-7&_sort=-date&_count=20"),
    ("patient + category, newest first", "Observation?patient={id}&category=vital-signs&_sort=-date&_count=50"),
    ("all of a patient's results, newest first", "Observation?patient={id}&_sort=-date&_count=20"),
    ("code + date range", f"Observation?code={LOINC}8867-4&date=ge2018-01-01&date=lt2019-01-01&_count=20"),
    ("code + value", f"Observation?code={LOINC}29463-7&value-quantity=gt100&_count=20"),
    ("code and value as one", f"Observation?code-value-quantity={LOINC}29463-7$gt100&_count=20"),
    ("component's code and value as one", f"Observation?component-code-value-quantity={LOINC}8480-6$gt140&_count=20"),
    (
        "chained: by the patient's identifier",
        f"Observation?subject:Patient.identifier={{identifier}}&code={LOINC}8302-2",
    ),
    ("chained: by the patient's name", f"Observation?patient.family={{family}}&code={LOINC}8302-2&_count=20"),
    ("chained twice", "DiagnosticReport?result.code={loinc}718-7&patient={id}&_count=20"),
    ("_has: patients with a condition", f"Patient?_has:Condition:patient:code={SNOMED}15777000&_count=20"),
    ("_has: patients with a result", f"Patient?_has:Observation:patient:code={LOINC}4548-4&_count=20"),
    ("active conditions", "Condition?patient={id}&clinical-status=active"),
    ("count of one condition", f"Condition?code={SNOMED}444814009&_summary=count"),
    ("count of one code", f"Observation?code={LOINC}8302-2&_summary=count"),
    ("encounters since, with their hospital", "Encounter?patient={id}&date=ge2015&_include=Encounter:service-provider"),
    ("active prescriptions with prescriber", "MedicationRequest?patient={id}&_include=MedicationRequest:requester"),
    ("patient with all conditions", "Patient?_id={id}&_revinclude=Condition:patient"),
    ("reports with their results", "DiagnosticReport?patient={id}&_include=DiagnosticReport:result&_count=5"),
    ("procedures after", "Procedure?patient={id}&date=sa2015&_count=20"),
    ("immunisations, newest first", "Immunization?patient={id}&_sort=-date&_count=20"),
    ("claims of a patient", "Claim?patient={id}&_count=20"),
    ("one code with total", f"Observation?code={LOINC}8302-2&_total=accurate&_count=20"),
    ("changed lately", "Observation?_lastUpdated=gt2020-01-01&_count=50"),
    ("tenth page, newest first", f"Observation?code={LOINC}8867-4&_sort=-date&_count=50"),
    ("everything of a patient", "Patient/{id}/$everything?_count=100"),
)
DEEP = "tenth page, newest first"


def patients(target: Target) -> list[Patient]:
    """The patients of the data, found by their first identifier."""
    connection, found = target.connection(), []
    for body in bundles()[1]:
        data = next(e["resource"] for e in json.loads(body)["entry"] if e["resource"]["resourceType"] == "Patient")
        one = data["identifier"][0]
        identifier = f"{one['system']}|{one['value']}"
        page = target.json(connection, f"Patient?identifier={quote(identifier, safe='')}")
        entry = page["entry"][0]["resource"]  # type: ignore[index]
        name = data["name"][0]
        found.append(Patient(entry["id"], identifier, name["family"], name["given"][0], data["birthDate"]))
    return found


def searches(target: Target) -> list[dict[str, object]]:
    """One result for each search, and one for those that return a page taken together."""
    known = patients(target)
    target = replace(target, headers={**target.headers, "Cache-Control": "no-cache"})
    results, every = [], []
    for name, pattern in SEARCHES:
        addresses = [address(pattern, known[number % len(known)]) for number in range(TIMES)]
        if name == DEEP:
            deep = _page(target, addresses[0], 10)
            addresses = [deep] * TIMES
        took, status, size = _ask(target, addresses)
        result: dict[str, object] = {"figure": f"search: {name}", "server": target.name, "clients": CLIENTS}
        if status != 200:
            results.append({**result, "refused": status})
            continue
        every += took
        figures = {"p50_ms": percentile(took, 0.5), "p99_ms": percentile(took, 0.99)}
        results.append({**result, "kib": round(size / 1024), **{key: round(ms, 2) for key, ms in figures.items()}})
    whole = {"p50_ms": round(percentile(every, 0.5), 2), "p99_ms": round(percentile(every, 0.99), 2)}
    results.append({"figure": "search: all of them", "server": target.name, "clients": CLIENTS, **whole})
    return results


def address(pattern: str, patient: Patient) -> str:
    values = {key: getattr(patient, key) for key in ("id", "identifier", "family", "given", "born")}
    path, _, query = pattern.format(**values, loinc=LOINC).partition("?")
    return f"{path}?{quote(query, safe='=&:,.-_$')}"


def _page(target: Target, address: str, number: int) -> str:
    """The address of a page deep in."""
    connection = target.connection()
    for _ in range(number - 1):
        links = {link["relation"]: link["url"] for link in target.json(connection, address)["link"]}  # type: ignore[attr-defined]
        address = links["next"]
    return address


def _ask(target: Target, addresses: list[str]) -> tuple[list[float], int, int]:
    """Milliseconds of each, the first bad status or 200, and the size of an answer."""
    took: list[float] = []
    statuses: list[int] = []
    sizes: list[int] = []
    begun = threading.Barrier(CLIENTS)

    def client(mine: list[str]) -> None:
        connection: http.client.HTTPConnection = target.connection()
        for address in mine[: WARMING // CLIENTS]:
            target.get(connection, address)
        begun.wait(timeout=600)
        for address in mine:
            started = time.perf_counter()
            status, said = target.get(connection, address)
            took.append((time.perf_counter() - started) * 1000)
            statuses.append(status)
            sizes.append(len(said))

    _together([lambda mine=addresses[n::CLIENTS]: client(mine) for n in range(CLIENTS)])  # type: ignore[misc]
    bad = [status for status in statuses if status != 200]
    return took, bad[0] if bad else 200, max(sizes)


def _together(acts: list[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=act) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
