"""How do the board's figures become links?

Promise: pure: the address is the state of the page; every count, chip, choice and stage is the address with one thing
changed. Must not know: HTTP, services.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from medcluster.protocol import BoardCounts, BoardFilter, Sort, State
from medcluster.web import sentences
from medcluster.web.board.context import Cell, Chip, Choice, Column, Count, Pick
from medcluster.web.board.rows import Reader
from medcluster.web.frame.context import Link
from medcluster.web.vocabulary import STATES_ON_BOARD, role_word, state_word, text_of

MOST_STAGES = 12  # with more, only stages with somebody in them
FILTERS = ("protocol", "hospital", "stage", "role", "owner", "q")


@dataclass(frozen=True, slots=True)
class Address:
    """A path with its query; a changed filter begins at the first page."""

    path: str
    query: tuple[tuple[str, str], ...] = ()

    def get(self, name: str) -> str:
        """The value of a parameter, or nothing."""
        return next((value for key, value in self.query if key == name), "")

    def with_(self, **changed: str) -> str:
        """This address with some parameters changed; an empty value takes one away."""
        kept = [(key, value) for key, value in self.query if key not in changed and key not in ("after", "from")]
        query = kept + [(key, value) for key, value in changed.items() if value]
        return f"{self.path}?{urlencode(query)}" if query else self.path


def filter_of(address: Address) -> BoardFilter:
    """What the address asks for."""
    return BoardFilter(
        hospital=address.get("hospital"),
        protocol=address.get("protocol"),
        stage=address.get("stage"),
        role=address.get("role"),
        state=address.get("state"),
        owner=address.get("owner"),
        text=address.get("q"),
        sort=address.get("sort") or Sort.STATE,
        closed=address.get("closed") == "yes",
    )


@dataclass(frozen=True, slots=True)
class Drawn:
    """The figures above the table, as links."""

    views: tuple[Link, ...]
    counts: tuple[Count, ...]
    chips: tuple[Chip, ...]
    picks: tuple[Pick, ...]
    cells: tuple[Cell, ...]
    columns: tuple[Column, ...]


def drawn(counts: BoardCounts, address: Address, reader: Reader, *, practitioner: str = "") -> Drawn:
    """The figures in words, with their links."""
    return Drawn(
        views=_views(address, reader, practitioner),
        counts=_counts(counts, address, reader),
        chips=_chips(address, reader, practitioner),
        picks=_picks(counts, address, reader),
        cells=_cells(counts, address, reader),
        columns=_columns(address, reader),
    )


def _views(address: Address, reader: Reader, practitioner: str) -> tuple[Link, ...]:
    _ = reader.words.gettext
    closed, mine = address.get("closed") == "yes", bool(practitioner) and address.get("owner") == practitioner
    views = [Link(address.with_(closed="", owner=""), _("All patients"), not closed and not mine)]
    if practitioner:
        views.append(Link(address.with_(closed="", owner=practitioner), _("My patients"), mine and not closed))
    views.append(Link(address.with_(closed="yes", owner="", state="", stage=""), _("Finished"), closed))
    return tuple(views)


def _counts(counts: BoardCounts, address: Address, reader: Reader) -> tuple[Count, ...]:
    chosen = address.get("state")
    total = sum(counts.states.values())
    plus = "+" if counts.more else ""
    found = [Count(address.with_(state=""), f"{total}{plus}", reader.words.gettext("All"), current=not chosen)]
    for state in (*STATES_ON_BOARD, State.DONE_LATE):
        number = counts.states.get(state, 0)
        if number or state == chosen or state in (State.LATE, State.MISSING, State.DUE):
            label = state_word(reader.words, state)
            found.append(Count(address.with_(state=state), f"{number}{plus}", label, state, state == chosen))
    return tuple(found)


def _filter_name(name: str, reader: Reader) -> str:
    _ = reader.words.gettext
    names = {
        "protocol": _("Protocol"),
        "hospital": _("Hospital"),
        "stage": _("Stage"),
        "role": _("Role"),
        "owner": _("Whose"),
        "q": _("Found"),
    }
    return names[name]


def _value_name(name: str, value: str, reader: Reader, practitioner: str = "") -> str:
    language = reader.words.language
    if name == "protocol":
        version = next((one for (key, _), one in reader.versions.items() if key == value), None)
        return text_of(version.title, language) if version else value
    if name == "hospital":
        return reader.hospitals.get(value, value)
    if name == "role":
        return role_word(reader.words, value)
    if name == "stage":
        return _stage_name(value, reader)
    return reader.words.gettext("mine") if name == "owner" and value == practitioner else value


def _stage_name(stage: str, reader: Reader, protocol: str = "") -> str:
    for (name, _), version in reader.versions.items():
        if not protocol or name == protocol:
            found = next((one for one in version.stages if one.id == stage), None)
            if found:
                return text_of(found.title, reader.words.language)
    return stage


def _chips(address: Address, reader: Reader, practitioner: str) -> tuple[Chip, ...]:
    return tuple(
        Chip(_filter_name(name, reader), _value_name(name, value, reader, practitioner), address.with_(**{name: ""}))
        for name in FILTERS
        if (value := address.get(name))
    )


def _picks(counts: BoardCounts, address: Address, reader: Reader) -> tuple[Pick, ...]:
    facets: Sequence[tuple[str, dict[str, int]]] = (
        ("protocol", dict(counts.protocols)),
        ("hospital", dict(counts.hospitals)),
        ("role", dict(counts.roles)),
    )
    return tuple(
        Pick(
            _filter_name(name, reader),
            tuple(
                Choice(address.with_(**{name: value}), _value_name(name, value, reader), number)
                for value, number in values.items()
                if value
            ),
        )
        for name, values in facets
        if not address.get(name) and len([value for value in values if value]) > 0
    )


def _cells(counts: BoardCounts, address: Address, reader: Reader) -> tuple[Cell, ...]:
    """One cell a stage, in the protocols' order; stages of several protocols with one id are one cell."""
    if (
        not address.get("protocol")
        and len(counts.protocols) > 1
        and len({one.stage for one in counts.stages}) > MOST_STAGES
    ):
        return _protocol_cells(counts, address, reader)
    number: dict[str, int] = {}
    late: dict[str, int] = {}
    for one in counts.stages:
        number[one.stage] = number.get(one.stage, 0) + one.number
        late[one.stage] = late.get(one.stage, 0) + one.late
    order = _stage_order(reader, {one.protocol for one in counts.stages})
    most = max(number.values(), default=0) or 1
    chosen = address.get("stage")
    known = [stage for stage in order if stage in number or len(order) <= MOST_STAGES]
    known += sorted(set(number) - set(order))
    return tuple(
        Cell(
            href=address.with_(stage="" if stage == chosen else stage),
            number=number.get(stage, 0),
            late=late.get(stage, 0),
            label=_stage_name(stage, reader),
            share=round(100 * number.get(stage, 0) / most),
            late_share=round(100 * late.get(stage, 0) / most),
            current=stage == chosen,
        )
        for stage in known
    )


