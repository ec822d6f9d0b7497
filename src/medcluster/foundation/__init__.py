"""Foundation: what every room stands on, without a clinical noun.

Settings, errors, clock, ids, the database and its migrations, translation. Others import the room:
`from medcluster import foundation` and `foundation.Refusal`, or names from here; never a module inside.
"""

from medcluster.foundation.clock import Clock, StoppedClock, SystemClock
from medcluster.foundation.errors import Issue, Kind, Refusal
from medcluster.foundation.ids import Ids, RandomIds, SeededIds

__all__ = ["Clock", "Ids", "Issue", "Kind", "RandomIds", "Refusal", "SeededIds", "StoppedClock", "SystemClock"]
