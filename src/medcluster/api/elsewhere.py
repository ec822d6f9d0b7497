"""What is said at an address under /fhir that means nothing, and to OPTIONS?

Promise: in FHIR's words too, and with what is offered there. Must not know: what the routes do.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from starlette.convertors import PathConvertor, register_url_convertor
from starlette.responses import Response
from starlette.routing import Match, Route
from starlette.types import Scope

from medcluster.api.door import Visit, door
from medcluster.api.outcome import refuse
from medcluster.api.resources import ID
from medcluster.foundation import Kind, Refusal


class _Rest(PathConvertor):
    """Whatever is left, line breaks too."""

    regex = "(?s:.*)"


register_url_convertor("fhir_rest", _Rest())
METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


def elsewhere(known: Sequence[Route]) -> Route:
    """The last route: whatever the known ones do not take."""

    async def answer(visit: Visit) -> Response:
        """An address or a method under /fhir that means nothing"""
        request = visit.request
        offered = sorted({m for route in known for m in _methods(route, request.scope) if m != "HEAD"})
        if not offered:
            raise Refusal(Kind.NOT_FOUND, "There is nothing at this address.", hint="GET /fhir/metadata says what is.")
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": ", ".join([*offered, "OPTIONS"])})
        text = f"{request.method} is not offered at this address."
        refused = refuse(Refusal(Kind.UNSUPPORTED, text, hint=f"Offered: {', '.join(offered)}."))
        refused.status_code = 405
        refused.headers["Allow"] = ", ".join(offered)
        return refused

    return Route("/fhir/{rest:fhir_rest}", door(answer), methods=METHODS)


def _methods(route: Route, scope: Scope) -> Iterable[str]:
    match, found = route.matches(scope)
    named = found.get("path_params", {}).get("id", "x")  # `_history` and `$meta` stand where an id may stand
    return route.methods or () if match is not Match.NONE and ID.fullmatch(named) else ()
