"""The frame around a sample, for whom it is."""

from __future__ import annotations

from dataclasses import replace

from medcluster.foundation import Words
from medcluster.web.frame.building import OWN_NAMES
from medcluster.web.frame.context import Frame, LanguageLink, Link
from medcluster.web.vocabulary import role_word
from tests.pages.samples.facts import NOW, ZONE


def frame_of(words: Words, current: str, *, role: str = "coordinator", person: str = "Elena Sokolova") -> Frame:
    """The frame of a sample."""
    _ = words.gettext
    labels = {"board": _("Board"), "patients": _("Patients"), "protocols": _("Protocols"), "cluster": _("Cluster")}
    if role != "coordinator":
        labels = {"work": _("My work"), "board": _("Board"), "patients": _("Patients"), "protocols": _("Protocols")}
    return Frame(
        now=NOW,
        zone=ZONE,
        person=person,
        role=role_word(words, role),
        cluster="Moscow International Medical Cluster",
        home="/board",
        csrf="0" * 64,
        nav=tuple(Link(f"/{area}", label, area == current) for area, label in labels.items()),
        languages=tuple(LanguageLink(f"?lang={c}", c, name, c == words.language) for c, name in OWN_NAMES.items()),
        can_find=True,
        here=f"/{current}",
    )


def nobody(words: Words) -> Frame:
    """The frame before anybody signed in."""
    whole = frame_of(words, "")
    return replace(whole, person="", role="", nav=(), can_find=False, csrf="", home="/sign-in", here="/sign-in")
