"""A platform with the demonstration cluster installed, its reactions on demand, and a listener to its stream."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from starlette.types import ASGIApp, Message

from medcluster import app
from medcluster.cluster import Role, build_caller
from medcluster.fhir import types
from medcluster.foundation import StoppedClock
from medcluster.record import Caller, Handle
from medcluster.record.unrestricted import unrestricted

NOW = datetime(2026, 11, 18, 7, 42, tzinfo=UTC)
NUMBER = "urn:medcluster:patient-number"
BEHIND = """
SELECT count(*) FROM record.change c LEFT JOIN app.position p ON p.follower = 'board'
WHERE p.xid IS NULL OR c.xid > p.xid OR c.xid = p.xid AND c.seq > p.seq
"""


@dataclass
class Stage:
    """What a test of the wired platform works with."""

    platform: app.Platform
    clock: StoppedClock
    url: str

    async def caller(self, role: Role, participant: str, practitioner: str = "") -> Caller:
        """Somebody of a participant."""
        number = await self.platform.record.custodian_number(participant)
        return build_caller(
            role,
            account=f"{role}@{participant}",
            participant=participant,
            custodian=number,
            practitioner=practitioner,
            demonstration=True,
        )

    async def person(self, role: Role, participant: str, practitioner: str = "") -> Handle:
        """Her handle."""
        return self.platform.record.open_for(await self.caller(role, participant, practitioner))

    async def everything(self) -> Handle:
        """The handle that sees every row."""
        number = await self.platform.record.custodian_number("imc-foundation")
        return unrestricted(self.platform.record, "test", custodian=number, participant="imc-foundation")

    async def enrolled(self, family: str = "Петрова", number: str = "48 2716") -> tuple[str, str]:
        """A patient of the polyclinic enrolled at the orthopaedic clinic: her id and her CarePlan's."""
        doctor = await self.person(Role.DOCTOR, "polyclinic-62", "gusarova")
        patient = types.Patient(
            identifier=(types.Identifier(system=NUMBER, value=number),),
            name=(types.HumanName(use="official", family=family, given=("Анна",)),),
            gender="female",
            birthDate="1959-03-14",
        )
        who = (await doctor.create(patient)).id
        service = self.platform.protocol
        referral = await service.refer(doctor, who, "saint-charles", "hip-fast-track", "Hip pain for two years")
        office = await self.person(Role.INTERFACE, "imc-foundation")
        plan = await service.enrol(office, who, "hip-fast-track", "", "saint-charles", referral=referral)
        return who, plan

    @contextlib.asynccontextmanager
    async def reacting(self, platform: app.Platform | None = None) -> AsyncIterator[None]:
        """The reactions of one server process, while the block runs; it hears of changed rows already."""
        listening, process = asyncio.Event(), platform or self.platform
        missed = process.live.missed

        def listens() -> None:  # whoever listens from now on says what it may have missed
            missed()
            listening.set()

        process.live.missed = listens  # type: ignore[method-assign]
        following = asyncio.create_task(app.Reactions(process, self.url).run())
        try:
            await asyncio.wait_for(listening.wait(), 20)
            yield
        finally:
            process.live.missed = missed  # type: ignore[method-assign]
            following.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await following

    async def caught_up(self) -> None:
        """Wait until the reactions have read the change log to its end."""

        async def read() -> bool:
            async with self.platform.database.transaction(settings={"medcluster.every_row": "on"}) as connection:
                return not await connection.fetchval(BEHIND)

        await until(read, 30)

    async def on_board(self, careplan: str, seconds: float = 10) -> Any:
        """The row of an enrolment, as soon as the board has it."""
        handle = await self.everything()

        async def row() -> Any:
            found = await self.platform.protocol.rows(handle, [careplan])
            return found[0] if found else None

        return await until(row, seconds)


async def until(found: Callable[[], Any], seconds: float = 10) -> Any:
    """What `found` gives as soon as it is true."""
    loop = asyncio.get_running_loop()
    end = loop.time() + seconds
    while True:
        value = await found()
        if value:
            return value
        assert loop.time() < end, f"waited {seconds} s in vain"
        await asyncio.sleep(0.02)


class Listener:
    """A client of `/board/events` that reads while the server writes."""

    def __init__(self, served: ASGIApp, token: str) -> None:
        self._served = served
        self._token = token
        self._chunks: asyncio.Queue[bytes] = asyncio.Queue()
        self._gone = asyncio.Event()
        self.status = 0
        self.reloads = 0
        self.headers: dict[str, str] = {}

    async def __aenter__(self) -> Listener:
        headers = [(b"authorization", f"Bearer {self._token}".encode()), (b"accept", b"text/event-stream")]
        scope = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": "1.1",
            "method": "GET",
            "path": "/board/events",
            "raw_path": b"/board/events",
            "query_string": b"",
            "root_path": "",
            "scheme": "http",
            "server": ("cluster.example", 80),
            "client": ("127.0.0.1", 1),
            "headers": headers,
        }
        self._serving = asyncio.create_task(self._served(scope, self._receive, self._send))
        assert b"connected" in await asyncio.wait_for(self._chunks.get(), 20)
        return self

    async def __aexit__(self, *fault: object) -> None:
        self._gone.set()
        await asyncio.wait_for(self._serving, 20)

    @property
    def ended(self) -> bool:
        """Whether the server has ended the stream."""
        return self._serving.done()

    async def _receive(self) -> Message:
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = {name.decode(): value.decode() for name, value in message["headers"]}
        elif message["type"] == "http.response.body" and message.get("body"):
            self._chunks.put_nowait(message["body"])

    async def heard(self, seconds: float) -> list[str]:
        """The enrolments of the next `board` event."""
        while True:
            chunk = (await asyncio.wait_for(self._chunks.get(), seconds)).decode()
            self.reloads += chunk.startswith("event: reload")
            if chunk.startswith("event: board"):
                found: list[str] = json.loads(chunk.partition("data: ")[2])["enrolments"]
                return found

    async def hears(self, careplan: str, seconds: float = 1.0) -> bool:
        """Whether this enrolment is told within so many seconds."""
        try:
            async with asyncio.timeout(seconds):
                while careplan not in await self.heard(seconds):
                    pass
        except TimeoutError:
            return False
        return True
