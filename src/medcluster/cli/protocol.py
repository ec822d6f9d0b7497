"""`medcluster protocol`: protocols as text, as FHIR, what is different between two, what one means for a patient.

Promise: only `publish` needs a database; the rest is pure. What cannot be compiled is refused with the line of every
problem, and nothing is written. Source of the form: docs/reference/protocol-form.md.
"""

from __future__ import annotations

import asyncio
import dataclasses
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import IO, Any

import click
import msgspec

from medcluster import app
from medcluster.cli.reading import text_in
from medcluster.fhir import types
from medcluster.foundation import Issue, Kind, RandomIds, Refusal, Settings, SystemClock, open_database
from medcluster.protocol import (
    Inputs,
    Version,
    apply,
    as_care_plan,
    compile_text,
    difference,
    from_bundle,
    inputs_of,
    level,
    to_bundle,
    to_text,
)

_DEFINITIONS = (types.PlanDefinition, types.ActivityDefinition, types.Questionnaire)
_FILE = click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)


@click.group("protocol")
def protocol() -> None:
    """Compile protocols to FHIR and back, compare them, publish them."""


@protocol.command("compile")
@click.argument("file", type=_FILE)
@click.option("--out", type=click.File("w", encoding="utf-8", lazy=True), default="-", help="Default: standard output.")
def compile_(file: Path, out: IO[str]) -> None:
    """Compile the protocol in FILE (YAML) to a FHIR Bundle of its definitions."""
    resources = to_bundle(compile_text(text_in(file), file=str(file)))
    entries = tuple(types.BundleEntry(resource=resource) for resource in resources)  # type: ignore[arg-type]
    bundle = types.encode(types.Bundle(type="collection", entry=entries))
    out.write(msgspec.json.format(bundle, indent=2).decode() + "\n")


@protocol.command("decompile")
@click.argument("file", type=_FILE)
@click.option("--out", type=click.File("w", encoding="utf-8", lazy=True), default="-", help="Default: standard output.")
def decompile(file: Path, out: IO[str]) -> None:
    """Write the protocol in FILE (a FHIR Bundle of definitions) as its authors would."""
    out.write(to_text(_from_fhir(text_in(file), str(file))))


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


@protocol.command("apply")
@click.argument("file", type=_FILE)
@click.option("--subject", default="", metavar="REFERENCE", help="For whom, such as Patient/anna.")
@click.option("--practitioner", default="", metavar="REFERENCE", help="Who asks.")
@click.option(
    "--data", "data", multiple=True, type=_FILE, help="FHIR JSON that is known of the subject; may be repeated."
)
@click.option("--care-plan", is_flag=True, help="R4's CarePlan that contains the rest, instead of R5's Bundle.")
def apply_(file: Path, subject: str, practitioner: str, data: tuple[Path, ...], care_plan: bool) -> None:
    """What the definition in FILE would mean for a patient: a proposal, nothing is stored.

    FILE is a protocol (YAML, or its FHIR Bundle), a PlanDefinition or ActivityDefinition, or the Parameters of $apply.
    """
    definition, inputs = _to_apply(text_in(file), str(file))
    known = [resource for path in data for resource in _resources(types.decode(text_in(path)))]
    inputs = dataclasses.replace(
        inputs,
        subject=subject or inputs.subject,
        practitioner=practitioner or inputs.practitioner,
        resources=[*inputs.resources, *known],
    )
    ids = RandomIds()
    applied = apply(definition, inputs, ids=ids, now=SystemClock().now())
    for issue in applied.issues:
        click.echo(f"note: {issue.where + ': ' if issue.where else ''}{issue.text}", err=True)
    answer = as_care_plan(applied, ids=ids) if care_plan else applied.resource
    click.echo(msgspec.json.format(types.encode(answer), indent=2).decode())


@protocol.command("publish")
@click.argument("files", nargs=-1, type=_FILE)
@click.option("--shipped", is_flag=True, help="The protocols that came along with medcluster.")
def publish(files: tuple[Path, ...], shipped: bool) -> None:
    """Publish the protocols in FILES (YAML, or FHIR Bundles of their definitions): all of them, or none.

    A published version is frozen: what is the same again is left alone, what is different needs a new version number.
    """
    if not files and not shipped:
        raise Refusal(Kind.INVALID, "Nothing to publish.", hint="Name files, or give --shipped.")
    versions = [*_shipped(), *_compiled(files)] if shipped else _compiled(files)
    published = asyncio.run(_publish(Settings.from_environment(os.environ), versions))
    for one in versions:
        click.echo(f"{one.name} {one.version}: {'published' if one in published else 'was published already'}")


async def _publish(settings: Settings, versions: Sequence[Version]) -> tuple[Version, ...]:
    async with open_database(settings, size=3) as opened:
        return await app.publish(app.wire(settings, opened.database), versions)


def _shipped() -> list[Version]:
    return [one for versions in app.shipped().values() for one in reversed(versions)]


def _compiled(files: Sequence[Path]) -> list[Version]:
    """The versions in these files; a Refusal with the findings of all of them."""
    found: list[Version] = []
    issues: list[Issue] = []
    for file in files:
        try:
            found.append(_version(file))
        except Refusal as refusal:
            issues += [Issue(one.text, one.where or str(file), one.code, one.severity) for one in refusal.issues]
    if issues:
        raise Refusal(Kind.INVALID, "Nothing was published.", issues=tuple(issues), hint="Correct these lines.")
    return found


def _to_apply(text: str, file: str) -> tuple[types.Resource, Inputs]:
    """The definition that a file holds, with what the file says about applying it."""
    if not text.lstrip().startswith("{"):
        return _with_definitions(to_bundle(compile_text(text, file=file)))
    resource = types.decode(text)
    if not isinstance(resource, types.Parameters):
        return _with_definitions(list(_resources(resource)))
    definition, canonical, inputs = inputs_of(resource)
    definition = definition or inputs.definition(canonical)
    if definition is None:
        raise Refusal(Kind.INVALID, f"{file} holds no definition to apply.")
    return definition, inputs


def _with_definitions(resources: list[types.Resource]) -> tuple[types.Resource, Inputs]:
    """The plan, or the only definition, among these; the others are what it leads to."""
    known = {f"{one.url}|{one.version}": one for one in resources if isinstance(one, _DEFINITIONS) and one.url}
    leading = next((one for one in resources if isinstance(one, types.PlanDefinition)), None)
    return leading or resources[0], Inputs(subject="", definitions=known)


def _resources(resource: types.Resource) -> Iterator[types.Resource]:
    if isinstance(resource, types.Bundle):
        yield from (entry.resource for entry in resource.entry if entry.resource is not None)
    else:
        yield resource


def _version(file: Path) -> Version:
    text = text_in(file)
    return _from_fhir(text, str(file)) if text.lstrip().startswith("{") else compile_text(text, file=str(file))


def _from_fhir(text: str, file: str) -> Version:
    bundle = types.decode(text)
    if not isinstance(bundle, types.Bundle):
        raise Refusal(Kind.INVALID, f"{file} holds no Bundle.")
    return from_bundle(entry.resource for entry in bundle.entry if entry.resource is not None)


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
