"""Terminology: which codes exist, which are in a value set, what lies above and below, and what a code is elsewhere.

`official` answers for what R4 itself brings, at once and without a database; the algebra (`resolve`, `expand`,
`member`), `Translator` and the verdicts (`in_value_set`, `in_code_system`) work over any `Source`. Questions are
asynchronous; `at_once` answers those to definitions in memory.

Tables: none. Neighbours: stands on `fhir.path` and `fhir.search`; record keeps what is loaded and posted, and is the
source that the server asks.
"""

from medcluster.fhir.terminology import official
from medcluster.fhir.terminology.checking import Verdict, any_in_value_set, in_code_system, in_value_set, joined
from medcluster.fhir.terminology.definitions import canonical, coding, concepts, digest_of, value_set
from medcluster.fhir.terminology.enumerated import HIERARCHY, Enumerated, climbed
from medcluster.fhir.terminology.expansion import Asked, Entry, Expansion, expand
from medcluster.fhir.terminology.membership import Membership, member
from medcluster.fhir.terminology.model import (
    CodeSystem,
    Coding,
    Concept,
    Designation,
    Filter,
    Listed,
    Part,
    Property,
    Selected,
    Selection,
    Source,
    ValueSet,
    at_once,
)
from medcluster.fhir.terminology.refusals import (
    malformed,
    not_too_many,
    unknown_system,
    unknown_value_set,
    unsupported_filter,
)
from medcluster.fhir.terminology.resolving import Resolved, resolve
from medcluster.fhir.terminology.translation import Match, Translator
from medcluster.fhir.terminology.words import in_language, matches, wording, words

__all__ = [
    "HIERARCHY",
    "Asked",
    "CodeSystem",
    "Coding",
    "Concept",
    "Designation",
    "Entry",
    "Enumerated",
    "Expansion",
    "Filter",
    "Listed",
    "Match",
    "Membership",
    "Part",
    "Property",
    "Resolved",
    "Selected",
    "Selection",
    "Source",
    "Translator",
    "ValueSet",
    "Verdict",
    "any_in_value_set",
    "at_once",
    "canonical",
    "climbed",
    "coding",
    "concepts",
    "digest_of",
    "expand",
    "in_code_system",
    "in_language",
    "in_value_set",
    "joined",
    "malformed",
    "matches",
    "member",
    "not_too_many",
    "official",
    "resolve",
    "unknown_system",
    "unknown_value_set",
    "unsupported_filter",
    "value_set",
    "wording",
    "words",
]
