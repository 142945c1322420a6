"""From points in a photo to points in the body's own plane: one mechanism for parallax, lens height, yaw and roll.

A point that lies nearer to the lens than the body's mid-plane is drawn too far from the lens axis, and a turned body shifts it sideways
and shortens what lies in front of it. Take the photo upright about its centre, u and v outward and up from the lens axis, camera distance
D and lateral offset w in statures, yaw t, the person's height S in pixels. The pinhole draws a point a forward and h up of the axis at

    u = D (a cos t - S w sin t) / Z,    v = D h / Z,    Z = D - a/S sin t - w cos t

which is solved for a and h. In a frontal view left and right lie w sin t nearer or farther and keep their places across.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from posture_cv.domain.landmarks import LandmarkName, Origin
from posture_cv.domain.views import BodySide, View
from posture_cv.measures.camera import LATERAL_OFFSET
from posture_cv.measures.propagation import Uncertain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from posture_cv.domain.landmarks import AnatomicalPose, Landmark
    from posture_cv.domain.photo import Roll
    from posture_cv.domain.pose import ViewEstimate
    from posture_cv.measures.camera import CameraPrior

ROLL, YAW, LOG_DISTANCE, AXIS_X, AXIS_Y, LOG_STATURE, NAPE_X, NAPE_Y = range(8)
_SHARED = 8
_PER_LANDMARK = 3

OWN_YAW = 0.5
"""Part of the yaw's error variance that every photo draws anew; the rest is the person's build read as a turn (judgement)."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scene:
    """Everything uncertain in one photo, and how to get from it to points in the body's plane.

    ``quantities`` holds roll and yaw (radians), log distance, lens axis, log stature, the step from the seen C7 to the mid-line, then x, y
    and lateral offset of each landmark, then ``extras``.
    """

    view: View
    facing: int
    centre_px: tuple[float, float]
    landmarks: tuple[Landmark, ...]
    quantities: Uncertain
    extras: slice

    def stature_px(self, q: NDArray[np.float64]) -> NDArray[np.float64]:
        """Stature in pixels, shape (m,), for quantities of shape (m, n)."""
        stature: NDArray[np.float64] = np.exp(q[:, LOG_STATURE])
        return stature

    def in_photo(self, q: NDArray[np.float64], name: LandmarkName, side: BodySide) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Outward and upward coordinate of a landmark in the upright photo, pixels, each of shape (m,); no parallax is taken out.

        Outward is forward in a lateral view and towards the person's right in a frontal one.
        """
        x, y, _ = self._upright(q, name, side)
        return self._outward_sign * x, -y

    def in_body(self, q: NDArray[np.float64], name: LandmarkName, side: BodySide) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The same in the body's mid-plane: parallax, lens height and yaw taken out, C7 on the mid-line."""
        x, y, offset = self._upright(q, name, side, on_midline=True)
        out = self._outward_sign * (x - (q[:, AXIS_X] - self.centre_px[0]))
        up = (q[:, AXIS_Y] - self.centre_px[1]) - y
        distance, sin, cos = np.exp(q[:, LOG_DISTANCE]), np.sin(q[:, YAW]), np.cos(q[:, YAW])
        if not self.facing:
            depth = 1.0 - offset * self._nearer_when_turned_left(side) * sin / distance
            return out * depth, up * depth
        stature = self.stature_px(q)
        forward = (out * (distance - offset * cos) + distance * stature * offset * sin) / (distance * cos + out / stature * sin)
        depth = distance - forward / stature * sin - offset * cos
        return forward, up * depth / distance

    def y_column(self, landmark: int) -> int:
        """Column of a landmark's photo y, by its position in ``landmarks``."""
        return _SHARED + _PER_LANDMARK * landmark + 1

    @property
    def _outward_sign(self) -> int:
        return self.facing or (1 if self.view is View.BACK else -1)

    def _nearer_when_turned_left(self, side: BodySide) -> int:
        """A person who turns to their own left takes the left side away from a camera in front, and towards one behind."""
        left = {BodySide.LEFT: 1, BodySide.RIGHT: -1}.get(side, 0)
        return left if self.view is View.BACK else -left

    def _upright(
        self, q: NDArray[np.float64], name: LandmarkName, side: BodySide, *, on_midline: bool = False
    ) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
        index = next(i for i, p in enumerate(self.landmarks) if p.name is name and p.side is side)
        first = _SHARED + _PER_LANDMARK * index
        x, y = q[:, first] - self.centre_px[0], q[:, first + 1] - self.centre_px[1]
        if on_midline and name is LandmarkName.C7:
            x, y = x + q[:, NAPE_X], y + q[:, NAPE_Y]
        sin, cos = np.sin(q[:, ROLL]), np.cos(q[:, ROLL])
        return x * cos + y * sin, y * cos - x * sin, q[:, first + 2]


