"""How is a dry run shown?

Promise: what a message would make, as a transaction Bundle that anybody who knows FHIR can read: entries that are found
by identifiers are conditional updates, those with ids of their own are updates, and those that a message only names are
left out. Pure. Must not know: the record.
"""

from __future__ import annotations

from typing import Any

import msgspec

from medcluster.exchange.drafts import Draft, Outcome, Plain, kept, written_as
from medcluster.exchange.looking_up import condition

_encoder = msgspec.json.Encoder(decimal_format="number")


def as_bundle(outcome: Outcome) -> Plain:
    """The Bundle of a dry run."""
    logical = {
        one.full_url: {"type": one.type, "identifier": one.match[0]} for one in outcome.drafts if one.write == "refer"
    }
    entries = [_entry(draft, logical) for draft in outcome.drafts if draft.write != "refer"]
    return {"resourceType": "Bundle", "type": "transaction", "entry": entries}


def as_json(bundle: Plain) -> str:
    """Pretty JSON whose decimals keep their digits."""
    return msgspec.json.format(_encoder.encode(bundle), indent=2).decode()


def merges(outcome: Outcome) -> list[str]:
    """Each merge in words."""
    survivors = {draft.full_url: draft for draft in outcome.drafts}
    found = []
    for one in outcome.merging:
        stays = " or ".join(written_as(each) for each in survivors[one.survivor].match)
        found.append(f"the patient {stays} replaces the patient {' or '.join(written_as(each) for each in one.merged)}")
    return found


def _entry(draft: Draft, logical: dict[str, Plain]) -> Plain:
    content = _pointed(kept(draft.content), logical)
    if draft.id:
        resource = {"resourceType": draft.type, "id": draft.id, **content}
        request = {"method": "PUT", "url": f"{draft.type}/{draft.id}"}
        return {"resource": resource, "request": request}
    found = condition(draft.match)
    if draft.write == "if-absent":
        request = {"method": "POST", "url": draft.type, "ifNoneExist": found}
    else:
        request = {"method": "PUT", "url": f"{draft.type}?{found}"}
    return {"fullUrl": draft.full_url, "resource": {"resourceType": draft.type, **content}, "request": request}


def _pointed(value: Any, logical: dict[str, Plain]) -> Any:
    if isinstance(value, list):
        return [_pointed(one, logical) for one in value]
    if not isinstance(value, dict):
        return value
    if (named := value.get("reference")) in logical:
        return logical[str(named)]
    return {name: _pointed(one, logical) for name, one in value.items()}
