"""What a search can ask beyond its first forms: composites, filters, terminology, leniency, added parameters."""

from __future__ import annotations

from typing import Any

import pytest

from medcluster.fhir import search, types
from medcluster.foundation import Kind, Refusal


def only(resource_type: str, query: str) -> search.Condition:
    (found,) = search.parse(resource_type, query).conditions
    return found


class Known:
    """A terminology of three codes."""

    async def codes(self, canonical: str) -> set[tuple[str, str]]:
        if canonical != "http://vs":
            raise Refusal(Kind.NOT_FOUND, f"There is no value set {canonical}.")
        return {("s", "1"), ("s", "2")}

    async def above(self, system: str, code: str) -> list[str]:
        return ["0"]

    async def below(self, system: str, code: str) -> list[str]:
        return ["2", "3"]


def tokens(condition: search.Condition) -> set[tuple[str | None, str | None]]:
    assert isinstance(condition, search.Criterion)
    return {(v.system, v.code) for v in condition.values if isinstance(v, search.TokenValue)}


async def test_a_terminology_puts_plain_codes() -> None:
    query = search.parse("Observation", "code:in=http://vs&status=final")
    assert search.needs_terminology(query)
    found = await search.resolve(query, Known())
    assert tokens(found.conditions[0]) == {("s", "1"), ("s", "2")}
    assert found.conditions[1] is query.conditions[1]
    (without,) = (await search.resolve(search.parse("Observation", "code:not-in=http://vs"), Known())).conditions
    assert isinstance(without, search.Criterion)
    assert without.modifier == "not"
    (below,) = (await search.resolve(search.parse("Observation", "code:below=s|1"), Known())).conditions
    assert tokens(below) == {("s", "1"), ("s", "2"), ("s", "3")}
    (above,) = (await search.resolve(search.parse("Observation", "code:above=s|1,s|9"), Known())).conditions
    assert tokens(above) == {("s", "1"), ("s", "9"), ("s", "0")}


async def test_it_is_asked_wherever_the_condition_stands() -> None:
    texts = [
        "patient._has:Observation:patient:code:in=http://vs",
        '_filter=not (code in http://vs or status eq "final")',
    ]
    for text in texts:
        query = search.parse("Observation", text)
        assert search.needs_terminology(query)
        assert not search.needs_terminology(await search.resolve(query, Known()))
    plain = search.parse("Observation", "code=1&subject:below=Location/1")
    assert await search.resolve(plain, Known()) is plain


@pytest.mark.parametrize("text", ["code:below=1", "code:above=|1", "code:in=http://other"])
async def test_what_it_cannot_answer_is_refused(text: str) -> None:
    with pytest.raises(Refusal):
        await search.resolve(search.parse("Observation", text), Known())


def test_lenient_leaves_out_and_says_why() -> None:
    text = "nope=1&code=1&birthdate:wrong=2&_sort=bad,date&_count=x&_total=accurate&date=yesterday"
    found = search.parse("Observation", text, lenient=True)
    assert [type(c) for c in found.conditions] == [search.Criterion]
    assert [issue.where for issue in found.ignored] == ["nope", "birthdate:wrong", "_sort", "_count", "date"]
    assert all(issue.severity == "warning" and issue.text for issue in found.ignored)
    assert (found.sort, found.count, found.total) == ((), None, "accurate")


def test_a_filter_is_a_tree() -> None:
    found = only("Patient", '_filter=given eq "peter" and (birthdate ge 2014-10-10 or not (gender eq male))')
    assert isinstance(found, search.All)
    given, either = found.conditions
    assert isinstance(given, search.Criterion)
    assert given.modifier == "whole"
    assert isinstance(either, search.Either)
    assert isinstance(either.conditions[1], search.Not)
    chain = only("Observation", '_filter=subject.name co "pet"')
    assert isinstance(chain, search.Chain)
    assert [kind for kind, _ in chain.branches] == ["Group", "Patient", "Device", "Location"] or {
        kind for kind, _ in chain.branches
    } <= {"Group", "Patient", "Device", "Location"}


def test_and_binds_closer_than_or() -> None:
    found = only("Patient", "_filter=gender eq a or gender eq b and gender eq c")
    assert isinstance(found, search.Either)
    assert isinstance(found.conditions[1], search.All)


def test_a_filter_nested_without_end_is_refused() -> None:
    with pytest.raises(Refusal) as caught:
        search.parse("Patient", "_filter=" + "(" * 500 + "gender eq a" + ")" * 500)
    assert caught.value.kind is Kind.TOO_LARGE


