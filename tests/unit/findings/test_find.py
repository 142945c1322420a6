"""Which distortions are found, on which side, in which words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from posture_cv.domain.estimates import Measurement, MeasureName, Unit
from posture_cv.domain.findings import Certainty, Finding
from posture_cv.domain.judgements import PostureVerdict, Severity
from posture_cv.domain.measurements import MeasurementSet
from posture_cv.domain.person import Person, Sex
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


def test_a_craniovertebral_angle_of_36_differs(measure: Build):
    # the 5th percentile is 48.9 - 1.645 * 5.2 = 40.3; 36 is (48.9 - 36) / 5.2 = 2.48 standard deviations low: percentile 0.7
    finding = found(measure(MeasureName("craniovertebral_angle"), 36.0, 2.0))["forward_head", BodySide.MIDLINE]
    assert (finding.severity, finding.certainty) == (Severity.MILD, Certainty.LIKELY)
    assert finding.judgement.percentile == pytest.approx(0.66, abs=0.01)
    assert "craniovertebral angle 36° (90 % interval 33 to 39°)" in SAY(finding.statement)
    assert "percentile 1 (90 % interval 1 to 3) of adults aged 17 to 83" in SAY(finding.statement)
    assert SAY(finding.plain_statement).startswith("Your head sits forward of your trunk (probably): 36°, range 33 to 39°")
    assert "half of pain-free adults lie below 49" in SAY(finding.convention)


def test_the_average_person_has_no_forward_head(measure: Build):
    finding = found(measure(MeasureName("craniovertebral_angle"), 48.9, 3.0))["forward_head", BodySide.MIDLINE]
    assert (finding.severity, finding.verdict, finding.borderline) == (Severity.TYPICAL, PostureVerdict.TYPICAL, False)
    assert not finding.is_distinguishable
    assert SAY(finding.statement) == "Forward head: typical. Craniovertebral angle: 49°, 90 % interval 44 to 54°."


def test_a_wide_error_leaves_it_open(measure: Build):
    finding = found(measure(MeasureName("craniovertebral_angle"), 38.0, 5.0))["forward_head", BodySide.MIDLINE]
    assert finding.verdict is PostureVerdict.CANNOT_TELL
    assert not finding.is_distinguishable
    assert SAY(finding.statement).startswith("Forward head: cannot tell from these photos.")


@pytest.mark.parametrize("side", [-1, 1])
def test_a_value_near_the_edge_is_borderline_and_enters_no_list(measure: Build, side: int):
    # .8 lies 0.842 standard errors beyond the 5th percentile of 40.35; a tenth of an error to either side is borderline
    value = 40.35 - 2.0 * (0.842 + side * 0.1)
    finding = found(measure(MeasureName("craniovertebral_angle"), value, 2.0))["forward_head", BodySide.MIDLINE]
    assert finding.verdict is (PostureVerdict.DIFFERS if side > 0 else PostureVerdict.CANNOT_TELL)
    assert finding.borderline
    assert not finding.is_distinguishable
    assert "borderline" in SAY(finding.statement)


@pytest.mark.parametrize("side", [-1, 1])
def test_in_the_middle_of_the_range_a_value_is_probably_typical_and_not_at_its_edge(measure: Build, side: int):
    # 1.645 of 5.2 to either end are 1.282 standard errors where that is 6.68: a tenth lies beyond each, .2 in all
    measured = measure(MeasureName("craniovertebral_angle"), 48.9, 6.68 * (1.0 + side * 0.02))
    judgement = found(measured)["forward_head", BodySide.MIDLINE].judgement
    assert judgement.verdict is (PostureVerdict.CANNOT_TELL if side > 0 else PostureVerdict.TYPICAL)
    assert judgement.borderline
    assert SAY(judgement.wording) == "probably typical"


def test_a_value_that_differs_by_a_hair_is_borderline_and_not_probably_typical(measure: Build):
    judgement = found(measure(MeasureName("craniovertebral_angle"), 40.35 - 2.0 * 0.85, 2.0))["forward_head", BodySide.MIDLINE].judgement
    assert SAY(judgement.wording) == "borderline"


def test_a_convention_is_never_more_than_possible(measure: Build):
    finding = found(measure(MeasureName("head_tilt_frontal"), 12.0, 1.0, view=View.FRONT, side=BodySide.MIDLINE))[
        "head_tilt", BodySide.RIGHT
    ]
    assert (finding.verdict, finding.severity) == (PostureVerdict.BEYOND_CONVENTION, Severity.BEYOND_CONVENTION)
    assert finding.certainty is Certainty.POSSIBLE
    assert finding.judgement.percentile is None
    assert SAY(finding.statement).startswith("Head tilt to the right, beyond convention, possible: 12°")


def test_decimals_follow_the_error(measure: Build):
    statement = found(measure(MeasureName("craniovertebral_angle"), 36.0, 0.5))["forward_head", BodySide.MIDLINE].statement
    assert "36.0° (90 % interval 35.2 to 36.8°)" in SAY(statement)


def test_left_and_right_photo_make_one_finding(measure: Build):
    findings = found(
        measure(MeasureName("craniovertebral_angle"), 34.0, 2.0),
        measure(MeasureName("craniovertebral_angle"), 36.0, 2.0, view=View.RIGHT, side=BodySide.RIGHT, photo=1),
    )
    assert list(findings) == [("forward_head", BodySide.MIDLINE)]
    finding = findings["forward_head", BodySide.MIDLINE]
    assert [(s.photo, s.view, s.side) for s in finding.support] == [(0, View.LEFT, BodySide.LEFT), (1, View.RIGHT, BodySide.RIGHT)]
    assert "35°" in SAY(finding.statement)


def test_each_knee_is_judged_on_its_own(measure: Build):
    findings = found(
        measure(MeasureName("knee_angle"), 192.0, 2.0),
        measure(MeasureName("knee_angle"), 181.0, 2.0, view=View.RIGHT, side=BodySide.RIGHT, photo=1),
    )
    left, right = findings["genu_recurvatum", BodySide.LEFT], findings["genu_recurvatum", BodySide.RIGHT]
    assert left.severity is Severity.BEYOND_CONVENTION
    assert not right.is_distinguishable
    assert SAY(left.statement).startswith("Genu recurvatum left, beyond convention, possible")


def test_front_and_back_photo_of_one_leg_are_pooled(measure: Build):
    leg = {"side": BodySide.RIGHT}
    findings = found(
        measure(MeasureName("hip_knee_ankle"), 170.0, 2.0, view=View.FRONT, **leg),
        measure(MeasureName("hip_knee_ankle"), 172.0, 2.0, view=View.BACK, photo=1, **leg),
    )
    assert len(findings["valgus_knee", BodySide.RIGHT].support) == 2
    assert findings["valgus_knee", BodySide.RIGHT].certainty is Certainty.POSSIBLE
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


def test_sitting_people_are_compared_with_sitting_people_or_not_at_all(measure: Build):
    # sitting: 52.0 - 1.645 * 8.3 = 38.3, of which 30 is clear; no source gives the curves of sitting people
    lateral = measure(MeasureName("craniovertebral_angle"), 30.0, 2.0)
    curve = measure(MeasureName("thoracic_kyphosis"), 80.0, 2.0)
    frontal = measure(MeasureName("head_tilt_frontal"), 6.0, 1.0, view=View.FRONT, side=BodySide.MIDLINE, photo=1)
    findings = found(lateral, frontal, curve, position=Position.SITTING)
    assert sorted(findings) == [("forward_head", BodySide.MIDLINE), ("head_tilt", BodySide.RIGHT)]
    assert findings["forward_head", BodySide.MIDLINE].is_distinguishable
    assert (
        found(measure(MeasureName("craniovertebral_angle"), 37.0, 2.5), position=Position.SITTING)["forward_head", BodySide.MIDLINE].verdict
        is PostureVerdict.CANNOT_TELL
    )


def test_the_most_probable_comes_first(measure: Build):
    findings = find(
        MeasurementSet(
            measurements=(
                measure(MeasureName("lumbar_lordosis"), 23.0, 4.0),
                measure(MeasureName("pelvic_tilt"), 26.0, 3.0),
                measure(MeasureName("craniovertebral_angle"), 34.0, 2.0),
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


def shoulders(measure: Build, offset: float, angle: float | None = None, kyphosis: float = 40.0, *, photos: int = 1) -> Finding:
    """Rounded shoulders by the acromion's offset, seen from one side or both."""
    taken = [measure(MeasureName("thoracic_kyphosis"), kyphosis, 4.0)]
    for photo in range(photos):
        seen = {"view": View.RIGHT, "side": BodySide.RIGHT, "photo": 1} if photo else {}
        taken.append(measure(MeasureName("acromion_forward_of_c7"), offset, 0.7, unit=Unit.PERCENT_HEIGHT, **seen))
        if angle is not None:
            taken.append(measure(MeasureName("forward_shoulder_angle_from_vertical"), angle, 4.0, **seen))
    return found(*taken)["rounded_shoulders", BodySide.MIDLINE]


