"""How does a large file come into the record with all of a machine's cores?

Promise: the lines of an import are read here and loaded by processes of their own, each transaction whole in one of
them; what is under way when an import is given up is waited for. They end with this process, however it ends: what it
had not heard of is then rolled back or noted as loaded. Must not know: files, what lines say. Source: measured in
docs/performance.md: of what a resource costs, half is Python's.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType
from typing import Self

from medcluster import record
from medcluster.app.garbage import look_rarely_for_garbage
from medcluster.app.load import loader_of
from medcluster.app.platform import wire
from medcluster.app.server import die_with_parent
from medcluster.foundation import Database, Kind, Refusal, Settings, begin_logging

_READY = 1  # task beyond those that are being loaded, so that no process waits for the reader


class Loaders:
    """Processes that load tasks, begun with this object: to be made before there are threads, a loop or connections.

    They are forked, so that none has to import again what is imported here: a second of work for each.
    """

    def __init__(self, processes: int) -> None:
        self._processes = processes
        forked = multiprocessing.get_context("fork")
        self._pool = ProcessPoolExecutor(processes, mp_context=forked, initializer=_begin, initargs=(os.getpid(),))
        self._pool.submit(os.getpid).result()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._pool.shutdown(cancel_futures=True)

    def loading(self, settings: Settings, url: str, custodian: str) -> record.bulk.Loading:
        """Loading with the rights of `loader_of`; url: the database's, of the application's role."""

        async def load(task: record.bulk.Task) -> record.bulk.Outcome:
            try:
                return await _heard(self._pool.submit(_load, settings, url, custodian, task))
            except BrokenProcessPool as error:
                raise Refusal(
                    Kind.UNAVAILABLE,
                    "A process that loads lines has ended unasked.",
                    hint="Give the same command again: it goes on where it was. See that there is memory enough.",
                ) from error

        return record.bulk.Loading(load, self._processes + _READY)


async def _heard(began: Future[record.bulk.Outcome]) -> record.bulk.Outcome:
    """The outcome, also of what is given up when it can no longer be stopped: its refused lines are told once."""
    outcome = asyncio.wrap_future(began)
    try:
        return await asyncio.shield(outcome)
    except asyncio.CancelledError:
        if began.cancel():
            raise
        return await outcome


class _Loader:
    """The one of a process: a loop and a handle that stay from task to task."""

    def __init__(self, settings: Settings, url: str, custodian: str) -> None:
        begin_logging(settings.log_level, as_json=settings.log_format == "json")
        self._runner = asyncio.Runner()
        self._handle = self._runner.run(_opened(settings, url, custodian))
        look_rarely_for_garbage()

    def load(self, task: record.bulk.Task) -> record.bulk.Outcome:
        return self._runner.run(record.bulk.load(self._handle, task))


_here: list[_Loader] = []  # at most one


def _begin(parent: int) -> None:
    die_with_parent(signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the command's to answer


def _load(settings: Settings, url: str, custodian: str, task: record.bulk.Task) -> record.bulk.Outcome:
    if not _here:
        _here.append(_Loader(settings, url, custodian))
    return _here[0].load(task)


async def _opened(settings: Settings, url: str, custodian: str) -> record.Handle:
    database = await Database.connect(url, size=2)
    return await loader_of(wire(settings, database), custodian)
