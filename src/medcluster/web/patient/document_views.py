"""What does the page of one document answer to a request?

Promise: only what lies in this patient's compartment; a file leaves only as one of the safe content types, under a
policy that lets it do nothing. Nothing is decided here.
"""

from __future__ import annotations

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from medcluster.fhir import types
from medcluster.foundation import Kind, Refusal
from medcluster.record import Handle
from medcluster.web.frame.building import frame_of
from medcluster.web.hands import Pairs
from medcluster.web.patient import documents
from medcluster.web.patient.document_context import DocumentContext
from medcluster.web.patient.header import said
from medcluster.web.patient.reading import Read, read
from medcluster.web.patient.record import document_title
from medcluster.web.responses import render

ALONE = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'none'"


async def show_document(request: Request) -> Response:
    """One document, report or filled-in form."""
    found = await read(request)
    one = await _document(request)
    handle: Handle = request.state.handle
    base = f"/patients/{found.patient.id}"
    pieces = []
    for number, attachment in enumerate(documents.attachments_of(one)):
        href = f"{base}/documents/{types.type_name(one)}/{quote(one.id or '', safe='')}/content/{number}"
        pieces.append(documents.piece_of(attachment, await _bytes(handle, attachment), href))
    context = DocumentContext(
        frame=frame_of(request, "patients"),
        header=found.header,
        title=document_title(one, found.record),
        patient_href=f"{base}#r-documents",
        facts=_facts(one, found),
        conclusion=(one.conclusion or "") if isinstance(one, types.DiagnosticReport) else "",
        pieces=tuple(pieces),
        results=documents.results_of(one, found.resources, found.record)
        if isinstance(one, types.DiagnosticReport)
        else (),
        answers=documents.answers_of(one, found.record) if isinstance(one, types.QuestionnaireResponse) else (),
    )
    return render(context, request.state.words)


async def show_content(request: Request) -> Response:
    """A picture or a PDF file of a document."""
    one = await _document(request)
    attached = documents.attachments_of(one)
    number = request.path_params["number"]
    if number >= len(attached) or documents.type_of(attached[number]) not in documents.FILES:
        raise Refusal(Kind.NOT_FOUND, "This document has no such file.")
    data = await _bytes(request.state.handle, attached[number])
    if not data:
        raise Refusal(Kind.NOT_FOUND, "The file is not kept here.")
    kind = documents.type_of(attached[number])
    headers = {"Content-Disposition": f'inline; filename="document.{kind.rpartition("/")[2]}"'}
    return Response(data, media_type=kind, headers={**headers, "Content-Security-Policy": ALONE})


async def _document(request: Request) -> documents.Document:
    """The document of the address, when it is this patient's."""
    handle: Handle = request.state.handle
    kind, patient = request.path_params["kind"], request.path_params["patient"]
    if kind not in documents.READABLE:
        raise Refusal(Kind.NOT_FOUND, "There is no such document.")
    one = (await handle.read(kind, request.path_params["id"])).resource
    if not isinstance(one, documents.Document) or not one.subject or one.subject.reference != f"Patient/{patient}":
        raise Refusal(Kind.NOT_FOUND, "This patient has no such document.")
    return one


async def _bytes(handle: Handle, attachment: types.Attachment) -> bytes:
    """What is attached, or kept beside it as a Binary of this record."""
    if attachment.data:
        return documents.bytes_of(attachment)
    kind, _, key = (attachment.url or "").partition("/")
    if kind != "Binary" or not key:
        return b""
    try:
        kept = (await handle.read("Binary", key.partition("/")[0])).resource
    except Refusal:
        return b""
    return documents.bytes_of(kept) if isinstance(kept, types.Binary) else b""


def _facts(one: documents.Document, found: Read) -> Pairs:
    _ = found.reader.words.gettext
    record = found.record
    if isinstance(one, types.DocumentReference):
        by = [each.display for each in one.author if each.display]
        pairs = [
            (_("Date"), record.day(one.date)),
            (_("Kind"), said(one.type)),
            (_("By"), ", ".join(by)),
            (_("Kept at"), (one.custodian.display or "") if one.custodian else ""),
        ]
    elif isinstance(one, types.DiagnosticReport):
        by = [each.display for each in (*one.performer, *one.resultsInterpreter) if each.display]
        pairs = [(_("Date"), record.day(one.effectiveDateTime or one.issued)), (_("By"), ", ".join(dict.fromkeys(by)))]
        if one.status in ("preliminary", "partial", "registered"):
            pairs.append((_("State"), _("not final")))
    else:
        pairs = [
            (_("Date"), record.day(one.authored)),
            (_("By"), ((one.author.display if one.author else "") or found.header.name)),
        ]
    return tuple((name, value) for name, value in pairs if value)
