"""How a person holds themselves: standing still, sitting, or in the middle of something."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from posture_cv.domain.estimates import MeasureName
from posture_cv.domain.landmarks import WithheldMeasure
from posture_cv.domain.messages import message
from posture_cv.domain.pose import BlazePose
from posture_cv.domain.views import BodySide, Position, View
from posture_cv.gate.upright import slant_deg

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from posture_cv.domain.landmarks import AnatomicalPose
    from posture_cv.domain.pose import DetectedPose

SITTING_BELOW = 0.45
"""Fall from hip to knee over the trunk's length under which the thigh is not upright: 0.0 to 0.26 in sitting people, 0.69 and more in
standing ones (66 rendered people), 0.25 to 0.31 at the bottom of a real squat."""

MOST_THIGH_DEG = 20.0
"""Thigh against the vertical, in the picture, up to which a person may be said to stand: at most 8 in standing people, 23 and more in
squats."""

MOST_KNEE_BEND_DEG = 45.0
"""Bend of a knee up to which its person stands: a standing person's is under 15, a walker's at mid-stance under 40, that of a swinging leg
45 and more."""

CROUCHING_SHIN_DEG = 12.0
"""Shin against the vertical from which a bent leg carries its owner: sitting people's shins hang to within 10."""

CROUCHING_TRUNK_DEG = 18.0
"""Forward lean of the trunk that goes with it."""

MOST_ARM_RAISED_DEG = 45.0
"""Upper arm forward of the trunk's line, beyond which shoulder and upper back are drawn along."""

MOST_ARM_ASIDE_DEG = 50.0
"""Upper arm away from the trunk in a front or back view, beyond which it lifts the shoulder: 34 at most in 56 standing people."""

OVERHEAD_DEG = 120.0
"""Upper arm from the trunk, forward or back in the picture, from which it points up."""

MOST_BENT_LATERAL_DEG = 20.0
"""Lean of the trunk beyond that of the shins in a side view, up to which a person stands upright: 12 at most in 108 standing people."""

MOST_BENT_FRONTAL_DEG = 12.0
"""The same from front or back: 5 at most in 56."""

MOST_UNEVEN_ANKLES = 0.04
"""Difference of the ankles' heights in a front or back view, of the person's height, up to which both feet stand side by side: 0.010 at
most in 90 rendered and real people; a step of 30 cm towards a lens at hip height makes 0.065."""

DRAWN_BY_ARMS = frozenset(
    {
        "forward_shoulder_angle_from_vertical",
        "acromion_forward_of_c7",
        "forward_head_distance",
        "thoracic_kyphosis",
        "plumb_offset_acromion",
        "trunk_lean",
    }
)
"""What arms held forward change: with arms at 80 degrees kyphosis reads 18 degrees low."""

_SIDES = {
    BodySide.LEFT: (BlazePose.LEFT_SHOULDER, BlazePose.LEFT_ELBOW, BlazePose.LEFT_HIP, BlazePose.LEFT_KNEE, BlazePose.LEFT_ANKLE),
    BodySide.RIGHT: (BlazePose.RIGHT_SHOULDER, BlazePose.RIGHT_ELBOW, BlazePose.RIGHT_HIP, BlazePose.RIGHT_KNEE, BlazePose.RIGHT_ANKLE),
}


