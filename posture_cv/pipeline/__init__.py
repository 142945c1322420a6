"""From photos to an assessment, by instruments handed in."""

from posture_cv.pipeline.assess import Instruments, Shot, assess, conclude, marked_stature, observe, straighten

__all__ = ["Instruments", "Shot", "assess", "conclude", "marked_stature", "observe", "straighten"]
