"""API: the HTTP edge for machines. FHIR R4 at `/fhir`, health, and the stream of the board's changes.

It translates between HTTP and the rooms' front doors and never decides. No tables of its own. Neighbours: it stands on
`protocol`, `cluster`, `record`, `fhir` and `foundation`; `app` mounts `routes()`; it does not know `web`.
"""

from starlette.routing import BaseRoute

from medcluster.api import apply, health, live, metadata, progress, resources

__all__ = ["routes"]


def routes() -> list[BaseRoute]:
    """Every route of the API; operations stand before the interactions whose addresses look alike."""
    return [*health.ROUTES, *metadata.ROUTES, *live.ROUTES, *apply.ROUTES, *progress.ROUTES, *resources.ROUTES]
