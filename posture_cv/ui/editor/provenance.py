"""What was done to a point, by whom and when, in words."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from posture_cv.ui.editor.edit import Status

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo

    from posture_cv.ui.editor.edit import PointEdit

_LEAST_DISTANCE_PX = 0.5


def done_words(done: PointEdit, words: Mapping[str, str], *, stature_px: float | None) -> str:
    """What was said of a point and how far it went, ``"unsure, moved 14 px (1.5 % of height)"``.

    Parameters
    ----------
    words
        Texts of the editor (``texts.complete``).
    stature_px
        Height of the person; None leaves the per cent out.
    """
    moved = ""
    if done.distance_px >= _LEAST_DISTANCE_PX:
        values = {"distance": f"{done.distance_px:.0f}"}
        if stature_px:
            values["percent"] = f"{100.0 * done.distance_px / stature_px:.1f}"
        moved = words["moved_by_of_height" if stature_px else "moved_by"].format(**values)
    said = "" if done.status is Status.MOVED and moved else words[f"status_{done.status}"]
    return ", ".join(part for part in (said, moved) if part)


def signature_words(done: PointEdit, words: Mapping[str, str], *, zone: tzinfo | None) -> str:
    """Who did it and when, ``"By AR, 11:32"``; the day where it was not today.

    Parameters
    ----------
    zone
        Time zone of the reader; None for this computer's.
    """
    at = datetime.fromisoformat(done.at).astimezone(zone)
    today = at.date() == datetime.now(zone).date()
    when = f"{at:%H:%M}" if today else f"{at:%Y-%m-%d %H:%M}"
    return words["signed" if done.by else "unsigned"].format(by=done.by, when=when)
