"""What does each function need, and of which type is what it gives?

Promise: one table per question, by name of function; a function that is in none may take and give anything.
Must not know: how expressions are followed. Source: http://hl7.org/fhirpath/N1/#functions.
"""

from __future__ import annotations

_WORDS = {
    "text only": (
        "indexOf lastIndexOf substring startsWith endsWith contains upper lower length trim toChars replace "
        "matches matchesFull replaceMatches split encode decode escape unescape"
    ),
    "keeps": ("where first last tail skip take single distinct intersect exclude sort trace defineVariable abs"),
    "per item": ("where exists all select repeat repeatAll sort aggregate trace"),
    "in order": ("first last tail skip take"),
}

_RESULTS = {
    "System.Boolean": (
        "empty exists all not allTrue anyTrue allFalse anyFalse subsetOf supersetOf isDistinct startsWith "
        "endsWith contains matches matchesFull hasValue hasExtension conformsTo htmlChecks htmlChecks2 comparable "
        "toBoolean convertsToBoolean convertsToInteger convertsToDecimal convertsToString convertsToQuantity "
        "convertsToDate convertsToDateTime convertsToTime"
    ),
    "System.Integer": ("count length indexOf lastIndexOf toInteger precision"),
    "System.String": (
        "substring upper lower trim toChars replace replaceMatches split join encode decode escape unescape toString"
    ),
    "Extension": ("extension"),
    "System.Decimal": ("toDecimal"),
    "System.Quantity": ("toQuantity"),
    "System.Date": ("toDate today"),
    "System.DateTime": ("toDateTime now"),
    "System.Time": ("toTime timeOfDay"),
}

TEXT_ONLY = frozenset(_WORDS["text only"].split())  # their input is a String
KEEPS = frozenset(_WORDS["keeps"].split())  # they give what they got, or some of it
PER_ITEM = frozenset(_WORDS["per item"].split())  # their arguments see each item as $this
IN_ORDER = frozenset(_WORDS["in order"].split())  # they mean nothing without an order
RESULTS = {name: result for result, names in _RESULTS.items() for name in names.split()}
