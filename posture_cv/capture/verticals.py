"""Straight near-vertical edges of the background: door frames, wall corners, posts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from posture_cv.capture.roll import Edges

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from posture_cv.capture.framing import PersonInFrame

_STEEPEST_LEAN_DEG = 30.0
_SHORTEST = 0.07
"""Shortest edge, of the frame's height."""

_LSD_SCALE = 0.6
"""The detector's own down-scaling; only long edges count here, and they are found as well at 0.6 as at its usual 0.8, in half the time."""

_CLEAR_OF_PERSON = 0.02
_MOST_ON_PERSON = 0.1
_SAMPLES = np.linspace(0.02, 0.98, 17)


def background_verticals(grey: NDArray[np.uint8], framing: PersonInFrame) -> Edges:
    """Near-vertical straight edges that do not belong to the person, photo pixels.

    Found by OpenCV's line segment detector at working size; its sub-pixel ends are good to a tenth of a degree there.
    Source: R. Grompone von Gioi et al., "LSD: a line segment detector", IPOL 2 (2012) 35-55.
    """
    rows, columns = framing.silhouette.shape
    small = grey if grey.shape == (rows, columns) else cv2.resize(grey, (columns, rows), interpolation=cv2.INTER_AREA)
    found = cv2.createLineSegmentDetector(cv2.LSD_REFINE_STD, _LSD_SCALE).detect(small)[0]
    ends = np.zeros((0, 2, 2)) if found is None else np.asarray(found, dtype=np.float64).reshape(-1, 2, 2)
    ends = np.where((ends[:, 0, 1] > ends[:, 1, 1])[:, None, None], ends[:, ::-1], ends)
    across, down = (ends[:, 1] - ends[:, 0]).T
    length, lean = np.hypot(across, down), np.degrees(np.arctan2(-across, down))
    kept = (np.abs(lean) <= _STEEPEST_LEAN_DEG) & (length >= _SHORTEST * rows)
    ends, length, lean = ends[kept], length[kept], lean[kept]
    clear = _share_on_person(ends, framing.silhouette) <= _MOST_ON_PERSON
    return Edges(x_px=ends[clear, :, 0].mean(axis=1) / framing.scale, lean_deg=lean[clear], length_px=length[clear] / framing.scale)


def _share_on_person(ends: NDArray[np.float64], silhouette: NDArray[np.bool_]) -> NDArray[np.float64]:
    rows, columns = silhouette.shape
    reach = 2 * max(1, round(_CLEAR_OF_PERSON * rows)) + 1
    near = cv2.dilate(silhouette.astype(np.uint8), np.ones((reach, reach), np.uint8))
    points = ends[:, None, 0] + _SAMPLES[:, None] * (ends[:, None, 1] - ends[:, None, 0])
    x, y = np.clip(points[..., 0].astype(int), 0, columns - 1), np.clip(points[..., 1].astype(int), 0, rows - 1)
    return np.asarray(near[y, x].mean(axis=1))
