"""Where in a map's text is a value, and what is wrong with it?

Promise: every value is read with its line, and every problem is kept, so that an engineer sees all of them at once.
Must not know: what a map means.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from typing import TypeVar

import yaml

from medcluster.foundation import Issue, Kind, Refusal

T = TypeVar("T")
Yaml = yaml.Node
_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def line_of(node: Yaml) -> int:
    """The line on which a node begins, counted from 1."""
    return int(node.start_mark.line) + 1


class Problems:
    """What is wrong with one file."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._found: list[tuple[int, str]] = []

    def add(self, node: Yaml | int, said: str) -> None:
        self._found.append((node if isinstance(node, int) else line_of(node), said))

    def refuse_if_any(self) -> None:
        """One Refusal with every problem, in the order of the lines."""
        if not self._found:
            return
        issues = tuple(Issue(said, f"{self.file}:{line}") for line, said in sorted(dict.fromkeys(self._found)))
        count = "one problem" if len(issues) == 1 else f"{len(issues)} problems"
        text = f"The map has {count}; the first is at {issues[0].where}: {issues[0].text}"
        raise Refusal(Kind.INVALID, text, issues=issues)

    # -- reading ---------------------------------------------------------------------------------------------------

    def root(self, text: str) -> Yaml:
        """The document's root; a text that is not YAML is refused with its line."""
        try:
            node = yaml.compose(text, Loader=_Loader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            self.add(mark.line + 1 if mark else 1, f"this is not YAML: {error.problem or error.context}")
        except (yaml.YAMLError, RecursionError):
            self.add(1, "this is not YAML: a character or a nesting that is not allowed")
        else:
            if node is not None:
                return node
            self.add(1, "the text is empty")
        self.refuse_if_any()
        raise AssertionError("unreachable")

    def entries(self, node: Yaml | None, what: str) -> dict[str, Yaml]:
        """A mapping with free names."""
        if node is None:
            return {}
        if not isinstance(node, yaml.MappingNode):
            self.add(node, f"{what} must be a mapping (name: value)")
            return {}
        found: dict[str, Yaml] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.add(key, f"{what}: a name must be plain text")
            elif key.value in found:
                self.add(key, f"{what} has `{key.value}` twice")
            else:
                found[key.value] = value
        return found

    def fields(self, node: Yaml | None, what: str, known: Iterable[str]) -> dict[str, Yaml]:
        """A mapping with names of a closed set."""
        found = self.entries(node, what)
        for name in [name for name in found if name not in set(known)]:
            self.unknown(found.pop(name), what, name, known)
        return found

    def unknown(self, node: Yaml, what: str, name: str, known: Iterable[str]) -> None:
        """A name that is not in a closed set."""
        close = difflib.get_close_matches(name, sorted(known), n=1)
        hint = f"; did you mean `{close[0]}`?" if close else f"; known are {', '.join(sorted(known))}"
        self.add(node, f"{what} has no `{name}`{hint}")

    def items(self, node: Yaml | None) -> list[Yaml]:
        """A list; a single value counts as a list of one."""
        if node is None:
            return []
        return list(node.value) if isinstance(node, yaml.SequenceNode) else [node]

    def text(self, node: Yaml | None, what: str) -> str:
        """A plain text as it was written."""
        if node is None:
            return ""
        if not isinstance(node, yaml.ScalarNode):
            self.add(node, f"{what} must be plain text")
            return ""
        return str(node.value).strip()

    def words(self, node: Yaml | None, what: str) -> tuple[str, ...]:
        """A list of texts, or one text with blanks between its words."""
        if isinstance(node, yaml.ScalarNode):
            return tuple(str(node.value).split())
        return tuple(self.text(item, what) for item in self.items(node))

    def parsed(self, node: Yaml, text: str, parse: Callable[[str], T], otherwise: T) -> T:
        """A text read by a parser that raises ValueError."""
        try:
            return parse(text)
        except ValueError as error:
            self.add(node, str(error))
            return otherwise
