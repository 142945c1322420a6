"""Posture patterns and conflicts on the Findings tab."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from .conftest import words


def page(*, stopped: bool) -> None:
    from posture_cv.domain.findings import Certainty, PatternMember, PosturePattern
    from posture_cv.ui.components import patterns
    from posture_cv.ui.engine import assessor

    knowledge = assessor().instruments.knowledge
    row = next(one for one in knowledge.patterns if one.key == "upper_crossed")
    probabilities = {"forward_head": 0.9, "rounded_shoulders": 0.8}
    members = tuple(PatternMember(distortion=key, required=key in row.required, probability=probabilities.get(key)) for key in row.members)
    seen = PosturePattern(
        pattern=row.key,
        probability=0.72,
        certainty=Certainty.POSSIBLE,
        members=members,
        references=row.references,
    )
    patterns.show((seen,), knowledge, stopped=stopped)
    patterns.conflicts([knowledge.muscle("hamstrings").name])


def test_a_pattern_says_how_probable_it_is_and_what_nobody_assessed() -> None:
    at = AppTest.from_function(page, kwargs={"stopped": False}, default_timeout=60).run()
    assert not at.exception
    said = words(at)
    assert ">possible<" in said
    assert "probability 72 %" in said
    assert "Forward head (90 %); Rounded shoulders (80 %)" in said
    assert "<dt>Not assessed</dt><dd>Hyperkyphosis</dd>" in said
    assert "test them" in said
    assert "The findings disagree about Hamstrings" in said


def test_a_pattern_opens_its_card() -> None:
    at = AppTest.from_function(page, kwargs={"stopped": False}, default_timeout=60).run()
    next(button for button in at.button if button.label == "Upper crossed pattern").click().run()
    assert "<h2>Upper crossed pattern</h2>" in words(at)
    assert "<dt>Evidence against</dt>" in words(at)


@pytest.mark.parametrize(("stopped", "said"), [(False, True), (True, False)])
def test_a_stopped_visit_names_no_muscles_with_its_pattern(stopped: bool, said: bool) -> None:
    at = AppTest.from_function(page, kwargs={"stopped": stopped}, default_timeout=60).run()
    assert ("back of the neck and the chest" in words(at)) is said
