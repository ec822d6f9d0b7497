"""App: wires the rooms together, reacts to what happens in the record, and runs the server's processes.

Tables (schema `app`): how far followers have read the change log, and which files were loaded. It is the only room that
may use `record.unrestricted`. Neighbours: every room below; `cli` above.
"""

from medcluster.app.application import application, build, routes
from medcluster.app.demonstration import Demonstration, prepare
from medcluster.app.garbage import look_rarely_for_garbage
from medcluster.app.importing import Loaders
from medcluster.app.installing import install_cluster, publish, shipped
from medcluster.app.load import Load, Summary, loader_of
from medcluster.app.platform import Platform, wire
from medcluster.app.reactions import Reactions, overseer
from medcluster.app.server import serve

__all__ = [
    "Demonstration",
    "Load",
    "Loaders",
    "Platform",
    "Reactions",
    "Summary",
    "application",
    "build",
    "install_cluster",
    "loader_of",
    "look_rarely_for_garbage",
    "overseer",
    "prepare",
    "publish",
    "routes",
    "serve",
    "shipped",
    "wire",
]
