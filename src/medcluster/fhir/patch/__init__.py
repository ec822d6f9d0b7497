"""Patch: a resource changed in place, by JSON Patch or by FHIRPath Patch, and the difference of two as such a patch.

`json_patch(bytes)` and `fhirpath_patch(Parameters)` read a patch once; `Patch.apply` gives a new resource, checked as
strictly as what is decoded: digits, extensions and siblings that the patch does not name stay as they were. `wrapped`
reads the patch that an entry of a bundle carries (a Binary, or Parameters). `difference` makes the Parameters that turn
one version into another, `relinked` rewrites links that are no References. Pure: no I/O.

Tables: none. Neighbours: `fhir.types` reads and writes resources, `fhir.path` runs the criteria inside a path.
"""

from medcluster.fhir.patch.difference import difference
from medcluster.fhir.patch.links import relinked
from medcluster.fhir.patch.patch import Patch, fhirpath_patch, json_patch, wrapped

__all__ = ["Patch", "difference", "fhirpath_patch", "json_patch", "relinked", "wrapped"]