def _lateral_offset(landmark: Landmark, view: View) -> tuple[float, float]:
    """Offset from the mid-plane and its SD, over stature; none for the detector's own points in a frontal view.

    There the detector draws left and right more level than perspective would, and its error was measured without correcting for yaw: taking
    perspective out would overdo it.
    """
    if view.is_frontal and landmark.origin is not Origin.MARKED:
        return 0.0, 0.0
    return LATERAL_OFFSET[landmark.name]


def build_scene(
    pose: AnatomicalPose,
    camera: CameraPrior,
    *,
    stature_px: float,
    stature_log_sd: float,
    seen: ViewEstimate,
    roll: Roll,
    photo_size: tuple[int, int],
    extras_sd: Sequence[float],
) -> Scene:
    """Gather means and errors of one photo.

    Parameters
    ----------
    seen
        How far the body is turned; the pose's own lens estimate is preferred.
    extras_sd
        Standard errors of further independent zero-mean quantities that a measure wants, e.g. of a contour.
    """
    yaw_deg, yaw_error_deg = seen.yaw_deg, seen.yaw_standard_error_deg
    if pose.lens is not None:
        yaw_deg, yaw_error_deg = pose.lens.yaw_deg, pose.lens.yaw_error_deg
    shared = [
        (np.radians(roll.roll_deg), np.radians(roll.standard_error_deg)),
        (np.radians(yaw_deg), np.radians(yaw_error_deg)),
        (np.log(camera.distance), camera.distance_log_sd),
        (camera.axis_x_px, camera.axis_sd_px),
        (camera.axis_y_px, camera.axis_y_sd_px),
        (np.log(stature_px), stature_log_sd),
        *(((nape.x_px, nape.x_error_px), (nape.y_px, nape.y_error_px)) if (nape := pose.nape) is not None else ((0.0, 0.0), (0.0, 0.0))),
    ]
    per_landmark = [value for p in pose.landmarks for value in ((p.x_px, 0.0), (p.y_px, 0.0), _lateral_offset(p, pose.view))]
    table = np.array([*shared, *per_landmark, *((0.0, sd) for sd in extras_sd)], dtype=np.float64)
    covariance = np.diag(table[:, 1] ** 2)
    for i, p in enumerate(pose.landmarks):
        at = _SHARED + _PER_LANDMARK * i
        c = p.covariance_px2
        covariance[at : at + 2, at : at + 2] = [[c.xx, c.xy], [c.xy, c.yy]]
    return Scene(
        view=pose.view,
        facing=pose.facing_sign,
        centre_px=(photo_size[0] / 2.0, photo_size[1] / 2.0),
        landmarks=pose.landmarks,
        quantities=Uncertain(table[:, 0], covariance, own=_own(pose, covariance), of_view=_of_view(covariance)),
        extras=slice(_SHARED + _PER_LANDMARK * len(pose.landmarks), table.shape[0]),
    )


def _own(pose: AnatomicalPose, covariance: NDArray[np.float64]) -> NDArray[np.float64]:
    """The part of the covariance that a further photo of the person draws anew: landmarks' scatter and how the feet were set."""
    own = np.zeros_like(covariance)
    own[YAW, YAW] = OWN_YAW * covariance[YAW, YAW]
    for i, p in enumerate(pose.landmarks):
        if p.scatter_px2 is not None:
            at, c = _SHARED + _PER_LANDMARK * i, p.scatter_px2
            own[at : at + 2, at : at + 2] = [[c.xx, c.xy], [c.xy, c.yy]]
    return own


def _of_view(covariance: NDArray[np.float64]) -> NDArray[np.float64]:
    """The part that repeats of a view share when the camera stays where it is, and that turns its sign when the person turns round."""
    of_view = np.zeros_like(covariance)
    for column in (ROLL, AXIS_X):
        of_view[column, column] = covariance[column, column]
    return of_view
