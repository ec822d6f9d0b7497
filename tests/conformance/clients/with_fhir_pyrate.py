"""PyPI fhir-pyrate: tables of many resources for research; it reads and searches, and writes nothing."""

from __future__ import annotations

import requests
from fhir_pyrate import Pirate
from reporting import BASE, MANY, MARK, SYSTEM, TOKEN, observation, patient, same, transaction, tried

session = requests.Session()
session.headers["Authorization"] = f"Bearer {TOKEN}"
pirate = Pirate(base_url=BASE, auth=session, num_processes=1, silence_fhirpath_warning=True)
made: list[str] = []


@tried("what it will look for is there")
def _() -> None:
    people = [patient(given=f"P{number:02d}", identifier=[{"system": SYSTEM, "value": f"{MARK}-{number}"}])
              for number in range(MANY)]  # fmt: skip
    answered = session.post(BASE, json=transaction(people), timeout=60).json()
    made.extend(one["response"]["location"].split("/_history")[0].rpartition("/")[2] for one in answered["entry"])
    weights = [observation(f"Patient/{one}", 60.5 + number, 1 + number) for number, one in enumerate(made[:5])]
    same(session.post(BASE, json=transaction(weights), timeout=60).status_code, 200)


@tried("search with paging, as a table")
def _() -> None:
    table = pirate.steal_bundles_to_dataframe("Patient", {"family:exact": MARK, "_count": 5, "_sort": "_id"})
    same((len(table), table["id"].nunique()), (MANY, MANY))


@tried("some pages alone")
def _() -> None:
    same(len(list(pirate.steal_bundles("Patient", {"family:exact": MARK, "_count": 5}, num_pages=2))), 2)


@tried("total")
def _() -> None:
    same(pirate.get_bundle_total("Patient", {"family:exact": MARK, "_total": "accurate"}), MANY)


@tried("columns by FHIRPath")
def _() -> None:
    paths = [("id", "Patient.id"), ("family", "Patient.name.family")]
    table = pirate.steal_bundles_to_dataframe("Patient", {"family:exact": MARK}, fhir_paths=paths)
    same((set(table["family"]), set(table["id"])), ({MARK}, set(made)))


@tried("a search for each row of a table")
def _() -> None:
    people = pirate.steal_bundles_to_dataframe("Patient", {"family:exact": MARK, "_sort": "given", "_count": 5}, 1)
    rows = pirate.trade_rows_for_dataframe(people, "Observation", {"subject": "id"}, with_ref=True)
    same(sorted(rows["valueQuantity_value"]), [60.5, 61.5, 62.5, 63.5, 64.5])


@tried("a span of time, cut into pieces")
def _() -> None:
    rows = pirate.sail_through_search_space_to_dataframe(
        "Observation", "date", "2026-03-01", "2026-03-04", {"subject:Patient.family": MARK}
    )
    same(len(rows), 3)


@tried("history")
def _() -> None:
    (bundle,) = pirate.steal_bundles("Patient", {"history": made[0]})
    same([one.resource.meta.versionId for one in bundle.entry], ["1"])


@tried("operation $everything")
def _() -> None:
    (bundle,) = pirate.steal_bundles(f"Patient/{made[0]}/$everything", {"_count": 50})
    same(sorted(one.resource.resourceType for one in bundle.entry), ["Observation", "Patient"])
