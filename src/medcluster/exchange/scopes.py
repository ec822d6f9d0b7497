"""Which segments belong together?

Promise: every segment lies in exactly one scope; a path is looked up in the scope at hand, then in those around it. An
OBX belongs to the OBR before it, a NTE to what it stands behind. Must not know: FHIR.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from medcluster.exchange.map_model import Group
from medcluster.exchange.message import Segment

NOTE = "NTE"


@dataclass(slots=True, eq=False)
class Scope:
    """The message, one group, or one segment."""

    name: str = ""
    parent: Scope | None = None
    segments: list[Segment] = field(default_factory=list)
    children: list[Scope] = field(default_factory=list)
    alone: bool = False  # of a single segment, made for a loop over segments

    def find(self, name: str) -> Segment | None:
        """The first segment of a name, here or in what is around; a note belongs only to what it stands behind."""
        for here in [self] if name == NOTE else self.around():
            for segment in here.segments:
                if segment.name == name:
                    return segment
        return None

    def is_same(self, other: Scope) -> bool:
        """Whether it is this one: scopes of single segments are made anew each time."""
        return other is self or (bool(self.segments) and self.segments == other.segments)

    @property
    def owner(self) -> Scope:
        """Of a single segment's scope, the one that the segment lies in; of any other, itself."""
        return self.parent if self.alone and self.parent is not None else self

    def below(self) -> Iterator[Scope]:
        for child in self.children:
            yield child
            yield from child.below()

    def around(self) -> Iterator[Scope]:
        """This one, then what is around it."""
        here: Scope | None = self
        while here is not None:
            yield here
            here = here.parent

    def each(self, name: str) -> list[Scope]:
        """A scope for every group, or for every segment, of a name."""
        groups = [child for child in self.below() if child.name == name]
        if groups:
            return groups
        if not (len(name) == 3 and name.isupper()):
            return []
        own = [one for one in self.segments if one.name == name]
        found = own or [one for child in self.below() for one in child.segments if one.name == name]
        owners = {id(one): scope for scope in (*self.around(), *self.below()) for one in scope.segments}
        return [Scope(name, owners.get(id(segment), self), [segment], alone=True) for segment in found]


def scopes(segments: Sequence[Segment], groups: Mapping[str, Group]) -> Scope:
    """The message with its groups."""
    root = Scope()
    here = root
    for segment in segments:
        here = _placed(segment, here, groups)
    return root


def _placed(segment: Segment, here: Scope, groups: Mapping[str, Group]) -> Scope:
    while True:
        beginning = next((g for g in groups.values() if g.within == here.name and segment.name in g.begins), None)
        if beginning is not None:
            fresh = Scope(beginning.name, here, [segment])
            here.children.append(fresh)
            return fresh
        if here.parent is None or _goes_on(segment, here, groups):
            here.segments.append(segment)
            return here
        here = here.parent


def _goes_on(segment: Segment, here: Scope, groups: Mapping[str, Group]) -> bool:
    group = groups[here.name]
    if segment.name in group.begins:  # ORC, then OBR: one group; OBR, then OBR or ORC: the next one
        place = group.begins.index(segment.name)
        there = [group.begins.index(one.name) for one in here.segments if one.name in group.begins]
        return not here.children and all(number < place for number in there)
    if group.members:
        return segment.name in group.members
    outside = {one.name for one in here.around() if one is not here}  # the next specimen is none of the last order's
    return not any(segment.name in one.begins for one in groups.values() if one.within in outside)
