"""When is a large bundle carried out?

Promise: few at once in each process, in the order in which they came; who sends little waits for none of them. Reading,
checking and indexing a large bundle takes the processor for tens of milliseconds at a stretch, and whoever looks at a
page meanwhile waits for each of those that are under way. Must not know: what a bundle asks for. Measured:
docs/performance.md.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.requests import Request

LARGE_BYTES = 128 * 1024  # a smaller one is read in a few milliseconds
AT_ONCE = 2  # one has the processor while another is with the database


@asynccontextmanager
async def turn(request: Request, size: int) -> AsyncIterator[None]:
    """Wait until a body of so many bytes may be carried out."""
    if size < LARGE_BYTES:
        yield
        return
    state = request.app.state
    if not hasattr(state, "turns"):
        state.turns = asyncio.Semaphore(AT_ONCE)
    async with state.turns:
        yield
