"""How does a context become HTML?

Promise: autoescaping everywhere, a missing name is an error, one Jinja environment per language and time zone, made
once. A template receives its context as `page`, and nothing else. Must not know: HTTP.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from medcluster.foundation import Words
from medcluster.web import vocabulary
from medcluster.web.dates import Calendar
from medcluster.web.frame.context import Frame

ROOT = Path(__file__).parent
STATIC = ROOT / "static"

_environments: dict[tuple[str, str], Environment] = {}


class Context(Protocol):
    """What can be rendered: a frozen dataclass with the name of its template and the frame."""

    @property
    def template(self) -> str: ...
    @property
    def frame(self) -> Frame: ...


def html_of(context: Context, words: Words) -> str:
    """The page of this context in this language."""
    return _environment(words, context.frame.zone).get_template(context.template).render(page=context)


def _environment(words: Words, zone: ZoneInfo) -> Environment:
    key = (words.language, zone.key)
    if key not in _environments:
        _environments[key] = _made(words, zone)
    return _environments[key]


def _made(words: Words, zone: ZoneInfo) -> Environment:
    made = Environment(
        loader=FileSystemLoader(ROOT),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    install: Any = made.install_gettext_callables  # type: ignore[attr-defined]  # added by the i18n extension
    install(words.gettext, words.ngettext, newstyle=True, pgettext=words.pgettext, npgettext=words.npgettext)
    calendar = Calendar(words, zone)
    made.globals.update(words=words, static=static_address, sprite=_sprite())
    made.filters.update(
        text=lambda value: vocabulary.text_of(value, words.language),
        state_word=lambda code: vocabulary.state_word(words, code),
        role_word=lambda code: vocabulary.role_word(words, code),
        reason_word=lambda code: vocabulary.reason_word(words, code),
        reason_hint=lambda code: vocabulary.reason_hint(words, code),
        gender_word=lambda code: vocabulary.gender_word(words, code),
        day=calendar.day,
        full_day=calendar.full_day,
        month=calendar.month,
        weekday=calendar.weekday,
        time=calendar.time,
        moment=calendar.moment,
        changed=calendar.changed,
        field=calendar.field,
        iso_date=lambda day: day.isoformat(),
        iso_day=lambda instant: calendar.local(instant).date().isoformat(),
        segment=lambda value: quote(value, safe=""),
    )
    made.globals["window_words"] = calendar.window
    return made


@lru_cache(maxsize=256)
def static_address(path: str) -> str:
    """The address of a file we serve, with a digest so that browsers may keep it for ever."""
    file = STATIC / path
    if not file.is_file():
        return f"/static/{path}"
    return f"/static/{path}?v={hashlib.sha256(file.read_bytes()).hexdigest()[:12]}"


@lru_cache(maxsize=1)
def _sprite() -> Markup:
    return Markup((STATIC / "sprite.svg").read_text("utf-8"))  # noqa: S704 - a file of the package
