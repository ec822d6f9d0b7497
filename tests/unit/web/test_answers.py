"""What a patient answers becomes a response of her version of the protocol, or is refused."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from medcluster.fhir import types
from medcluster.foundation import Refusal
from medcluster.protocol import compiled, questionnaire_canonical
from medcluster.web.me.answers import response_of


def _answers(**fields: str) -> types.QuestionnaireResponse:
    return response_of(
        compiled("hip-fast-track/2.1.0"),
        "prom-hip",
        {f"q-{name.replace('_', '-')}": value for name, value in fields.items()},
        patient="anna",
        careplan="plan",
        sending="plan/prom12/1",
        language="ru",
        now=datetime(2027, 11, 24, 9, tzinfo=UTC),
    )


def test_answers_become_a_response_of_her_version() -> None:
    response = _answers(pain_walking="3", distance="block", aid="false", message="")
    assert response.questionnaire == questionnaire_canonical(compiled("hip-fast-track/2.1.0"), "prom-hip")
    assert [item.linkId for item in response.item] == ["pain-walking", "distance", "aid"]
    assert response.item[0].answer[0].valueInteger == 3
    assert response.item[1].answer[0].valueCoding == types.Coding(
        system="urn:medcluster:protocol:hip-fast-track:questionnaire:prom-hip:distance",
        code="block",
        display="Вокруг дома",
    )
    assert response.item[2].answer[0].valueBoolean is False


@pytest.mark.parametrize("fields", [{}, {"pain_walking": "11"}, {"distance": "moon"}, {"aid": "perhaps"}])
def test_what_is_no_answer_is_refused(fields: dict[str, str]) -> None:
    with pytest.raises(Refusal):
        _answers(**fields)
