"""What has R4 that this server has not?

Promise: each row says what there is instead; a row with requests is true as long as each of them is refused in words,
and a test sends them. What is passed over rather than refused has no request here and a test of its own. Must not know:
how anything is answered. Source: FHIR R4 http.html, search.html, the operations; Bulk Data Access 2.0.0.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

FHIR_JSON = "application/fhir+json"
_RESULTS = "urn:medcluster:topic:results"
_CODE = "CodeSystem/$validate-code?url=http://hl7.org/fhir/administrative-gender&code=male"


@dataclass(frozen=True, slots=True)
class Try:
    """One request that is refused; `address` is relative to `/fhir/`."""

    address: str
    method: str = "GET"
    body: str = ""
    media: str = FHIR_JSON
    prefer: str = ""


@dataclass(frozen=True, slots=True)
class Absent:
    """What R4 has and this server has not, and what there is instead."""

    what: str
    instead: str
    tries: tuple[Try, ...] = ()


def _sent(address: str, resource: object) -> Try:
    return Try(address, "POST", json.dumps(resource))


def _in_bundle(method: str, url: str) -> Try:
    request = {"request": {"method": method, "url": url}}
    return _sent("", {"resourceType": "Bundle", "type": "transaction", "entry": [request]})


def _subscription(criteria: str, channel: str) -> Try:
    """A Subscription that is right but for its criteria, or its channel."""
    guide = "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-payload-content"
    told: dict[str, object] = {"type": channel, "payload": FHIR_JSON}
    told["_payload"] = {"extension": [{"url": guide, "valueCode": "id-only"}]}
    subscription = {"resourceType": "Subscription", "status": "requested", "reason": "Results", "criteria": criteria}
    return _sent("Subscription", {**subscription, "channel": told})


def _quantity(value: str) -> Try:
    """An Observation with this number, as it is written."""
    observation = {"resourceType": "Observation", "status": "final", "code": {"text": "x"}, "valueQuantity": {}}
    text = json.dumps(observation)[:-2]
    return Try("Observation", "POST", f'{text}"value": {value}}}}}')


_WIRE = (
    Absent("Turtle (RDF)", "JSON and XML say the same.", (Try("Patient?_format=ttl"),)),
    Absent(
        "XML Patch",
        "FHIRPath Patch, in XML too; JSON Patch.",
        (Try("Patient/x", "PATCH", "<diff/>", "application/xml-patch+xml"),),
    ),
    Absent("`Prefer: respond-async` outside `$export` and `$import`", "The answer itself."),
    Absent(
        "In a batch or transaction: operations, `_search`, compartments, what concerns every type",
        "Searches and histories of one type; the others by requests of their own.",
        (
            _in_bundle("GET", "Patient/x/$everything"),
            _in_bundle("POST", "Patient/_search"),
            _in_bundle("GET", "Patient/x/Observation"),
            _in_bundle("GET", "?_type=Patient"),
            _in_bundle("GET", "_history"),
        ),
    ),
    Absent("In a history: how the client wrote", "A first version is told as POST to its type, a patch as PUT."),
    Absent(
        "Decimals from 1e100 on, or below 1e-99",
        "Up to 99 digits to either side.",
        (_quantity("1e100"), _quantity("1e-100")),
    ),
    Absent(
        "AuditEvent, OperationOutcome and Parameters as resources that are kept",
        "The record keeps its audit itself.",
        (
            Try("AuditEvent"),
            _sent(
                "AuditEvent",
                {
                    "resourceType": "AuditEvent",
                    "type": {"code": "rest"},
                    "recorded": "2026-01-01T00:00:00Z",
                    "agent": [{"requestor": True}],
                    "source": {"observer": {"display": "x"}},
                },
            ),
            _sent(
                "OperationOutcome",
                {"resourceType": "OperationOutcome", "issue": [{"severity": "error", "code": "invalid"}]},
            ),
            _sent("Parameters", {"resourceType": "Parameters"}),
        ),
    ),
    Absent("Deleting Provenance", "It stays, as the history does.", (Try("Provenance/x", "DELETE"),)),
)
_SEARCH = (
    Absent("Named queries (`_query`)", "A search, or `$graphql`.", (Try("Patient?_query=x"),)),
    Absent("`phonetic` search", "`name` folds case and accents; `:contains`.", (Try("Patient?phonetic=x"),)),
    Absent(
        "`_contained`, `_containedType`",
        "Contained resources are found through the one that holds them.",
        (Try("Patient?_contained=true"),),
    ),
    Absent(
        "`_list` of `$current-problems` and the like",
        "`_list` with the id of a List.",
        (Try("Condition?_list=$current-problems"),),
    ),
    Absent("`_list` in a history", "`_since`, `_at`.", (Try("Patient/_history?_list=x"),)),
    Absent(
        "`_sort` by composite and special parameters, `_text`, `_content`",
        "`_sort` by parameters with values of their own.",
        (Try("Observation?_sort=code-value-quantity"), Try("Location?_sort=near"), Try("Patient?_sort=_text")),
    ),
    Absent(
        "In a composite value: `system|` without a code in front, or a system of units without a unit",
        "`system|code$value`, `code$value|system|unit`.",
        (
            Try("Observation?code-value-quantity=http://loinc.org|$5"),
            Try("Observation?code-value-quantity=8480-6$5|http://unitsofmeasure.org|"),
        ),
    ),
)
_OPERATIONS = (
    Absent(
        "`Patient/$everything` of all patients",
        "`$everything` of one; a search by type.",
        (Try("Patient/$everything"),),
    ),
    Absent(
        "In `$export`: `_elements`, `includeAssociatedData`, `organizeOutputBy`, `allowPartialManifests`",
        "`_type`, `_typeFilter`.",
        tuple(
            Try(f"$export?{asked}", prefer="respond-async")
            for asked in (
                "_elements=id",
                "includeAssociatedData=LatestProvenanceResources",
                "organizeOutputBy=Patient",
                "allowPartialManifests=true",
            )
        ),
    ),
    Absent("In `$document`: what is named by what the Composition names", "What the Composition itself names."),
    Absent(
        "GraphQL mutations",
        "The interactions of the FHIR API; `$graphql` reads.",
        (Try("$graphql", "POST", '{"query": "mutation { PatientDelete(id: 1) { id } }"}', "application/json"),),
    ),
    Absent(
        "TerminologyCapabilities (`mode=terminology`)",
        "`$expand` and the like are in this statement.",
        (Try("metadata?mode=terminology"),),
    ),
    Absent(
        "In the terminology operations: `context`, `contextDirection`, `date`, `dependency`",
        "The current definitions, named by url and version.",
        (
            Try("ValueSet/$expand?url=http://hl7.org/fhir/ValueSet/administrative-gender&context=Patient.gender"),
            Try("ValueSet/$expand?contextDirection=incoming"),
            Try(f"{_CODE}&date=2020-01-01"),
            Try("ConceptMap/$translate?code=x&system=urn:x&dependency=x"),
        ),
    ),
    Absent(
        "SNOMED CT's Expression Constraint Language",
        "`fhir_vs=isa/`, `fhir_vs=refset/`; filters in a ValueSet.",
        (Try("ValueSet/$expand?url=http://snomed.info/sct?fhir_vs=ecl/%3C%3C73211009"),),
    ),
    Absent("Supplements of code systems", "Designations and properties in the CodeSystem itself."),
    Absent(
        "`$match`, `$lastn`, `$stats`, `$closure`, `$evaluate-measure`, messaging",
        "Nothing yet.",
        tuple(
            Try(place, "POST", '{"resourceType": "Parameters"}')
            for place in (
                *("Patient/$match", "Observation/$lastn", "Observation/$stats", "$closure"),
                *("Measure/$evaluate-measure", "$process-message"),
            )
        ),
    ),
)
_OUTWARD = (
    Absent(
        "Subscriptions by a search (R4's `criteria`)",
        "A topic, with filters.",
        (_subscription("Observation?code=718-7", "websocket"),),
    ),
    Absent(
        "SubscriptionTopics of one's own",
        "Those of `Subscription/$topics`.",
        (_subscription("http://example.org/SubscriptionTopic/mine", "websocket"),),
    ),
    Absent(
        "Subscriptions told by `sms` or `message`",
        "`rest-hook`, `websocket`, `email`.",
        (_subscription(_RESULTS, "sms"), _subscription(_RESULTS, "message")),
    ),
    Absent("HL7 v2 messages to others", "v2 is taken in and acknowledged; subscriptions tell others."),
)
ABSENT = (*_WIRE, *_SEARCH, *_OPERATIONS, *_OUTWARD)
