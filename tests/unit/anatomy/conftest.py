"""A drawn person seen from the right side: every point and the outline of the back are known."""

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from posture_cv.domain.photo import PhotoQuality, Roll
from posture_cv.domain.pose import BlazePose, DetectedPose, PersonBox, ViewEstimate
from posture_cv.domain.views import View

WIDTH, HEIGHT = 500, 1000
CROWN, SOLE = 80.0, 914.0  # a stature of 800 px and the silhouette's excess of 4.3 %
POINTS = {
    "EAR": (256.0, 170.0),
    "SHOULDER": (240.0, 271.0),
    "HIP": (245.0, 500.0),
    "KNEE": (245.0, 690.0),
    "ANKLE": (235.0, 860.0),
    "ELBOW": (255.0, 400.0),
    "WRIST": (270.0, 500.0),
    "EYE_OUTER": (290.0, 155.0),
}


def draw(rear: NDArray[np.float64], front: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Silhouette between two edges given per row; a pixel cut by an edge gets the part of it that is covered."""
    columns = np.arange(WIDTH)
    covered = np.clip(columns[None, :] + 1 - rear[:, None], 0, 1) * np.clip(front[:, None] - columns[None, :], 0, 1)
    return np.round(255 * covered).astype(np.uint8)


def trunk_edges() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Rear and front edge: a neck 60 px wide, a shoulder step at C7's height (y 236), a trunk 110 px wide; empty above and below."""
    y = np.arange(HEIGHT) + 0.5
    rear = np.interp(y, [0, 150, 175, 222, 250, 900], [205, 205, 222, 222, 186, 186])
    front = np.where(y < 222, 320.0, 300.0)
    outside = (y < CROWN) | (y > SOLE)
    return np.where(outside, WIDTH, rear), np.where(outside, 0.0, front)


@pytest.fixture
def quality() -> PhotoQuality:
    roll = Roll(roll_deg=0.0, standard_error_deg=1.0, referenced=False)
    return PhotoQuality(
        sharpness=1.0,
        exposure=0.5,
        contrast=0.2,
        person_height_px=SOLE - CROWN,
        head_inside=True,
        feet_inside=True,
        roll=roll,
        noise_scale=1.0,
    )


@pytest.fixture
def seen_from_right() -> Callable[..., DetectedPose]:
    """Builds the drawn person; keyword arguments replace parts of the pose."""

    def build(**changes: object) -> DetectedPose:
        points = np.full((33, 2), 250.0)
        for name, place in POINTS.items():
            points[BlazePose[f"LEFT_{name}"]] = points[BlazePose[f"RIGHT_{name}"]] = place
        points[BlazePose.NOSE] = (320.0, 180.0)
        points[[1, 2, 4, 5]] = (300.0, 156.0)
        points[[9, 10]] = (310.0, 200.0)
        pose = {
            "points_px": points,
            "covariances_px2": np.tile(np.eye(2), (33, 1, 1)),
            "visibility": np.full(33, 0.99),
            "silhouette": draw(*trunk_edges()),
            "box": PersonBox(left_px=186.0, top_px=CROWN, right_px=320.0, bottom_px=SOLE),
            "view": ViewEstimate(view=View.RIGHT, yaw_deg=0.0, yaw_standard_error_deg=3.0, probability=1.0),
            "passes": 6,
        }
        return DetectedPose(**(pose | changes))  # type: ignore[arg-type]

    return build


@pytest.fixture
def mirrored() -> Callable[[DetectedPose], DetectedPose]:
    """The same photo mirrored: left and right trade places."""

    def mirror(pose: DetectedPose) -> DetectedPose:
        order = [0, 4, 5, 6, 1, 2, 3, 8, 7, 10, 9, *(i + 1 if i % 2 else i - 1 for i in range(11, 33))]
        flip = np.array([[1.0, -1.0], [-1.0, 1.0]])
        return DetectedPose(
            points_px=(np.array([WIDTH, 0.0]) + pose.points_px * np.array([-1.0, 1.0]))[order],
            covariances_px2=(pose.covariances_px2 * flip)[order],
            visibility=pose.visibility[order],
            silhouette=np.ascontiguousarray(pose.silhouette[:, ::-1]),
            box=pose.box,
            view=pose.view,
            passes=pose.passes,
        )

    return mirror