def test_in_one_photo_the_offset_alone_decides_about_the_shoulders(measure: Build):
    assert shoulders(measure, 7.0).certainty is Certainty.POSSIBLE
    assert shoulders(measure, 5.3).verdict is PostureVerdict.CANNOT_TELL
    assert shoulders(measure, 3.0).verdict is PostureVerdict.TYPICAL


def test_an_angle_or_a_round_back_that_differs_makes_rounded_shoulders_likely(measure: Build):
    # 95th percentiles: 36.3 + 1.645 * 8.5 = 50.3 and 41.7 + 1.645 * 9.2 = 56.8
    assert shoulders(measure, 7.0, 62.0, photos=2).certainty is Certainty.LIKELY
    assert shoulders(measure, 7.0, kyphosis=66.0).certainty is Certainty.LIKELY


def test_a_typical_angle_from_both_sides_takes_rounded_shoulders_back(measure: Build):
    assert shoulders(measure, 7.0, 36.0, photos=2).verdict is PostureVerdict.CANNOT_TELL
    assert shoulders(measure, 7.0, 36.0).is_distinguishable


@pytest.mark.parametrize(
    ("sway", "lean", "verdict"),
    [
        pytest.param(9.0, -8.0, PostureVerdict.BEYOND_CONVENTION, id="pelvis ahead and trunk back"),
        pytest.param(9.0, 0.0, PostureVerdict.TYPICAL, id="the whole body leans forward"),
        pytest.param(2.5, -8.0, PostureVerdict.TYPICAL, id="the trunk alone leans back"),
        pytest.param(9.0, -3.5, PostureVerdict.CANNOT_TELL, id="the trunk perhaps leans back"),
    ],
)
def test_sway_back_is_a_pelvis_ahead_and_a_trunk_back(measure: Build, sway: float, lean: float, verdict: PostureVerdict):
    finding = found(measure(MeasureName("sway_angle"), sway, 1.0), measure(MeasureName("trunk_lean"), lean, 1.5))
    assert finding["sway_back", BodySide.MIDLINE].verdict is verdict


