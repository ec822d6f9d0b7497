"""Over TCP: framing, TLS, silence, several senders at once, and a process that is killed in the middle."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from medcluster import app
from medcluster.app.mllp import Listening
from medcluster.exchange import Frames, Listener, Source, Sources, framed
from medcluster.foundation import Database, Settings
from medcluster.record import Handle
from tests.conftest import Addresses
from tests.integration.exchange.messages import message, pid
from tests.integration.record.samples import staff
from tests.pages.serving import free_port

Talk = tuple[asyncio.StreamReader, asyncio.StreamWriter]

SERVER = """
import asyncio, sys
from medcluster import app
from medcluster.app.mllp import Listening
from medcluster.foundation import Database, Settings

async def main():
    database = await Database.connect(sys.argv[1])
    await Listening(app.wire(Settings(demo="off"), database)).run()

asyncio.run(main())
"""


@pytest.fixture(scope="module")
def port() -> int:
    """The port of the plain listener."""
    return free_port()


@pytest_asyncio.fixture(scope="module")
async def platform(database: Database, port: int) -> app.Platform:
    """The wired rooms, with a sender of the clinic."""
    wired = app.wire(Settings(demo="off"), database)
    sources = Sources(database, wired.clock)
    await sources.listen(Listener(port))
    await sources.add(Source("his", "clinic", port, facility="CLINIC"))
    return wired


@pytest_asyncio.fixture(scope="module")
async def doctor(platform: app.Platform) -> Handle:
    """Who sees what the clinic sent."""
    return platform.record.open_for(staff(await platform.record.custodian_number("clinic"), "clinic"))


@contextlib.asynccontextmanager
async def listening(platform: app.Platform) -> AsyncIterator[None]:
    """The listeners of this process."""
    task = asyncio.create_task(Listening(platform).run())
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


@contextlib.asynccontextmanager
async def connected(port: int, context: ssl.SSLContext | None = None) -> AsyncIterator[Talk]:
    """A connection, as soon as somebody listens."""
    for _ in range(400):
        with contextlib.suppress(ConnectionError):
            reader, writer = await asyncio.open_connection("127.0.0.1", port, ssl=context)
            break
        await asyncio.sleep(0.05)
    else:
        raise TimeoutError("nobody listens")
    try:
        yield reader, writer
    finally:
        writer.close()
        with contextlib.suppress(ConnectionError, ssl.SSLError):
            await writer.wait_closed()


async def answers(reader: asyncio.StreamReader, count: int) -> list[bytes]:
    """So many blocks, each answer's own text."""
    frames, found = Frames(), list[bytes]()
    while len(found) < count:
        piece = await asyncio.wait_for(reader.read(65536), 20)
        assert piece, "the connection was closed"
        found += frames.feed(piece)
    return found


def registration(number: str) -> bytes:
    """A message about one patient."""
    return message("ADT^A28", "EVN|A28", pid(number), control=f"c-{number}")


async def test_bytes_come_in_any_pieces(platform: app.Platform, doctor: Handle, port: int) -> None:
    async with listening(platform), connected(port) as (reader, writer):
        stream = b"noise\r\n" + b"".join(framed(registration(f"p{number}")) for number in range(3))
        for start in range(0, len(stream), 37):
            writer.write(stream[start : start + 37])
            await writer.drain()
        found = await answers(reader, 3)
        assert [b"MSA|AA|c-p%d" % number in one for number, one in enumerate(found)] == [True] * 3
        writer.write(framed(message("ADT^A28", "EVN|A28", "PID|1", control="bad")) + framed(registration("p3")))
        refused, accepted = await answers(reader, 2)
        assert b"MSA|AE|bad" in refused and b"MSA|AA|c-p3" in accepted
        writer.write(framed(b"GET / HTTP/1.1"))
        (nonsense,) = await answers(reader, 1)
        assert b"MSA|AR|" in nonsense
    assert (await doctor.search("Patient", "family=Petrova&_total=accurate")).total == 4


def _certificate(folder: Path, name: str) -> None:
    """A key and a certificate that it signed itself."""
    words = f"req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN={name}"
    files = ["-keyout", str(folder / f"{name}.key"), "-out", str(folder / f"{name}.pem")]
    more = ["-addext", "subjectAltName=IP:127.0.0.1", *files]
    subprocess.run(["openssl", *words.split(), *more], check=True, capture_output=True)


async def test_tls_with_certificates_on_both_sides(platform: app.Platform, tmp_path: Path) -> None:
    for name in ("server", "client"):
        _certificate(tmp_path, name)
    secure = free_port()
    files = [str(tmp_path / name) for name in ("server.pem", "server.key", "client.pem")]
    sources = Sources(platform.database, platform.clock)
    await sources.listen(Listener(secure, "127.0.0.1", *files))
    await sources.add(Source("his-tls", "clinic", secure))
    context = ssl.create_default_context(cafile=files[0])
    async with listening(platform):
        with pytest.raises((ssl.SSLError, ConnectionError, AssertionError)):
            async with connected(secure, context) as (reader, writer):
                writer.write(framed(registration("nobody")))
                await answers(reader, 1)
        context.load_cert_chain(files[2], str(tmp_path / "client.key"))
        async with connected(secure, context) as (reader, writer):
            writer.write(framed(registration("tls1")))
            assert b"MSA|AA|c-tls1" in (await answers(reader, 1))[0]
    await sources.remove("his-tls")
    await sources.close(secure)


async def _stream(port: int, numbers: list[str], acknowledged: list[str]) -> None:
    """Send one after the other, and note what was acknowledged; give up when the connection breaks."""
    with contextlib.suppress(ConnectionError, AssertionError, TimeoutError):
        async with connected(port) as (reader, writer):
            for number in numbers:
                writer.write(framed(registration(number)))
                (block,) = await answers(reader, 1)
                assert b"MSA|AA|" in block
                acknowledged.append(number)


@contextlib.contextmanager
def _server(url: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process that listens."""
    process = subprocess.Popen([sys.executable, "-c", SERVER, url])
    try:
        yield process
    finally:
        process.kill()
        process.wait()


async def _until_there_are(acknowledged: list[str], number: int) -> None:
    for _ in range(6000):
        if len(acknowledged) >= number:
            return
        await asyncio.sleep(0.01)
    raise TimeoutError("the server answers nobody")


async def test_nothing_acknowledged_is_lost_by_a_kill(
    platform: app.Platform, doctor: Handle, port: int, addresses: Addresses
) -> None:
    numbers = [f"k{number}" for number in range(120)]
    acknowledged: list[str] = []
    for _ in range(2):
        with _server(addresses.application) as process:
            left = [number for number in numbers if number not in acknowledged]
            senders = [asyncio.create_task(_stream(port, left[part::4], acknowledged)) for part in range(4)]
            await _until_there_are(acknowledged, len(acknowledged) + 25)
            process.kill()
            await asyncio.gather(*senders)
        page = await doctor.search("Patient", "family=Petrova", count=1000)
        there = {one.value for each in page.matches for one in each.resource.identifier}  # type: ignore[attr-defined]
        assert set(acknowledged) <= there, "acknowledged and lost"
    async with listening(platform):
        left = [number for number in numbers if number not in acknowledged]
        await asyncio.gather(*(_stream(port, left[part::4], acknowledged) for part in range(4)))
    assert sorted(acknowledged) == sorted(numbers)
    page = await doctor.search("Patient", "family=Petrova", count=1000)
    made = [each.resource.identifier[0].value for each in page.matches]  # type: ignore[attr-defined]
    assert sorted(one for one in made if one in numbers) == sorted(numbers), "each once"
