"""Which points the editor shows, which can be placed, and which are worth checking first."""

from __future__ import annotations

import pytest

from posture_cv.domain.landmarks import AnatomicalPose, Covariance, Landmark, LandmarkName, MissingLandmark, Origin
from posture_cv.domain.messages import Message, message
from posture_cv.domain.views import BodySide, View
from posture_cv.ui.editor import handles_for
from posture_cv.ui.editor.handles import MOST_TO_CHECK

STATURE_PX = 1000.0
LEFT = BodySide.LEFT
BY_HAND, ARM_RAISED = message("landmark.pelvis_by_hand"), message("landmark.arm_raised")


def words(name: LandmarkName, side: BodySide) -> str:
    return f"{name} {side}"


def point(name: LandmarkName, y_px: float, *, sd_px: float = 1.0, side: BodySide = LEFT, note: Message | None = None) -> Landmark:
    error = Covariance(xx=sd_px**2, xy=0.0, yy=sd_px**2)
    return Landmark(name=name, side=side, x_px=400.0, y_px=y_px, covariance_px2=error, origin=Origin.DETECTED, note=note)


def pose(*landmarks: Landmark, missing: tuple[LandmarkName, ...] = (), view: View = View.LEFT) -> AnatomicalPose:
    gaps = tuple(MissingLandmark(name=name, side=LEFT, reason=BY_HAND, remedy=BY_HAND) for name in missing)
    return AnatomicalPose(view=view, facing_sign=-1, landmarks=landmarks, missing=gaps, stature_px=STATURE_PX)


def test_points_come_from_head_to_foot_and_those_to_place_at_the_end() -> None:
    body = pose(point(LandmarkName.KNEE, 800.0), point(LandmarkName.TRAGUS, 100.0), missing=(LandmarkName.ASIS,))
    handles = handles_for(body, words, height_px=1200)
    assert [handle.key for handle in handles] == ["tragus-left", "knee-left", "asis-left"]
    assert [handle.at_px for handle in handles] == [(400.0, 100.0), (400.0, 800.0), None]
    assert handles[2].hint == BY_HAND


def test_a_joint_centre_is_of_no_use_from_the_side() -> None:
    body = pose(point(LandmarkName.HIP_JOINT, 500.0), point(LandmarkName.KNEE, 800.0))
    assert [handle.key for handle in handles_for(body, words, height_px=1200)] == ["knee-left"]


def test_a_hands_error_of_c7_follows_the_stature() -> None:
    handle = handles_for(pose(point(LandmarkName.C7, 200.0, side=BodySide.MIDLINE)), words, height_px=1200)[0]
    assert handle.by_hand_px2 is not None
    # 0.22 % across and 0.45 % along a height of 1000 px
    assert (handle.by_hand_px2.xx, handle.by_hand_px2.yy) == (pytest.approx(2.2**2), pytest.approx(4.5**2))


def test_doubtful_and_wide_points_are_worth_checking_first() -> None:
    body = pose(
        point(LandmarkName.TRAGUS, 100.0, note=ARM_RAISED),
        point(LandmarkName.ACROMION, 300.0, sd_px=30.0),
        point(LandmarkName.MALLEOLUS, 1100.0, sd_px=1.0),
    )
    checks = {handle.name: handle.check for handle in handles_for(body, words, height_px=1200)}
    assert checks == {
        LandmarkName.TRAGUS: ARM_RAISED,
        LandmarkName.ACROMION: message("editor.check_uncertain"),
        LandmarkName.MALLEOLUS: None,
    }


def test_never_more_amber_points_than_help() -> None:
    names = [name for name in LandmarkName if name not in (LandmarkName.HIP_JOINT, LandmarkName.C7)]
    body = pose(*(point(name, 100.0 + 90.0 * i, sd_px=50.0 + i) for i, name in enumerate(names)))
    assert sum(bool(handle.check) for handle in handles_for(body, words, height_px=1200)) == MOST_TO_CHECK


def test_the_search_for_the_asis_begins_in_front_of_the_hip_and_above_it() -> None:
    body = pose(point(LandmarkName.TROCHANTER, 600.0), missing=(LandmarkName.ASIS, LandmarkName.PSIS))
    start = {handle.name: handle.start_px for handle in handles_for(body, words, height_px=1200)}
    # the person faces the image's left
    assert start[LandmarkName.ASIS][0] < 400.0 < start[LandmarkName.PSIS][0]
    assert max(start[LandmarkName.ASIS][1], start[LandmarkName.PSIS][1]) < 600.0


def test_photo_height_stands_in_for_an_unknown_stature() -> None:
    body = AnatomicalPose(view=View.LEFT, facing_sign=-1, landmarks=(point(LandmarkName.KNEE, 800.0),))
    handle = handles_for(body, words, height_px=2000)[0]
    assert handle.by_hand_px2 is not None
    assert handle.by_hand_px2.xx == pytest.approx((0.005 * 2000) ** 2)
