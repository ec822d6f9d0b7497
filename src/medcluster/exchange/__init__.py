"""Exchange: how hospitals whose systems speak HL7 v2 take part.

Messages are read, mapped to FHIR by maps that are data (`maps/`), and written into the record in one transaction with
their acknowledgement; what could not be accepted is kept for repair and replay.

Tables (schema `exchange`): source, listener, map (settings of the operator), message, touched (under row-level
security). Neighbours: stands on `cluster` (the rights of an interface), `record`, `fhir` and `foundation`; `app`
listens, `cli` and `web` show and repair. It does not know `protocol`, its neighbour on the floor.
"""

from medcluster.exchange.charsets import CHARSETS
from medcluster.exchange.drafts import Draft, Merging, Outcome, kept
from medcluster.exchange.er7 import read
from medcluster.exchange.faults import Place, Superseded, Unfit
from medcluster.exchange.framing import LARGEST, Frames, TooLong, framed
from medcluster.exchange.map_model import Map
from medcluster.exchange.map_reading import read_map, shipped, shipped_map, shipped_text
from medcluster.exchange.mapping import apply
from medcluster.exchange.merging import unmerge
from medcluster.exchange.message import Message
from medcluster.exchange.reception import Answer, Reception
from medcluster.exchange.repairing import Refused, Repairs, check_may_repair
from medcluster.exchange.setting import Setting
from medcluster.exchange.showing import as_bundle, as_json, merges
from medcluster.exchange.sources import Listener, Source, Sources
from medcluster.exchange.store import Kept

__all__ = [
    "CHARSETS",
    "LARGEST",
    "Answer",
    "Draft",
    "Frames",
    "Kept",
    "Listener",
    "Map",
    "Merging",
    "Message",
    "Outcome",
    "Place",
    "Reception",
    "Refused",
    "Repairs",
    "Setting",
    "Source",
    "Sources",
    "Superseded",
    "TooLong",
    "Unfit",
    "apply",
    "as_bundle",
    "as_json",
    "check_may_repair",
    "framed",
    "kept",
    "merges",
    "read",
    "read_map",
    "shipped",
    "shipped_map",
    "shipped_text",
    "unmerge",
]
