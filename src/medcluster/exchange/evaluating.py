"""What does an expression of a map give at a place of a message, and does a condition hold there?

Promise: the first alternative that gives something wins; what is looked at is noted in the message as read. Pure. Must
not know: which resources there are to be, what stands in them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from medcluster.exchange.drafts import Draft
from medcluster.exchange.expressions import ALL, Condition, Expression, Literal, Path, Step, Target, Test
from medcluster.exchange.functions import FUNCTIONS, Context, is_amount
from medcluster.exchange.map_model import Template
from medcluster.exchange.message import NULL, Spot
from medcluster.exchange.scopes import Scope
from medcluster.exchange.shapes import Element


class _Removed:
    """Stands where the sender wants something deleted."""


REMOVED = _Removed()


@dataclass(slots=True, eq=False)
class Instance:
    """A template that applies to a scope."""

    template: Template
    scope: Scope
    draft: Draft


class Evaluation:
    """The expressions of one message; `instances` are the resources that they may refer to."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.instances: list[Instance] = []

    def plain_values(self, expression: Expression, scope: Scope) -> list[Any]:
        """Values, without those that the sender wants deleted."""
        found = self.values(expression, scope, None)
        return [value for value in found if value is not REMOVED]

    def values(self, expression: Expression, scope: Scope, element: Element | None) -> list[Any]:
        """Values for an element; `REMOVED` stands for those to be deleted."""
        for alternative in expression:
            match alternative.source:
                case Literal(text):
                    found: list[Any] = [REMOVED if text == NULL else text]
                case Target(name, every):
                    found = self._references(name, every, scope, element)
                case Path() as path:
                    made = (self._made(spot, alternative.steps) for spot in self._spots(path, scope))
                    found = [value for value in made if value is not None and value != NULL]
            if found:
                return found
        return []

    def _made(self, spot: Spot, steps: tuple[Step, ...]) -> Any:
        """What the function makes of a spot; without one, its text."""
        if spot.text == NULL and not spot.part(2):
            return REMOVED
        name, arguments = (steps[0].name, steps[0].arguments) if steps else ("text", ())
        return FUNCTIONS[name].run(spot, arguments, self.context)

    def _spots(self, path: Path, scope: Scope) -> list[Spot]:
        segment = scope.find(path.segment)
        if segment is None:
            return []
        count = segment.repetitions(path.field)
        numbers = (
            range(1, count + 1) if path.repetition == ALL else [path.repetition] if path.repetition <= count else []
        )
        return [Spot(segment, path.field, number, path.component, path.subcomponent) for number in numbers]

    def target(self, name: str, scope: Scope) -> Instance | None:
        """The nearest resource of a name: of this scope, around it, then below it."""
        of_name = [instance for instance in self.instances if instance.template.name == name]
        for here in (*scope.around(), *scope.below()):
            for instance in of_name:
                if instance.scope.is_same(here) or instance.scope.owner is here:
                    return instance
        return None

    def _references(self, name: str, every: bool, scope: Scope, element: Element | None) -> list[Any]:
        if every:
            around = {id(one) for one in (scope, *scope.below())}
            found = [
                i for i in self.instances if i.template.name == name and around & {id(s) for s in i.scope.around()}
            ]
        else:
            one = self.target(name, scope)
            found = [one] if one else []
        if element is not None and element.is_reference:
            return [{"reference": instance.draft.full_url} for instance in found]
        return [instance.draft.full_url for instance in found]

    def holds(self, condition: Condition, scope: Scope) -> bool:
        """Whether there is no condition, or it holds."""
        return not condition or any(all(self._test(test, scope) for test in tests) for tests in condition)

    def _test(self, test: Test, scope: Scope) -> bool:
        if test.path is None:
            return (scope.find(test.segment) is not None) != test.negated
        spots = self._spots(test.path, scope)
        texts = [spot.text for spot in spots]
        match test.how:
            case "there":
                held = any(
                    text != NULL and (text or not spot.component) for spot, text in zip(spots, texts, strict=True)
                )
            case "number":
                held = any(is_amount(text) for text in texts)
            case _:
                held = any(text in test.values for text in texts)
        return held != test.negated
