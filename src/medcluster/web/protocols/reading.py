"""How does one version read as a page?

Promise: pure: a `Version` becomes words and a drawing; counts and names of institutions arrive as values. Must not
know: HTTP, services.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from medcluster.foundation import Languages, Words
from medcluster.protocol import Step, Text, Version, step_text
from medcluster.web.frame.building import OWN_NAMES
from medcluster.web.frame.context import Frame
from medcluster.web.protocols import wording
from medcluster.web.protocols.conditions import condition_words, looked_at
from medcluster.web.protocols.context import Leaving, ListRow, ProtocolContext, StageText, StepText, VersionRow
from medcluster.web.protocols.diagram import diagram_of
from medcluster.web.protocols.durations import cycle_sentence, window_sentence
from medcluster.web.vocabulary import reason_word, text_of

Counts = Mapping[tuple[str, str], int] | None


@dataclass(frozen=True)
class LibraryReader:
    """For whom protocols are written, with the names that the cluster gives."""

    words: Words
    hospitals: Mapping[str, str]
    people: Mapping[str, str]
    running: Counts


def page_href(version: Version) -> str:
    """The page of a version."""
    return f"/protocols/{version.name}/{version.version}"


def list_rows(versions: tuple[Version, ...], reader: LibraryReader) -> tuple[ListRow, ...]:
    """The library, one row a protocol."""
    names = dict.fromkeys(one.name for one in versions)
    return tuple(_list_row([one for one in versions if one.name == name], reader) for name in names)


def head_of(versions: list[Version]) -> Version:
    """Of the versions of one protocol, newest first: the one that is in force, else the newest."""
    return next((one for one in versions if one.status == "active"), versions[0])


def _list_row(versions: list[Version], reader: LibraryReader) -> ListRow:
    words = reader.words
    head = head_of(versions)
    stages, steps = len(head.stages), len(head.steps)
    rows = version_rows(versions, reader, "")
    return ListRow(
        title=text_of(head.title, words.language),
        href=page_href(head),
        size=", ".join(
            (
                words.ngettext("%(num)s stage", "%(num)s stages", stages) % {"num": stages},
                words.ngettext("%(num)s step", "%(num)s steps", steps) % {"num": steps},
            )
        ),
        owner=reader.hospitals.get(head.owner, head.owner),
        lead=reader.people.get(head.lead, ""),
        origin=partner_name(head, reader) if head.origin_partner else "",
        versions=rows,
        patients=None if reader.running is None else sum(one.patients or 0 for one in rows),
    )


def version_rows(versions: list[Version], reader: LibraryReader, current: str) -> tuple[VersionRow, ...]:
    """The versions of one protocol, the newest first."""
    return tuple(
        VersionRow(
            version=one.version,
            href=page_href(one),
            status=one.status,
            patients=None if reader.running is None else reader.running.get((one.name, one.version), 0),
            current=one.version == current,
        )
        for one in versions
    )


def partner_name(version: Version, reader: LibraryReader) -> str:
    """The partner a protocol came from."""
    key = version.origin_partner
    return reader.hospitals.get(key) or key.replace("-", " ").title()


def protocol_page(
    version: Version,
    versions: list[Version],
    original: Version | None,
    reader: LibraryReader,
    frame: Frame,
) -> ProtocolContext:
    """The page of a version. `versions`: all of its protocol; `original`: the partner's, when its text came along."""
    words, language = reader.words, reader.words.language
    earlier = earlier_than(version, versions)
    base = f"/protocols/{version.name}/difference"
    return ProtocolContext(
        frame=frame,
        title=text_of(version.title, language),
        version=version.version,
        status=version.status,
        owner=reader.hospitals.get(version.owner, version.owner),
        lead=reader.people.get(version.lead, ""),
        description=text_of(version.description, language),
        patients=None if reader.running is None else reader.running.get((version.name, version.version), 0),
        changed_href=f"{base}?from={earlier.version}&to={version.version}" if earlier else "",
        changed_since=earlier.version if earlier else "",
        origin_href=f"{base}?from=origin&to={version.version}" if original else "",
        origin=_origin(version, original, reader),
        diagram=diagram_of(version, words),
        stages=tuple(
            StageText(text_of(stage.title, language), tuple(step_words(version, one, words) for one in steps))
            for stage in version.stages
            if (steps := [one for one in version.steps if one.stage == stage.id])
        ),
        versions=version_rows(versions, reader, version.version),
        anchors=tuple(
            (text_of(one.title, language), wording.source_words(words, version, one))
            for one in version.anchors.values()
        ),
        evidence=tuple((str(number), one.cite) for number, one in enumerate(version.evidence, 1)),
        leaving=tuple(
            Leaving(condition_words(words, expression, version), exit_word(version, reason, language), expression)
            for expression, reason in version.exits
        ),
        eligible=condition_words(words, version.eligible, version) if version.eligible else "",
        eligible_written=version.eligible,
        languages=_languages(version),
        judged=_judged(version, words),
    )


