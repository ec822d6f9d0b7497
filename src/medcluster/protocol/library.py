"""Which protocols does the platform bring along, and where do their texts lie?

Promise: the texts are data (`protocols/NAME/VERSION.yaml` at the root of the repository, packed beside the code when it
is installed); a partner's original lies next to the local adaptation as `origin-VERSION.yaml`. Must not know: who runs
which version.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from medcluster.foundation import Kind, Refusal
from medcluster.protocol.authoring import compile_text
from medcluster.protocol.model import Version

_PACKED = Path(__file__).resolve().parent.parent / "protocols"
_IN_REPOSITORY = Path(__file__).resolve().parents[3] / "protocols"


def library() -> Mapping[str, Path]:
    """The texts by `NAME/VERSION`; a partner's original is `NAME/origin-VERSION`."""
    for folder in (_PACKED, _IN_REPOSITORY):
        if folder.is_dir():
            return {f"{file.parent.name}/{file.stem}": file for file in sorted(folder.glob("*/*.yaml"))}
    raise Refusal(
        Kind.UNAVAILABLE,
        "The folder with the protocols is missing from this installation.",
        hint="Install medcluster again, or run it from a clone of its repository.",
    )


@cache
def compiled(key: str) -> Version:
    """The compiled version behind a key of `library()`."""
    file = library().get(key)
    if file is None:
        raise Refusal(Kind.NOT_FOUND, f"There is no protocol {key} in the library.")
    return compile_text(file.read_text(encoding="utf-8"), file=f"protocols/{key}.yaml")


def origin_of(version: Version) -> Version | None:
    """The partner's original that a version was adapted from, when its text came along."""
    for key in library():
        if key.startswith(f"{version.name}/origin-") and version.origin_artefact:
            original = compiled(key)
            if original.origin_artefact == version.origin_artefact:
                return original
    return None
