"""Framing, light and roll on drawn scenes: a figure before a wall, where every number is known."""

from __future__ import annotations

import math
from dataclasses import replace

import cv2
import numpy as np
import pytest

from posture_cv.capture import judge, read_photo
from posture_cv.domain.errors import PersonCropped, PhotoBlurred, PhotoDark, PhotoTilted, PhotoTooSmall
from posture_cv.domain.photo import LimitationKind, Photo, PhotoQuality
from posture_cv.domain.pose import DetectedPose, PersonBox, ViewEstimate
from posture_cv.domain.views import View

WIDTH, HEIGHT = 600, 800
WALL, SKIN = 200, 70

# Heights of the 33 points as shares of the figure, crown to sole: face, shoulders, elbows, hands, hips, knees, ankles, feet.
LEVELS = [0.07] * 11 + [0.18] * 2 + [0.35] * 2 + [0.47] * 8 + [0.52] * 2 + [0.73] * 2 + [0.95] * 2 + [0.98] * 4


def figure(top: float = 80, bottom: float = 720, centre: float = 300, half_width: float = 60) -> tuple[np.ndarray, DetectedPose]:
    """A dark ellipse before a light wall, as photo and as detection."""
    y, x = np.mgrid[:HEIGHT, :WIDTH] + 0.5
    inside = ((x - centre) / half_width) ** 2 + ((y - (top + bottom) / 2) / ((bottom - top) / 2)) ** 2 <= 1.0
    mask = np.where(inside, 255, 0).astype(np.uint8)
    pixels = np.where(mask[..., None] > 0, SKIN, WALL).astype(np.uint8).repeat(3, axis=2)
    points = np.array([[centre, top + level * (bottom - top)] for level in LEVELS])
    pose = DetectedPose(
        points_px=points,
        covariances_px2=np.tile(np.eye(2), (33, 1, 1)),
        visibility=np.ones(33),
        silhouette=mask,
        box=PersonBox(left_px=centre - half_width, top_px=top, right_px=centre + half_width, bottom_px=bottom),
        view=ViewEstimate(view=View.LEFT, yaw_deg=0.0, yaw_standard_error_deg=2.0, probability=0.99),
        passes=1,
    )
    return pixels, pose


def judged(pixels: np.ndarray, pose: DetectedPose) -> PhotoQuality:
    return judge(Photo(pixels=np.ascontiguousarray(pixels)), pose)


def kinds(quality: PhotoQuality) -> set[LimitationKind]:
    return {limit.kind for limit in quality.limitations}


def test_a_plain_scene_has_no_limits():
    quality = judged(*figure())
    assert quality.limitations == ()
    assert quality.head_inside
    assert quality.feet_inside
    assert quality.person_height_px == pytest.approx(640, abs=4)
    covered = math.pi / 4  # an ellipse fills that share of its box
    assert quality.exposure == pytest.approx((covered * SKIN + (1 - covered) * WALL) / 255, abs=0.02)
    assert quality.contrast == pytest.approx((WALL - SKIN) / 255 * math.sqrt(covered * (1 - covered)), abs=0.02)
    assert quality.sharpness > 0.9
    assert quality.noise_scale >= 1.0
    assert not quality.roll.referenced


@pytest.mark.parametrize("factor", [0.5, 2.0])
def test_megapixels_do_not_change_the_sharpness_of_the_same_scene(factor):
    pixels, pose = figure()
    pixels = cv2.GaussianBlur(pixels, (0, 0), 4.0)
    size = (round(factor * WIDTH), round(factor * HEIGHT))
    scaled = replace(
        pose,
        points_px=pose.points_px * factor,
        silhouette=cv2.resize(pose.silhouette, size, interpolation=cv2.INTER_NEAREST),
    )
    once, again = judged(pixels, pose), judged(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), scaled)
    assert again.person_height_px == pytest.approx(factor * once.person_height_px, rel=0.01)
    assert again.sharpness == pytest.approx(once.sharpness, abs=0.06)


@pytest.mark.parametrize("blur_pct", [0.3, 0.6, 0.9])
def test_sharpness_reads_the_width_of_the_edge(blur_pct):
    pixels, pose = figure()
    quality = judged(cv2.GaussianBlur(pixels, (0, 0), blur_pct / 100 * 640), pose)
    assert quality.sharpness == pytest.approx(1 / (1 + (blur_pct / 0.75) ** 2), abs=0.05)


@pytest.mark.parametrize("gain", [1.0, 0.5, 0.25])
def test_darkness_does_not_read_as_blur(gain):
    pixels, pose = figure()
    assert judged((pixels * gain).astype(np.uint8), pose).sharpness > 0.9


@pytest.mark.parametrize(
    ("top", "bottom", "limit"),
    [(0, 640, LimitationKind.HEAD_CROPPED), (160, 800, LimitationKind.FEET_CROPPED)],
    ids=["head touches the edge", "feet touch the edge"],
)
def test_touching_the_edge_is_named(top, bottom, limit):
    quality = judged(*figure(top, bottom))
    assert kinds(quality) == {limit}
    assert quality.head_inside == (limit is not LimitationKind.HEAD_CROPPED)
    assert quality.feet_inside == (limit is not LimitationKind.FEET_CROPPED)


