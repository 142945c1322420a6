"""Measures of a lateral view between landmarks. Positive is forward; each definition is the one its clinical norms were taken with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_cv.domain.estimates import MeasureName, Unit
from posture_cv.domain.landmarks import LandmarkName
from posture_cv.domain.views import BodySide
from posture_cv.measures.recipe import Body, Recipe, elevation_deg, inclination_deg

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from posture_cv.measures.recipe import Place

    Formula = Callable[[Body], NDArray[np.float64]]

C7: Place = (LandmarkName.C7, BodySide.MIDLINE)


def sagittal_recipes(near: BodySide) -> tuple[Recipe, ...]:
    """Every landmark measure of a lateral view that shows the ``near`` side.

    craniovertebral_angle
        C7 to tragus above the forward horizontal. Once in the body's sagittal plane, which norms mean, and once as photographed.
    forward_head_distance
        Tragus in front of the acromion, per cent of height.
    head_tilt_sagittal
        Outer canthus above the tragus.
    forward_shoulder_angle_from_vertical
        C7 to acromion against the downward vertical; large where the shoulder lies forward.
    pelvic_tilt
        PSIS to ASIS below the forward horizontal.
    trunk_lean
        Trochanter to acromion against the vertical.
    sway_angle
        Malleolus to trochanter against the vertical.
    knee_angle
        Trochanter, knee, malleolus; 180 straight, more where hyperextended.
    plumb_offset_*
        Forward of the lateral malleolus, per cent of height; the tragus stands for the ear.
    """
    tragus, canthus, acromion, asis, psis, trochanter, knee, malleolus = (
        (name, near)
        for name in (
            LandmarkName.TRAGUS,
            LandmarkName.OUTER_CANTHUS,
            LandmarkName.ACROMION,
            LandmarkName.ASIS,
            LandmarkName.PSIS,
            LandmarkName.TROCHANTER,
            LandmarkName.KNEE,
            LandmarkName.MALLEOLUS,
        )
    )

    def knee_angle(body: Body) -> NDArray[np.float64]:
        thigh = inclination_deg(*body.between(knee, trochanter))
        shank = inclination_deg(*body.between(malleolus, knee))
        return 180.0 - (shank - thigh)

    def angle(name: MeasureName, needs: tuple[Place, ...], formula: Formula, *, standing_only: bool = False) -> Recipe:
        return Recipe(name=name, side=near, unit=Unit.DEGREE, needs=needs, formula=formula, standing_only=standing_only)

    def forward_of(name: MeasureName, origin: Place, point: Place, *, standing_only: bool = False) -> Recipe:
        return Recipe(
            name=name,
            side=near,
            unit=Unit.PERCENT_HEIGHT,
            needs=(origin, point),
            formula=lambda body: body.percent_of_height(body.between(origin, point)[0]),
            standing_only=standing_only,
        )

    def craniovertebral(body: Body) -> NDArray[np.float64]:
        return elevation_deg(*body.between(C7, tragus))

    def forward_shoulder(body: Body) -> NDArray[np.float64]:
        forward, up = body.between(C7, acromion)
        return inclination_deg(forward, -up)

    def pelvic_tilt(body: Body) -> NDArray[np.float64]:
        forward, up = body.between(psis, asis)
        return elevation_deg(forward, -up)

    return (
        angle(MeasureName.CRANIOVERTEBRAL_ANGLE, (C7, tragus), craniovertebral),
        Recipe(
            name=MeasureName.CRANIOVERTEBRAL_ANGLE_AS_PHOTOGRAPHED,
            side=near,
            unit=Unit.DEGREE,
            needs=(C7, tragus),
            formula=craniovertebral,
            as_photographed=True,
        ),
        forward_of(MeasureName.FORWARD_HEAD_DISTANCE, acromion, tragus),
        angle(MeasureName.HEAD_TILT_SAGITTAL, (tragus, canthus), lambda body: elevation_deg(*body.between(tragus, canthus))),
        angle(MeasureName.FORWARD_SHOULDER_ANGLE_FROM_VERTICAL, (C7, acromion), forward_shoulder),
        forward_of(MeasureName.ACROMION_FORWARD_OF_C7, C7, acromion),
        angle(MeasureName.PELVIC_TILT, (asis, psis), pelvic_tilt),
        angle(MeasureName.TRUNK_LEAN, (trochanter, acromion), lambda body: inclination_deg(*body.between(trochanter, acromion))),
        angle(
            MeasureName.SWAY_ANGLE,
            (malleolus, trochanter),
            lambda body: inclination_deg(*body.between(malleolus, trochanter)),
            standing_only=True,
        ),
        angle(MeasureName.KNEE_ANGLE, (trochanter, knee, malleolus), knee_angle, standing_only=True),
        forward_of(MeasureName.PLUMB_OFFSET_EAR, malleolus, tragus, standing_only=True),
        forward_of(MeasureName.PLUMB_OFFSET_ACROMION, malleolus, acromion, standing_only=True),
        forward_of(MeasureName.PLUMB_OFFSET_TROCHANTER, malleolus, trochanter, standing_only=True),
        forward_of(MeasureName.PLUMB_OFFSET_KNEE, malleolus, knee, standing_only=True),
    )
