"""The board: every patient on a protocol, worst first. `/board` and its fragment `/board/rows`."""

from medcluster.web.board.views import ROUTES

__all__ = ["ROUTES"]
