"""A person drawn as a plain figure before a plain wall, with the points and the silhouette a detector would give."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from posture_cv.domain.photo import Photo
from posture_cv.domain.pose import BlazePose, DetectedPose, PersonBox, ViewEstimate
from posture_cv.domain.views import View

HEIGHT, WIDTH, MIDDLE = 1000, 800, 400
TOP, SOLES = 100, 900
"""The person is 800 pixels tall."""

WALL, BODY, LEGS = (205, 205, 200), (90, 110, 160), (70, 70, 80)


class Drawn:
    """A person from the front (``view``), in colour, who can be painted over."""

    def __init__(self, view: View = View.FRONT, *, apart: int = 60) -> None:
        self.view = view
        self.pixels = np.full((HEIGHT, WIDTH, 3), WALL, dtype=np.uint8)
        self.silhouette = np.zeros((HEIGHT, WIDTH), dtype=np.uint8)
        self.points = np.full((33, 2), (MIDDLE, 160.0))
        half = 0 if view.is_lateral else 1
        self._taper(MIDDLE, (180, 26), (250, 30), (200, 160, 140))
        for canvas, colour in ((self.pixels, (200, 160, 140)), (self.silhouette, 255)):
            cv2.ellipse(canvas, (MIDDLE, TOP + 60), (42, 60), 0.0, 0.0, 360.0, colour, -1)
        self._taper(MIDDLE, (240, 92), (380, 70), BODY)
        self._taper(MIDDLE, (380, 70), (520, 96), BODY)
        for side in (-1, 1):
            self._taper(MIDDLE + side * apart * half, (515, 38), (SOLES, 26), LEGS)
        for left, y, across in (
            (BlazePose.LEFT_SHOULDER, 260.0, 75.0),
            (BlazePose.LEFT_ELBOW, 400.0, 85.0),
            (BlazePose.LEFT_WRIST, 520.0, 85.0),
            (BlazePose.LEFT_HIP, 500.0, 50.0),
            (BlazePose.LEFT_KNEE, 690.0, float(apart)),
            (BlazePose.LEFT_ANKLE, 860.0, float(apart)),
        ):
            self.points[left] = (MIDDLE + across * half, y)
            self.points[left + 1] = (MIDDLE - across * half, y)

    def paint(self, left: int, top: int, right: int, bottom: int, colour: tuple[int, int, int]) -> None:
        """A part of the person."""
        self.pixels[top:bottom, left:right] = colour
        self.silhouette[top:bottom, left:right] = 255

    def _taper(self, x: int, upper: tuple[int, int], lower: tuple[int, int], colour: tuple[int, int, int]) -> None:
        """A limb between two heights with half its width there: no side of it is upright."""
        (top, half_top), (bottom, half_bottom) = upper, lower
        corners = np.array([(x - half_top, top), (x + half_top, top), (x + half_bottom, bottom), (x - half_bottom, bottom)])
        cv2.fillPoly(self.pixels, [corners], colour)
        cv2.fillPoly(self.silhouette, [corners], 255)

    @property
    def photo(self) -> Photo:
        """What the camera, or another program, made of it, with a little noise."""
        noise = np.random.default_rng(1).integers(-3, 4, self.pixels.shape)
        return Photo(pixels=np.clip(self.pixels.astype(int) + noise, 0, 255).astype(np.uint8))

    @property
    def pose(self) -> DetectedPose:
        """What the detector says."""
        return DetectedPose(
            points_px=self.points,
            covariances_px2=np.tile(np.eye(2), (33, 1, 1)),
            visibility=np.ones(33),
            silhouette=self.silhouette,
            box=PersonBox(left_px=MIDDLE - 95, top_px=TOP, right_px=MIDDLE + 95, bottom_px=SOLES),
            view=ViewEstimate(view=self.view, yaw_deg=0.0, yaw_standard_error_deg=3.0, probability=1.0),
            passes=1,
        )


@pytest.fixture
def drawn() -> Drawn:
    """A person from the front."""
    return Drawn()


@pytest.fixture
def from_the_side() -> Drawn:
    """A person from the right."""
    return Drawn(View.RIGHT)
