"""Which RequestGroup does a PlanDefinition become?

Promise: one RequestGroup per PlanDefinition, actions in their order; an action is left out when one of its
applicability conditions is not true (empty, no boolean and an error count as false); start and stop conditions,
relations and timing are carried on, dates are not resolved here. Source: PlanDefinition/$apply in FHIR R4, with R5's
clarifications.
"""

from __future__ import annotations

from typing import Any

from medcluster.fhir import types
from medcluster.foundation import Kind, Refusal
from medcluster.protocol.apply_activity import dynamic_values, request_from
from medcluster.protocol.apply_terms import Plain, Run, canonical_of, reference
from medcluster.protocol.conditions import latest
from medcluster.protocol.fhir_form_read import variable_of
from medcluster.protocol.fhir_form_terms import FHIR_QUERY, VARIABLE

_DEEPEST = 20
_KEPT = [
    "id",
    "extension",
    "prefix",
    "title",
    "description",
    "textEquivalent",
    "priority",
    "code",
    "documentation",
    "timingDateTime",
    "timingAge",
    "timingPeriod",
    "timingDuration",
    "timingRange",
    "timingTiming",
    "type",
    "groupingBehavior",
    "selectionBehavior",
    "requiredBehavior",
    "precheckBehavior",
    "cardinalityBehavior",
    "_title",
    "_description",
    "_textEquivalent",
]
_TIMING = ("timingDateTime", "timingAge", "timingPeriod", "timingDuration", "timingRange", "timingTiming")
_CREATE = {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/action-type", "code": "create"}]}


def request_group(run: Run, plan: types.PlanDefinition, *, intent: str) -> Plain:
    """The RequestGroup of a plan; it is the first of what the run made, what it leads to comes after it."""
    if run.depth >= _DEEPEST:
        raise Refusal(Kind.INVALID, f"The plan leads back to itself at {canonical_of(plan)}.")
    run.depth += 1
    inputs = run.inputs
    group: Plain = {"resourceType": "RequestGroup", "id": run.ids.new(), "status": "draft", "intent": intent}
    group["subject"] = reference(inputs.subject)
    if canonical_of(plan):
        group["instantiatesCanonical"] = [canonical_of(plan)]
    if inputs.practitioner:
        group["author"] = reference(inputs.practitioner)
    if inputs.encounter:
        group["encounter"] = reference(inputs.encounter)
    run.made.append(group)
    variables = _variables(run, plan)
    _goals(run, plan)
    actions = [made for action in plan.action if (made := _action(run, plan, action, variables)) is not None]
    if actions:
        _drop_lost_relations(actions)
        group["action"] = actions
    run.depth -= 1
    return group


def _variables(run: Run, plan: types.PlanDefinition) -> dict[str, object]:
    """The facts that the plan itself defines."""
    found: dict[str, object] = {}
    for extension in plan.extension:
        expression = extension.valueExpression
        if extension.url != VARIABLE or expression is None or not expression.name:
            continue
        if expression.language == FHIR_QUERY:
            _, parts = variable_of(extension)
            found[expression.name] = latest(parts, run.inputs.resources, since=run.now, now=run.now)
        else:
            values = run.evaluate(types.to_plain(expression), plan, found, f"variable {expression.name}")
            found[expression.name] = [value for _, value in values]
    return found


def _applies(run: Run, action: types.PlanDefinitionAction, variables: dict[str, object]) -> bool:
    for condition in action.condition:
        if condition.kind != "applicability" or condition.expression is None:
            continue
        context: object = run.inputs.resource(run.inputs.subject) or []
        where = f"action {action.id or action.title or ''}"
        found = run.evaluate(types.to_plain(condition.expression), context, variables, where)
        if [value for _, value in found] != [True]:
            return False
    return True


def _action(
    run: Run, plan: types.PlanDefinition, action: types.PlanDefinitionAction, variables: dict[str, object]
) -> Plain | None:
    if not _applies(run, action, variables):
        return None
    plain: Plain = types.to_plain(action)
    made: Plain = {name: plain[name] for name in _KEPT if name in plain}
    carried = [one for one in plain.get("condition", ()) if one.get("kind") != "applicability"]
    if carried:
        made["condition"] = carried
    if "relatedAction" in plain:
        made["relatedAction"] = plain["relatedAction"]
    people = [_participant(run, one) for one in plain.get("participant", ())]
    if people:
        made["participant"] = people
    leads_to = _led_to(run, plan, action, made, variables)
    if leads_to is not None:
        made["resource"] = reference(f"{leads_to['resourceType']}/{leads_to['id']}")
    inner = [one for child in action.action if (one := _action(run, plan, child, variables)) is not None]
    if action.action and not inner and leads_to is None:
        return None
    if inner:
        made["action"] = inner
    return made


def _participant(run: Run, participant: Plain) -> Plain:
    if participant.get("type") == "patient":
        return reference(run.inputs.subject)
    role = participant.get("role", {})
    coding = (role.get("coding") or [{}])[0]
    name = role.get("text") or coding.get("display") or coding.get("code") or str(participant.get("type"))
    return {"display": name}


def _led_to(
    run: Run,
    plan: types.PlanDefinition,
    action: types.PlanDefinitionAction,
    made: Plain,
    variables: dict[str, object],
) -> Plain | None:
    """The resource that the action's definition becomes; the plan's dynamic values come after the definition's own."""
    request = _from_definition(run, action, made)
    values: list[Plain] = [types.to_plain(one) for one in action.dynamicValue]
    of_action = [one for one in values if _own(one)]
    rest = [one for one in values if not _own(one)]
    if request is not None and rest:
        dynamic_values(run, request, rest, plan, {**variables, "action": types.to_plain(action)})
    for value in of_action:
        name = str(value["path"]).removeprefix("%").removeprefix("action.")
        found = run.evaluate(value.get("expression") or {}, plan, variables, f"dynamicValue {value['path']}")
        if found and name in _KEPT:
            made[name] = found[0][1]
    return request


def _own(value: Plain) -> bool:
    return str(value.get("path") or "").startswith(("action.", "%action."))


def _from_definition(run: Run, action: types.PlanDefinitionAction, made: Plain) -> Plain | None:
    canonical = action.definitionCanonical
    if not canonical:
        return None
    definition = run.inputs.definition(canonical)
    if isinstance(definition, types.ActivityDefinition):
        overrides: Plain = {name: made.get(name) for name in _TIMING}
        request = request_from(run, definition, intent="option", overrides=overrides)
        run.made.append(request)
        own = [types.to_plain(one) for one in definition.dynamicValue]
        dynamic_values(run, request, own, definition, {})
        made.setdefault("type", _CREATE)
        return request
    if isinstance(definition, types.PlanDefinition):
        return request_group(run, definition, intent="option")
    if definition is None:
        run.note(f"the definition {canonical} is not known here", f"action {action.id or action.title or ''}")
        return None
    return _task_about(run, definition)


def _task_about(run: Run, definition: types.Resource) -> Plain:
    """Another definition, a Questionnaire say: a Task whose focus it is."""
    task: Plain = {
        "resourceType": "Task",
        "id": run.ids.new(),
        "status": "draft",
        "intent": "option",
        "for": reference(run.inputs.subject),
        "focus": reference(f"{types.type_name(definition)}/{definition.id}"),
    }
    if run.inputs.encounter:
        task["encounter"] = reference(run.inputs.encounter)
    if run.inputs.practitioner:
        task["requester"] = reference(run.inputs.practitioner)
    run.made.append(task)
    return task


def _goals(run: Run, plan: types.PlanDefinition) -> None:
    for goal in plan.goal:
        plain = types.to_plain(goal)
        made: Plain = {
            "resourceType": "Goal",
            "id": run.ids.new(),
            "lifecycleStatus": "proposed",
            "subject": reference(run.inputs.subject),
        }
        made |= {name: plain[name] for name in ("description", "priority") if name in plain}
        if "category" in plain:
            made["category"] = [plain["category"]]
        if "start" in plain:
            made["startCodeableConcept"] = plain["start"]
        targets = [_target(one) for one in plain.get("target", ())]
        if targets:
            made["target"] = targets
        run.made.append(made)


def _target(target: Plain) -> Plain:
    found: Plain = {name: value for name, value in target.items() if name != "due"}
    return found | ({"dueDuration": target["due"]} if "due" in target else {})


def _drop_lost_relations(actions: list[Plain]) -> None:
    """Relations to actions that were left out would point nowhere."""
    there: set[Any] = set()

    def walk(found: list[Plain], visit: Any) -> None:
        for one in found:
            visit(one)
            walk(one.get("action", []), visit)

    def keep(one: Plain) -> None:
        kept = [related for related in one.get("relatedAction", ()) if related.get("actionId") in there]
        one.pop("relatedAction", None)
        if kept:
            one["relatedAction"] = kept

    walk(actions, lambda one: there.add(one.get("id")))
    walk(actions, keep)
