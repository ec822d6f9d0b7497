"""`medcluster protocol`: protocols as text, as FHIR, and what is different between two.

Promise: pure; no database is needed. What cannot be compiled is refused with the line of every problem, and nothing is
written. Source of the form: docs/reference/protocol-form.md.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import IO, Any

import click

from medcluster.fhir import types
from medcluster.foundation import Kind, Refusal
from medcluster.protocol import Version, compile_text, difference, from_bundle, level, to_bundle, to_text

_FILE = click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)


@click.group("protocol")
def protocol() -> None:
    """Compile protocols to FHIR and back, and compare them."""


@protocol.command("compile")
@click.argument("file", type=_FILE)
@click.option("--out", type=click.File("w", encoding="utf-8", lazy=True), default="-", help="Default: standard output.")
def compile_(file: Path, out: IO[str]) -> None:
    """Compile the protocol in FILE (YAML) to a FHIR Bundle of its definitions."""
    resources = to_bundle(compile_text(_read(file), file=str(file)))
    bundle = {
        "resourceType": "Bundle",
        "type": "collection",
        "entry": [{"resource": json.loads(types.encode(resource))} for resource in resources],
    }
    out.write(json.dumps(bundle, ensure_ascii=False, indent=2) + "\n")


@protocol.command("decompile")
@click.argument("file", type=_FILE)
@click.option("--out", type=click.File("w", encoding="utf-8", lazy=True), default="-", help="Default: standard output.")
def decompile(file: Path, out: IO[str]) -> None:
    """Write the protocol in FILE (a FHIR Bundle of definitions) as its authors would."""
    out.write(to_text(_from_fhir(_read(file), str(file))))


@protocol.command("diff")
@click.argument("old", type=_FILE)
@click.argument("new", type=_FILE)
@click.option("--json", "as_json", is_flag=True, help="As data, one object a change.")
def diff(old: Path, new: Path, as_json: bool) -> None:
    """Say what is different in NEW from OLD; each is YAML or a FHIR Bundle."""
    changes = difference(_version(old), _version(new))
    if as_json:
        rows = [
            {"kind": one.kind, "step": one.step_id, "old": _data(one.old), "new": _data(one.new)} for one in changes
        ]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for one in changes:
        place = one.step_id or "the protocol"
        click.echo(f"{place}: {one.kind.replace('-', ' ')}: {_words(one.old)} → {_words(one.new)}")
    click.echo(f"{len(changes)} changes; a {level(changes)} release" if changes else "no changes")


def _version(file: Path) -> Version:
    text = _read(file)
    return _from_fhir(text, str(file)) if text.lstrip().startswith("{") else compile_text(text, file=str(file))


def _from_fhir(text: str, file: str) -> Version:
    bundle = types.decode(text)
    if not isinstance(bundle, types.Bundle):
        raise Refusal(Kind.INVALID, f"{file} holds no Bundle.")
    return from_bundle(entry.resource for entry in bundle.entry if entry.resource is not None)


def _read(file: Path) -> str:
    with click.open_file(str(file), encoding="utf-8") as opened:
        try:
            text: str = opened.read()
        except UnicodeDecodeError:
            raise Refusal(Kind.MALFORMED, f"{file} is not UTF-8 text.") from None
    return text


def _words(value: object) -> str:
    """A value of the model on one line."""
    if value is None or value in ("", ()):
        return "nothing"
    if isinstance(value, str):
        return value
    return json.dumps(_data(value), ensure_ascii=False)


def _data(value: object) -> Any:
    """A value of the model as JSON; what is empty is left out."""
    if isinstance(value, timedelta):
        return _duration(value)
    if isinstance(value, StrEnum):
        return str(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        parts = {each.name: getattr(value, each.name) for each in dataclasses.fields(value) if each.name != "line"}
        return {name: _data(part) for name, part in parts.items() if part not in (None, "", (), {}, timedelta(0))}
    if isinstance(value, Mapping):
        return {str(key): _data(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_data(part) for part in value]
    return value


def _duration(value: timedelta) -> str:
    """`-3d`, `4h`, `90min`: as the authors write it."""
    minutes = round(value / timedelta(minutes=1))
    if minutes % 1440 == 0:
        return f"{minutes // 1440}d"
    return f"{minutes // 60}h" if minutes % 60 == 0 else f"{minutes}min"
