"""How is the directory read back?

Promise: rows of this room and resources of the record become the values of `directory_values`; resources that lack what
a page needs are left out rather than guessed. Must not know: how they were written.
"""

from __future__ import annotations

import msgspec

from medcluster.cluster.access import Role
from medcluster.cluster.description import FacilityKind, ParticipantKind
from medcluster.cluster.directory_fhir import BEDS, COUNT, FACILITY_KIND, ROLE, SERVICE_CATEGORY, SOURCE, text_of
from medcluster.cluster.directory_values import Cluster, ClusterProfile, Participant, Place, Profile, Service, Worker
from medcluster.cluster.hours import DAYS, Opening
from medcluster.cluster.naming import name_of
from medcluster.cluster.pipeline import Document, Milestone, NextAct, Source, Stage, Track
from medcluster.fhir import types
from medcluster.foundation import Connection, Kind, Refusal
from medcluster.record import Handle

_CLUSTER = "SELECT profile, operator, time_zone FROM cluster.installation"
_PARTICIPANTS = "SELECT id, kind, country, part_of, profile FROM cluster.participant ORDER BY ordinal, id"
_MILESTONES = """
SELECT participant, stage, reached_on, source, documents, note FROM cluster.milestone
WHERE $1 = '' OR participant = $1 ORDER BY participant, ordinal
"""
_ACTS = """
SELECT id, participant, who, what, due, source FROM cluster.next_act
WHERE done IS NULL AND ($1 = '' OR participant = $1) ORDER BY participant, due NULLS LAST, id
"""
_PAGE = 200
_KINDS = ",".join(f"{FACILITY_KIND}|{kind}" for kind in FacilityKind if kind is not FacilityKind.SITE)
_ROLES = ",".join(f"{ROLE}|{role}" for role in Role)


async def cluster(connection: Connection) -> Cluster:
    """The cluster itself."""
    row = await connection.fetchrow(_CLUSTER)
    if row is None:
        raise Refusal(
            Kind.NOT_FOUND,
            "No cluster is described yet.",
            hint="Start with the demonstration, or install a description.",
        )
    return Cluster(msgspec.json.decode(row["profile"], type=ClusterProfile), row["operator"], row["time_zone"])


async def participants(connection: Connection) -> list[Participant]:
    """Every participant, in three queries."""
    ways, acts = await _ways(connection, ""), await _acts(connection, "")
    return [
        Participant(
            id=row["id"],
            kind=ParticipantKind(row["kind"]),
            country=row["country"],
            part_of=row["part_of"],
            profile=msgspec.json.decode(row["profile"], type=Profile),
            track=Track(tuple(ways.get(row["id"], ())), tuple(act for _, act in acts.get(row["id"], ()))),
            act_ids=tuple(identifier for identifier, _ in acts.get(row["id"], ())),
        )
        for row in await connection.fetch(_PARTICIPANTS)
    ]


async def way(connection: Connection, participant: str) -> tuple[Track, tuple[str, ...]]:
    """One participant's way, and the ids of its next acts in their order."""
    ways, acts = await _ways(connection, participant), (await _acts(connection, participant)).get(participant, ())
    track = Track(tuple(ways.get(participant, ())), tuple(act for _, act in acts))
    return track, tuple(identifier for identifier, _ in acts)


async def _ways(connection: Connection, participant: str) -> dict[str, list[Milestone]]:
    found: dict[str, list[Milestone]] = {}
    for row in await connection.fetch(_MILESTONES, participant):
        milestone = Milestone(
            stage=Stage(row["stage"]),
            on=row["reached_on"],
            source=Source(row["source"]),
            documents=msgspec.json.decode(row["documents"], type=tuple[Document, ...]),
            note=msgspec.json.decode(row["note"], type=dict[str, str]),
        )
        found.setdefault(row["participant"], []).append(milestone)
    return found


async def _acts(connection: Connection, participant: str) -> dict[str, list[tuple[str, NextAct]]]:
    found: dict[str, list[tuple[str, NextAct]]] = {}
    for row in await connection.fetch(_ACTS, participant):
        act = NextAct(
            who=msgspec.json.decode(row["who"], type=dict[str, str]),
            what=msgspec.json.decode(row["what"], type=dict[str, str]),
            by=row["due"],
            source=Source(row["source"]),
        )
        found.setdefault(row["participant"], []).append((row["id"], act))
    return found


