"""My work: what this person, or this role at this place, has to do: late, now, later. `/work`."""

from medcluster.web.work.views import ROUTES

__all__ = ["ROUTES"]
