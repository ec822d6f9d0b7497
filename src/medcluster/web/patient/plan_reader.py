"""For whom, when, and with which dictionaries is a plan written?

Promise: values only; rights arrive as values. Must not know: HTTP, services.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from medcluster.foundation import Words
from medcluster.web.dates import Calendar
from medcluster.web.hands import Hands


@dataclass(frozen=True)
class PlanReader:
    """For whom, when, and with which dictionaries a plan is written."""

    words: Words
    calendar: Calendar
    now: datetime
    hospitals: Mapping[str, str]
    may_do: Callable[[tuple[str, ...]], bool]
    evidence: Mapping[str, str]  # reference -> what it says
    may_date: bool = False
    may_enrol: bool = False
    each: bool = False  # every time of a step that repeats, also those that need nobody
    hands: Hands | None = None  # who can be given a step
