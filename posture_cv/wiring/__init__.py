"""The only place that builds instruments from what is installed."""

from posture_cv.wiring.assessor import Assessor, default_assessor
from posture_cv.wiring.marks import parse_marks

__all__ = ["Assessor", "default_assessor", "parse_marks"]
