"""What does each entry of a batch or transaction ask for?

Promise: every entry is read, and refused with its place in the bundle, before the database is asked for anything.
Pure. Must not know: how an entry is carried out. Source: http://hl7.org/fhir/R4/http.html#transaction.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from medcluster.fhir import types
from medcluster.fhir.patch import Patch, wrapped
from medcluster.foundation import Issue, Kind, Refusal
from medcluster.record.stored import ANY_VERSION

MOST_ALONE, MOST_READS, MOST_SEARCHES = 10_000, 1_000, 50
Method = Literal["DELETE", "POST", "PUT", "PATCH", "GET"]
METHODS: tuple[Method, ...] = ("DELETE", "POST", "PUT", "PATCH", "GET")  # the order in which they are carried out
_METHODS: dict[str, Method] = {**{method: method for method in METHODS}, "HEAD": "GET"}
_ADDRESS = re.compile(
    r"/?([A-Za-z]+)(?:/([A-Za-z0-9.-]{1,64}))?(?:/_history(?:/([0-9]{1,9}))?)?(?:\?(.*))?\Z", re.DOTALL
)
_ETAG = re.compile(r'(?:W/)?"?([0-9]{1,9})"?\Z')


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: what is done to which resource, under which conditions."""

    place: int
    method: Method
    type: str
    id: str
    query: str
    version: int | None  # of a read
    history: bool
    resource: types.Resource | None
    full_url: str
    if_none_exist: str
    if_match: int | None
    if_none_match: str = ""
    if_modified_since: str = ""
    patch: Patch | None = None
    head: bool = False  # a read whose answer is wanted without the resource

    @property
    def conditional(self) -> bool:
        """Whether it names its resource by a condition rather than by an id."""
        return self.method in ("PUT", "PATCH", "DELETE") and not self.id


def entries(bundle: types.Bundle, own: types.OwnAddresses = types.NO_ADDRESSES) -> list[Entry]:
    """All entries in the order of the bundle; refused when they ask for more than one answer should hold.

    own: references to these become relative in what its patches make.
    """
    own = own.within(bundle)
    return _bounded([_entry(place, entry, own) for place, entry in enumerate(bundle.entry)])


def entries_alone(
    bundle: types.Bundle, own: types.OwnAddresses = types.NO_ADDRESSES
) -> tuple[list[Entry], dict[int, Refusal]]:
    """As `entries`, of a batch: what is wrong with one entry is said of it alone, by its place."""
    if len(bundle.entry) > MOST_ALONE:
        raise _too_many(f"{MOST_ALONE} entries in a batch")
    found: list[Entry] = []
    wrong: dict[int, Refusal] = {}
    for place, entry in enumerate(bundle.entry):
        try:
            found.append(_entry(place, entry, own))
        except Refusal as refusal:
            wrong[place] = refusal
    return _bounded(found), wrong


def _bounded(found: list[Entry]) -> list[Entry]:
    reads = [entry for entry in found if entry.method == "GET"]
    if len(reads) > MOST_READS:
        raise _too_many(f"{MOST_READS} reads")
    if sum(not entry.id or entry.history for entry in reads) > MOST_SEARCHES:
        raise _too_many(f"{MOST_SEARCHES} searches and histories")
    if sum(entry.method == "DELETE" and entry.conditional for entry in found) > MOST_READS:
        raise _too_many(f"{MOST_READS} conditional deletes")
    return found


def _too_many(what: str) -> Refusal:
    return Refusal(Kind.TOO_LARGE, f"A bundle may have at most {what}.", hint="Send several.")


def at(place: int, refusal: Refusal) -> Refusal:
    """The same refusal, with the place of the entry in front of where it is."""
    where = f"Bundle.entry[{place}]"
    issues = tuple(
        Issue(i.text, f"{where}.{i.where}" if i.where else where, i.code, i.severity) for i in refusal.issues
    )
    return Refusal(refusal.kind, refusal.text, hint=refusal.hint, issues=issues)


def _entry(place: int, entry: types.BundleEntry, own: types.OwnAddresses) -> Entry:
    try:
        return _read(place, entry, own)
    except Refusal as refusal:
        raise at(place, refusal) from None


def _read(place: int, entry: types.BundleEntry, own: types.OwnAddresses) -> Entry:
    request = entry.request
    if request is None or request.method is None or request.url is None:
        raise Refusal(Kind.INVALID, "An entry has no request with a method and a url.")
    method = _METHODS.get(request.method)
    if method is None:
        raise Refusal(Kind.UNSUPPORTED, f"The method {request.method} is not offered in bundles.")
    address = _ADDRESS.match(request.url)
    if address is None or address[1] not in types.RESOURCE_TYPES:
        raise Refusal(
            Kind.INVALID,
            "The url of an entry is no address of a resource or of a search.",
            hint="Such as Patient, Patient/1 or Patient?name=x; ask for anything else by a request of its own.",
        )
    name, resource_id, version, query = address[1], address[2] or "", address[3], address[4] or ""
    found = Entry(
        place,
        method,
        name,
        resource_id,
        query,
        int(version) if version else None,
        "/_history" in request.url.partition("?")[0],
        entry.resource,
        entry.fullUrl or "",
        request.ifNoneExist or "",
        _version(request.ifMatch),
        request.ifNoneMatch or "",
        request.ifModifiedSince or "",
        replace(wrapped(entry.resource), own=own) if method == "PATCH" else None,
        request.method == "HEAD",
    )
    _check(found)
    return found


def _version(if_match: str | None) -> int | None:
    if if_match is None:
        return None
    if if_match == "*":
        return ANY_VERSION
    found = _ETAG.match(if_match)
    if found is None:
        raise Refusal(Kind.INVALID, "ifMatch is no version.", hint='It looks like W/"3".')
    return int(found[1])


def _check(entry: Entry) -> None:
    if entry.method in ("POST", "PUT"):
        if entry.resource is None:
            raise Refusal(Kind.INVALID, f"A {entry.method} needs a resource.")
        if types.type_name(entry.resource) != entry.type:
            raise Refusal(Kind.INVALID, f"The url names {entry.type}, the resource is something else.")
    if entry.method == "GET":
        return
    if entry.history or (entry.method == "POST" and (entry.id or entry.query)):
        raise Refusal(Kind.INVALID, f"The url of a {entry.method} is wrong.")
    if entry.conditional and not entry.query:
        raise Refusal(Kind.INVALID, f"The url of a {entry.method} names no id and no condition.")
    if entry.method != "POST" and entry.id and entry.query:
        raise Refusal(Kind.INVALID, f"The url of a {entry.method} names an id and a condition: one of them says which.")
    if entry.if_none_match and (entry.if_none_match != "*" or entry.method != "PUT" or entry.conditional):
        raise Refusal(Kind.INVALID, "ifNoneMatch of a write is * and belongs to a PUT that creates only.")
    if entry.method == "PUT" and entry.id and entry.resource is not None and entry.resource.id not in (None, entry.id):
        raise Refusal(Kind.INVALID, "The id in the url and the id of the resource differ.")
