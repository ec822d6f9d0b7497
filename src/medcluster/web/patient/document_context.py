"""What may the template of a document know?

Promise: values ready to be drawn; texts are texts, never markup. Must not know: the rooms.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from medcluster.web.frame.context import Frame
from medcluster.web.hands import Pairs
from medcluster.web.patient.context import Header


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of a text. kind: heading, item, text."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Something attached. kind: text, picture, file (a PDF), away (not kept here), closed (not opened here)."""

    kind: str
    title: str
    href: str = ""
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentContext:
    """One document, report or filled-in form."""

    template: ClassVar[str] = "patient/document.html"
    frame: Frame
    header: Header
    title: str
    patient_href: str
    facts: Pairs
    conclusion: str = ""
    pieces: tuple[Piece, ...] = ()
    results: Pairs = ()
    answers: Pairs = ()