def test_a_head_to_hip_crop_keeps_its_head():
    pixels, pose = figure(100, 1400)
    quality = judged(pixels, pose)
    assert quality.head_inside
    assert kinds(quality) == {LimitationKind.FEET_CROPPED}


def test_points_outside_the_frame_count_even_where_the_silhouette_stops_short():
    pixels, pose = figure(80, 720)
    points = pose.points_px.copy()
    points[27:, 1] = HEIGHT + 30
    assert not judged(pixels, replace(pose, points_px=points)).feet_inside


def test_raised_arms_do_not_crop_the_head():
    pixels, pose = figure()
    silhouette = pose.silhouette.copy()
    silhouette[:200, 365:385] = 255  # a forearm beside the head, up and out of the frame
    silhouette[190:210, 340:385] = 255
    assert judged(pixels, replace(pose, silhouette=silhouette)).head_inside


def test_specks_of_silhouette_elsewhere_do_not_stretch_the_person():
    pixels, pose = figure()
    silhouette = pose.silhouette.copy()
    silhouette[:30, :30] = 255
    quality = judged(pixels, replace(pose, silhouette=silhouette))
    assert quality.person_height_px == pytest.approx(640, abs=4)
    assert quality.head_inside


def test_shoulders_outside_the_frame():
    with pytest.raises(PersonCropped, match="shoulders are outside"):
        judged(*figure(-400, 700))


def test_other_people_are_named():
    pixels, pose = figure()
    stranger = PersonBox(left_px=0.0, top_px=100.0, right_px=60.0, bottom_px=500.0)
    assert kinds(judged(pixels, replace(pose, others=(stranger,)))) == {LimitationKind.OTHER_PEOPLE}


def test_a_small_person_is_named():
    quality = judged(*figure(300, 500, half_width=20))
    assert kinds(quality) == {LimitationKind.SMALL_PERSON}


def test_a_tiny_person_is_refused():
    with pytest.raises(PhotoTooSmall, match="too small to measure"):
        judged(*figure(400, 440, half_width=6))


def test_a_black_photo_is_refused():
    pixels, pose = figure()
    with pytest.raises(PhotoDark, match="too dark"):
        judged(pixels // 20, pose)


def test_a_burnt_out_person_is_refused():
    pixels, pose = figure()
    with pytest.raises(PhotoDark, match="burnt out"):
        judged(np.where(pixels == SKIN, 255, 120).astype(np.uint8), pose)


def test_a_person_in_fog_is_refused():
    pixels, pose = figure()
    with pytest.raises(PhotoDark, match="hardly stands out"):
        judged(np.where(pixels == SKIN, 128, 131).astype(np.uint8), pose)


def test_hopeless_blur_is_refused():
    rng = np.random.default_rng(5)
    pixels, pose = figure()
    pixels = np.where(pixels == SKIN, rng.integers(0, 250, (HEIGHT // 80, WIDTH // 60, 1)).repeat(80, 0).repeat(60, 1), pixels).astype(
        np.uint8
    )
    with pytest.raises(PhotoBlurred, match="too blurred"):
        judged(cv2.GaussianBlur(pixels, (0, 0), 0.02 * 640), pose)


def scene_with_posts(roll_deg: float, posts_x: tuple[int, ...] = (60, 150, 480, 560)) -> tuple[np.ndarray, DetectedPose]:
    """The figure between posts, all turned about the photo's centre; positive leans to the right at the top."""
    pixels, pose = figure()
    for x in posts_x:
        pixels[60:700, x : x + 12] = 60
    turn = cv2.getRotationMatrix2D((WIDTH / 2, HEIGHT / 2), -roll_deg, 1.0)
    turned = cv2.warpAffine(pixels, turn, (WIDTH, HEIGHT), flags=cv2.INTER_CUBIC, borderValue=(WALL, WALL, WALL))
    silhouette = cv2.warpAffine(pose.silhouette, turn, (WIDTH, HEIGHT))
    return turned, replace(pose, silhouette=silhouette, points_px=pose.points_px @ turn[:, :2].T + turn[:, 2])


@pytest.mark.parametrize("roll_deg", [-14.0, -6.0, -1.0, 0.0, 2.5, 9.0])
def test_roll_is_read_off_the_scene(roll_deg):
    roll = judged(*scene_with_posts(roll_deg)).roll
    assert roll.referenced
    assert roll.roll_deg == pytest.approx(roll_deg, abs=0.3)


def test_a_corrected_tilt_is_named():
    assert kinds(judged(*scene_with_posts(6.0))) == {LimitationKind.TILTED}


def test_too_much_tilt_is_refused():
    with pytest.raises(PhotoTilted, match="tilted sideways by about 19 degrees"):
        judged(*scene_with_posts(19.0))


def test_slanting_furniture_behind_an_upright_person_is_no_reference():
    pixels, _ = scene_with_posts(19.0)
    _, upright = figure()
    assert not judged(pixels, upright).roll.referenced


def test_the_person_is_no_reference_for_themselves():
    pixels, pose = scene_with_posts(5.0, posts_x=())
    assert not judged(pixels, pose).roll.referenced


def test_judging_takes_the_pixels_as_read(tmp_path):
    pixels, pose = figure()
    assert math.isfinite(judge(read_photo(pixels), pose).noise_scale)
