"""The other side: an HTTP server and a mail server that keep what they were sent, and a websocket client."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import ssl
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass
class Received:
    """One request."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def bundle(self) -> Json:
        found: Json = json.loads(self.body)
        return found

    @property
    def kind(self) -> str:
        return str(parameter(self.bundle, "type"))


@dataclass
class Hook:
    """A receiver of rest-hooks; `answers` are the statuses of the next requests, 200 when there are none."""

    port: int = 0
    received: list[Received] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    extra: str = ""
    scheme: str = "http"

    @property
    def address(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}/hook"

    def of(self, kind: str) -> list[Received]:
        return [one for one in self.received if one.kind == kind]

    async def converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            headers = {k.lower(): v for k, _, v in (line.partition(": ") for line in head[1:] if line)}
            body = await reader.readexactly(int(headers.get("content-length", "0")))
            self.received.append(Received(head[0].split()[1], headers, body))
            status = self.answers.pop(0) if self.answers else 200
            writer.write(f"HTTP/1.1 {status} X\r\nContent-Length: 0\r\n{self.extra}Connection: close\r\n\r\n".encode())
            await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()


@asynccontextmanager
async def _listening(found: Hook | MailServer, port: int = 0, tls: ssl.SSLContext | None = None) -> AsyncIterator[None]:
    """Have it converse on the loopback."""
    server = await asyncio.start_server(found.converse, "127.0.0.1", port, ssl=tls)
    found.port = server.sockets[0].getsockname()[1]
    try:
        yield
    finally:
        server.close()
        await server.wait_closed()


@asynccontextmanager
async def hook(tls: ssl.SSLContext | None = None, port: int = 0) -> AsyncIterator[Hook]:
    """A receiver on the loopback."""
    found = Hook(scheme="https" if tls else "http")
    async with _listening(found, port, tls):
        yield found


@dataclass
class MailServer:
    """A mail server that keeps letters (RFC 5321, as much as a client needs)."""

    port: int = 0
    letters: list[tuple[str, bytes]] = field(default_factory=list)

    async def converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 mail.test ESMTP\r\n")
        receiver = ""
        while line := await reader.readline():
            word = line[:4].upper()
            if word == b"RCPT":
                receiver = line.decode().partition("<")[2].partition(">")[0]
            if word == b"DATA":
                writer.write(b"354 go on\r\n")
                letter = await reader.readuntil(b"\r\n.\r\n")
                self.letters.append((receiver, letter))
            writer.write(b"221 bye\r\n" if word == b"QUIT" else b"250 ok\r\n")
            if word == b"QUIT":
                break
        writer.close()


@asynccontextmanager
async def mail_server() -> AsyncIterator[MailServer]:
    """A mail server on the loopback."""
    found = MailServer()
    async with _listening(found):
        yield found


class Socket:
    """A websocket client (RFC 6455): texts alone."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self.closed: tuple[int, str] | None = None

    @classmethod
    async def open(cls, host: str, port: int, path: str) -> Socket:
        reader, writer = await asyncio.open_connection(host, port)
        key = base64.b64encode(os.urandom(16)).decode()
        lines = [f"GET {path} HTTP/1.1", f"Host: {host}:{port}", "Upgrade: websocket", "Connection: Upgrade"]
        lines += [f"Sec-WebSocket-Key: {key}", "Sec-WebSocket-Version: 13", "", ""]
        writer.write("\r\n".join(lines).encode())
        answer = await reader.readuntil(b"\r\n\r\n")
        assert b" 101 " in answer.splitlines()[0], answer
        return cls(reader, writer)

    async def say(self, text: str) -> None:
        self._frame(1, text.encode())
        await self._writer.drain()

    def _frame(self, code: int, data: bytes) -> None:
        mask = os.urandom(4)
        size = struct.pack("!BB", 0x80 | code, 0x80 | len(data))
        if len(data) > 125:
            size = struct.pack("!BBH", 0x80 | code, 0x80 | 126, len(data))
        self._writer.write(size + mask + bytes(one ^ mask[place % 4] for place, one in enumerate(data)))

    async def hear(self, seconds: float = 10.0) -> str | None:
        """The next text; None when the server closed."""
        return await asyncio.wait_for(self._hear(), seconds)

    async def _hear(self) -> str | None:
        while True:
            first, size = await self._reader.readexactly(2)
            if size == 126:
                (size,) = struct.unpack("!H", await self._reader.readexactly(2))
            elif size == 127:
                (size,) = struct.unpack("!Q", await self._reader.readexactly(8))
            data = await self._reader.readexactly(size)
            code = first & 0x0F
            if code == 1:
                return data.decode()
            if code == 8:
                self.closed = (struct.unpack("!H", data[:2])[0], data[2:].decode()) if data else (1005, "")
                return None
            if code == 9:
                self._frame(10, data)

    async def bundle(self, kind: str, seconds: float = 10.0) -> Json:
        """The next notification, of this kind."""
        text = await self.hear(seconds)
        assert text is not None, self.closed
        found: Json = json.loads(text)
        assert parameter(found, "type") == kind, found
        return found

    def leave(self) -> None:
        self._writer.close()


def parameter(bundle: Json, name: str) -> Any:
    """A parameter of the status in a notification."""
    status = bundle["entry"][0]["resource"]
    assert status["resourceType"] == "Parameters"
    for one in status["parameter"]:
        if one["name"] == name:
            return next(value for key, value in one.items() if key.startswith("value"))
    return None


def numbers(bundle: Json) -> list[int]:
    """The numbers of the events in a notification."""
    found = bundle["entry"][0]["resource"]["parameter"]
    events = [one["part"] for one in found if one["name"] == "notification-event"]
    return [int(part["valueString"]) for parts in events for part in parts if part["name"] == "event-number"]


def focuses(bundle: Json) -> list[str]:
    """What the events are about, as Type/id."""
    found = bundle["entry"][0]["resource"]["parameter"]
    events = [one["part"] for one in found if one["name"] == "notification-event"]
    references = [part["valueReference"]["reference"] for parts in events for part in parts if part["name"] == "focus"]
    return ["/".join(one.split("/")[-2:]) for one in references]
