from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from posture_cv.detection.photo_detector import PhotoDetector
from posture_cv.domain.errors import NoPersonFound, SeveralPeopleFound
from posture_cv.domain.photo import Photo
from posture_cv.domain.pose import BlazePose
from posture_cv.domain.views import View

SAMPLES = Path(__file__).resolve().parents[3] / "sample_images"
TRUTH = {image["file"].removesuffix(".jpg"): image for image in tomllib.loads((SAMPLES / "manifest.toml").read_text())["image"]}
Load = Callable[[str], Photo]


def mirrored(photo: Photo) -> Photo:
    return Photo(pixels=np.ascontiguousarray(photo.pixels[:, ::-1]))


def above(photo: Photo, row: float) -> Photo:
    return Photo(pixels=photo.pixels[: int(row)])


def side_by_side(*photos: Photo) -> Photo:
    return Photo(pixels=np.hstack([photo.pixels for photo in photos]))


@pytest.mark.parametrize("name", sorted(TRUTH))
def test_rendered_people_are_seen_from_the_side_they_show(name: str, detector: PhotoDetector, rendered: Load) -> None:
    pose = detector.detect(rendered(name))
    truth = TRUTH[name]
    view = View(truth["view"])
    assert pose.view.view is view
    # the manifest counts turns to the person's own left; in a right view those show less of the chest
    yaw_deg = truth["camera"]["body_yaw_deg"] * (-1 if view is View.RIGHT else 1)
    assert abs(pose.view.yaw_deg - yaw_deg) < 3.0 * pose.view.yaw_standard_error_deg  # of two dozen pictures
    # left is the person's own left, also where the landmarker mistakes a back for a front
    for side in ("left", "right"):
        other = "right" if side == "left" else "left"
        shoulder = pose.points_px[BlazePose[f"{side.upper()}_SHOULDER"]]
        own, opposite = (np.linalg.norm(shoulder - truth["landmarks"][f"{which}_acromion"]) for which in (side, other))
        assert own < 60
        assert own < opposite or view.is_lateral


@pytest.mark.parametrize(("name", "view"), [("left_3", View.RIGHT), ("right_0", View.LEFT), ("back_0", View.BACK), ("front_2", View.FRONT)])
def test_a_mirrored_photo_shows_the_other_side(name: str, view: View, detector: PhotoDetector, rendered: Load) -> None:
    plain, flipped = detector.detect(rendered(name)), detector.detect(mirrored(rendered(name)))
    assert flipped.view.view is view
    hips = plain.points_px[[BlazePose.LEFT_HIP, BlazePose.RIGHT_HIP]] * (-1, 1) + (720, 0)
    np.testing.assert_allclose(flipped.points_px[[BlazePose.RIGHT_HIP, BlazePose.LEFT_HIP]], hips, atol=20)


def test_a_detection_is_complete(detector: PhotoDetector, rendered: Load) -> None:
    pose = detector.detect(rendered("left_3"))
    assert pose.passes == 2
    assert pose.others == ()
    assert pose.silhouette.shape == (960, 720)
    assert pose.silhouette.dtype == np.uint8
    assert np.linalg.eigvalsh(pose.covariances_px2).min() >= 0.25
    shown = np.argwhere(pose.silhouette > 127)
    assert (pose.box.top_px, pose.box.left_px) == tuple(shown.min(axis=0))
    assert (pose.box.bottom_px, pose.box.right_px) == tuple(shown.max(axis=0) + 1)
    # C7 is a point of the skin at the back of the neck: in a straight side view it lies on the edge of the silhouette
    c7_x, c7_y = TRUTH["left_3"]["landmarks"]["c7"]
    edge_x = np.flatnonzero(pose.silhouette[int(c7_y)] > 127)[-1] + 1
    assert abs(edge_x - c7_x) < 8


def test_more_passes_are_surer(heavy_model: Path, default_detector: PhotoDetector, rendered: Load) -> None:
    with PhotoDetector(heavy_model, passes=1) as one:
        single, several = one.detect(rendered("left_3")), default_detector.detect(rendered("left_3"))
    assert (single.passes, several.passes) == (1, 6)
    ears = [pose.covariances_px2[BlazePose.LEFT_EAR].trace() for pose in (single, several)]
    assert ears[1] < ears[0]


@pytest.mark.parametrize("passes", [0, 10])
def test_the_number_of_passes_is_bounded(passes: int, heavy_model: Path) -> None:
    with pytest.raises(ValueError, match=f"expected 1 to 9 passes, but got {passes}"):
        PhotoDetector(heavy_model, passes=passes)


def test_a_large_photo_gives_the_same_answer_in_its_own_pixels(detector: PhotoDetector, rendered: Load) -> None:
    small = rendered("left_2")
    large = Photo(pixels=np.ascontiguousarray(small.pixels.repeat(4, axis=0).repeat(4, axis=1)))
    plain, enlarged = detector.detect(small), detector.detect(large)
    assert enlarged.silhouette.shape == (3840, 2880)
    assert np.median(np.linalg.norm(enlarged.points_px / 4 - plain.points_px, axis=1)) < 4
    assert enlarged.box.height_px / 4 == pytest.approx(plain.box.height_px, abs=8)


