"""Is every word of the CapabilityStatement true of the running server? One request for each claim."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
import pytest_asyncio

from medcluster.cluster import Role, allowed
from medcluster.fhir import types, xml
from medcluster.record import Action
from tests.integration.api.site import BASE, JSON_PATCH, Site, bundle, entry, issues, patient

Json = dict[str, Any]
SAMPLES = {
    "token": "x",
    "string": "x",
    "uri": "urn:x",
    "date": "2020",
    "number": "1",
    "quantity": "1",
    "composite": "a$b",
    "special": "1|2|3|km",
}
SPECIAL = {"_filter": "id eq x", "_list": "x", "_text": "x", "_content": "x", "_query": "x"}


@pytest_asyncio.fixture(scope="module")
async def claimed(site: Site) -> Json:
    """The statement; it needs no sign-in."""
    answer = await (await site.anyone()).get("/fhir/metadata")
    assert answer.status_code == 200
    assert isinstance(types.decode(answer.content), types.CapabilityStatement)
    found: Json = answer.json()
    return found


def _types(claimed: Json) -> dict[str, Json]:
    return {one["type"]: one for one in claimed["rest"][0]["resource"]}


async def _offered(client: httpx.AsyncClient, method: str, address: str, **more: Any) -> httpx.Response:
    """The answer of an address where something is offered: no 404 for the address, no 405, no 501."""
    answer = await client.request(method, address, **more)
    assert answer.status_code not in (405, 500, 501), (method, address, answer.text[:500])
    assert "nothing at this address" not in answer.text, (method, address)
    return answer


async def test_it_tells_of_every_type_and_of_this_place(site: Site, claimed: Json) -> None:
    assert set(_types(claimed)) == set(types.RESOURCE_TYPES)
    assert claimed["implementation"]["url"] == f"{BASE}/fhir"
    assert claimed["fhirVersion"] == "4.0.1"


async def test_it_is_right_by_the_rules_of_r4(site: Site, claimed: Json) -> None:
    found = await (await site.interface()).post("/fhir/CapabilityStatement/$validate", json=claimed)
    errors = [one for one in issues(found) if one["severity"] in ("error", "fatal")]
    # R4 binds format to media types, and writes in its definition that it may be `xml` or `json` too
    assert [one for one in errors if not one["expression"][0].startswith("CapabilityStatement.format[")] == []


async def test_modes_and_formats(site: Site, claimed: Json) -> None:
    stranger = await site.anyone()
    assert (await stranger.get("/fhir/metadata?mode=full")).json() == claimed
    assert "Patient" in _types((await stranger.get("/fhir/metadata?mode=normative")).json())
    assert "Task" not in _types((await stranger.get("/fhir/metadata?mode=normative")).json())
    assert (await stranger.get("/fhir/metadata?mode=other")).status_code == 400
    for name in claimed["format"]:
        answer = await stranger.get("/fhir/metadata", params={"_format": name})
        assert answer.status_code == 200 and name.rpartition("+")[2] in answer.headers["Content-Type"]
    document = (await stranger.get("/fhir/metadata", headers={"Accept": "application/fhir+xml"})).content
    assert isinstance(xml.decode(document), types.CapabilityStatement)


ADDRESSES = {
    "read": ("GET", "{type}/{id}", Action.READ),
    "vread": ("GET", "{type}/{id}/_history/1", Action.READ),
    "update": ("PUT", "{type}/{id}", Action.WRITE),
    "patch": ("PATCH", "{type}/{id}", Action.WRITE),
    "delete": ("DELETE", "{type}/{id}", Action.DELETE),
    "history-instance": ("GET", "{type}/{id}/_history", Action.READ),
    "history-type": ("GET", "{type}/_history", Action.READ),
    "create": ("POST", "{type}", Action.WRITE),
    "search-type": ("GET", "{type}?_count=1", Action.READ),
}
RIGHT = {  # what is wanted of a resource before anybody asks who writes it
    "AuditEvent": {
        "type": {"code": "rest"},
        "recorded": "2026-01-01T00:00:00Z",
        "agent": [{"requestor": True}],
        "source": {"observer": {"display": "x"}},
    },
    "OperationOutcome": {"issue": [{"severity": "error", "code": "invalid"}]},
}


def _request(code: str, name: str) -> tuple[str, str, Json]:
    """An interaction with something of a type that is not there."""
    method, address, _ = ADDRESSES[code]
    more: Json = {}
    if method == "PATCH":
        more = {"content": b'[{"op":"test","path":"/id","value":"absent"}]', "headers": JSON_PATCH}
    elif method in ("POST", "PUT"):
        more = {"json": {"resourceType": name, "id": "absent", **RIGHT.get(name, {})}}
    return method, f"/fhir/{address.format(type=name, id='absent')}", more


async def _one_who_may(site: Site, action: Action, name: str) -> httpx.AsyncClient | None:
    """A client whose role has this in the access table."""
    roles = [role for role in (Role.INTERFACE, *Role) if role is not Role.PATIENT and allowed(role, action, name)]
    return await site.of(str(roles[0]), "saint-charles") if roles else None


async def test_every_interaction_that_is_claimed_of_a_type_is_answered_to_a_role_that_may(
    site: Site, claimed: Json
) -> None:
    for name, told in _types(claimed).items():
        for one in told.get("interaction", ()):
            client = await _one_who_may(site, ADDRESSES[one["code"]][2], name)
            assert client is not None, f"{one['code']} of {name} is claimed, and nobody may"
            method, address, more = _request(one["code"], name)
            answer = await _offered(client, method, address, **more)
            assert answer.status_code < 500 and answer.status_code not in (401, 403), (method, address, answer.text)


async def test_what_is_not_claimed_of_a_type_is_refused_to_every_role(site: Site, claimed: Json) -> None:
    left: set[tuple[str, str]] = set()
    for name, told in _types(claimed).items():
        left |= {(code, name) for code in set(ADDRESSES) - {one["code"] for one in told.get("interaction", ())}}
    kept_by_nobody = {"AuditEvent", "OperationOutcome", "Parameters"}
    assert left == {(code, name) for code in ADDRESSES for name in kept_by_nobody} | {("delete", "Provenance")}
    for role in Role:
        if role is Role.PATIENT:  # needs a patient of her own; the table gives her no type that nobody else has
            continue
        client = await site.of(str(role), "saint-charles")
        for code, name in sorted(left):
            method, address, more = _request(code, name)
            answer = await client.request(method, address, **more)
            assert answer.status_code == 403, (role, method, address, answer.text)
    assert not any(allowed(Role.PATIENT, ADDRESSES[code][2], name) for code, name in left)


async def test_of_what_nobody_keeps_nothing_is_said_but_that_it_can_be_validated(site: Site, claimed: Json) -> None:
    interface = await site.interface()
    for name in ("AuditEvent", "OperationOutcome", "Parameters"):
        told = _types(claimed)[name]
        assert set(told) == {"type", "profile", "documentation", "operation"}
        assert [one["name"] for one in told["operation"]] == ["validate"]
        body = {"resourceType": name, **RIGHT.get(name, {})}
        assert (await interface.post(f"/fhir/{name}/$validate", json=body)).status_code == 200
    assert "conditionalDelete" not in _types(claimed)["Provenance"]
    assert (await interface.delete("/fhir/Provenance?_id=absent")).status_code == 403
    assert not any(one.startswith("AuditEvent:") for one in _types(claimed)["Patient"]["searchRevInclude"])


async def test_versions_and_conditions_are_as_claimed(site: Site, claimed: Json) -> None:
    told = _types(claimed)["Patient"]
    interface = await site.interface()
    assert told["versioning"] == "versioned" and told["readHistory"] and told["updateCreate"]
    made = await interface.put("/fhir/Patient/claimed", json=patient("Claimed", id="claimed"))
    assert made.status_code == 201
    read = await interface.get("/fhir/Patient/claimed/_history/1")
    assert read.status_code == 200
    if told.get("conditionalRead") in ("not-match", "full-support"):
        headers = {"If-None-Match": read.headers["ETag"]}
        assert (await interface.get("/fhir/Patient/claimed", headers=headers)).status_code == 304
    if told.get("conditionalRead") in ("modified-since", "full-support"):
        headers = {"If-Modified-Since": read.headers["Last-Modified"]}
        assert (await interface.get("/fhir/Patient/claimed", headers=headers)).status_code == 304
    by = "identifier=urn:claims|1"
    named = patient("Conditions", identifier=[{"system": "urn:claims", "value": "1"}])
    if told.get("conditionalCreate"):
        headers = {"If-None-Exist": by}
        statuses = [(await interface.post("/fhir/Patient", json=named, headers=headers)).status_code for _ in range(2)]
        assert statuses == [201, 200]
    if told.get("conditionalUpdate"):
        assert (await interface.put(f"/fhir/Patient?{by}", json=named)).status_code == 200
    if told.get("conditionalDelete"):
        assert (await interface.delete(f"/fhir/Patient?{by}")).status_code == 204


async def test_every_way_to_patch_is_taken(site: Site, claimed: Json) -> None:
    interface = await site.interface()
    await interface.put("/fhir/Patient/patched", json=patient("Patched", id="patched"))
    steps = [
        ("type", "valueCode", "replace"),
        ("path", "valueString", "Patient.name[0].family"),
        ("value", "valueString", "P"),
    ]
    operation = {"name": "operation", "part": [{"name": n, k: v} for n, k, v in steps]}
    fhirpath: Json = {"resourceType": "Parameters", "parameter": [operation]}
    bodies = {
        "application/json-patch+json": b'[{"op":"replace","path":"/name/0/family","value":"P"}]',
        "application/fhir+json": types.encode(types.from_plain(fhirpath)),
        "application/fhir+xml": xml.encode(types.from_plain(fhirpath)),
    }
    assert claimed["patchFormat"]
    for media in claimed["patchFormat"]:
        headers = {"Content-Type": media, "Accept": "application/fhir+json"}
        answer = await interface.patch("/fhir/Patient/patched", content=bodies[media], headers=headers)
        assert answer.status_code == 200, (media, answer.text)
        assert answer.json()["name"][0]["family"] == "P"


async def test_what_the_system_offers(site: Site, claimed: Json) -> None:
    interface = await site.interface()
    for one in claimed["rest"][0]["interaction"]:
        if one["code"] in ("transaction", "batch"):
            sent = bundle(one["code"], entry("POST", "Patient", patient("System")))
            assert (await interface.post("/fhir", json=sent)).status_code == 200
        else:
            address = {"search-system": "/fhir/?_type=Patient&_count=1", "history-system": "/fhir/_history?_count=1"}
            assert (await interface.get(address[one["code"]])).status_code == 200, one


@pytest.mark.parametrize("name", ["Patient", "Observation", "Task", "MedicationRequest", "Location", "ValueSet"])
async def test_every_search_parameter_with_each_of_its_modifiers_is_run(site: Site, claimed: Json, name: str) -> None:
    interface, untrue = await site.interface(), []
    for one in _types(claimed)[name]["searchParam"]:
        sample = SPECIAL.get(one["name"]) or SAMPLES.get(one["type"], "Patient/x")
        if one["type"] == "composite":
            continue  # each has a form of its own; the search's tests run them
        answer = await interface.get(f"/fhir/{name}", params={one["name"]: sample, "_count": "1"})
        assert answer.status_code == 200, (one, answer.text)
        for modifier in one.get("documentation", "").partition("Modifiers ")[2].partition(".")[0].split():
            if modifier in (":in", ":not-in", ":above", ":below", ":of-type", ":[type]", ":identifier"):
                continue  # they want values of their own; the search's tests run them
            text = "true" if modifier == ":missing" else sample
            answer = await interface.get(f"/fhir/{name}", params={one["name"] + modifier: text, "_count": "1"})
            if answer.status_code != 200:
                untrue.append((one["name"] + modifier, answer.text))
    assert untrue == []


async def test_a_modifier_that_is_not_told_is_refused(site: Site, claimed: Json) -> None:
    interface = await site.interface()
    every = {one["name"]: one for one in _types(claimed)["Observation"]["searchParam"]}
    for name, modifiers in (
        *((name, ("missing", "exact")) for name in ("_text", "_content", "_list")),
        ("_filter", ("missing", "exact", "not")),
        ("_id", ("text", "of-type", "above")),
        ("code-value-quantity", ("exact",)),
        ("date", ("exact",)),
        ("value-quantity", ("not",)),
    ):
        for modifier in modifiers:
            assert f":{modifier}" not in every[name].get("documentation", ""), name
            sample = "true" if modifier == "missing" else SPECIAL.get(name) or SAMPLES[every[name]["type"]]
            answer = await interface.get("/fhir/Observation", params={f"{name}:{modifier}": sample})
            assert answer.status_code in (400, 501), (name, modifier, answer.text)


async def test_every_include_is_run(site: Site, claimed: Json) -> None:
    interface = await site.interface()
    for name in ("Patient", "Observation", "Encounter"):
        told = _types(claimed)[name]
        for one in told["searchInclude"]:
            answer = await interface.get(f"/fhir/{name}", params={"_include": one, "_count": "1"})
            assert answer.status_code == 200, (one, answer.text)
        for start in range(0, len(told["searchRevInclude"]), 40):
            asked = [("_revinclude", one) for one in told["searchRevInclude"][start : start + 40]]
            answer = await interface.get(f"/fhir/{name}", params=[*asked, ("_count", "1")])
            assert answer.status_code == 200, (asked, answer.text)


async def test_every_compartment_is_searched(site: Site, claimed: Json) -> None:
    interface = await site.interface()
    for one in claimed["rest"][0].get("compartment", ()):
        name = one.rpartition("/")[2]
        answer = await interface.get(f"/fhir/{name[0].upper()}{name[1:]}/x/Observation?_count=1")
        assert answer.status_code == 200, (one, answer.text)


async def test_every_operation_is_answered(site: Site, claimed: Json) -> None:
    """By GET or by POST, at the system, a type, an instance: whatever it says, it is no unknown address."""
    interface = await site.interface()
    rest = claimed["rest"][0]
    asked = [("", one) for one in rest.get("operation", ())]
    asked += [(name, one) for name in ("Patient", "PlanDefinition", "CarePlan", "Composition", "ValueSet", "Encounter")
              for one in _types(claimed)[name].get("operation", ())]  # fmt: skip
    assert asked
    for name, one in asked:
        statuses = []
        for place in (f"{name}/absent/", f"{name}/") if name else ("",):
            for method in ("GET", "POST"):
                answer = await interface.request(method, f"/fhir/{place}${one['name']}")
                nowhere = answer.status_code == 404 and "nothing at this address" in answer.text
                statuses.append(404 if nowhere else answer.status_code)
        assert any(s not in (404, 405, 500, 501) or (s == 404 and name) for s in statuses), (name, one, statuses)
        assert one["definition"]


async def test_an_operation_that_is_not_claimed_is_not_there(site: Site, claimed: Json) -> None:
    interface = await site.interface()
    answer = await interface.get("/fhir/Patient/$match")
    assert answer.status_code in (404, 405)
    assert issues(answer)
