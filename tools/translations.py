"""Which sentences of the product are translated, and are they all?

`tools/translations.py` gathers every message of the Python files and the templates and brings the catalogues under
src/medcluster/web/locale up to date: new messages appear untranslated, vanished ones go. `--check` changes nothing and
fails on a message that is untranslated or fuzzy, on placeholders that differ, and on a catalogue that is out of date.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import click
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po
from babel.plural import to_gettext

from medcluster.foundation.text import CATALOGUES, Languages, Words, catalogue_path, plural_categories

SOURCES = Path(__file__).resolve().parent.parent / "src" / "medcluster"
METHODS = [("**/_generated/**", "ignore"), ("**.py", "python"), ("**.html", "jinja2"), ("**.txt.jinja", "jinja2")]
OPTIONS = {"**.html": {"trimmed": "true", "extensions": "jinja2.ext.do", "silent": "false"}}
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "noted": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
TRANSLATED = tuple(language for language in Languages if language != "en")
_PLACE = re.compile(r"%\((\w+)\)|\{(\w*)\}")
_VOLATILE = (
    "POT-Creation-Date",
    "PO-Revision-Date",
    "Last-Translator",
    "Generated-By",
    "Language-Team",
    "Report-Msgid",
)


def gathered() -> Catalog:
    """Every message of the sources, in the order of files and lines."""
    template = Catalog(charset="utf-8", fuzzy=False)
    found = extract_from_dir(
        SOURCES, METHODS, OPTIONS, KEYWORDS, comment_tags=("Translators:",), strip_comment_tags=True
    )
    for file, _, message, comments, context in sorted(found, key=lambda one: (one[0], one[1])):
        template.add(message, None, [(file, 0)], auto_comments=comments, context=context)
    return template


def updated(language: str, template: Catalog) -> Catalog:
    """The language's catalogue with the messages of today, and CLDR's plural forms."""
    path = catalogue_path(language)
    catalogue = Catalog(locale=language, charset="utf-8", project="medcluster", version="1", fuzzy=False)
    rule = Words.of(language).locale.plural_form
    catalogue.mime_headers = [("Plural-Forms", to_gettext(rule))]
    if path.exists():
        with path.open("rb") as file:
            for message in read_po(file):
                if message.id:
                    catalogue[message.id] = message
    catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
    for message in catalogue:
        if message.id:
            message.flags.discard("python-format")
            message.flags.discard("python-brace-format")
    return catalogue


def written(catalogue: Catalog) -> str:
    """The text of a catalogue: the same messages give the same text, on any day."""
    catalogue.header_comment = f"# The words of medcluster: {catalogue.locale_identifier}."
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=110, ignore_obsolete=True, include_lineno=False, sort_by_file=True)
    lines = buffer.getvalue().decode().splitlines()
    volatile = tuple(f'"{name}' for name in _VOLATILE)
    return "\n".join(line for line in lines if not line.startswith(volatile)) + "\n"


def faults(language: str, catalogue: Catalog) -> Iterator[str]:
    """What is wrong with the translations of one language, in words."""
    wanted = len(plural_categories(language))
    for message in catalogue:
        if not message.id:
            continue
        source = message.id if isinstance(message.id, str) else message.id[0]
        forms = [message.string] if isinstance(message.string, str) else list(message.string or ())
        if message.fuzzy:
            yield f"{language}: fuzzy: {source!r}"
        elif not forms or not all(forms) or (message.pluralizable and len(forms) != wanted):
            yield f"{language}: untranslated: {source!r} ({_places(message)})"
        else:
            yield from _strange(language, message, source, [str(form) for form in forms])


def _strange(language: str, message: Message, source: str, forms: list[str]) -> Iterator[str]:
    """Placeholders that a translation lost or invented; a plural form may say its number in words, and leave out what
    one of the English forms leaves out."""
    singular, plural = (message.id, message.id) if isinstance(message.id, str) else (message.id[0], message.id[1])
    one, many = _placeholders(str(singular)), _placeholders(str(plural))
    known, needed = one | many, one & many
    if message.pluralizable:
        needed -= {"num", "number", "count", "n"}
    for form in forms:
        if not needed <= _placeholders(form) <= known:
            yield f"{language}: placeholders differ: {source!r} -> {form!r}"


def _placeholders(text: str) -> set[str]:
    return {match[0] or match[1] for match in _PLACE.findall(text)}


def _places(message: Message) -> str:
    return ", ".join(sorted({place for place, _ in message.locations}))


@click.command()
@click.option("--check", is_flag=True, help="Change nothing; fail on what is missing.")
def main(check: bool) -> None:
    """Bring the catalogues up to date, or check them."""
    if check and not any(CATALOGUES.glob("*/LC_MESSAGES/*.po")):
        click.echo("translations: there are no catalogues yet")
        return
    template = gathered()
    wrong: list[str] = []
    for language in TRANSLATED:
        catalogue = updated(language, template)
        path, text = catalogue_path(language), written(catalogue)
        if check and (not path.exists() or path.read_text(encoding="utf-8") != text):
            wrong.append(f"{language}: {path.name} is out of date: run tools/translations.py")
        elif not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        wrong.extend(faults(language, catalogue))
    for line in wrong:
        click.echo(line, err=True)
    click.echo(f"translations: {len(template)} messages, {len(TRANSLATED)} languages, {len(wrong)} to be done")
    sys.exit(1 if check and wrong else 0)


if __name__ == "__main__":
    main()
