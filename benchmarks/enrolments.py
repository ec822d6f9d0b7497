"""How many enrolments a second does the protocol room make, through the record's normal path?"""

from __future__ import annotations

import asyncio
import time

from medcluster import app, cluster
from medcluster.fhir import types
from medcluster.foundation import Settings, open_database

AT_ONCE = 4
PATIENTS = 200


async def _measure(settings: Settings) -> dict[str, object]:
    async with open_database(settings) as opened:
        platform = app.wire(settings, opened.database)
        number = await platform.record.custodian_number("saint-charles")
        handle = platform.record.open_for(
            cluster.build_caller(
                cluster.Role.INTERFACE,
                account="benchmark",
                participant="saint-charles",
                custodian=number,
                demonstration=True,
            )
        )
        made = await handle.write([types.Patient(birthDate="1960-01-01") for _ in range(PATIENTS)])
        waiting = [stored.id for stored in made]

        async def enrol() -> None:
            while waiting:
                await platform.protocol.enrol(handle, waiting.pop(), "hip-fast-track", "", "saint-charles")

        started = time.perf_counter()
        await asyncio.gather(*(enrol() for _ in range(AT_ONCE)))
        seconds = time.perf_counter() - started
    return {
        "figure": "enrolments",
        "at_once": AT_ONCE,
        "enrolments": PATIENTS,
        "per_second": round(PATIENTS / seconds, 1),
    }


def measure(environment: dict[str, str]) -> dict[str, object]:
    """Enrol patients beside the running server of this environment."""
    return asyncio.run(_measure(Settings.from_environment(environment)))
