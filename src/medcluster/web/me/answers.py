"""How do a patient's answers become a resource?

Promise: pure: a form's fields become a QuestionnaireResponse of the very version she is on; what she left out is left
out, what cannot be an answer is refused. Must not know: how it is stored.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import datetime

from medcluster.fhir import types
from medcluster.foundation import Issue, Kind, Refusal
from medcluster.protocol import Question, Version, questionnaire_canonical

SENDING_SYSTEM = "urn:medcluster:answers"
LONGEST = 4000
_WHOLE = re.compile("-?[0-9]{1,9}")


def response_of(
    version: Version,
    ask: str,
    fields: Mapping[str, str],
    *,
    patient: str,
    careplan: str,
    sending: str,
    language: str,
    now: datetime,
) -> types.QuestionnaireResponse:
    """The answers as a resource. `sending` names this sending, and with it the resource: the same one is kept once."""
    questions = version.questionnaires[ask]
    canonical = questionnaire_canonical(version, ask)
    items = [item for one in questions if (item := _item(canonical, one, fields.get(f"q-{one.id}", ""), language))]
    if not items:
        raise Refusal(Kind.INVALID, "No question is answered.")
    subject = types.Reference(reference=f"Patient/{patient}")
    return types.QuestionnaireResponse(
        id=hashlib.sha256(f"{patient}\0{sending}".encode()).hexdigest()[:32],
        identifier=types.Identifier(system=SENDING_SYSTEM, value=sending),
        basedOn=(types.Reference(reference=f"CarePlan/{careplan}"),),
        questionnaire=canonical,
        language=language,
        status="completed",
        subject=subject,
        source=subject,
        author=subject,
        authored=now.isoformat(),
        item=tuple(items),
    )


def _item(canonical: str, question: Question, value: str, language: str) -> types.QuestionnaireResponseItem | None:
    value = value.strip()
    if not value:
        return None
    return types.QuestionnaireResponseItem(
        linkId=question.id,
        text=question.text.get(language) or question.text["en"],
        answer=(_answer(canonical, question, value, language),),
    )


def _answer(canonical: str, question: Question, value: str, language: str) -> types.QuestionnaireResponseItemAnswer:
    if question.kind in ("scale", "integer"):
        if not _WHOLE.fullmatch(value) or not question.minimum <= int(value) <= question.maximum:
            raise _no_answer(question)
        return types.QuestionnaireResponseItemAnswer(valueInteger=int(value))
    if question.kind == "boolean":
        if value not in ("true", "false"):
            raise _no_answer(question)
        return types.QuestionnaireResponseItemAnswer(valueBoolean=value == "true")
    if question.kind == "choice":
        words = dict(question.options).get(value)
        if words is None:
            raise _no_answer(question)
        system = f"{canonical.partition('|')[0]}:{question.id}"
        coding = types.Coding(system=system, code=value, display=words.get(language) or words["en"])
        return types.QuestionnaireResponseItemAnswer(valueCoding=coding)
    if len(value) > LONGEST:
        raise _no_answer(question)
    return types.QuestionnaireResponseItemAnswer(valueString=value)


def _no_answer(question: Question) -> Refusal:
    return Refusal(
        Kind.INVALID,
        "This is no answer to the question.",
        issues=(Issue("no answer", where=question.id, code="value"),),
    )
