"""Protocol: how care is meant to go, and how it stands for each patient.

The pure core (authoring, FHIR form, progress, difference, apply, merge) takes values and returns values; `Service`
brings it together with the record: enrolments, acts on steps, the board and work lists. Tables (schema `protocol`):
version (frozen), running (at most one enrolment of a patient in each); enrolment, tally, word, work_item (derived).
Neighbours: `fhir` below for resources and FHIRPath, `record` for what happened, `cluster` for who may do what;
`simulation`, `web` and `api` above. The texts of the protocols are data: `protocols/` at the root of the repository.
"""

from medcluster.protocol.acts import Shown, Taken
from medcluster.protocol.acts_history import StepAct
from medcluster.protocol.apply import Applied, Inputs, apply, as_care_plan, definitions_needed, inputs_of
from medcluster.protocol.authoring import compile_text, missing_words, to_text
from medcluster.protocol.authoring_text import step_text
from medcluster.protocol.board import BoardCounts, BoardFilter, BoardPage, BoardRow, Mark, Sort, StageCount, Strip
from medcluster.protocol.conditions import eligible, exits
from medcluster.protocol.difference import Change, ChangeKind, difference, level, unchanged
from medcluster.protocol.enrolment import Enrolment, enrolment_resources, exit_reasons
from medcluster.protocol.facts import facts_of, types_needed
from medcluster.protocol.fhir_form import from_bundle, to_bundle
from medcluster.protocol.fhir_form_terms import questionnaire_canonical
from medcluster.protocol.library import compiled, library, origin_of
from medcluster.protocol.merge import ConflictKind, MergedPlan, PlanItem, PlanPart, complete_same, merge
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
from medcluster.protocol.projection import main_anchor
from medcluster.protocol.projection_run import ChangedRow
from medcluster.protocol.projection_verify import Difference
from medcluster.protocol.service import Service
from medcluster.protocol.service_episode import (
    ANCHOR_URL,
    ENROLMENT_SYSTEM,
    EXIT_URL,
    PARTNER_URL,
    PROTOCOL_SYSTEM,
    PROTOCOL_URL,
    REASON_SYSTEM,
    STEP_SYSTEM,
    Act,
    Episode,
    PlanView,
    StepTask,
    protocol_of,
)
from medcluster.protocol.service_read import MergedView
from medcluster.protocol.service_referral import Referral
from medcluster.protocol.windows import Slot, anchor_dates, keys, slots, step_id_of, windows
from medcluster.protocol.work import WorkFilter, WorkItem, WorkList

__all__ = [
    "ANCHOR_URL",
    "ENROLMENT_SYSTEM",
    "EXIT_URL",
    "PARTNER_URL",
    "PROTOCOL_SYSTEM",
    "PROTOCOL_URL",
    "REASON_SYSTEM",
    "STEP_SYSTEM",
    "Act",
    "Anchor",
    "Applied",
    "At",
    "BoardCounts",
    "BoardFilter",
    "BoardPage",
    "BoardRow",
    "Change",
    "ChangeKind",
    "ChangedRow",
    "Citation",
    "ConflictKind",
    "Cycle",
    "Deviation",
    "Difference",
    "Done",
    "Enrolment",
    "Episode",
    "Evidence",
    "Facts",
    "Inputs",
    "Mark",
    "MergedPlan",
    "MergedView",
    "Need",
    "Occurrence",
    "PlanItem",
    "PlanPart",
    "PlanView",
    "Progress",
    "Question",
    "Referral",
    "Service",
    "Shown",
    "Slot",
    "Sort",
    "Stage",
    "StageCount",
    "State",
    "Step",
    "StepAct",
    "StepTask",
    "Strip",
    "Taken",
    "Text",
    "Version",
    "Window",
    "WorkFilter",
    "WorkItem",
    "WorkList",
    "anchor_dates",
    "apply",
    "as_care_plan",
    "compile_text",
    "compiled",
    "complete_same",
    "definitions_needed",
    "difference",
    "eligible",
    "enrolment_resources",
    "exit_reasons",
    "exits",
    "facts_of",
    "from_bundle",
    "inputs_of",
    "keys",
    "level",
    "library",
    "main_anchor",
    "merge",
    "missing_words",
    "origin_of",
    "overdue",
    "progress",
    "protocol_of",
    "questionnaire_canonical",
    "slots",
    "step_id_of",
    "step_text",
    "to_bundle",
    "to_text",
    "types_needed",
    "unchanged",
    "windows",
]
