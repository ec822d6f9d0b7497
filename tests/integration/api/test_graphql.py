"""`$graphql`: what a query gives, what it refuses, and how little it asks the record."""

from __future__ import annotations

from typing import Any

import asyncpg
import graphql
import pytest
import pytest_asyncio

from tests.integration.api.site import Site

Json = dict[str, Any]

BORN = "1974-12-25T14:35:45-05:00"
HELD = {"managingOrganization": {"resource": {"name": "Held"}}}
PATIENT: Json = {
    "resourceType": "Patient",
    "id": "gql-anna",
    "active": True,
    "identifier": [{"system": "urn:oid:1.2", "value": "12345"}],
    "name": [
        {"use": "official", "family": "Chalmers", "given": ["Peter", "James"]},
        {"use": "usual", "given": ["Jim"]},
        {"use": "maiden", "family": "Windsor", "given": ["Peter", "James"]},
    ],
    "birthDate": "1974-12-25",
    "_birthDate": {"extension": [{"url": "urn:birth-time", "valueDateTime": BORN}]},
    "managingOrganization": {"reference": "#held"},
    "contained": [{"resourceType": "Organization", "id": "held", "name": "Held"}],
}


def _weight(number: int) -> Json:
    return {
        "resourceType": "Observation",
        "id": f"gql-weight-{number}",
        "status": "final",
        "code": {"coding": [{"system": "http://loinc.org", "code": "29463-7"}, {"system": "urn:x", "code": "w"}]},
        "subject": {"reference": f"Patient/gql-{number}" if number else "Patient/gql-anna"},
        "performer": [{"reference": "Practitioner/gql-levi"}],
        "effectiveDateTime": f"2024-01-{number + 1:02}",
        "valueQuantity": {"value": 72.50, "unit": "kg"},
    }


@pytest_asyncio.fixture(scope="module", autouse=True)
async def known(site: Site) -> None:
    """Anna, seven others, a weight of each, and who took it."""
    writer = await site.interface()
    resources = [PATIENT, {"resourceType": "Practitioner", "id": "gql-levi", "name": [{"family": "Levi"}]}]
    resources += [{"resourceType": "Patient", "id": f"gql-{n}", "name": [{"family": "Gqlov"}]} for n in range(1, 8)]
    resources += [_weight(number) for number in range(8)]
    broken = _weight(0) | {"id": "gql-broken", "subject": {"reference": "Patient/gql-anna"}}
    broken["hasMember"] = [{"reference": "Observation/nowhere"}]
    for resource in [*resources, broken]:
        text = f"/fhir/{resource['resourceType']}/{resource['id']}"
        answer = await writer.put(text, json=resource)
        assert answer.status_code == 201, answer.text


async def _answer(site: Site, query: str, at: str = "Patient/gql-anna", **more: Any) -> Json:
    doctor = await site.doctor()
    address = f"/fhir/{at}/$graphql" if at else "/fhir/$graphql"
    answer = await doctor.post(address, json={"query": query, **more})
    assert answer.headers["Content-Type"].startswith("application/json")
    found: Json = answer.json()
    assert answer.status_code == 200 or found["errors"]
    return found


async def _data(site: Site, query: str, at: str = "Patient/gql-anna", **more: Any) -> Json:
    found = await _answer(site, query, at, **more)
    assert "errors" not in found, found
    data: Json = found["data"]
    return data


NAMES = [{"given": ["Peter", "James"], "family": "Chalmers"}, {"given": ["Jim"]}]


