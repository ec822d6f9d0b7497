"""Jobs: long work that somebody asked for, and that goes on after any interruption.

`begin`, `mine` and `cancel` are for who asks; `keep_jobs` carries out, one job after the other, with the rights of who
asked, what `works` knows how to do (`record.bulk`). Why a table of our own: docs/reasons/jobs.md.

Tables (schema `record`): job. Neighbours: stands on the record's handle; `record.bulk` is the work, `app` keeps it
going, `api` answers who asked.
"""

from medcluster.record.jobs.asked import MOST_OPEN, Job, begin, cancel, mine, owned
from medcluster.record.jobs.carried import KEPT, Carrying, Stopped, Work, carry_next, keep_jobs

__all__ = [
    "KEPT",
    "MOST_OPEN",
    "Carrying",
    "Job",
    "Stopped",
    "Work",
    "begin",
    "cancel",
    "carry_next",
    "keep_jobs",
    "mine",
    "owned",
]
