"""What is asked of the resource itself, because no index row says it?

Promise: a condition on the stored bytes of the row `r` at hand, for what is asked too rarely to be worth an index row
in every write: the words of a whole resource, the paths of its profiles and source, the displays of references. It
reads each row that the other conditions leave: with a patient or a code beside it that is little. Must not know: index
tables. Source: http://hl7.org/fhir/R4/search.html#content.
"""

from __future__ import annotations

import json
import re
from functools import cache
from unicodedata import category, normalize

from medcluster.fhir.search import Criterion, StringValue, UriValue, Value, WordsValue, text_places
from medcluster.record.values import Values

_JSON = "convert_from(r.body, 'UTF8')::json"
_META = {"_profile": "profile", "_source": "source"}
_LAST_FOLDED = 0x600  # Latin, Greek, Cyrillic and their accents


def is_asked_of_the_body(criterion: Criterion) -> bool:
    """Whether only the resource itself can answer."""
    name, modifier = criterion.parameter.name, criterion.modifier
    if criterion.missing is not None:
        return False
    return (
        name == "_content"
        or (name in _META and modifier == "below")
        or (criterion.parameter.type == "reference" and modifier == "text")
    )


def of_the_body(resource_type: str, criterion: Criterion, values: Values) -> str:
    """A boolean expression about the row `r`."""
    parts = [_one(resource_type, criterion, value, values) for value in criterion.values]
    return f"({' OR '.join(parts) or 'false'})"


def _one(resource_type: str, criterion: Criterion, value: Value, values: Values) -> str:
    if isinstance(value, WordsValue):
        return _holds(
            ['$.** ? (@.type() == "string" && @ like_regex {pattern})'], [_word(w) for w in value.words], values
        )
    if isinstance(value, UriValue):
        place = _META[criterion.parameter.name]
        wanted = values.bind(value.uri, "text")
        if place == "source":
            return f"({_JSON} -> 'meta' ->> 'source') ^@ {wanted}"
        array = f"coalesce({_JSON} -> 'meta' -> 'profile', '[]')"
        return f"EXISTS (SELECT FROM json_array_elements_text({array}) AS e(uri) WHERE e.uri ^@ {wanted})"
    if isinstance(value, StringValue):
        paths = [
            "$." + _json_path(place) + ".display ? (@ like_regex {pattern})"
            for place in places_of(resource_type, criterion)
        ]
        return _holds(paths, ["^" + _folding(value.text)], values)
    raise TypeError(value)


def places_of(resource_type: str, criterion: Criterion) -> tuple[str, ...]:
    """Where the references of a parameter stand."""
    return text_places(resource_type, criterion.parameter)


def _json_path(place: str) -> str:
    steps = [step for step in re.sub(r"\.?\([^)]*\)", "", place).split(".") if step]
    return ".".join(f'"{step.rstrip("_")}"[*]' for step in steps)


def _holds(paths: list[str], patterns: list[str], values: Values) -> str:
    """Every pattern is met at one of the paths."""
    return " AND ".join(
        "(" + " OR ".join(_exists(path.replace("{pattern}", json.dumps(pattern)), values) for path in paths) + ")"
        for pattern in patterns
    )


def _exists(path: str, values: Values) -> str:
    return f"jsonb_path_exists({_JSON}::jsonb, {values.bind(path, 'jsonpath')})"


def _word(word: str) -> str:
    return f"(^|[^[:alnum:]_]){_folding(word)}($|[^[:alnum:]_])"


def _folding(text: str) -> str:
    """A pattern for a text whatever its case and accents."""
    return "".join(_letter(letter) for letter in text)


def _letter(letter: str) -> str:
    alike = _alike().get(_bare(letter), "")
    if alike and letter.isalpha():
        return f"[{alike}][\u0300-\u036f]*"
    if letter == " ":
        return "[[:space:]]+"
    return letter if letter.isalnum() else f"\\{letter}"


def _bare(letter: str) -> str:
    return "".join(c for c in normalize("NFKD", letter.casefold()) if category(c) != "Mn")


@cache
def _alike() -> dict[str, str]:
    """The letters that are one to somebody who searches, by the plainest of them."""
    found: dict[str, str] = {}
    for code in range(_LAST_FOLDED):
        letter = chr(code)
        if letter.isalpha() and len(bare := _bare(letter)) == 1:
            found[bare] = found.get(bare, "") + letter
    return found
