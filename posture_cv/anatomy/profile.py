"""The posterior outline of a person seen from the side, and the skin line of the back in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from posture_cv.anatomy.silhouette import left_edge_px
from posture_cv.domain.landmarks import BackProfile
from posture_cv.domain.messages import message
from posture_cv.domain.pose import BlazePose

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from posture_cv.anatomy.frame import BodyFrame
    from posture_cv.anatomy.silhouette import Runs

CONTOUR_SD = 0.25
"""Error of the outline as skin line, per cent of stature: the detector's silhouette overlaps the true one by .96 (intersection over union),
which on a trunk 13 % wide is a quarter per cent at each edge. That is for fitted clothes; loose ones are worse and cannot be seen here."""

SMOOTHING = 0.5
"""SD of the Gaussian that smooths the outline, per cent of stature: below the length over which a back curves, above a pixel's stair."""

SACRAL_FRACTION = 0.137
SACRAL_FRACTION_SD = 0.03
"""Height of the PSIS above the hips' middle, as part of hips-to-shoulders: .120 to .152 in the four lateral renders; the error is doubled
for real people."""

ABOVE_C7 = 2.5
"""The line starts this far above C7, per cent of stature, so that C7's own error does not run off its end."""

BELOW_HIP = 5.5
"""The fold of the buttock lies about this far below the hip joint, per cent of stature (hip at .53, fold at .47 of it)."""

ARM_RADIUS = 2.6
"""Half the thickness of the arm, per cent of stature; an outline this close behind the arm's axis is the arm's."""
ARM_HIDES_FROM = 0.25
"""Part of the back that an arm may form before the line is withheld."""
ARM_WIDENING = 2.5
"""Factor on the line's error where an arm forms a smaller part of it."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RearOutline:
    """Rear-most edge of the trunk, row by row.

    Attributes
    ----------
    first_row
        Photo row of the first entry.
    forward_px : ndarray of shape (n,)
        Position along the direction the person faces (x times the facing sign) at each row's centre, smoothed.
    """

    first_row: int
    forward_px: NDArray[np.float64]

    @property
    def y_px(self) -> NDArray[np.float64]:
        """Photo y of each entry: the centre of its row."""
        return np.arange(self.forward_px.size, dtype=np.float64) + (self.first_row + 0.5)

    def at(self, y_px: float) -> float:
        """Forward position at one height."""
        return float(np.interp(y_px, self.y_px, self.forward_px))


def rear_outline(silhouette: NDArray[np.uint8], runs: Runs, body: BodyFrame) -> RearOutline | None:
    """Rear outline from the ears to below the buttock; None where the trunk is not one piece of silhouette.

    In each row the run of pixels that holds the line ears-shoulders-hips is the trunk; an arm held off behind it is left out.

    Parameters
    ----------
    silhouette : ndarray of shape (height, width), uint8
        As photographed, not mirrored.
    runs
        Its largest part.
    """
    width = silhouette.shape[1]
    oriented, runs = (silhouette, runs) if body.facing > 0 else (silhouette[:, ::-1], runs.mirrored(width))
    axis = np.array([body.middle_px(p) for p in (BlazePose.LEFT_EAR, BlazePose.LEFT_SHOULDER, BlazePose.LEFT_HIP)])
    if runs.rows is None or not (np.diff(axis[:, 1]) > 0.0).all():
        return None
    axis_x = axis[:, 0] if body.facing > 0 else width - axis[:, 0]
    top = max(int(axis[0, 1]), runs.rows[0])
    bottom = min(int(axis[2, 1] + BELOW_HIP * body.percent_px) + 1, runs.rows[1])
    wanted = (runs.row >= top) & (runs.row < bottom)
    row, start, stop = runs.row[wanted], runs.start[wanted], runs.stop[wanted]
    middle = np.interp(row + 0.5, axis[:, 1], axis_x)
    off_axis = np.maximum(np.maximum(start - middle, middle - stop), 0.0)
    order = np.lexsort((off_axis, row))
    row, start = row[order], start[order]
    first = np.diff(row, prepend=-1) > 0
    row, start = row[first], start[first]
    if row.size < 2 or row[-1] - row[0] + 1 != row.size:
        return None
    edge = left_edge_px(oriented, row, start)
    forward = edge if body.facing > 0 else edge - width
    return RearOutline(first_row=int(row[0]), forward_px=_smooth(forward, SMOOTHING * body.percent_px))


def _smooth(values: NDArray[np.float64], sd: float) -> NDArray[np.float64]:
    """Gaussian smoothing; the ends are continued by point reflection, so that a straight line stays itself."""
    reach = min(int(3.0 * sd) + 1, values.size - 1)
    kernel = np.exp(-0.5 * (np.arange(-reach, reach + 1) / sd) ** 2)
    before = 2.0 * values[0] - values[reach:0:-1]
    after = 2.0 * values[-1] - values[-2 : -reach - 2 : -1]
    smooth: NDArray[np.float64] = np.convolve(np.r_[before, values, after], kernel / kernel.sum(), mode="valid")
    return smooth


def sacral_level(body: BodyFrame) -> tuple[float, float]:
    """Photo y of the PSIS level and its standard error, from the heights of shoulders and hips."""
    shoulder, hip = body.middle_px(BlazePose.LEFT_SHOULDER)[1], body.middle_px(BlazePose.LEFT_HIP)[1]
    length = hip - shoulder
    noise = body.covariances_px2[[BlazePose.LEFT_HIP, BlazePose.RIGHT_HIP], 1, 1].mean()
    return float(hip - SACRAL_FRACTION * length), float(np.hypot(SACRAL_FRACTION_SD * length, np.sqrt(noise)))


def back_profile(outline: RearOutline, body: BodyFrame, nape_y_px: float) -> BackProfile | None:
    """Skin line from the nape to the fold of the buttock; None where it is too short or an arm forms it."""
    level, level_error = sacral_level(body)
    kept = outline.y_px >= nape_y_px
    y, forward = outline.y_px[kept], outline.forward_px[kept]
    if y.size < 2 or not y[0] <= level <= y[-1]:
        return None
    on_back = y <= level
    hidden = float(np.mean(_formed_by_arm(y[on_back], forward[on_back], body)))
    if hidden > ARM_HIDES_FROM:
        return None
    return BackProfile(
        x_px=tuple((forward * body.facing).tolist()),
        y_px=tuple(y.tolist()),
        error_px=CONTOUR_SD * body.percent_px * (ARM_WIDENING if hidden > 0.0 else 1.0),
        sacral_level_y_px=level,
        sacral_level_error_px=level_error,
        note=message("landmark.arm_in_outline") if hidden > 0.0 else None,
    )


def _formed_by_arm(y: NDArray[np.float64], forward: NDArray[np.float64], body: BodyFrame) -> NDArray[np.bool_]:
    """Rows whose outline is an arm's: the arm's axis, less half its thickness, reaches it."""
    formed = np.zeros(y.size, dtype=bool)
    for shoulder, elbow, wrist in ((11, 13, 15), (12, 14, 16)):
        joints = body.points_px[[shoulder, elbow, wrist]]
        if not (np.diff(joints[:, 1]) > 0.0).all():
            continue
        axis = np.interp(y, joints[1:, 1], joints[1:, 0] * body.facing)
        below_elbow = (y >= joints[1, 1] - ARM_RADIUS * body.percent_px) & (y <= joints[2, 1])
        formed |= below_elbow & (axis - ARM_RADIUS * body.percent_px <= forward)
    return formed
