"""What people did to points, as messages: the ones that editor, pages and report share."""

from __future__ import annotations

import math

from posture_cv.domain.landmarks import LandmarkName, Origin
from posture_cv.domain.messages import Message, Quantity, message
from posture_cv.domain.views import BodySide

VERTICAL = message("hand.vertical")
"""The line that the camera's roll is read off."""

DRAWN = message("hand.drawn")
"""Said of a true vertical."""

BY_ORIGIN = {Origin.STICKER: message("hand.on_sticker"), Origin.MARKED: message("hand.marked")}
"""Said of a point a person set, where nothing else is known of it."""

_LEAST_DISTANCE_PX = 0.5


def landmark(name: LandmarkName, side: BodySide) -> Message:
    """A point of the body, ``"Acromion, left"``; one on the mid-line without a side."""
    point = message(f"point.name.{name}")
    return point if side is BodySide.MIDLINE else message("point.sided", point=point, side=message(f"side.{side}"))


def done(said: str, before_px: tuple[float, float] | None, after_px: tuple[float, float] | None, *, stature_px: float | None) -> Message:
    """What was said of a point and how far it went, ``"unsure, moved 14 px (1.5 % of height)"``.

    Parameters
    ----------
    said
        Moved, placed, confirmed, unsure or hidden (``Correction.said``).
    before_px, after_px
        Automatic position and the one it has now, photo pixels; None where there is none.
    stature_px
        Height of the person; None leaves the per cent out.
    """
    distance_px = 0.0 if before_px is None or after_px is None else math.dist(before_px, after_px)
    status = message(f"hand.status_{said}")
    if distance_px < _LEAST_DISTANCE_PX:
        return status
    distance = Quantity(value=distance_px)
    if stature_px:
        moved = message("hand.moved_by_of_height", distance=distance, percent=Quantity(value=100.0 * distance_px / stature_px, decimals=1))
    else:
        moved = message("hand.moved_by", distance=distance)
    return moved if said == "moved" else message("hand.done", said=status, moved=moved)
