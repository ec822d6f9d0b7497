"""May an extension stand where it stands?

Promise: an extension may stand on each element that a context of its definition names: by a type that the element has,
by its path, or as a part of another extension. A context that is a FHIRPath is not judged. What is found is a warning:
R4 itself uses its extensions in places that their contexts leave out. Must not know: what they hold. Source:
http://hl7.org/fhir/R4/structuredefinition-definitions.html#StructureDefinition.context.
"""

from __future__ import annotations

from medcluster.fhir.validation.shapes import Structure
from medcluster.fhir.validation.spots import Spot


def allowed(structure: Structure, around: Spot, paths: tuple[str, ...]) -> bool:
    """Whether an extension may stand on an element; paths: those that the definitions around it give it."""
    if not structure.context:
        return True
    names = around.node.type.ancestors | {"Element", around.path, *paths}
    value = around.node.value
    url = value.get("url") if around.kind == "Extension" and isinstance(value, dict) else None
    for kind, expression in structure.context:
        if kind == "fhirpath" or (kind == "extension" and expression == url):
            return True
        if kind == "element" and expression.rpartition("#")[2].replace("[x]", "") in names:
            return True
    return False
