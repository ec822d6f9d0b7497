"""What do accounts hand out?

Promise: immutable values without secrets, except the one secret that is shown once to whom it belongs.
Must not know: the database.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from medcluster.cluster.access import Role


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody has just signed in. `token` goes into the cookie and is nowhere else."""

    token: str = field(repr=False)
    account: str
    role: Role
    expires: datetime
    idle: timedelta


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account: what is needed to assign a step, or to manage people. Never a patient."""

    account: str
    name: str
    role: Role
    participant: str
    practitioner: str
    sign_in: str = ""
    disabled: bool = False


@dataclass(frozen=True, slots=True)
class Token:
    """A bearer token that was issued; its secret was shown once."""

    id: str
    label: str
    role: Role
    participant: str
    created: datetime
    expires: datetime
    ended: datetime | None
