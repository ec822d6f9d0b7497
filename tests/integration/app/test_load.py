"""Files enter the record once, in any order, whatever interrupts the work."""

from __future__ import annotations

import asyncio
import bz2
import gzip
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from medcluster import app
from medcluster.foundation import Kind, Refusal
from medcluster.record import Handle
from tests.integration.app.stage import Stage

SYSTEM = "urn:load"
Json = dict[str, Any]


@pytest_asyncio.fixture(scope="module")
async def loader(stage: Stage) -> AsyncIterator[Handle]:
    yield await app.loader_of(stage.platform, "diagnostic-centre")


def practitioner(number: str) -> Json:
    return {"resourceType": "Practitioner", "identifier": [{"system": SYSTEM, "value": number}]}


def person(number: str, **more: Any) -> Json:
    return {"resourceType": "Patient", "identifier": [{"system": SYSTEM, "value": number}], **more}


def transaction(*resources: Json) -> Json:
    entries = [{"resource": one, "request": {"method": "POST", "url": one["resourceType"]}} for one in resources]
    return {"resourceType": "Bundle", "type": "transaction", "entry": entries}


def written(path: Path, body: Json) -> Path:
    data = json.dumps(body).encode()
    pack = {".gz": gzip.compress, ".bz2": bz2.compress}.get(path.suffix)
    path.write_bytes(pack(data) if pack else data)
    return path


async def numbers(handle: Handle, kind: str, prefix: str) -> list[str]:
    """The numbers with this prefix that are in the record, sorted, repeated as often as they are there."""
    page = await handle.search(kind, [("identifier", f"{SYSTEM}|"), ("_count", "1000")])
    found = [json.loads(one.body)["identifier"][0]["value"] for one in page.matches]
    return sorted(one for one in found if one.startswith(prefix))


async def test_files_load_in_any_order(stage: Stage, loader: Handle, tmp_path: Path) -> None:
    needs = person("order-1", generalPractitioner=[{"reference": f"Practitioner?identifier={SYSTEM}|order-gp"}])
    further = person("order-2", generalPractitioner=[{"reference": f"Practitioner?identifier={SYSTEM}|order-gp"}])
    first = written(tmp_path / "a.json.bz2", transaction(needs))
    second = written(tmp_path / "b.json.gz", transaction(further))
    last = written(tmp_path / "z.json", transaction(practitioner("order-gp")))
    seen: list[Path] = []
    summary = await app.Load(stage.platform, loader, step=seen.append).run([first, second, last])
    assert (summary.units, summary.resources, summary.known, summary.faults) == (3, 3, 0, [])
    assert sorted(seen) == [first, second, last]
    assert await numbers(loader, "Patient", "order-") == ["order-1", "order-2"]


async def test_a_rerun_adds_nothing(stage: Stage, loader: Handle, tmp_path: Path) -> None:
    path = written(tmp_path / "once.json", transaction(person("once-1"), person("once-2")))
    again = written(tmp_path / "the-same-under-another-name.json.gz", transaction(person("once-1"), person("once-2")))
    assert (await app.Load(stage.platform, loader).run([path])).resources == 2
    summary = await app.Load(stage.platform, loader).run([path, again])
    assert (summary.units, summary.resources, summary.known) == (0, 0, 2)
    assert await numbers(loader, "Patient", "once-") == ["once-1", "once-2"]


async def test_the_same_file_twice_in_one_run_is_loaded_once(stage: Stage, loader: Handle, tmp_path: Path) -> None:
    paths = [written(tmp_path / f"{name}.json", transaction(person("twin-1"))) for name in "abcd"]
    summary = await app.Load(stage.platform, loader).run(paths)
    assert (summary.units, summary.known) == (1, 3)
    assert await numbers(loader, "Patient", "twin-") == ["twin-1"]


async def test_what_never_resolves_is_reported_with_its_reason(stage: Stage, loader: Handle, tmp_path: Path) -> None:
    lost = person("lost-1", generalPractitioner=[{"reference": f"Practitioner?identifier={SYSTEM}|nobody"}])
    path = written(tmp_path / "lost.json", transaction(lost))
    good = written(tmp_path / "good.json", transaction(person("lost-2")))
    seen: list[Path] = []
    summary = await app.Load(stage.platform, loader, step=seen.append).run([path, good])
    assert [one for one, _ in summary.faults] == [path]
    assert "Practitioner" in summary.faults[0][1]
    assert sorted(seen) == [good, path]
    assert await numbers(loader, "Patient", "lost-") == ["lost-2"]


