"""Imports: each line once, whatever interrupts them; a line that is wrong keeps no other out."""

from __future__ import annotations

import asyncio
import bz2
import gzip
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from medcluster.foundation import Issue, Kind, Refusal
from medcluster.record import Action, Handle, Record, bulk
from medcluster.record.bulk import importing, lines, loading
from tests.integration.record.samples import staff

Json = dict[str, Any]


def person(name: str, **more: Any) -> Json:
    return {"resourceType": "Patient", "identifier": [{"system": "urn:import", "value": name}], **more}


def written(path: Path, documents: Sequence[Json | str]) -> Path:
    text = "".join((one if isinstance(one, str) else json.dumps(one)) + "\n" for one in documents).encode()
    pack = {".gz": gzip.compress, ".bz2": bz2.compress}.get(path.suffix)
    path.write_bytes(pack(text) if pack else text)
    return path


async def values(handle: Handle, prefix: str) -> list[str]:
    """The numbers with this prefix in the record, as often as they are there."""
    page = await handle.search("Patient", [("identifier", "urn:import|"), ("_count", "1000")])
    found = [json.loads(one.body)["identifier"][0]["value"] for one in page.matches]
    return sorted(one for one in found if one.startswith(prefix))


@pytest.fixture(autouse=True)
def few_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small transactions, so that a few lines are many of them."""
    monkeypatch.setattr(lines, "LINES", 10)


class Refused:
    """What was told of refused lines."""

    def __init__(self) -> None:
        self.told: dict[int, str] = {}

    def __call__(self, line: int, issues: tuple[Issue, ...]) -> None:
        assert line not in self.told
        self.told[line] = issues[0].text


@pytest.mark.parametrize("name", ["a.ndjson", "a.ndjson.gz", "a.ndjson.bz2"])
async def test_a_file_comes_in_once(interface: Handle, tmp_path: Path, name: str) -> None:
    path = written(
        tmp_path / name, [person(f"{name}-{n}", id=f"{name}-{n}") for n in range(25)] + [person(f"{name}-x")]
    )
    assert await bulk.import_file(interface, path) == bulk.Loaded(26, 0, 0)
    assert len(await values(interface, name + "-")) == 26
    assert (await interface.read("Patient", f"{name}-3")).version == 1
    path = path.rename(path.with_name(f"other-{name}"))
    assert await bulk.import_file(interface, path) == bulk.Loaded(0, 26, 0)
    assert len(await values(interface, name + "-")) == 26


async def test_a_wrong_line_keeps_no_other_out(interface: Handle, tmp_path: Path) -> None:
    documents: list[Json | str] = [person(f"bad-{n}") for n in range(30)]
    documents[3] = '{"resourceType": "Patient", "gender": "x"}'
    documents[7] = "no json"
    documents[12] = ""
    documents[15] = person("bad-15", id="same")
    documents[16] = person("bad-16", id="same")
    refused = Refused()
    found = await bulk.import_file(interface, written(tmp_path / "bad.ndjson", documents), refused=refused)
    assert (found.resources, found.refused) == (26, 3)
    assert sorted(refused.told) == [4, 8, 17]
    assert "line 16" in refused.told[17]
    assert len(await values(interface, "bad-")) == 26


async def test_what_the_database_refuses_is_found_by_halves(
    record: Record, interface: Handle, other: Handle, tmp_path: Path
) -> None:
    """Ids that another participant has: the lines between come in, and nothing is learnt about the others."""
    number = await record.custodian_number("other")
    theirs = record.open_for(staff(number, "other", role="interface", chooses_ids=True))
    for n in (2, 5, 23):
        await bulk.import_file(theirs, written(tmp_path / f"{n}.ndjson", [person(f"theirs-{n}", id=f"taken-{n}")]))
    documents = [person(f"halves-{n}", id=f"taken-{n}") for n in range(30)]
    refused = Refused()
    found = await bulk.import_file(interface, written(tmp_path / "halves.ndjson", documents), refused=refused)
    assert (found.resources, found.refused) == (27, 3)
    assert sorted(refused.told) == [3, 6, 24]
    assert len(await values(interface, "halves-")) == 27
    again = await bulk.import_file(interface, tmp_path / "halves.ndjson")
    assert again == bulk.Loaded(0, 27, 0)


async def test_what_is_there_changes_only_when_asked(interface: Handle, tmp_path: Path) -> None:
    first = written(tmp_path / "1.ndjson", [person(f"upd-{n}", id=f"upd-{n}") for n in range(5)])
    await bulk.import_file(interface, first)
    second = written(tmp_path / "2.ndjson", [person(f"upd-{n}", id=f"upd-{n}", active=True) for n in range(8)])
    refused = Refused()
    found = await bulk.import_file(interface, second, refused=refused)
    assert (found.resources, sorted(refused.told)) == (3, [1, 2, 3, 4, 5])
    assert "there already" in refused.told[1]
    assert await bulk.import_file(interface, second, update=True) == bulk.Loaded(8, 0, 0)
    stored = await interface.read("Patient", "upd-0")
    assert stored.version == 2 and json.loads(stored.body)["active"] is True


async def test_an_interrupted_import_goes_on(
    interface: Handle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cancelled in the middle, then again: nothing twice and nothing left out, though the lines have no ids."""
    path = written(tmp_path / "cut.ndjson", [person(f"cut-{n:03}") for n in range(300)])
    enough = asyncio.Event()
    seen: list[int] = []

    def told(task: bulk.Task, outcome: bulk.Outcome) -> None:
        seen.append(task.first)
        if len(seen) == 9:
            enough.set()

    running = asyncio.create_task(bulk.import_file(interface, path, told=told))
    await enough.wait()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    partly = await values(interface, "cut-")
    assert 90 <= len(partly) < 300 and len(partly) % 10 == 0
    monkeypatch.setattr(lines, "LINES", 7)
    found = await bulk.import_file(interface, path)
    assert (found.known, found.resources) == (len(partly), 300 - len(partly))
    everything = await values(interface, "cut-")
    assert (len(everything), len(set(everything))) == (300, 300)


