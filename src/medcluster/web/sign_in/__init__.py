"""Sign-in: by name and password, by a patient's code, or by one click in the demonstration. `/sign-in`, `/sign-out`."""

from medcluster.web.sign_in.views import ROUTES

__all__ = ["ROUTES"]
