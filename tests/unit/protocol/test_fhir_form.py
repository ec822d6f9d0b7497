"""A protocol as FHIR resources, and back."""

from __future__ import annotations

import pytest

from medcluster.fhir import types
from medcluster.foundation import Refusal
from medcluster.protocol import compiled, from_bundle, library, to_bundle

HIP = compiled("hip-fast-track/2.1.0")


@pytest.mark.parametrize("key", sorted(library()))
def test_every_protocol_comes_back_equal(key: str) -> None:
    """from_bundle(to_bundle(v)) == v, through the bytes that are stored."""
    version = compiled(key)
    stored = [types.encode(resource) for resource in to_bundle(version)]
    assert from_bundle(types.decode(data) for data in stored) == version


@pytest.mark.parametrize("key", sorted(library()))
def test_every_reference_inside_resolves(key: str) -> None:
    """What an action defines or relates to is there; ids and addresses are unique."""
    resources = to_bundle(compiled(key))
    ids = [(types.type_name(one), one.id) for one in resources]
    assert len(ids) == len(set(ids))
    addresses = {f"{one.url}|{one.version}" for one in resources}  # type: ignore[attr-defined]
    assert len(addresses) == len(resources)
    plan = resources[0]
    assert isinstance(plan, types.PlanDefinition)
    inner = [action for group in plan.action for action in group.action]
    names = {action.id for action in inner}
    for action in inner:
        assert action.definitionCanonical is None or action.definitionCanonical in addresses
        assert all(related.actionId in names for related in action.relatedAction)


def test_the_shape_of_the_hip() -> None:
    """One PlanDefinition, an activity for every step but the questionnaire's, a Questionnaire, two sets of reasons."""
    kinds = [types.type_name(one) for one in to_bundle(HIP)]
    assert kinds == ["PlanDefinition", *["ActivityDefinition"] * 12, "Questionnaire", "CodeSystem", "CodeSystem"]


def test_a_window_stands_beside_its_offset() -> None:
    """The offset is the target; the range beside it is the window, counted from the same anchor."""
    plan = to_bundle(HIP)[0]
    assert isinstance(plan, types.PlanDefinition)
    school = next(action for group in plan.action for action in group.action if action.id == "school")
    related = school.relatedAction[0]
    assert (related.actionId, related.relationship) == ("anchor.surgery", "before-start")
    assert related.offsetDuration is not None and related.offsetDuration.value == 14
    window = related.extension[0].valueRange
    assert window is not None and window.low is not None and window.high is not None
    assert (str(window.low.value), str(window.high.value)) == ("-42", "-3")


def test_a_plan_of_another_make_is_refused_in_words() -> None:
    """A PlanDefinition without windows is somebody else's: it can be applied, not run."""
    plan = types.PlanDefinition(
        url="http://example.org/p",
        status="draft",
        action=(types.PlanDefinitionAction(id="stage.x", action=(types.PlanDefinitionAction(id="a"),)),),
    )
    with pytest.raises(Refusal, match="not in the form"):
        from_bundle([plan])
