"""Measures of a front or back view. Positive is towards the person's right: right side lower, or shifted to the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_cv.domain.estimates import MeasureName, Unit
from posture_cv.domain.landmarks import LandmarkName
from posture_cv.domain.views import BodySide, View
from posture_cv.measures.recipe import Body, Recipe, elevation_deg, inclination_deg

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from posture_cv.domain.landmarks import AnatomicalPose
    from posture_cv.measures.recipe import Place


def frontal_recipes(pose: AnatomicalPose) -> tuple[Recipe, ...]:
    """Every measure of a frontal view.

    head_tilt_frontal, shoulder_level, pelvic_obliquity
        Line from the person's left to right point against the horizontal: tragi (outer canthi where the ears are hidden), acromia, and ASIS
        from the front or PSIS from behind where both are marked, else hip joints.
    hip_knee_ankle
        Hip joint, knee, ankle of each leg; 180 straight, less where the knee lies inward.
    lateral_shift
        Midpoint of the acromia against the midpoint of the malleoli, per cent of height.
    """
    ears_hidden = _first_pair(pose, LandmarkName.TRAGUS) is None and _first_pair(pose, LandmarkName.OUTER_CANTHUS) is not None
    pelvic_bone = LandmarkName.PSIS if pose.view is View.BACK else LandmarkName.ASIS
    pelvis = LandmarkName.HIP_JOINT if _first_pair(pose, pelvic_bone) is None else pelvic_bone
    return (
        _level(MeasureName.HEAD_TILT_FRONTAL, LandmarkName.OUTER_CANTHUS if ears_hidden else LandmarkName.TRAGUS),
        _level(MeasureName.SHOULDER_LEVEL, LandmarkName.ACROMION),
        _level(MeasureName.PELVIC_OBLIQUITY, pelvis),
        _hip_knee_ankle(BodySide.LEFT),
        _hip_knee_ankle(BodySide.RIGHT),
        _lateral_shift(),
    )


def _pair(name: LandmarkName) -> tuple[Place, Place]:
    return (name, BodySide.LEFT), (name, BodySide.RIGHT)


def _first_pair(pose: AnatomicalPose, name: LandmarkName) -> tuple[Place, Place] | None:
    """Both sides of a landmark, None unless both are there."""
    pair = _pair(name)
    return pair if all(pose.find(*place) is not None for place in pair) else None


def _level(name: MeasureName, landmark: LandmarkName) -> Recipe:
    left, right = _pair(landmark)

    def lower_right(body: Body) -> NDArray[np.float64]:
        rightward, up = body.between(left, right)
        return elevation_deg(rightward, -up)

    return Recipe(name=name, side=BodySide.MIDLINE, unit=Unit.DEGREE, needs=(left, right), formula=lower_right)


def _hip_knee_ankle(side: BodySide) -> Recipe:
    hip, knee, ankle = (LandmarkName.HIP_JOINT, side), (LandmarkName.KNEE, side), (LandmarkName.MALLEOLUS, side)
    away = 1.0 if side is BodySide.RIGHT else -1.0

    def outside_angle(body: Body) -> NDArray[np.float64]:
        thigh = inclination_deg(*body.between(knee, hip))
        shank = inclination_deg(*body.between(ankle, knee))
        return 180.0 + away * (shank - thigh)

    return Recipe(
        name=MeasureName.HIP_KNEE_ANKLE, side=side, unit=Unit.DEGREE, needs=(hip, knee, ankle), formula=outside_angle, standing_only=True
    )


def _lateral_shift() -> Recipe:
    acromia, malleoli = _pair(LandmarkName.ACROMION), _pair(LandmarkName.MALLEOLUS)

    def shift(body: Body) -> NDArray[np.float64]:
        above = body.at(acromia[0])[0] + body.at(acromia[1])[0]
        below = body.at(malleoli[0])[0] + body.at(malleoli[1])[0]
        return body.percent_of_height((above - below) / 2.0)

    return Recipe(
        name=MeasureName.LATERAL_SHIFT,
        side=BodySide.MIDLINE,
        unit=Unit.PERCENT_HEIGHT,
        needs=(*acromia, *malleoli),
        formula=shift,
        standing_only=True,
    )
