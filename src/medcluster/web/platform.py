"""What do the pages need from the wired platform?

Promise: the shape of the object that `app` puts on `request.app.state.platform`; pages see the rooms through it and
never build one. Must not know how anything is wired.
"""

from __future__ import annotations

from typing import Protocol, cast

from starlette.requests import Request

from medcluster import cluster, exchange, protocol, record
from medcluster.foundation import Clock, Settings


class Platform(Protocol):
    """The wired rooms."""

    @property
    def settings(self) -> Settings: ...
    @property
    def clock(self) -> Clock: ...
    @property
    def record(self) -> record.Record: ...
    @property
    def accounts(self) -> cluster.Accounts: ...
    @property
    def directory(self) -> cluster.Directory: ...
    @property
    def protocol(self) -> protocol.Service: ...
    @property
    def repairs(self) -> exchange.Repairs: ...


def platform_of(request: Request) -> Platform:
    """The platform that serves this request."""
    return cast(Platform, request.app.state.platform)
