"""What do commands for HL7 v2 work with? The rooms over an opened database, as an administrator of one participant."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import click

from medcluster import app
from medcluster.cluster import Role, build_caller
from medcluster.foundation import Kind, Refusal, Settings, open_database
from medcluster.record import Handle

T = TypeVar("T")
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_ACCOUNT = "medcluster hl7"


@dataclass(slots=True)
class Rooms:
    """What commands work with: the platform, seen by an administrator of the participant that is meant."""

    platform: app.Platform

    async def handle(self, participant: str) -> Handle:
        """The record as an administrator of a participant sees its messages."""
        number = await self.platform.record.custodian_number(participant)
        caller = build_caller(Role.ADMINISTRATOR, account=_ACCOUNT, participant=participant, custodian=number)
        return self.platform.record.open_for(caller, purpose="HOPERAT")

    async def participants(self) -> list[str]:
        return sorted({source.participant for source in await self.platform.sources.sources()})

    async def who_sees(self, seq: int) -> Handle:
        """The handle of the participant whose message this is."""
        for participant in await self.participants():
            handle = await self.handle(participant)
            try:
                await self.platform.repairs.message(handle, seq)
            except Refusal as refusal:
                if refusal.kind is not Kind.NOT_FOUND:
                    raise
            else:
                return handle
        raise Refusal(Kind.NOT_FOUND, f"There is no message {seq}.", hint="`medcluster hl7 waiting` lists them.")


def run(act: Callable[[Rooms], Awaitable[T]]) -> T:
    """Do something with the rooms."""
    return asyncio.run(_act(Settings.from_environment(os.environ), act))


async def _act(settings: Settings, act: Callable[[Rooms], Awaitable[T]]) -> T:
    async with open_database(settings, size=3) as opened:
        return await act(Rooms(app.wire(settings, opened.database)))
