"""Which dates does a plan hang on, and which of them may this reader set?

Promise: pure; a date that has happened is never offered. Must not know: HTTP, services.
"""

from __future__ import annotations

from medcluster.protocol import PlanView, anchor_dates
from medcluster.web.patient.plan_context import AnchorDate
from medcluster.web.patient.plan_reader import PlanReader
from medcluster.web.vocabulary import text_of


def anchors_of(view: PlanView, reader: PlanReader) -> tuple[AnchorDate, ...]:
    """The dates of a plan, in the protocol's order."""
    dates = anchor_dates(view.version, view.facts)
    found = []
    for name, anchor in view.version.anchors.items():
        date = dates.get(name)
        actual = date is not None and date.actual
        found.append(
            AnchorDate(
                name=name,
                title=text_of(anchor.title, reader.words.language),
                at=date.at if date else None,
                actual=actual,
                may_set=reader.may_date and anchor.set_by_people and not actual and view.episode.open,
            )
        )
    return tuple(found)
