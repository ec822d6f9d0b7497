"""The commands: `medcluster --help` lists them.

What it is: one module per command, listed in `MODULES`; the command has its module's name. What is refused is printed
in `program`, for every command: `error:` and the words, every finding, then what to do next; exit code 1. Its tables:
none. Its neighbours: `app`, which wires the rooms, and `foundation`; nothing imports it.
"""

from medcluster.cli.program import MODULES, main

__all__ = ["MODULES", "main"]
