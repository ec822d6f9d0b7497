"""How a value that a search asks for is written in an address: one that is there, a little beside it, or nowhere."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from tests.properties.naive.comparing import fold
from tests.properties.naive.definitions import Definition
from tests.properties.naive.values import FIRST, LAST, UNKNOWN, Amount, Identified, Token
from tests.properties.random_resources import CODES, DATES, NUMBERS, SYSTEMS, TEXTS, TIMES, URIS

PREFIXES = ["", "", "eq", "ne", "gt", "lt", "ge", "le", "sa", "eb"]
FALLBACK = {
    "token": "1",
    "string": "a",
    "date": "2024",
    "number": "1",
    "quantity": "1",
    "reference": "Patient/none",
    "uri": "http://x.org/a",
    "composite": "1$1",
}


class Values:
    """Writes values from one source of chance; None stands for one that is nowhere."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance

    def written(self, kind: str, value: Any, modifier: str = "", pool: Sequence[Any] = ()) -> str:
        """A value of a parameter of this type; "" where it cannot be asked for. `pool`: all that there are."""
        return _TEXT[kind](self, value, modifier, pool)

    def composite(self, parameter: Definition, value: Any) -> str:
        """Two values, mostly of one element."""
        parts = []
        for place, (component, _) in enumerate(parameter.components):
            one = self.chance.choice(value[place]) if value is not None and self.chance.random() < 0.9 else None
            parts.append(self.written(component.type, one, "", [Token(UNKNOWN, "")]))
        return "$".join(parts) if all(parts) and not parts[0].endswith("|") else ""

    def token(self, value: Any, modifier: str, pool: Sequence[Any]) -> str:
        if isinstance(value, Identified):
            value = value.token
        if value is None:
            value = Token(self.chance.choice(SYSTEMS), self.chance.choice(CODES))
        code = escaped(value.code)
        if value.system == UNKNOWN:
            return code
        forms = [code, f"{escaped(value.system)}|{code}" if value.system else code]
        if value.system:
            forms.append(f"{escaped(value.system)}|")
        elif not any(isinstance(one, Token) and one.system == UNKNOWN for one in pool):
            forms.append(f"|{code}")
        return self.chance.choice(forms)

    def string(self, value: Any, modifier: str, pool: Sequence[Any]) -> str:
        text = str(value) if value is not None else self.chance.choice(TEXTS)
        if modifier != "exact" and self.chance.random() < 0.6:
            start = self.chance.randrange(len(text)) if modifier == "contains" else 0
            text = text[start : start + self.chance.randrange(1, 12)]
        return escaped(text) if fold(text) else ""

    def date(self, value: Any, modifier: str, pool: Sequence[Any]) -> str:
        prefix = self.chance.choice(PREFIXES)
        some = [one for one in value or () if one not in (FIRST, LAST)]
        if not some or self.chance.random() < 0.3:
            return prefix + self.chance.choice([*DATES, *TIMES])
        moment: datetime = self.chance.choice(some) + timedelta(seconds=self.chance.choice([0, 0, 0, -1, 1]))
        full = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
        return prefix + self.chance.choice([full, full[:10], full[:7], full[:4]])

    def number(self, value: Any, modifier: str, pool: Sequence[Any]) -> str:
        prefix = self.chance.choice([*PREFIXES, "ap"])
        ends = [end for end in (value.low, value.high) if end is not None] if isinstance(value, Amount) else []
        return prefix + str(self.chance.choice(ends) if ends else self.chance.choice(NUMBERS))

    def quantity(self, value: Any, modifier: str, pool: Sequence[Any]) -> str:
        number = self.number(value, modifier, pool)
        unit = value.units[0] if isinstance(value, Amount) and value.units else ""
        system = value.system if isinstance(value, Amount) else ""
        forms = [number]
        forms += [f"{number}||{escaped(unit)}"] if unit else []
        forms += [f"{number}|{escaped(system)}|{escaped(unit)}"] if unit and system else []
        return self.chance.choice(forms)

    def reference(self, value: Any, modifier: str, pool: Sequence[Any]) -> str:
        if modifier == "identifier":
            return self.token(value, modifier, ())
        text = value if isinstance(value, str) else f"Patient/{self.chance.choice(['one', 'absent'])}"
        short = text.count("/") == 1 and self.chance.random() < 0.4
        return escaped(text.partition("/")[2] if short else text)

    def uri(self, value: Any, modifier: str, pool: Sequence[Any]) -> str:
        text = str(value) if value is not None else self.chance.choice(URIS)
        if modifier == "below" and self.chance.random() < 0.5:
            text = text[: max(8, len(text) // 2)]
        return escaped(text)


_TEXT: dict[str, Callable[[Values, Any, str, Sequence[Any]], str]] = {
    "token": Values.token,
    "string": Values.string,
    "date": Values.date,
    "number": Values.number,
    "quantity": Values.quantity,
    "reference": Values.reference,
    "uri": Values.uri,
}


def escaped(text: str) -> str:
    """The text with a backslash before what has a meaning of its own."""
    for sign in "\\,|$":
        text = text.replace(sign, f"\\{sign}")
    return text
