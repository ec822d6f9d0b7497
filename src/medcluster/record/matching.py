"""Which index rows meet a criterion?

Promise: a criterion becomes the name of one index table and a condition on its row `y`; the table is the same for all
values of a parameter. Every value is bound, never written into the text; what is not run is refused by name. Must not
know: resources' rows, pages, order. Sources: http://hl7.org/fhir/R4/search.html; `indexing` says what the rows hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from medcluster.fhir.search import (
    CompositeValue,
    Criterion,
    DateValue,
    NearValue,
    NumberValue,
    Parameter,
    QuantityValue,
    ReferenceValue,
    StringValue,
    TokenValue,
    UriValue,
    Value,
    WordsValue,
    text_places,
    united,
)
from medcluster.foundation import Kind, Refusal
from medcluster.record import amounts
from medcluster.record.hashing import (
    composite_number,
    hash32,
    hash64,
    parameter_number,
    parameter_numbers,
    text_number,
)
from medcluster.record.hierarchies import relatives
from medcluster.record.indexing import INDEXED_LENGTH
from medcluster.record.lookups import is_looked_up, lookups, numbers_of, table_of
from medcluster.record.spans import compared
from medcluster.record.values import Values

_RUN = {
    "token": ("", "not", "text", "of-type"),
    "reference": ("", "identifier", "above", "below", "text"),
    "string": ("", "exact", "contains", "whole", "ends"),
    "date": ("", "overlaps"),
    "uri": ("", "above", "below"),
}
_MOST_PAIRS = 8  # of code and system that are written one by one; more are joined
_WHOLE = "(y.v || coalesce(y.tail, ''))"
_EXACT = f"(y.v = {{head}} AND coalesce(y.original, {_WHOLE}) = {{written}})"
_WHOLE_TEXT = f"(y.v = {{head}} AND {_WHOLE} = {{folded}})"
_CONTAINS = f"strpos({_WHOLE}, {{folded}}) > 0"
_ENDS = f"right({_WHOLE}, {{size}}::integer) = {{folded}}"
_BEGINS = "y.v ^@ {head}"
_BEGINS_LONG = f"(y.v = {{head}} AND {_WHOLE} ^@ {{folded}})"


def not_run(what: str) -> Refusal:
    """The refusal of something that R4 defines and this record does not run yet."""
    return Refusal(Kind.UNSUPPORTED, f"The search {what} is not offered here.")


def refuse_modifier(criterion: Criterion) -> None:
    """Refuse a modifier that is not run; a reference's may name a type."""
    known = _RUN.get(criterion.parameter.type, ("",))
    names_type = criterion.parameter.type == "reference" and criterion.modifier[:1].isupper()
    if criterion.modifier not in known and not names_type:
        raise not_run(f"modifier :{criterion.modifier} of {criterion.parameter.name}")


