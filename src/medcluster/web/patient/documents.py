"""How is a document, a report or a filled-in form read?

Promise: pure: texts are shown as texts, pictures and PDF files as files of our own address; anything else is named and
not opened. HTML is reduced to its words, so no document can bring a script, a style or an address of its own. Nothing
is shown as raw data. Must not know: HTTP, services.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from html.parser import HTMLParser

from medcluster.fhir import types
from medcluster.web.patient.document_context import Block, Piece
from medcluster.web.patient.header import said
from medcluster.web.patient.record import RecordReader
from medcluster.web.patient.results import readable_unit

READABLE = ("DocumentReference", "DiagnosticReport", "QuestionnaireResponse")
PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
FILES = PICTURES | {"application/pdf"}
MARKUP = frozenset({"text/html", "application/xhtml+xml", "text/xml", "application/xml"})
LONGEST = 200_000  # letters of one text
_BLOCKS = frozenset(
    {"address", "article", "br", "caption", "dd", "div", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li"}
    | {"ol", "p", "paragraph", "pre", "section", "td", "text", "th", "tr", "ul"}
)
_SILENT = frozenset({"script", "style", "head", "title", "template", "noscript"})

Document = types.DocumentReference | types.DiagnosticReport | types.QuestionnaireResponse


def attachments_of(one: types.Resource) -> tuple[types.Attachment, ...]:
    """What is attached, in the order in which it is shown."""
    if isinstance(one, types.DocumentReference):
        return tuple(each.attachment for each in one.content)
    return one.presentedForm if isinstance(one, types.DiagnosticReport) else ()


def type_of(attachment: types.Attachment) -> str:
    """The content type without its parameters."""
    return (attachment.contentType or "").partition(";")[0].strip().lower()


def bytes_of(attachment: types.Attachment | types.Binary) -> bytes:
    """What was attached; empty when it is not here or cannot be read."""
    try:
        return base64.b64decode(attachment.data or "", validate=False)
    except (binascii.Error, ValueError):
        return b""


def piece_of(attachment: types.Attachment, data: bytes, href: str) -> Piece:
    """One attachment as it is shown."""
    kind, title = type_of(attachment), attachment.title or ""
    if not data:
        return Piece("away", title or attachment.url or "")
    if kind in PICTURES:
        return Piece("picture", title, href=href)
    if kind in FILES:
        return Piece("file", title, href=href)
    text = _decoded(attachment, data) if kind in MARKUP or kind.startswith("text/") else ""
    if kind in MARKUP:
        return Piece("text", title, blocks=tuple(blocks_of(words_of(text))))
    if text:
        return Piece("text", title, blocks=tuple(blocks_of(text)))
    return Piece("closed", title or kind)


def _decoded(attachment: types.Attachment, data: bytes) -> str:
    parameters = (attachment.contentType or "").lower().partition("charset=")[2]
    charset = parameters.partition(";")[0].strip(' "') or "utf-8"
    try:
        return data.decode(charset, errors="replace")[:LONGEST]
    except LookupError:
        return data.decode("utf-8", errors="replace")[:LONGEST]


def blocks_of(text: str) -> Iterator[Block]:
    """Headings, items and paragraphs of a plain text."""
    lines: list[str] = []
    for line in [*text.replace("\r\n", "\n").split("\n"), ""]:
        bare = line.strip()
        mark = "heading" if bare.startswith("#") else "item" if bare.startswith(("- ", "* ", "• ")) else ""
        if (not bare or mark) and lines:
            yield Block("text", "\n".join(lines))
            lines = []
        if mark:
            yield Block(mark, bare.lstrip("#-*• ").strip())
        elif lines and line.startswith(" "):
            lines[-1] += " " + bare
        elif bare:
            lines.append(bare)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag in _BLOCKS:
            self.parts.append("\n# " if tag[0] == "h" and tag[1:].isdigit() else "\n- " if tag == "li" else "\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in _BLOCKS:
            self.parts.append("\n" if tag not in ("td", "th") else "  ")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(" ".join(data.split()) + " " if data.strip() else "")


def words_of(markup: str) -> str:
    """The words of a piece of HTML or XML, without anything that it would do."""
    parser = _Words()
    parser.feed(markup)
    parser.close()
    return "".join(parser.parts)


def answers_of(response: types.QuestionnaireResponse, reader: RecordReader) -> tuple[tuple[str, str], ...]:
    """Each question with its answer."""
    return tuple(_answers(response.item, reader))


def _answers(items: Iterable[types.QuestionnaireResponseItem], reader: RecordReader) -> Iterator[tuple[str, str]]:
    for item in items:
        told = ", ".join(filter(None, (_answer(one, reader) for one in item.answer)))
        if told or item.answer:
            yield item.text or item.linkId or "", told or "–"
        yield from _answers(item.item, reader)


def _answer(one: types.QuestionnaireResponseItemAnswer, reader: RecordReader) -> str:
    if one.valueBoolean is not None:
        return reader.words.gettext("yes") if one.valueBoolean else reader.words.gettext("no")
    if one.valueCoding is not None:
        return one.valueCoding.display or one.valueCoding.code or ""
    if one.valueQuantity is not None:
        return quantity_words(one.valueQuantity, reader)
    if one.valueDate or one.valueDateTime:
        return reader.day(one.valueDate or one.valueDateTime)
    for figure in (one.valueDecimal, one.valueInteger):
        if figure is not None:
            return reader.words.number(figure)
    return one.valueString or one.valueTime or ""


def quantity_words(quantity: types.Quantity, reader: RecordReader) -> str:
    """A value with its unit."""
    value = quantity.value
    figure = reader.words.number(value if isinstance(value, Decimal) else Decimal(value)) if value is not None else ""
    return f"{figure} {readable_unit(quantity.unit or quantity.code or '')}".strip()


def results_of(
    report: types.DiagnosticReport, resources: Sequence[types.Resource], reader: RecordReader
) -> tuple[tuple[str, str], ...]:
    """The results that a report stands on, each with its value."""
    known = {f"Observation/{one.id}": one for one in resources if isinstance(one, types.Observation)}
    found = [known[name] for each in report.result if (name := each.reference or "") in known]
    return tuple((said(one.code), value_words(one, reader)) for one in found)


def value_words(one: types.Observation, reader: RecordReader) -> str:
    """What was observed, in words."""
    if one.valueQuantity is not None:
        return quantity_words(one.valueQuantity, reader)
    if one.valueCodeableConcept is not None:
        return said(one.valueCodeableConcept)
    parts = [
        f"{said(each.code)} {quantity_words(each.valueQuantity, reader)}"
        for each in one.component
        if each.valueQuantity
    ]
    return one.valueString or ", ".join(parts) or "–"
