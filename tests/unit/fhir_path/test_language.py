"""Does an expression mean what the specification says, where the official cases do not ask?"""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from medcluster.fhir import path
from medcluster.foundation import Kind, Refusal

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
PATIENT: dict[str, Any] = {
    "resourceType": "Patient",
    "id": "anna",
    "name": [
        {"use": "official", "family": "Петрова", "given": ["Анна", None], "_given": [None, {"id": "second"}]},
        {"use": "usual", "given": ["Аня"]},
    ],
    "birthDate": "1958-04",
    "contained": [{"resourceType": "Organization", "id": "o", "name": "Polyclinic"}],
    "managingOrganization": {"reference": "#o"},
}


def told(expression: str, context: object = PATIENT, **variables: object) -> list[object]:
    return path.compile(expression).evaluate(context, variables=variables, now=NOW)


@pytest.mark.parametrize(
    ("expression", "result"),
    [
        ("name.given", ["Анна", None, "Аня"]),
        ("name.given.select(hasValue())", [True, False, True]),
        ("name.given[1].id", ["second"]),
        ("name.family.exists() and gender = 'female'", []),
        ("name.family.empty() and gender = 'female'", [False]),
        ("name.where(use = 'usual').given.single()", ["Аня"]),
        ("birthDate <= today() - 18 years", [True]),
        ("birthDate < @1958-04-02", []),
        ("managingOrganization.resolve().name", ["Polyclinic"]),
        ("managingOrganization.resolve() is Organization", [True]),
        ("name.sort(given.first() desc).use", ["usual", "official"]),
        ("name.sort(family desc).use", ["official", "usual"]),
        ("name.sort(family).use", ["usual", "official"]),
        ("coalesce(gender, name.use.first())", ["official"]),
        ("defineVariable('n', name.count()).select(%n + 1)", [3]),
        ("(name.given | name.family).join('-')", ["Анна-Аня-Петрова"]),
        ("descendants().ofType(Organization).name", ["Polyclinic"]),
        ("%context.id & '/' & %resource.id", ["anna/anna"]),
        ("Resource.id | DomainResource.id", ["anna"]),
        ("now()", [path.DateTime.read("2026-03-01T09:30:00.000Z")]),
        ("(1.4).round() | (1.5).round() | (2.5).round()", [Decimal(1), Decimal(2), Decimal(3)]),
        ("iif(gender.exists(), 1 / 0, 'unknown')", ["unknown"]),
        ("'a\\u0301'.length()", [2]),
        ("'2026-02-30'.toDate()", []),
        ("(1 | 2.0 | 2 | 'x').count()", [3]),
    ],
)
def test_expressions(expression: str, result: list[object]) -> None:
    assert told(expression) == result


def test_a_variable_of_each_form() -> None:
    low = {"value": Decimal("12.5"), "system": "http://unitsofmeasure.org", "code": "g/dL"}
    assert told("%hb < 130 'g/L'", hb=low) == [True]
    assert told("%hb < 130 'g/L'", hb=path.element(low, "Quantity")) == [True]
    assert told("%hb.value * 2", hb=low) == [Decimal("25.0")]
    assert told("%hb < 130", hb=129) == [True]
    assert told("%hb < 130 'g/L'", hb=None) == []
    assert told("%hb < 130 'g/L'", hb={**low, "comparator": "<"}) == []
    assert told("%`planned-date` > now()", **{"planned-date": datetime(2026, 4, 1, tzinfo=UTC)}) == [True]
    assert told("%codes contains 'a'", codes=("a", "b")) == [True]
    with pytest.raises(Refusal, match="column 1: the variable %hb is not defined"):
        told("%hb < 130")


def test_a_structs_path_is_that_of_its_json() -> None:
    from medcluster.fhir import types

    patient = types.from_plain({k: v for k, v in PATIENT.items() if k != "name"} | {"name": [{"family": "Петрова"}]})
    assert told("Patient.name.family", patient) == ["Петрова"]
    assert path.compile("birthDate").typed(patient, now=NOW) == [("FHIR.date", "1958-04")]
    amount = types.Quantity(value=Decimal("7.50"), unit="kg", system="http://unitsofmeasure.org", code="kg")
    assert told("%weight = 7500 'g'", weight=amount) == [True]
    assert told("%weight.value.toString()", weight=amount) == ["7.50"]