@pytest.mark.parametrize(
    ("query", "data"),
    [
        ("{ id active name(_count: 2) { text given family } }", {"id": "gql-anna", "active": True, "name": NAMES}),
        ('{ name(fhirpath: "family.exists()") { family } }', {"name": [{"family": "Chalmers"}, {"family": "Windsor"}]}),
        ("{ name(use: usual) { given } }", {"name": [{"given": ["Jim"]}]}),
        ("{ name(_offset: 1, _count: 1) { use } }", {"name": [{"use": "usual"}]}),
        ("{ _birthDate { extension { valueDateTime } } }", {"_birthDate": {"extension": [{"valueDateTime": BORN}]}}),
        ('{ identifier(system: "urn:other") { value } id }', {"id": "gql-anna"}),
        ("{ a: id resourceType __typename }", {"a": "gql-anna", "resourceType": "Patient", "__typename": "Patient"}),
        ("{ identifier @skip(if: true) { value } active @include(if: true) }", {"active": True}),
        ("{ managingOrganization { resource { ... on Organization { name } } } }", HELD),
        ("fragment n on HumanName { use } { name(_count: 1) { ...n } }", {"name": [{"use": "official"}]}),
        ("{ ...p } fragment p on Patient { active }", {"active": True}),
        (
            "{ identifier @flatten { value } name @flatten { text given @first family } }",
            {"value": ["12345"], "given": ["Peter", "Jim", "Peter"], "family": ["Chalmers", "Windsor"]},
        ),
        (
            "{ identifier @flatten { value @singleton } name @flatten @first { given family @singleton } }",
            {"value": "12345", "given": ["Peter", "James"], "family": "Chalmers"},
        ),
        (
            '{ name @flatten @slice(path: "use") { given family @singleton } }',
            {
                "given.official": ["Peter", "James"],
                "family.official": "Chalmers",
                "given.usual": ["Jim"],
                "given.maiden": ["Peter", "James"],
                "family.maiden": "Windsor",
            },
        ),
        (
            '{ name @flatten @slice(path: "$index") { family @singleton } }',
            {"family.0": "Chalmers", "family.2": "Windsor"},
        ),
    ],
)  # fmt: skip
async def test_queries_of_a_resource(site: Site, query: str, data: Json) -> None:
    assert await _data(site, query) == data


async def test_references_lead_on(site: Site) -> None:
    at = "Observation/gql-weight-0"
    query = "{ valueQuantity { value } subject { reference resource { active } } ...p }"
    query += " fragment p on Observation { performer { resource { name { family } } } }"
    doctor = await site.doctor()
    answer = await doctor.get(f"/fhir/{at}/$graphql", params={"query": query})
    assert b'"value":72.5' in answer.content
    assert answer.json()["data"]["subject"] == {"reference": "Patient/gql-anna", "resource": {"active": True}}
    assert answer.json()["data"]["performer"] == [{"resource": {"name": [{"family": "Levi"}]}}]
    assert await _data(site, "{ id subject { resource(type: Group) { active } } }", at) == {"id": "gql-weight-0"}
    narrowed = "{ subject { resource { ... on Patient { active } ... on Group { quantity } } } }"
    assert await _data(site, narrowed, at) == {"subject": {"resource": {"active": True}}}


async def test_a_reference_into_nothing_is_an_error_unless_it_is_optional(site: Site) -> None:
    found = await _answer(site, "{ id hasMember { resource { id } } }", "Observation/gql-broken")
    assert found["data"] == {"id": "gql-broken"}
    assert found["errors"][0]["extensions"]["resource"]["resourceType"] == "OperationOutcome"
    optional = "{ hasMember { reference resource(optional: true) { id } } }"
    data = await _data(site, optional, "Observation/gql-broken")
    assert data == {"hasMember": [{"reference": "Observation/nowhere"}]}


async def test_the_system_gives_one_a_list_and_pages(site: Site) -> None:
    assert await _data(site, "{ Patient(id: gql-anna) { id } }".replace("gql-anna", '"gql-anna"'), "") == {
        "Patient": {"id": "gql-anna"}
    }
    listed = await _data(site, '{ PatientList(family: "Gqlov", _sort: "-_id") { id } }', "")
    assert [one["id"] for one in listed["PatientList"]] == [f"gql-{n}" for n in range(7, 0, -1)]
    query = """query q($c: String) { PatientConnection(family: "Gqlov", _count: 3, cursor: $c) {
        count pagesize next edges { mode resource { id } } } }"""
    seen: list[str] = []
    cursor = None
    for _ in range(3):
        page = (await _data(site, query, "", variables={"c": cursor}))["PatientConnection"]
        assert (page["count"], page["pagesize"]) == (7, 3)
        seen += [edge["resource"]["id"] for edge in page["edges"]]
        cursor = page.get("next")
    assert cursor is None and sorted(seen) == [f"gql-{n}" for n in range(1, 8)]


