"""What does a message hold, and which parts of it have been read?

Promise: every value by its HL7 number (segments, fields, repetitions, components, subcomponents count from 1); whatever
is asked for is noted, so that it can be told what nobody asked for. Must not know: FHIR, how a message was written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from medcluster.exchange.faults import Place

NULL = '""'  # the sender wants what is stored to be deleted
Component = tuple[str, ...]  # subcomponents
Repetition = tuple[Component, ...]
Field = tuple[Repetition, ...]


@dataclass(slots=True, eq=False)
class Segment:
    """One segment; `fields[0]` is its first field."""

    name: str
    sequence: int  # among those of its name
    fields: Sequence[Field]
    used: set[tuple[int, int, int]] = field(default_factory=set)  # field, repetition, component

    def repetitions(self, number: int) -> int:
        """How many repetitions a field has; one that is empty has none."""
        found = self.fields[number - 1] if 0 < number <= len(self.fields) else ()
        return len(found) if any(text for each in found for part in each for text in part) else 0

    def read(self, number: int, repetition: int, component: int, subcomponent: int) -> str:
        """One value, noted as read; "" where there is none."""
        self.used.add((number, repetition, component))
        return self._value(number, repetition, component, subcomponent)

    def _value(self, number: int, repetition: int, component: int, subcomponent: int) -> str:
        try:
            return self.fields[number - 1][repetition - 1][component - 1][subcomponent - 1]
        except IndexError:
            return ""

    def unread(self) -> Iterator[tuple[Place, str]]:
        """Every component with a value that nobody asked for."""
        for number, found in enumerate(self.fields, 1):
            for repetition, parts in enumerate(found, 1):
                for component, texts in enumerate(parts, 1):
                    if any(texts) and (number, repetition, component) not in self.used:
                        only = len(parts) == 1 and component == 1
                        place = Place(self.name, self.sequence, number, repetition, 0 if only else component)
                        yield place, "&".join(texts)


@dataclass(frozen=True, slots=True)
class Spot:
    """One place in a segment: a repetition of a field, or a part of it."""

    segment: Segment
    field: int
    repetition: int = 1
    component: int = 0
    subcomponent: int = 0

    @property
    def text(self) -> str:
        """The value; of a repetition, its first component."""
        return self.segment.read(self.field, self.repetition, self.component or 1, self.subcomponent or 1)

    def part(self, component: int, subcomponent: int = 1) -> str:
        """A component of the repetition, or a subcomponent when the spot is a component."""
        if self.component:
            return self.segment.read(self.field, self.repetition, self.component, component)
        return self.segment.read(self.field, self.repetition, component, subcomponent)

    @property
    def parts(self) -> tuple[str, ...]:
        """All components, each as its first subcomponent."""
        found = self.segment.fields[self.field - 1][self.repetition - 1]
        return tuple(self.part(number) for number in range(1, len(found) + 1))

    @property
    def whole(self) -> str:
        """All that stands there, with the usual delimiters between parts."""
        found = self.segment.fields[self.field - 1][self.repetition - 1]
        for number in range(1, len(found) + 1):
            self.part(number)
        return "^".join("&".join(texts) for texts in found)

    @property
    def place(self) -> Place:
        return Place(
            self.segment.name, self.segment.sequence, self.field, self.repetition, self.component, self.subcomponent
        )


@dataclass(slots=True, eq=False)
class Message:
    """A message that could be read. `delimiters`: field, component, repetition, escape, subcomponent."""

    segments: Sequence[Segment]
    delimiters: str
    codec: str

    def first(self, name: str) -> Segment | None:
        """The first segment of a name."""
        return next((segment for segment in self.segments if segment.name == name), None)

    def value(self, name: str, number: int, component: int = 1) -> str:
        """A value of the first segment of a name; "" where there is none."""
        found = self.first(name)
        return found.read(number, 1, component, 1) if found else ""

    @property
    def trigger(self) -> str:
        """`ADT^A01`; old senders leave the event to EVN-1."""
        return "^".join(filter(None, (self.value("MSH", 9), self.value("MSH", 9, 2) or self.value("EVN", 1))))

    @property
    def control_id(self) -> str:
        return self.value("MSH", 10)

    def unread(self) -> list[tuple[Place, str]]:
        """Everything with a value that nobody asked for, the header's delimiters aside."""
        found = [pair for segment in self.segments for pair in segment.unread()]
        return [(place, text) for place, text in found if not _is_layout(place)]


_COUNTED = """PID PV1 OBR OBX NTE NK1 AL1 DG1 PR1 GT1 IN1 SPM TQ1 RGS AIS AIG AIL AIP ROL ACC DB1 FT1 TXA"""
_NUMBERED = frozenset(_COUNTED.split())  # segments whose first field only counts them


def _is_layout(place: Place) -> bool:
    return place.field <= 2 if place.segment == "MSH" else place.field == 1 and place.segment in _NUMBERED
