from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from posture_cv.detection.photo_detector import PhotoDetector
from posture_cv.detection.raw_pose import RawPose
from posture_cv.domain.photo import Photo
from posture_cv.domain.pose import BlazePose

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session")
def heavy_model() -> Path:
    """Weights for photos."""
    return ROOT / "models" / "pose_landmarker_heavy.task"


@pytest.fixture(scope="session")
def full_model() -> Path:
    """Weights for the live camera."""
    return ROOT / "models" / "pose_landmarker_full.task"


@pytest.fixture(scope="session")
def detector(heavy_model: Path) -> Iterator[PhotoDetector]:
    """The real detector with two passes, one of them mirrored: the least that shows everything."""
    with PhotoDetector(heavy_model, passes=2) as one:
        yield one


@pytest.fixture(scope="session")
def default_detector(heavy_model: Path) -> Iterator[PhotoDetector]:
    """The real detector as it is used."""
    with PhotoDetector(heavy_model) as one:
        yield one


@pytest.fixture(scope="session")
def rendered() -> Callable[[str], Photo]:
    """Loads one of the rendered people by name, for example ``left_2``: 720 x 960 pixels, one person of some 700 pixels."""

    def load(name: str) -> Photo:
        with Image.open(ROOT / "sample_images" / f"{name}.jpg") as image:
            return Photo(pixels=np.asarray(image.convert("RGB")))

    return load


SHOULDER_WIDTH, HIP_WIDTH, EAR_WIDTH = 71.0, 40.0, 24.0
DEPTH_PER_WIDTH = {"SHOULDER": 190.0 / 71.0, "HIP": 125.0 / 40.0, "EAR": 2.7}
LEVELS = {"EAR": 55.0, "SHOULDER": 100.0, "HIP": 200.0}
WIDTHS = {"EAR": EAR_WIDTH, "SHOULDER": SHOULDER_WIDTH, "HIP": HIP_WIDTH}


def _turned_body(turned_deg: float, centre_x: float = 300.0) -> tuple[np.ndarray, np.ndarray]:
    """Return points (33, 2) and depths (33,) of a body with a torso of 100 pixels, turned from facing the camera to its own left.

    Depths are as deep as the landmarker draws them; nose 30 pixels before the ears; everything else hangs at hip level.
    """
    turn = np.radians(turned_deg)
    points = np.tile([centre_x, 200.0], (33, 1))
    depths = np.zeros(33)
    for part, width in WIDTHS.items():
        for side, sign in (("LEFT", 1.0), ("RIGHT", -1.0)):
            index = BlazePose[f"{side}_{part}"]
            points[index] = (centre_x + sign * width / 2 * np.cos(turn), LEVELS[part])
            depths[index] = sign * width / 2 * DEPTH_PER_WIDTH[part] * np.sin(turn)
    points[BlazePose.NOSE] = (centre_x + 30.0 * np.sin(turn), LEVELS["EAR"])
    depths[BlazePose.NOSE] = -75.0 * np.cos(turn)
    return points, depths


def _raw_body(turned_deg: float, centre_x: float = 300.0, mask: np.ndarray | None = None) -> RawPose:
    """The same body as a raw pose, everything visible."""
    points, depths = _turned_body(turned_deg, centre_x)
    return RawPose(points_px=points, depths_px=depths, visibility=np.ones(33), presence=np.ones(33), mask=mask)


@pytest.fixture(scope="session")
def turned_body() -> Callable[..., tuple[np.ndarray, np.ndarray]]:
    """Draws points and depths of a body turned from facing the camera to its own left."""
    return _turned_body


@pytest.fixture(scope="session")
def raw_body() -> Callable[..., RawPose]:
    """Draws the same body as a raw pose, with a mask if one is given."""
    return _raw_body
