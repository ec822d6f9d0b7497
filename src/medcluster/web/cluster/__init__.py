"""Cluster: the participants, where each stands on its way, who acts next, and what they offer. `/cluster`."""

from medcluster.web.cluster.views import ROUTES

__all__ = ["ROUTES"]