def test_two_people_of_a_size_have_to_be_chosen_from(detector: PhotoDetector, rendered: Load) -> None:
    both = side_by_side(rendered("front_2"), rendered("left_3"))
    with pytest.raises(SeveralPeopleFound, match="2 people can be seen") as caught:
        detector.detect(both)
    assert caught.value.people[0].height_px >= caught.value.people[1].height_px
    for number, box in enumerate(caught.value.people, start=1):
        pose = detector.detect(both, person=number)
        ear = pose.points_px[BlazePose.LEFT_EAR]
        assert box.left_px < ear[0] < box.right_px
        assert pose.others == tuple(other for other in caught.value.people if other is not box)
    with pytest.raises(SeveralPeopleFound, match="Person 3 was asked for, but 2 people can be seen"):
        detector.detect(both, person=3)


def test_somebody_small_in_the_background_is_listed_but_does_not_hinder(detector: PhotoDetector, rendered: Load) -> None:
    small = rendered("left_3").pixels[::2, ::2]
    scene = np.full((960, 1200, 3), 128, dtype=np.uint8)
    scene[:, 200:920], scene[400:880, 920:1200] = rendered("front_2").pixels, small[:, 40:320]
    pose = detector.detect(Photo(pixels=scene))
    assert pose.view.view is View.FRONT
    assert len(pose.others) == 1
    assert pose.others[0].left_px > 920


@pytest.mark.parametrize("name", ["left_2", "right_1", "front_0", "back_2"])
@pytest.mark.parametrize("cut_at", ["trochanter", "knee_lat"])
def test_a_photo_that_ends_at_hip_or_knee_still_measures_the_head(
    name: str, cut_at: str, default_detector: PhotoDetector, rendered: Load
) -> None:
    whole = default_detector.detect(rendered(name))
    marks = TRUTH[name]["landmarks"]
    row = marks.get(f"left_{cut_at}", marks.get(f"left_{cut_at.removesuffix('_lat')}"))[1]
    cropped = default_detector.detect(above(rendered(name), row))
    assert cropped.view.view is View(TRUTH[name]["view"])
    ears = [BlazePose.LEFT_EAR, BlazePose.RIGHT_EAR]
    assert np.linalg.norm(cropped.points_px[ears] - whole.points_px[ears], axis=1).max() < 15


def test_somebody_who_fills_the_photo_is_found_with_a_border_around(default_detector: PhotoDetector, rendered: Load) -> None:
    # head to waist, cut off at chest and back: the landmarker alone finds nobody in it
    tight = Photo(pixels=rendered("right_1").pixels[29:326, 320:396])
    assert default_detector._landmarker.detect(np.ascontiguousarray(tight.pixels)) == []
    assert default_detector.detect(tight).view.view is View.RIGHT


def noise() -> np.ndarray:
    return np.random.default_rng(1).integers(0, 256, (480, 640, 3), dtype=np.uint8)


def landscape() -> np.ndarray:
    import cv2

    scene = np.full((480, 800, 3), (120, 170, 230), dtype=np.uint8)
    scene[260:] = (60, 130, 50)
    for x, height in ((120, 140), (330, 210), (610, 170)):
        cv2.rectangle(scene, (x - 8, 300 - height // 2), (x + 8, 380), (90, 60, 40), -1)
        cv2.circle(scene, (x, 300 - height // 2), 45, (40, 100, 40), -1)
    return scene


@pytest.mark.parametrize(
    "picture", [noise, landscape, lambda: np.full((300, 300, 3), 200, np.uint8), lambda: np.zeros((40, 40, 3), np.uint8)]
)
def test_nobody_is_made_up(picture: Callable[[], np.ndarray], detector: PhotoDetector) -> None:
    with pytest.raises(NoPersonFound, match=r"Nobody was found in the photo\. Take the photo with the whole person"):
        detector.detect(Photo(pixels=picture()))


def test_legs_without_a_body_are_nobody(detector: PhotoDetector, rendered: Load) -> None:
    for name in ("right_0", "left_2"):
        legs = rendered(name).pixels[int(TRUTH[name]["landmarks"]["left_trochanter"][1]) :]
        with pytest.raises(NoPersonFound, match=r"found.*Take the photo with the whole person"):
            detector.detect(Photo(pixels=legs))


@pytest.mark.parametrize(
    ("file", "view"),
    [
        ("left_lateral_midstance_a.png", View.LEFT),
        ("left_lateral_midstance_b.png", View.LEFT),
        ("front_standing.jpg", View.FRONT),
        ("back_standing.png", View.BACK),
        ("oblique_standing.png", View.OBLIQUE),
    ],
)
def test_real_people_are_seen_from_the_side_they_show(file: str, view: View, detector: PhotoDetector, shared: Path) -> None:
    with Image.open(shared / "real_photos" / file) as image:
        photo = Photo(pixels=np.asarray(image.convert("RGB")))
    assert detector.detect(photo).view.view is view
    opposite = {View.LEFT: View.RIGHT}.get(view, view)
    assert detector.detect(mirrored(photo)).view.view is opposite


@pytest.mark.parametrize(("frame", "people"), [(64, 2), (96, 2)])
def test_people_walking_past_each_other_have_to_be_chosen_from(frame: int, people: int, detector: PhotoDetector, shared: Path) -> None:
    import cv2

    clip = cv2.VideoCapture(str(shared / "real_photos" / "three_people_walking.mp4"))
    clip.set(cv2.CAP_PROP_POS_FRAMES, frame)
    _, picture = clip.read()
    with pytest.raises(SeveralPeopleFound, match=f"{people} people can be seen") as caught:
        detector.detect(Photo(pixels=np.ascontiguousarray(picture[..., ::-1])))
    assert len(caught.value.people) == people
