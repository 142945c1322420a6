"""What an assessment is made with; built by the wiring room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from posture_cv.anatomy.port import LandmarkEstimator
    from posture_cv.domain.knowledge import Knowledge
    from posture_cv.domain.photo import Photo, PhotoQuality
    from posture_cv.domain.pose import DetectedPose
    from posture_cv.domain.provenance import ModelVersion
    from posture_cv.domain.views import View


class PoseDetector(Protocol):
    """Finds one person in a photo."""

    @property
    def passes(self) -> int:
        """Detector passes per photo."""
        ...

    def detect(self, photo: Photo, *, person: int | None = None, declared: View | None = None) -> DetectedPose:
        """Find the main person, or the one numbered ``person`` from 1, given the view it is said to show; raises DetectionError."""
        ...


class QualityJudge(Protocol):
    """Judges what a photo is good for; raises CaptureError where nothing can be measured."""

    def __call__(self, photo: Photo, pose: DetectedPose) -> PhotoQuality:
        """Judge the photo given the person found in it."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Instruments:
    """Detector, judge, estimator and tables."""

    detector: PoseDetector
    judge: QualityJudge
    estimator: LandmarkEstimator
    knowledge: Knowledge
    pose_model: ModelVersion
    software: str
