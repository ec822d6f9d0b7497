"""Histories of a resource, of a type and of the record: order, pages, instants, deletions, and who sees what."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from tests.integration.api.site import BASE, Site, bundle, entry, issues, observation, patient


async def pages(client: httpx.AsyncClient, address: str) -> AsyncIterator[dict[str, Any]]:
    """Every page of a history, following its links."""
    following: str | None = address
    while following:
        answer = await client.get(following)
        assert answer.status_code == 200, answer.text
        page = answer.json()
        yield page
        links = {link["relation"]: link["url"] for link in page["link"]}
        assert links["self"].startswith(f"{BASE}/fhir/")
        following = links.get("next")


async def listed(client: httpx.AsyncClient, address: str) -> list[tuple[str, str]]:
    """Resource and version of every entry of every page."""
    return [
        (one["fullUrl"].removeprefix(f"{BASE}/fhir/"), one["response"]["etag"])
        async for page in pages(client, address)
        for one in page.get("entry", [])
    ]


async def versions(client: httpx.AsyncClient, count: int, **more: Any) -> str:
    """A patient with so many versions; her address."""
    made = (await client.post("/fhir/Patient", json=patient("V1", **more))).json()
    for number in range(2, count + 1):
        await client.put(f"/fhir/Patient/{made['id']}", json=patient(f"V{number}", id=made["id"], **more))
    return f"Patient/{made['id']}"


async def test_pages_of_a_resource(site: Site) -> None:
    interface = await site.interface()
    address = await versions(interface, 7)
    await interface.delete(f"/fhir/{address}")
    found = [page async for page in pages(interface, f"/fhir/{address}/_history?_count=3")]
    assert [len(page["entry"]) for page in found] == [3, 3, 2]
    assert {page["total"] for page in found} == {8}
    entries = [one for page in found for one in page["entry"]]
    assert [one["response"]["etag"] for one in entries] == [f'W/"{n}"' for n in range(8, 0, -1)]
    assert [one["request"]["method"] for one in entries] == ["DELETE", *["PUT"] * 6, "POST"]
    assert entries[-1]["request"]["url"] == "Patient"
    assert "resource" not in entries[0]
    empty = (await interface.get(f"/fhir/{address}/_history?_count=0")).json()
    assert (empty["total"], "entry" in empty) == (8, False)


def told(entries: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    """What each entry says of how its version came to be."""
    return [(one["request"]["method"], one["request"]["url"], one["response"]["status"][:3]) for one in entries]


async def test_what_came_back_after_its_deletion_is_told_as_created(site: Site) -> None:
    interface = await site.interface()
    address = await versions(interface, 2)
    her = patient("Back", id=address.split("/")[1])
    for _ in range(2):
        assert (await interface.delete(f"/fhir/{address}")).status_code == 204
        assert (await interface.put(f"/fhir/{address}", json=her)).status_code == 201
    assert (await interface.put(f"/fhir/{address}", json={**her, "active": True})).status_code == 200
    gone, back, changed = ("DELETE", address, "204"), ("PUT", address, "201"), ("PUT", address, "200")
    expected = [changed, back, gone, back, gone, changed, ("POST", "Patient", "201")]
    herself = await site.of("patient", "saint-charles", patient=her["id"])
    for client, path, count in (
        (interface, f"{address}/_history", 50),
        (interface, f"{address}/_history", 1),
        (interface, "Patient/_history", 50),
        (interface, "_history", 50),
        (herself, "Patient/_history", 2),
    ):
        found = [one async for page in pages(client, f"/fhir/{path}?_count={count}") for one in page["entry"]]
        assert told([one for one in found if one["fullUrl"].endswith(address)]) == expected, path
    for kind in ("batch", "transaction"):
        sent = bundle(kind, entry("GET", f"{address}/_history"))
        (answered,) = (await interface.post("/fhir", json=sent)).json()["entry"]
        assert told(answered["resource"]["entry"]) == expected, kind


async def test_the_history_of_a_type_and_of_everything(site: Site) -> None:
    ours = await site.interface("imc-foundation")
    one, other = await versions(ours, 3), await versions(ours, 2)
    seen = (await ours.post("/fhir/Observation", json=observation(one))).json()
    await ours.delete(f"/fhir/{other}")
    expected = [(other, 'W/"3"'), (other, 'W/"2"'), (other, 'W/"1"'), (one, 'W/"3"'), (one, 'W/"2"'), (one, 'W/"1"')]
    assert await listed(ours, "/fhir/Patient/_history?_count=4") == expected
    everything = [
        pair for pair in await listed(ours, "/fhir/_history?_count=2") if pair[0][:7] in ("Patient", "Observa")
    ]
    assert everything == [expected[0], (f"Observation/{seen['id']}", 'W/"1"'), *expected[1:]]
    theirs = await site.interface("leon-berard")
    assert not {pair[0] for pair in await listed(theirs, "/fhir/Patient/_history")} & {one, other}
    assert not {pair[0] for pair in await listed(theirs, "/fhir/_history")} & {one, other}


async def test_since_and_at(site: Site) -> None:
    doctor = await site.doctor()
    address = await versions(doctor, 1)
    for family in ("Two", "Three"):
        await asyncio.sleep(0.01)
        await doctor.put(f"/fhir/{address}", json=patient(family, id=address.split("/")[1]))
    history = (await doctor.get(f"/fhir/{address}/_history")).json()["entry"]
    moments = [one["resource"]["meta"]["lastUpdated"] for one in reversed(history)]

    async def etags(path: str, **params: str) -> list[str]:
        answer = await doctor.get(f"/fhir/{path}", params=params)
        assert answer.status_code == 200, answer.text
        return [e["response"]["etag"] for e in answer.json().get("entry", []) if e["fullUrl"].endswith(address)]

    for path in (f"{address}/_history", "Patient/_history", "_history"):
        assert await etags(path, _since=moments[1]) == ['W/"3"', 'W/"2"']
        assert await etags(path, _at=moments[1]) == ['W/"2"']
        assert await etags(path, _at=moments[0][:4]) == ['W/"3"', 'W/"2"', 'W/"1"']
        assert await etags(path, _since="2999-01-01") == []
        assert await etags(path, _at="1999") == []


@pytest.mark.parametrize(
    "query", ["_since=yesterday", "_at=2024-13", "_count=-1", "_sort=x", "_count=1&_count=2", "_list=1"]
)
async def test_what_a_history_does_not_know_is_refused(site: Site, query: str) -> None:
    doctor = await site.doctor()
    address = await versions(doctor, 1)
    for path in (f"{address}/_history", "Patient/_history", "_history"):
        answer = await doctor.get(f"/fhir/{path}?{query}")
        assert answer.status_code == 400, path
        issues(answer)


async def test_a_cursor_of_another_history_is_refused(site: Site) -> None:
    doctor, other = await site.doctor(), await site.doctor("leon-berard")
    address = await versions(doctor, 3)
    first = (await doctor.get(f"/fhir/{address}/_history?_count=1")).json()
    following = next(link["url"] for link in first["link"] if link["relation"] == "next")
    cursor = following.split("_cursor=")[1]
    assert (await doctor.get(f"/fhir/Patient/_history?_count=1&_cursor={cursor}")).status_code == 400
    assert (await doctor.get(f"/fhir/{address}/_history?_count=1&_cursor=x{cursor}")).status_code == 400
    assert (await other.get(following)).status_code in (400, 404)


async def test_what_is_written_between_pages_comes_at_most_once(site: Site) -> None:
    ours = await site.interface("diagnostic-centre")
    before = [await versions(ours, 2) for _ in range(6)]
    found: list[tuple[str, str]] = []
    async for page in pages(ours, "/fhir/Patient/_history?_count=5"):
        found += [(one["fullUrl"].removeprefix(f"{BASE}/fhir/"), one["response"]["etag"]) for one in page["entry"]]
        await versions(ours, 2)
        await ours.put(f"/fhir/{before[0]}", json=patient("Again", id=before[0].split("/")[1]))
    assert sorted(found) == sorted((one, etag) for one in before for etag in ('W/"1"', 'W/"2"'))


async def test_the_hidden_is_answered_like_the_absent(site: Site) -> None:
    theirs, ours = await site.interface("leon-berard"), await site.interface("saint-charles")
    hidden = (await versions(theirs, 2)).split("/")[1]
    for query in ("", "?_since=2000", "?_at=2999", "?_count=0"):
        answers = [await ours.get(f"/fhir/Patient/{which}/_history{query}") for which in (hidden, "x" * len(hidden))]
        told = [(one.status_code, one.text.replace(hidden, "ID").replace("x" * len(hidden), "ID")) for one in answers]
        assert told[0] == told[1]
        assert told[0][0] == 404


async def test_a_patient_sees_her_own_versions_alone(site: Site) -> None:
    doctor = await site.doctor()
    mine, another = await versions(doctor, 2), await versions(doctor, 2)
    await doctor.post("/fhir/Observation", json=observation(mine))
    await doctor.post("/fhir/Observation", json=observation(another))
    herself = await site.of("patient", "saint-charles", patient=mine.split("/")[1])
    about = await listed(herself, "/fhir/Patient/_history?_count=1")
    assert about == [(mine, 'W/"2"'), (mine, 'W/"1"')]
    assert len(await listed(herself, "/fhir/Observation/_history")) == 1
    assert another not in {pair[0] for pair in await listed(herself, "/fhir/_history")}


async def test_histories_in_a_bundle(site: Site) -> None:
    doctor = await site.doctor()
    address = await versions(doctor, 3)
    sent = [
        {"request": {"method": "GET", "url": f"{address}/_history?_count=2"}},
        {"request": {"method": "GET", "url": "Patient/_history?_count=1"}},
    ]
    for kind in ("batch", "transaction"):
        body = {"resourceType": "Bundle", "type": kind, "entry": sent}
        one, many = (e["resource"] for e in (await doctor.post("/fhir", json=body)).json()["entry"])
        assert (one["type"], one["total"], len(one["entry"])) == ("history", 3, 2)
        assert one["link"][0]["url"].startswith(f"{address}/_history?_count=2&_cursor=")
        assert len(many["entry"]) == 1
