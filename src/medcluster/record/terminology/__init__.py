"""Terminology and packages: what was loaded of code systems, value sets, concept maps and profiles, and what is asked.

`Terminology` answers questions about codes over everything known here. `loading` gives the `Loader` with which the
owner's commands bring files in: `add_file` for FHIR files, LOINC and SNOMED CT, `add_package` for guides.

Tables (schema `terminology`): generation, package, definition, code_system, concept, designation, property, parent,
closure; public, read by everybody, written by the owner alone. Neighbours: stands on `fhir.terminology` and on the
record's handle.
"""

from medcluster.record.terminology.files import Loaded, add_file, measure
from medcluster.record.terminology.listing import Listed, from_files, remove
from medcluster.record.terminology.loading import Loader, loading
from medcluster.record.terminology.packages import Archive, Package, add_package, packages, remove_package
from medcluster.record.terminology.service import Question, Snapshot, Terminology, related
from medcluster.record.terminology.sources import Along

__all__ = [
    "Along",
    "Archive",
    "Listed",
    "Loaded",
    "Loader",
    "Package",
    "Question",
    "Snapshot",
    "Terminology",
    "add_file",
    "add_package",
    "from_files",
    "loading",
    "measure",
    "packages",
    "related",
    "remove",
    "remove_package",
]
