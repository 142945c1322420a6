"""Points placed by hand, which beat everything else."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from posture_cv.anatomy.frame import near_side
from posture_cv.domain.errors import MarkError
from posture_cv.domain.landmarks import UNPAIRED, AnatomicalPose, Covariance, Landmark, LandmarkName, Origin
from posture_cv.domain.messages import message
from posture_cv.domain.views import BodySide, View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_cv.domain.landmarks import Mark

HUMAN_SD: dict[LandmarkName, tuple[float, float]] = {
    # Two raters of one photo differ by SD 2.3 degrees in the craniovertebral angle: 1.6 each over a lever of 9 % of stature, 0.25 for both
    # points together.
    LandmarkName.TRAGUS: (0.12, 0.12),
    # The vertical error is wider: one in eight palpated C7 lies a level off, a level being about 1.2 % of stature
    # (doi:10.1186/s13104-019-4299-8).
    LandmarkName.C7: (0.22, 0.45),
    # Not found; as for the tragus, a small point in plain sight.
    LandmarkName.OUTER_CANTHUS: (0.12, 0.12),
    # Marker-based shoulder positions have a standard error up to 5.9 mm [S24].
    LandmarkName.ACROMION: (0.35, 0.35),
    # Inter-rater error 2.3 to 3.6 degrees of ASIS-PSIS tilt by palpation [S35, S41]; the PSIS alone explains more, so half of it is given
    # to the ASIS (judgement).
    LandmarkName.ASIS: (0.45, 0.45),
    # Palpation is 20 mm off ultrasound [S3]: 14 mm per axis.
    LandmarkName.PSIS: (0.85, 0.85),
    # Not found. Judgement: under soft tissue like the PSIS; knee and malleolus like the acromion.
    LandmarkName.TROCHANTER: (0.85, 0.85),
    LandmarkName.HIP_JOINT: (1.00, 1.00),
    LandmarkName.KNEE: (0.50, 0.50),
    LandmarkName.MALLEOLUS: (0.35, 0.35),
}
"""Human repeatability of a marked point, SD across and along the body's height, per cent of stature."""

REMARKED = 0.5
"""Part of a hand's error variance that marking another photo draws anew; the rest stays, as the same hand looks for the same thing
(judgement: raters repeat themselves no better than they agree with each other, Ferreira 2010, PMC2910855; palpated bone is missed
alike each time)."""

STICKER_SD: dict[LandmarkName, tuple[float, float]] = HUMAN_SD
"""How far from the bone a sticker sits. It is put on by palpation, so a hand's error stands for it (the PSIS is found 20 mm off
ultrasound [S3]); what the photo adds is the error of reading its centre, and only that is drawn anew by another photo."""

_USED_IN: dict[View, frozenset[LandmarkName]] = {
    View.LEFT: frozenset(LandmarkName) - {LandmarkName.HIP_JOINT},
    View.RIGHT: frozenset(LandmarkName) - {LandmarkName.HIP_JOINT},
    View.FRONT: frozenset(
        {
            LandmarkName.TRAGUS,
            LandmarkName.OUTER_CANTHUS,
            LandmarkName.ACROMION,
            LandmarkName.ASIS,
            LandmarkName.HIP_JOINT,
            LandmarkName.KNEE,
            LandmarkName.MALLEOLUS,
        }
    ),
    View.BACK: frozenset(
        {LandmarkName.TRAGUS, LandmarkName.ACROMION, LandmarkName.PSIS, LandmarkName.HIP_JOINT, LandmarkName.KNEE, LandmarkName.MALLEOLUS}
    ),
    View.OBLIQUE: frozenset(),
}


