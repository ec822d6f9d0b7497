"""FHIRPath: conditions and paths over FHIR resources, compiled once, evaluated in microseconds.

`compile(text)` gives an `Expression`; `evaluate`, `typed` and `truth` run it over a Struct of `fhir.types` or a
plain JSON tree, `check` looks for mistakes before there is data. Variables are given by name, the present as `now`;
nothing is read from outside unless a resolver is handed in. Numbers are exact; units convert by UCUM; dates keep
their precision.

How a text becomes an answer: `syntax` (words), `parsing` (a `tree`), `compiling` (closures over `operators` and
`functions`), run in `frames` over `nodes`, whose types come from `model`. `checking` is the look before there is
data.
"""

from .dates import Date, DateTime, Time
from .expression import Expression, compile
from .nodes import Node, element
from .quantities import Quantity

__all__ = ["Date", "DateTime", "Expression", "Node", "Quantity", "Time", "compile", "element"]
