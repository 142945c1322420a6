"""The hall from one photo to an assessment, with the detector's answer recorded: what it asks, passes on, warns of and refuses."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cache

import cv2
import numpy as np
import pytest

from posture_cv import capture, knowledge
from posture_cv.assets.samples import samples
from posture_cv.capture.decoding import read_photo
from posture_cv.domain.corrections import Aim, Corrections
from posture_cv.domain.errors import NoPersonFound, PhotoTilted
from posture_cv.domain.estimates import MeasureName
from posture_cv.domain.messages import message
from posture_cv.domain.photo import LimitationKind, Photo
from posture_cv.domain.pose import BlazePose, DetectedPose
from posture_cv.domain.provenance import ModelVersion
from posture_cv.domain.views import Position, View
from posture_cv.pipeline.assess import conclude
from posture_cv.pipeline.instruments import Instruments
from posture_cv.pipeline.observe import observe
from posture_cv.wiring.estimator import learned_estimator

from .recorded import NAMES, RecordedDetector, recorded

LEFT, FRONT = NAMES
CVA = MeasureName("craniovertebral_angle")
NOON = "2031-05-04T12:00:00+02:00"
NOBODY = NoPersonFound(message("people.not_again"), message("people.show_whole"))


@cache
def picture(name: str) -> Photo:
    return read_photo(next(sample.path for sample in samples() if sample.path.name == name))


def instruments(*answers: DetectedPose | Exception) -> tuple[Instruments, RecordedDetector]:
    detector = RecordedDetector(list(answers))
    made = Instruments(
        detector=detector,
        judge=capture.judge,
        estimator=learned_estimator(),
        knowledge=knowledge.load(),
        pose_model=ModelVersion(name="recorded", sha256="0" * 64),
        software="posture_cv 0",
    )
    return made, detector


def rolled(photo: Photo, pose: DetectedPose, clockwise_deg: float) -> tuple[Photo, DetectedPose]:
    """Photo and pose as a camera rolled about the photo's middle sees them."""
    size = (photo.width_px, photo.height_px)
    matrix = cv2.getRotationMatrix2D((size[0] / 2, size[1] / 2), -clockwise_deg, 1.0)
    turn = matrix[:, :2]
    pixels = cv2.warpAffine(photo.pixels, matrix, size, borderMode=cv2.BORDER_REPLICATE)
    seen = replace(
        pose,
        points_px=pose.points_px @ turn.T + matrix[:, 2],
        covariances_px2=turn @ pose.covariances_px2 @ turn.T,
        silhouette=np.asarray(cv2.warpAffine(pose.silhouette, matrix, size), dtype=np.uint8),
    )
    return replace(photo, pixels=np.asarray(pixels, dtype=np.uint8)), seen


def lean_deg(pose: DetectedPose, below: tuple[BlazePose, BlazePose], above: tuple[BlazePose, BlazePose]) -> float:
    start, end = (pose.points_px[list(pair)].mean(axis=0) for pair in (below, above))
    return math.degrees(math.atan2(end[0] - start[0], start[1] - end[1]))


def trunk_and_shin_deg(pose: DetectedPose) -> tuple[float, float]:
    hips, shoulders = (BlazePose.LEFT_HIP, BlazePose.RIGHT_HIP), (BlazePose.LEFT_SHOULDER, BlazePose.RIGHT_SHOULDER)
    ankles, knees = (BlazePose.LEFT_ANKLE, BlazePose.RIGHT_ANKLE), (BlazePose.LEFT_KNEE, BlazePose.RIGHT_KNEE)
    return lean_deg(pose, hips, shoulders), lean_deg(pose, ankles, knees)


def kinds(photo: Photo, pose: DetectedPose) -> set[LimitationKind]:
    seen = observe(photo, position=Position.STANDING, instruments=instruments(pose)[0])
    return {limitation.kind for limitation in seen.quality.limitations}


def test_person_and_view_said_are_asked_of_the_detector() -> None:
    made, detector = instruments(recorded(LEFT))
    observe(picture(LEFT), position=Position.STANDING, instruments=made, aim=Aim(view=View.LEFT, person=2))
    assert [asked[1:] for asked in detector.asked] == [(2, View.LEFT)]


def test_where_nobody_is_found_the_photo_is_tried_on_its_sides_before_its_head() -> None:
    made, detector = instruments(NOBODY, NOBODY, recorded(LEFT))
    lying = Photo(pixels=np.ascontiguousarray(np.rot90(picture(LEFT).pixels)))  # a quarter turn anticlockwise: three bring it back
    seen = observe(lying, position=Position.STANDING, instruments=made)
    assert seen.righted == 3
    tried = [asked[0].pixels for asked in detector.asked]
    assert np.array_equal(tried[1], np.rot90(lying.pixels, k=-1))
    assert np.array_equal(tried[2], np.rot90(lying.pixels, k=-3))


