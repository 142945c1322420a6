"""What hobby tools report: angles straight between the pose model's own points, raw, and after a linear calibration on other people."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from posture_cv.domain.errors import PhotoUnreadable
from posture_cv.domain.estimates import MeasureName
from posture_cv.domain.pose import BlazePose
from posture_cv.domain.views import BodySide, View
from posture_cv.validation.agreement import Line

if TYPE_CHECKING:
    from posture_cv.domain.pose import DetectedPose

    Point = tuple[float, float]
    Proxy = Callable[["_Side"], float]

_CALIBRATION = Path(__file__).resolve().parent / "proxies.toml"

RULES: Mapping[MeasureName, str] = {
    MeasureName.CRANIOVERTEBRAL_ANGLE: "rise of the line from shoulder to ear",
    MeasureName.CRANIOVERTEBRAL_ANGLE_AS_PHOTOGRAPHED: "rise of the line from shoulder to ear",
    MeasureName.FORWARD_HEAD_DISTANCE: "ear in front of shoulder",
    MeasureName.HEAD_TILT_SAGITTAL: "rise of the line from ear to outer eye",
    MeasureName.FORWARD_SHOULDER_ANGLE_FROM_VERTICAL: "ear to shoulder against the vertical",
    MeasureName.ACROMION_FORWARD_OF_C7: "shoulder in front of ear",
    MeasureName.THORACIC_KYPHOSIS: "180 less the angle ear, shoulder, hip",
    MeasureName.LUMBAR_LORDOSIS: "180 less the angle shoulder, hip, knee",
    MeasureName.PELVIC_TILT: "180 less the angle shoulder, hip, knee",
    MeasureName.TRUNK_LEAN: "hip to shoulder against the vertical",
    MeasureName.SWAY_ANGLE: "ankle to hip against the vertical",
    MeasureName.KNEE_ANGLE: "angle hip, knee, ankle",
    MeasureName.PLUMB_OFFSET_EAR: "ear in front of ankle",
    MeasureName.PLUMB_OFFSET_ACROMION: "shoulder in front of ankle",
    MeasureName.PLUMB_OFFSET_TROCHANTER: "hip in front of ankle",
    MeasureName.PLUMB_OFFSET_KNEE: "knee in front of ankle",
    MeasureName.HEAD_TILT_FRONTAL: "line between the ears",
    MeasureName.SHOULDER_LEVEL: "line between the shoulders",
    MeasureName.PELVIC_OBLIQUITY: "line between the hips",
    MeasureName.HIP_KNEE_ANKLE: "angle hip, knee, ankle",
    MeasureName.LATERAL_SHIFT: "middle of the shoulders beside the middle of the ankles",
}
"""How each proxy is read off the pose model's points; lengths in per cent of the height of the person's box."""


class _Side:
    """The points of one body side, forward (or outward) and up, from the photo's own axes: no roll, yaw or parallax is taken out."""

    def __init__(self, pose: DetectedPose, view: View, side: BodySide) -> None:
        self._pose = pose
        self._prefix = "LEFT_" if side is BodySide.LEFT else "RIGHT_"
        self.right_in_picture = -1.0 if view is View.FRONT else 1.0
        if view.is_lateral:
            self._sign = -1.0 if view is View.LEFT else 1.0
        else:
            self._sign = self.right_in_picture * (1.0 if side is BodySide.RIGHT else -1.0)
        self.height = pose.box.height_px

    def at(self, part: str) -> Point:
        x, y = self._pose.points_px[BlazePose[self._prefix + part]]
        return self._sign * float(x), -float(y)

    def middle(self, part: str) -> float:
        """Position of the middle between left and right, positive to the person's right."""
        both = self._pose.points_px[[BlazePose["LEFT_" + part], BlazePose["RIGHT_" + part]], 0]
        return self.right_in_picture * float(both.mean())

    def level(self, part: str) -> float:
        """Inclination of the line from left to right, positive with the person's right lower."""
        left, right = self._pose.points_px[BlazePose["LEFT_" + part]], self._pose.points_px[BlazePose["RIGHT_" + part]]
        return math.degrees(math.atan2(float(right[1] - left[1]), self.right_in_picture * float(right[0] - left[0])))


def _rise(back: str, front: str) -> Proxy:
    def value(s: _Side) -> float:
        (x0, y0), (x1, y1) = s.at(back), s.at(front)
        return math.degrees(math.atan2(y1 - y0, x1 - x0))

    return value


