"""How does a patient come in, who has no password?

Promise: by a code of twelve digits that she got from her coordinator: it opens once, within three days, for her own
record alone; a newer code ends the older. Nobody invites a patient whose record is hidden from them.
Must not know: how the code reaches her.
"""

from __future__ import annotations

from datetime import timedelta

from medcluster.cluster.access import Right, Role, check_may
from medcluster.cluster.accounts_limits import Limit, Limits
from medcluster.cluster.accounts_secrets import digest, new_code, plain_code
from medcluster.cluster.accounts_sessions import Doors
from medcluster.cluster.accounts_values import Session
from medcluster.cluster.naming import language_of, name_of
from medcluster.fhir import types
from medcluster.foundation import Clock, Database, Ids, Kind, Refusal
from medcluster.record import Handle

INVITATION_LIFETIME = timedelta(hours=72)
_WINDOW = timedelta(minutes=15)
_FROM_ONE_PLACE, _FROM_EVERYWHERE = 20, 2000
_INVITE = "SELECT cluster.invite($1, $2, $3, $4, $5, $6, $7, $8, $9)"
_REDEEM = "SELECT cluster.redeem($1, $2, $3)"
_SHUT_OUT = "SELECT cluster.shut_out($1, $2)"
_SWEEP = "DELETE FROM cluster.invitation WHERE expires < $1"
_NO_CODE = "This code opens nothing: it is mistyped, used already, or too old."


class Invitations:
    """Codes for patients."""

    def __init__(self, database: Database, *, clock: Clock, ids: Ids, limits: Limits, doors: Doors) -> None:
        self._database = database
        self._clock = clock
        self._ids = ids
        self._limits = limits
        self._doors = doors

    async def invite(self, handle: Handle, patient_id: str) -> str:
        """A one-time code for a patient that the handle sees."""
        check_may(handle.caller, Right.INVITE_PATIENTS)
        patient = (await handle.read("Patient", patient_id)).resource
        assert isinstance(patient, types.Patient)
        code, now = new_code(), self._clock.now()
        values = (
            self._ids.new(),
            digest(plain_code(code)),
            patient_id,
            name_of(patient.name),
            handle.caller.participant,
            language_of(patient),
            handle.caller.account,
            now,
            now + INVITATION_LIFETIME,
        )
        async with self._database.acquire() as connection:
            await connection.execute(_INVITE, *values)
        return code

    async def redeem(self, code: str, *, source: str) -> Session:
        """A session for a code, once."""
        await self._limits.take(
            (Limit("code", source, _FROM_ONE_PLACE, _WINDOW), Limit("codes", "", _FROM_EVERYWHERE, _WINDOW))
        )
        plain = plain_code(code)
        if not plain:
            raise Refusal(Kind.UNAUTHENTICATED, _NO_CODE, hint="The code has twelve digits.")
        async with self._database.transaction(settings={}) as connection:
            account = await connection.fetchval(_REDEEM, digest(plain), self._clock.now(), self._ids.new())
            if account is None:
                raise Refusal(Kind.UNAUTHENTICATED, _NO_CODE, hint="Ask your coordinator for a new one.")
            return await self._doors.open_session(connection, account, Role.PATIENT)

    async def shut_out(self, handle: Handle, patient_id: str) -> int:
        """End every session, token and code of a patient; how many there were."""
        check_may(handle.caller, Right.INVITE_PATIENTS)
        await handle.read("Patient", patient_id)
        async with self._database.acquire() as connection:
            return int(await connection.fetchval(_SHUT_OUT, patient_id, self._clock.now()))

    async def sweep(self) -> None:
        """Forget codes that ended long ago."""
        async with self._database.acquire() as connection:
            await connection.execute(_SWEEP, self._clock.now() - INVITATION_LIFETIME)
