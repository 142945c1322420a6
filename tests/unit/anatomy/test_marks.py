"""Points placed by hand."""

import math

import pytest

from posture_cv.anatomy.marks import apply_marks
from posture_cv.domain.errors import MarkError
from posture_cv.domain.landmarks import AnatomicalPose, BackProfile, Covariance, Landmark, LandmarkName, Mark, MissingLandmark, Origin
from posture_cv.domain.messages import message
from posture_cv.domain.views import BodySide, View


def pose(view: View) -> AnatomicalPose:
    side = BodySide.RIGHT if view is View.RIGHT else BodySide.LEFT
    return AnatomicalPose(
        view=view,
        facing_sign=1,
        landmarks=(
            Landmark(
                name=LandmarkName.TRAGUS,
                side=side,
                x_px=200.0,
                y_px=100.0,
                covariance_px2=Covariance(xx=9.0, xy=0.0, yy=9.0),
                origin=Origin.DETECTED,
            ),
        ),
        missing=(
            MissingLandmark(
                name=LandmarkName.PSIS, side=side, reason=message("landmark.pelvis_by_hand"), remedy=message("landmark.mark_pelvis")
            ),
        ),
        stature_px=1000.0,
        stature_error_px=20.0,
        back=BackProfile(x_px=(1.0, 2.0), y_px=(1.0, 700.0), error_px=2.0, sacral_level_y_px=600.0, sacral_level_error_px=30.0),
    )


def test_mark_replaces_the_detected_point() -> None:
    marked = apply_marks(pose(View.RIGHT), [Mark(name=LandmarkName.TRAGUS, x_px=210.0, y_px=95.0)], width_px=500, height_px=1200)
    (tragus,) = marked.landmarks
    assert (tragus.x_px, tragus.y_px, tragus.origin, tragus.side) == (210.0, 95.0, Origin.MARKED, BodySide.RIGHT)
    assert tragus.covariance_px2.xx == pytest.approx(1.2**2), "0.12 % of 1000 px"


def test_marked_psis_is_no_longer_missing_and_sets_the_sacral_level() -> None:
    marked = apply_marks(pose(View.RIGHT), [Mark(name=LandmarkName.PSIS, x_px=150.0, y_px=640.0)], width_px=500, height_px=1200)
    assert marked.missing == ()
    assert marked.back is not None
    assert marked.back.sacral_level_y_px == 640.0
    assert marked.back.sacral_level_error_px == pytest.approx(8.5)


def test_no_marks_change_nothing() -> None:
    assert apply_marks(pose(View.RIGHT), [], width_px=500, height_px=1200) == pose(View.RIGHT)


def test_c7_lies_on_the_midline() -> None:
    marked = apply_marks(pose(View.RIGHT), [Mark(name=LandmarkName.C7, x_px=150.0, y_px=200.0)], width_px=500, height_px=1200)
    assert marked.find(LandmarkName.C7, BodySide.MIDLINE) is not None


def test_both_asis_in_a_front_view() -> None:
    marks = [Mark(name=LandmarkName.ASIS, x_px=x, y_px=500.0, side=side) for x, side in ((150.0, BodySide.RIGHT), (250.0, BodySide.LEFT))]
    marked = apply_marks(pose(View.FRONT), marks, width_px=500, height_px=1200)
    assert marked.find(LandmarkName.ASIS, BodySide.LEFT) is not None
    assert marked.find(LandmarkName.ASIS, BodySide.RIGHT) is not None


