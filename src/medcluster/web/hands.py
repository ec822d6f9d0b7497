"""Who can be given a step?

Promise: the people of the step's roles where the step is done, each participant's people read once; the reader is
offered to take it before anybody else is. Rights are asked of `cluster`. Must not know: pages.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from starlette.requests import Request

from medcluster.cluster import Person, Right, may, may_complete, roles_for_step
from medcluster.record import Caller
from medcluster.web.platform import platform_of

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Hands:
    """Everybody who works at some participants, for one reader."""

    caller: Caller
    people: tuple[Person, ...] = ()

    def for_step(self, roles: Iterable[str], participants: Iterable[str]) -> Pairs:
        """Practitioner and name of everybody who can be given a step of these roles; nobody without the right."""
        if not may(self.caller, Right.ASSIGN_STEPS):
            return ()
        fit, there = set(roles_for_step(roles)), set(participants)
        return tuple(
            (one.practitioner, one.name)
            for one in self.people
            if one.practitioner
            and one.practitioner != self.caller.practitioner
            and one.role in fit
            and one.participant in there
        )

    def may_take(self, roles: Iterable[str]) -> bool:
        """Whether the reader can take a step of these roles."""
        return bool(self.caller.practitioner) and may_complete(self.caller, roles)


async def hands_at(request: Request, participants: Iterable[str]) -> Hands:
    """The people of these participants."""
    caller: Caller = request.state.handle.caller
    if not may(caller, Right.ASSIGN_STEPS):
        return Hands(caller)
    accounts = platform_of(request).accounts
    found = [one for each in sorted(set(participants)) if each for one in await accounts.people(participant=each)]
    return Hands(caller, tuple(found))
