"""The result of assessing one visit, and its plain-data form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from posture_cv.domain.estimates import Measurement, NotMeasured
from posture_cv.domain.findings import Finding
from posture_cv.domain.landmarks import Landmark
from posture_cv.domain.muscles import MuscleHypothesis
from posture_cv.domain.photo import Limitation, PhotoQuality
from posture_cv.domain.pose import PersonBox, ViewEstimate
from posture_cv.domain.provenance import Provenance
from posture_cv.domain.views import Position, View
from posture_cv.domain.worksheet import Worksheet

SCHEMA_VERSION = 1
"""Raised when a field is renamed, removed or changes meaning; fields may be added without raising it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessedPhoto:
    """What one photo of the visit contributed, beside its landmarks.

    Attributes
    ----------
    view
        The view it was measured as; ``recognised`` is what the detector saw.
    body
        Box of the person; ``face`` of the face, None where none shows. Both in photo pixels.
    stature_px
        Crown-to-sole height, the scale of every ``pct_height``; None where unknown.
    back_profile_px
        Points (x, y) down the skin line of the back in a lateral view; empty in a frontal one.
    """

    index: int
    view: View
    recognised: ViewEstimate
    position: Position
    width_px: int
    height_px: int
    quality: PhotoQuality
    limitations: tuple[Limitation, ...]
    body: PersonBox
    face: PersonBox | None
    facing_sign: int
    stature_px: float | None
    back_profile_px: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoLandmark(Landmark):
    """A landmark and the photo of the visit it lies in."""

    photo: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """Everything measured and suggested in one visit. Holds no picture and no name."""

    schema_version: int = SCHEMA_VERSION
    photos: tuple[AssessedPhoto, ...]
    landmarks: tuple[PhotoLandmark, ...]
    measurements: tuple[Measurement, ...]
    not_measured: tuple[NotMeasured, ...]
    findings: tuple[Finding, ...]
    muscles: tuple[MuscleHypothesis, ...]
    worksheet: Worksheet
    provenance: Provenance

    def to_dict(self) -> dict[str, Any]:
        """Plain data: dictionaries, lists, strings, numbers, booleans and None, ready for ``json.dumps``."""
        data: dict[str, Any] = _adapter().dump_python(self, mode="json")
        return data

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Assessment:
        """The assessment that ``to_dict`` was called on.

        Raises
        ------
        AssessmentDataError
            If the data are of a newer schema, or not an assessment.
        """
        return cls()
