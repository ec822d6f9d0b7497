"""A site over this module's database, for the API's side of terminology."""

from __future__ import annotations

from tests.integration.api.conftest import site

__all__ = ["site"]
