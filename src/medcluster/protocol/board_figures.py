"""Which figures stand above the board?

Promise: pure: groups of enrolments that share everything that is counted become figures. A facet (participant,
protocol, stage, state, role) is counted as if nothing were chosen in it, so that its other choices can be seen. Must
not know: SQL, how groups are found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from medcluster.protocol.board import BoardCounts, BoardFilter, StageCount
from medcluster.protocol.model import WORST_FIRST, State


class Group(NamedTuple):
    """Enrolments that share everything that is counted."""

    participant: str
    protocol: str
    stage: str
    state: State
    roles: tuple[str, ...]
    number: int


def grouped(found: Iterable[Mapping[str, Any]]) -> list[Group]:
    """The rows of a count, as groups."""
    return [
        Group(
            each["participant"],
            each["protocol"],
            each["stage"],
            WORST_FIRST[each["state"]],
            tuple(each["roles"]),
            each["number"],
        )
        for each in found
    ]


_FACETS = ("participant", "protocol", "stage", "state", "role")


def _matches(group: Group, which: BoardFilter, but: str) -> bool:
    """Whether a group passes every facet except the one named."""
    return (
        (but == "participant" or not which.hospital or group.participant == which.hospital)
        and (but == "protocol" or not which.protocol or group.protocol == which.protocol)
        and (but == "stage" or not which.stage or group.stage == which.stage)
        and (but == "state" or not which.state or group.state == which.state)
        and (but == "role" or not which.role or which.role in group.roles)
    )


def counted(groups: Iterable[Group], which: BoardFilter) -> BoardCounts:
    """The figures of these groups; the total is of what is chosen in every facet."""
    counts: dict[str, Counter[Any]] = {facet: Counter() for facet in _FACETS}
    late: Counter[tuple[str, str]] = Counter()
    total = 0
    for group in groups:
        values: dict[str, Iterable[Any]] = {
            "participant": (group.participant,),
            "protocol": (group.protocol,),
            "stage": ((group.protocol, group.stage),),
            "state": (group.state,),
            "role": group.roles,
        }
        for facet in _FACETS:
            if _matches(group, which, facet):
                for value in values[facet]:
                    counts[facet][value] += group.number
                if facet == "stage" and group.state is State.LATE:
                    late[group.protocol, group.stage] += group.number
        total += group.number if _matches(group, which, "") else 0
    return BoardCounts(
        total=total,
        states={state: counts["state"][state] for state in WORST_FIRST if counts["state"][state]},
        stages=tuple(StageCount(p, s, number, late[p, s]) for (p, s), number in sorted(counts["stage"].items())),
        hospitals=dict(counts["participant"].most_common()),
        protocols=dict(counts["protocol"].most_common()),
        roles=dict(counts["role"].most_common()),
    )
