"""What hobby tools report: angles straight between the pose model's own points, raw, and after a linear calibration on other people."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from posture_cv.domain.errors import PhotoUnreadable
from posture_cv.domain.estimates import MeasureName
from posture_cv.domain.landmarks import LandmarkName
from posture_cv.domain.measures import MeasureKind
from posture_cv.domain.messages import message
from posture_cv.domain.pose import BlazePose
from posture_cv.domain.views import BodySide, View
from posture_cv.measures.arithmetic import reading
from posture_cv.measures.recipe import recipes
from posture_cv.validation.agreement import FittedLine
from posture_cv.validation.marked_points import outward_and_upward

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from posture_cv.domain.measures import MeasureDefinition
    from posture_cv.domain.messages import Message
    from posture_cv.domain.pose import DetectedPose

_CALIBRATION = Path(__file__).resolve().parent / "proxies.toml"

_PARTS = {
    LandmarkName.TRAGUS: "EAR",
    LandmarkName.OUTER_CANTHUS: "EYE_OUTER",
    LandmarkName.ACROMION: "SHOULDER",
    LandmarkName.ASIS: "HIP",
    LandmarkName.PSIS: "HIP",
    LandmarkName.TROCHANTER: "HIP",
    LandmarkName.HIP_JOINT: "HIP",
    LandmarkName.KNEE: "KNEE",
    LandmarkName.MALLEOLUS: "ANKLE",
}
"""The pose model's point that hobby tools take for a landmark. It has none for C7: the shoulder is taken, or the ear where the shoulder is
the other end."""

_FLEXIONS = {
    MeasureName("thoracic_kyphosis"): ("EAR", "SHOULDER", "HIP"),
    MeasureName("lumbar_lordosis"): ("SHOULDER", "HIP", "KNEE"),
    MeasureName("pelvic_tilt"): ("SHOULDER", "HIP", "KNEE"),
}
"""Measures between points that the pose model has not got apart, and the joint whose bending hobby tools give for them."""


def proxy_rule(row: MeasureDefinition) -> Message:
    """How a measure's proxy is read off the pose model's points; lengths in per cent of the height of the person's box."""
    joint = _FLEXIONS.get(row.name)
    if joint is not None:
        return message("proxy.flexion", parts=tuple(_part(name) for name in joint))
    parts = _parts(row)
    if not parts:
        return message("proxy.none")
    if row.kind is MeasureKind.BEND:
        return message("proxy.bend", parts=tuple(_part(name) for name in parts))
    if row.kind is MeasureKind.ELEVATION and len(parts) == 1:
        return message("proxy.between", both=_part(parts[0], of_both_sides=True))
    first, second = (_part(name, of_both_sides=row.kind is MeasureKind.SHIFT) for name in parts)
    return message(f"proxy.{row.kind}", first=first, second=second)


def _part(name: str, *, of_both_sides: bool = False) -> Message:
    return message(f"proxy.{'parts' if of_both_sides else 'part'}.{name.lower()}")


def proxy_value(row: MeasureDefinition, pose: DetectedPose, view: View, side: BodySide) -> float | None:
    """The naive reading of a measure, degrees or per cent of height; None where the pose model has no points for it.

    Parameters
    ----------
    side
        The near side in a lateral view, the leg's in a frontal one; ignored where both sides are read together.
    """
    of_view = recipes((row,), view, ())
    recipe = next((one for one in of_view if one.side is side), of_view[0])
    joint = _FLEXIONS.get(row.name)
    if joint is not None:
        at = [_at(pose, view, part, side, away=1) for part in joint]
        return abs(180.0 - float(reading(MeasureKind.BEND, at, upward=1, turn=-1)))
    parts = dict(zip(row.points, _parts(row), strict=False))
    if not parts:
        return None
    at = [_at(pose, view, parts[name], side if of is BodySide.MIDLINE else of, away=recipe.away) for name, of in recipe.places]
    value = float(reading(row.kind, at, upward=row.upward, turn=row.turn))
    return 100.0 * value / pose.box.height_px if row.kind.is_length else value


def _parts(row: MeasureDefinition) -> tuple[str, ...]:
    """The pose model's points for the measure's, in their order; none where two fall together, or for a curve."""
    for_c7 = "EAR" if LandmarkName.ACROMION in row.points else "SHOULDER"
    parts = tuple(_PARTS.get(name, for_c7) for name in row.points)
    return () if row.kind is MeasureKind.CURVE or len(set(parts)) < len(parts) else parts


def _at(pose: DetectedPose, view: View, part: str, side: BodySide, *, away: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Outward and upward coordinate of a point, from the photo's own axes: no roll, yaw or parallax is taken out."""
    point_px = pose.points_px[BlazePose[f"{'LEFT' if side is BodySide.LEFT else 'RIGHT'}_{part}"]]
    return outward_and_upward(point_px, view, away)


@cache
def calibration(file: Path = _CALIBRATION) -> Mapping[MeasureName, FittedLine]:
    """Line from raw proxy to truth by measure, fitted on rendered people who are in no validation set.

    Raises
    ------
    PhotoUnreadable
        If the table is missing or damaged.
    """
    try:
        rows = tomllib.loads(file.read_text(encoding="utf-8"))["line"]
        return {MeasureName(row["name"]): FittedLine(slope=float(row["slope"]), intercept=float(row["intercept"])) for row in rows}
    except (OSError, tomllib.TOMLDecodeError, KeyError, ValueError, TypeError) as error:
        raise PhotoUnreadable(message("installed.no_proxies"), message("installed.reinstall")) from error
