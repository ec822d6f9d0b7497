"""PyPI fhirpy, as its README shows it: resources, search sets, references, history and operations."""

from __future__ import annotations

from fhirpy import SyncFHIRClient
from fhirpy.base.exceptions import AuthorizationError, OperationOutcome, ResourceNotFound
from reporting import BASE, MANY, MARK, SYSTEM, TOKEN, observation, patient, same, transaction, tried

JSON_PATCH = {"Content-Type": "application/json-patch+json"}
client = SyncFHIRClient(BASE, authorization=f"Bearer {TOKEN}")
people = client.resources("Patient")
anna = client.resource("Patient", **patient(identifier=[{"system": SYSTEM, "value": f"{MARK}-1"}]))


@tried("create")
def _() -> None:
    anna.save()
    same(anna["meta"]["versionId"], "1")


@tried("read")
def _() -> None:
    found = client.reference("Patient", anna.id).to_resource()
    same(found.serialize(), anna.serialize())


@tried("update")
def _() -> None:
    anna["birthDate"] = "1970-02-03"
    anna.save()
    same((anna["meta"]["versionId"], anna["birthDate"]), ("2", "1970-02-03"))


@tried("refresh, not changed")
def _() -> None:
    anna.refresh()
    same(anna["birthDate"], "1970-02-03")


@tried("patch, as JSON Patch")
def _() -> None:
    patching = SyncFHIRClient(BASE, authorization=f"Bearer {TOKEN}", extra_headers=JSON_PATCH)
    steps = [{"op": "replace", "path": "/birthDate", "value": "1971-02-03"}]
    found = patching.execute(f"Patient/{anna.id}", method="patch", data=steps)
    same((found["birthDate"], found["meta"]["versionId"]), ("1971-02-03", "3"))


@tried("patch, as a document that R4 does not know, is refused in words")
def _() -> None:
    try:
        client.patch("Patient", anna.id, birthDate="1972-02-03")
    except OperationOutcome as refused:
        assert "json-patch+json" in str(refused), refused
    else:
        raise AssertionError("a merge document was taken for a patch")
    same(client.get("Patient", anna.id)["birthDate"], "1971-02-03")


@tried("transaction")
def _() -> None:
    answered = client.execute("", data=transaction([patient(given=f"P{number:02d}") for number in range(MANY)]))
    same({one["response"]["status"][:3] for one in answered["entry"]}, {"201"})


@tried("search with paging")
def _() -> None:
    found = [one.id for one in people.search(family__exact=MARK).limit(5)]
    same((len(found), len(set(found))), (MANY + 1, MANY + 1))


@tried("search: sorted, elements, first")
def _() -> None:
    first = people.search(family=MARK, given="P").sort("-given").elements("name").first()
    same(first["name"][0]["given"], [f"P{MANY - 1:02d}"])
    assert "gender" not in first


@tried("search: identifier, get")
def _() -> None:
    same(people.search(identifier=f"{SYSTEM}|{MARK}-1").get().id, anna.id)


@tried("search: chain, has, include, revinclude, date")
def _() -> None:
    for day in (1, 2, 3):
        client.resource("Observation", **observation(f"Patient/{anna.id}", 70.5 + day, day)).save()
    weights = client.resources("Observation").search(patient__Patient__family=MARK, date__ge="2026-03-02")
    same(len(weights.fetch()), 2)
    same([one.id for one in people.has("Observation", "patient", code="29463-7").search(family=MARK)], [anna.id])
    beside = weights.include("Observation", "patient").fetch_raw()
    same(sum(one["resource"]["resourceType"] == "Patient" for one in beside["entry"]), 1)
    beside = people.search(_id=anna.id).revinclude("Observation", "patient").fetch_raw()
    same(len(beside["entry"]), 4)


@tried("count, with a parameter of its own, where handling is lenient")
def _() -> None:
    lenient = SyncFHIRClient(BASE, authorization=f"Bearer {TOKEN}", extra_headers={"Prefer": "handling=lenient"})
    same(lenient.resources("Patient").search(family=MARK, _total="accurate").count(), MANY + 1)


@tried("conditional update")
def _() -> None:
    changed, created = people.search(identifier=f"{SYSTEM}|{MARK}-1").update(
        client.resource("Patient", **patient(identifier=anna["identifier"], gender="unknown"))
    )
    same((changed.id, changed["gender"], created), (anna.id, "unknown", False))


@tried("history")
def _() -> None:
    found = client.execute(f"Patient/{anna.id}/_history", method="get")
    same([one["resource"]["meta"]["versionId"] for one in found["entry"]], ["4", "3", "2", "1"])


@tried("operation $everything")
def _() -> None:
    found = client.reference("Patient", anna.id).execute("$everything", method="get")
    same(sorted({one["resource"]["resourceType"] for one in found["entry"]})[:2], ["Observation", "Patient"])


@tried("operation $validate")
def _() -> None:
    assert client.resource("Patient", **patient()).is_valid(raise_exception=True)
    assert not client.resource("Patient", resourceType="Patient", gender="no such gender").is_valid()


@tried("what is wrong is an OperationOutcome")
def _() -> None:
    try:
        client.resource("Observation", status="final").save()
    except OperationOutcome as refused:
        assert "code" in str(refused), refused
    else:
        raise AssertionError("an Observation without a code was taken")


@tried("a stranger is sent away")
def _() -> None:
    try:
        SyncFHIRClient(BASE, authorization="Bearer no").resources("Patient").fetch()
    except AuthorizationError:
        return
    raise AssertionError("a stranger was answered")


@tried("delete")
def _() -> None:
    gone = client.resource("Patient", **patient(family=f"{MARK}-gone")).save()
    gone.delete()
    try:
        client.get("Patient", gone.id)
    except ResourceNotFound:
        return
    raise AssertionError("what was deleted is read")
