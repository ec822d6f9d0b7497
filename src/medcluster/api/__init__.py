"""API: the HTTP edge for machines. FHIR R4 at `/fhir`, health, and the stream of the board's changes.

It translates between HTTP and the rooms' front doors and never decides. No tables of its own. Neighbours: it stands on
`protocol`, `cluster`, `record`, `fhir` and `foundation`; `app` mounts `routes()`; it does not know `web`.
"""

from starlette.routing import BaseRoute

from medcluster.api import (
    apply,
    bulk,
    document,
    everything,
    graphql,
    health,
    history,
    live,
    metadata,
    openapi,
    patches,
    progress,
    resources,
    searches,
    subscription_sockets,
    subscriptions,
    terminology,
    validate,
    versions,
)
from medcluster.api.absent import ABSENT, Absent, Try
from medcluster.api.claims import Claims, claims_of
from medcluster.api.elsewhere import elsewhere

__all__ = ["ABSENT", "Absent", "Claims", "Try", "claims", "routes"]

_ANSWERING = (  # modules that answer operations
    apply,
    bulk,
    document,
    everything,
    graphql,
    progress,
    subscriptions,
    terminology,
    validate,
    versions,
)
_OPERATIONS = tuple(one for module in _ANSWERING for one in module.OPERATIONS)
_OPERATION_ROUTES = [route for module in _ANSWERING for route in module.ROUTES]
_OFFERED = [
    *_OPERATION_ROUTES,
    *history.ROUTES,
    *searches.ROUTES,
    *patches.ROUTES,
    *resources.ROUTES,
]
_STATEMENT = metadata.route(_OFFERED, _OPERATIONS)
_FHIR = [_STATEMENT, openapi.route([_STATEMENT, *_OFFERED]), *_OFFERED]


def routes() -> list[BaseRoute]:
    """Every route of the API; operations stand before the interactions whose addresses look alike."""
    return [*health.ROUTES, *live.ROUTES, *subscription_sockets.SOCKETS, *_FHIR, elsewhere(_FHIR)]


def claims() -> Claims:
    """What the FHIR API offers, for the reference."""
    return claims_of(_OFFERED, _OPERATIONS)
