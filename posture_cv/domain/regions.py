"""Where on the body a measure belongs, the order results are read in."""

from __future__ import annotations

from enum import StrEnum

from posture_cv.domain.estimates import MeasureName


class Region(StrEnum):
    """A part of the body, from the head down; the value is its key in the catalogue."""

    HEAD_NECK = "head_neck"
    SHOULDERS = "shoulders"
    SPINE = "spine"
    PELVIS = "pelvis"
    LEGS = "legs"
    WHOLE_BODY = "whole_body"


MEASURES: dict[Region, tuple[MeasureName, ...]] = {
    Region.HEAD_NECK: (
        MeasureName.CRANIOVERTEBRAL_ANGLE,
        MeasureName.CRANIOVERTEBRAL_ANGLE_AS_PHOTOGRAPHED,
        MeasureName.FORWARD_HEAD_DISTANCE,
        MeasureName.HEAD_TILT_SAGITTAL,
        MeasureName.HEAD_TILT_FRONTAL,
    ),
    Region.SHOULDERS: (
        MeasureName.FORWARD_SHOULDER_ANGLE_FROM_VERTICAL,
        MeasureName.ACROMION_FORWARD_OF_C7,
        MeasureName.SHOULDER_LEVEL,
    ),
    Region.SPINE: (MeasureName.THORACIC_KYPHOSIS, MeasureName.LUMBAR_LORDOSIS),
    Region.PELVIS: (MeasureName.PELVIC_TILT, MeasureName.PELVIC_OBLIQUITY),
    Region.LEGS: (MeasureName.KNEE_ANGLE, MeasureName.HIP_KNEE_ANKLE),
    Region.WHOLE_BODY: (
        MeasureName.TRUNK_LEAN,
        MeasureName.SWAY_ANGLE,
        MeasureName.LATERAL_SHIFT,
        MeasureName.PLUMB_OFFSET_EAR,
        MeasureName.PLUMB_OFFSET_ACROMION,
        MeasureName.PLUMB_OFFSET_TROCHANTER,
        MeasureName.PLUMB_OFFSET_KNEE,
    ),
}
"""Every measure once, in reading order."""

ONE_LEG = frozenset({MeasureName.KNEE_ANGLE, MeasureName.HIP_KNEE_ANKLE})
"""Measures that name their leg."""
