"""The fixtures of the record, for its properties."""

from tests.integration.record.conftest import clinic, record

__all__ = ["clinic", "record"]
