"""`$import` over HTTP: files from addresses that are listed, loaded with the rights of who asked."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from medcluster import record
from medcluster.app.jobs import Jobs
from medcluster.foundation import Kind, Refusal, Settings
from medcluster.record.bulk import bringing
from medcluster.record.unrestricted import unrestricted
from tests.integration.api.site import Json, Site, issues
from tests.integration.api.test_bulk_export import LATER, carry, lines


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        return

    def do_GET(self) -> None:
        if self.path == "/data/elsewhere.ndjson":
            self.send_response(302)
            self.send_header("Location", "/data/people.ndjson")
            self.end_headers()
        else:
            super().do_GET()


@dataclass
class Source:
    """A server of files, and the folder that it serves."""

    address: str
    folder: Path

    def put(self, name: str, *documents: Json | str) -> str:
        text = "\n".join(one if isinstance(one, str) else json.dumps(one) for one in documents)
        (self.folder / name).write_text(text + "\n")
        return f"{self.address}/data/{name}"


@pytest.fixture(scope="module")
def source(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Source]:
    root = tmp_path_factory.mktemp("source")
    (root / "data").mkdir()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(root)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    address = f"http://127.0.0.1:{server.server_port}"
    settings = replace(site.platform.settings, data=root / "ours", import_from=f"https://x.example/, {address}/data/")
    site.platform = replace(site.platform, settings=settings)
    yield Source(address, root / "data")
    server.shutdown()
    thread.join()
    server.server_close()


def manifest(*files: tuple[str, str], **more: Any) -> Json:
    inputs = [{"type": name, "url": url} for name, url in files]
    return {"inputFormat": "application/fhir+ndjson", "inputSource": "urn:x", "input": inputs, **more}


async def test_files_come_in_and_what_was_refused_is_told(site: Site, source: Source) -> None:
    client = await site.interface()
    people = source.put("people.ndjson", *({"resourceType": "Patient", "id": f"i-{n}"} for n in range(5)))
    seen = source.put(
        "seen.ndjson",
        {"resourceType": "Observation", "id": "i-o", "status": "final", "code": {"text": "x"}},
        {"resourceType": "Observation", "id": "i-bad", "status": "unheard of", "code": {"text": "x"}},
        {"resourceType": "Patient", "id": "i-not"},
    )
    gone = f"{source.address}/data/none.ndjson"
    sent = manifest(("Patient", people), ("Observation", seen), ("Patient", gone))
    answer = await client.post("/fhir/$import", json=sent, headers=LATER)
    assert answer.status_code == 202, answer.text
    place = answer.headers["content-location"]
    assert await carry(site)
    told = (await client.get(place)).json()
    assert told["request"] == "http://cluster.example/fhir/$import"
    assert [one["inputUrl"] for one in told["output"]] == [people, seen, gone]
    assert [(one["inputUrl"], one["count"]) for one in told["error"]] == [(seen, 2), (gone, 1)]
    outcomes = await lines(client, told)
    assert "5 resources are in the record, 0 lines" in outcomes[0]["issue"][0]["diagnostics"]
    errors = await lines(client, told, "error")
    assert [one["issue"][0]["diagnostics"].startswith(f"{seen}:{n}: ") for n, one in zip((2, 3), errors, strict=False)]
    assert "404" in errors[2]["issue"][0]["diagnostics"]
    assert (await client.get("/fhir/Patient/i-3")).status_code == 200
    assert (await client.get("/fhir/Observation/i-o")).status_code == 200
    assert (await client.get("/fhir/Patient/i-not")).status_code == 404
    assert not list((site.platform.settings.data / "exports").rglob("*.input*"))
    stranger = await site.interface("leon-berard")
    assert (await stranger.get(place)).status_code == 404
    assert (await stranger.get("/fhir/Patient/i-3")).status_code == 404


async def test_parameters_mean_the_same_and_again_adds_nothing(site: Site, source: Source) -> None:
    client = await site.interface()
    url = source.put("again.ndjson", *({"resourceType": "Patient", "id": f"a-{n}"} for n in range(3)))
    parts = [{"name": "type", "valueCode": "Patient"}, {"name": "url", "valueUri": url}]
    sent = {"resourceType": "Parameters", "parameter": [{"name": "input", "part": parts}]}
    for _ in range(2):
        answer = await client.post("/fhir/$import", json=sent, headers=LATER)
        assert answer.status_code == 202, answer.text
        assert await carry(site)
        told = (await client.get(answer.headers["content-location"])).json()
        assert "3 resources are in the record" in (await lines(client, told))[0]["issue"][0]["diagnostics"]
    assert json.loads((await client.get("/fhir/Patient/a-1")).content)["meta"]["versionId"] == "1"


async def test_what_is_not_listed_is_not_fetched(site: Site, source: Source) -> None:
    client = await site.interface()
    listed = source.put("people.ndjson", {"resourceType": "Patient", "id": "l-1"})
    for url, status in (
        (listed.replace("/data/", "/other/"), 403),
        (listed.replace("/data/", "/data/../other/"), 400),
        (listed.replace("/data/", "/data/%2e%2e/other/"), 400),
        (listed.replace("127.0.0.1", "127.0.0.2"), 403),
        (listed.replace("127.0.0.1", "user@127.0.0.1"), 400),
        ("https://x.example.evil.example/a", 403),
        ("file:///etc/passwd", 400),
        ("http://[::1", 400),
    ):
        answer = await client.post("/fhir/$import", json=manifest(("Patient", url)), headers=LATER)
        assert answer.status_code == status, (url, answer.text)
    moved = f"{source.address}/data/elsewhere.ndjson"
    answer = await client.post("/fhir/$import", json=manifest(("Patient", moved)), headers=LATER)
    assert await carry(site)
    told = (await client.get(answer.headers["content-location"])).json()
    assert "302" in (await lines(client, told, "error"))[0]["issue"][0]["diagnostics"]
    assert (await client.get("/fhir/Patient/l-1")).status_code == 404


async def test_a_listed_name_that_leads_to_a_private_address() -> None:
    host = socket.gethostname()
    try:
        address = socket.gethostbyname(host)
    except OSError:
        pytest.skip("this machine's own name leads nowhere")
    with pytest.raises(Refusal) as refused:
        await Settings(import_from=f"http://{host}:1/").may_fetch.pinned(f"http://{host}:1/x")
    assert refused.value.kind is Kind.FORBIDDEN
    assert "MEDCLUSTER_IMPORT_FROM" in refused.value.hint
    found = await Settings(import_from=f"http://{host}:1/, {address}/32").may_fetch.pinned(f"http://{host}:1/x")
    assert found.url == f"http://{address}:1/x"
    with pytest.raises(Refusal):
        Settings.from_environment({"MEDCLUSTER_IMPORT_FROM": "example.org"})


async def test_who_may_not_and_what_cannot_be_read(site: Site, source: Source) -> None:
    url = source.put("people.ndjson", {"resourceType": "Patient", "id": "w-1"})
    doctor, client = await site.doctor(), await site.interface()
    answer = await doctor.post("/fhir/$import", json=manifest(("Patient", url)), headers=LATER)
    assert answer.status_code == 403 and issues(answer)
    for sent, status in (
        (manifest(), 400),
        (manifest(("Pacient", url)), 400),
        (manifest(("Patient", url), colour="red"), 400),
        (manifest(("Patient", url), inputFormat="text/csv"), 400),
        (manifest(("Patient", url), storageDetail={"type": "aws-s3"}), 400),
        ([], 400),
    ):
        answer = await client.post("/fhir/$import", json=sent, headers=LATER)
        assert answer.status_code == status, (sent, answer.text)
        assert issues(answer)
    assert (await client.post("/fhir/$import", json=manifest(("Patient", url)))).status_code == 400


async def test_a_dead_process_is_taken_over(
    site: Site, source: Source, owner_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first process dies with one file done; the second does the rest, and fetches nothing again."""
    client = await site.interface()
    first = source.put("first.ndjson", {"resourceType": "Patient", "id": "d-1"})
    second = source.put("second.ndjson", {"resourceType": "Patient", "id": "d-2"})
    sent = manifest(("Patient", first), ("Patient", second))
    answer = await client.post("/fhir/$import", json=sent, headers=LATER)
    works = Jobs(site.platform).works()

    async def dies(carrying: record.jobs.Carrying) -> None:
        step = bringing._bring

        async def at_the_second(*values: Any) -> Any:
            if values[1]["number"] == 2:
                raise Refusal(Kind.UNAVAILABLE, "as if the process had died")
            return await step(*values)

        monkeypatch.setattr(bringing, "_bring", at_the_second)
        try:
            await works["import"](carrying)
        finally:
            monkeypatch.setattr(bringing, "_bring", step)

    platform = unrestricted(site.platform.record, "jobs")
    with pytest.raises(Refusal):
        await record.jobs.carry_next(platform, {"import": dies}, Jobs(site.platform)._allowed)
    (source.folder / "first.ndjson").unlink()
    place = answer.headers["content-location"]
    assert (await client.get(place)).status_code == 202
    assert not await carry(site), "its lease has not ended"
    connection = await asyncpg.connect(owner_url)
    await connection.execute("UPDATE record.job SET leased_until = now() WHERE leased_until IS NOT NULL")
    await connection.close()
    assert await carry(site)
    told = (await client.get(place)).json()
    assert told["error"] == [] and len(told["output"]) == 2
    for name in ("d-1", "d-2"):
        assert (await client.get(f"/fhir/Patient/{name}")).status_code == 200
