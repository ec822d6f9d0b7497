"""What time is it, what is this, and what passes here?

Promise: now(), today() and timeOfDay() read the instant that was handed in, the same one all through an evaluation;
trace() changes nothing. Must not know: the grammar, the machine's clock. Source:
http://hl7.org/fhirpath/N1/#utility-functions.
"""

from __future__ import annotations

from ..dates import Date, DateTime, Time
from ..frames import Environment, Fault, Frame, Items, Term
from ..model import UNTYPED
from ..nodes import Node
from ..values import text, type_of
from .registry import eager, lazy


@eager("now")
def now(env: Environment, items: Items) -> Items:
    """The present moment."""
    return [DateTime.of(env.now)]


@eager("today")
def today(env: Environment, items: Items) -> Items:
    """The present day, in the zone of the instant that was handed in."""
    return [Date((env.now.year, env.now.month, env.now.day))]


@eager("timeOfDay")
def time_of_day(env: Environment, items: Items) -> Items:
    """The present time of day."""
    return [Time(DateTime.of(env.now).parts[3:])]


@eager("type")
def type_info(env: Environment, items: Items) -> Items:
    """Namespace and name of each item's type."""
    pairs = map(type_of, items)
    return [Node({"namespace": namespace, "name": name}, UNTYPED) for namespace, name in pairs]


@lazy("trace", 1, 2)
def trace(frame: Frame, items: Items, name: Term, projection: Term | None = None) -> Items:
    """The input unchanged; whoever listens is told what passed."""
    label = text(name(frame), "trace()") or ""
    tracer = frame.env.tracer
    if tracer is not None:
        shown = items
        if projection is not None:
            shown = [found for place, item in enumerate(items) for found in projection(frame.inside(item, place))]
        tracer(label, shown)
    return items


@lazy("defineVariable", 1, 2)
def define_variable(frame: Frame, items: Items, name: Term, value: Term | None = None) -> Items:
    """The input unchanged; the rest of the path may say `%name`."""
    label = text(name(frame), "defineVariable()")
    if not label or label in (frame.names or ()) or label in frame.env.variables or label in ("context", "resource"):
        raise Fault(f"the variable %{label} is defined already" if label else "a variable needs a name")
    inner = Frame(frame.env, items, frame.index, frame.total, frame.names)
    frame.names = {**(frame.names or {}), label: items if value is None else value(inner)}
    return items
