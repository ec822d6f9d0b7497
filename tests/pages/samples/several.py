"""A patient on several protocols with a referral that waits, and the documents behind her."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from medcluster.fhir import types
from medcluster.foundation import Words
from medcluster.web.environment import Context
from medcluster.web.patient import documents
from medcluster.web.patient.context import PatientContext, Referred
from medcluster.web.patient.document_context import DocumentContext
from medcluster.web.patient.plan_context import Action, Clash, OnePlan, StageRows
from tests.pages.samples import staff
from tests.pages.samples.facts import NOW
from tests.pages.samples.framing import frame_of

NOTE = """# Reason
Pain in the right hip for two years.

# Plan
- Total hip replacement
- Iron before surgery
"""
PEOPLE = (("petit", "Julien Petit"), ("smirnova", "Olga Smirnova"))


def patient_two(words: Words) -> PatientContext:
    """A patient on two protocols, with a conflict, a referral that waits and steps to give away."""
    whole = staff.patient(words)
    first = whole.plans[0]
    second = replace(first, careplan="plan-second", title="Knee fast-track", wrong=(), actions=_given(first.actions))
    rows = tuple(
        StageRows(part.title, part.place, tuple(replace(one, protocols=_named(one.key)) for one in part.steps))
        for part in first.stages
    )
    clash = Clash(
        words.gettext("Blood tests"),
        words.gettext("There is no time that suits all of them."),
        "bloods",
        (("Hip fast-track", "16 Oct – 6 Nov", "/patients/petrova"), ("Knee fast-track", "", "/patients/petrova")),
    )
    referred = Referred("r1", "knee-fast-track", "clinic", "Knee", "Irina Gusarova", "Pain.", NOW)
    return replace(
        whole,
        plans=(first, second),
        together=OnePlan(first.scale, rows, (clash,), 1),
        offers=replace(whole.offers, referred=(referred,), referrals=(("r1", "Irina Gusarova: Pain."),)),
    )


def _given(actions: tuple[Action, ...]) -> tuple[Action, ...]:
    return tuple(replace(one, people=PEOPLE, may_take=True, action="/patients/p/plans/q/steps/s") for one in actions)


def _named(key: str) -> tuple[str, ...]:
    return ("Hip fast-track", "Knee fast-track") if key == "bloods" else ("Hip fast-track",)


def document(words: Words) -> DocumentContext:
    """A note with its text, a picture, a PDF file, and one that is not opened."""
    whole = staff.patient(words)
    data = base64.b64encode(NOTE.encode()).decode()
    attached = [
        types.Attachment(contentType="text/plain; charset=utf-8", data=data),
        types.Attachment(contentType="application/pdf", data=data, title="Letter"),
        types.Attachment(contentType="application/zip", data=data, title="archive.zip"),
        types.Attachment(contentType="text/plain", url="https://elsewhere.example/1"),
    ]
    return DocumentContext(
        frame=frame_of(words, "patients"),
        header=whole.header,
        title="History and physical note",
        patient_href="/patients/petrova#r-documents",
        facts=((words.gettext("Date"), str((NOW - timedelta(days=3)).date())),),
        conclusion="Coxarthrosis, right.",
        pieces=tuple(documents.piece_of(one, documents.bytes_of(one), "/static/icon.svg") for one in attached),
        results=(("Haemoglobin", "116 g/L"),),
        answers=(("How is your pain?", "4"),),
    )


GALLERY: dict[str, Callable[[Words], Context]] = {"patient-two": patient_two, "document": document}
