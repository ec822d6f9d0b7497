"""The functions of FHIRPath, by topic; importing a topic registers its functions.

Neighbours: `registry` says how a function is made known, `compiling` (one level up) calls it.
"""

from . import boundaries, collections, conversion, existence, filtering, mathematics, resources, strings, utility
from .filtering import Direction
from .registry import REGISTRY, Eager, Lazy

__all__ = [
    "REGISTRY",
    "Direction",
    "Eager",
    "Lazy",
    "boundaries",
    "collections",
    "conversion",
    "existence",
    "filtering",
    "mathematics",
    "resources",
    "strings",
    "utility",
]
