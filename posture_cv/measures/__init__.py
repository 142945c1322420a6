"""Angles and offsets with their errors, from anatomical points."""

from posture_cv.measures.measure import measure

__all__ = ["measure"]