async def test_an_interrupted_run_is_completed_by_the_next(stage: Stage, loader: Handle, tmp_path: Path) -> None:
    paths = [
        written(tmp_path / f"{number:02}.json", transaction(*(person(f"cut-{number:02}-{each}") for each in range(5))))
        for number in range(30)
    ]
    seen: list[Path] = []
    enough = asyncio.Event()

    def step(path: Path) -> None:
        seen.append(path)
        if len(seen) == 7:
            enough.set()

    running = asyncio.create_task(app.Load(stage.platform, loader, step=step).run(paths))
    await enough.wait()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    await asyncio.sleep(0.2)
    partly = await numbers(loader, "Patient", "cut-")
    assert 35 <= len(partly) < 150
    assert len(partly) % 5 == 0
    assert await numbers(loader, "Patient", "cut-") == partly, "nothing of a cancelled run may still be at work"
    summary = await app.Load(stage.platform, loader).run(paths)
    assert summary.faults == []
    assert summary.known * 5 == len(partly)
    everything = await numbers(loader, "Patient", "cut-")
    assert (len(everything), len(set(everything))) == (150, 150)


async def test_a_truncated_file_tells_what_was_read_and_what_was_not(
    stage: Stage, loader: Handle, tmp_path: Path
) -> None:
    lines = b"".join(json.dumps(person(f"short-{number:04}")).encode() + b"\n" for number in range(2000))
    path = tmp_path / "short.ndjson.gz"
    packed = gzip.compress(lines)
    path.write_bytes(packed[: len(packed) * 3 // 4])
    half = tmp_path / "half.json"
    half.write_bytes(json.dumps(transaction(person("short-x"))).encode()[:-10])
    summary = await app.Load(stage.platform, loader).run([path, half])
    reasons = dict(summary.faults)
    assert "beyond line" in reasons[path]
    assert half in reasons
    assert summary.resources > 0
    assert len(await numbers(loader, "Patient", "short-")) == min(summary.resources, 1000)


async def test_a_line_that_is_wrong_is_named(stage: Stage, loader: Handle, tmp_path: Path) -> None:
    path = tmp_path / "wrong.ndjson"
    path.write_text("\n".join([json.dumps(person("line-1")), "", '{"resourceType": "Patient", "gender": "x"}']))
    ((where, reason),) = (await app.Load(stage.platform, loader).run([path])).faults
    assert where == path
    assert "line 3" in reason
    assert "Patient.gender" in reason


async def test_resources_with_ids_and_collections_keep_their_ids(stage: Stage, loader: Handle, tmp_path: Path) -> None:
    single = written(tmp_path / "single.json", {**person("ids-1"), "id": "kept-1"})
    entries = [{"resource": {**person("ids-2"), "id": "kept-2"}}, {"resource": person("ids-3")}]
    gathered = written(tmp_path / "gathered.json", {"resourceType": "Bundle", "type": "collection", "entry": entries})
    summary = await app.Load(stage.platform, loader).run([single, gathered])
    assert (summary.resources, summary.faults) == (3, [])
    for which in ("kept-1", "kept-2"):
        assert (await loader.read("Patient", which)).id == which


@pytest.mark.parametrize("text", ["", "[]", "nonsense", '{"resourceType": "Bundle"}', '{"no": "type"}', "\xff\xfe"])
async def test_a_file_that_is_no_fhir_is_told_and_the_others_load(
    stage: Stage, loader: Handle, tmp_path: Path, text: str
) -> None:
    wrong = tmp_path / "wrong.json"
    wrong.write_bytes(text.encode("latin-1"))
    good = written(tmp_path / "good.json", transaction(person(f"beside-{len(text)}-{text[:2]}")))
    summary = await app.Load(stage.platform, loader).run([wrong, good])
    assert [path for path, _ in summary.faults] == [wrong]
    assert summary.units == 1


async def test_a_missing_file_and_a_folder_are_told(stage: Stage, loader: Handle, tmp_path: Path) -> None:
    summary = await app.Load(stage.platform, loader).run([tmp_path / "none.json", tmp_path])
    assert {path for path, _ in summary.faults} == {tmp_path / "none.json", tmp_path}


async def test_the_custodian_is_the_participant_that_was_named(stage: Stage, loader: Handle, tmp_path: Path) -> None:
    path = written(tmp_path / "mine.json", transaction(person("mine-1")))
    handle = await app.loader_of(stage.platform, "leon-berard")
    await app.Load(stage.platform, handle).run([path])
    page = await handle.search("Patient", [("identifier", f"{SYSTEM}|mine-1")])
    async with stage.platform.database.transaction(settings={"medcluster.every_row": "on"}) as connection:
        custodian = await connection.fetchval("SELECT custodian FROM record.resource WHERE id = $1", page.matches[0].id)
    assert custodian == await stage.platform.record.custodian_number("leon-berard")
    assert (await app.loader_of(stage.platform, "")).caller.participant == "imc-foundation", "the operator answers"
    with pytest.raises(Refusal) as refused:
        await app.loader_of(stage.platform, "atlantis")
    assert refused.value.kind is Kind.INVALID
    assert "leon-berard" in refused.value.hint
