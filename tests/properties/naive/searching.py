"""Which resources meet conditions: through references, back along those of others, and what a filter tests."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from medcluster.fhir import types
from tests.properties.naive.comparing import fold, hit
from tests.properties.naive.definitions import definitions
from tests.properties.naive.values import SEEN, found


@dataclass
class Condition:
    """One condition: through these references (name, type) or back along those of others, a parameter with its values.

    `links`: ("chain", parameter, type) or ("has", type, parameter), outermost first.
    """

    links: list[tuple[str, str, str]]
    name: str
    modifier: str
    values: list[str]

    def text(self) -> tuple[str, str]:
        """As it is written in an address."""
        name = ""
        for kind, first, second in self.links:
            name += f"_has:{first}:{second}:" if kind == "has" else f"{first}:{second}."
        return name + self.name + (f":{self.modifier}" if self.modifier else ""), ",".join(self.values)


@dataclass(frozen=True)
class Filter:
    """`_filter`: one test, its opposite, or two that are joined."""

    how: str  # one, not, and, or
    tests: tuple[tuple[Condition, str], ...]  # with the operator

    def text(self) -> str:
        """As it is written."""
        said = [f"{one.name} {operator} {_quoted(one.values[0])}" for one, operator in self.tests]
        if self.how == "not":
            return f"not ({said[0]})"
        return f" {self.how} ".join(f"({one})" for one in said) if len(said) > 1 else said[0]


def _quoted(value: str) -> str:
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


@dataclass
class Naive:
    """All resources, by reference, and what was found in them before."""

    resources: dict[str, types.Resource]
    known: dict[tuple[str, str, str], list[Any]] = field(default_factory=dict)
    addresses: dict[str, set[str]] = field(default_factory=dict)

    @classmethod
    def over(cls, resources: list[types.Resource]) -> Naive:
        return cls({f"{types.type_name(one)}/{one.id}": one for one in resources})

    def of(self, kind: str) -> list[str]:
        """The references of the resources of a type."""
        return [reference for reference in self.resources if reference.partition("/")[0] == kind]

    def values(self, reference: str, name: str, modifier: str = "") -> list[Any]:
        """What a parameter finds in a resource."""
        key = reference, name, modifier if modifier in SEEN else ""
        if key not in self.known:
            parameter = definitions()[reference.partition("/")[0]][name]
            self.known[key] = found(self.resources[reference], parameter, key[2])
        return self.known[key]

    def referred(self, reference: str, name: str) -> set[str]:
        """The resources to which a parameter leads from one: by reference, or by their address, with its version."""
        found = {one for one in self.values(reference, name) if isinstance(one, str)} & set(self.resources)
        for address in self.values(reference, name, "canonical"):
            found |= self.addressed().get(address, set())
        return found

    def addressed(self) -> dict[str, set[str]]:
        """Resources by `url`, and by `url|version`."""
        if not self.addresses:
            self.addresses[""] = set()
            for reference, resource in self.resources.items():
                url, version = getattr(resource, "url", None), getattr(resource, "version", None)
                if url and "url" in definitions()[reference.partition("/")[0]]:
                    for address in [url, f"{url}|{version}"] if version else [url]:
                        self.addresses.setdefault(address, set()).add(reference)
        return self.addresses

    def search(self, kind: str, conditions: list[Condition]) -> set[str]:
        """The references of what matches."""
        return {one for one in self.of(kind) if all(self.meets(one, each, 0) for each in conditions)}

    def meets(self, reference: str, condition: Condition, at: int) -> bool:
        """Whether a resource meets a condition, from its link number `at` on."""
        if at == len(condition.links):
            return self._criterion(reference, condition)
        kind, first, second = condition.links[at]
        if kind == "has":
            return any(
                reference in self.values(other, second) and self.meets(other, condition, at + 1)
                for other in self.of(first)
            )
        return any(
            isinstance(target, str)
            and target.startswith(f"{second}/")
            and target in self.resources
            and self.meets(target, condition, at + 1)
            for target in self.values(reference, first)
        )

    def _criterion(self, reference: str, condition: Condition) -> bool:
        kind, _, own_id = reference.partition("/")
        if condition.name == "_id":
            return (own_id in condition.values) is (condition.modifier != "not")
        parameter = definitions()[kind][condition.name]
        values = self.values(reference, condition.name, condition.modifier)
        if condition.modifier == "missing":
            return (not values) is (condition.values[0] == "true")
        is_met = any(
            hit(parameter, value, wanted, condition.modifier) for wanted in condition.values for value in values
        )
        return is_met is (condition.modifier not in ("not", "not-in"))

    def passes(self, reference: str, condition: Condition, operator: str) -> bool:
        """Whether a resource meets one test of a filter."""
        parameter = definitions()[reference.partition("/")[0]][condition.name]
        values, wanted = self.values(reference, condition.name), condition.values[0]
        if operator == "ne":
            return not self.passes(reference, condition, "eq")
        if operator == "pr":
            return bool(values) is (wanted == "true")
        if parameter.type == "string":
            compared = {"eq": str.__eq__, "co": str.__contains__, "sw": str.startswith, "ew": str.endswith}[operator]
            return any(compared(fold(one), fold(wanted)) for one in values)
        prefix = "" if parameter.type in ("token", "uri", "reference") else operator
        written = wanted if parameter.type == "token" else wanted.replace("\\", "\\\\")
        return any(hit(parameter, one, prefix + written, "") for one in values)


def meets(naive: Naive, reference: str, asked: Filter) -> bool:
    """Whether a resource passes a filter."""
    found = [naive.passes(reference, one, operator) for one, operator in asked.tests]
    if asked.how == "not":
        return not found[0]
    return any(found) if asked.how == "or" else all(found)
