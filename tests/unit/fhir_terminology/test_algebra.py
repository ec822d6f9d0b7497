"""Expansion and membership are set algebra over what code systems hold."""

from __future__ import annotations

from typing import Any

import pytest

from medcluster.fhir import terminology
from medcluster.fhir.terminology import Asked, Enumerated, at_once
from medcluster.foundation import Kind, Refusal

Json = dict[str, Any]
FOOD: Json = {
    "url": "urn:food",
    "content": "complete",
    "caseSensitive": False,
    "property": [{"code": "kind", "type": "code"}, {"code": "inactive", "type": "boolean"}],
    "concept": [
        {
            "code": "fruit",
            "display": "Fruit",
            "property": [{"code": "notSelectable", "valueBoolean": True}],
            "concept": [
                {"code": "apple", "display": "Apple", "designation": [{"language": "fr", "value": "Pomme"}]},
                {"code": "citrus", "display": "Citrus fruit", "concept": [{"code": "lemon", "display": "Lemon"}]},
            ],
        },
        {"code": "leek", "display": "Leek", "property": [{"code": "kind", "valueCode": "bulb"}]},
        {"code": "tallow", "display": "Tallow", "property": [{"code": "inactive", "valueBoolean": True}]},
    ],
}


class Pantry:
    """A source of one code system and some value sets."""

    def __init__(self, **composed: Json) -> None:
        self.system = Enumerated(FOOD)
        self.sets = {f"urn:{n}": terminology.value_set({"url": f"urn:{n}", "compose": c}) for n, c in composed.items()}

    async def code_system(self, url: str, version: str = "") -> terminology.CodeSystem | None:
        return self.system if url == "urn:food" else None

    async def value_set(self, url: str, version: str = "") -> terminology.ValueSet | None:
        return self.sets.get(url)

    def resolved(self, name: str) -> terminology.Resolved:
        """One of the value sets, ready to be asked."""
        return at_once(terminology.resolve(self, self.sets[f"urn:{name}"]))

    def codes(self, name: str, **asked: Any) -> list[str]:
        """Its codes, in their order."""
        return [one.code for one in at_once(terminology.expand(self.resolved(name), Asked(**asked))).entries]


def _of(*filters: tuple[str, str, str], **more: Any) -> Json:
    listed = [{"property": p, "op": op, "value": value} for p, op, value in filters]
    return {"include": [{"system": "urn:food", **({"filter": listed} if listed else {})}], **more}


@pytest.mark.parametrize(
    ("filters", "codes"),
    [
        ((), ["fruit", "apple", "citrus", "lemon", "leek", "tallow"]),
        ((("concept", "is-a", "fruit"),), ["fruit", "apple", "citrus", "lemon"]),
        ((("concept", "descendent-of", "fruit"),), ["apple", "citrus", "lemon"]),
        ((("concept", "is-not-a", "fruit"),), ["leek", "tallow"]),
        ((("concept", "generalizes", "lemon"),), ["fruit", "citrus", "lemon"]),
        ((("kind", "=", "bulb"),), ["leek"]),
        ((("kind", "exists", "false"), ("concept", "is-not-a", "fruit")), ["tallow"]),
        ((("code", "in", "apple,leek"),), ["apple", "leek"]),
        ((("code", "not-in", "apple,leek"),), ["fruit", "citrus", "lemon", "tallow"]),
        ((("code", "regex", "l.*"),), ["lemon", "leek"]),
        ((("parent", "=", "fruit"),), ["apple", "citrus"]),
    ],
)
def test_every_filter_selects_what_it_says(filters: tuple[tuple[str, str, str], ...], codes: list[str]) -> None:
    pantry = Pantry(chosen=_of(*filters))
    assert pantry.codes("chosen") == codes
    resolved = pantry.resolved("chosen")
    for code in ("fruit", "apple", "citrus", "lemon", "leek", "tallow"):
        assert at_once(terminology.member(resolved, "urn:food", code)).holds == (code in codes), code


