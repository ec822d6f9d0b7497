"""A document made to be slow to explain costs no more than its length."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest

from medcluster.fhir import types
from medcluster.foundation import Refusal, Words


def test_an_object_with_many_keys_of_which_one_stands_twice_is_explained_at_once() -> None:
    members = ",".join(f'"a{number}":1' for number in range(40_000))
    document = f'{{"resourceType":"Patient",{members},"a1":2}}'
    began = time.process_time()
    with pytest.raises(Refusal, match="a1"):
        types.decode(document)
    assert time.process_time() - began < 3  # counting each key among all took 50 s


def _observed(number: str) -> str:
    return (
        '{"resourceType":"Observation","status":"final","code":{"text":"x"},'
        f'"valueQuantity":{{"value":{number},"unit":"g"}}}}'
    )


@pytest.mark.parametrize("number", ["1e999999", "1e-99999999", "1E+100", "-1e-100"])
def test_a_number_with_a_power_that_nothing_has_is_refused_with_its_place(number: str) -> None:
    with pytest.raises(Refusal) as refused:
        types.decode(_observed(number))
    assert refused.value.issues[0].where == "Observation.value.value"


@pytest.mark.parametrize(
    "number", ["72.50", "6.02e23", "1E-35", "0e0", "0.000000000001", "123456789012345678901234567890"]
)
def test_numbers_that_something_has_keep_their_digits(number: str) -> None:
    again = types.decode(types.encode(types.decode(_observed(number))))
    assert isinstance(again, types.Observation)
    assert again.valueQuantity is not None
    assert str(again.valueQuantity.value) == str(Decimal(number))


@pytest.mark.parametrize("sign", ["\\u0000", "\\u001f", "\\b", "\\f", "\\u000b"])
def test_a_control_character_in_a_text_is_refused_with_its_place(sign: str) -> None:
    with pytest.raises(Refusal) as refused:
        types.decode(f'{{"resourceType":"Patient","name":[{{"text":"a{sign}b"}}]}}')
    assert refused.value.issues[0].where == "Patient.name[0].text"


@pytest.mark.parametrize("text", ["a\\tb", "a\\r\\nb", "C:\\\\bin\\\\f", "\\\\u0000 in words", "E-mail, E+ and E-1"])
def test_what_only_looks_like_one_is_kept(text: str) -> None:
    types.decode(f'{{"resourceType":"Patient","name":[{{"text":"{text}"}}]}}')


@pytest.mark.parametrize("number", ["1e60", "1e-60", "0." + "1" * 200, "1" + "0" * 200])
def test_a_number_of_many_digits_can_be_shown(number: str) -> None:
    assert len(Words.of("ru").number(Decimal(number))) < 40
