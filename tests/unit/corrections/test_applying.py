"""What a hand said reaches the measures: points, stickers, roll, hidden and unsure points, another aim."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from posture_cv.assets.samples import samples
from posture_cv.codecs.assessment import to_dict
from posture_cv.corrections import apply, is_stale, points_typed, roll_of, without_unusable_vertical
from posture_cv.domain.corrections import Aim, Corrections, PointCorrection, PointStatus
from posture_cv.domain.errors import MarkError
from posture_cv.domain.estimates import MeasureName
from posture_cv.domain.landmarks import Covariance, Landmark, LandmarkName, Mark, Origin
from posture_cv.domain.messages import message
from posture_cv.domain.observation import Observation
from posture_cv.domain.photo import VerticalLine
from posture_cv.domain.views import BodySide, View
from posture_cv.wiring import Assessor

AT = "2031-05-04T10:00:00.000Z"
C7 = (LandmarkName.C7, BodySide.MIDLINE)


@pytest.fixture(scope="module")
def seen(assessor: Assessor) -> Observation:
    """A sample photo of a left side, looked at."""
    path = next(sample.path for sample in samples() if sample.path.name == "left_2.jpg")
    return assessor.observe(assessor.read(path))


def said(
    seen: Observation, status: PointStatus, *, name: LandmarkName = LandmarkName.C7, side: BodySide = BodySide.MIDLINE, by: float = 0.0
) -> Corrections:
    found = seen.anatomy.find(name, side)
    assert found is not None
    before = (found.x_px, found.y_px)
    point = PointCorrection(name=name, side=side, automatic_px=before, final_px=(before[0], before[1] + by), status=status, at=AT)
    return Corrections(points=(point,))


def c7(seen: Observation, corrections: Corrections) -> Landmark:
    found = apply(seen, corrections).anatomy.find(*C7)
    assert found is not None
    return found


def test_nothing_done_changes_nothing(seen: Observation) -> None:
    assert apply(seen, Corrections()) is seen


@pytest.mark.parametrize("status", [PointStatus.MOVED, PointStatus.CONFIRMED, PointStatus.UNSURE])
def test_points_set_by_hand_lie_where_the_hand_put_them(seen: Observation, status: PointStatus) -> None:
    found = seen.anatomy.find(*C7)
    assert found is not None
    now = c7(seen, said(seen, status, by=4.0))
    assert (now.x_px, now.y_px, now.origin) == (found.x_px, found.y_px + 4.0, Origin.MARKED)


def test_a_moved_point_has_a_hands_error(seen: Observation) -> None:
    now = c7(seen, said(seen, PointStatus.MOVED, by=6.0))
    assert seen.anatomy.stature_px is not None
    # a hand misses C7 by 0.22 % of stature across and 0.45 % along the body
    assert math.sqrt(now.covariance_px2.xx) == pytest.approx(0.0022 * seen.anatomy.stature_px)
    assert math.sqrt(now.covariance_px2.yy) == pytest.approx(0.0045 * seen.anatomy.stature_px)


def test_typed_coordinates_do_what_a_drag_to_the_same_place_does(seen: Observation, assessor: Assessor) -> None:
    dragged = said(seen, PointStatus.MOVED, by=6.0)
    typed = Corrections(points=points_typed({"c7": dragged.points[0].final_px}))
    by_drag, by_typing = (assessor.conclude([seen], [each]) for each in (dragged, typed))
    assert by_typing.measurements == by_drag.measurements
    record = next(point.correction for point in by_typing.landmarks if point.name is LandmarkName.C7)
    assert record is not None
    assert (record.said, record.automatic_px) == ("moved", dragged.points[0].automatic_px)
    assert record.at == by_typing.provenance.created_at


def test_a_typed_point_that_was_not_found_is_placed(seen: Observation) -> None:
    others = tuple(point for point in seen.anatomy.landmarks if point.name is not LandmarkName.ASIS)
    without = replace(seen, anatomy=replace(seen.anatomy, landmarks=others))
    typed = Corrections(points=points_typed({"asis": (300.0, 500.0)}))
    placed = apply(without, typed, at=AT).anatomy.find(LandmarkName.ASIS, BodySide.LEFT)
    assert placed is not None
    assert placed.correction is not None
    assert (placed.correction.said, placed.correction.automatic_px, placed.correction.at) == ("placed", None, AT)


def test_a_hand_beats_a_sticker_and_remembers_where_it_was(seen: Observation) -> None:
    read = Covariance(xx=1.0, xy=0.0, yy=1.0)
    sticker = Mark(name=LandmarkName.PSIS, side=BodySide.LEFT, x_px=420.0, y_px=470.0, origin=Origin.STICKER, covariance_px2=read)
    stuck = apply(seen, Corrections(stickers=(sticker,))).anatomy.find(LandmarkName.PSIS, BodySide.LEFT)
    assert stuck is not None
    assert (stuck.x_px, stuck.y_px, stuck.origin, stuck.correction) == (420.0, 470.0, Origin.STICKER, None)
    both = Corrections(stickers=(sticker,), points=points_typed({"psis": (425.0, 480.0)}))
    held = apply(seen, both).anatomy.find(LandmarkName.PSIS, BodySide.LEFT)
    assert held is not None
    assert (held.x_px, held.y_px, held.origin) == (425.0, 480.0, Origin.MARKED)
    assert held.correction is not None
    assert held.correction.automatic_px == (420.0, 470.0)


@pytest.mark.parametrize("aim", [Aim(view=View.RIGHT), Aim(person=2), Aim(quarter_turns=1), Aim(mirrored=True)])
def test_another_view_person_or_frame_asks_for_another_look(seen: Observation, assessor: Assessor, aim: Aim) -> None:
    assert not is_stale(seen, Corrections())
    assert is_stale(seen, Corrections(aim=aim))
    with pytest.raises(ValueError, match="expected an observation of Aim"):
        assessor.conclude([seen], [Corrections(aim=aim)])


def test_confirming_never_widens_a_points_error(seen: Observation) -> None:
    for found in seen.anatomy.landmarks:
        if found.name is LandmarkName.HIP_JOINT:
            continue
        edit = said(seen, PointStatus.CONFIRMED, name=found.name, side=found.side)
        now = apply(seen, edit).anatomy.find(found.name, found.side)
        assert now is not None
        assert now.origin is Origin.MARKED
        assert now.covariance_px2.xx + now.covariance_px2.yy <= found.covariance_px2.xx + found.covariance_px2.yy


def test_an_unsure_point_left_in_place_keeps_its_origin_and_doubles_its_error(seen: Observation) -> None:
    found = seen.anatomy.find(*C7)
    now = c7(seen, said(seen, PointStatus.UNSURE))
    assert found is not None
    assert (now.x_px, now.y_px, now.origin) == (found.x_px, found.y_px, found.origin)
    assert now.covariance_px2.yy == pytest.approx(4.0 * found.covariance_px2.yy)


def test_an_unsure_point_that_was_moved_has_twice_a_hands_error(seen: Observation) -> None:
    sure = c7(seen, said(seen, PointStatus.MOVED, by=5.0))
    unsure = c7(seen, said(seen, PointStatus.UNSURE, by=5.0))
    assert (unsure.x_px, unsure.y_px) == (sure.x_px, sure.y_px)
    assert unsure.covariance_px2.xx == pytest.approx(4.0 * sure.covariance_px2.xx)


def test_a_hidden_point_is_missing_with_a_reason_and_takes_its_measures_along(seen: Observation, assessor: Assessor) -> None:
    now = apply(seen, said(seen, PointStatus.HIDDEN))
    assert now.anatomy.find(*C7) is None
    gap = now.anatomy.why_missing(*C7)
    assert gap is not None
    assert gap.reason == message("landmark.hidden_by_hand")
    assessment = assessor.conclude([seen], [said(seen, PointStatus.HIDDEN)])
    withheld = {each.name: each.reason for each in assessment.not_measured}
    assert withheld[MeasureName("craniovertebral_angle")] == gap.reason


def test_a_hidden_point_that_was_never_found_is_missing_once(seen: Observation) -> None:
    asis = PointCorrection(name=LandmarkName.ASIS, side=BodySide.LEFT, automatic_px=None, final_px=None, status=PointStatus.HIDDEN, at=AT)
    missing = apply(seen, Corrections(points=(asis,))).anatomy.missing
    assert [gap.name for gap in missing].count(LandmarkName.ASIS) == 1


def test_a_drawn_vertical_is_the_cameras_roll(seen: Observation, assessor: Assessor) -> None:
    # 1000 px up and 52.4 px to the right: 3 degrees
    line = VerticalLine(top_px=(152.4, 0.0), bottom_px=(100.0, 1000.0), at=AT)
    edit = Corrections(vertical=line)
    roll = roll_of(line)
    assert roll.roll_deg == pytest.approx(3.0, abs=0.01)
    assert roll.referenced
    assert apply(seen, edit).quality.roll == roll
    (straight,), (leaning,) = (
        [m.value for m in assessor.conclude([seen], [each]).measurements if m.name == "craniovertebral_angle_as_photographed"]
        for each in (Corrections(), edit)
    )
    assert straight - leaning == pytest.approx(3.0 - seen.quality.roll.roll_deg, abs=0.05)


def test_without_a_line_the_roll_stays_as_found(seen: Observation) -> None:
    assert apply(seen, said(seen, PointStatus.MOVED)).quality == seen.quality


def test_a_line_drawn_from_below_is_the_same_line(seen: Observation) -> None:
    up, down = (60.0, 100.0), (100.0, 900.0)
    rolls = {roll_of(VerticalLine(top_px=a, bottom_px=b, at=AT)) for a, b in ((up, down), (down, up))}
    assert len(rolls) == 1
    (roll,) = rolls
    assert roll.roll_deg == pytest.approx(-math.degrees(math.atan2(40.0, 800.0)))


def test_a_line_without_a_direction_is_refused_and_left_out(seen: Observation) -> None:
    line = VerticalLine(top_px=(100.0, 300.0), bottom_px=(103.0, 305.0), at=AT)
    edit = replace(said(seen, PointStatus.MOVED, by=9.0), vertical=line)
    with pytest.raises(MarkError, match="do not give a direction"):
        apply(seen, edit)
    assert without_unusable_vertical(edit) == replace(edit, vertical=None)


def test_a_corrected_point_keeps_a_record_as_far_as_the_data_file(seen: Observation, assessor: Assessor) -> None:
    edit = said(seen, PointStatus.MOVED, by=9.0).signed("Robin Example")
    assessment = assessor.conclude([seen], [edit])
    records = {point["name"]: point["correction"] for point in to_dict(assessment)["landmarks"]}
    before = seen.anatomy.find(*C7)
    assert before is not None
    assert records.pop("c7") == {"automatic_px": [before.x_px, before.y_px], "said": "moved", "at": AT, "by": "Robin Example"}
    assert set(records.values()) == {None}