def apply_marks(pose: AnatomicalPose, marks: Sequence[Mark], *, width_px: int, height_px: int) -> AnatomicalPose:
    """The pose with hand-marked points in place of whatever was there.

    Parameters
    ----------
    width_px, height_px
        Size of the photo.

    Returns
    -------
    AnatomicalPose
        Marked points have origin ``MARKED`` and the error of a human's hand, stickers origin ``STICKER`` and the error of sticking and
        reading them. Where a point has both, the mark by hand holds. A PSIS of either kind also gives the back its sacral level.

    Raises
    ------
    MarkError
        If a point lies outside the photo, is of no use in this view, lies on the far side of a lateral view, is placed twice, or leaves
        open which side it is on.
    """
    if not marks:
        return pose
    percent = (pose.stature_px if pose.stature_px is not None else float(height_px)) / 100.0
    for mark in marks:
        if not (0.0 <= mark.x_px <= width_px and 0.0 <= mark.y_px <= height_px):
            raise MarkError(
                message("mark.outside", point=message(f"point.{mark.name}")), message("mark.give_inside", width=width_px, height=height_px)
            )
    placed = [_landmark(pose, mark, percent) for mark in marks]
    by_hand = {(p.name, p.side) for p in placed if p.origin is Origin.MARKED}
    marked = [p for p in placed if p.origin is Origin.MARKED or (p.name, p.side) not in by_hand]
    keys = {(p.name, p.side) for p in marked}
    if len(keys) < len(marked):
        raise MarkError(message("mark.twice"), message("mark.once"))
    kept = [p for p in pose.landmarks if (p.name, p.side) not in keys]
    back = pose.back
    psis = next((p for p in marked if p.name is LandmarkName.PSIS), None)
    if back is not None and psis is not None:
        back = replace(back, sacral_level_y_px=psis.y_px, sacral_level_error_px=math.sqrt(psis.covariance_px2.yy))
    return replace(
        pose,
        landmarks=tuple(kept + marked),
        missing=tuple(m for m in pose.missing if (m.name, m.side) not in keys),
        back=back,
    )


def _landmark(pose: AnatomicalPose, mark: Mark, percent_px: float) -> Landmark:
    across, along = (STICKER_SD if mark.origin is Origin.STICKER else HUMAN_SD)[mark.name]
    side = place_in(pose.view, mark.name, mark.side)
    hand = Covariance(xx=(across * percent_px) ** 2, xy=0.0, yy=(along * percent_px) ** 2)
    reading = mark.covariance_px2 or Covariance(xx=0.0, xy=0.0, yy=0.0)
    is_sticker = mark.origin is Origin.STICKER
    return Landmark(
        name=mark.name,
        side=side,
        x_px=mark.x_px,
        y_px=mark.y_px,
        covariance_px2=Covariance(xx=hand.xx + reading.xx, xy=reading.xy, yy=hand.yy + reading.yy),
        origin=mark.origin,
        scatter_px2=reading if is_sticker else Covariance(xx=REMARKED * hand.xx, xy=0.0, yy=REMARKED * hand.yy),
    )


def place_in(view: View, name: LandmarkName, side: BodySide | None) -> BodySide:
    """The side of a point that a view has a use for; raises MarkError where it has none, or the side cannot be."""
    if name not in _USED_IN[view]:
        shown = message(f"view.straight.{view}")
        raise MarkError(message("mark.of_no_use", point=message(f"point.{name}"), view=shown), message("mark.other_view"))
    return side_of(view, name, side)


def side_of(view: View, name: LandmarkName, side: BodySide | None) -> BodySide:
    """The side of a point as it was named, or as the view leaves no other; raises MarkError where it cannot be."""
    point, straight = message(f"point.{name}"), message(f"view.straight.{view}")
    if name in UNPAIRED:
        if side not in (None, BodySide.MIDLINE):
            raise MarkError(message("mark.has_no_side", point=point), message("mark.leave_side_out"))
        return BodySide.MIDLINE
    if side is BodySide.MIDLINE:
        raise MarkError(message("mark.has_a_side", point=point), message("mark.say_side"))
    if view.is_lateral:
        if side not in (None, near_side(view)):
            what = message("mark.far_side", side=message(f"side.{side}"), point=point, view=straight)
            raise MarkError(what, message("mark.near_side"))
        return near_side(view)
    if side is None:
        raise MarkError(message("mark.two_points", view=straight, point=point), message("mark.say_whose"))
    return side
