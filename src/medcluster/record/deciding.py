"""What does a conditional act, or a patch, become once it is known what is there?

Promise: R4's table of outcomes in one place, for a request of its own and for the entry of a bundle: no match, one, too
many; with an id in the resource and without. What was decided on a version is written on that version alone
(`based_on`). Pure. Must not know: how matches are found. Source: http://hl7.org/fhir/R4/http.html#cond-update,
#cdelete, #patch.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from medcluster.fhir import types
from medcluster.foundation import Issue, Kind, Refusal
from medcluster.record import conditions
from medcluster.record.caller import Caller
from medcluster.record.conditions import Condition
from medcluster.record.stored import ANY_VERSION, Stored
from medcluster.record.writing import Operation, check_version

Change = Callable[[types.Resource], types.Resource]


def updating(
    caller: Caller,
    resource: types.Resource,
    asked: Condition,
    match: Stored | None,
    new_id: Callable[[], str],
    if_match: int | None = None,
) -> Operation:
    """A conditional update: of what matches, else a create."""
    name = types.type_name(resource)
    if match is None:
        return _creating(caller, resource, asked, new_id, if_match)
    if resource.id not in (None, match.id):
        text = f"The {name} that meets the condition has another id than the resource that was sent."
        raise Refusal(Kind.MALFORMED, text, hint="Leave the id out.", issues=(Issue(text, f"{name}.id"),))
    return Operation("update", name, match.id, replace(resource, id=match.id), if_match, based_on=match.version)


def _creating(
    caller: Caller, resource: types.Resource, asked: Condition, new_id: Callable[[], str], if_match: int | None
) -> Operation:
    name = asked.type
    if if_match is not None:
        none = "" if if_match == ANY_VERSION else f", and so none is at version {if_match}"
        raise Refusal(Kind.VERSION, f"No {name} meets the condition{none}.")
    if resource.id is None:
        return Operation("create", name, new_id(), resource)
    if not caller.chooses_ids:
        text = f"No {name} meets the condition, and ids of new resources are chosen by the server."
        raise Refusal(Kind.INVALID, text, hint="Leave the id out.", issues=(Issue(text, f"{name}.id"),))
    return Operation("update", name, resource.id, resource, may_create=True, unless_there=Kind.CONFLICT)


def deleting(asked: Condition, found: Sequence[Stored], most: int, if_match: int | None = None) -> list[Operation]:
    """A conditional delete: of all that match, unless they are more than it may delete."""
    matches = conditions.not_too_many(asked, found, most)
    return [Operation("delete", one.type, one.id, None, if_match, based_on=one.version) for one in matches]


def changing(before: Stored, change: Change, if_match: int | None = None, place: int | None = None) -> Operation | None:
    """A patch of what was found; None when it was left as it is."""
    check_version(before.reference, if_match, before.version)
    resource = before.resource
    after = change(resource)
    if after is resource:
        return None
    return Operation("update", before.type, before.id, after, based_on=before.version, place=place)