def test_without_the_trunk_nothing_is_said_of_a_sway_back(measure: Build):
    assert found(measure(MeasureName("sway_angle"), 12.0, 1.0)) == {}


def test_sex_chooses_the_people_compared_with(measure: Build):
    # 38: men 17.3 + 1.645 * 9.3 = 32.6, women 29.6 + 1.645 * 11.3 = 48.2
    hollow = MeasurementSet(measurements=(measure(MeasureName("lumbar_lordosis"), 38.0, 3.0),))
    verdicts = {
        sex: next(
            finding.verdict
            for finding in find(hollow, load(), Position.STANDING, Person(sex=sex))
            if finding.distortion == "lumbar_hyperlordosis"
        )
        for sex in Sex
    }
    assert verdicts == {Sex.MALE: PostureVerdict.DIFFERS, Sex.FEMALE: PostureVerdict.TYPICAL}


def test_where_the_measurement_errs_by_more_than_people_differ_only_a_marked_value_differs(measure: Build):
    # pelvis: 10.6 + 1.645 * 4.5 = 18.0, 10.6 + 3 * 4.5 = 24.1; an error of 6 needs 24.1 + 0.842 * 6 = 29.2
    tilts = {
        value: found(measure(MeasureName("pelvic_tilt"), value, 6.0))["anterior_pelvic_tilt", BodySide.MIDLINE]
        for value in (24.5, 28.0, 33.0)
    }
    assert tilts[24.5].verdict is PostureVerdict.CANNOT_TELL
    assert (tilts[28.0].verdict, tilts[28.0].severity) == (PostureVerdict.DIFFERS, Severity.MILD)
    assert (tilts[33.0].verdict, tilts[33.0].severity) == (PostureVerdict.DIFFERS, Severity.MARKED)


def test_a_tilt_that_may_lie_far_to_either_side_is_no_finding_to_one(measure: Build):
    # 3 degrees with an error of 14: beyond 3 to one side 50 %, to the other 33 %; together they would read as sure
    tilt = measure(MeasureName("shoulder_level"), 3.0, 14.0, view=View.FRONT, side=BodySide.MIDLINE)
    finding = found(tilt)["shoulder_high", BodySide.LEFT]
    assert finding.probability == pytest.approx(0.5, abs=0.005)
    assert finding.verdict is PostureVerdict.CANNOT_TELL
