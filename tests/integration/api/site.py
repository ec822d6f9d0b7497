"""The platform of the API tests, and clients of it as anybody.

A `Site` is the real ASGI application over this module's real database. The demonstration is off, so that an interface
sees its own participant's rows alone.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

from medcluster import app
from medcluster.cluster import Role

JSON_PATCH = {"Content-Type": "application/json-patch+json"}
FHIR = {"Content-Type": "application/fhir+json"}
BASE = "http://cluster.example"

Json = dict[str, Any]


@dataclass
class Site:
    """The application and the doors into it."""

    platform: app.Platform
    closing: contextlib.AsyncExitStack
    participants: tuple[str, ...] = ("saint-charles", "leon-berard", "imc-foundation", "diagnostic-centre")
    opened: dict[tuple[str, str, str], httpx.AsyncClient] = field(default_factory=dict)

    async def token(self, role: str, participant: str = "", patient: str = "") -> str:
        """A bearer token."""
        return await self.platform.accounts.issue_token(Role(role), participant, patient)

    async def anyone(self, headers: Mapping[str, str] | None = None) -> httpx.AsyncClient:
        """A client with these headers."""
        transport = httpx.ASGITransport(app.build(self.platform), raise_app_exceptions=False)
        client = httpx.AsyncClient(transport=transport, base_url=BASE, headers=dict(headers or {}))
        return await self.closing.enter_async_context(client)

    async def of(self, role: str, participant: str = "", patient: str = "") -> httpx.AsyncClient:
        """A client with a token of this role at this participant; the same one when asked again."""
        key = (role, participant, patient)
        if key not in self.opened:
            token = await self.token(*key)
            self.opened[key] = await self.anyone({"Authorization": f"Bearer {token}"})
        return self.opened[key]

    async def interface(self, participant: str = "saint-charles") -> httpx.AsyncClient:
        """An interface of a participant."""
        return await self.of("interface", participant)

    async def doctor(self, participant: str = "saint-charles") -> httpx.AsyncClient:
        """A doctor of a participant."""
        return await self.of("doctor", participant)


def patient(family: str = "Petrova", *given: str, **more: Any) -> Json:
    """A patient as JSON."""
    return {"resourceType": "Patient", "name": [{"family": family, "given": list(given) or ["Anna"]}], **more}


def numbered(family: str, value: str, **more: Any) -> Json:
    """A patient with a number to be found by."""
    return patient(family, identifier=[{"system": "urn:c", "value": value}], **more)


def where(value: str) -> str:
    """The condition that finds her."""
    return f"/fhir/Patient?identifier=urn:c|{value}"


def body(*operations: Json) -> bytes:
    """A JSON Patch."""
    return json.dumps(operations).encode()


async def made(client: httpx.AsyncClient, **more: Any) -> str:
    """The address of a new patient."""
    answer = await client.post("/fhir/Patient", json=patient("Made", **more))
    assert answer.status_code == 201, answer.text
    return f"/fhir/Patient/{answer.json()['id']}"


def observation(subject: str, code: str = "718-7", value: str = "", **more: Any) -> Json:
    """A final observation as JSON, of `Patient/ID` or `urn:uuid:…`."""
    coding = [{"system": "http://loinc.org", "code": code}]
    found: Json = {"resourceType": "Observation", "status": "final", "code": {"coding": coding}}
    found["subject"] = {"reference": subject}
    return {**found, **more}


def bundle(kind: str, *entries: Json) -> Json:
    """A transaction or a batch."""
    return {"resourceType": "Bundle", "type": kind, "entry": list(entries)}


def entry(method: str, url: str, resource: Json | None = None, **more: Any) -> Json:
    """One entry of it; `fullUrl` and parts of the request by name."""
    full_url = more.pop("fullUrl", None)
    made: Json = {"request": {"method": method, "url": url, **more}}
    if resource is not None:
        made["resource"] = resource
    return {"fullUrl": full_url, **made} if full_url else made


def issues(answer: httpx.Response) -> list[Json]:
    """The issues of the OperationOutcome that this answer has to be."""
    body = answer.json()
    assert body["resourceType"] == "OperationOutcome", body
    found: list[Json] = body["issue"]
    assert all(one["severity"] and one["code"] and one["diagnostics"] for one in found), found
    return found
