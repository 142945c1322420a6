"""Which distortions are found, on which side, in which words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from posture_cv.domain.estimates import Measurement, MeasureName
from posture_cv.domain.findings import Certainty, Finding, Severity
from posture_cv.domain.measurements import MeasurementSet
from posture_cv.domain.views import BodySide, Position, View
from posture_cv.findings import find
from posture_cv.knowledge import load
from posture_cv.wiring import words_in

Build = Callable[..., Measurement]
SAY = words_in("en").say


def found(*measurements: Measurement, position: Position = Position.STANDING) -> dict[tuple[str, BodySide], Finding]:
    findings = find(MeasurementSet(measurements=measurements), load(), position)
    return {(finding.distortion, finding.side): finding for finding in findings}


def test_nothing_measured_finds_nothing():
    assert found() == {}


def test_a_craniovertebral_angle_of_38_is_a_marked_forward_head(measure: Build):
    finding = found(measure(MeasureName("craniovertebral_angle"), 38.0, 2.0))["forward_head", BodySide.MIDLINE]
    assert finding.severity is Severity.MARKED
    assert finding.certainty is Certainty.LIKELY
    assert "craniovertebral angle 38° (90 % interval 35 to 41°)" in SAY(finding.statement)
    assert SAY(finding.plain_statement).startswith("Your head sits forward of your trunk (probably): 38°, range 35 to 41°")


def test_an_angle_between_the_cuts_is_mild(measure: Build):
    assert found(measure(MeasureName("craniovertebral_angle"), 47.0, 2.0))["forward_head", BodySide.MIDLINE].severity is Severity.MILD


def test_a_wide_error_leaves_a_finding_possible(measure: Build):
    assert found(measure(MeasureName("craniovertebral_angle"), 47.0, 6.0))["forward_head", BodySide.MIDLINE].certainty is Certainty.POSSIBLE


def test_a_typical_angle_is_not_distinguishable(measure: Build):
    finding = found(measure(MeasureName("craniovertebral_angle"), 55.0, 3.0))["forward_head", BodySide.MIDLINE]
    assert finding.severity is Severity.TYPICAL
    assert not finding.is_distinguishable
    assert SAY(finding.statement) == (
        "Forward head: not distinguishable from typical in this photo. Craniovertebral angle: 55°, range 50 to 60°."
    )


def test_decimals_follow_the_error(measure: Build):
    statement = found(measure(MeasureName("craniovertebral_angle"), 38.0, 0.5))["forward_head", BodySide.MIDLINE].statement
    assert "38.0° (90 % interval 37.2 to 38.8°)" in SAY(statement)


def test_left_and_right_photo_make_one_finding(measure: Build):
    findings = found(
        measure(MeasureName("craniovertebral_angle"), 38.0, 2.0),
        measure(MeasureName("craniovertebral_angle"), 40.0, 2.0, view=View.RIGHT, side=BodySide.RIGHT, photo=1),
    )
    assert list(findings) == [("forward_head", BodySide.MIDLINE)]
    finding = findings["forward_head", BodySide.MIDLINE]
    assert [(s.photo, s.view, s.side) for s in finding.support] == [(0, View.LEFT, BodySide.LEFT), (1, View.RIGHT, BodySide.RIGHT)]
    assert "39°" in SAY(finding.statement)


def test_each_knee_is_judged_on_its_own(measure: Build):
    findings = found(
        measure(MeasureName("knee_angle"), 192.0, 2.0),
        measure(MeasureName("knee_angle"), 181.0, 2.0, view=View.RIGHT, side=BodySide.RIGHT, photo=1),
    )
    left, right = findings["genu_recurvatum", BodySide.LEFT], findings["genu_recurvatum", BodySide.RIGHT]
    assert left.severity is Severity.MARKED
    assert not right.is_distinguishable
    assert SAY(left.statement).startswith("Genu recurvatum left, marked, likely")


def test_front_and_back_photo_of_one_leg_are_pooled(measure: Build):
    leg = {"side": BodySide.RIGHT}
    findings = found(
        measure(MeasureName("hip_knee_ankle"), 170.0, 2.0, view=View.FRONT, **leg),
        measure(MeasureName("hip_knee_ankle"), 172.0, 2.0, view=View.BACK, photo=1, **leg),
    )
    assert len(findings["valgus_knee", BodySide.RIGHT].support) == 2
    assert findings["valgus_knee", BodySide.RIGHT].certainty is Certainty.LIKELY
    assert not findings["varus_knee", BodySide.RIGHT].is_distinguishable


@pytest.mark.parametrize(
    ("name", "value", "distortion", "side"),
    [
        # positive: the person's right side is lower
        pytest.param(MeasureName("head_tilt_frontal"), 6.0, "head_tilt", BodySide.RIGHT, id="head to the right"),
        pytest.param(MeasureName("head_tilt_frontal"), -6.0, "head_tilt", BodySide.LEFT, id="head to the left"),
        pytest.param(MeasureName("shoulder_level"), 6.0, "shoulder_high", BodySide.LEFT, id="right shoulder lower"),
        pytest.param(MeasureName("shoulder_level"), -6.0, "shoulder_high", BodySide.RIGHT, id="left shoulder lower"),
        pytest.param(MeasureName("pelvic_obliquity"), 6.0, "pelvic_obliquity", BodySide.LEFT, id="right hip lower"),
    ],
)
def test_a_tilt_names_its_side_and_shows_no_sign(measure: Build, name: MeasureName, value: float, distortion: str, side: BodySide):
    finding = found(measure(name, value, 1.0, view=View.FRONT, side=BodySide.MIDLINE))[distortion, side]
    for text in map(SAY, (finding.statement, finding.plain_statement)):
        assert side in text.lower()
        assert "6°" in text
        assert "4 to 8°" in text
        assert "-" not in text


def test_a_level_line_has_no_side(measure: Build):
    level = measure(MeasureName("shoulder_level"), 0.0, 1.0, view=View.FRONT, side=BodySide.MIDLINE)
    assert list(found(level)) == [("shoulder_high", BodySide.MIDLINE)]


def test_standing_cut_offs_are_not_used_for_sitting(measure: Build):
    lateral = measure(MeasureName("craniovertebral_angle"), 38.0, 2.0)
    frontal = measure(MeasureName("head_tilt_frontal"), 6.0, 1.0, view=View.FRONT, side=BodySide.MIDLINE, photo=1)
    assert list(found(lateral, frontal, position=Position.SITTING)) == [("head_tilt", BodySide.RIGHT)]


def test_the_most_probable_comes_first(measure: Build):
    findings = find(
        MeasurementSet(
            measurements=(
                measure(MeasureName("lumbar_lordosis"), 23.0, 4.0),
                measure(MeasureName("pelvic_tilt"), 24.0, 3.0),
                measure(MeasureName("craniovertebral_angle"), 38.0, 2.0),
            )
        ),
        load(),
        Position.STANDING,
    )
    probabilities = [finding.probability for finding in findings]
    assert probabilities == sorted(probabilities, reverse=True)
    assert [finding.distortion for finding in findings[:2]] == ["forward_head", "anterior_pelvic_tilt"]


@pytest.mark.parametrize("tilt", [-2.0, 12.0, 19.0])
def test_a_pelvis_within_normal_variation_is_not_called_anterior(measure: Build, tilt: float):
    assert not found(measure(MeasureName("pelvic_tilt"), tilt, 3.0))["anterior_pelvic_tilt", BodySide.MIDLINE].is_distinguishable


def test_a_value_beyond_the_cut_yet_within_the_typical_range_says_both(measure: Build):
    finding = found(measure(MeasureName("craniovertebral_angle"), 44.0, 2.0))["forward_head", BodySide.MIDLINE]
    assert finding.is_distinguishable
    assert "beyond the cut-off, yet within the typical range of 40 to 58°" in SAY(finding.statement)
    assert "Most people without complaints are in this range too." in SAY(finding.plain_statement)


def test_a_value_outside_the_typical_range_does_not_claim_to_be_within(measure: Build):
    finding = found(measure(MeasureName("craniovertebral_angle"), 36.0, 2.0))["forward_head", BodySide.MIDLINE]
    assert "typical range" not in SAY(finding.statement)
    assert "in this range" not in SAY(finding.plain_statement)