def earlier_than(version: Version, versions: list[Version]) -> Version | None:
    """The version that this one replaces, else the next older one."""
    for one in versions:
        if one.version == version.replaces:
            return one
    older = [one for one in versions if one.version < version.version]
    return older[0] if older else None


def exit_word(version: Version, reason: str, language: str) -> str:
    """Why a patient leaves."""
    return text_of(dict(version.exit_reasons).get(reason, {"en": reason}), language)


def step_words(version: Version, step: Step, words: Words) -> StepText:
    """A step as a paragraph."""
    language = words.language
    sentence = window_sentence(words, step.at, wording.anchor_title(words, version, step.at.anchor))
    condition = ""
    if step.condition:
        said = condition_words(words, step.condition, version)
        condition = words.gettext("Only if %(condition)s:") % {"condition": said}
    elif step.start_when:
        criteria = version.criteria.get(step.start_when)
        said = text_of(criteria, language) if criteria else step.start_when
        condition = words.gettext("When all this is so (%(criteria)s):") % {"criteria": said}
    otherwise = next((one for one in version.steps if one.id == step.otherwise), None)
    return StepText(
        id=step.id,
        title=text_of(step.title, language),
        roles=wording.roles_words(words, step.by),
        condition=condition,
        sentence=sentence if not step.cycle else f"{cycle_sentence(words, step.cycle)} {sentence}",
        otherwise=words.gettext("Otherwise: %(step)s.") % {"step": text_of(otherwise.title, language)}
        if otherwise
        else "",
        description=text_of(step.description, language) if step.description else "",
        small=tuple(_small(version, step, words)),
        written=step_text(step),
    )


def _small(version: Version, step: Step, words: Words) -> Iterator[str]:
    if step.condition:
        yield from looked_at(words, step.condition, version)
    if step.needs:
        yield words.gettext("takes: %(needs)s") % {"needs": wording.need_words(words, step.needs)}
    if step.done:
        what = wording.evidence_kinds(words, step.done)
        yield words.gettext("complete by itself when the record has: %(what)s") % {"what": what}
    if step.ask:
        number = len(version.questionnaires.get(step.ask, ()))
        yield words.ngettext("%(num)s question on the phone", "%(num)s questions on the phone", number) % {
            "num": number
        }
    if step.item:
        yield words.gettext("counts for the score: it happens, or a reason is written")
    if step.refs:
        numbers = {one.id: number for number, one in enumerate(version.evidence, 1)}
        shown = ", ".join(str(numbers.get(ref, ref)) for ref in step.refs)
        yield words.gettext("evidence %(numbers)s") % {"numbers": shown}
    if step.same_as:
        yield words.gettext("done once for several protocols")
    if step.competence:
        yield words.gettext("only by people trained for it")


def _origin(version: Version, original: Version | None, reader: LibraryReader) -> tuple[tuple[str, str], ...]:
    _ = reader.words.gettext
    if not version.origin_partner:
        return ()
    found = [(_("Partner"), partner_name(version, reader))]
    if version.origin_artefact:
        artefact, _unused, edition = version.origin_artefact.rpartition("|")
        found.append((_("Original"), f"{artefact.rpartition(':')[2].upper()} {edition}".strip()))
    if original and version.adaptations:
        number = len(version.adaptations)
        said = reader.words.ngettext("%(num)s step", "%(num)s steps", number) % {"num": number}
        found.append((_("Adapted"), said))
    return tuple(found)


def _texts(version: Version) -> Iterator[Text]:
    yield version.title
    for stage in version.stages:
        yield stage.title
    for step in version.steps:
        yield step.title
        if step.description:
            yield step.description
    for questions in version.questionnaires.values():
        for question in questions:
            yield question.text
            yield from (words for _, words in question.options)


def _languages(version: Version) -> tuple[tuple[str, str, int, int], ...]:
    texts = list(_texts(version))
    return tuple((code, OWN_NAMES[code], sum(1 for one in texts if one.get(code)), len(texts)) for code in Languages)


def _judged(version: Version, words: Words) -> tuple[tuple[str, str], ...]:
    _ = words.gettext
    scored = sum(1 for one in version.steps if one.item)
    if not scored:
        return ()
    said = words.ngettext("%(num)s step counts", "%(num)s steps count", scored) % {"num": scored}
    found = [(_("Score"), said)]
    exceptions = version.adherence.get("exceptions")
    if isinstance(exceptions, (list, tuple)) and exceptions:
        excused = ", ".join(reason_word(words, str(one)).lower() for one in exceptions)
        found.append((_("Does not count against it"), excused))
    return tuple(found)
