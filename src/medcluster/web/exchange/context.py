"""What may the templates of refused messages know?

Promise: values, ready to be drawn; reasons are English, as the rooms say them. Must not know: the rooms.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from medcluster.web.frame.context import Frame


@dataclass(frozen=True, slots=True)
class Row:
    """One message of the list."""

    href: str
    number: int
    source: str
    kind: str
    control: str
    received: datetime
    reason: str
    attempts: int


@dataclass(frozen=True, slots=True)
class MessagesContext:
    """The list."""

    template: ClassVar[str] = "exchange/messages.html"
    frame: Frame
    rows: tuple[Row, ...]
    number: int
    next_href: str = ""
    first_href: str = ""


@dataclass(frozen=True, slots=True)
class MessageContext:
    """One message. `wrong`: what an attempt has just said. `newer`: only that newer messages stand in the way."""

    template: ClassVar[str] = "exchange/message.html"
    frame: Frame
    row: Row
    state: str
    text: str
    lines: int
    decided: datetime
    decider: str
    may_change: bool
    editable: bool
    wrong_bytes: bool = False
    mended: bool = False
    wrong: str = ""
    newer: bool = False
