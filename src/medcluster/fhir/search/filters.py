"""What does a `_filter` ask?

Promise: R4's grammar (and, or, not, parentheses, chained paths with filters in brackets, every operator) becomes the
same conditions as the other search parameters; what cannot be said with them is refused by name. Must not know:
indexes. Source: http://hl7.org/fhir/R4/search_filter.html.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import tzinfo
from itertools import count

from medcluster.fhir.search.naming import LONGEST_CHAIN, known_parameter, known_type, met_once_more
from medcluster.fhir.search.parameters import Parameter
from medcluster.fhir.search.query import (
    All,
    Chain,
    Condition,
    Criterion,
    Either,
    Has,
    Not,
    StringValue,
)
from medcluster.fhir.search.values import read
from medcluster.foundation import Kind, Refusal

_TOKEN = re.compile(r"\s*(?P<text>\"(?:[^\"\\]|\\.)*\")|\s*(?P<mark>[()\[\]])|\s*(?P<word>[^\s()\[\]\"]+)")
_ORDERED = ("gt", "lt", "ge", "le", "ap", "sa", "eb")
OPERATORS = ("eq", "ne", "co", "sw", "ew", *_ORDERED, "pr", "po", "ss", "sb", "in", "ni", "re")
_DEEPEST = 20
_STRINGS = {"eq": "whole", "co": "contains", "sw": "", "ew": "ends"}
_HINT = 'for example _filter=name co "pet" and birthdate ge 2014-10-10'


def filtered(resource_type: str, text: str, zone: tzinfo) -> Condition:
    """The condition in the text of a filter."""
    return _Reader(resource_type, text, zone).whole()


class _Reader:
    def __init__(self, resource_type: str, text: str, zone: tzinfo) -> None:
        self.type = resource_type
        self.text = text
        self.zone = zone
        self.depth = 0
        self.met = count(1)
        self.tokens: list[str] = []
        at = 0
        while at < len(text.rstrip()):
            found = _TOKEN.match(text, at)
            if found is None:
                raise self._unreadable(text[at:])
            token = found[0].strip()
            if token.startswith(".") and self.tokens and self.tokens[-1] == "]":
                self.tokens.append(".")
                token = token[1:]
            self.tokens.append(token)
            at = found.end()
        self.at = 0

    def _unreadable(self, near: str) -> Refusal:
        return Refusal(Kind.MALFORMED, f"_filter cannot be read at {near[:40]!r}", hint=_HINT)

    def _peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def _take(self, wanted: str = "") -> str:
        token = self._peek()
        if not token or (wanted and token != wanted):
            raise self._unreadable(token or "its end")
        self.at += 1
        return token

    def whole(self) -> Condition:
        found = self._either(self.type)
        if self._peek():
            raise self._unreadable(self._peek())
        return found

    def _either(self, resource_type: str) -> Condition:
        parts = [self._all(resource_type)]
        while self._peek() == "or":
            self._take()
            parts.append(self._all(resource_type))
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def _all(self, resource_type: str) -> Condition:
        parts = [self._one(resource_type)]
        while self._peek() == "and":
            self._take()
            parts.append(self._one(resource_type))
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def _one(self, resource_type: str) -> Condition:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise Refusal(Kind.TOO_LARGE, f"a _filter of more than {_DEEPEST} levels is not followed")
        try:
            if self._peek() == "not":
                self._take()
                return Not(self._group(resource_type))
            return self._group(resource_type) if self._peek() == "(" else self._test(resource_type)
        finally:
            self.depth -= 1

    def _group(self, resource_type: str) -> Condition:
        self._take("(")
        found = self._either(resource_type)
        self._take(")")
        return found

    def _test(self, resource_type: str) -> Condition:
        """A path, an operator, a value; a path may go through references, with a filter on each in brackets."""
        path = self._take()
        if self._peek() == "[":
            return self._through(resource_type, path)
        operator, value = self._take(), self._value()
        if operator not in OPERATORS:
            raise Refusal(
                Kind.MALFORMED, f"_filter has no operator {operator!r}", hint=f"there are {', '.join(OPERATORS)}"
            )
        return self._compared(resource_type, path, operator, value)

    def _through(self, resource_type: str, path: str) -> Condition:
        """`reference[filter].path`: the one referred to meets both."""
        parameter = known_parameter(resource_type, path)
        if parameter.type != "reference" or not parameter.targets:
            raise Refusal(
                Kind.UNSUPPORTED,
                f"_filter looks into {path} with brackets, and it is no reference to known types",
                hint="a path goes on behind a reference",
            )
        met_once_more(self.met)
        begun, branches, refused = self.at, [], None
        ended = self.at
        for target in parameter.targets:
            self.at = begun
            try:
                branches.append((target, self._inside(target)))
                ended = self.at
            except Refusal as refusal:
                if refusal.kind is Kind.TOO_LARGE:
                    raise
                refused = refused or refusal
        if not branches:
            raise refused or self._unreadable(path)
        self.at = ended
        return Chain(parameter, tuple(branches))

    def _inside(self, target: str) -> Condition:
        self._take("[")
        inner = self._either(target)
        self._take("]")
        self._take(".")
        return All((inner, self._test(target)))

    def _value(self) -> str:
        token = self._take()
        if token in ("(", ")", "[", "]"):
            raise self._unreadable(token)
        if not token.startswith('"'):
            return token
        try:
            found = json.loads(token)
        except ValueError:
            raise self._unreadable(token) from None
        return str(found)

    def _compared(self, resource_type: str, path: str, operator: str, value: str) -> Condition:
        met_once_more(self.met)
        if path.count(".") + path.count("_has:") > LONGEST_CHAIN:
            raise Refusal(Kind.TOO_LARGE, f"a path of more than {LONGEST_CHAIN} links is not followed")
        if path.startswith("_has:"):
            _, source, reference, rest = (*path.split(":", 3), "", "", "")[:4]
            parameter = known_parameter(known_type(source), reference)
            return Has(source, parameter, self._compared(source, rest, operator, value))
        head, dot, rest = path.partition(".")
        name, _, wanted = head.partition(":")
        parameter = known_parameter(resource_type, "_id" if name == "id" else name)
        if not dot:
            return self._criterion(parameter, operator, value)
        if parameter.type != "reference":
            raise Refusal(Kind.MALFORMED, f"_filter: {name} is a {parameter.type} parameter, not a reference")
        targets = (known_type(wanted),) if wanted else parameter.targets
        branches, refused = [], None
        for target in targets:
            try:
                branches.append((target, self._compared(target, rest, operator, value)))
            except Refusal as refusal:
                if refusal.kind is Kind.TOO_LARGE:
                    raise
                refused = refused or refusal
        if not branches:
            raise refused or Refusal(Kind.MALFORMED, f"_filter: {name} may refer to any type; say {name}:Type.{rest}")
        return Chain(parameter, tuple(branches))

    def _criterion(self, parameter: Parameter, operator: str, value: str) -> Condition:
        if operator == "pr":
            if value not in ("true", "false"):
                raise Refusal(Kind.MALFORMED, f"_filter: {parameter.name} pr {value}", hint="pr is true or false")
            return Criterion(parameter, "missing", missing=value == "false")
        if operator == "ne":
            return Not(self._criterion(parameter, "eq", value))
        modifier, written = _spelled(parameter, operator, value)
        found = Criterion(parameter, modifier, read(parameter, _read_as(modifier), written, self.zone))
        return found if modifier != "whole" else _whole(found)


def _spelled(parameter: Parameter, operator: str, value: str) -> tuple[str, str]:
    """The modifier and the value that say the same in an ordinary search parameter."""
    escaped = re.sub(r"([,\\])", r"\\\1", value)
    kind = parameter.type
    if kind == "string" and operator in _STRINGS:
        return _STRINGS[operator], re.sub(r"([,\\$|])", r"\\\1", value)
    if kind in ("date", "number", "quantity") and operator in (*_ORDERED, "eq"):
        return "", f"{operator}{escaped}"
    if kind == "date" and operator == "po":
        return "overlaps", escaped
    if kind == "token" and operator in ("ss", "sb", "in", "ni"):
        return {"ss": "above", "sb": "below", "in": "in", "ni": "not-in"}[operator], escaped
    if kind in ("token", "reference") and operator in ("co", "sw"):
        return "text", escaped
    if kind == "reference" and operator == "re":
        return "", escaped
    if kind == "uri" and operator == "sw":
        return "below", escaped
    if operator == "eq":
        return "", escaped
    raise Refusal(
        Kind.UNSUPPORTED, f"_filter: the operator {operator} says nothing about the {kind} parameter {parameter.name}"
    )


def _read_as(modifier: str) -> str:
    return "" if modifier in ("whole", "ends", "overlaps") else modifier


def _whole(criterion: Criterion) -> Criterion:
    """Values of a filter are never case sensitive: the whole text, folded."""
    values = tuple(StringValue(v.normalised, v.normalised) for v in criterion.values if isinstance(v, StringValue))
    return replace(criterion, values=values)
