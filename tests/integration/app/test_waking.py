"""Whoever waits for changes is woken by the commits of other server processes, too."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from medcluster.app.waking import Waking
from medcluster.record import Signal

WITHIN_SECONDS = 5.0


class Process:
    """The signal of one server process, which tells and hears."""

    def __init__(self, url: str) -> None:
        self.signal = Signal()
        self.task = asyncio.create_task(Waking(self.signal, url).run())

    async def hears(self, seconds: float = WITHIN_SECONDS) -> bool:
        """Whether it hears of a commit from now on."""
        return await self.signal.wait(self.signal.mark(), seconds)


@pytest_asyncio.fixture
async def two(application_url: str) -> AsyncIterator[tuple[Process, Process]]:
    found = Process(application_url), Process(application_url)
    assert all(await asyncio.gather(*(one.hears() for one in found)))  # once, when they begin to listen
    yield found
    for one in found:
        one.task.cancel()
    await asyncio.gather(*(one.task for one in found), return_exceptions=True)


async def test_a_commit_of_one_process_wakes_the_other(two: tuple[Process, Process]) -> None:
    here, there = two
    for _ in range(3):
        waiting = asyncio.create_task(there.hears())
        await asyncio.sleep(0)
        here.signal.fire()
        assert await waiting


async def test_what_is_heard_is_not_told_again(two: tuple[Process, Process]) -> None:
    here, there = two
    waiting = asyncio.create_task(there.hears())
    await asyncio.sleep(0)
    here.signal.fire()
    assert await waiting
    assert not await here.hears(0.4), "the news came back to the one who told it"
    assert not there.signal.committed.is_set()


async def test_many_commits_are_told_in_few_notices_and_the_last_is_told(two: tuple[Process, Process]) -> None:
    here, there = two
    times = 0
    for _ in range(100):
        mark = there.signal.mark()
        here.signal.fire()
        await asyncio.sleep(0.002)
        times += mark.is_set()
    mark = there.signal.mark()
    here.signal.fire()
    assert await there.signal.wait(mark, WITHIN_SECONDS)
    assert times < 50


async def test_who_is_cancelled_at_the_moment_of_a_commit_ends() -> None:
    """Else a follower that was told to stop would go on, and keep its lock."""
    for turns in range(6):  # wherever the two meet
        signal = Signal()
        waiting = asyncio.create_task(signal.wait(signal.mark(), WITHIN_SECONDS))
        await asyncio.sleep(0.01)
        signal.fire()
        for _ in range(turns):
            if not waiting.done():
                await asyncio.sleep(0)
        if waiting.cancel():
            with pytest.raises(asyncio.CancelledError):
                await waiting
