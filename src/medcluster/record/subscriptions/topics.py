"""What can be subscribed to?

Promise: one table of topics, as data: which changes of which types of resources are an event, and by which search
parameters a subscriber may narrow them. Pure. R4 has no SubscriptionTopic, so a topic is known by its canonical URL;
`as_basic` writes one as the Basic resource that stands for it in R4. Must not know: subscriptions, the database.
Source: Subscriptions R5 Backport 1.1, "Topics in R4"; R5 subscriptiontopic.html.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from medcluster.fhir import types
from medcluster.fhir.search import Parameter, parameters_of

TOPIC = "urn:medcluster:topic:"
CREATE, UPDATE, DELETE = "create", "update", "delete"
FILTERED = ("token", "reference", "string", "uri")  # kinds of parameters that are compared by equality
_UNSEEN = frozenset(("Subscription", "AuditEvent", "Parameters", "OperationOutcome"))  # never an event
_R5 = "http://hl7.org/fhir/5.0/StructureDefinition/extension-SubscriptionTopic."


@dataclass(frozen=True, slots=True)
class Trigger:
    """Changes of these types, of these kinds, for which the FHIRPath holds (`%previous`, `%current`); "" for all."""

    types: tuple[str, ...]
    operations: tuple[str, ...] = (CREATE, UPDATE)
    criteria: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic; `filters` are names of search parameters, empty for all of the kinds in `FILTERED`."""

    url: str
    title: str
    description: str
    triggers: tuple[Trigger, ...]
    filters: tuple[str, ...] = ()

    @property
    def types(self) -> tuple[str, ...]:
        """The types of resources that the topic is about."""
        return tuple(dict.fromkeys(name for trigger in self.triggers for name in trigger.types))

    def filters_of(self, resource_type: str) -> tuple[Parameter, ...]:
        """The parameters by which changes of a type can be narrowed."""
        known = parameters_of(resource_type)
        names = self.filters or sorted(known)
        return tuple(known[name] for name in names if name in known and known[name].type in FILTERED)


_UNDER_WAY = "(%current.status in ('arrived' | 'triaged' | 'in-progress' | 'onleave'))"
_WAS_UNDER_WAY = "(%previous.status in ('arrived' | 'triaged' | 'in-progress' | 'onleave'))"

_NAMED = (
    Topic(
        TOPIC + "results",
        "Results",
        "A new or changed Observation or DiagnosticReport.",
        (Trigger(("Observation", "DiagnosticReport")),),
        ("patient", "subject", "code", "category", "status", "performer", "based-on", "encounter", "identifier"),
    ),
    Topic(
        TOPIC + "orders",
        "Orders",
        "A new or changed ServiceRequest; name the participant that it is for by the filter performer.",
        (Trigger(("ServiceRequest",)),),
        ("performer", "patient", "requester", "status", "intent", "category", "code", "priority", "identifier"),
    ),
    Topic(
        TOPIC + "encounter-start",
        "An encounter starts",
        "An Encounter becomes arrived, triaged, in-progress or onleave, and was none of them before.",
        (Trigger(("Encounter",), (CREATE, UPDATE), f"{_UNDER_WAY} and (%previous.empty() or {_WAS_UNDER_WAY}.not())"),),
        ("patient", "class", "type", "service-provider", "participant", "status", "identifier"),
    ),
    Topic(
        TOPIC + "encounter-end",
        "An encounter ends",
        "An Encounter becomes finished, and was not before.",
        (
            Trigger(
                ("Encounter",),
                (CREATE, UPDATE),
                "%current.status = 'finished' and (%previous.empty() or %previous.status != 'finished')",
            ),
        ),
        ("patient", "class", "type", "service-provider", "participant", "identifier"),
    ),
    Topic(
        TOPIC + "care-plans",
        "Care plans and tasks",
        "A new or changed CarePlan or Task.",
        (Trigger(("CarePlan", "Task")),),
        ("patient", "status", "owner", "performer", "requester", "code", "category", "care-team", "based-on"),
    ),
)


@cache
def topics() -> dict[str, Topic]:
    """Every topic by its URL: the named ones, and one for any change of each type of resource."""
    found = {one.url: one for one in _NAMED}
    for name in sorted(set(types.RESOURCE_TYPES) - _UNSEEN):
        url = f"{TOPIC}change:{name}"
        trigger = Trigger((name,), (CREATE, UPDATE, DELETE))
        found[url] = Topic(url, f"{name} changes", f"A {name} is created, changed or deleted.", (trigger,))
    return found


def as_basic(topic: Topic) -> dict[str, object]:
    """The topic as R4 can write it: a Basic resource with the elements of R5's SubscriptionTopic as extensions."""
    told: list[dict[str, object]] = [
        {"url": _R5 + "url", "valueUri": topic.url},
        {"url": _R5 + "title", "valueString": topic.title},
        {"url": _R5 + "description", "valueMarkdown": topic.description},
    ]
    told += [_trigger(trigger, name) for trigger in topic.triggers for name in trigger.types]
    for name in topic.types:
        told += [_filter(name, one) for one in topic.filters_of(name)]
    return {
        "resourceType": "Basic",
        "extension": told,
        "modifierExtension": [{"url": _R5 + "status", "valueCode": "active"}],
        "code": {"coding": [{"system": "http://hl7.org/fhir/fhir-types", "code": "SubscriptionTopic"}]},
    }


def _trigger(trigger: Trigger, name: str) -> dict[str, object]:
    parts: list[dict[str, object]] = [
        {"url": "resource", "valueUri": f"http://hl7.org/fhir/StructureDefinition/{name}"}
    ]
    parts += [{"url": "supportedInteraction", "valueCode": one} for one in trigger.operations]
    if trigger.criteria:
        parts.append({"url": "fhirPathCriteria", "valueString": trigger.criteria})
    return {"url": _R5 + "resourceTrigger", "extension": parts}


def _filter(name: str, parameter: Parameter) -> dict[str, object]:
    parts: list[dict[str, object]] = [
        {"url": "resource", "valueUri": name},
        {"url": "filterParameter", "valueString": parameter.name},
    ]
    if parameter.url:
        parts.append({"url": "filterDefinition", "valueUri": parameter.url})
    return {"url": _R5 + "canFilterBy", "extension": parts}
