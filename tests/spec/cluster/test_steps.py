"""Every role that a shipped protocol gives a step to is one that somebody can sign in with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from medcluster.cluster import STEP_ROLES

PROTOCOLS = sorted((Path(__file__).resolve().parents[3] / "protocols").rglob("*.yaml"))


def _roles(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        by = node.get("by", ())
        yield from [by] if isinstance(by, str) else by
        for value in node.values():
            yield from _roles(value)
    elif isinstance(node, list):
        for value in node:
            yield from _roles(value)


@pytest.mark.parametrize("path", PROTOCOLS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_somebody_can_do_each_step(path: Path) -> None:
    roles = set(_roles(yaml.safe_load(path.read_text(encoding="utf-8"))))
    assert roles, "a protocol without roles"
    assert roles <= set(STEP_ROLES), f"nobody signs in as {roles - set(STEP_ROLES)}"
