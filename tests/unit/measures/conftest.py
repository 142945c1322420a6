"""A body with known points, photographed by a pinhole camera or drawn flat."""

from collections.abc import Callable, Mapping

import pytest

from posture_cv.domain.landmarks import AnatomicalPose, BackProfile, Covariance, Landmark, LandmarkName, Origin
from posture_cv.domain.measurements import MeasurementSet
from posture_cv.domain.messages import Message
from posture_cv.domain.photo import Roll
from posture_cv.domain.pose import ViewEstimate
from posture_cv.domain.views import BodySide, Position, View
from posture_cv.knowledge import load
from posture_cv.measures import measure

WIDTH, HEIGHT = 900, 1200
Points = Mapping[tuple[str, BodySide], tuple[float, float]]


@pytest.fixture
def posed() -> Callable[..., AnatomicalPose]:
    """Builds a pose from photo points by name and side."""

    def build(
        view: View,
        points: Points,
        *,
        sd_px: float = 1.0,
        stature_px: float | None = 1000.0,
        back: BackProfile | None = None,
        origin: Origin = Origin.MARKED,
        note: Message | None = None,
    ) -> AnatomicalPose:
        landmarks = tuple(
            Landmark(
                name=LandmarkName(name),
                side=side,
                x_px=float(x),
                y_px=float(y),
                covariance_px2=Covariance(xx=sd_px**2, xy=0.0, yy=sd_px**2),
                origin=origin,
                note=note if name == "c7" else None,
            )
            for (name, side), (x, y) in points.items()
        )
        return AnatomicalPose(
            view=view,
            facing_sign={View.LEFT: -1, View.RIGHT: 1}.get(view, 0),
            landmarks=landmarks,
            stature_px=stature_px,
            stature_error_px=None if stature_px is None else 0.02 * stature_px,
            back=back,
        )

    return build


@pytest.fixture
def measured() -> Callable[..., MeasurementSet]:
    """Measures a pose, by default photographed square on from a known distance by a level camera."""

    def take(
        pose: AnatomicalPose,
        *,
        yaw: tuple[float, float] = (0.0, 0.01),
        roll: tuple[float, float] = (0.0, 0.01),
        position: Position = Position.STANDING,
        focal_length_px: float | None = 2000.0,
        size: tuple[int, int] = (WIDTH, HEIGHT),
        photo: int = 0,
    ) -> MeasurementSet:
        return measure(
            pose,
            load().measures,
            seen=ViewEstimate(view=pose.view, yaw_deg=yaw[0], yaw_standard_error_deg=yaw[1], probability=1.0),
            roll=Roll(roll_deg=roll[0], standard_error_deg=roll[1], referenced=True),
            position=position,
            photo=photo,
            width_px=size[0],
            height_px=size[1],
            focal_length_px=focal_length_px,
        )

    return take
