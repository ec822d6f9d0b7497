"""What can be done about a message that was refused?

Promise: who answers for a participant's interfaces sees what its systems sent, mends it and has it applied again, or
puts it aside; each look and each act is in the audit, and the message keeps what it was. Rows are the database's
business, rights this module's. Must not know: pages, commands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from medcluster import record
from medcluster.cluster import Right, may
from medcluster.exchange import er7, store, writing
from medcluster.exchange.charsets import shown
from medcluster.exchange.faults import Unfit
from medcluster.exchange.reception import Reception, check_header, refuse_superseded
from medcluster.exchange.sources import Source, Sources
from medcluster.exchange.store import Kept, Verdict
from medcluster.exchange.writing import Written
from medcluster.foundation import Clock, Connection, Kind, Refusal

PAGE = 50
_MARK = re.compile(r"\\x[0-9a-f]{2}")  # as wrong bytes are shown
_WAITING = ("refused", "dismissed")


@dataclass(frozen=True, slots=True)
class Refused:
    """A message as it is shown: `text` with a line for each segment, wrong bytes as `\\xNN`."""

    kept: Kept
    text: str
    wrong_bytes: bool


def check_may_repair(caller: record.Caller) -> None:
    """Refuse whoever does not answer for interfaces."""
    if not (may(caller, Right.MANAGE_SETTINGS) or may(caller, Right.LOAD_DATA)) or not caller.participant:
        raise Refusal(
            Kind.FORBIDDEN,
            f"The role {caller.role} does not mend messages of hospitals.",
            hint="An administrator of the hospital does.",
        )


class Repairs:
    """Messages that wait for somebody."""

    def __init__(self, shared: record.Record, reception: Reception, sources: Sources, *, clock: Clock) -> None:
        self._record = shared
        self._reception = reception
        self._sources = sources
        self._clock = clock

    async def waiting(
        self, handle: record.Handle, *, source: str = "", before: int = 0, count: int = PAGE
    ) -> list[Kept]:
        """Those that were refused, newest first; `before`: the last number of the page before."""
        check_may_repair(handle.caller)
        async with handle.looking("exchange.waiting") as look:
            found = await store.listed(look.connection, "refused", source, before, count)
            look.patients += [one.patient for one in found if one.patient]
        return found

    async def number(self, handle: record.Handle) -> int:
        """How many wait; counted up to a thousand."""
        check_may_repair(handle.caller)
        async with self._record.database.transaction(settings=handle.database_settings) as connection:
            return await store.waiting(connection)

    async def message(self, handle: record.Handle, seq: int) -> Refused:
        """One message, to be read and mended."""
        check_may_repair(handle.caller)
        async with handle.looking("exchange.message") as look:
            kept = await store.of_number(look.connection, seq)
            if kept is None:
                raise Refusal(Kind.NOT_FOUND, f"There is no message {seq}.")
            look.patients += [kept.patient] if kept.patient else []
        if kept.state not in _WAITING:  # it is in the record now, where those read it who may
            return Refused(kept, "", False)
        text, wrong = await self._text(kept)
        return Refused(kept, text, wrong)

    async def replay(
        self, handle: record.Handle, seq: int, text: str | None = None, *, although_newer: bool = False
    ) -> None:
        """Apply a message again, as it is or as it was mended; what is still wrong with it is an Unfit, and kept."""
        found = await self.message(handle, seq)
        if found.kept.state not in _WAITING:
            raise Refusal(Kind.CONFLICT, f"The message {seq} was applied already.")
        source = await self._sources.source(found.kept.source)
        mended = _mended(found, text)
        if mended is not None and found.wrong_bytes and (left := _MARK.search(text or "")):
            raise Unfit(f"{left[0]} still stands in the text for a byte: write the character that it should be")
        now = self._clock.now()
        try:
            await self._apply(handle, source, found.kept, mended, although_newer)
        except Unfit as fault:
            verdict = Verdict("refused", fault.code, fault.said, str(fault.place), handle.caller.account)
            async with self._record.database.transaction(settings=handle.database_settings) as connection:
                await store.decide(connection, seq, verdict, now, found.kept.kind, mended)
            raise

    async def _apply(
        self, handle: record.Handle, source: Source, kept: Kept, mended: bytes | None, although_newer: bool
    ) -> None:
        if mended is not None or kept.repaired is not None:
            message = er7.read(mended or kept.bytes_now, charset="utf-8", always=True)
        else:
            message = er7.read(kept.raw, charset=source.charset, always=source.charset_always)
        check_header(message, source)
        outcome = await self._reception.outcome(source, message)
        who = handle.caller.account
        writer = await self._reception.handle(source, purpose=f"replay by {who}")

        async def beside(connection: Connection, written: Written) -> None:
            verdict = Verdict("ignored" if outcome.ignored else "applied", "AA", decider=who, patient=written.patient)
            decided = await store.decide(connection, kept.seq, verdict, self._clock.now(), message.trigger, mended)
            if not decided:
                raise Refusal(Kind.CONFLICT, f"Somebody else has just decided about the message {kept.seq}.")
            if not although_newer:
                await refuse_superseded(connection, written.keys, kept.seq)
            await store.touch(connection, written.keys, kept.seq, writer.caller.custodian)

        async with self._reception.join(outcome).taken():
            if not although_newer:
                await self._reception.check_order(writer, outcome, kept.seq)
            await writing.write(writer, outcome, beside)

    async def dismiss(self, handle: record.Handle, seq: int) -> None:
        """Put a message aside: it is kept, and waits no more."""
        found = await self.message(handle, seq)
        verdict = Verdict("dismissed", found.kept.code, found.kept.reason, found.kept.place, handle.caller.account)
        async with self._record.database.transaction(settings=handle.database_settings) as connection:
            if not await store.decide(connection, seq, verdict, self._clock.now(), found.kept.kind, None):
                raise Refusal(Kind.CONFLICT, f"The message {seq} was applied already.")

    async def _text(self, kept: Kept) -> tuple[str, bool]:
        if kept.repaired is not None:
            return _lines(kept.repaired.decode()), False
        try:
            source = await self._sources.source(kept.source)
        except Refusal:
            source = Source(kept.source, "", 0)
        text, wrong = shown(kept.raw, usual=source.charset, always=source.charset_always)
        return _lines(text), wrong


def _mended(found: Refused, text: str | None) -> bytes | None:
    """What was changed, as it is kept; None when nothing was."""
    if text is None or _lines(text) == found.text:
        return None
    return _lines(text).replace("\n", "\r").encode()


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
