"""One packaged picture through the whole pipeline, with the real detector."""

import pytest

from posture_cv.domain.corrections import Aim
from posture_cv.domain.estimates import MeasureName
from posture_cv.domain.views import View
from posture_cv.knowledge import load
from posture_cv.pipeline import measured_in
from posture_cv.validation import load_pictures, validate
from posture_cv.validation.pictures import Picture
from posture_cv.validation.readings import read_picture
from posture_cv.wiring import Assessor

PICTURES = load_pictures()
CVA = MeasureName("craniovertebral_angle")


@pytest.fixture(scope="module")
def side() -> Picture:
    return next(p for p in PICTURES if p.view.is_lateral and p.clothing == "fitted" and p.nape == "clear")


def test_readings_are_what_an_assessment_says(assessor: Assessor, side: Picture) -> None:
    photo = assessor.read(side.path)
    alone = measured_in([assessor.observe(photo, aim=Aim(view=side.view))], load())
    readings = read_picture(side, lambda _: photo, assessor.instruments)
    assert {r.name for r in readings} == {name for name, _ in side.expected()}
    measured = {r.name: (r.value, r.lower, r.upper) for r in readings if r.value is not None}
    assert measured == {m.name: (m.value, m.interval.lower, m.interval.upper) for m in alone.measurements}
    assert {r.name: r.reason for r in readings if r.value is None} == {n.name: n.reason for n in alone.not_measured}
    assert next(r.truth for r in readings if r.name is CVA) == side.truth[CVA]


def test_refused_picture_gives_readings_without_a_value(assessor: Assessor, side: Picture) -> None:
    front = next(p for p in PICTURES if p.view is View.FRONT)
    readings = read_picture(side, lambda _: assessor.read(front.path), assessor.instruments)
    assert len(readings) == len(side.truth)
    assert all(r.value is None and r.naive is None and r.reason is not None for r in readings)


def test_validation_names_its_versions_and_counts(assessor: Assessor, side: Picture) -> None:
    done: list[int] = []
    found = validate(
        [side], assessor.instruments, read=lambda p: assessor.read(p.path), made_at="2026-01-01T00:00:00+00:00", looked_at=done.append
    )
    assert done == [1]
    assert (found.subjects, found.pictures) == (1, (side,))
    assert found.estimator == assessor.instruments.estimator.name
    assert found.measures == load().measures
    assert {line.measure for line in found.agreement} == {name for name, _ in side.expected()}
