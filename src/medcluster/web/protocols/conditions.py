"""How does a condition read?

Promise: pure; what protocols ask of the record becomes a sentence in the reader's language, with the measured thing by
its name and not by the code that a protocol uses for it. What has no sentence says so and leads to the notation, which
the page keeps a fold away. Must not know: pages, HTTP, how a condition is evaluated.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta

from medcluster.foundation import Words
from medcluster.protocol import Version
from medcluster.web.protocols.durations import amount
from medcluster.web.sentences import about

Definitions = Mapping[str, Mapping[str, str]]

_COMPARED = re.compile(r"%([a-z][\w-]*)\s*(<=|>=|<|>|=)\s*([\d.]+)\s*(?:'([^']+)')?")
_EXISTS = re.compile(r"%([a-z][\w-]*)\.exists\(\)(\.not\(\))?")
_CODED = re.compile(r"%([a-z][\w-]*)\.value\.ofType\(CodeableConcept\)\.coding\.where\(code = '([\w-]+)'\)\.exists\(\)")
_AGE = re.compile(r"%subject\.birthDate (<=|>) today\(\) - (\d+) years")
_DIED = re.compile(r"%subject\.deceased\.exists\(\)(?: and \(%subject\.deceased = false\)\.not\(\))?")
_NAME = re.compile(r"%([a-z][\w-]*)")
_WITHIN = re.compile(r"(\d+)d")
SIGNS = {"<": "<", ">": ">", "<=": "≤", ">=": "≥", "=": "="}


def condition_words(words: Words, expression: str, version: Version) -> str:
    """A condition as a clause: `haemoglobin is below 130 g/L`."""
    text = expression.strip()
    return (
        _age(words, text) or _death(words, text) or _compared(words, text, version) or _seen(words, text, version)
    ) or _unread(words, text, version)


def condition_short(words: Words, expression: str, version: Version) -> str:
    """The same where there is little room: `haemoglobin < 130 g/L`."""
    if found := _COMPARED.fullmatch(expression.strip()):
        name, sign, number, unit = found.groups()
        value = f"{_number(words, number)} {unit or ''}".strip()
        said = {"what": _named(words, name, version.defines), "sign": SIGNS[sign], "value": value}
        return words.gettext("%(what)s %(sign)s %(value)s") % said
    return condition_words(words, expression, version)


def looked_at(words: Words, expression: str, version: Version) -> tuple[str, ...]:
    """Which entry of the record each name of a condition means: `haemoglobin: the latest result of 90 days`."""
    names = dict.fromkeys(_NAME.findall(expression))
    return tuple(definition_words(words, name, version.defines[name]) for name in names if name in version.defines)


def definition_words(words: Words, name: str, definition: Mapping[str, str]) -> str:
    """What a name stands for."""
    kind = _latest(words, definition.get("latest", ""))
    within = _WITHIN.fullmatch(definition.get("within", ""))
    if within:
        days = amount(words, timedelta(days=int(within[1])))
        kind = words.gettext("%(what)s, not older than %(span)s") % {"what": kind, "span": days}
    return about(words, _named(words, name, {name: definition}), kind)


def _age(words: Words, text: str) -> str:
    found = _AGE.fullmatch(text)
    if not found:
        return ""
    number = int(found[2])
    if found[1] == "<=":
        return words.ngettext("%(num)s year and older", "%(num)s years and older", number) % {"num": number}
    return words.ngettext("younger than %(num)s year", "younger than %(num)s years", number) % {"num": number}


def _death(words: Words, text: str) -> str:
    return words.gettext("the patient has died") if _DIED.fullmatch(text) else ""


def _compared(words: Words, text: str, version: Version) -> str:
    found = _COMPARED.fullmatch(text)
    if not found:
        return ""
    name, sign, number, unit = found.groups()
    pattern = {
        "<": words.gettext("%(what)s is below %(value)s"),
        "<=": words.gettext("%(what)s is at most %(value)s"),
        ">": words.gettext("%(what)s is above %(value)s"),
        ">=": words.gettext("%(what)s is at least %(value)s"),
        "=": words.gettext("%(what)s is %(value)s"),
    }[sign]
    value = f"{_number(words, number)} {unit or ''}".strip()
    return pattern % {"what": _named(words, name, version.defines), "value": value}


def _seen(words: Words, text: str, version: Version) -> str:
    if found := _EXISTS.fullmatch(text):
        what = _named(words, found[1], version.defines)
        if found[2]:
            return words.gettext("%(what)s is not on record") % {"what": what}
        return words.gettext("%(what)s is on record") % {"what": what}
    if found := _CODED.fullmatch(text):
        value = _value(words, found[2])
        if value:
            return words.gettext("%(what)s is recorded as: %(value)s") % {
                "what": _named(words, found[1], version.defines),
                "value": value,
            }
    return ""


def _unread(words: Words, text: str, version: Version) -> str:
    """What has no sentence: of what it speaks, and that the notation tells the rest."""
    names = [_named(words, name, version.defines) for name in dict.fromkeys(_NAME.findall(text)) if name != "subject"]
    if not names:
        return words.gettext("the condition holds that stands under “As written”")
    return words.gettext("the condition on %(what)s holds that stands under “As written”") % {"what": ", ".join(names)}


def _number(words: Words, text: str) -> str:
    return words.number(float(text)) if "." in text else words.number(int(text))


def _named(words: Words, name: str, defines: Definitions) -> str:
    """What a protocol's name stands for, by the code that it looks for; unknown codes keep the protocol's own name."""
    _ = words.gettext
    known = {
        "718-7": _("haemoglobin"),
        "751-8": _("the neutrophil count"),
        "777-3": _("the platelet count"),
        "2160-0": _("creatinine"),
        "72166-2": _("smoking"),
        "392021009": _("a breast-conserving operation"),
    }
    code = defines.get(name, {}).get("code", "").rpartition("|")[2]
    return known.get(code) or name.replace("-", " ")


def _value(words: Words, code: str) -> str:
    return {"449868002": words.gettext("smokes every day")}.get(code, "")


def _latest(words: Words, kind: str) -> str:
    _ = words.gettext
    known = {
        "Observation": _("the latest result"),
        "Procedure": _("the latest procedure"),
        "Condition": _("the latest diagnosis"),
    }
    return known.get(kind) or _("the latest entry of the record")
