"""From what a hand said to what is measured."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from posture_cv.anatomy.marks import apply_marks, side_of
from posture_cv.corrections.vertical import roll_of, upright
from posture_cv.domain.corrections import PointStatus
from posture_cv.domain.landmarks import Correction, Covariance, LandmarkName, Mark, MissingLandmark
from posture_cv.domain.messages import message
from posture_cv.domain.photo import LimitationKind
from posture_cv.domain.views import BodySide

if TYPE_CHECKING:
    from collections.abc import Mapping

    from posture_cv.domain.corrections import Corrections, PointCorrection
    from posture_cv.domain.landmarks import AnatomicalPose, Landmark
    from posture_cv.domain.observation import Observation

    Place = tuple[LandmarkName, BodySide]

UNSURE_FACTOR = 2.0
"""A point its reader is unsure of has twice the standard error (judgement: the reader's own doubt has no published size)."""

_HAND_SET = frozenset({PointStatus.MOVED, PointStatus.PLACED, PointStatus.CONFIRMED})


def is_stale(observation: Observation, corrections: Corrections) -> bool:
    """Whether the photo has to be looked at again, because another view, person or frame is meant than was looked for."""
    return observation.aim != corrections.aim


def apply(observation: Observation, corrections: Corrections, *, at: str = "") -> Observation:
    """The observation with everything a hand said in it.

    Parameters
    ----------
    observation
        The automatic answer; stays as it is.
    at
        ISO 8601 time recorded for points that carry none.

    Returns
    -------
    Observation
        Accepted stickers carry the error of sticking and reading them. Moved, placed and confirmed points carry a hand's error, a confirmed
        one keeps its own where that is smaller. Points marked unsure carry ``UNSURE_FACTOR`` times their error. Hidden points are missing,
        with a reason. A drawn vertical is the camera's roll. Every point touched keeps a record of it. Known lengths change no point.

    Raises
    ------
    ValueError
        If the photo has to be looked at again (``is_stale``).
    MarkError
        If a point lies outside the photo or is of no use in this view, or the vertical is too short.
    PhotoTilted
        If the vertical leans further than can be corrected.
    """
    if is_stale(observation, corrections):
        raise ValueError(f"expected an observation of {corrections.aim}, but got one of {observation.aim}")
    seen = observation
    if corrections.points or corrections.stickers:
        seen = _without_settled(replace(seen, anatomy=_corrected(seen, corrections, at)))
    if corrections.vertical is not None:
        seen = replace(seen, quality=upright(seen.quality, roll_of(corrections.vertical)))
    return seen


def _without_settled(seen: Observation) -> Observation:
    """The observation without the doubt about a nape that a hand has found."""
    c7 = seen.anatomy.find(LandmarkName.C7, BodySide.MIDLINE)
    if c7 is None or c7.note is not None:
        return seen
    kept = tuple(limit for limit in seen.quality.limitations if limit.kind is not LimitationKind.NAPE_COVERED)
    return replace(seen, quality=replace(seen.quality, limitations=kept))


def _corrected(seen: Observation, corrections: Corrections, at: str) -> AnatomicalPose:
    size = {"width_px": seen.photo.width_px, "height_px": seen.photo.height_px}
    automatic = apply_marks(seen.anatomy, corrections.stickers, **size)
    points = [_completed(point, automatic, at) for point in corrections.points]
    anatomy = apply_marks(automatic, [mark for point in points if (mark := _mark(point)) is not None], **size)
    said: dict[Place, PointCorrection] = {(point.name, point.side): point for point in points if point.side is not None}
    shown = [point for point in anatomy.landmarks if not _is_hidden(point, said)]
    landmarks = tuple(_as_said(point, automatic, said.get((point.name, point.side))) for point in shown)
    return replace(anatomy, landmarks=landmarks, missing=_missing(anatomy, said))


def _completed(point: PointCorrection, automatic: AnatomicalPose, at: str) -> PointCorrection:
    """The correction with its side, the place the point was found at, and its time, where it was given without them."""
    side = point.side if point.final_px is None else side_of(automatic.view, point.name, point.side)
    before = None if side is None else automatic.find(point.name, side)
    found = None if before is None else (before.x_px, before.y_px)
    automatic_px = found if point.automatic_px is None else point.automatic_px
    status = point.status
    if status in (PointStatus.MOVED, PointStatus.PLACED):
        status = PointStatus.PLACED if automatic_px is None else PointStatus.MOVED
    return replace(point, side=side, automatic_px=automatic_px, status=status, at=point.at or at)


def _mark(point: PointCorrection) -> Mark | None:
    """The point as set by hand; None for a hidden one, and for an unsure one left where it was: it keeps its error, widened."""
    moved = point.automatic_px is None or point.distance_px > 0.0
    if point.final_px is None or not (point.status in _HAND_SET or (point.status is PointStatus.UNSURE and moved)):
        return None
    return Mark(name=point.name, side=point.side, x_px=point.final_px[0], y_px=point.final_px[1])


def _is_hidden(point: Landmark, said: Mapping[Place, PointCorrection]) -> bool:
    correction = said.get((point.name, point.side))
    return correction is not None and correction.status is PointStatus.HIDDEN


def _as_said(point: Landmark, automatic: AnatomicalPose, correction: PointCorrection | None) -> Landmark:
    """The point with its record and the error that follows from what was said of it."""
    if correction is None:
        return point
    recorded = replace(point, correction=_record(correction))
    if correction.status is PointStatus.UNSURE:
        error, times = point.covariance_px2, UNSURE_FACTOR**2
        return replace(recorded, covariance_px2=Covariance(xx=error.xx * times, xy=error.xy * times, yy=error.yy * times))
    before = automatic.find(point.name, point.side)
    if before is None or correction.status is not PointStatus.CONFIRMED or correction.distance_px > 0.0:
        return recorded
    own, hand = before.covariance_px2, point.covariance_px2
    surer = own.xx + own.yy < hand.xx + hand.yy
    return replace(recorded, covariance_px2=own, scatter_px2=before.scatter_px2) if surer else recorded


def _record(point: PointCorrection) -> Correction:
    return Correction(automatic_px=point.automatic_px, said=point.status.value, at=point.at, by=point.by)


def _missing(anatomy: AnatomicalPose, said: Mapping[Place, PointCorrection]) -> tuple[MissingLandmark, ...]:
    """What is not given, points marked as hidden included; what was missing before keeps its reason."""
    hidden = {place: _record(point) for place, point in said.items() if point.status is PointStatus.HIDDEN}
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
