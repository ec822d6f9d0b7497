"""What does an edge need from the wired platform?

Promise: the shape of the object that `app` puts on `request.app.state.platform`. The edges see rooms through it and
never build one. Must not know how anything is wired.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import Protocol, cast

from starlette.requests import Request

from medcluster import cluster, protocol, record
from medcluster.foundation import Clock, Database, Ids, Settings


class LiveBoard(Protocol):
    """The stream of changes of the board."""

    def follow(self, caller: record.Caller) -> AsyncGenerator[bytes, None]:
        """Server-sent events, encoded, of the changes that this caller may see; ends when the server stops."""
        ...


class Platform(Protocol):
    """The wired rooms."""

    @property
    def settings(self) -> Settings: ...
    @property
    def database(self) -> Database: ...
    @property
    def clock(self) -> Clock: ...
    @property
    def ids(self) -> Ids: ...
    @property
    def record(self) -> record.Record: ...
    @property
    def accounts(self) -> cluster.Accounts: ...
    @property
    def protocol(self) -> protocol.Service: ...
    @property
    def live(self) -> LiveBoard: ...


def platform_of(request: Request) -> Platform:
    """The platform that serves this request."""
    return cast(Platform, request.app.state.platform)