def test_where_nobody_is_found_either_way_up_that_is_said() -> None:
    made, detector = instruments(NOBODY)
    with pytest.raises(NoPersonFound, match=r"."):
        observe(picture(LEFT), position=Position.STANDING, instruments=made)
    assert len(detector.asked) == 4


def test_a_person_lying_whichever_way_the_photo_is_held_is_refused() -> None:
    photo, pose = picture(LEFT), recorded(LEFT)
    middle = np.array([photo.width_px / 2, photo.height_px / 2])
    lying = replace(pose, points_px=(pose.points_px - middle) @ np.array([[0.0, 1.0], [-1.0, 0.0]]) + middle)
    with pytest.raises(PhotoTilted, match="on its side"):
        observe(photo, position=Position.STANDING, instruments=instruments(lying, lying)[0])


@pytest.mark.parametrize(("slant", "refused"), [(14.5, False), (15.5, True)])
def test_a_slant_is_refused_from_15_degrees(slant: float, refused: bool) -> None:
    photo, pose = picture(FRONT), recorded(FRONT)
    photo, pose = rolled(photo, pose, slant - min(trunk_and_shin_deg(pose)))  # what trunk and shins share is the lesser of both leans
    assert min(trunk_and_shin_deg(pose)) == pytest.approx(slant)
    if refused:
        with pytest.raises(PhotoTilted, match="too far to measure"):
            observe(photo, position=Position.STANDING, instruments=instruments(pose)[0])
    else:
        assert LimitationKind.TILTED in kinds(photo, pose)  # by as much as the door behind her says


@pytest.mark.parametrize(("slant", "warned"), [(3.5, False), (4.5, True)])
def test_a_whole_body_that_leans_more_than_4_degrees_leaves_the_roll_open(slant: float, warned: bool) -> None:
    photo, pose = picture(FRONT), recorded(FRONT)
    photo, pose = rolled(photo, pose, slant - min(trunk_and_shin_deg(pose)))
    wall = np.where(pose.silhouette[..., None] < 128, np.uint8(190), photo.pixels)  # nothing upright in it to see the roll by
    bare = replace(photo, pixels=wall)
    assert (LimitationKind.SLANTED in kinds(bare, pose)) is warned


@pytest.mark.parametrize(("yaw", "error", "warned"), [(5.9, 1.0, False), (6.1, 1.0, True), (-6.1, 1.0, True), (9.0, 4.5, False)])
def test_a_turn_is_told_once_it_is_surely_beyond_5_degrees(yaw: float, error: float, warned: bool) -> None:
    pose = recorded(LEFT)
    turned = replace(pose, view=replace(pose.view, yaw_deg=yaw, yaw_standard_error_deg=error))
    assert (LimitationKind.TURNED in kinds(picture(LEFT), turned)) is warned


def test_what_was_seen_goes_through_to_the_assessment() -> None:
    made, _ = instruments(recorded(LEFT))
    seen = observe(picture(LEFT), position=Position.STANDING, instruments=made)
    found = conclude([seen], instruments=made, created_at=NOON, stature_cm=170.0)
    truth = next(sample for sample in samples() if sample.path.name == LEFT).truth[CVA]
    (angle,) = (m for m in found.measurements if m.name == CVA)
    assert angle.interval.lower <= truth <= angle.interval.upper
    made_with = found.provenance
    assert (made_with.created_at, made_with.passes, made_with.pose_model.name, made_with.software) == (NOON, 2, "recorded", "posture_cv 0")
    assert (found.photos[0].view, found.photos[0].width_px, found.photos[0].height_px) == (View.LEFT, 720, 960)


def test_looking_again_gives_the_same_to_the_last_digit() -> None:
    made, _ = instruments(recorded(LEFT))
    first, second = (
        conclude([observe(picture(LEFT), position=Position.STANDING, instruments=made)], instruments=made, created_at=NOON)
        for _ in range(2)
    )
    assert first == second


def test_corrections_must_be_as_many_as_photos() -> None:
    made, _ = instruments(recorded(LEFT))
    seen = observe(picture(LEFT), position=Position.STANDING, instruments=made)
    with pytest.raises(ValueError, match="expected corrections for each of 1 photos, but got 2"):
        conclude([seen], [Corrections(), Corrections()], instruments=made, created_at=NOON)


def test_photos_standing_and_sitting_are_no_one_assessment() -> None:
    made, _ = instruments(recorded(LEFT))
    seen = observe(picture(LEFT), position=Position.STANDING, instruments=made)
    sitting = replace(seen, position=Position.SITTING)
    with pytest.raises(ValueError, match="expected photos in one position"):
        conclude([seen, sitting], instruments=made, created_at=NOON)
