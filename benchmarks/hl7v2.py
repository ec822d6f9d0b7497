"""How many HL7 v2 messages a second are received, written and acknowledged, over TCP and durable?

`python -m benchmarks.hl7v2` starts a server of its own in a temporary folder; `measure` works beside a running one.
Each connection sends the next message when the last one was answered, as hospitals do.
"""

from __future__ import annotations

import asyncio
import json
import os
import socket
import sys
import tempfile
import time
from itertools import chain
from pathlib import Path

from benchmarks.machine import machine, percentile
from medcluster import app
from medcluster.exchange import Frames, Listener, Source, framed
from medcluster.foundation import Settings, open_database

CONNECTIONS = (1, 4, 16)
MESSAGES = 320  # of each kind, for each number of connections
RESULTS = 12
_HEADER = "MSH|^~\\&|HIS|BENCH|MC|MC|20261122080000||{}|{}|P|2.5.1||||||UNICODE UTF-8"
_PID = "PID|1||{}^^^BENCH^MR||Петрова^Анна^Ивановна||19590314|F|||ул. Ленина 1^^Москва^^101000^RU||+7 495 1234567"


def admission(run: str, number: int) -> bytes:
    """A new patient with a visit."""
    patient = f"{run}-{number}"
    lines = [
        _HEADER.format("ADT^A01^ADT_A01", f"a{patient}"),
        "EVN|A01|20261122080000",
        _PID.format(patient),
        f"PV1|1|I|W1^R2^B3||||7^House^Gregory||||||||||||V{patient}^^^BENCH",
    ]
    return "\r".join([*lines, ""]).encode()


def results(run: str, number: int) -> bytes:
    """Twelve results of a patient who is known."""
    patient = f"{run}-{number}"
    values = [
        f"OBX|{n}|NM|718-{n}^Haemoglobin^LN||13{n}.5|g/L^^UCUM|120-160|N|||F|||20261122081500" for n in range(RESULTS)
    ]
    order = f"OBR|1|P{patient}^HIS|F{patient}^LAB|CBC^Blood count^L|||20261122081000|||||||||||||||||HM|F"
    return "\r".join(
        [_HEADER.format("ORU^R01^ORU_R01", f"o{patient}"), _PID.format(patient), order, *values, ""]
    ).encode()


async def _send(port: int, raws: list[bytes]) -> list[float]:
    """Send one after the other; the seconds until each answer."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    took: list[float] = []
    while raws:
        started = time.perf_counter()
        writer.write(framed(raws.pop()))
        frames, found = Frames(), list[bytes]()
        while not found:
            found = frames.feed(await reader.read(65536))
        if b"\rMSA|AA|" not in found[0]:
            raise RuntimeError(found[0].decode())
        took.append(time.perf_counter() - started)
    writer.close()
    return took


async def _measure(settings: Settings) -> list[dict[str, object]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    async with open_database(settings, size=2) as opened:
        platform = app.wire(settings, opened.database)
        await platform.sources.listen(Listener(port))
        await platform.sources.add(Source("benchmark", "benchmark", port))
        await _until_open(port)
        figures = []
        for connections in CONNECTIONS:
            run = f"{time.time_ns()}"
            for name, make in (("admissions", admission), ("results", results)):
                raws = [make(run, number) for number in range(MESSAGES)]
                started = time.perf_counter()
                took = list(chain.from_iterable(await asyncio.gather(*(_send(port, raws) for _ in range(connections)))))
                seconds = time.perf_counter() - started
                figures.append(
                    {
                        "figure": f"hl7v2 {name}",
                        "connections": connections,
                        "messages": MESSAGES,
                        "per_second": round(MESSAGES / seconds, 1),
                        "p50_ms": round(percentile(took, 0.5) * 1000, 1),
                        "p99_ms": round(percentile(took, 0.99) * 1000, 1),
                    }
                )
        await platform.sources.remove("benchmark")
        await platform.sources.close(port)
    return figures


async def _until_open(port: int) -> None:
    for _ in range(200):
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.05)
        else:
            writer.close()
            return
    raise TimeoutError("the server does not listen")


def measure(environment: dict[str, str]) -> list[dict[str, object]]:
    """Send to the running server of this environment."""
    return asyncio.run(_measure(Settings.from_environment(environment)))


def main() -> None:
    """A server of our own, durable, and the figures as lines of JSON."""
    from tests.pages.serving import serving

    print(json.dumps(machine()))
    with (
        tempfile.TemporaryDirectory(prefix="medcluster-hl7-") as folder,
        serving(Path(folder) / "data", MEDCLUSTER_DEMO="off") as server,
    ):
        for figure in measure({**os.environ, **server.environment}):
            print(json.dumps(figure))
            sys.stdout.flush()


if __name__ == "__main__":
    main()