def _protocol_cells(counts: BoardCounts, address: Address, reader: Reader) -> tuple[Cell, ...]:
    """Many protocols have too many stages for one strip: then a cell is a protocol, and leads to its stages."""
    late: dict[str, int] = {}
    for one in counts.stages:
        late[one.protocol] = late.get(one.protocol, 0) + one.late
    most = max(counts.protocols.values(), default=0) or 1
    return tuple(
        Cell(
            href=address.with_(protocol=name, stage=""),
            number=number,
            late=late.get(name, 0),
            label=sentences.shortened(_value_name("protocol", name, reader)),
            share=round(100 * number / most),
            late_share=round(100 * late.get(name, 0) / most),
        )
        for name, number in counts.protocols.items()
    )


def _stage_order(reader: Reader, protocols: set[str]) -> list[str]:
    """Stages by their relative place in their protocols, so that mixed protocols still read from first to last."""
    places: dict[str, list[float]] = {}
    for (name, _), version in reader.versions.items():
        if name in protocols:
            for place, stage in enumerate(version.stages):
                places.setdefault(stage.id, []).append(place / max(1, len(version.stages) - 1))
    return sorted(places, key=lambda stage: sum(places[stage]) / len(places[stage]))


def _columns(address: Address, reader: Reader) -> tuple[Column, ...]:
    _ = reader.words.gettext
    sort = address.get("sort") or Sort.STATE
    heads = (
        (_("Patient"), "c-name", Sort.NAME),
        (_("Protocol, hospital"), "c-proto", None),
        (_("Progress"), "c-strip", None),
        (_("Next step, who"), "c-next", None),
        (_("When"), "c-when", Sort.WHEN),
        (_("State"), "c-state", Sort.STATE),
        (_("Days late"), "c-days num", None),
        (_("Changed"), "c-chg num", Sort.CHANGED),
    )
    return tuple(
        Column(label, cls, address.with_(sort=key) if key else "", "ascending" if key == sort else "")
        for label, cls, key in heads
    )
