"""Every cell of the access table against tables written by hand, and the rows that exist for each role."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from medcluster.cluster import (
    CLINICIANS,
    STEP_ROLES,
    Right,
    Role,
    allowed,
    build_caller,
    check_may,
    may,
    may_complete,
    roles_for_step,
    step_words,
)
from medcluster.fhir import types
from medcluster.foundation import Kind, Refusal
from medcluster.record import EVERYBODY, ON_PROTOCOL, Action, Caller

HERE = Path(__file__).parent
ORDER = [
    "coordinator",
    "doctor",
    "surgeon",
    "anaesthetist",
    "nurse",
    "physiotherapist",
    "radiographer",
    "patient",
    "interface",
    "manager",
    "administrator",
]
LETTERS = {"r": Action.READ, "w": Action.WRITE, "d": Action.DELETE}
NOBODYS = "NoSuchType"


def _rows(name: str) -> Iterator[tuple[list[str], list[str]]]:
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            cells, _, things = line.partition(":")
            yield cells.split(), things.split()


EXPECTED = {thing: dict(zip(ORDER, cells, strict=True)) for cells, things in _rows("access.txt") for thing in things}
RIGHTS = {things[0]: dict(zip(ORDER, cells, strict=True)) for cells, things in _rows("rights.txt")}


def caller(role: str, *, custodian: int = 7, demonstration: bool = False) -> Caller:
    return build_caller(
        role,
        account="account-1",
        participant="saint-charles",
        custodian=custodian,
        patient="p1" if role == "patient" else "",
        demonstration=demonstration,
    )


def test_the_table_speaks_of_every_resource_type_once() -> None:
    assert set(EXPECTED) == set(types.RESOURCE_TYPES)
    assert sum(len(things) for _, things in _rows("access.txt")) == len(EXPECTED)
    assert [str(role) for role in Role] == ORDER


@pytest.mark.parametrize("role", ORDER)
def test_every_cell_is_as_written(role: str) -> None:
    one = caller(role)
    for thing, cells in EXPECTED.items():
        for letter, action in LETTERS.items():
            expected = letter in cells[role]
            assert one.allows(action, thing) is expected, f"{role} {action} {thing}"
            assert allowed(role, action, thing) is expected, f"{role} {action} {thing}"


@pytest.mark.parametrize("role", ORDER)
def test_what_is_not_written_is_refused(role: str) -> None:
    for action in Action:
        assert not caller(role).allows(action, NOBODYS)
        assert not caller(role).allows(action, "*")
        assert not allowed("somebody", action, "Patient")


@pytest.mark.parametrize("role", ORDER)
def test_every_right_is_as_written(role: str) -> None:
    assert set(RIGHTS) == {str(right) for right in Right}
    for right in Right:
        assert may(caller(role), right) is (RIGHTS[right][role] == "x"), f"{role} {right}"


def test_an_unknown_role_has_no_right_at_all() -> None:
    stranger = Caller(account="a", name="a", role="superuser")
    assert not any(may(stranger, right) for right in Right)
    assert not may_complete(stranger, STEP_ROLES)


def test_a_refusal_says_who_may() -> None:
    with pytest.raises(Refusal) as caught:
        check_may(caller("nurse"), Right.ENROL)
    assert caught.value.kind is Kind.FORBIDDEN
    assert "nurse may not enrol" in caught.value.text
    assert "coordinator" in caught.value.hint


@pytest.mark.parametrize("role", ORDER)
def test_the_rows_of_each_role(role: str) -> None:
    terms = caller(role).terms
    assert EVERYBODY in terms
    assert (ON_PROTOCOL in terms) is (role == "coordinator")
    at_work = role in {str(one) for one in CLINICIANS} | {"coordinator", "interface"}
    assert (7 in terms) is at_work, "only those who treat or carry data see the rows of their participant"
    assert caller(role, custodian=0).terms <= {EVERYBODY, ON_PROTOCOL}


@pytest.mark.parametrize("role", ORDER)
def test_only_the_demonstrations_interface_sees_every_row(role: str) -> None:
    assert not caller(role).every_row
    assert caller(role, demonstration=True).every_row is (role == "interface")
    assert caller(role).chooses_ids is (role == "interface")


def test_a_patient_is_tied_to_herself_and_nobody_else_to_a_patient() -> None:
    assert caller("patient").patient == "p1"
    with pytest.raises(Refusal):
        build_caller("patient", account="a", custodian=7)
    with pytest.raises(Refusal):
        build_caller("nurse", account="a", custodian=7, patient="p1")


def test_a_caller_is_never_nameless_and_never_of_an_unknown_role() -> None:
    with pytest.raises(ValueError, match="account"):
        build_caller("nurse", account="")
    with pytest.raises(ValueError, match="positive"):
        build_caller("nurse", account="a", custodian=-1)
    with pytest.raises(Refusal, match="no role"):
        build_caller("god", account="a")


@pytest.mark.parametrize(
    ("role", "step", "expected"),
    [
        ("nurse", ["nurse", "patient"], True),
        ("nurse", ["patient"], True),
        ("nurse", ["surgeon"], False),
        ("surgeon", ["surgeon", "anaesthetist"], True),
        ("surgeon", ["doctor"], True),
        ("doctor", ["surgeon"], False),
        ("physiotherapist", ["physio"], True),
        ("patient", ["patient"], True),
        ("patient", ["nurse"], False),
        ("coordinator", ["nurse"], False),
        ("interface", ["nurse"], False),
        ("manager", ["coordinator"], False),
        ("coordinator", ["board"], True),
        ("radiographer", ["team"], True),
        ("manager", ["team"], False),
        ("patient", ["family"], True),
        ("nurse", ["astronaut"], False),
        ("nurse", [], False),
    ],
)
def test_who_may_complete_a_step(role: str, step: list[str], expected: bool) -> None:
    assert may_complete(caller(role), step) is expected


def test_steps_and_roles_agree_both_ways() -> None:
    assert roles_for_step(["surgeon", "anaesthetist"]) == (Role.SURGEON, Role.ANAESTHETIST)
    for role in Role:
        for word in step_words(role):
            assert role in roles_for_step([word])
