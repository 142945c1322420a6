"""The sample people, from picture to angle, against the truth in their manifest."""

import pytest

from posture_cv.assets.samples import Sample, samples
from posture_cv.domain.assessment import Assessment
from posture_cv.domain.estimates import Measurement
from posture_cv.wiring import Assessor

LATERAL = [sample for sample in samples() if sample.view.is_lateral]
FRONTAL = [sample for sample in samples() if sample.view.is_frontal]
CVA = "craniovertebral_angle"


@pytest.fixture(scope="module")
def assessed(assessor: Assessor) -> dict[str, Assessment]:
    """Every sample, assessed on its own without saying which view it is."""
    return {s.path.name: assessor.conclude([assessor.observe(assessor.read(s.path))]) for s in samples()}


def find(assessment: Assessment, name: str) -> Measurement:
    return next(m for m in assessment.measurements if m.name == name)


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.path.name)
def test_view_is_recognised(sample: Sample, assessed: dict[str, Assessment]) -> None:
    assert assessed[sample.path.name].photos[0].view is sample.view


@pytest.mark.parametrize("sample", LATERAL, ids=lambda sample: sample.path.name)
def test_craniovertebral_angle_is_within_10_degrees(sample: Sample, assessed: dict[str, Assessment]) -> None:
    assert find(assessed[sample.path.name], CVA).value == pytest.approx(sample.truth[CVA], abs=10.0)


def test_interval_holds_the_true_craniovertebral_angle_in_most(assessed: dict[str, Assessment]) -> None:
    found = [(find(assessed[s.path.name], CVA).interval, s.truth[CVA]) for s in LATERAL]
    assert sum(i.lower <= truth <= i.upper for i, truth in found) > len(found) / 2


@pytest.mark.parametrize("sample", FRONTAL, ids=lambda sample: sample.path.name)
@pytest.mark.parametrize("name", ["shoulder_level", "head_tilt_frontal", "pelvic_obliquity"])
def test_frontal_tilt_is_within_three_standard_errors(sample: Sample, name: str, assessed: dict[str, Assessment]) -> None:
    measured = find(assessed[sample.path.name], name)
    assert abs(measured.value - sample.truth[name]) <= 3.0 * measured.standard_error


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.path.name)
def test_no_number_comes_without_its_error(sample: Sample, assessed: dict[str, Assessment]) -> None:
    for measured in assessed[sample.path.name].measurements:
        assert measured.standard_error > 0.0
        assert measured.interval.lower < measured.value < measured.interval.upper
