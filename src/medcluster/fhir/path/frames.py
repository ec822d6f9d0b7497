"""What does an expression see while it runs, and how does it stop?

Promise: one `Environment` per evaluation carries the variables, the injected present and the budget of steps; one
`Frame` per scope carries `$this`, `$index` and `$total`. A `Fault` carries the column once it has passed the
operator that met it. Must not know: the grammar, any function.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from medcluster.foundation import Kind

Items = list[object]
Resolver = Callable[[str], object]
Tracer = Callable[[str, Items], None]

BUDGET = 1_000_000
LONGEST_TEXT = 1_000_000


class Fault(Exception):
    """Why an expression cannot be read or evaluated; `column` is 1-based, 0 while it is not known yet."""

    def __init__(self, text: str, column: int = 0, kind: Kind = Kind.MALFORMED) -> None:
        super().__init__(text)
        self.text = text
        self.column = column
        self.kind = kind


class Environment:
    """What holds during one evaluation."""

    __slots__ = ("left", "now", "resolver", "root", "tracer", "variables", "wrapped")

    def __init__(
        self,
        root: Items,
        variables: Mapping[str, object],
        now: datetime,
        *,
        budget: int = BUDGET,
        resolver: Resolver | None = None,
        tracer: Tracer | None = None,
    ) -> None:
        self.root = root
        self.variables = variables
        self.now = now
        self.left = budget
        self.resolver = resolver
        self.tracer = tracer
        self.wrapped: dict[str, Items] = {}

    def spend(self, steps: int) -> None:
        """Take steps from the budget; an expression that has none left ends."""
        self.left -= steps
        if self.left < 0:
            raise Fault("the evaluation takes too many steps", kind=Kind.TOO_LARGE)

    def text(self, value: str) -> str:
        """A text that an expression has built: not longer than a record could hold."""
        if len(value) > LONGEST_TEXT:
            raise Fault("the evaluation builds a text that is too long", kind=Kind.TOO_LARGE)
        self.spend(len(value) >> 6)
        return value


class Frame:
    """One scope: the focus of the names in it, and what `$this`, `$index` and `$total` mean."""

    __slots__ = ("env", "index", "names", "this", "total")

    def __init__(
        self,
        env: Environment,
        this: Items,
        index: int | None = None,
        total: Items | None = None,
        names: Mapping[str, Items] | None = None,
    ) -> None:
        self.env = env
        self.this = this
        self.index = index
        self.total = total
        self.names = names

    def inside(self, item: object, index: int | None) -> Frame:
        """The scope of a criterion or projection for one item, which costs more than a look at an element."""
        self.env.spend(3)
        return Frame(self.env, [item], index, self.total, self.names)


Term = Callable[[Frame], Items]
Step = Callable[[Frame, Items], Items]
