"""Two visits of one client, measure by measure: changed, no detectable change, or not comparable. Facts alone; no clock, file or screen."""

from posture_cv.compare.changes import ChangeVerdict, MeasureChange, compare

__all__ = ["ChangeVerdict", "MeasureChange", "compare"]
