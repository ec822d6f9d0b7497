"""How do a cluster's description and its protocols come in?

Promise: through the record's normal path, in the name of the cluster's operator; a description in one transaction, and
of several versions none when one of them is refused. Doing it again writes nothing. Must not know: files, terminals.
"""

from __future__ import annotations

from collections.abc import Sequence

from medcluster import cluster, protocol, record
from medcluster.app.platform import Platform
from medcluster.record.unrestricted import unrestricted


async def install_cluster(platform: Platform, description: cluster.ClusterDescription) -> cluster.Installed:
    """Participants, facilities, services and people of a description; what of it was new or described otherwise."""
    handle = await writer(platform, description.operator, "installing the cluster")
    return await platform.directory.install(handle, description)


async def publish(platform: Platform, versions: Sequence[protocol.Version]) -> tuple[protocol.Version, ...]:
    """Freeze these versions, in the name of the cluster that was installed; those that were not there yet."""
    operator = (await platform.directory.cluster()).operator
    handle = await writer(platform, operator, "publishing protocols")
    return await platform.protocol.publish_all(handle, versions)


async def writer(platform: Platform, participant: str, reason: str) -> record.Handle:
    """The platform's handle, writing for a participant."""
    number = await platform.record.custodian_number(participant)
    return unrestricted(platform.record, reason, custodian=number, participant=participant)


def shipped() -> dict[str, list[protocol.Version]]:
    """The versions that came along, by protocol, the newest first; partners' originals are not run here."""
    found: dict[str, list[protocol.Version]] = {}
    for key in protocol.library():
        name, _, file = key.partition("/")
        if not file.startswith("origin-"):
            found.setdefault(name, []).append(protocol.compiled(key))
    for versions in found.values():
        versions.sort(key=lambda one: [int(part) for part in one.version.split(".")], reverse=True)
    return found
