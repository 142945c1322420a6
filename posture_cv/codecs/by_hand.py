"""What people did to points, in words: the one wording that the editor, the pages and the report share."""

from __future__ import annotations

import math
from types import MappingProxyType
from typing import TYPE_CHECKING

from posture_cv.codecs.wording import format_number
from posture_cv.domain.landmarks import LandmarkName
from posture_cv.domain.views import BodySide

if TYPE_CHECKING:
    from collections.abc import Mapping

HAND_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "moved_by": "moved {number} px",
        "moved_by_of_height": "moved {number} px ({number_2} % of height)",
        "status_moved": "moved",
        "status_placed": "placed by hand",
        "status_confirmed": "confirmed",
        "status_unsure": "unsure",
        "status_hidden": "hidden",
    }
)
"""English texts by key; the editor's script fills the same ones while a point is dragged."""

VERTICAL = "True vertical"
"""What the line is called that the camera's roll is read off."""

DRAWN, ON_STICKER, MARKED = "drawn by hand", "set on its sticker", "marked by hand"
"""Said of a true vertical, of a point whose sticker was accepted, and of a mark of which nothing else is known."""

_LANDMARKS = {
    LandmarkName.TRAGUS: "Tragus",
    LandmarkName.OUTER_CANTHUS: "Outer corner of the eye",
    LandmarkName.C7: "C7 spinous process",
    LandmarkName.ACROMION: "Acromion",
    LandmarkName.ASIS: "ASIS",
    LandmarkName.PSIS: "PSIS",
    LandmarkName.TROCHANTER: "Greater trochanter",
    LandmarkName.HIP_JOINT: "Hip joint",
    LandmarkName.KNEE: "Knee",
    LandmarkName.MALLEOLUS: "Lateral malleolus",
}
_LEAST_DISTANCE_PX = 0.5


def landmark_words(name: LandmarkName, side: BodySide) -> str:
    """Name a point of the body, ``"Acromion, left"``."""
    words = _LANDMARKS[name]
    return words if side is BodySide.MIDLINE else f"{words}, {side.value}"


def done_words(said: str, before_px: tuple[float, float] | None, after_px: tuple[float, float] | None, *, stature_px: float | None) -> str:
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
    moved = ""
    if distance_px >= _LEAST_DISTANCE_PX:
        values = {"number": format_number(distance_px, 0)}
        if stature_px:
            values["number_2"] = format_number(100.0 * distance_px / stature_px, 1)
        moved = HAND_WORDS["moved_by_of_height" if stature_px else "moved_by"].format(**values)
    bare = "" if said == "moved" and moved else HAND_WORDS.get(f"status_{said}", said)
    return ", ".join(part for part in (bare, moved) if part)
