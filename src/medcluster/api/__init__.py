"""API: the HTTP edge for machines. FHIR R4 at `/fhir`, health, and the stream of the board's changes.

It translates between HTTP and the rooms' front doors and never decides. No tables of its own. Neighbours: it stands on
`protocol`, `cluster`, `record`, `fhir` and `foundation`; `app` mounts `routes()`; it does not know `web`.
"""

from starlette.routing import BaseRoute

from medcluster.api import (
    apply,
    document,
    everything,
    health,
    history,
    live,
    metadata,
    patches,
    progress,
    resources,
    searches,
    terminology,
    versions,
)
from medcluster.api.elsewhere import elsewhere

__all__ = ["routes"]

_ANSWERING = (  # modules that answer operations
    apply,
    document,
    everything,
    progress,
    terminology,
    versions,
)
_OPERATIONS = tuple(one for module in _ANSWERING for one in module.OPERATIONS)
_OPERATION_ROUTES = [route for module in _ANSWERING for route in module.ROUTES]
_FHIR = [
    metadata.route(_OPERATIONS),
    *_OPERATION_ROUTES,
    *history.ROUTES,
    *searches.ROUTES,
    *patches.ROUTES,
    *resources.ROUTES,
]


def routes() -> list[BaseRoute]:
    """Every route of the API; operations stand before the interactions whose addresses look alike."""
    return [*health.ROUTES, *live.ROUTES, *_FHIR, elsewhere(_FHIR)]
