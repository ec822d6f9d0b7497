"""What happens to a message from its arrival to its answer?

Promise: AA is answered only when the message, what it asked for and its state are committed together; what was accepted
before is answered as before and changes nothing; everything else whose sender is known is kept with its reason, and
answered AE or AR. Messages of one patient are applied in the order in which they came, and an older message never
undoes a newer one unless somebody says so. Must not know: sockets, pages.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, tzinfo
from typing import Literal

from medcluster import record
from medcluster.cluster import Role, build_caller
from medcluster.exchange import er7, store, writing
from medcluster.exchange.answers import Header, answer, wants_no_answer
from medcluster.exchange.drafts import Outcome
from medcluster.exchange.faults import INTERNAL, LOCKED, PROCESSING, UNKNOWN_KEY, VERSION, Place, Superseded, Unfit
from medcluster.exchange.mapping import apply
from medcluster.exchange.message import Message
from medcluster.exchange.order import Order, Turn
from medcluster.exchange.sources import Source, Sources, chosen
from medcluster.exchange.store import Arrival, State, Verdict
from medcluster.exchange.writing import Written
from medcluster.foundation import Clock, Connection, Ids, Kind, Refusal, log, log_failure

_AWAY = frozenset({Kind.UNAVAILABLE, Kind.TOO_MANY})
_ACCEPTED = ("applied", "ignored")
_FAULT = "the platform could not finish this message; its log says why"


class _Before(Exception):
    """It was accepted before, perhaps a moment ago over another connection."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent back (None: the sender wants nothing), and what became of the message.

    `repeated`: it was accepted before. `lost`: it was not kept, because its sender is unknown or the database away.
    """

    block: bytes | None
    state: State | Literal["repeated", "lost"]
    seq: int = 0


class Reception:
    """Takes messages in."""

    def __init__(self, shared: record.Record, sources: Sources, *, clock: Clock, ids: Ids, zone: tzinfo = UTC) -> None:
        self._record = shared
        self._sources = sources
        self._clock = clock
        self._ids = ids
        self._zone = zone
        self._order = Order()
        self._entrance = asyncio.Lock()

    async def receive(self, raw: bytes, sources: Sequence[Source]) -> Answer:
        """Take a message from one of these sources, and say what to answer."""
        header = Header(None, raw)
        source = chosen(sources, header.value(4), header.value(3))
        if source is None:
            log("hl7.unknown_sender", level=logging.WARNING, port=next((one.port for one in sources), 0))
            fault = Unfit("no source is known for this facility", Place("MSH", 1, 4), UNKNOWN_KEY, code="AR")
            return self._answer(header, fault, "lost")
        arrival = Arrival(source.name, header.value(10), _kind(header), raw)
        try:
            message = er7.read(raw, charset=source.charset, always=source.charset_always)
            header = Header(message)
            arrival = Arrival(source.name, message.control_id, message.trigger, raw)
            return await self._accepted(source, message, header, arrival)
        except _Before:
            return self._answer(header, None, "repeated")
        except Refusal as refusal:
            fault = _as_unfit(refusal)
        except Exception as error:
            log_failure("hl7.failed", error, source=source.name)
            fault = Unfit(_FAULT, number=INTERNAL)
        return await self._refused(source, header, arrival, fault)

    async def _accepted(self, source: Source, message: Message, header: Header, arrival: Arrival) -> Answer:
        async with self._entrance:  # one after the other, so that places in the patients' order are those of arrival
            check_header(message, source)
            handle = await self.handle(source)
            outcome = await self.outcome(source, message)
            turn = self._order.join(writing.locks_of(outcome))
        numbers: list[int] = []
        earlier = 0

        async def beside(connection: Connection, written: Written) -> None:
            verdict = Verdict("ignored" if outcome.ignored else "applied", "AA", patient=written.patient)
            seq = await store.keep(connection, handle.caller.custodian, arrival, verdict, self._clock.now())
            if seq is None:
                raise _Before
            if earlier:
                await refuse_superseded(connection, written.keys, earlier)
            await store.touch(connection, written.keys, seq, handle.caller.custodian)
            numbers[:] = [seq]

        async with turn.taken():
            earlier = await self._earlier(handle, arrival)
            if earlier:
                await self.check_order(handle, outcome, earlier)
            await writing.write(handle, outcome, beside)
        return self._answer(header, None, "ignored" if outcome.ignored else "applied", numbers[0])

    async def _earlier(self, handle: record.Handle, arrival: Arrival) -> int:
        """The number of this message when it was refused before; `_Before` when it was accepted."""
        async with self._record.database.transaction(settings=handle.database_settings) as connection:
            found = await store.of_control(connection, arrival.source, arrival.control)
        same = [one for one in found if one.digest == arrival.digest]
        if any(one.state in _ACCEPTED for one in same):
            raise _Before
        return same[0].seq if same else 0

    def join(self, outcome: Outcome) -> Turn:
        """A place in the order of the patients that a message is about."""
        return self._order.join(writing.locks_of(outcome))

    async def outcome(self, source: Source, message: Message) -> Outcome:
        """What a message means under its source's map."""
        return apply(await self._sources.map(source.map), message, source.setting(self._zone))

    async def check_order(self, handle: record.Handle, outcome: Outcome, seq: int) -> None:
        """Refuse an older message when newer ones have changed what it would change."""
        async with self._record.database.transaction(settings=handle.database_settings) as connection:
            await refuse_superseded(connection, writing.keys_of(outcome), seq)

    async def handle(self, source: Source, purpose: str = "") -> record.Handle:
        """The record as the interface of the source's participant may see and change it."""
        caller = build_caller(
            Role.INTERFACE,
            account=f"hl7 {source.name}",
            participant=source.participant,
            custodian=await self._record.custodian_number(source.participant),
        )
        return self._record.open_for(caller, purpose=purpose)

    async def _refused(self, source: Source, header: Header, arrival: Arrival, fault: Unfit) -> Answer:
        if fault.away:
            return self._answer(header, fault, "lost")
        verdict = Verdict("refused", fault.code, fault.said, str(fault.place))
        try:
            handle = await self.handle(source)
            async with self._record.database.transaction(settings=handle.database_settings) as connection:
                seq = await store.keep(connection, handle.caller.custodian, arrival, verdict, self._clock.now())
        except Refusal as refusal:
            return self._answer(header, _as_unfit(refusal), "lost")
        log("hl7.refused", level=logging.WARNING, source=source.name, message=seq, place=verdict.place)
        if seq is None:
            return self._answer(header, None, "repeated")
        return self._answer(header, fault, "refused", seq)

    def _answer(
        self, header: Header, fault: Unfit | None, state: State | Literal["repeated", "lost"], seq: int = 0
    ) -> Answer:
        if fault is None and wants_no_answer(header):
            return Answer(None, state, seq)
        code = fault.code if fault else "AA"
        return Answer(answer(header, code, self._clock.now(), self._ids.new()[:20], fault), state, seq)


