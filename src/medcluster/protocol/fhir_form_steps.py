"""How is one step written as an action of a PlanDefinition?

Promise: everything that a step says stands on its action, so that the action alone can be read back; windows hang on
the anchor's action by `relatedAction`, the range beside the offset is counted from the anchor, as Vulcan does.
"""

from __future__ import annotations

from datetime import timedelta

from medcluster.fhir import types
from medcluster.protocol import fhir_form_terms as terms
from medcluster.protocol.model import Cycle, Stage, Step, Version

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")


def stage_action(version: Version, stage: Stage) -> types.PlanDefinitionAction:
    """The group of a stage's steps; who qualifies is a condition of every group, so any engine honours it."""
    title, title_ext = terms.spoken(stage.title)
    steps = [(number, step) for number, step in enumerate(version.steps, 1) if step.stage == stage.id]
    return types.PlanDefinitionAction(
        id=f"stage.{stage.id}",
        title=title,
        title_ext=title_ext,
        groupingBehavior="logical-group",
        condition=(_applicability(version.eligible),) if version.eligible else (),
        action=tuple(_step_action(version, step, number) for number, step in steps),
    )


def _step_action(version: Version, step: Step, number: int) -> types.PlanDefinitionAction:
    title, title_ext = terms.spoken(step.title)
    description, description_ext = terms.spoken(step.description)
    if step.ask:
        definition = terms.questionnaire_canonical(version, step.ask)
    else:
        definition = f"{terms.step_url(version, step.id)}|{version.version}"
    return types.PlanDefinitionAction(
        id=step.id,
        prefix=str(number),
        title=title,
        title_ext=title_ext,
        description=description,
        description_ext=description_ext,
        code=(types.CodeableConcept(coding=(types.Coding(system=terms.ITEM_SYSTEM, code=step.item),)),)
        if step.item
        else (),
        requiredBehavior="must-unless-documented" if step.item else None,
        documentation=tuple(types.RelatedArtifact(type="citation", label=ref) for ref in step.refs),
        condition=_conditions(version, step),
        output=tuple(terms.requirement(one) for one in step.done),
        relatedAction=(_related(step),),
        timingTiming=_timing(step.cycle) if step.cycle else None,
        participant=tuple(
            types.PlanDefinitionActionParticipant(
                type="patient" if role == "patient" else "practitioner",
                role=types.CodeableConcept(coding=(types.Coding(system=terms.ROLE_SYSTEM, code=role),)),
            )
            for role in step.by
        ),
        definitionCanonical=definition,
        extension=step_extensions(step),
    )


def _conditions(version: Version, step: Step) -> tuple[types.PlanDefinitionActionCondition, ...]:
    found = [_applicability(step.condition)] if step.condition else []
    for other in version.steps:
        if other.otherwise == step.id:
            marked = types.Extension(url=terms.ELSE_OF, valueCode=other.id)
            found.append(_applicability(f"({other.condition}).not()", marked))
    if step.start_when:
        found.append(
            types.PlanDefinitionActionCondition(
                kind="start",
                expression=types.Expression(
                    name=step.start_when, language=terms.FHIRPATH, expression=f"%`{step.start_when}`"
                ),
            )
        )
    return tuple(found)


def _applicability(expression: str, *extensions: types.Extension) -> types.PlanDefinitionActionCondition:
    return types.PlanDefinitionActionCondition(
        kind="applicability",
        expression=types.Expression(language=terms.FHIRPATH, expression=expression),
        extension=extensions,
    )


def _related(step: Step) -> types.PlanDefinitionActionRelatedAction:
    at = step.at
    window = types.Range(low=terms.quantity(at.earliest), high=terms.quantity(at.latest))
    return types.PlanDefinitionActionRelatedAction(
        actionId=f"anchor.{at.anchor}",
        relationship="before-start" if at.target < timedelta(0) else "after-start",
        offsetDuration=terms.duration(abs(at.target)),
        extension=(types.Extension(url=terms.WINDOW, valueRange=window),),
    )


def _timing(cycle: Cycle) -> types.Timing:
    if cycle.weekdays_only:
        repeat = types.TimingRepeat(count=cycle.times, dayOfWeek=WEEKDAYS)  # type: ignore[arg-type]
        return types.Timing(repeat=repeat)
    number, unit = terms.quantity_of(cycle.every)
    days = tuple(types.Extension(url="day", valueInteger=day) for day in cycle.days)
    return types.Timing(
        repeat=types.TimingRepeat(count=cycle.times, duration=number, durationUnit=unit),  # type: ignore[arg-type]
        extension=(types.Extension(url=terms.DAYS_OF_CYCLE, extension=days),),
    )


def step_extensions(step: Step) -> tuple[types.Extension, ...]:
    """What a step takes and asks for, where FHIR has no element of its own."""
    found = [
        types.Extension(
            url=terms.NEED,
            extension=(
                types.Extension(url="kind", valueCode=need.kind),
                types.Extension(url="count", valuePositiveInt=need.count),
                types.Extension(url="duration", valueDuration=terms.duration(timedelta(minutes=need.minutes))),
            ),
        )
        for need in step.needs
    ]
    if step.same_as:
        within = types.Extension(url="within", valueDuration=terms.duration(step.same_within))
        key = types.Extension(url="key", valueCode=step.same_as)
        found.append(types.Extension(url=terms.SAME_AS, extension=(key, within)))
    found += [types.Extension(url=terms.COMPETENCE, valueCode=name) for name in step.competence]
    return tuple(found)
