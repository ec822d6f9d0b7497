"""Who has an account here, and how do they come in?

Promise: the one way in for people, patients and machines. Every way out is a `Caller`, or None, or a Refusal that does
not say whether the name or the password was wrong. Accounts hold no clinical data; that an account belongs to a patient
is learnt only by showing one of its secrets (migrations/0200_accounts.sql says why and how).
Must not know: cookies, pages, what a caller does next. Source: notes on authentication; OWASP ASVS 5.0 V6 and V7.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta

import asyncpg

from medcluster.cluster.access import CLINICIANS, Role, role_of
from medcluster.cluster.accounts_invitations import Invitations
from medcluster.cluster.accounts_limits import Limit, Limits
from medcluster.cluster.accounts_secrets import Passwords, check_password, folded_name
from medcluster.cluster.accounts_sessions import IDLE, LONGEST_SESSION, TOKEN_LIFETIME, Doors
from medcluster.cluster.accounts_values import Person, Session, Token
from medcluster.cluster.demonstration_people import install_people
from medcluster.cluster.description import ClusterDescription
from medcluster.foundation import Clock, Database, Ids, Kind, Refusal
from medcluster.record import Caller, Handle

_QUARTER = timedelta(minutes=15)

_ADD = """
INSERT INTO cluster.account (id, name, password, display, role, participant, practitioner, language, demonstration,
                             patient, patient_name, created)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
