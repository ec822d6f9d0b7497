"""How does one YAML file become the description of a cluster?

Promise: a text becomes a `ClusterDescription` whose references all resolve and whose pipeline keeps its rules, or it is
refused with every finding and its line. Must not know: the database, FHIR.
Source of the demonstration: demonstration/cluster.yaml.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from importlib import resources

from medcluster.cluster.access import Role
from medcluster.cluster.description import (
    AccountDescription,
    ActDescription,
    ClusterDescription,
    Facility,
    FacilityKind,
    Fact,
    ParticipantDescription,
    ParticipantKind,
    PersonDescription,
    Roughly,
    ServiceDescription,
)
from medcluster.cluster.hours import Opening, parse_hours
from medcluster.cluster.pipeline import Document, Milestone, NextAct, Source, Stage, Track, faults, span_of
from medcluster.cluster.reading import Block, read_text

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,47}")
_DAYS = re.compile(r"([+-])(\d{1,4})d")
_DIALLED = re.compile(r"\+?[0-9](?:[ -]?[0-9]){1,14}")  # ITU-T E.164 has 15 digits at most


def demonstration_text() -> str:
    """The YAML of the demonstration cluster, as it is shipped."""
    return (resources.files("medcluster.cluster") / "demonstration" / "cluster.yaml").read_text(encoding="utf-8")


@cache
def demonstration() -> ClusterDescription:
    """The demonstration cluster."""
    return load_description(demonstration_text(), file="demonstration/cluster.yaml")


def load_description(text: str, *, file: str = "cluster.yaml") -> ClusterDescription:
    """The cluster that a YAML text describes. Refusal with `file:line` for every finding."""
    root, findings = read_text(text, file=file)
    cluster = root.block("cluster")
    known, seen = set(root.pluck("participants", "id")), set[str]()
    participants = tuple(_participant(block, known, seen) for block in root.blocks("participants"))
    people = tuple(_person(block, known, seen) for block in root.blocks("people"))
    accounts = tuple(_account(block, known) for block in root.blocks("accounts"))
    _check_accounts(root, people, accounts)
    description = ClusterDescription(
        id=_identifier(cluster, "id"),
        name=cluster.words("name"),
        place=cluster.words("place"),
        summary=cluster.words("summary"),
        notice=cluster.words("notice"),
        time_zone=cluster.text("time-zone"),
        operator=cluster.text("operator"),
        facts=_facts(cluster),
        participants=participants,
        people=people,
        accounts=accounts,
        emergency_number=_emergency_number(cluster),
    )
    if description.operator and description.operator not in known:
        cluster.fault(f"'operator' names {description.operator!r}, which is no participant here", "operator")
    cluster.close()
    root.close()
    findings.refuse_if_any("The description of the cluster")
    return description


def _check_unique(block: Block, identifier: str, seen: set[str]) -> None:
    if identifier in seen:
        block.fault(f"the id {identifier!r} is taken already", "id")
    seen.add(identifier)


def _identifier(block: Block, key: str) -> str:
    found = block.text(key)
    if found and not _ID.fullmatch(found):
        block.fault(f"{key!r} must be lower-case letters, digits and hyphens, at most 48", key)
    return found


def _emergency_number(block: Block) -> str:
    found = block.text("emergency-number", "")
    if found and not _DIALLED.fullmatch(found):
        block.fault(f"'emergency-number' must be a number to dial, such as 112, not {found!r}", "emergency-number")
    return found


def _partial(block: Block, key: str) -> str:
    written = block.text(key, "")
    try:
        if written:
            span_of(written)
    except ValueError as error:
        block.fault(str(error), key)
        return ""
    return written


def _hours(block: Block) -> tuple[Opening, ...]:
    try:
        return parse_hours(block.text("hours", "none"))
    except ValueError as error:
        block.fault(str(error), "hours")
        return ()


def _facts(block: Block) -> tuple[Fact, ...]:
    return tuple(_fact(fact) for fact in block.blocks("facts"))


def _fact(block: Block) -> Fact:
    name = block.words("name")
    if block.has("value"):
        return Fact(name, block.names("value"))
    return Fact(name, {}, block.whole("number"), block.choice("roughly", Roughly, Roughly.EXACTLY))


def _participant(block: Block, known: set[str], seen: set[str]) -> ParticipantDescription:
    participant = ParticipantDescription(
        id=_identifier(block, "id"),
        kind=block.choice("kind", ParticipantKind),
        name=block.names("name"),
        country=block.text("country"),
        source=block.choice("source", Source),
        summary=block.words("summary"),
        plans=block.words("plans", required=False),
        founded=_partial(block, "founded"),
        part_of=block.text("part-of", ""),
        facts=_facts(block),
        credentials=tuple(credential.words("name") for credential in block.blocks("credentials")),
        milestones=tuple(_milestone(stage) for stage in block.blocks("way")),
        acts=tuple(_act(act) for act in block.blocks("next")),
        facilities=tuple(_facility(facility) for facility in block.blocks("facilities")),
        services=tuple(_service(service) for service in block.blocks("services")),
    )
    if not re.fullmatch(r"[A-Z]{2}", participant.country):
        block.fault("'country' must be two capital letters (ISO 3166)", "country")
    if participant.part_of and participant.part_of not in known:
        block.fault(f"'part-of' names {participant.part_of!r}, which is no participant here", "part-of")
    _check_unique(block, participant.id, seen)
    _check_participant(block, participant)
    return participant


def _check_participant(block: Block, participant: ParticipantDescription) -> None:
    places = {facility.id for facility in participant.facilities}
    if len(places) < len(participant.facilities):
        block.fault("two facilities have the same id", "facilities")
    for service in participant.services:
        if service.at and service.at not in places:
            block.fault(f"the service {service.id!r} is at {service.at!r}, which is no facility here", "services")
    if participant.kind is ParticipantKind.OPERATOR:
        return
    track = Track(participant.milestones, tuple(act.act for act in participant.acts))
    for fault in faults(track):
        block.fault(fault, "way")


def _milestone(block: Block) -> Milestone:
    return Milestone(
        stage=block.choice("stage", Stage),
        on=_partial(block, "on"),
        source=block.choice("source", Source, Source.INVENTED),
        documents=tuple(
            Document(
                document.words("title"),
                _partial(document, "on"),
                _partial(document, "until"),
                document.text("link", ""),
            )
            for document in block.blocks("documents")
        ),
        note=block.words("note", required=False),
    )


def _act(block: Block) -> ActDescription:
    by, in_days = block.text("by", ""), None
    exact: date | None = None
    relative = _DAYS.fullmatch(by)
    if relative:
        in_days = int(relative[2]) * (-1 if relative[1] == "-" else 1)
    elif by:
        try:
            exact = date.fromisoformat(by)
        except ValueError:
            block.fault(f"'by' must be a day such as 2026-12-31, or +21d from the day of installing, not {by!r}", "by")
    source = block.choice("source", Source, Source.INVENTED)
    return ActDescription(NextAct(block.names("who"), block.words("what"), exact, source), in_days)


def _facility(block: Block) -> Facility:
    return Facility(
        id=_identifier(block, "id"),
        kind=block.choice("kind", FacilityKind),
        name=block.words("name"),
        each=max(1, block.whole("each", 1)),
        beds=block.whole("beds"),
        count=block.whole("count"),
        hours=_hours(block),
        planned=block.text("planned", "no") in ("yes", "true"),
        source=block.choice("source", Source, Source.INVENTED),
    )


def _service(block: Block) -> ServiceDescription:
    return ServiceDescription(
        id=_identifier(block, "id"),
        name=block.words("name"),
        summary=block.words("summary", required=False),
        category=block.text("category"),
        at=block.text("at", ""),
        hours=_hours(block),
        phone=block.text("phone", ""),
    )


def _person(block: Block, known: set[str], seen: set[str]) -> PersonDescription:
    name, latin = block.block("name"), block.block("latin") if block.has("latin") else None
    given, family = name.text("given"), name.text("family")
    person = PersonDescription(
        id=_identifier(block, "id"),
        given=given,
        family=family,
        script=name.text("language"),
        latin_given=latin.text("given") if latin else given,
        latin_family=latin.text("family") if latin else family,
        participant=block.text("at"),
        role=block.choice("role", Role),
        title=block.words("title"),
        languages=tuple(block.listed("speaks")),
        account=block.text("account", ""),
    )
    name.close()
    if latin:
        latin.close()
    elif not f"{given}{family}".isascii() and person.script in ("ru", "he", "ar"):
        block.fault("'latin' is missing: a name in another script needs its transliteration", "name")
    _check_unique(block, person.id, seen)
    _check_at(block, person.participant, known)
    return person


def _account(block: Block, known: set[str]) -> AccountDescription:
    account = AccountDescription(
        account=block.text("account"),
        role=block.choice("role", Role),
        name=block.text("name"),
        participant=block.text("at"),
        patient=block.text("patient", ""),
    )
    _check_at(block, account.participant, known)
    if (account.role is Role.PATIENT) != bool(account.patient):
        block.fault("the role patient, and no other, needs 'patient'")
    return account


def _check_at(block: Block, participant: str, known: set[str]) -> None:
    if participant and participant not in known:
        block.fault(f"'at' names {participant!r}, which is no participant here", "at")


def _check_accounts(
    root: Block, people: tuple[PersonDescription, ...], accounts: tuple[AccountDescription, ...]
) -> None:
    names = [person.account for person in people if person.account] + [account.account for account in accounts]
    for name in sorted({name for name in names if names.count(name) > 1}):
        root.fault(f"two people have the account {name!r}", "people")
