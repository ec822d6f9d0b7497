"""The OpenAPI document: valid, complete, and true of the server that serves it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import openapi_spec_validator
import pytest_asyncio

from medcluster.fhir import types
from tests.integration.api.site import FHIR, Site

Json = dict[str, Any]
KEPT_BY_NOBODY = ("AuditEvent", "OperationOutcome", "Parameters")


@pytest_asyncio.fixture(scope="module")
async def told(site: Site) -> Json:
    """The document; it needs no sign-in."""
    answer = await (await site.anyone()).get("/fhir/openapi.json", headers={"Accept-Encoding": "gzip"})
    assert answer.status_code == 200 and answer.headers["Content-Encoding"] == "gzip"
    found: Json = answer.json()
    return found


def _references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        for one in value.values():
            yield from _references(one)
    elif isinstance(value, list):
        for one in value:
            yield from _references(one)


async def test_it_is_openapi_3_1_and_every_reference_leads_somewhere(told: Json) -> None:
    assert told["openapi"].startswith("3.1.")
    for reference in set(_references(told)):
        found: Any = told
        for part in reference.removeprefix("#/").split("/"):
            found = found[part]
        assert found, reference
    operations = [one for path in told["paths"].values() for one in path.values()]
    assert len({one["operationId"] for one in operations}) == len(operations)
    assert all(one["summary"] and "default" in one["responses"] for one in operations)
    for path, methods in told["paths"].items():
        for one in methods.values():
            kept = (told["components"]["parameters"][p["$ref"].rpartition("/")[2]] for p in one.get("parameters", ()))
            named = {p["name"] for p in kept if p["in"] == "path"}
            assert set(re.findall(r"\{(\w+)\}", path)) <= named, path


async def test_a_validator_finds_no_fault(told: Json) -> None:
    openapi_spec_validator.validate(told)


async def test_every_type_is_searched_and_made(told: Json) -> None:
    for name in types.RESOURCE_TYPES:
        offered = set(told["paths"].get(f"/{name}", ()))
        assert offered >= {"get", "post"} if name not in KEPT_BY_NOBODY else not offered, name
    listed = {p["$ref"].rpartition("/")[2] for p in told["paths"]["/Patient"]["get"]["parameters"]}
    assert {"family.string", "birthdate.date", "_count", "_elements"} <= listed


async def test_a_type_is_named_where_somebody_may_do_that(told: Json) -> None:
    def named(path: str, method: str) -> set[str]:
        keys = [p["$ref"].rpartition("/")[2] for p in told["paths"][path][method]["parameters"]]
        (one,) = (p for p in (told["components"]["parameters"][key] for key in keys) if p["name"] in ("type", "member"))
        return set(one["schema"]["enum"])

    kept = set(types.RESOURCE_TYPES) - set(KEPT_BY_NOBODY)
    assert named("/{type}/{id}", "get") == named("/{type}/{id}", "put") == named("/{type}/_search", "post") == kept
    assert named("/{type}/{id}", "delete") == named("/{type}", "delete") == kept - {"Provenance"}
    assert named("/{type}/{id}/$purge-history", "post") == kept - {"Provenance"}
    assert named("/Patient/{id}/{member}", "get") == kept | {"*"}
    assert named("/{type}/$validate", "post") == set(types.RESOURCE_TYPES)


async def test_every_path_is_answered_with_each_of_its_methods(site: Site, told: Json) -> None:
    interface = await site.interface()
    places = {"type": "Patient", "id": "absent", "version": "1", "member": "Observation"}
    for path, methods in told["paths"].items():
        address = f"/fhir{path.format(**places)}" if path != "/" else "/fhir/"
        for method, one in methods.items():
            body: Json = {"content": b"{}", "headers": FHIR} if "requestBody" in one else {}
            answer = await interface.request(method.upper(), address, **body)
            assert answer.status_code not in (405, 500), (method, path, answer.text[:300])
            assert "nothing at this address" not in answer.text, (method, path)
