"""What does a patch make of a resource, whichever of the two forms it came in?

Promise: `apply` gives a new resource, decoded as strictly as what a client sends, or a Refusal; it is still the same
resource of the same type. Must not know: who patches, how resources are stored. Source:
http://hl7.org/fhir/R4/http.html#patch.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from medcluster.fhir import types
from medcluster.fhir.patch import fhirpath, jsonpatch
from medcluster.fhir.patch.places import plain
from medcluster.foundation import Issue, Kind, Refusal

JSON_PATCH = "application/json-patch+json"


@dataclass(frozen=True, slots=True)
class Patch:
    """Changes to one resource, read and not yet carried out."""

    change: Callable[[dict[str, Any], datetime], Any]
    own: types.OwnAddresses = types.NO_ADDRESSES  # references to these become relative in what it makes

    def apply(self, resource: types.Resource, now: datetime) -> types.Resource:
        """The resource after all of it; the one handed in stays as it is."""
        name = types.type_name(resource)
        try:
            changed = self.change(plain(resource), now)
        except RecursionError:
            raise Refusal(Kind.TOO_LARGE, "The patch is nested too deep.") from None
        if not isinstance(changed, dict) or changed.get("resourceType") != name:
            raise _refused(f"A patch leaves a {name} a {name}.", "resourceType")
        if changed.get("id") != resource.id:
            raise _refused("A patch cannot change the id of a resource.", f"{name}.id")
        return self.own.in_resource(types.from_plain(changed))


def _refused(text: str, where: str) -> Refusal:
    return Refusal(Kind.INVALID, text, issues=(Issue(text, where),))


def json_patch(data: bytes) -> Patch:
    """The patch in a document of the type application/json-patch+json."""
    steps = jsonpatch.read_steps(data)
    return Patch(lambda document, _: jsonpatch.apply(document, steps))


def fhirpath_patch(parameters: types.Parameters) -> Patch:
    """The patch in Parameters."""
    steps = fhirpath.read_steps(plain(parameters))
    return Patch(lambda document, now: fhirpath.apply(document, steps, now))


def wrapped(resource: types.Resource | None) -> Patch:
    """The patch that an entry of a bundle carries: a Binary with a JSON Patch in it, or Parameters."""
    if isinstance(resource, types.Parameters):
        return fhirpath_patch(resource)
    if not isinstance(resource, types.Binary):
        hint = f"Send Parameters (FHIRPath Patch), or a Binary of {JSON_PATCH}."
        raise Refusal(Kind.INVALID, "A PATCH needs a patch as its resource.", hint=hint)
    if (resource.contentType or "").partition(";")[0].strip() != JSON_PATCH:
        raise Refusal(Kind.INVALID, "The Binary of a PATCH is of another type.", hint=f"Its contentType: {JSON_PATCH}.")
    try:
        return json_patch(base64.b64decode(resource.data or "", validate=False))
    except binascii.Error:
        raise Refusal(Kind.INVALID, "The data of the Binary is no base64.") from None
