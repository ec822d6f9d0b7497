"""JSON Patch against a library that others wrote: random documents and random patches end alike."""

from __future__ import annotations

import copy
import json
from typing import Any

import jsonpatch as library
from hypothesis import given, settings
from hypothesis import strategies as st

from medcluster.fhir.patch import jsonpatch
from medcluster.foundation import Refusal

KEYS = st.sampled_from(["a", "b", "~", "/", "0", "-"])
LEAVES = st.sampled_from([0, 1, 25, True, False, "x", ""])
VALUES = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3))
PARTS = st.sampled_from(["a", "b", "~0", "~1", "0", "1", "2", "-", "01"])
POINTERS = st.lists(PARTS, max_size=3).map(lambda parts: "".join(f"/{part}" for part in parts))
STEPS = st.fixed_dictionaries(
    {
        "op": st.sampled_from(["add", "remove", "replace", "move", "copy", "test"]),
        "path": POINTERS,
        "from": POINTERS,
        "value": VALUES,
    }
)


@given(st.dictionaries(KEYS, VALUES, max_size=4), st.lists(STEPS, max_size=4))
@settings(max_examples=800, deadline=None)
def test_two_engines_end_alike(document: Any, steps: list[dict[str, Any]]) -> None:
    if any(not _comparable(step) for step in steps):
        return
    try:
        theirs: Any = library.apply_patch(copy.deepcopy(document), copy.deepcopy(steps))
    except (library.JsonPatchException, library.JsonPointerException, TypeError, KeyError, IndexError):
        theirs = None
    try:
        ours: Any = jsonpatch.apply(copy.deepcopy(document), jsonpatch.read_steps(json.dumps(steps).encode()))
    except Refusal:
        ours = None
    assert jsonpatch.same(ours, theirs), (document, steps)


def _comparable(step: dict[str, Any]) -> bool:
    """Where the library leaves RFC 6902: removing the whole document; true and 1 as equal values of a test."""
    whole = step["op"] in ("remove", "move") and "" in (step["path"], step["from"])
    return not whole and not (step["op"] == "test" and _bare(step["value"]))


def _bare(value: Any) -> bool:
    if isinstance(value, (dict, list)):
        return any(_bare(one) for one in (value.values() if isinstance(value, dict) else value))
    return isinstance(value, (bool, int))
