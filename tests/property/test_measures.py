"""What must not change a measure: size, mirroring, and a roll that is known."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posture_cv.domain.landmarks import AnatomicalPose, Covariance, Landmark, LandmarkName, Origin
from posture_cv.domain.measurements import MeasurementSet
from posture_cv.domain.photo import Roll
from posture_cv.domain.pose import ViewEstimate
from posture_cv.domain.views import BodySide, Position, View
from posture_cv.knowledge import load
from posture_cv.measures import measure

SIZE = np.array([900.0, 1200.0])
NAMES = [n for n in LandmarkName if n is not LandmarkName.HIP_JOINT]
PLACES = {
    "tragus": (480, 160),
    "outer_canthus": (520, 150),
    "c7": (420, 230),
    "acromion": (450, 280),
    "asis": (500, 560),
    "psis": (400, 545),
    "trochanter": (450, 620),
    "knee": (455, 850),
    "malleolus": (440, 1080),
}
shifts = st.lists(st.floats(-12.0, 12.0), min_size=2 * len(NAMES), max_size=2 * len(NAMES))


def points(moved: list[float]) -> np.ndarray:
    return np.array([PLACES[n.value] for n in NAMES], dtype=float) + np.array(moved).reshape(-1, 2)


def take(
    at: np.ndarray, *, view: View = View.RIGHT, size: np.ndarray = SIZE, scale: float = 1.0, roll_deg: float = 0.0, yaw_deg: float = 2.0
) -> MeasurementSet:
    side = BodySide.RIGHT if view is View.RIGHT else BodySide.LEFT
    sd = 2.0 * scale
    pose = AnatomicalPose(
        view=view,
        facing_sign=1 if view is View.RIGHT else -1,
        landmarks=tuple(
            Landmark(
                name=name,
                side=BodySide.MIDLINE if name is LandmarkName.C7 else side,
                x_px=float(x),
                y_px=float(y),
                covariance_px2=Covariance(xx=sd**2, xy=0.0, yy=sd**2),
                origin=Origin.MARKED,
            )
            for name, (x, y) in zip(NAMES, at, strict=True)
        ),
        stature_px=1040.0 * scale,
        stature_error_px=20.0 * scale,
    )
    return measure(
        pose,
        load().measures,
        seen=ViewEstimate(view=view, yaw_deg=yaw_deg, yaw_standard_error_deg=3.0, probability=1.0),
        roll=Roll(roll_deg=roll_deg, standard_error_deg=1.0, referenced=True),
        position=Position.STANDING,
        photo=0,
        width_px=round(size[0]),
        height_px=round(size[1]),
        focal_length_px=None,
    )


def same(a: MeasurementSet, b: MeasurementSet, *, error_within: float = 1e-6) -> None:
    assert [m.name for m in a.measurements] == [m.name for m in b.measurements]
    for one, other in zip(a.measurements, b.measurements, strict=True):
        assert other.value == pytest.approx(one.value, abs=1e-6)
        assert other.standard_error == pytest.approx(one.standard_error, rel=error_within, abs=1e-9)


@settings(max_examples=25)
@given(shifts, st.sampled_from([0.5, 2.0, 3.0]))
def test_a_larger_photo_of_the_same_person(moved: list[float], scale: float) -> None:
    same(take(points(moved)), take(points(moved) * scale, size=SIZE * scale, scale=scale))


@settings(max_examples=25)
@given(shifts)
def test_a_mirrored_photo(moved: list[float]) -> None:
    at = points(moved)
    mirrored = np.column_stack([SIZE[0] - at[:, 0], at[:, 1]])
    # A sample of mirrored points is not the mirrored sample, so bent errors agree only as two samples do.
    same(take(at), take(mirrored, view=View.LEFT), error_within=0.12)


@settings(max_examples=25)
@given(shifts, st.floats(-6.0, 6.0))
def test_a_rolled_camera_whose_roll_is_known(moved: list[float], roll_deg: float) -> None:
    at, centre, angle = points(moved), SIZE / 2.0, np.radians(roll_deg)
    clockwise = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    rolled = (at - centre) @ clockwise.T + centre
    upright = take(at)
    same(upright, take(rolled, roll_deg=roll_deg), error_within=0.12)


@settings(max_examples=25)
@given(shifts)
def test_every_interval_holds_its_value(moved: list[float]) -> None:
    for m in take(points(moved)).measurements:
        assert m.interval.lower <= m.value <= m.interval.upper
