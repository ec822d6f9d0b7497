"""Documents say what is there: every link leads to a file, every command exists, every page address is answered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from starlette.routing import Route

from medcluster.cli import main
from medcluster.web.routes import routes

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted(
    [*(ROOT / "docs").rglob("*.md"), *(ROOT / name for name in ("README.md", "DEVELOPERS.md", "GLOSSARY.md"))]
)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
COMMAND = re.compile(r"(?<![\w./-])(?:\.venv/bin/)?medcluster((?: +[a-z][a-z0-9-]*){1,3})")
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]+")
ADDRESS = re.compile(r"`(/(?!fhir|health|board/events|static)[a-zA-Z0-9./?=&_{}-]*)`")
FENCE = re.compile(r"```(\w*)\n(.*?)```", re.DOTALL)


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("document", DOCUMENTS, ids=_name)
def test_links_lead_somewhere(document: Path) -> None:
    text = FENCE.sub("", document.read_text(encoding="utf-8"))
    broken = []
    for target in LINK.findall(text):
        if "://" in target or target.startswith("mailto:"):
            continue
        path, _, anchor = target.partition("#")
        found = (document.parent / path).resolve() if path else document
        if not found.exists() or (anchor and found.suffix == ".md" and anchor not in _anchors(found)):
            broken.append(target)
    assert broken == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=_name)
def test_commands_exist(document: Path) -> None:
    wrong = [line for line, words in _commands(document) if not _exists(line, words)]
    assert wrong == []


@pytest.mark.parametrize("document", [path for path in DOCUMENTS if "reference" not in path.parts], ids=_name)
def test_page_addresses_are_answered(document: Path) -> None:
    pages = [route for route in routes() if isinstance(route, Route) and "rest:path" not in route.path]
    known = [route.path_regex for route in pages]
    text = document.read_text(encoding="utf-8")
    unanswered = []
    for address in ADDRESS.findall(text):
        path = address.partition("?")[0]
        if not any(pattern.match(path) for pattern in known):
            unanswered.append(address)
    assert unanswered == []


def test_some_of_each_was_found() -> None:
    """A pattern that finds nothing proves nothing."""
    commands = {words[0] for document in DOCUMENTS for _, words in _commands(document)}
    assert {"serve", "token", "load", "protocol", "doctor", "board", "migrate"} <= commands
    tour = (ROOT / "docs/tour/README.md").read_text(encoding="utf-8")
    assert len(LINK.findall(tour)) > 20
    assert len(ADDRESS.findall(tour)) > 5


def _anchors(document: Path) -> set[str]:
    """The anchors of a document's headings, spelled as hosts of code spell them."""
    headings = re.findall(r"^#+ +(.+)$", document.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def _commands(document: Path) -> Iterator[tuple[str, list[str]]]:
    """Every command in code, inline or in a block, with the line it stands in."""
    text = document.read_text(encoding="utf-8").replace("\\\n", " ")
    for line in text.splitlines():
        indented = line.startswith("    ") or line.startswith("$ ")
        spans = [line] if indented else re.findall(r"`([^`]+)`", line)
        for span in spans:
            for found in COMMAND.finditer(span):
                yield span[found.start() :], found.group(1).split()


def _exists(line: str, words: list[str]) -> bool:
    """Whether the command, its subcommand and every option that is written are there."""
    with click.Context(main) as context:
        command: click.Command | None = main.get_command(context, words[0])
        for word in words[1:]:
            if isinstance(command, click.Group):
                command = command.get_command(context, word)
    if command is None:
        return False
    options = {option for one in command.params for option in one.opts} | {"--help", "--version"}
    return set(OPTION.findall(line)) <= options
