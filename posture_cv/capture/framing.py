"""Where the person stands in the frame: their silhouette at working size, and whether crown and soles are inside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from posture_cv.domain.errors import PersonCropped
from posture_cv.domain.messages import message
from posture_cv.domain.pose import BlazePose, DetectedPose, PersonBox

if TYPE_CHECKING:
    from numpy.typing import NDArray

WORKING_SIDE_PX = 480
"""Long side at which silhouettes and edges are looked at: a quarter of a percent of the frame, and a few milliseconds."""

_PERSON_FROM = 128
_MARGIN = 0.006
"""Share of the frame's height within which the silhouette counts as touching its edge; the mask's own border is that soft."""

_HEAD_HALF_WIDTH = 0.08
"""Half the width searched around the face, of the person's height; a head is about 0.13 of stature long."""

_FACE = slice(BlazePose.NOSE, BlazePose.MOUTH_RIGHT + 1)
_SHOULDERS = (BlazePose.LEFT_SHOULDER, BlazePose.RIGHT_SHOULDER)
_MOST_BESIDE = 0.12
"""Share of the person's height over which the photo's side may cut them: an elbow, a hand."""

_NEAR_SIDE = 0.04
"""How near the side, of the person's height, a joint of trunk or legs lies where the side cuts through trunk or legs."""

_AROUND = 0.06
"""How far above or below the cut such a joint may lie, of the person's height: a shoulder bulges below its joint."""

_JOINTS = [
    *(BlazePose.LEFT_EAR, BlazePose.RIGHT_EAR, BlazePose.LEFT_SHOULDER, BlazePose.RIGHT_SHOULDER, BlazePose.LEFT_HIP, BlazePose.RIGHT_HIP),
    *(BlazePose.LEFT_KNEE, BlazePose.RIGHT_KNEE, BlazePose.LEFT_ANKLE, BlazePose.RIGHT_ANKLE),
]
_FEET = slice(BlazePose.LEFT_ANKLE, BlazePose.RIGHT_FOOT_INDEX + 1)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PersonInFrame:
    """The person in the frame.

    Attributes
    ----------
    silhouette : ndarray of bool
        The person's largest connected silhouette, ``scale`` times the photo's size.
    scale
        Working pixels per photo pixel, at most 1.
    box
        Around the silhouette, photo pixels.
    """

    silhouette: NDArray[np.bool_]
    scale: float
    box: PersonBox
    head_inside: bool
    feet_inside: bool


def frame_person(pose: DetectedPose) -> PersonInFrame:
    """Find the person's extent, and which ends of it the frame cuts off.

    Raises
    ------
    PersonCropped
        Both shoulders lie outside the frame: no measure of the upper body is left. Or a side of the photo cuts through head, trunk or legs
        from top to bottom: what is left of the outline is no person's.
    """
    height, width = pose.silhouette.shape
    scale = min(1.0, WORKING_SIDE_PX / max(height, width))
    small = cv2.resize(pose.silhouette, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1.0 else pose.silhouette
    person = _largest_part(small >= _PERSON_FROM)
    scale = person.shape[0] / height
    box = _box(person, scale) if person.any() else pose.box
    x, y = pose.points_px.T
    outside = (x < 0) | (x > width) | (y < 0) | (y > height)
    if outside[list(_SHOULDERS)].all():
        raise PersonCropped(message("cropped.no_shoulders"), message("photo.whole_body"))
    if _is_cut_lengthwise(person, scale, x, y, box.height_px):
        raise PersonCropped(message("cropped.at_side"), message("photo.whole_body"))
    margin = max(1, round(_MARGIN * person.shape[0]))
    reach = _HEAD_HALF_WIDTH * box.height_px
    first, last = np.clip([(x[_FACE].mean() - reach) * scale, (x[_FACE].mean() + reach) * scale + 1], 0, person.shape[1]).astype(int)
    return PersonInFrame(
        silhouette=person,
        scale=scale,
        box=box,
        head_inside=not (outside[_FACE].any() or person[:margin, first:last].any()),
        feet_inside=not (outside[_FEET].any() or person[-margin:].any()),
    )


def _is_cut_lengthwise(person: NDArray[np.bool_], scale: float, x: NDArray[np.float64], y: NDArray[np.float64], height_px: float) -> bool:
    """Whether the left or right edge of the frame goes through the person along head, trunk or legs."""
    for edge, beyond_px in ((0, x), (-1, person.shape[1] / scale - x)):
        rows = np.flatnonzero(person[:, edge]) / scale
        if rows.size / scale < _MOST_BESIDE * height_px:
            continue
        around_px = _AROUND * height_px
        beside = (y[_JOINTS] >= rows[0] - around_px) & (y[_JOINTS] <= rows[-1] + around_px)
        if (beyond_px[_JOINTS][beside] < _NEAR_SIDE * height_px).any():
            return True
    return False


def _largest_part(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    count, labels, statistics, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8), connectivity=8)
    if count < 2:
        return mask
    return np.asarray(labels == 1 + int(np.argmax(statistics[1:, cv2.CC_STAT_AREA])))


def _box(person: NDArray[np.bool_], scale: float) -> PersonBox:
    rows, columns = np.flatnonzero(person.any(axis=1)), np.flatnonzero(person.any(axis=0))
    return PersonBox(
        left_px=float(columns[0] / scale),
        top_px=float(rows[0] / scale),
        right_px=float((columns[-1] + 1) / scale),
        bottom_px=float((rows[-1] + 1) / scale),
    )
