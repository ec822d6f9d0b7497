"""A real wire between a browser and the server: a small relay that can be cut, as sleep or a restart cuts it."""

from __future__ import annotations

import asyncio


class Wire:
    """Carries every byte both ways, until it is cut."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._writers: set[asyncio.StreamWriter] = set()
        self._whole = True
        self.address = ""

    async def open(self) -> asyncio.Server:
        """Listen on a free port."""
        listening = await asyncio.start_server(self._carry, "127.0.0.1", 0)
        self.address = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
        return listening

    def cut(self) -> None:
        """Nothing goes through any more."""
        self._whole = False
        for one in self._writers:
            one.transport.abort()

    def mend(self) -> None:
        """New connections go through again."""
        self._whole = True

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if not self._whole:
            writer.transport.abort()
            return
        there, back = await asyncio.open_connection("127.0.0.1", self._port)
        pair = {writer, back}
        self._writers |= pair
        try:
            await asyncio.gather(_pour(reader, back), _pour(there, writer))
        finally:
            self._writers -= pair
            for one in pair:
                one.close()


async def _pour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while piece := await reader.read(65536):
            writer.write(piece)
            await writer.drain()
    except ConnectionError:
        pass
    finally:
        writer.close()
