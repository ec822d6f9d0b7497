"""Where do the values of a statement go?

Promise: every value is bound, none is ever written into the text of the SQL. Must not know: what the values mean.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from string import Formatter

from medcluster.foundation import Kind, Refusal

MOST = 30_000  # values of one statement; PostgreSQL's protocol carries 32,767


@dataclass(slots=True)
class Values:
    """The values of a statement, in order."""

    bound: list[object] = field(default_factory=list)

    def bind(self, value: object, sql_type: str) -> str:
        """The text that stands for a value."""
        if len(self.bound) == MOST:
            raise Refusal(Kind.TOO_LARGE, "This asks for too many values at once.", hint="Ask in several parts.")
        self.bound.append(value)
        return f"${len(self.bound)}::{sql_type}"

    def fill(self, template: str, sql_type: str, **values: object) -> str:
        """The template with its `{names}` bound; values that it does not name are left out."""
        named = {name for _, name, _, _ in Formatter().parse(template) if name}
        return template.format(**{name: self.bind(values[name], sql_type) for name in sorted(named)})
