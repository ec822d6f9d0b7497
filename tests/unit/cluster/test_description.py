"""Describing a cluster in YAML: every error names its line; the demonstration holds what was announced."""

from __future__ import annotations

import pytest

from medcluster.cluster import ParticipantKind, Role, Stage, demonstration_text, load_description, written_hours
from medcluster.cluster.hours import parse_hours
from medcluster.cluster.pipeline import Source
from medcluster.foundation import Kind, Languages, Refusal

SMALL = """\
cluster:
  id: small
  name: &words {en: Small, ru: Малый, fr: Petit, he: קטן}
  place: *words
  summary: *words
  notice: *words
  time-zone: Europe/Moscow
  operator: house
participants:
  - id: house
    kind: operator
    name: House
    country: RU
    source: invented
    summary: *words
  - id: clinic
    kind: clinic
    name: Clinic
    country: FR
    source: invented
    summary: *words
    way:
      - {stage: contact, "on": "2018"}
    next:
      - {who: *words, what: *words, by: +3d}
people:
  - {id: levin, at: clinic, role: surgeon, name: {language: fr, given: Antoine, family: Levin}, title: *words}
"""


def findings(text: str) -> list[tuple[str, str]]:
    with pytest.raises(Refusal) as caught:
        load_description(text, file="a.yaml")
    return [(issue.where, issue.text) for issue in caught.value.issues]


def test_a_small_description_is_read() -> None:
    description = load_description(SMALL)
    assert [participant.id for participant in description.participants] == ["house", "clinic"]
    assert description.participants[1].acts[0].in_days == 3
    assert description.people[0].role is Role.SURGEON


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("country: FR", "country: France", 19, "two capital letters"),
        ("kind: clinic", "kind: castle", 17, "cannot be 'castle'"),
        ("id: clinic", "id: Clinic!", 16, "lower-case"),
        ("id: clinic", "id: house", 16, "taken already"),
        ("name: Clinic\n", "name: Clinic\n    colour: red\n", 19, "'colour' means nothing here"),
        ("{en: Small, ru: Малый, fr: Petit, he: קטן}", "{en: Small, ru: Малый}", 3, "lacks fr, he"),
        ('"on": "2018"', '"on": "2018-13"', 23, "month"),
        ("stage: contact", "stage: visit", 23, "before it is not"),
        ("by: +3d", "by: soon", 25, "must be a day"),
        ("at: clinic", "at: moon", 27, "no participant here"),
        ("role: surgeon", "role: king", 27, "cannot be 'king'"),
        ("operator: house", "operator: nobody", 8, "no participant here"),
        ("operator: house", "operator: house\n  emergency-number: the ambulance", 9, "a number to dial"),
        ("operator: house", "operator: house\n  emergency-number: 1", 9, "a number to dial"),
        (
            "    source: invented\n    summary: *words\n  - id: clinic",
            "    summary: *words\n  - id: clinic",
            10,
            "'source' is missing",
        ),
    ],
)
def test_an_error_names_its_line(old: str, new: str, line: int, words: str) -> None:
    assert old in SMALL
    found = findings(SMALL.replace(old, new, 1))
    assert any(where == f"a.yaml:{line}" and words in text for where, text in found), found


@pytest.mark.parametrize("number", ["112", "103", "+33 1 23 45-67"])
def test_an_emergency_number_is_kept_as_it_is_dialled(number: str) -> None:
    written = SMALL.replace("operator: house", f'operator: house\n  emergency-number: "{number}"', 1)
    assert load_description(written).emergency_number == number
    assert load_description(SMALL).emergency_number == "", "none is made up"


def test_all_errors_are_reported_together() -> None:
    assert len(findings(SMALL.replace("country: FR", "country: x").replace("by: +3d", "by: soon"))) == 2


@pytest.mark.parametrize("text", ["a: [", "- one", "just words", "a: {b: }}", ""])
def test_what_is_no_mapping_is_malformed(text: str) -> None:
    with pytest.raises(Refusal) as caught:
        load_description(text)
    assert caught.value.kind is Kind.MALFORMED
    assert "cluster.yaml" in caught.value.text


def test_keys_given_twice_are_found() -> None:
    assert any(
        "given twice" in text for _, text in findings(SMALL.replace("country: FR", "country: FR\n    country: FR"))
    )


@pytest.mark.parametrize("hours", ["always", "none", "mon-fri 08:00-20:00, sat 09:00-15:00", "sun 00:00-23:59"])
def test_hours_are_read_back(hours: str) -> None:
    assert written_hours(parse_hours(hours)) == hours


@pytest.mark.parametrize(
    "hours", ["8-20", "mon 20:00-08:00", "fri-mon 08:00-09:00", "day 08:00-09:00", "mon 25:00-26:00"]
)
def test_wrong_hours_are_refused(hours: str) -> None:
    with pytest.raises(ValueError):
        parse_hours(hours)


def test_the_demonstration_holds_what_was_announced() -> None:
    description = load_description(demonstration_text())
    by_id = {participant.id: participant for participant in description.participants}
    saint_charles, berard = by_id["saint-charles"], by_id["leon-berard"]
    assert saint_charles.founded == "1909" and berard.founded == "1923"
    assert {fact.name["en"]: fact.number for fact in saint_charles.facts if fact.number} == {
        "Patients a year": 7000,
        "Operating theatres": 6,
        "Beds": 35,
        "Consulting rooms": 18,
    }
    assert {fact.name["en"]: fact.number for fact in berard.facts if fact.number} == {
        "Patients a year": 33000,
        "Operating theatres": 11,
        "Beds": 323,
        "Interventional radiology rooms": 4,
    }
    letters = {
        participant.id
        for participant in description.participants
        for milestone in participant.milestones
        if milestone.stage is Stage.LETTER_OF_INTENT and milestone.source is Source.ANNOUNCED
    }
    assert letters == {"saint-charles", "leon-berard", "clalit"}


def test_nothing_after_2018_is_said_to_be_announced() -> None:
    for participant in load_description(demonstration_text()).participants:
        for milestone in participant.milestones:
            assert milestone.source is Source.INVENTED or milestone.on[:4] in ("", "2018")


def test_one_person_of_the_demonstration_signs_in_for_each_role() -> None:
    description = load_description(demonstration_text())
    people = {person.account: person.role for person in description.people if person.account}
    others = {account.account: account.role for account in description.accounts}
    assert people | others == {str(role): role for role in Role}
    assert len(description.people) >= 25


def test_every_word_of_ours_is_in_every_language() -> None:
    description = load_description(demonstration_text())
    texts = [description.name, description.place, description.summary, description.notice]
    for participant in description.participants:
        texts += [participant.summary, *(fact.name for fact in participant.facts)]
        texts += [place.name for place in participant.facilities] + [service.name for service in participant.services]
        texts += [act.act.what for act in participant.acts]
        if participant.kind is not ParticipantKind.OPERATOR:
            assert participant.milestones
    texts += [person.title for person in description.people]
    assert all(set(text) == set(Languages) and all(text.values()) for text in texts)