async def refuse_superseded(connection: Connection, keys: Sequence[int], seq: int) -> None:
    """Refuse an older message when newer ones have changed these records.

    Asked again behind the writes, in their transaction: whoever changed the records in another process meanwhile has
    committed by then, or finds ours changed.
    """
    if newer := await store.later(connection, keys, seq):
        numbers = ", ".join(map(str, newer))
        text = f"newer messages (number {numbers}) have changed the same records since; somebody has to decide"
        raise Superseded(text, number=LOCKED)


def check_header(message: Message, source: Source) -> None:
    """Refuse what is not meant for this record, or is not v2."""
    er7.require_header(message)
    processing = message.value("MSH", 11) or "P"
    if processing not in source.processing:
        said = f"messages for {processing!r} are not taken from this source, only {', '.join(source.processing)}"
        raise Unfit(said, Place("MSH", 1, 11), PROCESSING, code="AR")
    version = message.value("MSH", 12)
    if version and not version.startswith("2"):
        raise Unfit(f"version {version!r} of HL7 is not read here", Place("MSH", 1, 12), VERSION, code="AR")


def _kind(header: Header) -> str:
    return "^".join(filter(None, (header.value(9), header.value(9, 2))))


def _as_unfit(refusal: Refusal) -> Unfit:
    """A refusal of the record as the sender is told it: it may come again when the system was away."""
    if isinstance(refusal, Unfit):
        return refusal
    if refusal.kind in _AWAY:
        return Unfit("the system is away just now: send it again", number=INTERNAL, code="AR", away=True)
    finding = refusal.issues[0]
    said = f"{refusal.text} {finding.where}" if finding.where else refusal.text
    return Unfit(said, number=LOCKED if refusal.kind is Kind.CONFLICT else INTERNAL)
