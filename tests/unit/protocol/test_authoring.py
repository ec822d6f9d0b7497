"""The text that a clinician writes: what is read, and what is said when it cannot be."""

from __future__ import annotations

import pytest

from medcluster.foundation import Kind, Refusal
from medcluster.protocol import compile_text, compiled, library, missing_words, to_text

SMALL = """\
protocol: knee
version: 1.0.0
title: {en: Knee}
anchors: {surgery: {planned: {set-by: coordinator}, actual: {step: operate}}}
steps:
  - {id: operate, stage: surgery, by: surgeon, at: "surgery +0h [0h, 12h]"}
  - {id: walk, stage: recovery, by: [physio, nurse], at: "surgery +4h [2h, 24h]", need: [room x2 30min]}
"""


def problems(text: str) -> list[str]:
    """What the compiler says, as `file:line: sentence`."""
    with pytest.raises(Refusal) as caught:
        compile_text(text, file="knee.yaml")
    return [f"{issue.where}: {issue.text}" for issue in caught.value.issues]


def test_a_small_protocol_is_read_whole() -> None:
    """The smallest useful text gives steps, stages, roles and windows."""
    version = compile_text(SMALL)
    assert [step.id for step in version.steps] == ["operate", "walk"]
    assert [stage.id for stage in version.stages] == ["surgery", "recovery"]
    assert version.step("walk").by == ("physiotherapist", "nurse")
    assert version.step("walk").needs[0].count == 2
    assert version.step("walk").at.target.total_seconds() == 4 * 3600
    assert version.anchors["surgery"].planned == ("set-by: coordinator",)
    assert version.canonical == "urn:medcluster:protocol:knee|1.0.0"


def test_every_problem_is_told_at_once_with_its_line() -> None:
    """Three mistakes in three lines give three findings, and nothing comes out."""
    text = (
        SMALL.replace("by: surgeon", "by: surgon")
        .replace("4h [2h", "4 hours [2h")
        .replace("anchors: {surgery", "anchors: {op")
    )
    found = problems(text)
    assert any(said.startswith("knee.yaml:6: step operate: `surgon` is not a role") for said in found)
    assert any(said.startswith("knee.yaml:6: step operate: there is no anchor `surgery`") for said in found)
    assert any(said.startswith("knee.yaml:7: ") and "is not a duration" in said for said in found)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('if: "%hb < 130"', "`%hb` is not defined; put it under `define`"),
        ('if: "today() > @2026-01-01"', "must not ask for the time"),
        ("when: criteria-met", "`criteria-met` is not defined"),
        ("ask: prom", "there is no questionnaire `prom`"),
        ("ref: eras", "there is no evidence `eras`"),
        ("else: operate", "`else` without `if`"),
        ("need: [room]", "is not a need"),
        ("done: [{Observation: 718-7}]", "is not a code"),
        ("cycle: {every: 21d, times: 6, days: [1, 40]}", "are not days of a cycle"),
        ("wen: x", "has no `wen`; did you mean `when`?"),
        ("title: {fr: Marche}", "has no English words"),
        ("stage: surgery", "has `stage` twice"),
    ],
)
def test_a_mistake_is_named(line: str, said: str) -> None:
    """Each mistake in the second step is told at that step's line."""
    found = problems(SMALL.replace("id: walk, ", f"id: walk, {line}, "))
    assert any(said in finding and finding.startswith("knee.yaml:7") for finding in found), found


def test_a_text_that_is_not_yaml_names_the_line() -> None:
    """An unclosed bracket is a malformed text, not a broken protocol."""
    with pytest.raises(Refusal) as caught:
        compile_text("protocol: knee\nsteps: [\n", file="knee.yaml")
    assert caught.value.kind is Kind.MALFORMED
    assert caught.value.issues[0].where.startswith("knee.yaml:")


def test_an_anchor_must_not_hang_on_itself() -> None:
    """Two anchors that hang on each other would never have a date."""
    text = SMALL.replace("anchors: {", 'anchors: {a: {planned: ["b +1d"]}, b: {planned: ["a +1d"]}, ')
    assert any("hangs on itself" in said for said in problems(text))


@pytest.mark.parametrize("key", sorted(library()))
def test_every_text_of_the_library_compiles_and_is_written_again(key: str) -> None:
    """compile(to_text(v)) == v for all that is shipped."""
    version = compiled(key)
    assert compile_text(to_text(version)) == version
    assert to_text(compile_text(to_text(version))) == to_text(version)


@pytest.mark.parametrize("key", sorted(key for key in library() if "/origin-" not in key))
def test_our_own_protocols_speak_four_languages(key: str) -> None:
    """A partner's original keeps its own languages; ours lack none."""
    assert missing_words(compiled(key)) == []
