"""Assessments of drawn figures: a person of known landmarks, nothing measured by the program."""

from __future__ import annotations

import pytest

from posture_cv.anatomy.frame import near_side
from posture_cv.domain.assessment import AssessedPhoto, Assessment, PhotoLandmark
from posture_cv.domain.estimates import Interval, Measurement, MeasureName, Unit
from posture_cv.domain.landmarks import Covariance, LandmarkName, Origin
from posture_cv.domain.photo import PhotoQuality, Roll
from posture_cv.domain.pose import PersonBox, ViewEstimate
from posture_cv.domain.provenance import ModelVersion, Provenance
from posture_cv.domain.views import BodySide, Position, View
from posture_cv.domain.worksheet import Worksheet

WIDTH_PX, HEIGHT_PX = 600, 900
BODY = PersonBox(left_px=230.0, top_px=80.0, right_px=370.0, bottom_px=840.0)
FACE = PersonBox(left_px=240.0, top_px=90.0, right_px=320.0, bottom_px=190.0)

LATERAL_POINTS = {
    LandmarkName.TRAGUS: (280.0, 150.0),
    LandmarkName.OUTER_CANTHUS: (250.0, 140.0),
    LandmarkName.C7: (325.0, 200.0),
    LandmarkName.ACROMION: (305.0, 225.0),
    LandmarkName.TROCHANTER: (300.0, 460.0),
    LandmarkName.KNEE: (300.0, 640.0),
    LandmarkName.MALLEOLUS: (305.0, 800.0),
}
"""Somebody seen from their left: facing the image's left."""

FRONTAL_POINTS = {
    LandmarkName.OUTER_CANTHUS: (325.0, 140.0),
    LandmarkName.ACROMION: (360.0, 215.0),
    LandmarkName.HIP_JOINT: (335.0, 450.0),
    LandmarkName.KNEE: (333.0, 640.0),
    LandmarkName.MALLEOLUS: (330.0, 800.0),
}
"""Left side of a person seen from the front, the midline at x = 300; the right side is its mirror image."""


BACK = tuple((340.0 + 20.0 * ((y - 325.0) / 125.0) ** 2, float(y)) for y in range(200, 451, 25))

PROVENANCE = Provenance(
    software="posture_cv 0.1.0",
    knowledge_sha256="0" * 64,
    pose_model=ModelVersion(name="pose_landmarker_heavy", sha256="1" * 64),
    estimator="contour 1",
    passes=8,
    created_at="2026-01-02T10:00:00+00:00",
)


class Drawn:
    """Assessments of one photo of a person drawn by hand: 600 x 900 pixels, 760 tall, midline at x = 300 in frontal views."""

    width_px, height_px = WIDTH_PX, HEIGHT_PX
    body, face = BODY, FACE
    lateral, frontal = LATERAL_POINTS, FRONTAL_POINTS

    @staticmethod
    def landmark(
        name: LandmarkName,
        at: tuple[float, float],
        *,
        side: BodySide = BodySide.LEFT,
        origin: Origin = Origin.DETECTED,
        covariance: Covariance | None = None,
    ) -> PhotoLandmark:
        return PhotoLandmark(
            name=name,
            side=side,
            x_px=at[0],
            y_px=at[1],
            covariance_px2=covariance or Covariance(xx=1.0, xy=0.0, yy=1.0),
            origin=origin,
            photo=0,
        )

    @staticmethod
    def measured(
        name: MeasureName, value: float, half_width: float, *, view: View = View.LEFT, side: BodySide | None = None
    ) -> Measurement:
        return Measurement(
            name=name,
            value=value,
            standard_error=half_width / 1.645,
            interval=Interval(lower=value - half_width, upper=value + half_width),
            unit=Unit.DEGREE,
            view=view,
            side=side or near_side(view),
        )

    def assessment(
        self,
        view: View = View.LEFT,
        *,
        roll_deg: float = 0.0,
        measurements: tuple[Measurement, ...] = (),
        extra: tuple[PhotoLandmark, ...] = (),
        without: frozenset[LandmarkName] = frozenset(),
    ) -> Assessment:
        quality = PhotoQuality(
            sharpness=0.8,
            exposure=0.5,
            contrast=0.2,
            person_height_px=760.0,
            head_inside=True,
            feet_inside=True,
            roll=Roll(roll_deg=roll_deg, standard_error_deg=1.0, referenced=False),
            noise_scale=1.0,
        )
        photo = AssessedPhoto(
            index=0,
            view=view,
            recognised=ViewEstimate(view=view, yaw_deg=0.0, yaw_standard_error_deg=3.0, probability=0.98),
            position=Position.STANDING,
            width_px=WIDTH_PX,
            height_px=HEIGHT_PX,
            quality=quality,
            body=BODY,
            face=FACE if view is not View.BACK else None,
            facing_sign=-1 if view is View.LEFT else int(view is View.RIGHT),
            stature_px=760.0,
            back_profile_px=BACK if view.is_lateral else (),
        )
        return Assessment(
            photos=(photo,),
            landmarks=(*(p for p in self._points(view) if p.name not in without), *extra),
            measurements=measurements,
            not_measured=(),
            findings=(),
            muscles=(),
            worksheet=Worksheet(safety=(), items=()),
            provenance=PROVENANCE,
        )

    def _points(self, view: View) -> list[PhotoLandmark]:
        if view.is_lateral:
            mirrored = view is View.RIGHT
            side = BodySide.RIGHT if mirrored else BodySide.LEFT
            return [
                self.landmark(name, (600.0 - x if mirrored else x, y), side=BodySide.MIDLINE if name is LandmarkName.C7 else side)
                for name, (x, y) in LATERAL_POINTS.items()
            ]
        left_at_right = view is View.FRONT
        return [
            self.landmark(name, (x if (side is BodySide.LEFT) == left_at_right else 600.0 - x, y), side=side)
            for name, (x, y) in FRONTAL_POINTS.items()
            for side in (BodySide.LEFT, BodySide.RIGHT)
        ]


@pytest.fixture
def drawn() -> Drawn:
    """Builder of assessments of hand-drawn people."""
    return Drawn()
