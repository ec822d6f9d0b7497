"""Protocols: the library, one version as a readable page with its diagram, and what changed. `/protocols`."""

from medcluster.web.protocols.views import ROUTES

__all__ = ["ROUTES"]