@pytest.mark.parametrize(
    ("view", "name", "place", "side", "message"),
    [
        pytest.param(View.RIGHT, "asis", (501, 10), None, "outside the photo", id="right of the photo"),
        pytest.param(View.RIGHT, "asis", (10, -1), None, "outside the photo", id="above the photo"),
        pytest.param(View.RIGHT, "asis", (math.nan, 1), None, "outside the photo", id="not a number"),
        pytest.param(View.FRONT, "asis", (10, 10), None, "two points called ASIS", id="which of the two"),
        pytest.param(View.FRONT, "c7", (10, 10), None, "no use in a front view", id="not seen from the front"),
        pytest.param(View.BACK, "asis", (1, 1), BodySide.LEFT, "no use in a back view", id="belly from behind"),
        pytest.param(View.RIGHT, "asis", (1, 1), BodySide.LEFT, "far side", id="far side"),
        pytest.param(View.RIGHT, "asis", (1, 1), BodySide.MIDLINE, "not lie on the mid-line", id="ASIS on the mid-line"),
        pytest.param(View.RIGHT, "c7", (1, 1), BodySide.LEFT, "has no side", id="C7 with a side"),
        pytest.param(View.RIGHT, "hip_joint", (1, 1), None, "no use in a right view", id="hip joint from the side"),
    ],
)
def test_useless_marks_are_refused(view: View, name: str, place: tuple[float, float], side: BodySide | None, message: str) -> None:
    mark = Mark(name=LandmarkName(name), x_px=place[0], y_px=place[1], side=side)
    with pytest.raises(MarkError, match=message):
        apply_marks(pose(view), [mark], width_px=500, height_px=1200)


def test_same_point_twice_is_refused() -> None:
    marks = [Mark(name=LandmarkName.ASIS, x_px=10.0, y_px=10.0), Mark(name=LandmarkName.ASIS, x_px=12.0, y_px=10.0, side=BodySide.RIGHT)]
    with pytest.raises(MarkError, match="marked twice"):
        apply_marks(pose(View.RIGHT), marks, width_px=500, height_px=1200)


def sticker(name: LandmarkName, x: float, y: float, *, reading: float = 0.0) -> Mark:
    covariance = Covariance(xx=reading**2, xy=0.0, yy=reading**2)
    return Mark(name=name, x_px=x, y_px=y, origin=Origin.STICKER, covariance_px2=covariance)


def test_a_sticker_keeps_the_error_of_being_stuck_and_adds_that_of_being_read() -> None:
    marked = apply_marks(pose(View.RIGHT), [sticker(LandmarkName.PSIS, 150.0, 640.0, reading=0.5)], width_px=500, height_px=1200)
    psis = marked.find(LandmarkName.PSIS, BodySide.RIGHT)
    assert psis is not None
    assert psis.origin is Origin.STICKER
    assert psis.covariance_px2.xx == pytest.approx(8.5**2 + 0.5**2), "palpation is 0.85 % of 1000 px off"
    assert psis.scatter_px2 is not None
    assert psis.scatter_px2.xx == pytest.approx(0.25), "another photo shows the sticker where it was"
    assert marked.back is not None
    assert (marked.back.sacral_level_y_px, marked.back.sacral_level_error_px) == pytest.approx((640.0, math.hypot(8.5, 0.5)))


def test_a_mark_by_hand_holds_against_a_sticker_whichever_comes_first() -> None:
    both = [sticker(LandmarkName.TRAGUS, 205.0, 99.0), Mark(name=LandmarkName.TRAGUS, x_px=210.0, y_px=95.0)]
    for marks in (both, both[::-1]):
        (tragus,) = apply_marks(pose(View.RIGHT), marks, width_px=500, height_px=1200).landmarks
        assert (tragus.x_px, tragus.origin) == (210.0, Origin.MARKED)


def test_two_stickers_on_one_point_are_refused() -> None:
    twice = [sticker(LandmarkName.PSIS, 150.0, 640.0), sticker(LandmarkName.PSIS, 152.0, 640.0)]
    with pytest.raises(MarkError, match="marked twice"):
        apply_marks(pose(View.RIGHT), twice, width_px=500, height_px=1200)


def test_half_of_a_hands_error_is_drawn_anew() -> None:
    (tragus,) = apply_marks(
        pose(View.RIGHT), [Mark(name=LandmarkName.TRAGUS, x_px=210.0, y_px=95.0)], width_px=500, height_px=1200
    ).landmarks
    assert tragus.scatter_px2 is not None
    assert tragus.scatter_px2.xx == pytest.approx(tragus.covariance_px2.xx / 2.0)


def test_only_hands_and_stickers_make_marks() -> None:
    with pytest.raises(ValueError, match="mark by hand or a sticker, but got detected"):
        Mark(name=LandmarkName.TRAGUS, x_px=1.0, y_px=1.0, origin=Origin.DETECTED)
