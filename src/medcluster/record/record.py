"""Where does a handle come from?

`Record` is made once by the wiring; `open_for` gives the only handle through which a caller reads and writes. Must not
know: who people are.
"""

from __future__ import annotations

from datetime import UTC, tzinfo

from medcluster.fhir.types import NO_ADDRESSES, OwnAddresses
from medcluster.foundation import Clock, Database, Gathering, Ids
from medcluster.record.caller import Caller
from medcluster.record.custodians import Custodians
from medcluster.record.handle import Handle
from medcluster.record.room import References, Room, RowNumbers, Secret, Signal
from medcluster.record.together import Reads
from medcluster.record.validating import Mode, Validating
from medcluster.record.writing_together import write_together


class Record:
    """The shared record over one database."""

    def __init__(
        self,
        database: Database,
        *,
        clock: Clock,
        ids: Ids,
        references: References = "lenient",
        zone: tzinfo = UTC,
        validate: Mode = "structure",
    ) -> None:
        self.room = Room(
            database,
            clock,
            ids,
            references,
            Custodians(database),
            RowNumbers(),
            Signal(),
            Secret(),
            Reads(database),
            Gathering(write_together),
            Validating(database, validate),
            zone,
        )

    @property
    def database(self) -> Database:
        return self.room.database

    @property
    def signal(self) -> Signal:
        """Fires after each commit of this process, and of those that it hears of."""
        return self.room.signal

    async def learn_parameters(self) -> None:
        """Know the search parameters that were added, as they were a second ago."""
        await self.room.parameters.learn(self.room.database)

    def open_for(self, caller: Caller, *, purpose: str = "", own: OwnAddresses = NO_ADDRESSES) -> Handle:
        """The handle of a caller; purpose in HL7 v3 PurposeOfUse terms, by default from the role.

        own: by which addresses the caller knows this server: references that begin so are read as relative.
        """
        return Handle(self.room, caller, purpose or ("PATRQT" if caller.patient else "TREAT"), own)

    async def custodian_number(self, organization_id: str) -> int:
        """The number that stands for a participant in the terms of row-level security; allocated on demand."""
        return await self.room.custodians.number(organization_id)
