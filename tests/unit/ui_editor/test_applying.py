"""What was done by hand reaches the measures: marks, roll, hidden and unsure points."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from posture_cv.assets.samples import samples
from posture_cv.codecs.assessment import to_dict
from posture_cv.domain.errors import MarkError
from posture_cv.domain.estimates import MeasureName
from posture_cv.domain.landmarks import LandmarkName, Mark, Origin
from posture_cv.domain.messages import message
from posture_cv.domain.observation import Observation
from posture_cv.domain.views import BodySide
from posture_cv.ui.editor import Edit, PointEdit, Status, VerticalLine, applied, marks_from, roll_from, without_unusable_vertical
from posture_cv.wiring import Assessor

AT = "2031-05-04T10:00:00.000Z"
C7 = (LandmarkName.C7, BodySide.MIDLINE)


@pytest.fixture(scope="module")
def seen(assessor: Assessor) -> Observation:
    """A sample photo of a left side, looked at."""
    path = next(sample.path for sample in samples() if sample.path.name == "left_2.jpg")
    return assessor.observe(assessor.read(path))


def said(
    seen: Observation, status: Status, *, name: LandmarkName = LandmarkName.C7, side: BodySide = BodySide.MIDLINE, by: float = 0.0
) -> Edit:
    found = seen.anatomy.find(name, side)
    assert found is not None
    before = (found.x_px, found.y_px)
    edit = PointEdit(name=name, side=side, automatic_px=before, final_px=(before[0], before[1] + by), status=status, at=AT)
    return Edit(picture="p", points=(edit,))


def c7(seen: Observation, edit: Edit | None) -> object:
    return applied(seen, edit).anatomy.find(*C7)


def test_nothing_done_changes_nothing(seen: Observation) -> None:
    assert applied(seen, None) is seen
    assert applied(seen, Edit(picture="p")).anatomy == seen.anatomy


@pytest.mark.parametrize("status", [Status.MOVED, Status.PLACED, Status.CONFIRMED])
def test_points_set_by_hand_are_marks(seen: Observation, status: Status) -> None:
    found = seen.anatomy.find(*C7)
    assert found is not None
    assert marks_from(said(seen, status, by=4.0)) == (
        Mark(name=LandmarkName.C7, side=BodySide.MIDLINE, x_px=found.x_px, y_px=found.y_px + 4.0),
    )


@pytest.mark.parametrize("status", [Status.UNSURE, Status.HIDDEN])
def test_unsure_and_hidden_points_are_no_marks(seen: Observation, status: Status) -> None:
    assert marks_from(said(seen, status, by=4.0)) == ()


def test_a_moved_point_is_marked_with_a_hands_error(seen: Observation, assessor: Assessor) -> None:
    edit = said(seen, Status.MOVED, by=6.0)
    now = c7(seen, edit)
    assert now.origin is Origin.MARKED
    by_marks = assessor.conclude([seen], {0: marks_from(edit)}).measurements
    assert assessor.conclude([applied(seen, edit)]).measurements == by_marks


def test_confirming_never_widens_a_points_error(seen: Observation) -> None:
    for found in seen.anatomy.landmarks:
        if found.name is LandmarkName.HIP_JOINT:
            continue
        edit = said(seen, Status.CONFIRMED, name=found.name, side=found.side)
        now = applied(seen, edit).anatomy.find(found.name, found.side)
        assert now is not None
        assert now.origin is Origin.MARKED
        assert now.covariance_px2.xx + now.covariance_px2.yy <= found.covariance_px2.xx + found.covariance_px2.yy


def test_an_unsure_point_left_in_place_keeps_its_origin_and_doubles_its_error(seen: Observation) -> None:
    found = seen.anatomy.find(*C7)
    now = c7(seen, said(seen, Status.UNSURE))
    assert found is not None
    assert (now.x_px, now.y_px, now.origin) == (found.x_px, found.y_px, found.origin)
    assert now.covariance_px2.yy == pytest.approx(4.0 * found.covariance_px2.yy)


def test_an_unsure_point_that_was_moved_has_twice_a_hands_error(seen: Observation) -> None:
    sure = c7(seen, said(seen, Status.MOVED, by=5.0))
    unsure = c7(seen, said(seen, Status.UNSURE, by=5.0))
    assert (unsure.x_px, unsure.y_px) == (sure.x_px, sure.y_px)
    assert unsure.covariance_px2.xx == pytest.approx(4.0 * sure.covariance_px2.xx)


def test_a_hidden_point_is_missing_with_a_reason_and_takes_its_measures_along(seen: Observation, assessor: Assessor) -> None:
    now = applied(seen, said(seen, Status.HIDDEN))
    assert now.anatomy.find(*C7) is None
    gap = now.anatomy.why_missing(*C7)
    assert gap is not None
    assert gap.reason == message("landmark.hidden_by_hand")
    assessment = assessor.conclude([now])
    withheld = {each.name: each.reason for each in assessment.not_measured}
    assert withheld[MeasureName.CRANIOVERTEBRAL_ANGLE] == gap.reason


def test_a_hidden_point_that_was_never_found_is_missing_once(seen: Observation) -> None:
    asis = PointEdit(name=LandmarkName.ASIS, side=BodySide.LEFT, automatic_px=None, final_px=None, status=Status.HIDDEN, at=AT)
    missing = applied(seen, Edit(picture="p", points=(asis,))).anatomy.missing
    assert [gap.name for gap in missing].count(LandmarkName.ASIS) == 1


def test_a_drawn_vertical_is_the_cameras_roll(seen: Observation, assessor: Assessor) -> None:
    # 1000 px up and 52.4 px to the right: 3 degrees
    line = VerticalLine(top_px=(152.4, 0.0), bottom_px=(100.0, 1000.0), at=AT)
    edit = Edit(picture="p", vertical=line)
    roll = roll_from(edit)
    assert roll is not None
    assert roll.roll_deg == pytest.approx(3.0, abs=0.01)
    assert roll.referenced
    assert applied(seen, edit).quality.roll == roll
    (straight,), (leaning,) = (
        [m.value for m in assessor.conclude([each]).measurements if m.name is MeasureName.CRANIOVERTEBRAL_ANGLE_AS_PHOTOGRAPHED]
        for each in (seen, applied(seen, edit))
    )
    assert straight - leaning == pytest.approx(3.0 - seen.quality.roll.roll_deg, abs=0.05)


def test_without_a_line_the_roll_stays_as_found(seen: Observation) -> None:
    assert roll_from(Edit(picture="p")) is None
    assert applied(seen, said(seen, Status.MOVED)).quality is seen.quality


def test_a_line_drawn_from_below_is_the_same_line(seen: Observation) -> None:
    up, down = (60.0, 100.0), (100.0, 900.0)
    rolls = {roll_from(Edit(picture="p", vertical=VerticalLine(top_px=a, bottom_px=b, at=AT))) for a, b in ((up, down), (down, up))}
    assert len(rolls) == 1
    (roll,) = rolls
    assert roll is not None
    assert roll.roll_deg == pytest.approx(-math.degrees(math.atan2(40.0, 800.0)))


def test_a_line_without_a_direction_is_refused_and_left_out(seen: Observation) -> None:
    line = VerticalLine(top_px=(100.0, 300.0), bottom_px=(103.0, 305.0), at=AT)
    edit = replace(said(seen, Status.MOVED, by=9.0), vertical=line)
    with pytest.raises(MarkError, match="do not give a direction"):
        applied(seen, edit)
    assert without_unusable_vertical(edit) == replace(edit, vertical=None)


def test_a_corrected_point_keeps_a_record_as_far_as_the_data_file(seen: Observation, assessor: Assessor) -> None:
    edit = said(seen, Status.MOVED, by=9.0).signed("Robin Example")
    assessment = assessor.conclude([applied(seen, edit)])
    records = {point["name"]: point["correction"] for point in to_dict(assessment)["landmarks"]}
    before = seen.anatomy.find(*C7)
    assert before is not None
    assert records.pop("c7") == {"automatic_px": [before.x_px, before.y_px], "said": "moved", "at": AT, "by": "Robin Example"}
    assert set(records.values()) == {None}
