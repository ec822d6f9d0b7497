"""How are stylesheets, scripts and fonts served?

Promise: only files of the package; what is asked for with its digest may be kept for ever.
"""

from __future__ import annotations

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

FOR_EVER = "public, max-age=31536000, immutable"


class Files(StaticFiles):
    """Static files with the cache rule of digests."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        digest = scope.get("query_string", b"").startswith(b"v=")
        response.headers["Cache-Control"] = FOR_EVER if digest else "public, max-age=300"
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response
