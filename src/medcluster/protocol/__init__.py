"""Protocol: how care is meant to go, and how it stands for each patient.

The pure core (authoring, FHIR form, progress, difference, apply, merge) takes values and returns values. Neighbours:
`fhir` below for resources and FHIRPath, `record` for what happened; `simulation`, `web` and `api` above. The texts of
the protocols are data: `protocols/` at the root of the repository.
"""

from medcluster.protocol.authoring import compile_text, missing_words, to_text
from medcluster.protocol.conditions import eligible, exits
from medcluster.protocol.difference import Change, ChangeKind, difference, level, unchanged
from medcluster.protocol.facts import facts_of, types_needed
from medcluster.protocol.fhir_form import from_bundle, to_bundle
from medcluster.protocol.fhir_form_terms import questionnaire_canonical
from medcluster.protocol.library import compiled, library, origin_of
from medcluster.protocol.model import (
    Anchor,
    At,
    Citation,
    Cycle,
    Deviation,
    Done,
    Evidence,
    Facts,
    Need,
    Occurrence,
    Progress,
    Question,
    Stage,
    State,
    Step,
    Text,
    Version,
    Window,
)
from medcluster.protocol.progress import overdue, progress
from medcluster.protocol.windows import Slot, anchor_dates, keys, slots, step_id_of, windows

__all__ = [
    "Anchor",
    "At",
    "Change",
    "ChangeKind",
    "Citation",
    "Cycle",
    "Deviation",
    "Done",
    "Evidence",
    "Facts",
    "Need",
    "Occurrence",
    "Progress",
    "Question",
    "Slot",
    "Stage",
    "State",
    "Step",
    "Text",
    "Version",
    "Window",
    "anchor_dates",
    "compile_text",
    "compiled",
    "difference",
    "eligible",
    "exits",
    "facts_of",
    "from_bundle",
    "keys",
    "level",
    "library",
    "missing_words",
    "origin_of",
    "overdue",
    "progress",
    "questionnaire_canonical",
    "slots",
    "step_id_of",
    "to_bundle",
    "to_text",
    "types_needed",
    "unchanged",
    "windows",
]