"""
_PEOPLE = """
SELECT id, name, display, role, participant, practitioner, disabled FROM cluster.account
WHERE role <> 'patient' AND role = ANY($1::text[]) AND ($2 = '' OR participant = $2) AND ($3 OR disabled IS NULL)
ORDER BY display, id
"""
_OF_NAME = "SELECT id, role FROM cluster.account WHERE name = $1"
_DEMONSTRATION = """
SELECT id, participant, practitioner FROM cluster.account
WHERE demonstration AND role = $1 AND disabled IS NULL ORDER BY created, id LIMIT 1
"""
_NO_ENTRY = "Name or password is wrong."


class Accounts:
    """Accounts, sessions, tokens and invitations."""

    def __init__(
        self,
        database: Database,
        *,
        clock: Clock,
        ids: Ids,
        demonstration: bool = False,
        idle: timedelta | None = None,
        absolute: timedelta = LONGEST_SESSION,
    ) -> None:
        self._database = database
        self._clock = clock
        self._ids = ids
        self._demonstration = demonstration
        self._passwords = Passwords()
        self._limits = Limits(database, clock)
        self._doors = Doors(
            database,
            clock=clock,
            ids=ids,
            idle=idle or (absolute if demonstration else IDLE),
            absolute=absolute,
            demonstration=demonstration,
        )
        self._invitations = Invitations(database, clock=clock, ids=ids, limits=self._limits, doors=self._doors)

    # -- people ----------------------------------------------------------------------------------------------------

    async def add(
        self,
        name: str,
        password: str = "",
        *,
        role: Role | str,
        participant: str = "",
        display: str = "",
        practitioner: str = "",
        patient: str = "",
        language: str = "en",
        demonstration: bool = False,
    ) -> str:
        """A new account; its id. Without a password it opens by demonstration sign-in or an invitation only."""
        known, folded = role_of(str(role)), folded_name(name)
        _check_belongs(known, participant, patient)
        if password:
            check_password(password, name=folded)
        hashed = await self._passwords.hashed(password) if password else None
        account, is_patient = self._ids.new(), known is Role.PATIENT
        try:
            async with self._database.acquire() as connection:
                await connection.execute(
                    _ADD,
                    account,
                    folded,
                    hashed,
                    "" if is_patient else display or name,
                    str(known),
                    participant,
                    practitioner,
                    language,
                    demonstration,
                    patient or None,
                    (display or name) if is_patient else "",
                    self._clock.now(),
                )
        except asyncpg.UniqueViolationError as error:
            raise Refusal(
                Kind.CONFLICT, f"The name {folded} is taken, or the patient has an account already."
            ) from error
        return account

    async def people(
        self, roles: Collection[Role | str] = tuple(Role), participant: str = "", *, disabled: bool = False
    ) -> list[Person]:
        """Everybody with one of these roles, at one participant or at all; never patients."""
        async with self._database.acquire() as connection:
            rows = await connection.fetch(_PEOPLE, [str(role) for role in roles], participant, disabled)
        return [
            Person(
                account=row["id"],
                name=row["display"],
                role=Role(row["role"]),
                participant=row["participant"],
                practitioner=row["practitioner"],
                sign_in=row["name"] or "",
                disabled=row["disabled"] is not None,
            )
            for row in rows
        ]

    async def named(self, name: str) -> str:
        """The id of the account with this sign-in name; empty when there is none."""
        async with self._database.acquire() as connection:
            row = await connection.fetchrow(_OF_NAME, folded_name(name))
        return str(row["id"]) if row else ""

    async def change_password(self, account: str, password: str, *, name: str = "") -> None:
        """Set a password and sign the account out everywhere."""
        check_password(password, name=name.casefold())
        hashed = await self._passwords.hashed(password)
        async with self._database.transaction(settings={}) as connection:
            done = await connection.execute("UPDATE cluster.account SET password = $2 WHERE id = $1", account, hashed)
            _check_found(done)
            await self._doors.end_all_sessions(connection, account)

    async def disable(self, account: str, *, disabled: bool = True) -> None:
        """Close an account and sign it out everywhere, or open it again."""
        moment = self._clock.now() if disabled else None
        async with self._database.transaction(settings={}) as connection:
            done = await connection.execute("UPDATE cluster.account SET disabled = $2 WHERE id = $1", account, moment)
            _check_found(done)
            await self._doors.end_all_sessions(connection, account)

    # -- coming in and going out -----------------------------------------------------------------------------------

    async def sign_in(self, name: str, password: str, *, source: str = "") -> Session:
        """A session for the right name and password. `source`: the address it comes from, for the limits."""
        limits = _limits_of_sign_in(name, source)
        await self._limits.take(limits)
        try:
            folded = folded_name(name)
        except Refusal:
            folded = ""
        async with self._database.acquire() as connection:
            row = await connection.fetchrow("SELECT account, password FROM cluster.find_password($1)", folded)
        if not await self._passwords.matches(row["password"] if row else "", password) or row is None:
            raise Refusal(Kind.UNAUTHENTICATED, _NO_ENTRY)
        await self._limits.forgive(limits)
        renewed = await self._passwords.hashed(password) if self._passwords.outdated(row["password"]) else ""
        async with self._database.transaction(settings={}) as connection:
            if renewed:
                await connection.execute(
                    "UPDATE cluster.account SET password = $2 WHERE id = $1", row["account"], renewed
                )
            role = await connection.fetchval("SELECT role FROM cluster.account WHERE id = $1", row["account"])
            return await self._doors.open_session(connection, row["account"], Role(role))

    async def sign_in_as_demonstration(self, role: Role | str) -> Session:
        """One click: a session of the demonstration's person with this role. Refused when the demonstration is off."""
        known = role_of(str(role))
        if not self._demonstration:
            raise Refusal(Kind.FORBIDDEN, "The demonstration is off.", hint="Sign in with a name and a password.")
        async with self._database.transaction(settings={}) as connection:
            row = await connection.fetchrow(_DEMONSTRATION, str(known))
            if row is None:
                raise Refusal(
                    Kind.NOT_FOUND, f"The demonstration has nobody with the role {known}.", hint="Load it first."
                )
            return await self._doors.open_session(connection, row["id"], known)

    async def sign_out(self, token: str) -> None:
        """End the session of this cookie."""
        await self._doors.end_session(token)

    async def revoke(self, account: str) -> None:
        """Sign an account out everywhere."""
        async with self._database.acquire() as connection:
            await self._doors.end_all_sessions(connection, account)

    async def caller_of_session(self, token: str, *, active: bool = True) -> Caller | None:
        """Who comes with this cookie. `active=False` (a live page that waits) does not keep the session awake."""
        return await self._doors.caller_of_session(token, active=active)

    async def caller_of_token(self, bearer: str) -> Caller | None:
        """Who comes with this bearer token."""
        return await self._doors.caller_of_token(bearer)

    async def caller_of_account(self, account: str) -> Caller | None:
        """The caller of a machine's account, for what it asked to be told later; None once its token has ended."""
        return await self._doors.caller_of_account(account)

    # -- machines --------------------------------------------------------------------------------------------------

    async def issue_token(
        self,
        role: Role | str,
        participant: str = "",
        patient: str = "",
        *,
        label: str = "",
        lifetime: timedelta = TOKEN_LIFETIME,
    ) -> str:
        """A bearer token of a role. While the demonstration is on, its person of that role says what is left open."""
        known, practitioner = role_of(str(role)), ""
        if not participant and self._demonstration:
            async with self._database.acquire() as connection:
                row = await connection.fetchrow(_DEMONSTRATION, str(known))
            participant, practitioner = (row["participant"], row["practitioner"]) if row else ("", "")
        _check_belongs(known, participant, patient)
        return await self._doors.issue_token(
            known, participant=participant, practitioner=practitioner, patient=patient, label=label, lifetime=lifetime
        )

    async def tokens(self) -> list[Token]:
        """Every token that was issued."""
        return await self._doors.tokens()

    async def revoke_token(self, token_id: str) -> None:
        """End a token."""
        await self._doors.end_token(token_id)

    # -- patients --------------------------------------------------------------------------------------------------

    async def invite_patient(self, handle: Handle, patient_id: str) -> str:
        """A one-time code for a patient that the handle sees; earlier codes of hers end."""
        return await self._invitations.invite(handle, patient_id)

    async def redeem(self, code: str, *, source: str = "") -> Session:
        """A patient's session for her code, once."""
        return await self._invitations.redeem(code, source=source)

    async def shut_out(self, handle: Handle, patient_id: str) -> int:
        """End every session, token and code of a patient that the handle sees (a lost phone); how many there were."""
        return await self._invitations.shut_out(handle, patient_id)

    # -- upkeep ----------------------------------------------------------------------------------------------------

    async def install(self, description: ClusterDescription) -> int:
        """Add the demonstration accounts of a description that are missing; how many there were."""
        return await install_people(self, description)

    async def sweep(self) -> None:
        """Forget what has ended: for a job, once a day."""
        await self._doors.sweep()
        await self._limits.sweep()
        await self._invitations.sweep()


def _limits_of_sign_in(name: str, source: str) -> Sequence[Limit]:
    """Few attempts on a name from one place; more from a place, more on a name: nobody can lock others out cheaply."""
    lowered = name.strip().casefold()[:256]
    return (
        Limit("name-from", f"{lowered}\0{source}", 5, _QUARTER, forgiven=True),
        Limit("from", source, 50, _QUARTER),
        Limit("name", lowered, 100, timedelta(hours=1)),
    )


def _check_belongs(role: Role, participant: str, patient: str) -> None:
    if (role is Role.PATIENT) != bool(patient):
        raise Refusal(
            Kind.INVALID,
            "The role patient, and no other, needs a patient.",
            hint="Give the id of the Patient resource.",
        )
    if not participant and role in CLINICIANS | {Role.COORDINATOR, Role.INTERFACE, Role.PATIENT}:
        raise Refusal(
            Kind.INVALID,
            f"The role {role} needs a participant.",
            hint="What the account writes belongs to that participant: give its Organization id.",
        )


def _check_found(status: str) -> None:
    if status.endswith(" 0"):
        raise Refusal(Kind.NOT_FOUND, "There is no such account.")
