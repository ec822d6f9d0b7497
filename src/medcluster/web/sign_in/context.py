"""What may the sign-in page's template know?

Promise: values only; never a password that was typed. Must not know: the rooms.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from medcluster.web.frame.context import Frame


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody of the demonstration, whom one click signs in."""

    role: str
    name: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class SignInContext:
    """The page. `wrong` says what was refused, beside the form `refused`: "" (none), name, code or role."""

    template: ClassVar[str] = "sign_in/sign_in.html"
    frame: Frame
    guests: tuple[Guest, ...] = ()
    name: str = ""
    code: str = ""
    next: str = ""
    wrong: str = ""
    refused: str = ""
