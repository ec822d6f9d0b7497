"""How is a version written as FHIR, and read back?

One PlanDefinition (anchors and stages are groups of actions, steps are actions in them), one ActivityDefinition per
step that somebody does, one Questionnaire per set of questions, one CodeSystem per set of reasons. Promise:
`from_bundle(to_bundle(v)) == v`; the resources are plain R4 that another engine can `$apply`.
Must not know: patients. Source: `docs/reference/protocol-form.md`, Vulcan's schedule of activities for windows.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from medcluster.fhir import types
from medcluster.protocol import fhir_form_terms as terms
from medcluster.protocol.fhir_form_read import from_bundle
from medcluster.protocol.fhir_form_steps import stage_action, step_extensions
from medcluster.protocol.model import Anchor, Question, Step, Text, Version

__all__ = ["from_bundle", "to_bundle"]


def to_bundle(version: Version) -> list[types.Resource]:
    """Every resource of a version, the PlanDefinition first; ids follow from name and version."""
    found: list[types.Resource] = [plan_definition(version)]
    found += [_activity(version, step) for step in version.steps if not step.ask]
    found += [_questionnaire(version, name, questions) for name, questions in version.questionnaires.items()]
    for part, choices in (("deviation-reasons", version.deviation_reasons), ("exit-reasons", version.exit_reasons)):
        if choices:
            found.append(_code_system(version, part, choices))
    return found


def plan_definition(version: Version) -> types.PlanDefinition:
    """The PlanDefinition of a version."""
    title, title_ext = terms.spoken(version.title)
    description, description_ext = terms.spoken(version.description)
    anchors = types.PlanDefinitionAction(
        id=terms.ANCHORS_ACTION,
        title="Anchors",
        action=tuple(_anchor(anchor) for anchor in version.anchors.values()),
    )
    return types.PlanDefinition(
        id=terms.resource_id(version),
        url=version.url,
        version=version.version,
        name=_computable(version.name),
        title=title,
        title_ext=title_ext,
        status=version.status,  # type: ignore[arg-type]
        type=types.CodeableConcept(
            coding=(types.Coding(system=terms.PLAN_TYPE_SYSTEM, code="clinical-protocol", display="Clinical Protocol"),)
        ),
        description=description,
        description_ext=description_ext,
        publisher=version.owner or None,
        author=(types.ContactDetail(name=version.lead),) if version.lead else (),
        relatedArtifact=_artifacts(version),
        extension=_plan_extensions(version),
        action=((anchors,) if version.anchors else ())
        + tuple(stage_action(version, stage) for stage in version.stages),
    )


def _computable(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("-"))


def _artifacts(version: Version) -> tuple[types.RelatedArtifact, ...]:
    found = []
    if version.replaces:
        found.append(types.RelatedArtifact(type="predecessor", resource=f"{version.url}|{version.replaces}"))
    if version.origin_artefact or version.origin_partner:
        partner = types.Extension(url=terms.ORIGIN_PARTNER, valueString=version.origin_partner)
        found.append(
            types.RelatedArtifact(
                type="derived-from",
                resource=version.origin_artefact or None,
                extension=(partner,) if version.origin_partner else (),
            )
        )
    found += [types.RelatedArtifact(type="citation", label=one.id, citation=one.cite) for one in version.evidence]
    return tuple(found)


def _plan_extensions(version: Version) -> tuple[types.Extension, ...]:
    found = [_variable(name, parts) for name, parts in version.defines.items()]
    found += [_words_by_code(terms.CRITERION, name, words) for name, words in version.criteria.items()]
    found += [_exit(expression, reason) for expression, reason in version.exits]
    for url, structure in ((terms.ADHERENCE, version.adherence), (terms.OUTCOMES, version.outcomes)):
        if structure:
            found.append(types.Extension(url=url, valueString=json.dumps(structure, ensure_ascii=False)))
    found += [_words_by_code(terms.CHANGE, step_id, words) for step_id, words in version.changes.items()]
    found += [_words_by_code(terms.ADAPTATION, step_id, words) for step_id, words in version.adaptations.items()]
    return tuple(found)


def _variable(name: str, parts: Mapping[str, str]) -> types.Extension:
    """A defined fact as a variable: the latest resource of a type with a code."""
    extras = [(terms.UNIT, parts.get("unit")), (terms.WITHIN, parts.get("within"))]
    query = f"{parts['latest']}?code={parts['code']}&_sort=-date&_count=1"
    return types.Extension(
        url=terms.VARIABLE,
        valueExpression=types.Expression(
            name=name,
            language=terms.FHIR_QUERY,
            expression=query,
            extension=tuple(types.Extension(url=url, valueString=value) for url, value in extras if value),
        ),
    )


def _words_by_code(url: str, code: str, words: Text) -> types.Extension:
    value, element = terms.spoken(words)
    return types.Extension(
        url=url,
        extension=(
            types.Extension(url="code", valueCode=code),
            types.Extension(url="words", valueString=value, valueString_ext=element),
        ),
    )


def _exit(expression: str, reason: str) -> types.Extension:
    when = types.Extension(
        url="if", valueExpression=types.Expression(language=terms.FHIRPATH, expression=expression or None)
    )
    parts = (when,) if expression else ()
    return types.Extension(url=terms.EXIT, extension=(*parts, types.Extension(url="reason", valueCode=reason)))


def _anchor(anchor: Anchor) -> types.PlanDefinitionAction:
    title, title_ext = terms.spoken(anchor.title)
    extensions = [types.Extension(url=terms.ANCHOR_PLANNED, valueString=source) for source in anchor.planned]
    if anchor.actual_step:
        extensions.append(types.Extension(url=terms.ANCHOR_STEP, valueCode=anchor.actual_step))
    return types.PlanDefinitionAction(
        id=f"anchor.{anchor.name}",
        title=title,
        title_ext=title_ext,
        extension=tuple(extensions),
        trigger=tuple(
            types.TriggerDefinition(type="data-added", data=(terms.requirement(one),)) for one in anchor.actual
        ),
    )


def _activity(version: Version, step: Step) -> types.ActivityDefinition:
    title, title_ext = terms.spoken(step.title)
    description, description_ext = terms.spoken(step.description)
    return types.ActivityDefinition(
        id=terms.resource_id(version, step.id),
        url=terms.step_url(version, step.id),
        version=version.version,
        name=_computable(f"{version.name}-{step.id}"),
        title=title,
        title_ext=title_ext,
        status=version.status,  # type: ignore[arg-type]
        description=description,
        description_ext=description_ext,
        kind="Task",
        intent="order",
        code=types.CodeableConcept(coding=(types.Coding(system=version.url, code=step.id, display=title),)),
        participant=tuple(
            types.ActivityDefinitionParticipant(
                type="patient" if role == "patient" else "practitioner",
                role=types.CodeableConcept(coding=(types.Coding(system=terms.ROLE_SYSTEM, code=role),)),
            )
            for role in step.by
        ),
        extension=step_extensions(step),
    )


def _questionnaire(version: Version, name: str, questions: tuple[Question, ...]) -> types.Questionnaire:
    asking = next((step for step in version.steps if step.ask == name), None)
    title, title_ext = terms.spoken(asking.title) if asking else (name, None)
    return types.Questionnaire(
        id=terms.resource_id(version, name),
        url=terms.questionnaire_url(version, name),
        version=version.version,
        name=_computable(f"{version.name}-{name}"),
        title=title,
        title_ext=title_ext,
        status=version.status,  # type: ignore[arg-type]
        subjectType=("Patient",),
        item=tuple(_question(version, name, question) for question in questions),
    )


def _question(version: Version, name: str, question: Question) -> types.QuestionnaireItem:
    text, text_ext = terms.spoken(question.text)
    extensions: list[types.Extension] = []
    if question.kind in ("integer", "scale"):
        extensions.append(types.Extension(url=terms.MINIMUM, valueInteger=question.minimum))
        extensions.append(types.Extension(url=terms.MAXIMUM, valueInteger=question.maximum))
    if question.kind == "scale":
        slider = types.CodeableConcept(coding=(types.Coding(system=terms.ITEM_CONTROL_SYSTEM, code="slider"),))
        extensions.append(types.Extension(url=terms.ITEM_CONTROL, valueCodeableConcept=slider))
    system = f"{terms.questionnaire_url(version, name)}:{question.id}"
    return types.QuestionnaireItem(
        linkId=question.id,
        text=text,
        text_ext=text_ext,
        type="integer" if question.kind == "scale" else question.kind,  # type: ignore[arg-type]
        extension=tuple(extensions),
        answerOption=tuple(
            types.QuestionnaireItemAnswerOption(valueCoding=_option(system, code, words))
            for code, words in question.options
        ),
    )


def _option(system: str, code: str, words: Text) -> types.Coding:
    display, display_ext = terms.spoken(words)
    return types.Coding(system=system, code=code, display=display, display_ext=display_ext)


def _code_system(version: Version, part: str, choices: tuple[tuple[str, Text], ...]) -> types.CodeSystem:
    return types.CodeSystem(
        id=terms.resource_id(version, part),
        url=f"{version.url}:{part}",
        version=version.version,
        name=_computable(f"{version.name}-{part}"),
        status=version.status,  # type: ignore[arg-type]
        content="complete",
        caseSensitive=True,
        concept=tuple(
            types.CodeSystemConcept(
                code=code,
                display=words.get("en"),
                designation=tuple(
                    types.CodeSystemConceptDesignation(language=language, value=text)
                    for language, text in words.items()
                    if language != "en"
                ),
            )
            for code, words in choices
        ),
    )
