"""What the learned estimators look at: the detector's points and the silhouette's outline in the person's own frame.

The frame has its origin between the ears, x forward (in a frontal view: to the person's left), y down, and the distance from the ears' to
the hips' middle as its unit, so that neither the photo's size nor the person's place in it matters.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from posture_cv.anatomy.silhouette import EDGE_LEVEL
from posture_cv.domain.pose import BlazePose
from posture_cv.domain.views import View

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from posture_cv.anatomy.silhouette import Runs
    from posture_cv.domain.pose import ViewEstimate

ROWS = 104
"""Heights at which the outline is read."""
ABOVE_EARS = 0.32
BELOW_HIPS = 0.42
"""The outline is read from the crown to the upper thigh, in units of the frame."""
LEAST_UNIT_PX = 8.0
"""A smaller person has no outline to read."""
HEIGHTS = np.linspace(-ABOVE_EARS, 1.0 + BELOW_HIPS, ROWS)
"""Where each row lies in the frame."""
LINES = 4
"""Lines of the photo that a row is the mean of. Where the gap between arm and trunk begins, or at the crown, the outline leaps from one
line to the next: read off one line alone, a photo saved once more moved a head's tilt by twice its standard error."""
_READ_AT = (HEIGHTS[:, None] + ((np.arange(LINES) + 0.5) / LINES - 0.5) * (HEIGHTS[1] - HEIGHTS[0])).ravel()

_PAIRED = (
    BlazePose.LEFT_EYE_OUTER,
    BlazePose.LEFT_EAR,
    BlazePose.MOUTH_LEFT,
    BlazePose.LEFT_SHOULDER,
    BlazePose.LEFT_ELBOW,
    BlazePose.LEFT_WRIST,
    BlazePose.LEFT_HIP,
    BlazePose.LEFT_KNEE,
    BlazePose.LEFT_ANKLE,
    BlazePose.LEFT_HEEL,
    BlazePose.LEFT_FOOT_INDEX,
)
_RIGHT_EYE_STEP = 3
POINTS = 1 + 2 * len(_PAIRED)
"""The nose, then the near point of each pair, then the far one; in a frontal view the left and the right."""


def _second(left: BlazePose) -> BlazePose:
    return BlazePose(left + (_RIGHT_EYE_STEP if left is BlazePose.LEFT_EYE_OUTER else 1))


