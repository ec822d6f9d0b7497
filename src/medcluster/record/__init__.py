"""Record: the one shared record of all participants, and the only way to read or change it.

`Record.open_for(caller)` gives the `Handle`; a `Caller` says which rows exist and which acts are allowed. Every write
is one transaction with its history, index rows, change-log row and audit row; every read leaves an audit row before
it is answered; row-level security is forced on every table that holds or indexes patients' data.

Tables (schema `record`): resource, history; token, text, span, quantity (what searches look up); change (the log),
audit, patient_grant, custodian, secret, reindexing, job, imported. Neighbours: stands on `fhir` and `foundation`;
`cluster` builds callers; the rooms above read, write and follow `changes`. `unrestricted` (its own module) is for
`app` alone.
"""

from medcluster.record import bulk, jobs
from medcluster.record.answers import Returning, act_of, done, status_of, unchanged
from medcluster.record.answers import refused as refused_entry
from medcluster.record.caller import EVERYBODY, ON_PROTOCOL, Action, Caller
from medcluster.record.changes import START, Change, Position, follow, latest, read_changes
from medcluster.record.everything import LARGEST_PAGE as LARGEST_EVERYTHING
from medcluster.record.everything import Asked, everything
from medcluster.record.granted import granted_terms
from medcluster.record.handle import Handle
from medcluster.record.hashing import patient_number
from medcluster.record.labels import labels_of
from medcluster.record.labels_used import LOOKED_THROUGH as LABELS_LOOKED_THROUGH
from medcluster.record.labels_used import MOST as MOST_LABELS
from medcluster.record.labels_used import labels_used
from medcluster.record.parameters import Told as AddedParameter
from medcluster.record.parameters import added_parameters
from medcluster.record.past import Versions
from medcluster.record.record import Record
from medcluster.record.reindexing import THIS_FORMAT, keep_index, reindex
from medcluster.record.reindexing import Progress as Reindexing
from medcluster.record.reindexing import begin as begin_reindexing
from medcluster.record.reindexing import runs as reindexing_runs
from medcluster.record.restored import adopt_restored
from medcluster.record.room import Signal
from medcluster.record.stored import ANY_VERSION, Page, Stored
from medcluster.record.validating import judged

__all__ = [
    "ANY_VERSION",
    "EVERYBODY",
    "LABELS_LOOKED_THROUGH",
    "LARGEST_EVERYTHING",
    "MOST_LABELS",
    "ON_PROTOCOL",
    "START",
    "THIS_FORMAT",
    "Action",
    "AddedParameter",
    "Asked",
    "Caller",
    "Change",
    "Handle",
    "Page",
    "Position",
    "Record",
    "Reindexing",
    "Returning",
    "Signal",
    "Stored",
    "Versions",
    "act_of",
    "added_parameters",
    "adopt_restored",
    "begin_reindexing",
    "bulk",
    "done",
    "everything",
    "follow",
    "granted_terms",
    "jobs",
    "judged",
    "keep_index",
    "labels_of",
    "labels_used",
    "latest",
    "patient_number",
    "read_changes",
    "refused_entry",
    "reindex",
    "reindexing_runs",
    "status_of",
    "unchanged",
]
