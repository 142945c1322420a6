"""Phone cameras: where they stand, what they see, how their lenses bend it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from training.people.skeleton import rotation

if TYPE_CHECKING:
    from numpy.typing import NDArray

VIEW_AZIMUTH = {"front": 0.0, "left": 90.0, "back": 180.0, "right": 270.0}
"""Where the camera stands around the person, degrees from their front towards their left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Camera:
    """A camera in the room. World: origin between the ankles on the floor, z up; the camera looks along the world's y axis.

    Attributes
    ----------
    distance_m, height_m
        From the person's vertical axis and above the floor.
    aside_m
        How far the camera stands to its right of the line through the person.
    fov_deg
        Vertical angle of view of the undistorted image.
    pitch_deg, roll_deg, pan_deg
        Positive: looking down, scene leaning to the image's right at its top, looking to the right.
    distortion
        Radial coefficients k1, k2 on coordinates in units of the focal length.
    """

    distance_m: float
    height_m: float
    aside_m: float
    fov_deg: float
    pitch_deg: float
    roll_deg: float
    pan_deg: float
    distortion: tuple[float, float]
    width_px: int
    height_px: int

    @property
    def focal_px(self) -> float:
        """Focal length in pixels."""
        return float(0.5 * self.height_px / np.tan(np.radians(self.fov_deg) / 2.0))

    @property
    def position(self) -> NDArray[np.float64]:
        """Where the lens is, world metres."""
        return np.array([self.aside_m, -self.distance_m, self.height_m])

    @property
    def axes(self) -> NDArray[np.float64]:
        """Rows: image right, image down, and forward, in world coordinates."""
        turn = rotation(yaw=-self.pan_deg) @ rotation(pitch=-self.pitch_deg)
        right, down, ahead = turn @ np.array([1.0, 0, 0]), turn @ np.array([0, 0, -1.0]), turn @ np.array([0, 1.0, 0])
        c, s = np.cos(np.radians(self.roll_deg)), np.sin(np.radians(self.roll_deg))
        return np.stack([c * right - s * down, s * right + c * down, ahead])

    def project(self, points: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Pixels (n, 2) and one over the depth (n,) of world points (n, 3); depth is along the optical axis, metres."""
        local = (points - self.position) @ self.axes.T
        near = np.where(local[:, 2] > 0.05, 1.0 / np.maximum(local[:, 2], 0.05), -1.0)
        xy = local[:, :2] * near[:, None]
        r2 = np.minimum((xy * xy).sum(axis=1), 2.0)
        k1, k2 = self.distortion
        xy = xy * (1.0 + k1 * r2 + k2 * r2 * r2)[:, None]
        return xy * self.focal_px + 0.5 * np.array([self.width_px, self.height_px]), near

    def rays(self) -> NDArray[np.float64]:
        """Direction of every pixel's centre in world coordinates, shape (h, w, 3), one along the optical axis."""
        x = (np.arange(self.width_px) + 0.5 - 0.5 * self.width_px) / self.focal_px
        y = (np.arange(self.height_px) + 0.5 - 0.5 * self.height_px) / self.focal_px
        bent = np.stack(np.meshgrid(x, y), axis=2)
        straight, (k1, k2) = bent, self.distortion
        for _ in range(3):
            r2 = (straight * straight).sum(axis=2, keepdims=True)
            straight = bent / (1.0 + k1 * r2 + k2 * r2 * r2)
        right, down, ahead = self.axes
        return np.asarray(straight[..., :1] * right + straight[..., 1:] * down + ahead)


def sample(rng: np.random.Generator, *, stature_m: float, width_px: int = 720, height_px: int = 960) -> Camera:
    """A hand-held or propped phone that has the whole standing person in the frame."""
    distance = float(rng.uniform(1.8, 5.0))
    height = float(np.clip(rng.normal(1.1, 0.25), 0.5, 1.6))
    return _framing(rng, distance, height, stature_m, 0.0, (width_px, height_px))


def sample_low(rng: np.random.Generator, *, top_m: float, half_width_m: float, width_px: int = 720, height_px: int = 960) -> Camera:
    """A phone 0.5 to 1.3 m above the floor that has a whole sitting person in the frame.

    Parameters
    ----------
    top_m
        Height of the crown.
    half_width_m
        Half of the body's extent across the picture, its middle at the origin.
    """
    distance = float(rng.uniform(1.8, 5.0))
    height = float(rng.uniform(0.5, 1.3))
    return _framing(rng, distance, height, top_m, half_width_m, (width_px, height_px))


def _framing(
    rng: np.random.Generator, distance: float, height: float, stature_m: float, half_width_m: float, size_px: tuple[int, int]
) -> Camera:
    """The lens that holds a body up to its crown, and across if ``half_width_m`` is given."""
    width_px, height_px = size_px
    top, bottom = (stature_m + 0.06 - height) / (distance - 0.25), (-0.05 - height) / (distance - 0.35)
    room = rng.uniform(1.06, 1.35)
    middle = np.degrees(0.5 * (np.arctan(top) + np.arctan(bottom)))
    half = room * np.degrees(0.5 * (np.arctan(top) - np.arctan(bottom)))
    if half_width_m > 0.0:
        across = np.arctan((half_width_m + 0.06) / (distance - 0.3)) + np.radians(2.0)
        half = max(half, np.degrees(np.arctan(np.tan(across) * height_px / width_px)))
    spare = half - half / room
    pitch = -middle + float(np.clip(rng.normal(0.0, 0.4), -0.9, 0.9)) * spare
    fov = float(np.clip(2.0 * half, 24.0, 75.0))
    wide = fov / 65.0
    return Camera(
        distance_m=distance,
        height_m=height,
        aside_m=float(rng.normal(0.0, 0.05)),
        fov_deg=fov,
        pitch_deg=pitch,
        roll_deg=float(rng.normal(0.0, 0.9)),
        pan_deg=float(rng.normal(0.0, 1.5)),
        distortion=(float(rng.normal(-0.02, 0.02)) * wide, float(rng.normal(0.0, 0.01)) * wide),
        width_px=width_px,
        height_px=height_px,
    )
