"""Landmarks from the detector's points."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from posture_cv.anatomy.contour import ContourEstimator
from posture_cv.anatomy.offsets import detector_point
from posture_cv.domain.errors import PersonCropped, PersonTurned
from posture_cv.domain.landmarks import LandmarkName, Origin
from posture_cv.domain.messages import message
from posture_cv.domain.photo import PhotoQuality
from posture_cv.domain.pose import BlazePose, DetectedPose
from posture_cv.domain.views import BodySide, Position, View

Build = Callable[..., DetectedPose]
PERCENT = 834 / 104.3  # 834 rows of silhouette
TRAGUS = (LandmarkName.TRAGUS, BodySide.RIGHT)
LATERAL_NAMES = {"tragus", "outer_canthus", "acromion", "trochanter", "hip_joint", "knee", "malleolus", "c7"}


def test_lateral_view_gives_the_near_side(seen_from_right: Build, quality: PhotoQuality) -> None:
    pose = ContourEstimator().estimate(seen_from_right(), View.RIGHT, Position.STANDING, quality)
    assert {p.name.value for p in pose.landmarks} == LATERAL_NAMES
    assert {p.side for p in pose.landmarks if p.name is not LandmarkName.C7} == {BodySide.RIGHT}
    assert pose.facing_sign == 1


def test_tragus_lies_behind_and_below_the_detected_ear(seen_from_right: Build, quality: PhotoQuality) -> None:
    tragus = ContourEstimator().estimate(seen_from_right(), View.RIGHT, Position.STANDING, quality).find(*TRAGUS)
    assert tragus is not None
    assert (tragus.x_px, tragus.y_px) == pytest.approx((256.0 - 0.80 * PERCENT, 170.0 + 1.06 * PERCENT))
    assert tragus.covariance_px2.xx == pytest.approx(1.0 + (0.48 * PERCENT) ** 2)
    assert tragus.covariance_px2.yy == pytest.approx(1.0 + (0.63 * PERCENT) ** 2)
    assert tragus.origin is Origin.DETECTED


def test_noise_of_the_photo_widens_the_detectors_part(seen_from_right: Build, quality: PhotoQuality) -> None:
    noisy = replace(quality, noise_scale=3.0)
    tragus = ContourEstimator().estimate(seen_from_right(), View.RIGHT, Position.STANDING, noisy).find(*TRAGUS)
    assert tragus is not None
    assert tragus.covariance_px2.xx == pytest.approx(9.0 + (0.48 * PERCENT) ** 2)


def test_mirrored_photo_gives_mirrored_landmarks(
    seen_from_right: Build, mirrored: Callable[[DetectedPose], DetectedPose], quality: PhotoQuality
) -> None:
    right = ContourEstimator().estimate(seen_from_right(), View.RIGHT, Position.STANDING, quality)
    left = ContourEstimator().estimate(mirrored(seen_from_right()), View.LEFT, Position.STANDING, quality)
    assert left.facing_sign == -1
    for a, b in zip(right.landmarks, left.landmarks, strict=True):
        assert (b.x_px, b.y_px) == pytest.approx((500.0 - a.x_px, a.y_px))
        assert b.covariance_px2.xy == pytest.approx(-a.covariance_px2.xy)
    assert right.back is not None
    assert left.back is not None
    np.testing.assert_allclose(500.0 - np.array(left.back.x_px), right.back.x_px, atol=1e-9)


@pytest.mark.parametrize("view", [View.LEFT, View.RIGHT, View.FRONT, View.BACK])
def test_pelvic_bones_are_left_to_the_hand(seen_from_right: Build, quality: PhotoQuality, view: View) -> None:
    pose = ContourEstimator().estimate(seen_from_right(), view, Position.STANDING, quality)
    bones = {LandmarkName.ASIS, LandmarkName.PSIS}
    assert not bones & {p.name for p in pose.landmarks}
    missing = [m for m in pose.missing if m.name in bones]
    assert len(missing) == 2
    assert {m.remedy for m in missing} == {message("landmark.mark_pelvis")}


PART = {LandmarkName.KNEE: "knee", LandmarkName.MALLEOLUS: "ankle"}


@pytest.mark.parametrize(("point", "name"), [(BlazePose.RIGHT_KNEE, LandmarkName.KNEE), (BlazePose.RIGHT_ANKLE, LandmarkName.MALLEOLUS)])
def test_unseen_point_is_missing_with_a_reason(seen_from_right: Build, quality: PhotoQuality, point: BlazePose, name: LandmarkName) -> None:
    visibility = np.full(33, 0.99)
    visibility[point] = 0.2
    pose = ContourEstimator().estimate(seen_from_right(visibility=visibility), View.RIGHT, Position.STANDING, quality)
    assert pose.find(name, BodySide.RIGHT) is None
    missing = pose.why_missing(name, BodySide.RIGHT)
    assert missing is not None
    assert missing.reason == message("landmark.unseen", part=message(f"part.{PART[name]}"))


def test_point_outside_the_frame_is_missing(seen_from_right: Build, quality: PhotoQuality) -> None:
    pose = seen_from_right()
    points = pose.points_px.copy()
    points[BlazePose.RIGHT_ANKLE] = (235.0, 1040.0)
    found = ContourEstimator().estimate(replace(pose, points_px=points), View.RIGHT, Position.STANDING, replace(quality, feet_inside=False))
    assert found.find(LandmarkName.MALLEOLUS, BodySide.RIGHT) is None


@pytest.mark.parametrize(("view", "left_is_at"), [(View.FRONT, "right"), (View.BACK, "left")])
@pytest.mark.parametrize("named_wrongly", [False, True], ids=["as detected", "sides mixed up"])
def test_frontal_sides_follow_the_view(
    seen_from_right: Build, quality: PhotoQuality, view: View, left_is_at: str, named_wrongly: bool
) -> None:
    pose = seen_from_right()
    points = pose.points_px.copy()
    left_first = (view is View.BACK) is not named_wrongly
    for left in range(7, 33, 2):
        if left == 9:
            continue
        points[left, 0], points[left + 1, 0] = (150.0, 350.0) if left_first else (350.0, 150.0)
    found = ContourEstimator().estimate(replace(pose, points_px=points), view, Position.STANDING, quality)
    left, right = (found.find(LandmarkName.ACROMION, side) for side in (BodySide.LEFT, BodySide.RIGHT))
    assert left is not None
    assert right is not None
    assert ("left" if left.x_px < right.x_px else "right") == left_is_at
    assert abs(left.x_px - right.x_px) > 200.0, "offsets point outwards on both sides"
    assert found.face is None if view is View.BACK else found.face is not None


@pytest.mark.parametrize("name", [n for n in LandmarkName if n not in (LandmarkName.C7, LandmarkName.ASIS, LandmarkName.PSIS)])
@pytest.mark.parametrize("side", [BodySide.LEFT, BodySide.RIGHT])
def test_detector_point_is_of_the_right_side(name: LandmarkName, side: BodySide) -> None:
    assert detector_point(name, side).name.startswith(side.name)


def test_oblique_person_is_refused(seen_from_right: Build, quality: PhotoQuality) -> None:
    with pytest.raises(PersonTurned, match="oblique"):
        ContourEstimator().estimate(seen_from_right(), View.OBLIQUE, Position.STANDING, quality)


def test_head_below_shoulders_gives_no_scale(seen_from_right: Build, quality: PhotoQuality) -> None:
    pose = seen_from_right(silhouette=np.zeros((1000, 500), dtype=np.uint8))
    points = pose.points_px.copy()
    points[[7, 8], 1] = 600.0
    with pytest.raises(PersonCropped, match="whole body"):
        ContourEstimator().estimate(replace(pose, points_px=points), View.RIGHT, Position.STANDING, quality)


def test_stature_comes_from_the_silhouette(seen_from_right: Build, quality: PhotoQuality) -> None:
    pose = ContourEstimator().estimate(seen_from_right(), View.RIGHT, Position.STANDING, quality)
    assert pose.stature_px == pytest.approx(800.0, abs=1.0)
    assert pose.stature_error_px == pytest.approx(16.0, abs=0.1)


@pytest.mark.parametrize(
    ("position", "feet_inside"),
    [pytest.param(Position.STANDING, False, id="feet cropped"), pytest.param(Position.SITTING, True, id="sitting")],
)
def test_stature_from_head_to_hip_has_a_larger_error(
    seen_from_right: Build, quality: PhotoQuality, position: Position, feet_inside: bool
) -> None:
    pose = ContourEstimator().estimate(seen_from_right(), View.RIGHT, position, replace(quality, feet_inside=feet_inside))
    assert pose.stature_px == pytest.approx((500.0 - 170.0) / 0.414)
    assert pose.stature_error_px is not None
    assert pose.stature_error_px > 40.0


def test_stature_is_not_given_from_the_head_alone(seen_from_right: Build, quality: PhotoQuality) -> None:
    visibility = np.full(33, 0.99)
    visibility[23:] = 0.05
    pose = ContourEstimator().estimate(
        seen_from_right(visibility=visibility), View.RIGHT, Position.STANDING, replace(quality, feet_inside=False)
    )
    assert pose.stature_px is None
    assert pose.find(*TRAGUS) is not None


def test_face_box_holds_nose_eye_and_ear(seen_from_right: Build, quality: PhotoQuality) -> None:
    face = ContourEstimator().estimate(seen_from_right(), View.RIGHT, Position.STANDING, quality).face
    assert face is not None
    assert face.left_px < 256.0
    assert face.right_px > 320.0
    assert face.top_px < 155.0
    assert face.bottom_px > 200.0


def test_face_box_stays_inside_the_photo(seen_from_right: Build, quality: PhotoQuality) -> None:
    pose = seen_from_right()
    points = pose.points_px.copy()
    points[:11, 1] -= 165.0
    face = ContourEstimator().estimate(replace(pose, points_px=points), View.RIGHT, Position.STANDING, quality).face
    assert face is not None
    assert face.top_px == 0.0