class Pause(StrEnum):
    """What a person is doing when the photo is taken."""

    STANDING = "standing"
    SITTING = "sitting"
    MOVING = "moving"
    """Walking, crouching, squatting or half-way up: no position that norms exist for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """How the body is held.

    Attributes
    ----------
    pause
        Standing, sitting or neither.
    striding
        One leg stands, the other swings or trails, as in walking; from front or back one foot lies higher in the picture.
    arm_forward_deg
        Angle between the near upper arm and the trunk in a side view, degrees, positive forward; else 0.
    arm_lifted
        An arm points up, or in a front or back view far aside, so that shoulder, head and trunk go along.
    bent
        A standing person's trunk is bent forward, backward or sideways by far more than posture explains.
    """

    pause: Pause
    striding: bool
    arm_forward_deg: float
    arm_lifted: bool = False
    bent: bool = False

    def agrees_with(self, position: Position) -> bool:
        """Whether the photo shows the position it is said to show."""
        return self.pause.value == position.value

    @property
    def arms_raised(self) -> bool:
        """Whether an arm is held so far forward that shoulder and upper back go along."""
        return MOST_ARM_RAISED_DEG < self.arm_forward_deg <= OVERHEAD_DEG


def stance_of(pose: DetectedPose, view: View, *, unseen: frozenset[BodySide] = frozenset()) -> Stance:
    """Read the stance off hip, knee and ankle, and the arms off shoulder and elbow.

    In a side view the near leg decides between standing and sitting, and one leg that stands carries a stride; in a frontal view both
    have to be straight.

    Parameters
    ----------
    unseen
        Sides whose leg does not show; it decides nothing, and where none shows the person is taken to stand.
    """
    points = pose.points_px
    legs = {side: (_from_vertical_deg(points, side, 2, 3), _from_vertical_deg(points, side, 3, 4)) for side in _SIDES}
    facing = {View.LEFT: (BodySide.LEFT,), View.RIGHT: (BodySide.RIGHT,)}.get(view, tuple(_SIDES))
    near = [side for side in facing if side not in unseen]
    pause = _pause(points, near, [legs[side] for side in near], view) if near else Pause.STANDING
    if pause is Pause.MOVING and view.is_lateral and any(_is_straight(*leg) for leg in legs.values()):
        pause = Pause.STANDING
    strides = not all(_is_straight(*leg) for side, leg in legs.items() if side not in unseen)
    if view.is_frontal and not unseen:
        ankles = [points[indices[4], 1] for indices in _SIDES.values()]
        strides = strides or abs(float(ankles[0] - ankles[1])) > MOST_UNEVEN_ANKLES * pose.box.height_px
    arms = [_arm_forward_deg(points, side) for side in facing]
    return Stance(
        pause=pause,
        striding=pause is Pause.STANDING and strides,
        arm_forward_deg=arms[0] if view.is_lateral else 0.0,
        arm_lifted=max(map(abs, arms)) > (OVERHEAD_DEG if view.is_lateral else MOST_ARM_ASIDE_DEG),
        bent=pause is Pause.STANDING and _bend_deg(pose) > (MOST_BENT_LATERAL_DEG if view.is_lateral else MOST_BENT_FRONTAL_DEG),
    )


def legs_are_bent(pose: DetectedPose) -> bool:
    """Whether both knees are bent by more than a standing person's, whichever way up the photo is."""
    points = pose.points_px
    bends = [_from_vertical_deg(points, side, 2, 3) - _from_vertical_deg(points, side, 3, 4) for side in _SIDES]
    return min(abs(math.remainder(bend, 360.0)) for bend in bends) > MOST_KNEE_BEND_DEG


def without_drawn_along(anatomy: AnatomicalPose) -> AnatomicalPose:
    """The pose without the measures that arms held forward change."""
    reason, remedy = message("gate.arms_forward"), message("gate.arms_forward.remedy")
    return replace(
        anatomy, withheld=tuple(WithheldMeasure(name=MeasureName(name), reason=reason, remedy=remedy) for name in sorted(DRAWN_BY_ARMS))
    )


def _pause(points: NDArray[np.float64], near: Sequence[BodySide], legs: Sequence[tuple[float, float]], view: View) -> Pause:
    """Sitting by the level thigh, unless shins and trunk lean as a crouching person's do; standing by legs that are nearly straight."""
    shoulder, hip = _middle(points, 0), _middle(points, 2)
    trunk_px = max(float(np.linalg.norm(shoulder - hip)), 1.0)
    fall = float(np.mean([points[_SIDES[side][3], 1] - points[_SIDES[side][2], 1] for side in near])) / trunk_px
    if fall < SITTING_BELOW:
        trunk_deg = abs(float(np.degrees(np.arctan2(shoulder[0] - hip[0], hip[1] - shoulder[1]))))
        crouching = max(abs(shin) for _, shin in legs) > CROUCHING_SHIN_DEG and trunk_deg > CROUCHING_TRUNK_DEG and view.is_lateral
        return Pause.MOVING if crouching else Pause.SITTING
    return Pause.STANDING if all(_is_straight(*leg) for leg in legs) else Pause.MOVING


def _is_straight(thigh_deg: float, shin_deg: float) -> bool:
    return abs(thigh_deg) <= MOST_THIGH_DEG and abs(thigh_deg - shin_deg) <= MOST_KNEE_BEND_DEG


def _middle(points: NDArray[np.float64], part: int) -> NDArray[np.float64]:
    left, right = (points[indices[part]] for indices in _SIDES.values())
    middle: NDArray[np.float64] = (left + right) / 2.0
    return middle


def _from_vertical_deg(points: NDArray[np.float64], side: BodySide, upper: int, lower: int) -> float:
    """Signed angle of a limb against straight down, degrees."""
    step = points[_SIDES[side][lower]] - points[_SIDES[side][upper]]
    return float(np.degrees(np.arctan2(step[0], step[1])))


def _bend_deg(pose: DetectedPose) -> float:
    """Lean of the trunk without the slant that it shares with the shins, which may be the camera's."""
    shoulder, hip = _middle(pose.points_px, 0), _middle(pose.points_px, 2)
    return abs(math.degrees(math.atan2(float(shoulder[0] - hip[0]), float(hip[1] - shoulder[1]))) - slant_deg(pose))


def _arm_forward_deg(points: NDArray[np.float64], side: BodySide) -> float:
    shoulder, elbow, hip = (points[_SIDES[side][part]] for part in (0, 1, 2))
    arm, trunk = elbow - shoulder, hip - shoulder
    angle = np.degrees(np.arctan2(arm[0] * trunk[1] - arm[1] * trunk[0], arm @ trunk))
    # facing left, forward is the image's left
    return float(angle if side is BodySide.RIGHT else -angle)
