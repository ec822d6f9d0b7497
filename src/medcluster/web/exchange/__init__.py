"""Messages of hospitals that were refused: why, mending them, applying them again. `/messages`."""

from medcluster.web.exchange.views import ROUTES

__all__ = ["ROUTES"]
