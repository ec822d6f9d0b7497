"""FHIR R4: the meaning of resources, with no server around them.

Parts: `types` (Structs of every datatype and resource, read and written without loss), `validation` (findings with
their places), `search` (search parameters as extractors, and queries as trees), `path` (FHIRPath). Others import a
part: `from medcluster.fhir import types`. `_generated` is written by tools/generate_fhir.py from the official
definitions.

Tables: none. Neighbours: stands on foundation; record stores what these parts read, protocol and web use the types.
"""

__all__: list[str] = []
