"""Who is let in: tokens, roles, what needs no sign-in, and the trace that each access leaves."""

from __future__ import annotations

import asyncpg
import pytest

from tests.integration.api.site import Site, issues, observation, patient


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer nonsense"}, {"Authorization": "Basic eDp5"}])
async def test_without_a_valid_token_nobody_is_let_in(site: Site, headers: dict[str, str]) -> None:
    stranger = await site.anyone(headers)
    for method, path in (
        ("GET", "/fhir/Patient"),
        ("GET", "/fhir/Patient/x"),
        ("POST", "/fhir/Patient"),
        ("POST", "/fhir"),
        ("PUT", "/fhir/Patient/x"),
        ("DELETE", "/fhir/Patient/x"),
        ("GET", "/fhir/CarePlan/x/$progress"),
        ("GET", "/board/events"),
    ):
        answer = await stranger.request(method, path)
        assert answer.status_code == 401, path
        assert issues(answer)[0]["code"] == "login"
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")


async def test_a_revoked_token_opens_nothing(site: Site) -> None:
    token = await site.token("doctor", "saint-charles")
    client = await site.anyone({"Authorization": f"Bearer {token}"})
    assert (await client.get("/fhir/Patient")).status_code == 200
    newest = max(await site.platform.accounts.tokens(), key=lambda one: one.created)
    await site.platform.accounts.revoke_token(newest.id)
    assert (await client.get("/fhir/Patient")).status_code == 401


@pytest.mark.parametrize("role", ["manager", "administrator"])
async def test_who_runs_the_cluster_reads_no_clinical_data(site: Site, role: str) -> None:
    client = await site.of(role, "imc-foundation")
    for path in ("/fhir/Patient", "/fhir/Observation", "/fhir/Patient/x", "/fhir/Task", "/fhir/AuditEvent"):
        answer = await client.get(path)
        assert answer.status_code == 403, path
        assert issues(answer)[0]["code"] == "forbidden"
    assert (await client.post("/fhir/Patient", json=patient())).status_code == 403
    assert (await client.get("/fhir/Organization")).status_code == 200


@pytest.mark.parametrize(
    ("role", "resource"),
    [
        ("nurse", {"resourceType": "MedicationRequest", "status": "active", "intent": "order"}),
        ("physiotherapist", patient()),
        ("coordinator", observation("Patient/x")),
        ("doctor", {"resourceType": "Organization", "name": "Mine"}),
    ],
)
async def test_a_role_writes_only_what_it_may(site: Site, role: str, resource: dict[str, object]) -> None:
    client = await site.of(role, "saint-charles")
    if resource["resourceType"] == "MedicationRequest":
        resource = {**resource, "medicationCodeableConcept": {"text": "x"}, "subject": {"reference": "Patient/x"}}
    assert (await client.post(f"/fhir/{resource['resourceType']}", json=resource)).status_code == 403


async def test_a_doctor_deletes_nothing(site: Site) -> None:
    doctor = await site.doctor()
    made = (await doctor.post("/fhir/Patient", json=patient())).json()["id"]
    assert (await doctor.delete(f"/fhir/Patient/{made}")).status_code == 403
    assert (await doctor.get(f"/fhir/Patient/{made}")).status_code == 200


async def test_a_patient_reads_herself_alone(site: Site) -> None:
    doctor = await site.doctor()
    anna = (await doctor.post("/fhir/Patient", json=patient("Petrova"))).json()["id"]
    vera = (await doctor.post("/fhir/Patient", json=patient("Sorokina"))).json()["id"]
    for owner in (anna, vera):
        await doctor.post("/fhir/Observation", json=observation(f"Patient/{owner}"))
    her = await site.of("patient", "saint-charles", anna)
    assert (await her.get(f"/fhir/Patient/{anna}")).status_code == 200
    assert (await her.get(f"/fhir/Patient/{vera}")).status_code == 404
    found = (await her.get("/fhir/Observation")).json()["entry"]
    assert {one["resource"]["subject"]["reference"] for one in found} == {f"Patient/{anna}"}
    assert len((await her.get("/fhir/Patient")).json()["entry"]) == 1


async def test_what_needs_no_sign_in_is_open(site: Site) -> None:
    stranger = await site.anyone()
    assert (await stranger.get("/health/live")).json() == {"status": "live"}
    assert (await stranger.get("/health/ready")).json() == {"status": "ready"}
    statement = (await stranger.get("/fhir/metadata")).json()
    assert (statement["resourceType"], statement["fhirVersion"]) == ("CapabilityStatement", "4.0.1")
    types = {one["type"]: one for one in statement["rest"][0]["resource"]}
    assert {"birthdate", "identifier", "name"} <= {one["name"] for one in types["Patient"]["searchParam"]}
    assert {"transaction", "batch"} <= {one["code"] for one in statement["rest"][0]["interaction"]}


async def test_what_the_statement_offers_for_searches_is_not_refused_as_unknown(site: Site) -> None:
    doctor = await site.doctor()
    statement = (await doctor.get("/fhir/metadata")).json()
    offered = next(one for one in statement["rest"][0]["resource"] if one["type"] == "Patient")["searchParam"]
    samples = {"date": "2020", "token": "x", "string": "x", "reference": "Patient/x", "uri": "urn:x"}
    samples |= {"_filter": "id eq x", "_list": "x"}
    for one in offered:
        value = samples.get(one["name"]) or samples.get(one["type"], "1")
        answer = await doctor.get("/fhir/Patient", params={one["name"]: value})
        assert answer.status_code == 200, (one, answer.text)


async def test_a_foreign_page_cannot_write_with_the_cookie_of_a_session(site: Site) -> None:
    client = await site.anyone({"Cookie": "medcluster_session=whatever"})
    assert (await client.post("/fhir/Patient", json=patient())).status_code == 401


async def test_each_access_leaves_a_row_in_the_audit(site: Site, owner_url: str) -> None:
    doctor = await site.of("surgeon", "saint-charles")
    connection = await asyncpg.connect(owner_url)
    try:

        async def rows() -> int:
            async with connection.transaction():
                await connection.execute("SET LOCAL medcluster.every_row = 'on'")
                return int(await connection.fetchval("SELECT count(*) FROM record.audit WHERE role = 'surgeon'"))

        made = (await doctor.post("/fhir/Patient", json=patient("Traced"))).json()["id"]
        before = await rows()
        address = f"/fhir/Patient/{made}"
        for method, path, body in (
            ("GET", address, None),
            ("GET", f"{address}/_history", None),
            ("GET", f"{address}/_history/1", None),
            ("GET", "/fhir/Patient?family=Traced", None),
            ("GET", "/fhir/Patient?family=Traced&_summary=count", None),
            ("PUT", address, patient("Traced", id=made)),
            ("POST", "/fhir/Patient", patient("Traced")),
            ("GET", "/fhir/Patient/somebody-hidden", None),
        ):
            await doctor.request(method, path, json=body)
            now = await rows()
            assert now > before, f"{method} {path} left no trace"
            before = now
    finally:
        await connection.close()


async def test_the_audit_never_holds_a_name(site: Site, owner_url: str) -> None:
    doctor = await site.doctor()
    await doctor.post("/fhir/Patient", json=patient("Markerova"))
    await doctor.get("/fhir/Patient?family=Markerova")
    connection = await asyncpg.connect(owner_url)
    try:
        async with connection.transaction():
            await connection.execute("SET LOCAL medcluster.every_row = 'on'")
            held = await connection.fetchval("SELECT count(*) FROM record.audit a WHERE a::text ILIKE '%Markerova%'")
    finally:
        await connection.close()
    assert held == 0
