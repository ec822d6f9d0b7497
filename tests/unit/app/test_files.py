"""Files to be loaded are read whole or say where they end."""

from __future__ import annotations

import bz2
import gzip
from pathlib import Path

from medcluster.app.files import LINES_PER_UNIT, Unit, Unreadable, units


def test_a_json_file_is_one_unit_whatever_its_packing(tmp_path: Path) -> None:
    body = b'{"resourceType":"Bundle","type":"transaction"}'
    plain, packed, squeezed = tmp_path / "a.json", tmp_path / "b.json.gz", tmp_path / "c.json.bz2"
    plain.write_bytes(body)
    packed.write_bytes(gzip.compress(body))
    squeezed.write_bytes(bz2.compress(body))
    found = [one for path in (plain, packed, squeezed) for one in units(path)]
    assert all(isinstance(one, Unit) and one.documents == (body,) for one in found)
    assert len({one.digest for one in found if isinstance(one, Unit)}) == 1


def test_lines_are_cut_into_units_that_know_their_first_line(tmp_path: Path) -> None:
    path = tmp_path / "many.ndjson"
    path.write_bytes(b"\n".join(b'{"n":%d}' % number for number in range(LINES_PER_UNIT + 3)))
    first, second = units(path)
    assert isinstance(first, Unit) and isinstance(second, Unit)
    assert (first.first_line, len(first.documents)) == (1, LINES_PER_UNIT)
    assert (second.first_line, len(second.documents)) == (LINES_PER_UNIT + 1, 3)


def test_a_truncated_file_gives_what_was_whole_and_says_where_it_ended(tmp_path: Path) -> None:
    path = tmp_path / "cut.ndjson.gz"
    lines = b"".join(b'{"resourceType":"Patient","id":"p%d"}\n' % number for number in range(20000))
    whole = gzip.compress(lines)
    path.write_bytes(whole[: len(whole) // 2])
    *read, end = units(path)
    assert read and all(isinstance(one, Unit) for one in read)
    assert isinstance(end, Unreadable) and "beyond line" in end.reason


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    (only,) = units(tmp_path / "none.json")
    assert isinstance(only, Unreadable) and "no such file" in only.reason
