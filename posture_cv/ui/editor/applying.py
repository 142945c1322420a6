"""From what was done by hand to what is measured: marks, the camera's roll, points left out and points held to be unsure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from posture_cv.anatomy.marks import apply_marks
from posture_cv.capture import roll_from_reference
from posture_cv.domain.errors import PostureError
from posture_cv.domain.landmarks import Correction, Covariance, Mark, MissingLandmark
from posture_cv.domain.messages import message
from posture_cv.pipeline import straighten
from posture_cv.ui.editor.edit import Status

if TYPE_CHECKING:
    from posture_cv.domain.landmarks import AnatomicalPose, Landmark
    from posture_cv.domain.observation import Observation
    from posture_cv.domain.photo import Roll
    from posture_cv.ui.editor.edit import Edit, PointEdit

UNSURE_FACTOR = 2.0
"""A point its reader is unsure of has twice the standard error (judgement: the reader's own doubt has no published size)."""

_HAND_SET = frozenset({Status.MOVED, Status.PLACED, Status.CONFIRMED})


def marks_from(edit: Edit) -> tuple[Mark, ...]:
    """Marks for ``Assessor.conclude``: points moved, placed or confirmed.

    Unsure and hidden points are no marks: a mark carries a sure hand's error, and cannot say that a point is not to be used. ``applied``
    knows both; prefer it.
    """
    return _marks(edit, _HAND_SET)


def roll_from(edit: Edit) -> Roll | None:
    """The camera's roll from the drawn vertical, None where none was drawn; the higher end is its top, whichever was drawn as such.

    Raises
    ------
    MarkError
        If the two ends lie too close together.
    PhotoTilted
        If it leans further than can be corrected.
    """
    if edit.vertical is None:
        return None
    top, bottom = sorted((edit.vertical.top_px, edit.vertical.bottom_px), key=lambda end: end[1])
    return replace(roll_from_reference(top, bottom), drawn=replace(edit.vertical, top_px=top, bottom_px=bottom))


def without_unusable_vertical(edit: Edit) -> Edit:
    """The edit as it can be measured with: without its vertical where that gives no roll."""
    try:
        roll_from(edit)
    except PostureError:
        return replace(edit, vertical=None)
    return edit


def applied(seen: Observation, edit: Edit | None) -> Observation:
    """The observation with everything done by hand in it; conclude it without further marks.

    Parameters
    ----------
    seen
        The automatic answer; stays as it is.

    Returns
    -------
    Observation
        Moved, placed and confirmed points carry a hand's error, a confirmed one keeps its own where that is smaller. Points marked unsure
        carry ``UNSURE_FACTOR`` times their error. Hidden points are missing, with a reason. A drawn vertical is the camera's roll. Every
        point touched keeps a record of it.

    Raises
    ------
    MarkError
        If a point lies outside the photo or is of no use in this view, or the vertical is too short.
    PhotoTilted
        If the vertical leans further than can be corrected.
    """
    if edit is None:
        return seen
    size = {"width_px": seen.photo.width_px, "height_px": seen.photo.height_px}
    anatomy = apply_marks(seen.anatomy, marks_from(edit), **size)
    anatomy = apply_marks(anatomy, tuple(mark for mark in _marks(edit, {Status.UNSURE}) if _was_set(edit, mark)), **size)
    shown = (point for point in anatomy.landmarks if not _has(edit, point, Status.HIDDEN))
    landmarks = tuple(_with_record(_as_said(point, seen.anatomy, edit), edit) for point in shown)
    by_hand = replace(seen, anatomy=replace(anatomy, landmarks=landmarks, missing=_missing(anatomy, edit)))
    roll = roll_from(edit)
    return by_hand if roll is None else straighten(by_hand, roll)


def _marks(edit: Edit, statuses: frozenset[Status] | set[Status]) -> tuple[Mark, ...]:
    return tuple(
        Mark(name=point.name, side=point.side, x_px=point.final_px[0], y_px=point.final_px[1])
        for point in edit.points
        if point.status in statuses and point.final_px is not None
    )


def _was_set(edit: Edit, mark: Mark) -> bool:
    """Whether an unsure point was also moved or placed; one left where it was keeps its automatic error, widened."""
    point = next(each for each in edit.points if (each.name, each.side) == (mark.name, mark.side))
    return point.automatic_px is None or point.distance_px > 0.0


def _has(edit: Edit, point: Landmark, status: Status) -> bool:
    found = edit.find(point.name, point.side)
    return found is not None and found.status is status


def _as_said(point: Landmark, automatic: AnatomicalPose, edit: Edit) -> Landmark:
    if _has(edit, point, Status.UNSURE):
        error, times = point.covariance_px2, UNSURE_FACTOR**2
        return replace(point, covariance_px2=Covariance(xx=error.xx * times, xy=error.xy * times, yy=error.yy * times))
    before = automatic.find(point.name, point.side)
    said = edit.find(point.name, point.side)
    if before is None or said is None or said.status is not Status.CONFIRMED or said.distance_px > 0.0:
        return point
    own, hand = before.covariance_px2, point.covariance_px2
    surer = own.xx + own.yy < hand.xx + hand.yy
    return replace(point, covariance_px2=own, scatter_px2=before.scatter_px2) if surer else point


def _with_record(point: Landmark, edit: Edit) -> Landmark:
    said = edit.find(point.name, point.side)
    return point if said is None else replace(point, correction=_record(said))


def _record(said: PointEdit) -> Correction:
    return Correction(automatic_px=said.automatic_px, said=said.status.value, at=said.at, by=said.by)


def _missing(anatomy: AnatomicalPose, edit: Edit) -> tuple[MissingLandmark, ...]:
    """What is not given, points marked as hidden included; what was missing before keeps its reason."""
    hidden = {(point.name, point.side): _record(point) for point in edit.points if point.status is Status.HIDDEN}
    given = {(gap.name, gap.side): gap for gap in anatomy.missing}
    fresh = [
        MissingLandmark(
            name=name,
            side=side,
            reason=message("landmark.hidden_by_hand"),
            remedy=message("landmark.place_or_show"),
        )
        for name, side in hidden
        if (name, side) not in given
    ]
    return tuple(replace(gap, correction=hidden.get((gap.name, gap.side))) for gap in (*anatomy.missing, *fresh))