class Matcher:
    """The conditions of one statement on index rows, with their values bound in one place."""

    def __init__(self, values: Values, now: datetime) -> None:
        self.values = values
        self._now = now

    def matching(self, resource_type: str, criterion: Criterion) -> str:
        """A boolean expression about the index row `y` of a criterion, `:not` aside."""
        arms = self.arms(resource_type, criterion)
        return arms[0] if len(arms) == 1 else f"({self.any(arms)})"

    def arms(self, resource_type: str, criterion: Criterion) -> list[str]:
        """Expressions about the index row `y`, one of which has to hold: each can be sought for itself."""
        refuse_modifier(criterion)
        parameter = criterion.parameter
        if parameter.type == "composite":
            return [arm for v in criterion.values for arm in self._composite(resource_type, parameter, v)]
        if parameter.type in ("number", "quantity"):
            return [arm for v in criterion.values for arm in self._amount(resource_type, parameter.name, v)]
        return [self._arm(resource_type, criterion)]

    def _arm(self, resource_type: str, criterion: Criterion) -> str:
        parameter = criterion.parameter
        if table_of(criterion) == "token":
            numbers = self.among(numbers_of(resource_type, criterion))
            return f"{numbers} AND {self._tokens(resource_type, criterion)}"
        if criterion.modifier == "text":
            places = self.among([text_number(resource_type, place) for place in text_places(resource_type, parameter)])
            return f"{places} AND ({self.any(self._text(value) for value in criterion.values)})"
        if parameter.type == "special":
            return f"({self.any(self._near(resource_type, parameter.name, v) for v in criterion.values)})"
        one = self.any(self._one(value, criterion.modifier) for value in criterion.values)
        return f"{self.among(parameter_numbers(resource_type, parameter.name))} AND ({one})"

    def among(self, numbers: Iterable[int], column: str = "y.p") -> str:
        """A column is one of these numbers."""
        wanted = list(numbers)
        if len(wanted) == 1:
            return f"{column} = {self.values.bind(wanted[0], 'integer')}"
        return f"{column} = ANY ({self.values.bind(wanted, 'integer[]')})"

    def any(self, parts: Iterable[str]) -> str:
        """One of the parts holds."""
        return " OR ".join(parts) or "false"

    def _tokens(self, resource_type: str, criterion: Criterion) -> str:
        if criterion.parameter.type == "reference" and criterion.modifier in ("above", "below"):
            candidates = [c for v in criterion.values if isinstance(v, ReferenceValue) for c in v.candidates]
            return f"y.h = ANY ({relatives(candidates, criterion.modifier, self.values)})"
        if not is_looked_up(criterion):
            return f"({self.any(self._words(resource_type, value) for value in criterion.values)})"
        return self.equal(lookups(criterion), "y")

    def _words(self, resource_type: str, value: Value) -> str:
        """All words: the first in the row itself, the others in rows beside it."""
        if not isinstance(value, WordsValue):
            raise TypeError(value)
        first, *others = value.words
        number = self.values.bind(parameter_number(resource_type, "_text"), "integer")
        beside = "".join(
            f" AND EXISTS (SELECT FROM record.token AS z WHERE z.p = {number} AND z.d = y.d AND z.rid = y.rid"
            f" AND z.h = {self.values.bind(hash64(word), 'bigint')})"
            for word in others
        )
        return f"(y.h = {self.values.bind(hash64(first), 'bigint')}{beside})"

    def equal(self, wanted: list[tuple[int | None, int | None]], alias: str) -> str:
        """The comparison of hashes with a row of record.token."""
        if not wanted:
            return "false"
        if any(h is None for h, _ in wanted):  # `system|` has no code
            return f"({self.any(self._pair(h, s, alias) for h, s in wanted)})"
        if len(wanted) == 1:
            return self._pair(*wanted[0], alias)
        among = f"{alias}.h = ANY ({self.values.bind(list(dict.fromkeys(h for h, _ in wanted)), 'bigint[]')})"
        if all(s is None for _, s in wanted):
            return among
        if len(wanted) > _MOST_PAIRS and all(s is not None for _, s in wanted):
            pairs = f"""SELECT * FROM unnest({self.values.bind([h for h, _ in wanted], "bigint[]")},
                {self.values.bind([s for _, s in wanted], "integer[]")})"""
            return f"{among} AND ({alias}.h, {alias}.s) IN ({pairs})"
        return f"{among} AND ({self.any(self._pair(h, s, alias) for h, s in wanted)})"

    def _pair(self, value: int | None, system: int | None, alias: str) -> str:
        parts = [f"{alias}.h = {self.values.bind(value, 'bigint')}"] if value is not None else []
        parts += [f"{alias}.s = {self.values.bind(system, 'integer')}"] if system is not None else []
        return f"({' AND '.join(parts)})"

    def _one(self, value: Value, modifier: str) -> str:
        if isinstance(value, StringValue):
            return self._string(value, modifier)
        if isinstance(value, DateValue):
            return compared(value, modifier, self.values, self._now)
        if isinstance(value, UriValue):
            return self._begins(value.uri)
        raise TypeError(value)

    def _text(self, value: Value) -> str:
        if not isinstance(value, StringValue):
            raise TypeError(value)
        return self._begins(value.normalised)

    def _begins(self, folded: str) -> str:
        template = _BEGINS_LONG if len(folded) > INDEXED_LENGTH else _BEGINS
        return self.values.fill(template, "text", head=folded[:INDEXED_LENGTH], folded=folded)

    def _string(self, value: StringValue, modifier: str) -> str:
        folded = value.normalised
        if modifier == "ends":
            return self.values.fill(_ENDS, "text", folded=folded, size=str(len(folded)))
        if modifier in ("exact", "contains", "whole"):
            template = {"exact": _EXACT, "contains": _CONTAINS, "whole": _WHOLE_TEXT}[modifier]
            return self.values.fill(template, "text", head=folded[:INDEXED_LENGTH], folded=folded, written=value.text)
        return self._begins(folded)

    def _amount(self, resource_type: str, name: str, value: Value) -> list[str]:
        def number(label: str) -> list[int]:
            return [parameter_number(resource_type, part + label) for part in united(resource_type, name)]

        return amounts.compared(value, number, self.values)

    def _near(self, resource_type: str, name: str, value: Value) -> str:
        if not isinstance(value, NearValue):
            raise TypeError(value)
        return amounts.near(
            value,
            parameter_number(resource_type, name + ":latitude"),
            parameter_number(resource_type, name + ":longitude"),
            self.values,
        )

    def _composite(self, resource_type: str, parameter: Parameter, value: Value) -> list[str]:
        """The code in front is part of the number; the rest is compared as it would be alone."""
        if not isinstance(value, CompositeValue):
            raise TypeError(value)
        first, *rest = value.parts
        heads = [TokenValue(None, c) for c in first.candidates] if isinstance(first, ReferenceValue) else [first]
        found: list[str] = []
        for head in heads:
            if not isinstance(head, TokenValue) or head.code is None:
                raise not_run(f"value of {parameter.name} without a code in front")
            for name in united(resource_type, parameter.name):
                found += self._composite_of(resource_type, name, parameter, head, rest)
        return found

    def _composite_of(
        self, resource_type: str, name: str, parameter: Parameter, first: TokenValue, rest: Sequence[Value]
    ) -> list[str]:
        code = first.code or ""
        if len(rest) > 1:
            numbers = [composite_number(resource_type, f"{name}:{nth}", code) for nth in range(1, len(rest) + 1)]
            return [amounts.together(rest, numbers, first.system, self.values)]
        (second,) = rest
        if isinstance(second, (QuantityValue, NumberValue)):
            if isinstance(second, QuantityValue) and second.system is not None and not second.code:
                raise not_run(f"value of {parameter.name} with a system of units and no unit")
            of_system = ""
            if first.system is not None:
                of_system = f" AND y.u = {self.values.bind(hash32(first.system), 'integer')}"

            def number(label: str) -> list[int]:
                return [composite_number(resource_type, name + label, code)]

            return [f"({arm}{of_system})" for arm in amounts.compared(second, number, self.values)]
        spelled = code if first.system is None else f"{first.system}|{code}"
        found = f"y.p = {self.values.bind(composite_number(resource_type, name, spelled), 'integer')}"
        if isinstance(second, (TokenValue, ReferenceValue, UriValue)):
            return [f"({found} AND {self.equal(lookups(Criterion(parameter, '', (second,))), 'y')})"]
        return [f"({found} AND {self._one(second, '')})"]
