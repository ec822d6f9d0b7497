"""How is a version read back from its FHIR resources?

Promise: what `to_bundle` wrote is read back equal; a bundle that is not in this form is refused with what was missing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import timedelta
from typing import Any, TypeVar

from medcluster.fhir import types
from medcluster.foundation import Kind, Refusal
from medcluster.protocol import fhir_form_terms as terms
from medcluster.protocol.model import Anchor, At, Citation, Cycle, Need, Question, Stage, Step, Text, Version

R = TypeVar("R", bound=types.Resource)


def from_bundle(resources: Iterable[types.Resource]) -> Version:
    """The version that these resources describe."""
    found = list(resources)
    plans = [one for one in found if isinstance(one, types.PlanDefinition)]
    if len(plans) != 1:
        raise Refusal(Kind.INVALID, f"A protocol has one PlanDefinition; here are {len(plans)}.")
    try:
        return _version(plans[0], found)
    except (KeyError, IndexError, AttributeError, TypeError, ValueError) as error:
        raise Refusal(
            Kind.INVALID,
            f"This PlanDefinition is not in the form of a protocol: {type(error).__name__} {error}",
            hint="`medcluster protocol compile` shows the form.",
        ) from error


def _version(plan: types.PlanDefinition, found: list[types.Resource]) -> Version:
    url = plan.url or ""
    extensions = plan.extension
    artifacts = plan.relatedArtifact
    predecessor = next((one.resource or "" for one in artifacts if one.type == "predecessor"), "")
    origin = next((one for one in artifacts if one.type == "derived-from"), None)
    groups = [action for action in plan.action if (action.id or "").startswith("stage.")]
    anchors = [inner for action in plan.action if action.id == terms.ANCHORS_ACTION for inner in action.action]
    systems = {one.url: one for one in found if isinstance(one, types.CodeSystem)}
    return Version(
        name=url.removeprefix("urn:medcluster:protocol:"),
        version=plan.version or "",
        title=terms.heard(plan.title, plan.title_ext),
        status=str(plan.status),
        stages=tuple(Stage(_after_dot(one.id), terms.heard(one.title, one.title_ext)) for one in groups),
        steps=_steps(groups),
        anchors={_after_dot(action.id): _anchor(action) for action in anchors},
        replaces=predecessor.partition("|")[2],
        origin_partner=_first(origin.extension, terms.ORIGIN_PARTNER) if origin else "",
        origin_artefact=(origin.resource or "") if origin else "",
        owner=plan.publisher or "",
        lead=(plan.author[0].name or "") if plan.author else "",
        description=terms.heard(plan.description, plan.description_ext),
        eligible=_expression(groups[0].condition[0]) if groups and groups[0].condition else "",
        defines=dict(variable_of(one) for one in extensions if one.url == terms.VARIABLE),
        criteria=_words_by_code(extensions, terms.CRITERION),
        evidence=tuple(Citation(one.label or "", one.citation or "") for one in artifacts if one.type == "citation"),
        questionnaires=_questionnaires(url, found),
        deviation_reasons=_choices(systems.get(f"{url}:deviation-reasons")),
        exits=tuple(_exit(one) for one in extensions if one.url == terms.EXIT),
        exit_reasons=_choices(systems.get(f"{url}:exit-reasons")),
        adherence=_structure(extensions, terms.ADHERENCE),
        outcomes=_structure(extensions, terms.OUTCOMES),
        changes=_words_by_code(extensions, terms.CHANGE),
        adaptations=_words_by_code(extensions, terms.ADAPTATION),
    )


def _after_dot(name: str | None) -> str:
    return (name or "").partition(".")[2]


def _first(extensions: tuple[types.Extension, ...], url: str) -> str:
    return next((one.valueString or one.valueCode or "" for one in extensions if one.url == url), "")


def _parts(extension: types.Extension) -> dict[str, types.Extension]:
    return {part.url: part for part in extension.extension}


def _expression(condition: types.PlanDefinitionActionCondition) -> str:
    return (condition.expression.expression or "") if condition.expression else ""


def variable_of(extension: types.Extension) -> tuple[str, dict[str, str]]:
    expression = extension.valueExpression
    if expression is None:
        raise ValueError("a variable without an expression")
    latest, _, query = (expression.expression or "").partition("?")
    code = query.removeprefix("code=").partition("&")[0]
    parts = {"latest": latest, "code": code}
    for name, url in (("unit", terms.UNIT), ("within", terms.WITHIN)):
        if value := _first(expression.extension, url):
            parts[name] = value
    return expression.name or "", parts


def _words_by_code(extensions: tuple[types.Extension, ...], url: str) -> dict[str, Text]:
    found: dict[str, Text] = {}
    for extension in extensions:
        if extension.url == url:
            parts = _parts(extension)
            words = parts["words"]
            found[parts["code"].valueCode or ""] = terms.heard(words.valueString, words.valueString_ext)
    return found


def _structure(extensions: tuple[types.Extension, ...], url: str) -> dict[str, Any]:
    text = _first(extensions, url)
    found: dict[str, Any] = json.loads(text) if text else {}
    return found


def _exit(extension: types.Extension) -> tuple[str, str]:
    parts = _parts(extension)
    when = parts["if"].valueExpression if "if" in parts else None
    return (when.expression or "") if when else "", parts["reason"].valueCode or ""


def _choices(system: types.CodeSystem | None) -> tuple[tuple[str, Text], ...]:
    found: list[tuple[str, Text]] = []
    for concept in system.concept if system else ():
        words = {"en": concept.display or ""}
        words |= {str(one.language): one.value or "" for one in concept.designation}
        found.append((concept.code or "", words))
    return tuple(found)


def _anchor(action: types.PlanDefinitionAction) -> Anchor:
    planned = tuple(one.valueString or "" for one in action.extension if one.url == terms.ANCHOR_PLANNED)
    return Anchor(
        name=_after_dot(action.id),
        title=terms.heard(action.title, action.title_ext),
        planned=planned,
        actual=tuple(terms.evidence_of(data) for trigger in action.trigger for data in trigger.data),
        actual_step=_first(action.extension, terms.ANCHOR_STEP),
    )


def _steps(groups: list[types.PlanDefinitionAction]) -> tuple[Step, ...]:
    otherwise: dict[str, str] = {}
    for group in groups:
        for action in group.action:
            for condition in action.condition:
                if source := _first(condition.extension, terms.ELSE_OF):
                    otherwise[source] = action.id or ""
    found = [(action, _after_dot(group.id)) for group in groups for action in group.action]
    found.sort(key=lambda pair: int(pair[0].prefix or 0))
    return tuple(_step(action, stage, otherwise.get(action.id or "", "")) for action, stage in found)


def _step(action: types.PlanDefinitionAction, stage: str, otherwise: str) -> Step:
    own = [one for one in action.condition if not _first(one.extension, terms.ELSE_OF)]
    starts = [one.expression.name or "" for one in own if one.kind == "start" and one.expression]
    same = next((_parts(one) for one in action.extension if one.url == terms.SAME_AS), {})
    asked = (action.definitionCanonical or "").partition("|")[0].partition(":questionnaire:")[2]
    return Step(
        id=action.id or "",
        stage=stage,
        title=terms.heard(action.title, action.title_ext),
        by=tuple(one.role.coding[0].code or "" for one in action.participant if one.role),
        at=_at(action.relatedAction[0]),
        condition=next((_expression(one) for one in own if one.kind == "applicability"), ""),
        otherwise=otherwise,
        start_when=starts[0] if starts else "",
        needs=tuple(_need(_parts(one)) for one in action.extension if one.url == terms.NEED),
        item=next((one.coding[0].code or "" for one in action.code), ""),
        refs=tuple(one.label or "" for one in action.documentation),
        done=tuple(terms.evidence_of(one) for one in action.output),
        ask=asked,
        cycle=_cycle(action.timingTiming) if action.timingTiming else None,
        same_as=(same["key"].valueCode or "") if same else "",
        same_within=terms.timedelta_of(same["within"].valueDuration) if same else timedelta(0),
        competence=tuple(one.valueCode or "" for one in action.extension if one.url == terms.COMPETENCE),
        description=terms.heard(action.description, action.description_ext),
    )


def _at(related: types.PlanDefinitionActionRelatedAction) -> At:
    target = terms.timedelta_of(related.offsetDuration)
    window = next(one.valueRange for one in related.extension if one.url == terms.WINDOW)
    if window is None:
        raise ValueError("a step without a window")
    return At(
        anchor=_after_dot(related.actionId),
        target=-target if str(related.relationship).startswith("before") else target,
        earliest=terms.timedelta_of(window.low),
        latest=terms.timedelta_of(window.high),
    )


def _need(parts: dict[str, types.Extension]) -> Need:
    minutes = int(terms.timedelta_of(parts["duration"].valueDuration).total_seconds() // 60)
    return Need(parts["kind"].valueCode or "", minutes, parts["count"].valuePositiveInt or 1)


def _cycle(timing: types.Timing) -> Cycle:
    repeat = timing.repeat
    if repeat is None or repeat.count is None:
        raise ValueError("a cycle without a count")
    if repeat.dayOfWeek:
        return Cycle(timedelta(days=1), repeat.count, (1,), weekdays_only=True)
    days = next((one.extension for one in timing.extension if one.url == terms.DAYS_OF_CYCLE), ())
    every = types.Quantity(value=repeat.duration, code=repeat.durationUnit)
    return Cycle(terms.timedelta_of(every), repeat.count, tuple(day.valueInteger or 1 for day in days))


def _questionnaires(url: str, found: list[types.Resource]) -> dict[str, tuple[Question, ...]]:
    return {
        (one.url or "").removeprefix(f"{url}:questionnaire:"): tuple(_question(item) for item in one.item)
        for one in found
        if isinstance(one, types.Questionnaire)
    }


def _question(item: types.QuestionnaireItem) -> Question:
    numbers = {one.url: one.valueInteger for one in item.extension if one.valueInteger is not None}
    slider = any(one.url == terms.ITEM_CONTROL for one in item.extension)
    codings = [option.valueCoding for option in item.answerOption if option.valueCoding]
    return Question(
        id=item.linkId or "",
        text=terms.heard(item.text, item.text_ext),
        kind="scale" if slider else str(item.type),
        options=tuple((one.code or "", terms.heard(one.display, one.display_ext)) for one in codings),
        minimum=numbers.get(terms.MINIMUM, 0),
        maximum=numbers.get(terms.MAXIMUM, 10),
    )
