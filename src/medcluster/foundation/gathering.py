"""How do calls that come at the same moment share the cost of one act, such as a round trip with its commit?

Promise: a call that comes alone waits for nobody; calls that come while acts are under way go together in the next one,
in the order in which they came, so every act begins after the calls that it answers. What an act raises, each of its
calls gets, unless it answered some with an error of their own. Must not know: what the act does.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Hashable, Sequence
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
A = TypeVar("A")
R = TypeVar("R")
Act = Callable[[K, Sequence[A]], Awaitable[Sequence[R | Exception]]]


class Gathering(Generic[K, A, R]):
    """`act` answers, in order, what was asked under one key; at most `at_once` run at a time, for `most` calls each."""

    def __init__(self, act: Act[K, A, R], *, at_once: int = 2, most: int = 64) -> None:
        self._act = act
        self._free = at_once
        self._most = most
        self._waiting: dict[K, deque[tuple[A, asyncio.Future[R]]]] = {}
        self._running: set[asyncio.Task[None]] = set()

    async def ask(self, key: K, asked: A) -> R:
        """The answer to this call."""
        answer: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(key, deque()).append((asked, answer))
        if self._free:
            self._free -= 1
            task = asyncio.create_task(self._go())
            self._running.add(task)
            task.add_done_callback(self._running.discard)
        return await answer

    async def _go(self) -> None:
        try:
            while self._waiting:
                key, calls = self._next()
                await self._answer(key, [call for call in calls if not call[1].done()])
        finally:
            self._free += 1

    def _next(self) -> tuple[K, list[tuple[A, asyncio.Future[R]]]]:
        key = next(iter(self._waiting))
        queue = self._waiting.pop(key)
        calls = [queue.popleft() for _ in range(min(len(queue), self._most))]
        if queue:
            self._waiting[key] = queue  # behind the others: no key keeps them waiting
        return key, calls

    async def _answer(self, key: K, calls: list[tuple[A, asyncio.Future[R]]]) -> None:
        if not calls:
            return
        try:
            answers = await self._act(key, [asked for asked, _ in calls])
        except Exception as error:
            answers = [error] * len(calls)
        except BaseException:
            for _, answer in calls:
                answer.cancel()
            raise
        for (_, answer), told in zip(calls, answers, strict=True):
            if answer.done():  # whoever asked has gone
                continue
            if isinstance(told, Exception):
                answer.set_exception(told)
            else:
                answer.set_result(told)
