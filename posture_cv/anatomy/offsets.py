"""Where the detector's points lie against the anatomical ones, in per cent of stature.

Sources. *Table*: 3,000 side views of rendered people, near side, detector against the mesh's rig joints (ear against the tragus).
*Renders*: the four lateral and three of the frontal rendered people whose anatomical points are known, four to six points each, three
people. Where the table compares with a rig joint, the step from joint to anatomical point comes from the renders.

Rendered people are not people. The errors are those of single passes, scatter included; the scatter over the passes of the photo at hand is
added to them once more, as the margin for that step.
"""

from __future__ import annotations

from dataclasses import dataclass

from posture_cv.domain.landmarks import LandmarkName
from posture_cv.domain.pose import BlazePose
from posture_cv.domain.views import BodySide


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinitionOffset:
    """Detector's point minus anatomical point, per cent of stature.

    ``outward`` is forward in a lateral view and away from the mid-line in a frontal one; ``down`` is towards the feet.
    """

    outward: float
    down: float
    outward_sd: float
    down_sd: float


LATERAL: dict[LandmarkName, DefinitionOffset] = {
    # Table: ear against tragus.
    LandmarkName.TRAGUS: DefinitionOffset(outward=0.80, down=-1.06, outward_sd=0.48, down_sd=0.63),
    # Renders only, four points whose own spread is 0.2; the ear's error stands in for the unknown one.
    LandmarkName.OUTER_CANTHUS: DefinitionOffset(outward=-0.50, down=-0.95, outward_sd=0.48, down_sd=0.63),
    # Table (shoulder against joint: -0.28, -1.58); the acromion lies 0.9 behind and 3.1 above the rig's joint in the renders.
    LandmarkName.ACROMION: DefinitionOffset(outward=0.60, down=1.50, outward_sd=0.79, down_sd=0.76),
    # Table (hip against joint: 0.62, -1.06). The mesh's trochanter lies 0.9 in front of and 1.1 below its hip joint, while femoral
    # anteversion puts the real one behind it: half the step is taken, and the other half enters the error.
    LandmarkName.TROCHANTER: DefinitionOffset(outward=0.17, down=-2.18, outward_sd=0.92, down_sd=1.30),
    # Table: hip against joint.
    LandmarkName.HIP_JOINT: DefinitionOffset(outward=0.62, down=-1.06, outward_sd=0.79, down_sd=1.21),
    # Table (knee against joint: -0.07, 0.63); the lateral knee lies 0.25 behind and 1.8 below the joint in the renders.
    LandmarkName.KNEE: DefinitionOffset(outward=0.18, down=-1.17, outward_sd=0.45, down_sd=1.36),
    # Table (ankle against joint: 0, -1.92); the malleolus lies 1.2 below the joint in the renders.
    LandmarkName.MALLEOLUS: DefinitionOffset(outward=-0.07, down=-3.11, outward_sd=0.37, down_sd=0.58),
}

# Vertical errors in a frontal view are set so that the line between both sides has the error measured on 300 subjects (frontal table: mean
# absolute error of the raw detector line 2.40 degrees for the head, 1.28 for the shoulders, 1.66 for the pelvis; times 1.25 for the SD,
# over levers of 8.2, 20.7 and 11 % of stature). Knee and malleolus stand for the joint's centre here, as the hip-knee-ankle angle wants.
FRONTAL: dict[LandmarkName, DefinitionOffset] = {
    LandmarkName.TRAGUS: DefinitionOffset(outward=-0.85, down=-1.10, outward_sd=0.40, down_sd=0.30),
    LandmarkName.OUTER_CANTHUS: DefinitionOffset(outward=0.0, down=0.15, outward_sd=0.40, down_sd=0.30),
    LandmarkName.ACROMION: DefinitionOffset(outward=-0.90, down=1.60, outward_sd=0.50, down_sd=0.42),
    LandmarkName.HIP_JOINT: DefinitionOffset(outward=-0.30, down=0.15, outward_sd=0.60, down_sd=0.28),
    LandmarkName.KNEE: DefinitionOffset(outward=0.0, down=0.30, outward_sd=0.40, down_sd=1.00),
    LandmarkName.MALLEOLUS: DefinitionOffset(outward=0.20, down=-0.95, outward_sd=0.35, down_sd=0.60),
}

_LEFT_POINT: dict[LandmarkName, BlazePose] = {
    LandmarkName.TRAGUS: BlazePose.LEFT_EAR,
    LandmarkName.OUTER_CANTHUS: BlazePose.LEFT_EYE_OUTER,
    LandmarkName.ACROMION: BlazePose.LEFT_SHOULDER,
    LandmarkName.TROCHANTER: BlazePose.LEFT_HIP,
    LandmarkName.HIP_JOINT: BlazePose.LEFT_HIP,
    LandmarkName.KNEE: BlazePose.LEFT_KNEE,
    LandmarkName.MALLEOLUS: BlazePose.LEFT_ANKLE,
}
_RIGHT_EYE_OUTER_STEP = BlazePose.RIGHT_EYE_OUTER - BlazePose.LEFT_EYE_OUTER


def detector_point(name: LandmarkName, side: BodySide) -> BlazePose:
    """The detector's point that stands for a landmark of the left or right side."""
    left = _LEFT_POINT[name]
    if side is BodySide.LEFT:
        return left
    return BlazePose(left + (_RIGHT_EYE_OUTER_STEP if left is BlazePose.LEFT_EYE_OUTER else 1))