async def test_searches_inside_resources_are_dealt_out_and_cost_a_few_statements(site: Site, owner_url: str) -> None:
    connection = await asyncpg.connect(owner_url)
    before = await connection.fetchval("SELECT count(*) FROM record.audit")
    query = """{ PatientList(family: "Gqlov") {
        id ObservationList(_reference: subject) { id subject { resource { id } } performer { resource { id } } } } }"""
    data = await _data(site, query, "")
    after = await connection.fetchval("SELECT count(*) FROM record.audit")
    await connection.close()
    assert len(data["PatientList"]) == 7
    for one in data["PatientList"]:
        number = one["id"].removeprefix("gql-")
        (weight,) = one["ObservationList"]
        assert weight["id"] == f"gql-weight-{number}"
        assert weight["subject"] == {"resource": {"id": one["id"]}}
        assert weight["performer"] == [{"resource": {"id": "gql-levi"}}]
    assert after - before <= 4  # the list, the weights of all, the patients, who took them


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("{ identifier { something } }", "Identifier has no field something"),
        ("{ name }", "say which fields of name"),
        ("{ id { x } }", "plain value"),
        ("{ id ", "line 1"),
        ("mutation { PatientDelete(id: 1) { id } }", "a mutation is not offered"),
        ("{ id @nonsense }", "@nonsense is unknown"),
        ("{ name(colour: red) { use } }", "no argument colour"),
        ("{ ...f } fragment f on Patient { ...f }", "leads into itself"),
        ("query q { id } query r { id }", "name one operation"),
        ("query q($v: Boolean!) { id @skip(if: $v) }", "has no value"),
        ("{ name { use } name(use: usual) { use } }", "in two ways"),
        ("{ ObservationList { id } }", "needs the argument _reference"),
        ('{ ObservationList(_reference: "code") { id } }', "refers to a resource"),
        ("", "there is no query"),
        ("{ name { period " + "{ x " * 80, "deep"),
        ("{ " + " ".join(f"a{n}: id" for n in range(600)) + " }", "at most 500 fields"),
        ('{ name(fhirpath: "family.") { use } }', "FHIRPath"),
        ("{ name @slice(path: \"use\") { use } }", "@slice goes with @flatten"),
    ],
)  # fmt: skip
async def test_what_cannot_be_answered_is_told_before_anything_is_read(site: Site, query: str, word: str) -> None:
    doctor = await site.doctor()
    answer = await doctor.post("/fhir/Patient/gql-anna/$graphql", json={"query": query})
    assert answer.status_code == 400, answer.text
    assert word in answer.json()["errors"][0]["message"]
    assert answer.json()["data"] is None


async def test_unknown_search_parameters_and_several_singletons_are_errors_of_their_field(site: Site) -> None:
    found = await _answer(site, '{ a: PatientList(colour: "red") { id } b: Patient(id: "gql-1") { id } }', "")
    assert found["data"] == {"b": {"id": "gql-1"}}
    assert found["errors"][0]["path"] == ["a"] and "colour" in found["errors"][0]["message"]
    found = await _answer(site, "{ id name @flatten { family @singleton } }")
    assert "more than one value" in found["errors"][0]["message"]


async def test_rights_hold(site: Site) -> None:
    stranger = await site.doctor("imc-foundation")
    hidden = await stranger.get("/fhir/Patient/gql-anna/$graphql?query={id}")
    assert hidden.status_code == 404
    query = '{ PatientList(family: "Gqlov") { id } Patient(id: "gql-anna") { id } }'
    found = (
        await stranger.post("/fhir/$graphql", content=query, headers={"Content-Type": "application/graphql"})
    ).json()
    assert found["data"] == {} and "There is no Patient/gql-anna" in found["errors"][0]["message"]


async def test_the_schema_tells_itself(site: Site) -> None:
    found = await _data(site, graphql.get_introspection_query(), "")
    names = {one["name"] for one in found["__schema"]["types"]}
    assert {"Patient", "HumanName", "PatientContact", "PatientConnection", "Query"} <= names
    assert graphql.build_client_schema(found).query_type is not None  # type: ignore[arg-type]
    one = '{ __type(name: "Reference") { fields { name type { name } } } }'
    fields = (await _data(site, one, ""))["__type"]["fields"]
    assert {"name": "resource", "type": {"name": "Resource"}} in fields


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("{ __schema { types { " + "fields { type { " * 8 + "name" + " } } " * 8 + "} } }", "depth"),
        ('{ __schema { types { name } } Patient(id: "x") { id } }', "a query of its own"),
        ("{ __schema { nonsense } }", "nonsense"),
    ],
)
async def test_questions_about_the_schema_are_bounded(site: Site, query: str, word: str) -> None:
    answer = await (await site.doctor()).post("/fhir/$graphql", json={"query": query})
    assert answer.status_code == 400
    assert word in answer.json()["errors"][0]["message"]
