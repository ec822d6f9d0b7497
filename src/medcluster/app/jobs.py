"""Who carries out the long work that was asked for?

Promise: every server process takes one job after the other, whichever is the oldest that nobody has; it goes on with
what a dead process left. A job ends when the token or account of who asked is closed. Must not know: what the work is.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from medcluster import record
from medcluster.app.platform import Platform
from medcluster.record.unrestricted import unrestricted

OLD_SECONDS = 60.0  # files of jobs that are no more, since they were written


class Jobs:
    """The jobs of one server process."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform

    @property
    def folder(self) -> Path:
        return self._platform.settings.data / record.bulk.FOLDER

    async def run(self) -> None:
        """Work until cancelled; a lost database is waited for."""
        handle = unrestricted(self._platform.record, "jobs")
        tidy = partial(record.bulk.tidy, self.folder, older=OLD_SECONDS)
        await record.jobs.keep_jobs(handle, self.works(), self._allowed, tidy)

    def works(self) -> dict[str, record.jobs.Work]:
        """How each kind of job is carried out."""
        allowed = self._platform.settings.may_fetch
        return {
            "export": partial(record.bulk.export, folder=self.folder),
            "import": partial(record.bulk.bring, folder=self.folder, allowed=allowed),
        }

    async def _allowed(self, caller: record.Caller) -> bool:
        """Whether who asked could still ask."""
        kind, _, number = caller.account.partition(":")
        if kind == "token":
            now = self._platform.clock.now()
            tokens = await self._platform.accounts.tokens()
            return any(one.id == number and one.ended is None and one.expires > now for one in tokens)
        people = await self._platform.accounts.people(disabled=True)
        return not any(one.account == caller.account and one.disabled for one in people)
