from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from posture_cv.detection.consensus import Consensus
from posture_cv.detection.view import OBLIQUE_FROM_DEG, nearest_view, recognise_view, turn_deg
from posture_cv.domain.pose import BlazePose
from posture_cv.domain.views import View

Body = tuple[np.ndarray, np.ndarray]
Draw = Callable[..., tuple[Consensus, np.ndarray, np.ndarray]]
SKIN, HAIR, WALL = (205, 150, 125), (40, 30, 25), (128, 128, 128)


@pytest.mark.parametrize("turned", [0.0, 30.0, 60.0, -30.0, -60.0, 150.0, -150.0, 180.0])
def test_a_drawn_body_reads_as_turned_as_it_was_drawn(turned: float, turned_body: Callable[..., Body]) -> None:
    points, depths = turned_body(turned)
    seen, error = turn_deg(points, depths)
    # the far hip's allowance turns side-on hips by up to nine degrees, of which a third counts
    assert abs((seen - turned + 180) % 360 - 180) < 3.5
    assert 4.0 < error < 8.0


@pytest.mark.parametrize(
    ("turned", "view", "yaw"),
    [
        (0.0, View.FRONT, 0.0),
        (10.0, View.FRONT, 10.0),
        (90.0, View.RIGHT, 0.0),
        (80.0, View.RIGHT, 10.0),
        (100.0, View.RIGHT, -10.0),
        (-90.0, View.LEFT, 0.0),
        (-80.0, View.LEFT, 10.0),
        (-100.0, View.LEFT, -10.0),
        (180.0, View.BACK, 0.0),
        (-170.0, View.BACK, 10.0),
        (170.0, View.BACK, -10.0),
        (370.0, View.FRONT, 10.0),
        (35.0, View.OBLIQUE, 35.0),
        (-125.0, View.OBLIQUE, -35.0),
    ],
)
def test_view_and_sign_of_the_yaw(turned: float, view: View, yaw: float) -> None:
    seen = nearest_view(turned, 5.0)
    assert seen.view is view
    assert seen.yaw_deg == pytest.approx(yaw)
    assert seen.yaw_standard_error_deg == 5.0


def test_on_the_border_both_views_are_equally_likely() -> None:
    inside, outside = nearest_view(OBLIQUE_FROM_DEG - 0.01, 5.0), nearest_view(OBLIQUE_FROM_DEG + 0.01, 5.0)
    assert (inside.view, outside.view) == (View.FRONT, View.OBLIQUE)
    assert inside.probability == pytest.approx(0.5, abs=0.01)
    assert outside.probability == pytest.approx(0.5, abs=0.01)


def test_doubt_between_front_and_back_is_no_doubt_about_a_side_view() -> None:
    assert nearest_view(0.0, 5.0, 0.7).probability == pytest.approx(0.7, abs=0.01)
    assert nearest_view(90.0, 5.0, 0.7).probability > 0.99


@pytest.fixture
def drawn(turned_body: Callable[..., Body]) -> Draw:
    """Draws a person from front or back, whom the landmarker takes for a front half-heartedly either way."""

    def draw(*, back: bool, centre_x: float = 300.0) -> tuple[Consensus, np.ndarray, np.ndarray]:
        points, depths = turned_body(0.0, centre_x)
        for heel, toe in ((BlazePose.LEFT_HEEL, BlazePose.LEFT_FOOT_INDEX), (BlazePose.RIGHT_HEEL, BlazePose.RIGHT_FOOT_INDEX)):
            points[heel, 1] = 380.0
            points[toe, 1] = 377.0 if back else 395.0
        hand_x = centre_x - 60.0
        for name in ("RIGHT_WRIST", "RIGHT_PINKY", "RIGHT_INDEX"):
            points[BlazePose[name]] = (hand_x, 220.0)
        pixels = np.full((420, 600, 3), WALL, dtype=np.uint8)
        silhouette = np.zeros((420, 600), dtype=np.uint8)

        def paint(left: float, top: float, right: float, bottom: float, colour: tuple[int, int, int]) -> None:
            area = (slice(int(top), int(bottom)), slice(int(left), int(right)))
            pixels[area], silhouette[area] = colour, 255

        paint(centre_x - 15, 25, centre_x + 15, 80, HAIR if back else SKIN)
        paint(centre_x - 15, 25, centre_x + 15, 42, HAIR)
        paint(centre_x - 40, 85, centre_x + 40, 400, (60, 60, 160))
        paint(hand_x - 8, 212, hand_x + 8, 228, SKIN)
        consensus = Consensus(
            points_px=points,
            covariances_px2=np.tile(np.eye(2), (33, 1, 1)),
            depths_px=depths,
            visibility=np.ones(33),
            nose_depths=np.array([-0.3]),
            passes=1,
        )
        return consensus, silhouette, pixels

    return draw


def test_a_face_the_colour_of_the_hands_is_a_front(drawn: Draw) -> None:
    view, exchanged = recognise_view(*drawn(back=False))
    assert view.view is View.FRONT
    assert view.probability > 0.9
    assert not exchanged


def test_hair_where_the_face_should_be_and_toes_behind_heels_is_a_back_and_its_sides_are_exchanged(drawn: Draw) -> None:
    view, exchanged = recognise_view(*drawn(back=True))
    assert view.view is View.BACK
    assert 0.6 < view.probability < 1.0
    assert exchanged


def test_what_the_photo_is_said_to_show_tips_a_doubtful_front_but_not_a_clear_one(drawn: Draw) -> None:
    doubtful, silhouette, pixels = drawn(back=True)
    assert (
        recognise_view(doubtful, silhouette, pixels, declared=View.BACK)[0].probability > recognise_view(*drawn(back=True))[0].probability
    )
    assert recognise_view(*drawn(back=False), declared=View.BACK)[0].view is View.FRONT


def test_a_back_is_believed_where_it_looks_like_a_front_only_a_little(drawn: Draw) -> None:
    doubtful, silhouette, pixels = drawn(back=True)
    # under long hair the landmarker draws a face, and nothing of the neck's colour contradicts it
    hair = replace(doubtful, nose_depths=np.array([-1.2]))
    hair.points_px[[BlazePose.LEFT_FOOT_INDEX, BlazePose.RIGHT_FOOT_INDEX], 1] = 390.0
    alone, exchanged = recognise_view(hair, silhouette, pixels)
    assert alone.view is View.FRONT
    assert not exchanged
    said, exchanged = recognise_view(hair, silhouette, pixels, declared=View.BACK)
    assert said.view is View.BACK
    assert said.probability < 0.5
    assert exchanged


def test_a_camera_that_looks_past_the_person_is_allowed_for(drawn: Draw) -> None:
    # 200 pixels right of the middle at a focal length of 400: the line of sight is turned by atan(1/2)
    view, _ = recognise_view(*drawn(back=False, centre_x=500.0), focal_length_px=400.0)
    assert view.yaw_deg == pytest.approx(-26.57, abs=0.1)
    assert view.yaw_standard_error_deg > 13.0
