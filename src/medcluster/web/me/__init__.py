"""Me: the patient's own page on a phone: what to do today, whom to call, her plan and her questions. `/me`."""

from medcluster.web.me.views import ROUTES

__all__ = ["ROUTES"]
