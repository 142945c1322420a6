"""Validation on rendered people with known posture: the packaged set, agreement, naive proxies for comparison, and the report."""

from posture_cv.repeatability import mdc
from posture_cv.validation.pictures import Picture, load_pictures, quick_part
from posture_cv.validation.run import Validation, validate

__all__ = ["Picture", "Validation", "load_pictures", "mdc", "quick_part", "validate"]
