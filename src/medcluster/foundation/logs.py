"""What happened in the machine room?

Promise: one line per event, a name with dots and a few facts, as text or as JSON; never a name, a birth date, a body of
a resource or a query's values: events carry ids of processes, kinds of refusals, counts and durations. The audit of who
read what is the record's, not this.
"""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime

Fact = str | int | float | bool | None

_logger = logging.getLogger("medcluster")


class _Line(logging.Formatter):
    """`2026-11-22T09:30:00Z info postgres.restarted pid=4711`, or the same as a JSON object."""

    def __init__(self, *, as_json: bool) -> None:
        super().__init__()
        self._as_json = as_json

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        level, facts = record.levelname.lower(), getattr(record, "facts", {})
        event = record.getMessage()
        if record.exc_info and record.exc_info[0] is not None:
            facts = {**facts, **_failure(record)}
        if self._as_json:
            return json.dumps({"at": at, "level": level, "event": event, **facts}, ensure_ascii=False)
        return " ".join([at, level, event, *(f"{name}={_plain(value)}" for name, value in facts.items())])


def _failure(record: logging.LogRecord) -> dict[str, Fact]:
    """Where it failed and what kind of failure: an exception's own words may quote a value."""
    kind, _, traceback = record.exc_info or (None, None, None)
    while traceback is not None and traceback.tb_next is not None:
        traceback = traceback.tb_next
    place = f"{traceback.tb_frame.f_code.co_filename}:{traceback.tb_lineno}" if traceback is not None else ""
    return {"failure": kind.__name__ if kind else "", "where": place}


def _plain(value: Fact) -> str:
    text = "" if value is None else str(value)
    return json.dumps(text, ensure_ascii=False) if not text or any(c.isspace() or c == '"' for c in text) else text


def log(event: str, *, level: int = logging.INFO, **facts: Fact) -> None:
    """Write one event. Facts are about the machine; never about a patient."""
    _logger.log(level, event, extra={"facts": facts})


def log_failure(event: str, error: BaseException, **facts: Fact) -> None:
    """Write that something failed unforeseen: its kind and place, not its words."""
    _logger.error(event, exc_info=error, extra={"facts": facts})


def begin_logging(level: str = "info", *, as_json: bool = False) -> None:
    """Send our events to standard error, once."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Line(as_json=as_json))
    _logger.handlers[:] = [handler]
    known = logging.getLevelNamesMapping()
    _logger.setLevel(known.get(level.upper(), logging.INFO))
    _logger.propagate = False
