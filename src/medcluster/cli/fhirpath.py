"""`medcluster fhirpath EXPRESSION FILE`: what does this expression give on that resource?

Promise: the result is one JSON list on standard output, numbers with their digits; a mistake is an error that names the
column. The expression is first checked against the resource's type, as an author would want, unless `--lenient`.
"""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import click
import msgspec

from medcluster.fhir import path
from medcluster.foundation import Kind, Refusal, SystemClock

_encoder = msgspec.json.Encoder(decimal_format="number", enc_hook=lambda value: _written(value))


@click.command("fhirpath")
@click.argument("expression")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path))
@click.option("--type", "type_name", default="", help="The FHIR type of FILE, where it is no resource.")
@click.option("--variable", "variables", multiple=True, metavar="NAME=JSON", help="A value for %NAME; may be repeated.")
@click.option("--types", is_flag=True, help="Give each value with its type.")
@click.option("--lenient", is_flag=True, help="An element that the type does not have is empty, not an error.")
def fhirpath(
    expression: str, file: Path, type_name: str, variables: tuple[str, ...], types: bool, lenient: bool
) -> None:
    """Evaluate a FHIRPath EXPRESSION on the JSON resource in FILE (- for standard input)."""
    compiled = path.compile(expression)
    named = dict(map(_variable, variables))
    with click.open_file(str(file), encoding="utf-8", errors="replace") as opened:
        content = _read(opened.read(), str(file))
    if isinstance(content, dict):
        type_name = type_name or str(content.get("resourceType", ""))
    context = _typed(content, type_name)
    if type_name and not lenient:
        compiled.check(type_name)
    results = compiled.typed(context, variables=named, now=SystemClock().now(), tracer=_trace)
    shown = [{"type": kind, "value": value} if types else value for kind, value in results]
    click.echo(msgspec.json.format(_encoder.encode(shown), indent=2).decode())


def _read(text: str, source: str) -> Any:
    try:
        return json.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError) as wrong:
        raise Refusal(Kind.MALFORMED, f"{source} is no JSON: {wrong}") from None


def _typed(content: Any, type_name: str) -> object:
    if not type_name or (isinstance(content, dict) and "resourceType" in content):
        return content
    try:
        return path.element(content, type_name)
    except ValueError as wrong:
        raise Refusal(Kind.MALFORMED, str(wrong)) from None


def _variable(given: str) -> tuple[str, Any]:
    name, equals, text = given.partition("=")
    if not equals:
        raise Refusal(Kind.MALFORMED, f"--variable {given}: write NAME=JSON")
    return name.removeprefix("%"), _read(text, f"--variable {name}")


def _trace(name: str, items: list[object]) -> None:
    values = [item.value if isinstance(item, path.Node) else item for item in items]
    click.echo(f"trace {name}: {_encoder.encode(values).decode()}", err=True)


def _written(value: object) -> object:
    if isinstance(value, path.Quantity):
        return {"value": value.value, "unit": value.unit}
    if isinstance(value, (path.Date, path.DateTime, path.Time)):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no JSON")
