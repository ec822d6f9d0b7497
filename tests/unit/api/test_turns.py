"""Large bundles are carried out few at once; who sends little waits for none of them."""

from __future__ import annotations

import asyncio

import pytest
from starlette.applications import Starlette
from starlette.requests import Request

from medcluster.api import turns


async def test_few_large_ones_at_once_and_small_ones_at_any_time() -> None:
    request = Request({"type": "http", "app": Starlette()})
    inside = most = 0
    leave = asyncio.Event()

    async def large() -> None:
        nonlocal inside, most
        async with turns.turn(request, turns.LARGE_BYTES):
            inside += 1
            most = max(most, inside)
            await leave.wait()
            inside -= 1

    waiting = [asyncio.create_task(large()) for _ in range(turns.AT_ONCE + 3)]
    await asyncio.sleep(0)
    async with asyncio.timeout(20), turns.turn(request, turns.LARGE_BYTES - 1):
        assert inside == turns.AT_ONCE
    leave.set()
    await asyncio.gather(*waiting)
    assert most == turns.AT_ONCE
    assert inside == 0


async def test_one_that_fails_gives_its_turn_back() -> None:
    request = Request({"type": "http", "app": Starlette()})
    for _ in range(turns.AT_ONCE + 1):
        with pytest.raises(ValueError, match="of its own"):
            async with asyncio.timeout(20), turns.turn(request, turns.LARGE_BYTES):
                raise ValueError("a fault of its own")
