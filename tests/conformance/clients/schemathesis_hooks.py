"""What schemathesis is told beside the OpenAPI document, which names resources by their type alone.

Read by schemathesis in its own environment. BODIES names a file of one valid resource for each type, all of them in
the record under the id of CALLED: half of the ids that are made up become that one, and half of the resources take the
elements of the valid one, so that requests come further than the first check. Which half depends on the value alone.
"""

from __future__ import annotations

import json
import os
import zlib
from pathlib import Path
from typing import Any

import schemathesis

BODIES: dict[str, dict[str, Any]] = json.loads(Path(os.environ["BODIES"]).read_text(encoding="utf-8"))
CALLED = os.environ["CALLED"]
STEPS = (
    [{"op": "add", "path": "/language", "value": "en"}],
    [{"op": "test", "path": "/id", "value": CALLED}, {"op": "remove", "path": "/meta"}],
    [{"op": "replace", "path": "/no/such/place", "value": None}],
    [{"op": "move", "from": "/text", "path": "/contained/0"}],
    [{"op": "copy", "from": "", "path": "/contained"}],
)


def _number(value: Any) -> int:
    return zlib.crc32(json.dumps(value, sort_keys=True, default=str).encode())


@schemathesis.hook
def map_path_parameters(context: Any, path_parameters: dict[str, Any] | None) -> dict[str, Any] | None:
    """Half of the ids are there, and the numbers of their versions are small."""
    if path_parameters and "id" in path_parameters and _number(path_parameters) % 2:
        path_parameters = {**path_parameters, "id": CALLED}
        if "version" in path_parameters:
            path_parameters["version"] = 1 + _number(path_parameters) % 3
    return path_parameters


@schemathesis.hook
def map_body(context: Any, body: Any) -> Any:
    """Half of the resources are whole, half of the patches mean something."""
    if not _number(body) % 2:
        return body
    if isinstance(body, list):
        return STEPS[_number(body) % len(STEPS)]
    kind = body.get("resourceType") if isinstance(body, dict) else None
    if kind not in BODIES:
        return body
    more = {key: value for key, value in body.items() if value not in (None, {}, [], "")}
    return {**more, **BODIES[kind]} if _number(body) % 3 else {**BODIES[kind], **more}
