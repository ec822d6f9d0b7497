"""Where in the text is a value, and what is wrong with it?

A reader over PyYAML's nodes: every value is read with its line, and every problem is kept, so that an author sees all
of them at once. Promise: reading goes on after a problem, with an empty value in its place. Must not know: protocols.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from typing import TypeVar

import yaml

from medcluster.foundation import Issue, Kind, Refusal

T = TypeVar("T")
Node = yaml.Node


def root_of(text: str, file: str) -> Node:
    """The document's root; a text that is not YAML is refused with its line."""
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        said = " ".join(part for part in (error.context, error.problem) if part)
        raise _unreadable(f"this is not YAML: {said}", f"{file}:{line}") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise _unreadable("this is not YAML: a character or a nesting that is not allowed", f"{file}:1") from error
    if node is None:
        raise _unreadable("the text is empty", f"{file}:1")
    return node


def _unreadable(said: str, where: str) -> Refusal:
    return Refusal(Kind.MALFORMED, f"The protocol cannot be read: {where}: {said}.", issues=(Issue(said, where),))


def line_of(node: Node) -> int:
    """The line on which a node begins, counted from 1."""
    return int(node.start_mark.line) + 1


class Reader:
    """Reads nodes and keeps the problems it met."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[tuple[int, str]] = []

    def problem(self, node: Node | int, said: str) -> None:
        """Keep a problem at a node's line."""
        self.problems.append((node if isinstance(node, int) else line_of(node), said))

    def refuse_if_any(self) -> None:
        """Raise one Refusal with every problem, in the order of the lines."""
        if not self.problems:
            return
        found = sorted(dict.fromkeys(self.problems))
        issues = tuple(Issue(said, f"{self.file}:{line}") for line, said in found)
        count = f"{len(issues)} problems" if len(issues) > 1 else "one problem"
        first = f"{issues[0].where}: {issues[0].text}"
        raise Refusal(Kind.INVALID, f"The protocol has {count}; the first is at {first}", issues=issues)

    def fields(self, node: Node, what: str, known: frozenset[str]) -> dict[str, Node]:
        """A mapping with names from a closed set."""
        found = self.entries(node, what)
        for name in found.keys() - known:
            close = difflib.get_close_matches(name, sorted(known), n=1)
            hint = f"; did you mean `{close[0]}`?" if close else f"; known are {', '.join(sorted(known))}"
            self.problem(found[name], f"{what} has no `{name}`{hint}")
        return found

    def entries(self, node: Node, what: str) -> dict[str, Node]:
        """A mapping with free names."""
        if not isinstance(node, yaml.MappingNode):
            self.problem(node, f"{what} must be a mapping (name: value)")
            return {}
        found: dict[str, Node] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.problem(key, f"{what}: a name must be plain text")
            elif key.value in found:
                self.problem(key, f"{what} has `{key.value}` twice")
            else:
                found[key.value] = value
        return found

    def items(self, node: Node | None) -> list[Node]:
        """A list; a single value counts as a list of one."""
        if node is None:
            return []
        if isinstance(node, yaml.SequenceNode):
            return list(node.value)
        return [node]

    def text(self, node: Node | None, what: str) -> str:
        """A plain text as it was written."""
        if node is None:
            return ""
        if not isinstance(node, yaml.ScalarNode):
            self.problem(node, f"{what} must be plain text")
            return ""
        return str(node.value).strip()

    def texts(self, node: Node | None, what: str) -> tuple[str, ...]:
        """A list of plain texts."""
        return tuple(self.text(item, what) for item in self.items(node))

    def words(self, node: Node | None, what: str, languages: tuple[str, ...]) -> dict[str, str]:
        """Words by language; a plain text is English. English must be there."""
        if node is None:
            return {}
        if isinstance(node, yaml.ScalarNode):
            return {"en": self.text(node, what)}
        found = self.entries(node, what)
        for language in found.keys() - set(languages):
            self.problem(found[language], f"{what}: `{language}` is not one of the languages {', '.join(languages)}")
        words = {lang: self.text(found[lang], what) for lang in languages if lang in found}
        if not words.get("en"):
            self.problem(node, f"{what} has no English words (en)")
        return words

    def whole(self, node: Node | None, what: str, otherwise: int) -> int:
        """A whole number."""
        if node is None:
            return otherwise
        text = self.text(node, what)
        if not text.isascii() or not text.lstrip("-").isdigit():
            self.problem(node, f"{what} must be a whole number, not `{text}`")
            return otherwise
        return int(text)

    def parsed(self, node: Node | None, what: str, parse: Callable[[str], T], otherwise: T) -> T:
        """A plain text read by a parser that raises ValueError."""
        if node is None:
            return otherwise
        text = self.text(node, what)
        try:
            return parse(text)
        except ValueError as error:
            self.problem(node, str(error))
            return otherwise

    def plain(self, node: Node) -> object:
        """A free structure of mappings, lists and texts."""
        if isinstance(node, yaml.MappingNode):
            return {name: self.plain(value) for name, value in self.entries(node, "a structure").items()}
        if isinstance(node, yaml.SequenceNode):
            return [self.plain(item) for item in node.value]
        return str(node.value)

    def plain_mapping(self, node: Node | None, what: str) -> Mapping[str, object]:
        """A free mapping."""
        return {} if node is None else {name: self.plain(value) for name, value in self.entries(node, what).items()}