async def test_two_at_once_are_one(interface: Handle, tmp_path: Path) -> None:
    path = written(tmp_path / "two.ndjson", [person(f"two-{n}") for n in range(100)])
    first = asyncio.create_task(bulk.import_file(interface, path))
    await asyncio.sleep(0)
    second = bulk.import_file(interface, path, patience=20)
    found = [await first, await second]
    assert sorted((one.resources, one.known) for one in found) == [(0, 100), (100, 0)]
    assert len(await values(interface, "two-")) == 100


async def test_a_file_that_is_loaded_elsewhere_is_refused(interface: Handle, tmp_path: Path) -> None:
    path = written(tmp_path / "busy.ndjson", [person("busy")])
    async with importing._alone(interface, path, lines.digest_of(path), 0):
        with pytest.raises(Refusal) as refused:
            await bulk.import_file(interface, path)
    assert refused.value.kind is Kind.CONFLICT


async def test_a_truncated_file_tells_where(interface: Handle, tmp_path: Path) -> None:
    path = written(tmp_path / "short.ndjson.gz", [person(f"short-{n:04}-{hash(str(n))}") for n in range(2000)])
    path.write_bytes(path.read_bytes()[:-2000])
    refused = Refused()
    found = await bulk.import_file(interface, path, refused=refused)
    assert found.broken and found.resources > 500
    assert "could not be read beyond line" in refused.told[max(refused.told)]
    assert (await bulk.import_file(interface, path)).known == found.resources


async def test_one_type_where_one_is_named_and_no_more_than_the_role_may(
    record: Record, interface: Handle, tmp_path: Path
) -> None:
    documents = [person("only-1"), {"resourceType": "Organization", "name": "x"}]
    path = written(tmp_path / "only.ndjson", documents)
    refused = Refused()
    assert (await bulk.import_file(interface, path, only="Patient", refused=refused)).resources == 1
    assert "Organization in a file of Patient" in refused.told[2]
    number = await record.custodian_number("clinic")
    clerk = replace(staff(number, "clinic"), may={Action.WRITE: frozenset({"Organization"})})
    refused = Refused()
    narrow = written(tmp_path / "narrow.ndjson", [person("only-2"), {"resourceType": "Organization", "name": "y"}])
    found = await bulk.import_file(record.open_for(clerk), narrow, refused=refused)
    assert (found.resources, list(refused.told)) == (1, [1])


def test_an_outcome_names_file_and_line() -> None:
    outcome = loading.outcome_of("a.ndjson:7", (Issue("wrong", "Patient.gender", "code-invalid"),))
    issue = {"severity": "error", "code": "code-invalid", "diagnostics": "a.ndjson:7: wrong"}
    assert outcome["issue"] == [{**issue, "expression": ["Patient.gender"]}]
