"""The house rules that a linter cannot see."""

from __future__ import annotations

import ast
import importlib
import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "medcluster"
ROOMS = ("foundation", "fhir", "record", "cluster", "protocol", "exchange", "simulation", "api", "web", "app", "cli")
MODULES = sorted(path for path in SOURCE.rglob("*.py") if "_generated" not in path.parts)
LONGEST_FILE_LINES = 500
LONGEST_FUNCTION_LINES = 60


def _name(path: Path) -> str:
    return str(path.relative_to(SOURCE))


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_a_file_is_short_and_says_what_it_is_for(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= LONGEST_FILE_LINES, "split it: it holds two ideas"
    tree = ast.parse(text)
    assert ast.get_docstring(tree), "a module's docstring says which question it answers"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
            assert node.end_lineno - node.lineno < LONGEST_FUNCTION_LINES, f"{node.name} is too long"


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_has_a_front_door(room: str) -> None:
    module = importlib.import_module(f"medcluster.{room}")
    assert module.__doc__ and len(module.__doc__) > 40
    for name in getattr(module, "__all__", ()):
        thing = getattr(module, name)
        if callable(thing):
            assert thing.__doc__, f"{room}.{name} has no docstring"


def _imports(path: Path) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found.append(node.module)
        elif isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
    return found


OPEN_INSIDE = {
    "fhir": {"types", "validation", "path", "patch", "search", "xml", "views", "terminology"},
    "protocol": set(),
    "record": {"unrestricted"},
}


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_others_enter_a_room_by_its_front_door(path: Path) -> None:
    own = path.relative_to(SOURCE).parts[0].removesuffix(".py")
    for module in _imports(path):
        parts = module.split(".")
        if parts[0] != "medcluster" or len(parts) < 3 or parts[1] == own:
            continue
        allowed = OPEN_INSIDE.get(parts[1], set())
        assert len(parts) == 3 and parts[2] in allowed, f"{module} is inside the {parts[1]} room"
        assert parts[1:] != ["record", "unrestricted"] or own == "app", "only app may see every row"


SCHEMA_WORD = re.compile(r"\b(?:FROM|JOIN|INTO|UPDATE|TABLE(?: IF NOT EXISTS)?)\s+(\w+)\.\w+", re.IGNORECASE)
SCHEMAS = {"foundation", "record", "cluster", "protocol", "exchange", "simulation", "app"}


@pytest.mark.parametrize("path", sorted([*MODULES, *SOURCE.rglob("*.sql")]), ids=_name)
def test_sql_stays_in_its_own_schema(path: Path) -> None:
    own = path.relative_to(SOURCE).parts[0]
    for schema in SCHEMA_WORD.findall(path.read_text(encoding="utf-8")):
        assert schema not in SCHEMAS or schema == own, f"{own} reads the tables of {schema}"


def test_nothing_is_fetched_from_another_host() -> None:
    suspects = [
        path
        for path in [*SOURCE.rglob("*.html"), *SOURCE.rglob("*.css"), *SOURCE.rglob("*.js")]
        if "vendor" not in path.parts and re.search(r"(?:src|href|url\()\s*=?\s*[\"'(]?https?://", path.read_text())
    ]
    assert suspects == []