def test_truth_has_three_answers() -> None:
    ask = path.compile("name.exists() and gender = 'female'")
    assert ask.truth(PATIENT, now=NOW) is None
    assert ask.truth({**PATIENT, "gender": "female"}, now=NOW) is True
    assert ask.truth({**PATIENT, "gender": "male"}, now=NOW) is False


def test_a_resolver_is_asked_for_what_is_elsewhere() -> None:
    asked: list[str] = []

    def resolver(reference: str) -> object:
        asked.append(reference)
        return {"resourceType": "Patient", "id": "anna", "active": True}

    expression = path.compile("subject.resolve().active")
    observation = {"resourceType": "Observation", "subject": {"reference": "Patient/anna"}}
    assert expression.evaluate(observation, now=NOW, resolver=resolver) == [True]
    assert expression.evaluate(observation, now=NOW) == []
    assert asked == ["Patient/anna"]


def test_trace_tells_and_changes_nothing() -> None:
    heard: list[tuple[str, int]] = []
    path.compile("name.trace('names').count()").evaluate(
        PATIENT, now=NOW, tracer=lambda name, items: heard.append((name, len(items)))
    )
    assert heard == [("names", 2)]


@pytest.mark.parametrize(
    ("expression", "complaint"),
    [
        ("1 + ", "column 5: the expression ends"),
        ("name.given = 'x", "column 14: the text that begins with '"),
        ("name.foo()", "column 6: there is no function foo()"),
        ("name.first(1)", "column 6: first() takes 0 arguments, not 1"),
        ("@2026-02-30", "column 1: @2026-02-30 is no real date"),
        ("gender is Gender", "column 8: Gender is no type"),
        ("name.given.upper()", "column 12: upper() needs one value, there are 3"),
        ("'1' + 1", "column 5: String + Integer has no meaning"),
        ("1 > 'a'", "column 3: Integer and String cannot be put in order"),
        ("today() + 1 'mo'", "column 9: the unit 'mo' is no calendar duration"),
        ("'\\q'", "column 2: \\\\q is not an escape"),
    ],
)
def test_a_mistake_is_named_with_its_column(expression: str, complaint: str) -> None:
    with pytest.raises(Refusal) as refused:
        told(expression)
    assert refused.value.kind is Kind.MALFORMED
    assert complaint.replace("\\\\", "\\") in refused.value.text
    assert expression in refused.value.text


@pytest.mark.parametrize(
    ("expression", "complaint"),
    [
        ("name.familly", "column 6: HumanName has no element familly"),
        ("Observation.value", "column 1: the path begins at Observation, and the context is Patient"),
        ("deceasedBoolean", "write deceased.ofType(boolean)"),
        ("name.where(givn = 'x')", "column 12: HumanName has no element givn"),
        ("identifier.startsWith('x')", "column 12: startsWith() needs a String, not Identifier"),
        ("children()[0]", "column 11: an index needs an order"),
        ("iif(name.family, 1, 2)", "column 10: a condition is a Boolean, not string"),
    ],
)
def test_a_check_finds_mistakes_before_there_is_data(expression: str, complaint: str) -> None:
    with pytest.raises(Refusal) as refused:
        path.compile(expression).check("Patient")
    assert complaint in refused.value.text


def test_a_check_lets_pass_what_cannot_be_known() -> None:
    path.compile("%hb.value < 130 and contact.name.family.exists() and link.other.resolve().anything").check("Patient")
    path.compile("entry.resource.ofType(Patient).name.given").check("Bundle")
    with pytest.raises(Refusal, match="Quantity has no element vaule"):
        path.compile("%hb.vaule < 130").check("Patient", {"hb": "Quantity"})
