"""What is known about whoever sends, as far as a message's meaning depends on it?

Promise: values only; the same message, map and setting give the same resources. Must not know: where it is kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from urllib.parse import quote


@dataclass(frozen=True, slots=True)
class Setting:
    """name: of the source. participant: whose ids are derived. authorities: HD name or OID -> identifier system."""

    name: str
    participant: str = ""
    zone: tzinfo = UTC
    authorities: Mapping[str, str] = field(default_factory=dict)

    def own(self, *parts: str) -> str:
        """A system of this source's own: `urn:medcluster:hl7:NAME:part`."""
        return ":".join(["urn:medcluster:hl7", *(quote(part, safe="") for part in (self.name, *parts) if part)])

    def authority(self, namespace: str, universal: str, kind: str) -> str:
        """The identifier system of an assigning authority (HD)."""
        for name in (namespace, universal):
            if name in self.authorities:
                return self.authorities[name]
        if universal and kind in ("ISO", "UUID", "URI"):
            return {"ISO": "urn:oid:", "UUID": "urn:uuid:", "URI": ""}[kind] + universal
        return self.own("id", namespace or universal)
