"""What may the patient's page know?

Promise: values in the patient's language. No state but done, now and next ever arrives here. Must not know: the rooms.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from medcluster.web.frame.context import Frame


@dataclass(frozen=True, slots=True)
class Ask:
    """One question: one card. `options`: code and words."""

    id: str
    text: str
    kind: str
    options: tuple[tuple[str, str], ...] = ()
    minimum: int = 0
    maximum: int = 0


@dataclass(frozen=True, slots=True)
class Card:
    """Something to do, or to know about, now or soon. `action` is empty when others do it."""

    key: str
    state: str
    title: str
    when: str
    text: str = ""
    action: str = ""
    version: int = 0
    questions: tuple[Ask, ...] = ()
    mark: str = ""  # names one sending of the answers, so that sending twice keeps them once


@dataclass(frozen=True, slots=True)
class PathStep:
    """One step of the plan. state: done, due, upcoming."""

    key: str
    state: str
    title: str
    when: str


@dataclass(frozen=True, slots=True)
class Reach:
    """Somebody who answers, or a place to come to."""

    name: str
    phone: str
    hours: str
    always: bool = False

    @property
    def tel(self) -> str:
        """The number as a link needs it."""
        return "tel:" + "".join(sign for sign in self.phone if sign.isdigit() or sign == "+")


@dataclass(frozen=True, slots=True)
class OwnPlan:
    """One plan. `number` is empty when no date is known."""

    careplan: str
    title: str
    hospital: str
    number: str
    number_words: str
    date: str
    today: tuple[Card, ...]
    soon: tuple[Card, ...]
    path: tuple[PathStep, ...]
    reach: tuple[Reach, ...]


@dataclass(frozen=True, slots=True)
class MeContext:
    """The page."""

    template: ClassVar[str] = "me/me.html"
    frame: Frame
    greeting: str
    plans: tuple[OwnPlan, ...]
    call: Reach | None
    emergency: str  # the cluster's number; empty where it says none
    place: str
    account: str

    @property
    def by_need(self) -> tuple[OwnPlan, ...]:
        """Her plans, first those that have something for today."""
        return tuple(sorted(self.plans, key=lambda plan: not plan.today))

    @property
    def urgent(self) -> Reach | None:
        """Whom to call in an emergency: the cluster's number, else her hospital, first the line that never closes."""
        if self.emergency:
            return Reach("", self.emergency, "", True)
        lines = [replace(line, name=plan.hospital) for plan in self.by_need for line in plan.reach]
        return min(lines, key=lambda line: not line.always, default=self.call)
