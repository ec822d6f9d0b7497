"""Realistic contexts for sign-in, the patient's phone, the protocols and the cluster.

As in `samples`: what can be computed by the rooms' own pure functions is computed, over the same invented people and
the same day, and the shipped protocols and the shipped cluster are shown as they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from medcluster.foundation import Words
from medcluster.web.environment import Context
from medcluster.web.frame.context import Frame
from medcluster.web.sign_in.context import Guest, SignInContext
from tests.pages import samples

GUESTS = (
    Guest("coordinator", "Elena Sokolova", "International Medical Cluster Foundation"),
    Guest("doctor", "Irina Gusarova", "City polyclinic 62"),
    Guest("surgeon", "Antoine Levin", "Orthopaedic clinic"),
    Guest("anaesthetist", "Ilya Volkov", "Orthopaedic clinic"),
    Guest("nurse", "Marie Dubois", "Orthopaedic clinic"),
    Guest("physiotherapist", "Thomas Weiss", "Orthopaedic clinic"),
    Guest("radiographer", "Samira Ahmadi", "Diagnostic centre"),
    Guest("manager", "Daria Orlova", "International Medical Cluster Foundation"),
    Guest("administrator", "Pavel Lebedev", "International Medical Cluster Foundation"),
    Guest("patient", "Анна Петрова"),
)


def nobody(words: Words) -> Frame:
    """The frame before anybody signed in."""
    whole = samples.frame(words, "")
    return replace(whole, person="", role="", nav=(), can_find=False, csrf="", home="/sign-in", here="/sign-in")


def sign_in(words: Words) -> SignInContext:
    """The doors of the demonstration."""
    return SignInContext(frame=nobody(words), guests=GUESTS)


def sign_in_refused(words: Words) -> SignInContext:
    """The doors of a cluster at work, after a wrong password, in a public demonstration's frame."""
    wrong = words.gettext("Name or password is wrong.")
    frame = replace(nobody(words), demonstration="public")
    return SignInContext(frame=frame, name="dubois", next="/work", wrong=wrong, refused="name", code="4821-0937-5512")


GALLERY = {
    "sign-in": sign_in,
    "sign-in-refused": sign_in_refused,
}


def contexts(language: str) -> Iterator[tuple[str, Context]]:
    """Every sample in one language."""
    words = Words.of(language)
    for name, make in GALLERY.items():
        yield name, make(words)