def test_includes_are_united_parts_of_one_intersected_and_excludes_taken_away() -> None:
    fruit = _of(("concept", "is-a", "fruit"))
    pantry = Pantry(
        fruit=fruit,
        both={
            "include": [
                {"system": "urn:food", "valueSet": ["urn:fruit"], "concept": [{"code": "leek"}, {"code": "lemon"}]}
            ]
        },
        either={"include": [{"valueSet": ["urn:fruit"]}, {"system": "urn:food", "concept": [{"code": "leek"}]}]},
        less={"include": fruit["include"], "exclude": [{"system": "urn:food", "concept": [{"code": "apple"}]}]},
    )
    assert pantry.codes("both") == ["lemon"]
    assert pantry.codes("either") == ["fruit", "apple", "citrus", "lemon", "leek"]
    assert pantry.codes("less") == ["fruit", "citrus", "lemon"]
    for name in ("both", "either", "less"):
        for code in ("fruit", "apple", "citrus", "lemon", "leek", "tallow"):
            found = at_once(terminology.member(pantry.resolved(name), "urn:food", code)).holds
            assert found == (code in pantry.codes(name)), (name, code)


def test_inactive_and_abstract_codes_stay_out_when_they_are_not_wanted() -> None:
    pantry = Pantry(every=_of(), live={**_of(), "inactive": False})
    assert "tallow" in pantry.codes("every")
    assert "tallow" not in pantry.codes("every", active_only=True)
    assert "tallow" not in pantry.codes("live")
    assert "fruit" not in pantry.codes("every", selectable_only=True)
    assert at_once(terminology.member(pantry.resolved("live"), "urn:food", "tallow")).holds is False


def test_words_are_beginnings_in_any_language_and_pages_join_up() -> None:
    pantry = Pantry(every=_of())
    assert pantry.codes("every", words=terminology.words("POM")) == ["apple"]
    assert pantry.codes("every", words=terminology.words("fru cit")) == ["citrus"]
    assert pantry.codes("every", count=4) + pantry.codes("every", offset=4, count=4) == pantry.codes("every")


def test_a_circle_and_an_unknown_value_set_are_refused() -> None:
    pantry = Pantry(one={"include": [{"valueSet": ["urn:two"]}]}, two={"include": [{"valueSet": ["urn:one"]}]})
    with pytest.raises(Refusal, match="includes itself"):
        pantry.resolved("one")
    with pytest.raises(Refusal) as refused:
        Pantry(lost={"include": [{"valueSet": ["urn:nowhere"]}]}).resolved("lost")
    assert refused.value.kind is Kind.NOT_FOUND


def test_of_a_system_that_is_not_loaded_nobody_says_yes_or_no() -> None:
    pantry = Pantry(
        foreign={"include": [{"system": "urn:other"}]},
        named={"include": [{"system": "urn:other", "concept": [{"code": "x"}]}]},
    )
    assert at_once(terminology.member(pantry.resolved("foreign"), "urn:other", "x")).holds is None
    assert at_once(terminology.member(pantry.resolved("named"), "urn:other", "x")).holds is True
    with pytest.raises(Refusal, match="not loaded"):
        pantry.codes("foreign")


def test_verdicts_say_what_is_wrong() -> None:
    resolved = Pantry(every=_of()).resolved("every")
    verdict = at_once(terminology.in_value_set(resolved, terminology.Coding("urn:food", "APPLE", "pomme")))
    assert verdict.result and verdict.display == "Apple"
    verdict = at_once(terminology.in_value_set(resolved, terminology.Coding("urn:food", "apple", "Pear")))
    assert not verdict.result and "“Apple”" in verdict.message
    verdict = at_once(terminology.in_value_set(resolved, terminology.Coding("urn:food", "fruit"), abstract=False))
    assert not verdict.result and "abstract" in verdict.message


def test_a_map_answers_both_ways() -> None:
    translator = terminology.Translator(
        {
            "url": "urn:map",
            "group": [
                {
                    "source": "urn:food",
                    "target": "urn:plants",
                    "element": [
                        {"code": "apple", "target": [{"code": "malus", "equivalence": "wider"}]},
                        {"code": "tallow", "target": [{"equivalence": "unmatched"}]},
                    ],
                    "unmapped": {"mode": "fixed", "code": "plant"},
                }
            ],
        }
    )
    (forward,) = translator.translate(terminology.Coding("urn:food", "apple"))
    assert forward.concept == terminology.Coding("urn:plants", "malus") and forward.equivalence == "wider"
    (back,) = translator.translate(terminology.Coding("urn:plants", "malus"), reverse=True)
    assert back.concept == terminology.Coding("urn:food", "apple") and back.equivalence == "narrower"
    assert not translator.translate(terminology.Coding("urn:food", "tallow"))[0].holds
    (rest,) = translator.translate(terminology.Coding("urn:food", "leek"))
    assert rest.concept == terminology.Coding("urn:plants", "plant")
