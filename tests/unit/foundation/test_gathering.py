"""Calls that come together go together, and each gets its own answer."""

import asyncio
from collections.abc import Sequence

import pytest

from medcluster.foundation import Gathering


class Act:
    """Remembers what was asked together; waits where it is told to."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, list[int]]] = []
        self.gate = asyncio.Event()

    async def __call__(self, key: str, asked: Sequence[int]) -> list[int | Exception]:
        self.calls.append((key, list(asked)))
        await self.gate.wait()
        return [ValueError(str(one)) if one < 0 else one * 10 for one in asked]


async def _settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_who_comes_while_an_act_is_under_way_goes_with_the_others_in_the_next() -> None:
    act = Act()
    together = Gathering[str, int, int](act, at_once=1)
    first = asyncio.create_task(together.ask("a", 1))
    await _settle()
    rest = [asyncio.create_task(together.ask("a", number)) for number in (2, 3, 4)]
    await _settle()
    assert act.calls == [("a", [1])]
    act.gate.set()
    assert await first == 10
    assert [await one for one in rest] == [20, 30, 40]
    assert act.calls == [("a", [1]), ("a", [2, 3, 4])]


async def test_one_that_fails_fails_alone() -> None:
    act = Act()
    act.gate.set()
    together = Gathering[str, int, int](act, at_once=1)
    answers = await asyncio.gather(*(together.ask("a", n) for n in (1, -2, 3)), return_exceptions=True)
    assert answers[0] == 10
    assert isinstance(answers[1], ValueError)
    assert answers[2] == 30


async def test_what_an_act_raises_each_of_its_calls_gets_and_the_next_goes_on() -> None:
    raised = [True]

    async def act(_: str, asked: Sequence[int]) -> list[int]:
        if raised.pop() if raised else False:
            raise RuntimeError("away")
        return list(asked)

    together = Gathering[str, int, int](act, at_once=1)
    answers = await asyncio.gather(together.ask("a", 1), together.ask("a", 2), return_exceptions=True)
    assert [type(one) for one in answers] == [RuntimeError, RuntimeError]
    assert await together.ask("a", 3) == 3


async def test_keys_do_not_mix_and_none_keeps_another_waiting_for_ever() -> None:
    act = Act()
    together = Gathering[str, int, int](act, at_once=1, most=2)
    tasks = [asyncio.create_task(together.ask(key, number)) for number, key in enumerate("abaaba")]
    await _settle()
    act.gate.set()
    assert await asyncio.gather(*tasks) == [0, 10, 20, 30, 40, 50]
    assert [key for key, _ in act.calls] == ["a", "b", "a"]
    assert all(len(asked) <= 2 for _, asked in act.calls)


async def test_who_has_gone_is_not_waited_for() -> None:
    act = Act()
    together = Gathering[str, int, int](act, at_once=1)
    first = asyncio.create_task(together.ask("a", 1))
    await _settle()
    gone = asyncio.create_task(together.ask("a", 2))
    stays = asyncio.create_task(together.ask("a", 3))
    await _settle()
    gone.cancel()
    await _settle()
    act.gate.set()
    assert (await first, await stays) == (10, 30)
    assert act.calls[1] == ("a", [3])
    with pytest.raises(asyncio.CancelledError):
        await gone
