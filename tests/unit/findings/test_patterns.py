"""Which findings make a pattern, and how probable it is."""

from __future__ import annotations

import dataclasses
from itertools import product
from math import prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posture_cv.domain.estimates import Estimate, Interval, MeasureName, Unit
from posture_cv.domain.findings import Certainty, Finding, Support
from posture_cv.domain.judgements import PostureVerdict, Severity
from posture_cv.domain.views import BodySide, View
from posture_cv.findings import recognise
from posture_cv.findings.patterns import probability_of
from posture_cv.knowledge import load
from posture_cv.wiring import words_in

SAY = words_in("en").say


def certainty_of(probability: float) -> Certainty:
    return Certainty.LIKELY if probability >= 0.8 else Certainty.POSSIBLE if probability >= 0.5 else Certainty.NOT_DISTINGUISHABLE


def finding(distortion: str, probability: float, side: BodySide = BodySide.MIDLINE) -> Finding:
    return Finding(
        distortion=distortion,
        side=side,
        severity=Severity.MILD,
        probability=probability,
        certainty=certainty_of(probability),
        verdict=PostureVerdict.DIFFERS if probability >= 0.5 else PostureVerdict.CANNOT_TELL,
        measure=MeasureName("craniovertebral_angle"),
        estimate=Estimate(value=40.0, standard_error=2.0, interval=Interval(lower=36.7, upper=43.3), unit=Unit.DEGREE),
        absolute=False,
        support=(Support(measure=MeasureName("knee_angle"), view=View.LEFT, side=BodySide.LEFT, photo=0),),
        references=(),
    )


def named(**probabilities: float) -> dict[str, float]:
    return {p.pattern: p.probability for p in recognise([finding(key, p) for key, p in probabilities.items()], load())}


def test_nothing_found_makes_no_pattern():
    assert recognise((), load()) == ()


def test_two_required_members_multiply():
    assert named(anterior_pelvic_tilt=0.9, lumbar_hyperlordosis=0.8) == {"lower_crossed": pytest.approx(0.72)}


def test_one_of_several_others_is_enough():
    # forward head 0.9, and at least one of 0.6 and 0.5: 1 - 0.4 x 0.5 = 0.8
    assert named(forward_head=0.9, rounded_shoulders=0.6, hyperkyphosis=0.5)["upper_crossed"] == pytest.approx(0.72)


@pytest.mark.parametrize(
    "probabilities",
    [
        pytest.param({"forward_head": 0.99}, id="one member alone"),
        pytest.param({"rounded_shoulders": 0.99, "hyperkyphosis": 0.99}, id="without the required member"),
        pytest.param({"anterior_pelvic_tilt": 0.9, "lumbar_hyperlordosis": 0.4}, id="a member that nobody can tell"),
    ],
)
def test_a_pattern_whose_rule_does_not_hold_is_not_named(probabilities: dict[str, float]):
    assert named(**probabilities) == {}


def test_a_member_not_assessed_is_said_and_counts_as_absent():
    (pattern,) = recognise([finding("forward_head", 0.95), finding("rounded_shoulders", 0.9)], load())
    assert pattern.probability == pytest.approx(0.95 * 0.9)
    assert [member.distortion for member in pattern.not_assessed] == ["hyperkyphosis"]
    assert SAY(pattern.statement).endswith("Not assessed here: hyperkyphosis.")
    assert SAY(pattern.plain_statement).endswith("We could not look at: round upper back.")


def test_a_member_assessed_and_typical_is_not_called_missing():
    (pattern,) = recognise([finding("forward_head", 0.95), finding("rounded_shoulders", 0.9), finding("hyperkyphosis", 0.01)], load())
    assert pattern.not_assessed == ()
    assert "ot assessed" not in SAY(pattern.statement)


def test_an_excluded_finding_speaks_against():
    flat = {"flat_back": 0.9, "posterior_pelvic_tilt": 0.9}
    assert named(**flat)["flat_back_posture"] == pytest.approx(0.81)
    swaying = named(**flat, sway_back=0.9)
    assert "flat_back_posture" not in swaying
    # the pelvis ahead of the ankles with a flat back and a pelvis tipped back is the sway-back posture
    assert swaying == {"sway_back_posture": pytest.approx(0.9 * (1 - 0.1 * 0.1))}


def test_the_surer_side_counts():
    sides = [finding("genu_recurvatum", 0.6, BodySide.LEFT), finding("genu_recurvatum", 0.9, BodySide.RIGHT)]
    (pattern,) = recognise([finding("sway_back", 0.9), *sides], load())
    assert pattern.probability == pytest.approx(0.81)


def test_the_most_probable_comes_first():
    found = recognise([finding(row.key, 0.9) for row in load().distortions if row.key not in ("sway_back", "anterior_pelvic_tilt")], load())
    probabilities = [pattern.probability for pattern in found]
    assert len(found) > 1
    assert probabilities == sorted(probabilities, reverse=True)


def test_a_pattern_is_as_sure_as_the_members_that_make_it():
    (sure,) = recognise([finding("anterior_pelvic_tilt", 0.85), finding("lumbar_hyperlordosis", 0.85)], load())
    (unsure,) = recognise([finding("anterior_pelvic_tilt", 0.85), finding("lumbar_hyperlordosis", 0.7)], load())
    assert (sure.certainty, unsure.certainty) == (Certainty.LIKELY, Certainty.POSSIBLE)
    assert "likely" in SAY(sure.statement)
    assert "possible" in SAY(unsure.statement)
    assert "perhaps" in SAY(unsure.plain_statement)


def test_a_borderline_member_makes_no_pattern():
    edge = dataclasses.replace(finding("lumbar_hyperlordosis", 0.8), borderline=True, certainty=Certainty.NOT_DISTINGUISHABLE)
    assert recognise([finding("anterior_pelvic_tilt", 0.95), edge], load()) == ()


def test_a_pattern_refuses_an_impossible_probability():
    (pattern,) = recognise([finding("anterior_pelvic_tilt", 0.95), finding("lumbar_hyperlordosis", 0.95)], load())
    with pytest.raises(ValueError, match="between 0 and 1"):
        dataclasses.replace(pattern, probability=1.2)


@settings(max_examples=60)
@given(st.data())
def test_the_probability_is_that_of_all_outcomes_counted_one_by_one(data: st.DataObject):
    row = data.draw(st.sampled_from(load().patterns))
    keys = [*row.members, *row.excludes]
    probabilities = {key: data.draw(st.floats(0.0, 1.0)) for key in keys}
    total = 0.0
    for outcome in product((True, False), repeat=len(keys)):
        happened = dict(zip(keys, outcome, strict=True))
        if (
            all(happened[key] for key in row.required)
            and sum(happened[key] for key in row.members) >= row.at_least
            and not any(happened[key] for key in row.excludes)
        ):
            total += prod(probabilities[key] if happened[key] else 1.0 - probabilities[key] for key in keys)
    assert probability_of(row, probabilities) == pytest.approx(total, abs=1e-9)


def test_a_required_member_that_was_not_assessed_leaves_no_probability():
    for row in load().patterns:
        others = dict.fromkeys((key for key in row.members if key not in row.required[:1]), 0.9)
        assert probability_of(row, others) == 0.0
