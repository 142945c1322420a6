"""What the editor shows of each point before anybody touches it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from posture_cv.anatomy.marks import HUMAN_SD, apply_marks
from posture_cv.domain.corrections import Point
from posture_cv.domain.errors import MarkError
from posture_cv.domain.landmarks import Covariance, LandmarkName, Mark, Origin
from posture_cv.domain.messages import Message, message

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from posture_cv.domain.landmarks import AnatomicalPose, Landmark
    from posture_cv.domain.views import BodySide

MOST_TO_CHECK = 4
"""More amber points than this are no help in choosing where to begin."""

WORTH_CHECKING_FROM = 1.5
"""A point whose standard error is so many times that of a hand gains by being looked at."""

_BESIDE_THE_HIP: dict[LandmarkName, tuple[float, float]] = {
    # Forward of and above the trochanter, per cent of stature: ASIS on a level with the PSIS about half a hand's length above it.
    LandmarkName.ASIS: (6.0, 6.5),
    LandmarkName.PSIS: (-6.5, 7.5),
    LandmarkName.TROCHANTER: (0.0, 0.0),
}
"""Where the search for a point that was not found begins; only a beginning, never a measurement."""

PALPATED = frozenset({LandmarkName.C7, LandmarkName.ASIS, LandmarkName.PSIS, LandmarkName.TROCHANTER})
"""Bony points under clothing, which a hand finds and a photo hardly shows: offered to be placed by a click even where estimated."""

_UNCERTAIN = message("editor.check_uncertain")
"""Said of a point that is worth checking for its error alone."""

_HIPS = (LandmarkName.TROCHANTER, LandmarkName.HIP_JOINT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Handle:
    """One point to show, drag or place.

    Attributes
    ----------
    label
        What it is called, ``"Acromion, left"``.
    short
        Its name on the photo; the label where empty.
    at_px
        Automatic position (x, y), photo pixels; None where nothing was found and the point can be placed.
    covariance_px2
        Error of the automatic position; None where there is none.
    by_hand_px2
        Error it has once a person has set it: human repeatability.
    check
        Why it is worth checking first, shown in amber; None for a point that can wait.
    hint
        How to find it, or why it was not found; None for neither.
    start_px
        Where the search begins if it is placed by keyboard; None for the middle of the view.
    """

    name: LandmarkName
    side: BodySide
    label: str
    at_px: Point | None
    covariance_px2: Covariance | None = None
    by_hand_px2: Covariance | None = None
    origin: Origin | None = None
    check: Message | None = None
    hint: Message | None = None
    start_px: Point | None = None
    short: str = ""

    @property
    def palpated(self) -> bool:
        """Whether it is one of the points a hand finds rather than a photo."""
        return self.name in PALPATED

    @property
    def key(self) -> str:
        """Its name among the handles, ``"acromion-left"``."""
        return key_of(self.name, self.side)


def handles_for(
    anatomy: AnatomicalPose,
    label: Callable[[LandmarkName, BodySide], str],
    *,
    height_px: int,
    short: Callable[[LandmarkName, BodySide], str] | None = None,
) -> tuple[Handle, ...]:
    """Handles of every point of a view: found ones from head to foot, then those that can be placed.

    Parameters
    ----------
    anatomy
        The automatic answer (``Observation.anatomy``), before any correction.
    label
        Names a point on the page.
    short
        Names it on the photo, where there is little room; ``label`` where None.
    height_px
        Height of the photo, the scale where the stature is unknown.

    Returns
    -------
    tuple of Handle
        Points of use in this view only. At most ``MOST_TO_CHECK`` carry a ``check``: those whose note says what makes them doubtful, then
        those with the widest error.
    """
    percent_px = (anatomy.stature_px or float(height_px)) / 100.0
    usable = [point for point in anatomy.landmarks if _is_of_use(anatomy, point.name, point.side)]
    reasons = _reasons(usable, percent_px)
    placed = [
        Handle(
            name=point.name,
            side=point.side,
            label=label(point.name, point.side),
            short=short(point.name, point.side) if short is not None else "",
            at_px=(point.x_px, point.y_px),
            covariance_px2=point.covariance_px2,
            by_hand_px2=by_hand(point.name, percent_px),
            origin=point.origin,
            check=reasons.get((point.name, point.side)),
        )
        for point in sorted(usable, key=lambda point: point.y_px)
    ]
    given = {(handle.name, handle.side) for handle in placed}
    missing = [
        Handle(
            name=gap.name,
            side=gap.side,
            label=label(gap.name, gap.side),
            short=short(gap.name, gap.side) if short is not None else "",
            at_px=None,
            by_hand_px2=by_hand(gap.name, percent_px),
            hint=gap.reason,
            start_px=_start(anatomy, gap.name, gap.side, percent_px),
        )
        for gap in anatomy.missing
        if (gap.name, gap.side) not in given and _is_of_use(anatomy, gap.name, gap.side)
    ]
    return (*placed, *missing)


def key_of(name: LandmarkName, side: BodySide) -> str:
    """The key of a point's handle, ``"acromion-left"``."""
    return f"{name.value}-{side.value}"


def by_hand(name: LandmarkName, percent_px: float) -> Covariance:
    """Error of a point set by a person, where ``percent_px`` is one per cent of stature."""
    across, along = HUMAN_SD[name]
    return Covariance(xx=(across * percent_px) ** 2, xy=0.0, yy=(along * percent_px) ** 2)


def _is_of_use(anatomy: AnatomicalPose, name: LandmarkName, side: BodySide) -> bool:
    """Whether a mark of that point would be taken in this view."""
    try:
        apply_marks(anatomy, (Mark(name=name, side=side, x_px=0.0, y_px=0.0),), width_px=1, height_px=1)
    except MarkError:
        return False
    return True


def _reasons(points: Sequence[Landmark], percent_px: float) -> dict[tuple[LandmarkName, BodySide], Message]:
    def times_a_hand(point: Landmark) -> float:
        across, along = HUMAN_SD[point.name]
        error = point.covariance_px2
        return max(math.sqrt(error.xx) / (across * percent_px), math.sqrt(error.yy) / (along * percent_px))

    worth = [point for point in points if point.note is not None or times_a_hand(point) >= WORTH_CHECKING_FROM]
    first = sorted(worth, key=lambda point: (point.note is None, -times_a_hand(point)))[:MOST_TO_CHECK]
    return {(point.name, point.side): point.note or _UNCERTAIN for point in first}


def _start(anatomy: AnatomicalPose, name: LandmarkName, side: BodySide, percent_px: float) -> Point | None:
    hip = next((point for each in _HIPS if (point := anatomy.find(each, side)) is not None), None)
    if hip is None or name not in _BESIDE_THE_HIP:
        return None
    forward, up = _BESIDE_THE_HIP[name]
    return hip.x_px + anatomy.facing_sign * forward * percent_px, hip.y_px - up * percent_px
