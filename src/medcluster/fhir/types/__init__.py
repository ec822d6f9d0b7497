"""The FHIR R4 types: every datatype and resource as a msgspec Struct, and how they are read and written.

Attribute names are FHIR's own (`birthDate`, `valueQuantity`), with an underscore where Python keeps the word
(`class_`). The sibling `_birthDate` is `birthDate_ext`. A choice `value[x]` is one field per type; at most one is
set. Lists are tuples, empty by default; a list of primitives may hold None where its sibling list carries the
extension. Inner elements are classes of their own: `Patient.contact` is `PatientContact`. Structs are generated
(tools/generate_fhir.py).
"""

from medcluster.fhir._generated import codes, datatypes, resources
from medcluster.fhir._generated.codes import *  # noqa: F403
from medcluster.fhir._generated.datatypes import *  # noqa: F403
from medcluster.fhir._generated.resources import *  # noqa: F403
from medcluster.fhir._generated.resources import AnyResource, Resource
from medcluster.fhir.primitives import Base
from medcluster.fhir.types.codec import RESOURCE_TYPES, decode, decode_as, encode, from_plain, to_plain, type_name
from medcluster.fhir.types.own import NO_ADDRESSES, OwnAddresses
from medcluster.fhir.types.walk import references_in, replace_references

__all__ = [
    "NO_ADDRESSES",
    "RESOURCE_TYPES",
    "AnyResource",
    "Base",
    "OwnAddresses",
    "Resource",
    "decode",
    "decode_as",
    "encode",
    "from_plain",
    "references_in",
    "replace_references",
    "to_plain",
    "type_name",
]
__all__ += codes.__all__
__all__ += datatypes.__all__
__all__ += resources.__all__
