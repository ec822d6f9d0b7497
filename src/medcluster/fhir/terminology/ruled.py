"""Which codes exist where a grammar or a small public list decides?

Promise: languages (BCP-47), media types (BCP-13), URIs, units (UCUM), countries and their parts (ISO 3166), currencies
(ISO 4217), regions (M49) and time zones are code systems like others: those with a list can be listed, the others
answer for one code at a time. Sources: RFC 5646, RFC 6838, RFC 3986, The Unified Code for Units of Measure; the lists
are those of the packages babel (CLDR) and tzdata (IANA).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from zoneinfo import available_timezones

from babel import Locale
from babel.core import get_global

from medcluster.fhir.path import ucum
from medcluster.fhir.terminology.enumerated import Enumerated
from medcluster.fhir.terminology.model import CodeSystem, Concept, Filter, Json, Selected, Selection
from medcluster.fhir.terminology.refusals import not_listable, unsupported_filter
from medcluster.fhir.terminology.ucum_grammar import is_unit
from medcluster.fhir.terminology.words import matches

UCUM = "http://unitsofmeasure.org"
LANGUAGES, MEDIA_TYPES, URIS = "urn:ietf:bcp:47", "urn:ietf:bcp:13", "urn:ietf:rfc:3986"
COUNTRIES, SUBDIVISIONS, CURRENCIES = "urn:iso:std:iso:3166", "urn:iso:std:iso:3166:-2", "urn:iso:std:iso:4217"
REGIONS, ZONES = "http://unstats.un.org/unsd/methods/m49/m49.htm", "https://www.iana.org/time-zones"

_TAG = re.compile(
    r"(?:[A-Za-z]{2,3}(?:-[A-Za-z]{3}){0,3}|[A-Za-z]{4,8})(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|\d{3}))?"
    r"(?:-(?:[A-Za-z0-9]{5,8}|\d[A-Za-z0-9]{3}))*(?:-[0-9A-WY-Za-wy-z](?:-[A-Za-z0-9]{2,8})+)*"
    r"(?:-x(?:-[A-Za-z0-9]{1,8})+)?|x(?:-[A-Za-z0-9]{1,8})+"
)
_NAME = r"[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}"
_MEDIA = re.compile(rf"{_NAME}/{_NAME}(?:\s*;\s*[A-Za-z0-9!#$&^_.+-]+=(?:\"[^\"]*\"|[^\s;\"]+))*")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]*")
_PART = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")


class Ruled:
    """A code system whose codes follow a grammar."""

    enumerable, content, value_set, version = False, "complete", "", ""

    def __init__(
        self, url: str, name: str, is_code: Callable[[str], bool], display: Callable[[str], str], *, folds: bool = False
    ) -> None:
        self.url, self.name, self.digest, self.case_sensitive = url, name, url, not folds
        self._is_code, self._display = is_code, display

    async def concept(self, code: str) -> Concept | None:
        return Concept(code, self._display(code)) if self._is_code(code) else None

    async def concepts(self, codes: Sequence[str], *, whole: bool = False) -> Mapping[str, Concept]:
        return {code: Concept(code, self._display(code)) for code in codes if self._is_code(code)}

    async def select(self, selection: Selection) -> Selected:
        raise not_listable(self.url)

    async def meets(self, code: str, filters: Sequence[Filter]) -> bool:
        return self._is_code(code) and all(self._holds(code, one) for one in filters)

    async def subsumes(self, ancestor: str, descendant: str) -> bool:
        return False

    def _holds(self, code: str, one: Filter) -> bool:
        if self.url == UCUM and one.property == "canonical" and one.op == "=":
            return _measures_alike(code, one.value)
        if one.property in ("code", "concept"):
            if one.op == "=":
                return code == one.value
            if one.op == "regex":
                return matches(one.value, code)
            if one.op in ("in", "not-in"):
                return (code in one.value.split(",")) == (one.op == "in")
        raise unsupported_filter(self.url, one.property, one.op)


def _measures_alike(code: str, canonical: str) -> bool:
    one, other = ucum.unit(code), ucum.unit(canonical)
    return one is not None and other is not None and one.dimensions == other.dimensions


def _language_name(tag: str) -> str:
    names = Locale("en").languages
    found = names.get(tag.replace("-", "_")) or names.get(tag.partition("-")[0].lower())
    return str(found) if found else ""


def _same(code: str) -> str:
    return code


def _is_subdivision(code: str) -> bool:
    return bool(_PART.fullmatch(code)) and code[:2] in _countries()


@cache
def _countries() -> frozenset[str]:
    text = files("tzdata").joinpath("zoneinfo", "iso3166.tab").read_text(encoding="utf-8")
    return frozenset(line.partition("\t")[0] for line in text.splitlines() if line and not line.startswith("#"))


def _listed(url: str, name: str, concepts: list[Json]) -> Enumerated:
    return Enumerated({"url": url, "name": name, "content": "complete", "concept": concepts})


def _country_concepts() -> list[Json]:
    """Alpha-2, alpha-3 and numeric codes are codes of one system in R4."""
    names = Locale("en").territories
    further: dict[str, list[str]] = {}
    for alias, countries in get_global("territory_aliases").items():
        if len(alias) == 3 and len(countries) == 1:
            further.setdefault(countries[0], []).append(alias)
    concepts: list[Json] = []
    for country in sorted(_countries()):
        display = str(names.get(country, country))
        codes = [country, *(code for code in further.get(country, ()) if code not in _WITHDRAWN)]
        concepts += [{"code": code, "display": display} for code in codes]
    return concepts


# CLDR knows them as aliases still
_WITHDRAWN = frozenset(("ZAR", "DDR", "280", "278", "230", "FXX", "249", "BUR", "736", "TMP", "YMD", "720", "886"))


def _currency_system() -> Enumerated:
    names = Locale("en").currencies
    current = {
        row[0]
        for country in get_global("territory_currencies").values()
        for row in country
        if row[2] is None and row[3]
    }
    return _listed(CURRENCIES, "ISO4217", [{"code": c, "display": str(names.get(c, c))} for c in sorted(current)])


def _region_system() -> Enumerated:
    names = Locale("en").territories
    listed = [
        {"code": code, "display": str(name), "property": [{"code": "class", "valueCode": "region"}]}
        for code, name in sorted(names.items())
        if code.isdigit()
    ]
    countries = [
        {**one, "property": [{"code": "class", "valueCode": "country"}]}
        for one in _country_concepts()
        if one["code"].isdigit()
    ]
    return _listed(REGIONS, "M49", [*listed, *countries])


def _zone_system() -> Enumerated:
    return _listed(ZONES, "TimeZones", [{"code": zone, "display": zone} for zone in sorted(available_timezones())])


_MADE: dict[str, Callable[[], CodeSystem]] = {
    UCUM: lambda: Ruled(UCUM, "UCUM", is_unit, _same),
    LANGUAGES: lambda: Ruled(LANGUAGES, "Languages", lambda tag: bool(_TAG.fullmatch(tag)), _language_name, folds=True),
    MEDIA_TYPES: lambda: Ruled(MEDIA_TYPES, "MediaTypes", lambda t: bool(_MEDIA.fullmatch(t)), _same, folds=True),
    URIS: lambda: Ruled(URIS, "URI", lambda uri: bool(_URI.fullmatch(uri)), _same),
    SUBDIVISIONS: lambda: Ruled(SUBDIVISIONS, "ISO3166Part2", _is_subdivision, _same),
    COUNTRIES: lambda: _listed(COUNTRIES, "ISO3166", _country_concepts()),
    CURRENCIES: _currency_system,
    REGIONS: _region_system,
    ZONES: _zone_system,
}


@cache
def ruled(url: str) -> CodeSystem | None:
    """The code system of this url whose codes a rule decides."""
    made = _MADE.get(url)
    return made() if made else None


RULED = tuple(_MADE)
