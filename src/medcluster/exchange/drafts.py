"""What does a message ask to be written?

Promise: plain FHIR with the identifiers by which each resource is found again; nothing of the record is in it yet.
Must not know: how it is written.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from medcluster.exchange.faults import WHOLE, Place
from medcluster.exchange.map_model import Write

Plain = dict[str, Any]


@dataclass(slots=True)
class Draft:
    """A resource as a message tells it; None stands where the sender wants something deleted.

    id: derived from its key; "" where `match` finds it. full_url: how others of the message refer to it.
    """

    name: str
    type: str
    full_url: str
    content: Plain = field(default_factory=dict)
    match: tuple[Plain, ...] = ()
    id: str = ""
    write: Write = "overlay"
    union: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()  # elements that stay as they are where the record has them
    place: Place = WHOLE


@dataclass(frozen=True, slots=True)
class Merging:
    """The record of `survivor` (a draft's full url) replaces the one with these identifiers."""

    survivor: str
    merged: tuple[Plain, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """All that a message means, and what of it no map asked for."""

    trigger: str
    drafts: tuple[Draft, ...] = ()
    merging: tuple[Merging, ...] = ()
    unread: tuple[tuple[Place, str], ...] = ()
    ignored: bool = False


def kept(content: Plain) -> Plain:
    """The content without what is to be deleted, and without what is empty then."""
    found: Plain = {}
    for name, value in content.items():
        if isinstance(value, dict):
            value = kept(value)
        elif isinstance(value, list):
            value = [one for one in (kept(each) if isinstance(each, dict) else each for each in value) if one != {}]
        if value is not None and value not in ({}, []):
            found[name] = value
    return found


def written_as(identifier: Plain) -> str:
    """`system|value`: an identifier as searches write it, before their own escapes."""
    return f"{identifier.get('system', '')}|{identifier.get('value', '')}"


def same_identifier(one: Plain, other: Plain) -> bool:
    """Whether they are one number of one system."""
    return one.get("system") == other.get("system") and one.get("value") == other.get("value")
