"""What may this reader do for this patient, with which choices?

Promise: rights are asked of `cluster`, choices come from the directory and the library. Must not know: templates.
"""

from __future__ import annotations

from collections.abc import Iterable

from starlette.requests import Request

from medcluster.cluster import ParticipantKind, Right, may
from medcluster.protocol import Version
from medcluster.web.hands import Pairs
from medcluster.web.patient.context import Offers, Referred
from medcluster.web.patient.reading import Read
from medcluster.web.platform import platform_of
from medcluster.web.sentences import about
from medcluster.web.vocabulary import role_word, text_of


async def offers_of(request: Request, found: Read) -> Offers:
    """The forms of this page."""
    handle = request.state.handle
    refer, enrol = may(handle.caller, Right.REFER), may(handle.caller, Right.ENROL)
    versions = current(await platform_of(request).protocol.versions(handle)) if refer or enrol else ()
    language, words = found.reader.words.language, found.reader.words
    running = {view.episode.protocol for view in found.plans if view.episode.open}
    referred = await _referrals(request, found, versions) if refer or enrol else ()
    return Offers(
        refer_to=found.places.caring() if refer else (),
        refer_protocols=tuple((one.name, text_of(one.title, language)) for one in versions) if refer else (),
        enrol_in=tuple(
            (one.name, f"{text_of(one.title, language)} {one.version}") for one in versions if one.name not in running
        )
        if enrol
        else (),
        enrol_at=found.places.caring() if enrol else (),
        enrol_anchors=settable_anchors(versions, language) if enrol else (),
        enrol_for=_known_in(versions) if enrol else (),
        enrol_partners=tuple((role, role_word(words, role)) for role in ("radiographer",) if _does(versions, role))
        if enrol
        else (),
        partner_places=found.places.caring(ParticipantKind.DIAGNOSTICS) if enrol else (),
        may_invite=may(handle.caller, Right.INVITE_PATIENTS),
        referrals=tuple((one.id, _words(one, found)) for one in referred) if enrol else (),
        referred=referred,
    )


def current(versions: Iterable[Version]) -> tuple[Version, ...]:
    """The newest active version of each protocol; the room lists the newest first."""
    newest: dict[str, Version] = {}
    for one in versions:
        if one.status == "active":
            newest.setdefault(one.name, one)
    return tuple(newest.values())


def settable_anchors(versions: Iterable[Version], language: str) -> Pairs:
    """The anchors that a person dates, in any of these versions."""
    found: dict[str, str] = {}
    for version in versions:
        for name, anchor in version.anchors.items():
            if anchor.set_by_people:
                found.setdefault(name, text_of(anchor.title, language))
    return tuple(found.items())


def _known_in(versions: Iterable[Version]) -> Pairs:
    """Which protocols know an anchor or a role, so that a form asks only what the chosen one needs."""
    known: dict[str, list[str]] = {}
    for version in versions:
        for name in {*version.anchors, *(role for step in version.steps for role in step.by)}:
            known.setdefault(name, []).append(version.name)
    return tuple((name, " ".join(names)) for name, names in known.items())


def _does(versions: Iterable[Version], role: str) -> bool:
    return any(role in step.by for version in versions for step in version.steps)


async def _referrals(request: Request, found: Read, versions: tuple[Version, ...]) -> tuple[Referred, ...]:
    language = found.reader.words.language
    titles = {one.name: text_of(one.title, language) for one in versions}
    open_ones = await platform_of(request).protocol.referrals(request.state.handle)
    return tuple(
        Referred(
            id=one.id,
            protocol=one.protocol,
            participant=one.participant,
            asks=", ".join(filter(None, (titles.get(one.protocol), found.places.names.get(one.participant)))),
            by=one.by_name,
            reason=one.reason,
            at=one.at,
        )
        for one in open_ones
        if one.patient == found.patient.id
    )


def _words(one: Referred, found: Read) -> str:
    said = about(found.reader.words, one.by, one.reason)
    return ", ".join(filter(None, (found.reader.calendar.day(one.at, found.reader.now), said)))
