"""From what the detector saw to anatomical points, each with its error and its origin."""

from posture_cv.anatomy.contour import ContourEstimator
from posture_cv.anatomy.marks import apply_marks
from posture_cv.anatomy.port import LandmarkEstimator

__all__ = ["ContourEstimator", "LandmarkEstimator", "apply_marks"]
