"""By which addresses does a request know this server's FHIR service?

Promise: the one that it came to, as its Host header says, and the public one of the settings. The header is the
client's word, so nothing but the reading of references depends on this: it may shorten what the client could have
written short, and never says who somebody is or where something leads. Must not know: references.
"""

from __future__ import annotations

import re
from functools import lru_cache

from starlette.requests import Request

from medcluster.fhir.types import OwnAddresses
from medcluster.foundation import Settings

_HOST = re.compile(r"(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")


def own_addresses(request: Request, settings: Settings) -> OwnAddresses:
    """The addresses, each with a slash at its end; read from the header as it came, for every request asks."""
    host = next((value for name, value in request.scope["headers"] if name == b"host"), b"")
    return _addresses(request.scope["scheme"], host, settings.public_url)


@lru_cache(maxsize=256)
def _addresses(scheme: str, host: bytes, public_url: str) -> OwnAddresses:
    name = host.decode("latin-1")
    here = [f"{scheme}://{name}/fhir/"] if _HOST.fullmatch(name) else []
    public = [f"{public_url.rstrip('/')}/fhir/"] if public_url else []
    return OwnAddresses(tuple(dict.fromkeys([*here, *public])))
