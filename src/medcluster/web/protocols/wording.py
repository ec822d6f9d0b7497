"""How do the parts of a step read?

Promise: pure; needs, evidence and dates of a version as words. Conditions have a module of their own. Must not know:
pages, HTTP.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta
from functools import reduce

from medcluster.foundation import Words
from medcluster.protocol import Anchor, Evidence, Need, Version
from medcluster.web import sentences
from medcluster.web.protocols.durations import amount, moment
from medcluster.web.vocabulary import role_word, text_of

_DAYS = re.compile(r"([+-]\d+)d")


def anchor_title(words: Words, version: Version, name: str) -> str:
    """An anchor inside a sentence."""
    anchor = version.anchors.get(name)
    return sentences.lowered(text_of(anchor.title, words.language)) if anchor else name


def stage_title(words: Words, version: Version, stage: str) -> str:
    """A stage's words."""
    return next((text_of(one.title, words.language) for one in version.stages if one.id == stage), stage)


def roles_words(words: Words, roles: Iterable[str]) -> str:
    """Roles in a row."""
    return ", ".join(role_word(words, role) for role in roles)


def need_words(words: Words, needs: Iterable[Need]) -> str:
    """What a step takes: `X-ray room, 20 minutes`."""
    found = []
    for need in needs:
        kind = _need_kind(words, need.kind)
        many = f"{need.count} × {kind}" if need.count > 1 else kind
        found.append(f"{many}, {amount(words, timedelta(minutes=need.minutes))}")
    return "; ".join(found)


def _need_kind(words: Words, kind: str) -> str:
    _ = words.gettext
    known = {
        "room": _("room"),
        "lab": _("laboratory"),
        "linac": _("linear accelerator"),
        "xray": _("X-ray room"),
        "classroom": _("classroom"),
        "ct": _("CT scanner"),
        "bed": _("bed"),
        "theatre": _("operating theatre"),
        "recovery": _("recovery room"),
        "physio": _("physiotherapy"),
        "consult": _("consulting room"),
        "clinic": _("clinic room"),
        "isolator": _("isolator"),
        "chair": _("treatment chair"),
        "ultrasound": _("ultrasound room"),
        "telephone": _("telephone"),
        "procedure-room": _("procedure room"),
        "mammography": _("mammography room"),
        "ambulatory-chair": _("day chair"),
    }
    return known.get(kind, kind.replace("-", " "))


def evidence_kinds(words: Words, evidence: Iterable[Evidence]) -> str:
    """What in the record completes a step."""
    return ", ".join(dict.fromkeys(_resource(words, one.type) for one in evidence))


def _resource(words: Words, kind: str) -> str:
    _ = words.gettext
    known = {
        "Observation": _("a result"),
        "DiagnosticReport": _("a report"),
        "ImagingStudy": _("images"),
        "Procedure": _("a procedure"),
        "MedicationAdministration": _("a given medicine"),
        "Encounter": _("a stay or visit"),
        "DocumentReference": _("a document"),
        "Appointment": _("an appointment"),
        "Specimen": _("a specimen"),
        "Condition": _("a diagnosis"),
    }
    return known.get(kind, kind)


def source_words(words: Words, version: Version, anchor: Anchor) -> str:
    """Where an anchor's date comes from."""
    said = [_source(words, version, source) for source in anchor.planned]
    if not said:
        return words.gettext("nowhere yet")
    return reduce(lambda one, other: words.gettext("%(one)s, else %(other)s") % {"one": one, "other": other}, said)


def _source(words: Words, version: Version, source: str) -> str:
    if source.startswith("set-by:"):
        role = role_word(words, source.partition(":")[2].strip())
        return words.gettext("set by: %(role)s") % {"role": role}
    known = {
        "ServiceRequest.authoredOn": words.gettext("the date of the referral"),
        "Appointment.start": words.gettext("an appointment"),
    }
    if source in known:
        return known[source]
    name, _, rest = source.partition(" ")
    if days := _DAYS.fullmatch(rest):
        return moment(words, timedelta(days=int(days[1])), anchor_title(words, version, name))
    return f"{anchor_title(words, version, name)} {rest}".strip()
