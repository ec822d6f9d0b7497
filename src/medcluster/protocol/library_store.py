"""Which versions of protocols has this cluster published?

Promise: a published version never changes (the same version with other content is refused), so versions are read once
and kept; its text and the FHIR definitions made from it are written in one transaction.
Must not know: who is enrolled, pages.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from medcluster.foundation import Clock, Database, Kind, Refusal
from medcluster.protocol.authoring import compile_text, to_text
from medcluster.protocol.fhir_form import to_bundle
from medcluster.protocol.model import Version
from medcluster.record import Handle

if TYPE_CHECKING:
    from medcluster.foundation import Connection


class Library:
    """The published versions, remembered in this process."""

    def __init__(self, database: Database, *, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._known: dict[tuple[str, str], Version] = {}
        self._reading = asyncio.Lock()  # a text is compiled once, whoever asks

    async def publish(self, handle: Handle, version: Version) -> bool:
        """Freeze a version; False when exactly this one is published already."""
        text = to_text(version)
        if await self._same(version, text):
            return False

        async def freeze(connection: Connection) -> None:
            await connection.execute(
                "INSERT INTO protocol.version (name, version, text, published_at, published_by) "
                "VALUES ($1, $2, $3, $4, $5)",  # two at once: the record repeats the loser, which is then told
                version.name,
                version.version,
                text,
                self._clock.now(),
                handle.caller.account,
            )

        await handle.write(to_bundle(version), extra=freeze)
        return True

    async def publish_all(self, handle: Handle, versions: Sequence[Version]) -> tuple[Version, ...]:
        """Freeze these versions; when one is published already with other content, none is."""
        for version in versions:
            await self._same(version, to_text(version))
        return tuple([version for version in versions if await self.publish(handle, version)])

    async def versions(self, handle: Handle) -> tuple[Version, ...]:
        """Every published version: by name, the newest version first."""
        await self._read_all()
        return tuple(sorted(sorted(self._known.values(), key=_newest, reverse=True), key=lambda each: each.name))

    async def version(self, handle: Handle, name: str, version: str) -> Version:
        """One published version."""
        return await self.pinned(name, version)

    async def pinned(self, name: str, version: str) -> Version:
        """The version that an enrolment is pinned to."""
        if (name, version) not in self._known:
            await self._read_all()
        try:
            return self._known[name, version]
        except KeyError:
            raise Refusal(Kind.NOT_FOUND, f"There is no protocol {name} in version {version}.") from None

    async def current(self, name: str) -> Version:
        """The newest active version of a protocol: the one new patients are enrolled in."""
        await self._read_all()
        found = [each for each in self._known.values() if each.name == name and each.status == "active"]
        if not found:
            raise Refusal(Kind.NOT_FOUND, f"There is no active protocol {name}.")
        return max(found, key=_newest)

    async def _same(self, version: Version, text: str) -> bool:
        """Whether this version is published; refused when it is, with other content."""
        async with self._database.transaction(read_only=True) as connection:
            published = await connection.fetchval(
                "SELECT text FROM protocol.version WHERE name = $1 AND version = $2", version.name, version.version
            )
        if published is not None and published != text:
            raise Refusal(
                Kind.CONFLICT,
                f"{version.name} {version.version} is published with other content, and a published version is frozen.",
                hint="Give the changed text a new version number.",
            )
        return published is not None

    async def _read_all(self) -> None:
        async with self._reading:
            for each in await self._unknown():
                name, number, text = each
                self._known[name, number] = compile_text(text, file=f"{name} {number}")
                await asyncio.sleep(0)  # compiling takes a while: requests come between

    async def _unknown(self) -> list[tuple[str, str, str]]:
        """Name, number and text of the published versions that are not remembered yet."""
        async with self._database.transaction(read_only=True) as connection:
            published = await connection.fetch("SELECT name, version FROM protocol.version")
            missing = [(each["name"], each["version"]) for each in published if tuple(each) not in self._known]
            if not missing:
                return []
            found = await connection.fetch(
                "SELECT v.name, v.version, v.text FROM protocol.version v "
                "JOIN unnest($1::text[], $2::text[]) AS wanted(name, version) USING (name, version)",
                [name for name, _ in missing],
                [number for _, number in missing],
            )
        return [(each["name"], each["version"], each["text"]) for each in found]


def _newest(version: Version) -> tuple[tuple[int, ...], str]:
    """Numbers compare as numbers: 2.10 is newer than 2.9."""
    numbers = tuple(int(part) for part in version.version.split("-")[0].split(".") if part.isdigit())
    return numbers, version.version
