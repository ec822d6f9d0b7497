"""How much is a quantity, in a unit in which all of its kind can be compared?

Promise: a UCUM quantity becomes a number of the preferred unit of its dimension; the same for what is stored and for
what is searched, so that 5.4 mg finds 0.0054 g. What is no UCUM unit has no measure and is compared by its text. Must
not know: indexes. Source: http://hl7.org/fhir/R4/search.html#quantity; units by https://ucum.org/ucum.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache, lru_cache

from medcluster.fhir.path import ucum

UCUM = "http://unitsofmeasure.org"
# What laboratories and wards write most often, one for each dimension: its values need no second entry in an index.
_PREFERRED = """
% kg cm Cel mm[Hg] /min mmol/L mg/dL 10*3/uL U/L mL/min kg/m2 mL min mmol/kg m2 L/min mm/h fL pg osm/kg [iU]/L meq/L
"""
_LARGEST = 300  # decimal exponent


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit of measure: the preferred one of its dimension, and how many of that one it is."""

    preferred: str
    factor: Fraction
    offset: Fraction
    is_preferred: bool

    def amount(self, value: Decimal) -> float:
        """That many of this unit, in the preferred one."""
        if self.is_preferred or not -_LARGEST < Decimal(value).adjusted() < _LARGEST:
            return float(value)
        try:
            return float(Fraction(value) * self.factor + self.offset)
        except OverflowError:
            return float("inf") if value > 0 else float("-inf")


@cache
def _preferred() -> dict[ucum.Dimensions, str]:
    found: dict[ucum.Dimensions, str] = {}
    for code in _PREFERRED.split():
        unit = ucum.unit(code)
        if unit is not None:
            found.setdefault(unit.dimensions, code)
    return found


@lru_cache(maxsize=4096)
def measure(code: str) -> Measure | None:
    """The measure of a UCUM code; None for what is no unit."""
    unit = ucum.unit(code)
    if unit is None:
        return None
    preferred = _preferred().get(unit.dimensions)
    if preferred is None:
        name = ".".join(f"{base}{exponent}" for base, exponent in unit.dimensions)
        return Measure(f"base {name}", unit.factor, unit.offset, is_preferred=False)
    of = ucum.unit(preferred)
    if of is None:
        raise TypeError(preferred)
    return Measure(preferred, unit.factor / of.factor, (unit.offset - of.offset) / of.factor, code == preferred)
