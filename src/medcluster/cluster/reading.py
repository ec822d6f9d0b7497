"""How is YAML read so that every error names its line?

Promise: all findings of a text are collected and refused together, each as `file:line`; keys that nobody asked for,
keys given twice and languages that are missing are findings, never guessed away. Must not know: clusters.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import TypeVar

import yaml

from medcluster.foundation import Issue, Kind, Languages, Refusal

Choice = TypeVar("Choice", bound=StrEnum)
_ABSENT = "\0"


class Findings:
    """What is wrong with one text."""

    def __init__(self, file: str) -> None:
        self._file = file or "text"
        self.issues: list[Issue] = []

    def add(self, node: yaml.Node, text: str) -> None:
        """Note a finding at the line of a node."""
        self.issues.append(Issue(text, where=f"{self._file}:{node.start_mark.line + 1}"))

    def refuse_if_any(self, what: str) -> None:
        """Raise one Refusal with every finding, first line first."""
        if self.issues:
            first = self.issues[0]
            more = f" (and {len(self.issues) - 1} more)" if len(self.issues) > 1 else ""
            raise Refusal(
                Kind.INVALID,
                f"{what} cannot be used: {first.where}: {first.text}{more}",
                hint="Correct the lines named and try again.",
                issues=tuple(self.issues),
            )


def read_text(text: str, *, file: str) -> tuple[Block, Findings]:
    """The outermost mapping of a YAML text. Refusal MALFORMED, naming the line, when it is no YAML or no mapping."""
    findings = Findings(file)
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        where = f"{file or 'text'}:{line}"
        issue = Issue(error.problem or "this is not YAML", where=where)
        raise Refusal(Kind.MALFORMED, f"{where}: {issue.text}", issues=(issue,)) from None
    except yaml.YAMLError as error:
        raise Refusal(Kind.MALFORMED, f"{file or 'text'}: this is not YAML: {error}") from None
    if not isinstance(node, yaml.MappingNode):
        raise Refusal(Kind.MALFORMED, f"{file or 'text'}:1: a mapping is expected.")
    return Block(node, findings), findings


class Block:
    """One mapping; asked key by key, it remembers what was asked and in `close` reports the rest."""

    def __init__(self, node: yaml.MappingNode, findings: Findings) -> None:
        self.node = node
        self._findings = findings
        self._asked: set[str] = set()
        self._values: dict[str, yaml.Node] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                findings.add(key, "a key must be a word")
            elif key.value in self._values:
                findings.add(key, f"{key.value!r} is given twice")
            else:
                self._values[key.value] = value

    def fault(self, text: str, key: str = "") -> None:
        """Note a finding at this mapping, or at the value of one of its keys."""
        self._findings.add(self._values.get(key, self.node), text)

    def has(self, key: str) -> bool:
        """Whether the key is written."""
        return key in self._values

    def all_keys(self) -> tuple[str, ...]:
        """The keys written, in their order; all count as asked."""
        self._asked.update(self._values)
        return tuple(self._values)

    def close(self) -> None:
        """Report keys that mean nothing here."""
        for key, value in self._values.items():
            if key not in self._asked:
                self._findings.add(value, f"{key!r} means nothing here; known: {', '.join(sorted(self._asked))}")

    def _get(self, key: str, default: object) -> yaml.Node | None:
        self._asked.add(key)
        value = self._values.get(key)
        if value is None and default is _ABSENT:
            self._findings.add(self.node, f"{key!r} is missing")
        return value

    def text(self, key: str, default: str = _ABSENT) -> str:
        """A scalar as it is written."""
        value = self._get(key, default)
        if value is None:
            return "" if default is _ABSENT else default
        if not isinstance(value, yaml.ScalarNode):
            self.fault(f"{key!r} must be one word or sentence", key)
            return ""
        return str(value.value).strip()

    def whole(self, key: str, default: int = 0) -> int:
        """A whole number, zero or more."""
        written = self.text(key, str(default))
        if not (written.isascii() and written.isdigit()):
            self.fault(f"{key!r} must be a whole number, not {written!r}", key)
            return default
        return int(written)

    def choice(self, key: str, kind: type[Choice], default: Choice | None = None) -> Choice:
        """One word of a closed vocabulary."""
        written = self.text(key, _ABSENT if default is None else str(default))
        try:
            return kind(written)
        except ValueError:
            if written:
                self.fault(f"{key!r} cannot be {written!r}; one of: {', '.join(kind)}", key)
            return next(iter(kind))

    def words(self, key: str, *, required: bool = True) -> dict[str, str]:
        """Words of ours: in every language of the platform."""
        found = self.names(key, required=required)
        absent = [language for language in Languages if language not in found]
        if found and absent:
            self.fault(f"{key!r} lacks {', '.join(absent)}", key)
        return found

    def names(self, key: str, *, required: bool = True) -> dict[str, str]:
        """A name: English at least, other languages where the name is written otherwise. One word alone is English."""
        value = self._get(key, _ABSENT if required else None)
        if value is None:
            return {}
        if isinstance(value, yaml.ScalarNode):
            return {"en": str(value.value).strip()}
        if not isinstance(value, yaml.MappingNode):
            self.fault(f"{key!r} must be words by language", key)
            return {}
        block = Block(value, self._findings)
        found = {language: block.text(language) for language in block.all_keys()}
        for language in found:
            if language not in Languages:
                block.fault(f"{language!r} is not a language of the platform: {', '.join(Languages)}", language)
        if "en" not in found:
            block.fault("'en' is missing")
        return found

    def listed(self, key: str) -> Sequence[str]:
        """A list of single words; empty when the key is absent."""
        value = self._get(key, None)
        if value is None:
            return ()
        if not isinstance(value, yaml.SequenceNode) or not all(isinstance(v, yaml.ScalarNode) for v in value.value):
            self.fault(f"{key!r} must be a list of words", key)
            return ()
        return tuple(str(item.value) for item in value.value)

    def pluck(self, key: str, inner: str) -> tuple[str, ...]:
        """The values of one key over the mappings of a list, before they are read."""
        value = self._values.get(key)
        if not isinstance(value, yaml.SequenceNode):
            return ()
        pairs = (pair for item in value.value if isinstance(item, yaml.MappingNode) for pair in item.value)
        return tuple(
            str(held.value) for name, held in pairs if name.value == inner and isinstance(held, yaml.ScalarNode)
        )

    def block(self, key: str) -> Block:
        """The mapping under a key; an empty one when it is missing, which is reported."""
        value = self._get(key, _ABSENT)
        if isinstance(value, yaml.MappingNode):
            return Block(value, self._findings)
        if value is not None:
            self.fault(f"{key!r} must be a mapping", key)
        mark = self.node.start_mark
        empty = Block(yaml.MappingNode("tag:yaml.org,2002:map", [], mark, mark), Findings(""))
        return empty

    def blocks(self, key: str) -> Iterator[Block]:
        """The mappings of a list; none when the key is absent. Each is closed after the caller has read it."""
        value = self._get(key, None)
        if value is None:
            return
        if not isinstance(value, yaml.SequenceNode):
            self.fault(f"{key!r} must be a list", key)
            return
        for item in value.value:
            if not isinstance(item, yaml.MappingNode):
                self._findings.add(item, f"an entry of {key!r} must be a mapping")
                continue
            block = Block(item, self._findings)
            yield block
            block.close()
