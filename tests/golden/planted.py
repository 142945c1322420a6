"""People made up from measures: what a photo and its detector would have given, with nothing in it to be looked at."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from posture_cv.domain.assessment import AssessedPhoto
from posture_cv.domain.estimates import Interval, Measurement, MeasureName, Unit
from posture_cv.domain.photo import PhotoQuality, Roll
from posture_cv.domain.pose import PersonBox, ViewEstimate
from posture_cv.domain.provenance import ModelVersion, Provenance
from posture_cv.domain.views import BodySide, Position, View
from posture_cv.knowledge import load

PROVENANCE = Provenance(
    software="posture_cv 0",
    knowledge_sha256=load().sha256,
    pose_model=ModelVersion(name="model", sha256="0" * 64),
    estimator="none",
    passes=1,
    created_at="2026-03-04T10:00:00+00:00",
)


def measured(values: Mapping[MeasureName, float], *, frontal: Collection[MeasureName] = ()) -> tuple[Measurement, ...]:
    """Each measure with a standard error of 2 degrees, from a left side photo, and from a front one beside it where it is ``frontal``."""
    return tuple(
        Measurement(
            name=name,
            value=value,
            standard_error=2.0,
            interval=Interval(lower=value - 3.3, upper=value + 3.3),
            unit=Unit.DEGREE,
            view=View.FRONT if name in frontal else View.LEFT,
            side=BodySide.LEFT,
            photo=int(name in frontal),
        )
        for name, value in values.items()
    )


def photographed(index: int, view: View, *, facing_sign: int = 0) -> AssessedPhoto:
    """A good photo of that view."""
    return AssessedPhoto(
        index=index,
        view=view,
        recognised=ViewEstimate(view=view, yaw_deg=0.0, yaw_standard_error_deg=4.0, probability=0.97),
        position=Position.STANDING,
        width_px=720,
        height_px=960,
        quality=PhotoQuality(
            sharpness=0.8,
            exposure=0.5,
            contrast=0.2,
            person_height_px=812.0,
            head_inside=True,
            feet_inside=True,
            roll=Roll(roll_deg=0.0, standard_error_deg=1.0, referenced=False),
            noise_scale=1.0,
        ),
        body=PersonBox(left_px=250.0, top_px=70.0, right_px=470.0, bottom_px=900.0),
        face=None,
        facing_sign=facing_sign,
        stature_px=812.0,
        back_profile_px=(),
    )
