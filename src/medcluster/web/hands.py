"""Who can be given a step?

Promise: the people whom the directory knows in the step's roles where the step is done, read once a page; whether they
sign in does not matter. Rights are asked of `cluster`. Must not know: pages.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from starlette.requests import Request

from medcluster.cluster import Right, Worker, may, may_complete, roles_for_step
from medcluster.record import Caller
from medcluster.web import names
from medcluster.web.platform import platform_of

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Hands:
    """Everybody whom the directory knows to work somewhere, for one reader."""

    caller: Caller
    workers: tuple[Worker, ...] = ()
    language: str = "en"

    def for_step(self, roles: Iterable[str], participants: Iterable[str]) -> Pairs:
        """Practitioner and name of everybody who can be given a step of these roles; nobody without the right."""
        fit, there = set(roles_for_step(roles)), set(participants)
        return tuple(
            (one.practitioner, names.chosen(one.name, one.latin, self.language))
            for one in self.workers
            if one.role in fit and one.participant in there and one.practitioner != self.caller.practitioner
        )

    def may_take(self, roles: Iterable[str]) -> bool:
        """Whether the reader can take a step of these roles."""
        return bool(self.caller.practitioner) and may_complete(self.caller, roles)


async def hands_of(request: Request) -> Hands:
    """The people of the cluster, when the reader may give steps to them."""
    caller: Caller = request.state.handle.caller
    language = request.state.words.language
    if not may(caller, Right.ASSIGN_STEPS):
        return Hands(caller, language=language)
    return Hands(caller, tuple(await platform_of(request).directory.workers(request.state.handle)), language)
