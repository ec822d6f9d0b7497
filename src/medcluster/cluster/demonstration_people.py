"""Who signs in to the demonstration?

Promise: each described person with an account gets one, once; running it again adds nobody. Demonstration accounts have
no password: they open by one click while the demonstration is on, and by nothing else. Must not know: pages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from medcluster.cluster.description import ClusterDescription

if TYPE_CHECKING:
    from medcluster.cluster.accounts import Accounts


async def install_people(accounts: Accounts, description: ClusterDescription) -> int:
    """Add the accounts that are missing; how many there were."""
    added = 0
    for person in description.people:
        if person.account and not await accounts.named(person.account):
            await accounts.add(
                person.account,
                role=person.role,
                participant=person.participant,
                display=person.latin,
                practitioner=person.id,
                language="en",
                demonstration=True,
            )
            added += 1
    for described in description.accounts:
        if not await accounts.named(described.account):
            await accounts.add(
                described.account,
                role=described.role,
                participant=described.participant,
                display=described.name,
                patient=described.patient,
                demonstration=True,
            )
            added += 1
    return added
