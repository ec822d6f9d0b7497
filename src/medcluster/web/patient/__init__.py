"""A patient: plan and record, and what can be done about them. `/patients/ID` and below."""

from medcluster.web.patient.views import ROUTES

__all__ = ["ROUTES"]
