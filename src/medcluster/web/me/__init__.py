"""Me: the patient's own page on a phone: what to do today, whom to call, her plan and her questions. `/me`."""

from medcluster.web.me import offline, views

ROUTES = (*views.ROUTES, *offline.ROUTES)

__all__ = ["ROUTES"]
