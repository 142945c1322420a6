"""Rows of what was done by hand: points moved, placed, confirmed, unsure or hidden, stickers, a true vertical."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from posture_cv.anatomy import by_hand
from posture_cv.domain.assessment import PhotoLandmark
from posture_cv.domain.landmarks import LandmarkName
from posture_cv.domain.messages import message
from posture_cv.domain.terms import moment_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from posture_cv.domain.assessment import AssessedPhoto, Assessment, HiddenPoint
    from posture_cv.domain.messages import Message

_ORDER = {name: place for place, name in enumerate(LandmarkName)}


def hand_rows(assessment: Assessment) -> list[dict[str, Any]]:
    """By photo, one row per point or line that a person set or judged: the vertical, then points from head to foot.

    Photos nobody touched are left out. ``by`` and ``when`` are empty where nobody said; times are in the zone of ``created_at``.
    """
    groups = [{"where": message(f"view.{photo.view}"), "rows": list(_of_photo(photo, assessment))} for photo in assessment.photos]
    return [group for group in groups if group["rows"]]


def _of_photo(photo: AssessedPhoto, assessment: Assessment) -> Iterator[dict[str, Any]]:
    made, line = assessment.provenance.created_at, photo.quality.roll.drawn
    if line is not None:
        yield {"point": by_hand.VERTICAL, "done": by_hand.DRAWN} | _signature(line.by, line.at, made)
    points: list[PhotoLandmark | HiddenPoint] = [*assessment.landmarks, *assessment.hidden]
    for point in sorted((p for p in points if p.photo == photo.index), key=lambda p: (_ORDER[p.name], p.side)):
        done, record = _done(point, photo), point.correction
        if done is not None:
            signature = _signature("", "", made) if record is None else _signature(record.by, record.at, made)
            yield {"point": by_hand.landmark(point.name, point.side), "done": done} | signature


def _done(point: PhotoLandmark | HiddenPoint, photo: AssessedPhoto) -> Message | None:
    """What was done to a point; None for an automatic one."""
    record = point.correction
    at_px = (point.x_px, point.y_px) if isinstance(point, PhotoLandmark) else None
    if record is not None:
        return by_hand.done(record.said, record.automatic_px, at_px, stature_px=photo.stature_px)
    return by_hand.BY_ORIGIN.get(point.origin) if isinstance(point, PhotoLandmark) else None


def _signature(by: str, at: str, made: str) -> dict[str, str]:
    return {"by": by, "when": moment_text(at, datetime.fromisoformat(made).tzinfo) if at else ""}
