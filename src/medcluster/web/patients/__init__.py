"""Finding and registering patients. `/patients`."""

from medcluster.web.patients.views import ROUTES

__all__ = ["ROUTES"]