def _lean(low: str, high: str) -> Proxy:
    def value(s: _Side) -> float:
        (x0, y0), (x1, y1) = s.at(low), s.at(high)
        return math.degrees(math.atan2(x1 - x0, y1 - y0))

    return value


def _ahead(origin: str, part: str) -> Proxy:
    return lambda s: 100.0 * (s.at(part)[0] - s.at(origin)[0]) / s.height


def _bend(upper: str, joint: str, lower: str) -> Proxy:
    """Angle at a joint; less than 180 where the joint lies forward (outward), more where it lies back (inward)."""
    below, above = _lean(lower, joint), _lean(joint, upper)
    return lambda s: 180.0 - (below(s) - above(s))


def _flexion(upper: str, joint: str, lower: str) -> Proxy:
    angle = _bend(upper, joint, lower)
    return lambda s: abs(180.0 - angle(s))


_PROXIES: dict[MeasureName, Proxy] = {
    MeasureName.CRANIOVERTEBRAL_ANGLE: _rise("SHOULDER", "EAR"),
    MeasureName.CRANIOVERTEBRAL_ANGLE_AS_PHOTOGRAPHED: _rise("SHOULDER", "EAR"),
    MeasureName.FORWARD_HEAD_DISTANCE: _ahead("SHOULDER", "EAR"),
    MeasureName.HEAD_TILT_SAGITTAL: _rise("EAR", "EYE_OUTER"),
    MeasureName.FORWARD_SHOULDER_ANGLE_FROM_VERTICAL: lambda s: -_lean("SHOULDER", "EAR")(s),
    MeasureName.ACROMION_FORWARD_OF_C7: _ahead("EAR", "SHOULDER"),
    MeasureName.THORACIC_KYPHOSIS: _flexion("EAR", "SHOULDER", "HIP"),
    MeasureName.LUMBAR_LORDOSIS: _flexion("SHOULDER", "HIP", "KNEE"),
    MeasureName.PELVIC_TILT: _flexion("SHOULDER", "HIP", "KNEE"),
    MeasureName.TRUNK_LEAN: _lean("HIP", "SHOULDER"),
    MeasureName.SWAY_ANGLE: _lean("ANKLE", "HIP"),
    MeasureName.KNEE_ANGLE: _bend("HIP", "KNEE", "ANKLE"),
    MeasureName.PLUMB_OFFSET_EAR: _ahead("ANKLE", "EAR"),
    MeasureName.PLUMB_OFFSET_ACROMION: _ahead("ANKLE", "SHOULDER"),
    MeasureName.PLUMB_OFFSET_TROCHANTER: _ahead("ANKLE", "HIP"),
    MeasureName.PLUMB_OFFSET_KNEE: _ahead("ANKLE", "KNEE"),
    MeasureName.HEAD_TILT_FRONTAL: lambda s: s.level("EAR"),
    MeasureName.SHOULDER_LEVEL: lambda s: s.level("SHOULDER"),
    MeasureName.PELVIC_OBLIQUITY: lambda s: s.level("HIP"),
    MeasureName.HIP_KNEE_ANKLE: lambda s: 360.0 - _bend("HIP", "KNEE", "ANKLE")(s),
    MeasureName.LATERAL_SHIFT: lambda s: 100.0 * (s.middle("SHOULDER") - s.middle("ANKLE")) / s.height,
}


def proxy_value(name: MeasureName, pose: DetectedPose, view: View, side: BodySide) -> float:
    """The naive reading of a measure, degrees or per cent of height.

    Parameters
    ----------
    side
        The near side in a lateral view, the leg's in a frontal one; ignored where both sides are read together.
    """
    return _PROXIES[name](_Side(pose, view, side))


@cache
def calibration(file: Path = _CALIBRATION) -> Mapping[MeasureName, Line]:
    """Line from raw proxy to truth by measure, fitted on rendered people who are in no validation set.

    Raises
    ------
    PhotoUnreadable
        If the table is missing or damaged.
    """
    try:
        rows = tomllib.loads(file.read_text(encoding="utf-8"))["line"]
        return {MeasureName(row["name"]): Line(slope=float(row["slope"]), intercept=float(row["intercept"])) for row in rows}
    except (OSError, tomllib.TOMLDecodeError, KeyError, ValueError, TypeError) as error:
        raise PhotoUnreadable("The calibration of the naive proxies is missing or damaged.", "Reinstall posture_cv.") from error