_ORDER_LEFT = np.array([BlazePose.NOSE, *_PAIRED, *(_second(p) for p in _PAIRED)], dtype=np.intp)
_ORDER_RIGHT = np.array([BlazePose.NOSE, *(_second(p) for p in _PAIRED), *_PAIRED], dtype=np.intp)
EYE, EAR, SHOULDER, ELBOW, WRIST, HIP, KNEE, ANKLE = 1, 2, 4, 5, 6, 7, 8, 9
"""Position of the near (left) point among the points; the far (right) one is ``PAIRS`` later."""
PAIRS = len(_PAIRED)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Frame:
    """The person's own frame in a photo.

    Attributes
    ----------
    origin_px : ndarray of shape (2,)
    unit_px
        Ears to hips.
    mirror
        -1 where the photo's x runs against the frame's.
    """

    origin_px: NDArray[np.float64]
    unit_px: float
    mirror: int

    def into(self, points_px: NDArray[np.float64]) -> NDArray[np.float64]:
        """Photo pixels (n, 2) to the frame."""
        return np.asarray((points_px - self.origin_px) / self.unit_px * np.array([self.mirror, 1.0]))

    def back(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """The frame's points (n, 2) to photo pixels."""
        return np.asarray(points * np.array([self.mirror, 1.0]) * self.unit_px + self.origin_px)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Appearance:
    """Everything the networks see of one person.

    Attributes
    ----------
    points : ndarray of shape (POINTS, 2)
    rear, front : ndarray of shape (ROWS,)
        Outline of the trunk at ``HEIGHTS``, the mean of ``LINES`` lines about each; beyond the last one that shows the person the last
        value goes on.
    shown
        Share of the rows below the ears that show the person.
    yaw_deg
        How far the detector takes the body to be turned, see ``ViewEstimate``.
    """

    frame: Frame
    points: NDArray[np.float64]
    rear: NDArray[np.float64]
    front: NDArray[np.float64]
    shown: float
    yaw_deg: float

    def vector(self) -> NDArray[np.float64]:
        """All of it in one row, shape (WIDTH,)."""
        return np.concatenate([self.points.ravel(), self.rear, self.front, [self.shown, self.yaw_deg]])


WIDTH = 2 * POINTS + 2 * ROWS + 2
"""Length of ``Appearance.vector``."""


def frame_of(points_px: NDArray[np.float64], view: View) -> Frame | None:
    """The frame of a person in one of the four straight views; None where the ears do not lie above the hips.

    Parameters
    ----------
    points_px : ndarray of shape (33, 2)
    """
    ears = points_px[[BlazePose.LEFT_EAR, BlazePose.RIGHT_EAR]].mean(axis=0)
    hips = points_px[[BlazePose.LEFT_HIP, BlazePose.RIGHT_HIP]].mean(axis=0)
    if hips[1] - ears[1] < LEAST_UNIT_PX:
        return None
    return Frame(origin_px=ears, unit_px=float(np.hypot(*(hips - ears))), mirror=-1 if view in (View.LEFT, View.BACK) else 1)


def appearance(
    points_px: NDArray[np.float64], silhouette: NDArray[np.uint8], runs: Runs, seen: ViewEstimate, view: View
) -> Appearance | None:
    """Read points and outline; None where the ears do not lie above the hips, or nothing of the trunk shows.

    Parameters
    ----------
    points_px : ndarray of shape (33, 2)
        With body sides settled, see ``frame.settle_sides``.
    silhouette : ndarray of shape (height, width), uint8
        As photographed, not mirrored.
    runs
        Its largest part, as photographed.
    seen
        How the detector takes the body to be turned.
    view
        One of the four straight views.
    """
    frame = frame_of(points_px, view)
    if frame is None or runs.rows is None:
        return None
    order = _ORDER_RIGHT if view is View.RIGHT else _ORDER_LEFT
    points = frame.into(points_px[order])
    outline = _outline(points, frame, silhouette, runs)
    if outline is None:
        return None
    rear, front, shown = outline
    return Appearance(frame=frame, points=points, rear=rear, front=front, shown=shown, yaw_deg=seen.yaw_deg)


def _outline(
    points: NDArray[np.float64], frame: Frame, silhouette: NDArray[np.uint8], runs: Runs
) -> tuple[NDArray[np.float64], NDArray[np.float64], float] | None:
    """Rear and front edge of the run that holds the line ears-shoulders-hips-knees at each height, and the share of rows there."""
    axis = np.array([0.5 * (points[k] + points[k + PAIRS]) for k in (EAR, SHOULDER, HIP, KNEE)])
    if not (np.diff(axis[:3, 1]) > 0.0).all():
        return None
    knots = axis if axis[3, 1] > axis[2, 1] else axis[:3]
    wanted = np.floor(frame.origin_px[1] + _READ_AT * frame.unit_px).astype(np.intp)
    middle_px = frame.origin_px[0] + frame.mirror * frame.unit_px * np.interp(_READ_AT, knots[:, 1], knots[:, 0])
    height = silhouette.shape[0]
    first = np.searchsorted(runs.row, wanted, side="left")
    last = np.searchsorted(runs.row, wanted, side="right")
    shown = (last > first) & (wanted < height - 1)
    if not shown.any():
        return None
    chosen = np.zeros(_READ_AT.size, dtype=np.intp)
    for k in np.flatnonzero(shown):
        start, stop = runs.start[first[k] : last[k]], runs.stop[first[k] : last[k]]
        off = np.maximum(np.maximum(start - middle_px[k], middle_px[k] - stop), 0.0)
        chosen[k] = first[k] + int(np.argmin(off))
    left, right = _edges(silhouette, runs, chosen)
    one, other = (frame.mirror * (edge - frame.origin_px[0]) / frame.unit_px for edge in (left, right))
    rear, front = (one, other) if frame.mirror > 0 else (other, one)
    return _rows(rear, shown), _rows(front, shown), float(shown[_READ_AT > 0.0].mean())


def _edges(silhouette: NDArray[np.uint8], runs: Runs, chosen: NDArray[np.intp]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Left and right crossing of the edge level of the chosen runs, continuous pixels."""
    row, start, stop = runs.row[chosen], runs.start[chosen], runs.stop[chosen]
    width = silhouette.shape[1]
    inside = silhouette[row, start].astype(np.float64)
    outside = np.where(start > 0, silhouette[row, np.maximum(start - 1, 0)], 0).astype(np.float64)
    left = start - 0.5 + (EDGE_LEVEL - outside) / np.maximum(inside - outside, 1.0)
    inside = silhouette[row, stop - 1].astype(np.float64)
    outside = np.where(stop < width, silhouette[row, np.minimum(stop, width - 1)], 0).astype(np.float64)
    right = stop + 0.5 - (EDGE_LEVEL - outside) / np.maximum(inside - outside, 1.0)
    return left, right


def _rows(values: NDArray[np.float64], shown: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Each row's mean over its lines: values where shown, elsewhere the nearest shown one."""
    at = np.arange(values.size)
    filled: NDArray[np.float64] = values[np.flatnonzero(shown)[np.argmin(np.abs(at[:, None] - np.flatnonzero(shown)[None]), axis=1)]]
    of_rows: NDArray[np.float64] = filled.reshape(ROWS, LINES).mean(axis=1)
    return of_rows
