"""The result of assessing one visit."""

from __future__ import annotations

from dataclasses import dataclass

from posture_cv.domain.doubts import Doubt
from posture_cv.domain.estimates import Estimate, FusedMeasurement, Measurement
from posture_cv.domain.findings import Finding, PosturePattern
from posture_cv.domain.judgements import JudgedMeasure, Judgement
from posture_cv.domain.known_length import KnownLength
from posture_cv.domain.landmarks import Correction, Landmark, LandmarkName
from posture_cv.domain.measurements import NotMeasured
from posture_cv.domain.muscles import MuscleHypothesis
from posture_cv.domain.person import UNSTATED, Person
from posture_cv.domain.photo import Limitation, PhotoQuality
from posture_cv.domain.pose import PersonBox, ViewEstimate
from posture_cv.domain.provenance import Provenance
from posture_cv.domain.views import BodySide, Position, View
from posture_cv.domain.worksheet import Worksheet

SCHEMA_VERSION = 3
"""Of the plain-data form; raised when a field is renamed, removed or changes meaning, not when one is added."""


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
    known_length
        A thing of known length marked in it; None where none was.
    quarter_turns, mirrored
        How it was turned clockwise, and then mirrored, by hand before it was looked at; every position refers to it as it was then.
    """

    index: int
    view: View
    recognised: ViewEstimate
    position: Position
    width_px: int
    height_px: int
    quality: PhotoQuality
    body: PersonBox
    face: PersonBox | None
    facing_sign: int
    stature_px: float | None
    back_profile_px: tuple[tuple[float, float], ...]
    known_length: KnownLength | None = None
    quarter_turns: int = 0
    mirrored: bool = False

    @property
    def limitations(self) -> tuple[Limitation, ...]:
        """What about this photo makes its numbers less sure."""
        return self.quality.limitations


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoLandmark(Landmark):
    """A landmark and the photo of the visit it lies in."""

    photo: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HiddenPoint:
    """A point that a person said cannot be seen, so that nothing is measured from it."""

    photo: int
    name: LandmarkName
    side: BodySide
    correction: Correction


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """Everything measured and suggested in one visit. Holds no picture, and no name but that of who corrected a point.

    Attributes
    ----------
    doubts
        What speaks against one person on one day.
    hidden
        Points left out because a person marked them as hidden.
    stature
        The client's height as stated, in millimetres; None where nobody stated it.
    marked_stature
        The client's height by the known lengths marked in the photos, in millimetres; None where none was marked.
    person
        Sex and age as stated; they choose the norms.
    judgements
        Where each measurement and each fused one stands among people without complaints; none for a measure without a typical range, and
        for a photo that must not be held against norms.
    lengths
        The measurements in per cent of height once more, in the same order, in millimetres; empty where neither height is known.
    """

    schema_version: int = SCHEMA_VERSION
    photos: tuple[AssessedPhoto, ...]
    landmarks: tuple[PhotoLandmark, ...]
    measurements: tuple[Measurement, ...]
    not_measured: tuple[NotMeasured, ...]
    findings: tuple[Finding, ...]
    muscles: tuple[MuscleHypothesis, ...]
    worksheet: Worksheet
    provenance: Provenance
    fused: tuple[FusedMeasurement, ...] = ()
    patterns: tuple[PosturePattern, ...] = ()
    stature: Estimate | None = None
    marked_stature: Estimate | None = None
    lengths: tuple[Measurement, ...] = ()
    hidden: tuple[HiddenPoint, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    person: Person = UNSTATED
    judgements: tuple[JudgedMeasure, ...] = ()

    @property
    def known_stature(self) -> Estimate | None:
        """The height that millimetres rest on: as stated, which is surer than any marked length can be, else by marked lengths."""
        return self.marked_stature if self.stature is None else self.stature

    def judgement(self, measured: Measurement | FusedMeasurement) -> Judgement | None:
        """What is to be said of one of the assessment's measurements; None where it is not judged."""
        photo = measured.photo if isinstance(measured, Measurement) else None
        about = (measured.name, measured.side, photo)
        return next((one.judgement for one in self.judgements if (one.measure, one.side, one.photo) == about), None)
