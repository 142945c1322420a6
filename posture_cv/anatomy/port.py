"""The port behind which landmark estimators stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from posture_cv.domain.landmarks import AnatomicalPose
    from posture_cv.domain.photo import PhotoQuality
    from posture_cv.domain.pose import DetectedPose
    from posture_cv.domain.views import Position, View


class LandmarkEstimator(Protocol):
    """Turns a detected pose into anatomical landmarks with honest errors."""

    @property
    def name(self) -> str:
        """Name and version, kept in the result's provenance."""
        ...

    def estimate(self, pose: DetectedPose, view: View, position: Position, quality: PhotoQuality) -> AnatomicalPose:
        """Landmarks of the person as seen in ``view``; in a lateral view the near side is the side the view names."""
        ...
