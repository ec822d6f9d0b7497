"""Which definitions does R4 itself bring, for validation?

Promise: `official` gives the shapes of a type, an extension or a profile of hl7.fhir.r4.core 4.0.1, read when first
asked for: the artefact (105 kB, 2.5 MB unpacked) once per process in some 30 ms, each when it is wanted. Must not know:
packages. Source: _generated/profiles.json.xz, written by tools/generate_fhir.py.
"""

from __future__ import annotations

import lzma
from functools import cache, lru_cache
from importlib.resources import files

import msgspec

from medcluster.fhir.validation.shapes import BASE, Rule, Structure, read

VERSION = "4.0.1"
_Pool = list[tuple[str, str, str, str]]
_Rows = list[tuple[str, msgspec.Raw]]


@cache
def _artefact() -> tuple[tuple[Rule, ...], dict[str, msgspec.Raw]]:
    packed = files("medcluster.fhir._generated").joinpath("profiles.json.xz").read_bytes()
    pool, rows = msgspec.json.decode(lzma.decompress(packed), type=tuple[_Pool, _Rows])
    return tuple(Rule(*row) for row in pool), dict(rows)


def urls() -> tuple[str, ...]:
    """The address of every definition."""
    return tuple(_artefact()[1])


def constraints() -> tuple[Rule, ...]:
    """Every constraint of R4, once."""
    return _artefact()[0]


@lru_cache(maxsize=1024)
def official(canonical: str) -> Structure | None:
    """The definition of an address, `url` or `url|version`; None where R4 has none."""
    url, _, version = canonical.partition("|")
    pool, rows = _artefact()
    found = rows.get(url)
    if found is None or version not in ("", VERSION, "4.0"):
        return None
    return read(msgspec.json.decode(found), pool)


def of_type(name: str) -> Structure | None:
    """The definition of a type."""
    return official(BASE + name)