async def services(handle: Handle) -> list[Service]:
    """Every active service, by participant and name."""
    found = []
    for resource in await _every(handle, "HealthcareService", [("active", "true")]):
        assert isinstance(resource, types.HealthcareService)
        found.append(
            Service(
                id=resource.id or "",
                participant=_target(resource.providedBy),
                category=_code(resource.category, SERVICE_CATEGORY),
                name=text_of(resource.name, resource.name_ext),
                summary=text_of(resource.comment, resource.comment_ext) if resource.comment else {},
                phone=next((each.value or "" for each in resource.telecom if each.system == "phone"), ""),
                hours=tuple(
                    _opening(each.daysOfWeek, each.availableStartTime, each.availableEndTime)
                    for each in resource.availableTime
                ),
                places=tuple(_target(reference) for reference in resource.location),
            )
        )
    return sorted(found, key=lambda service: (service.participant, service.name["en"], service.id))


async def places(handle: Handle) -> list[Place]:
    """Every place of a known kind, sites left out."""
    found = []
    for resource in await _every(handle, "Location", [("type", _KINDS)]):
        assert isinstance(resource, types.Location)
        kind = _code(resource.type, FACILITY_KIND)
        if resource.status == "inactive":
            continue
        extensions = {each.url: each for each in resource.extension}
        found.append(
            Place(
                id=resource.id or "",
                participant=_target(resource.managingOrganization),
                kind=FacilityKind(kind),
                name=text_of(resource.name, resource.name_ext),
                beds=_whole(extensions.get(BEDS)),
                count=_whole(extensions.get(COUNT)),
                hours=tuple(
                    _opening(each.daysOfWeek, each.openingTime, each.closingTime) for each in resource.hoursOfOperation
                ),
                planned=resource.status == "suspended",
                source=(extensions[SOURCE].valueCode or "") if SOURCE in extensions else "",
            )
        )
    return sorted(
        found, key=lambda place: (place.participant, list(FacilityKind).index(place.kind), _natural(place.id))
    )


async def workers(handle: Handle) -> list[Worker]:
    """Everybody with an active role at a participant, by participant, role and name."""
    query = [("role", _ROLES), ("active", "true"), ("_include", "PractitionerRole:practitioner")]
    resources = await _every(handle, "PractitionerRole", query)
    people = {each.id: each.name for each in resources if isinstance(each, types.Practitioner)}
    found = []
    for resource in resources:
        if not isinstance(resource, types.PractitionerRole):
            continue
        names, role = people.get(_target(resource.practitioner)), _code(resource.code, ROLE)
        if not names:
            continue
        found.append(
            Worker(
                practitioner=_target(resource.practitioner),
                name=name_of(names),
                latin=next((name.text or "" for name in names if name.use == "usual"), ""),
                participant=_target(resource.organization),
                role=Role(role) if role in set(Role) else None,
                title=text_of(resource.code[0].text, resource.code[0].text_ext) if resource.code else {"en": ""},
            )
        )
    return sorted(found, key=lambda worker: (worker.participant, worker.role or "", worker.latin or worker.name))


async def _every(handle: Handle, kind: str, query: list[tuple[str, str]]) -> list[types.Resource]:
    page = await handle.search(kind, query, count=_PAGE)
    found = [stored.resource for stored in (*page.matches, *page.included)]
    while page.next_query:
        page = await handle.search(kind, page.next_query)
        found += [stored.resource for stored in (*page.matches, *page.included)]
    return found


def _target(reference: types.Reference | None) -> str:
    return (reference.reference or "").rpartition("/")[2] if reference else ""


def _code(concepts: tuple[types.CodeableConcept, ...], system: str) -> str:
    codings = (coding for concept in concepts for coding in concept.coding)
    return next((coding.code or "" for coding in codings if coding.system == system), "")


def _whole(extension: types.Extension | None) -> int:
    return (extension.valueInteger or 0) if extension else 0


def _opening(days: tuple[str | None, ...], opens: str | None, closes: str | None) -> Opening:
    written = tuple(day for day in days if day) or DAYS
    return Opening(written, (opens or "")[:5], (closes or "")[:5])


def _natural(identifier: str) -> tuple[str, int]:
    stem, _, number = identifier.rpartition("-")
    return (stem, int(number)) if number.isdigit() else (identifier, 0)
