"""Bulk: many resources at once, into files and out of them.

`export` writes what a caller may see into NDJSON files as of one snapshot; `import_file` loads NDJSON lines through the
record's own write path, each once; `bring` fetches the files first. Jobs (`record.jobs`) that go on after any
interruption. Neighbours: stands on the record's handle, search and write path; `api`, `cli` and `app` use it through
this front door.
"""

from medcluster.record.bulk.bringing import Inputs, begin_import, bring, outcomes_of
from medcluster.record.bulk.choosing import Moment
from medcluster.record.bulk.exporting import (
    FOLDER,
    File,
    begin_export,
    export,
    fetched,
    files_of,
    folder_of,
    forget,
    moment_of,
    tidy,
)
from medcluster.record.bulk.importing import Loaded, Loading, Refused, import_file
from medcluster.record.bulk.lines import Task
from medcluster.record.bulk.loading import Outcome, load, outcome_of
from medcluster.record.bulk.wanted import Wanted, read_filter

__all__ = [
    "FOLDER",
    "File",
    "Inputs",
    "Loaded",
    "Loading",
    "Moment",
    "Outcome",
    "Refused",
    "Task",
    "Wanted",
    "begin_export",
    "begin_import",
    "bring",
    "export",
    "fetched",
    "files_of",
    "folder_of",
    "forget",
    "import_file",
    "load",
    "moment_of",
    "outcome_of",
    "outcomes_of",
    "read_filter",
    "tidy",
]