def test_composites_carry_a_value_for_each_part() -> None:
    found = only("Observation", r"code-value-quantity=http://loinc.org|1-2$gt5|http://unitsofmeasure.org|mg")
    assert isinstance(found, search.Criterion)
    (value,) = found.values
    assert isinstance(value, search.CompositeValue)
    code, amount = value.parts
    assert code == search.TokenValue("http://loinc.org", "1-2")
    assert isinstance(amount, search.QuantityValue)
    assert (amount.number.prefix, amount.code) == (search.Prefix.GT, "mg")


def test_every_composite_of_r4_reads_its_parts() -> None:
    sample = {"token": "a|b", "quantity": "5", "date": "2020", "string": "x", "reference": "Patient/1", "number": "1"}
    for resource_type, parameters in search.PARAMETERS.items():
        for parameter in parameters.values():
            if parameter.type == "composite":
                text = "$".join(sample[component.type] for component in parameter.components)
                if parameter.name == "relationship":
                    text = "DocumentReference/1$replaces"
                assert search.parse(resource_type, [(parameter.name, text)]).conditions


@pytest.mark.parametrize(
    ("value", "unit", "other", "same"),
    [
        ("5.4", "mg", ("0.0054", "g"), True),
        ("120", "mm[Hg]", ("15.998684", "kPa"), False),
        ("37", "Cel", ("98.6", "[degF]"), True),
        ("1", "g/L", ("100", "mg/dL"), True),
        ("1", "h", ("60", "min"), True),
    ],
)
def test_amounts_compare_across_units(value: str, unit: str, other: tuple[str, str], same: bool) -> None:
    from decimal import Decimal

    one, two = search.measure(unit), search.measure(other[1])
    assert one is not None
    assert two is not None
    assert one.preferred == two.preferred
    first, second = one.amount(Decimal(value)), two.amount(Decimal(other[0]))
    assert (first == second) is same
    assert first == pytest.approx(second, rel=1e-4)


def test_what_is_no_unit_has_no_measure() -> None:
    assert search.measure("furlongs") is None
    assert search.measure("") is None


def parameter(**more: Any) -> types.SearchParameter:
    made = types.from_plain(
        {
            "resourceType": "SearchParameter",
            "url": "http://x/p",
            "name": "P",
            "status": "active",
            "description": "d",
            "code": "colour",
            "base": ["Patient"],
            "type": "string",
            "expression": "Patient.extension.where(url='http://x/c').value",
            **more,
        }
    )
    assert isinstance(made, types.SearchParameter)
    return made


def test_added_parameters_are_compiled_or_interpreted() -> None:
    compiled = search.added(parameter())["Patient"]
    assert (compiled.custom, compiled.interpreted) == (True, False)
    assert search.added(parameter(expression="Patient.name.family.upper()"))["Patient"].interpreted
    assert set(search.added(parameter(base=["Resource"]))) == set(types.RESOURCE_TYPES)


@pytest.mark.parametrize(
    "wrong",
    [
        {"code": "name"},
        {"type": "composite"},
        {"expression": "Patient.name.("},
        {"expression": None},
    ],
)
def test_what_cannot_be_added_is_refused(wrong: dict[str, Any]) -> None:
    plain = {key: value for key, value in wrong.items() if value is not None}
    made = parameter(**plain)
    if "expression" in wrong and wrong["expression"] is None:
        made.expression = None
    with pytest.raises(Refusal):
        search.added(made)


def test_what_is_not_active_is_left_out() -> None:
    assert search.registry([parameter(status="draft")]) == {}


def test_installed_parameters_are_found_and_parsed() -> None:
    search.install(
        search.registry(
            [
                parameter(),
                parameter(url="http://x/q", code="initials", expression="Patient.name.family.substring(0,1)"),
                parameter(url="http://x/r", code="first-of", type="token", expression="Patient.maritalStatus[0]"),
            ]
        )
    )
    try:
        found = search.postings(
            types.from_plain(
                {
                    "resourceType": "Patient",
                    "name": [{"family": "Zed"}],
                    "maritalStatus": {"coding": [{"system": "m", "code": "M"}]},
                    "extension": [{"url": "http://x/c", "valueString": "Blue"}],
                }
            )
        )
        assert ("colour", "Blue", "blue") in found.strings
        assert ("initials", "Z", "z") in found.strings
        assert ("first-of", "m", "M") in found.tokens
        assert search.parse("Patient", "colour=bl").conditions
    finally:
        search.install({})
    with pytest.raises(Refusal):
        search.parse("Patient", "colour=bl")
