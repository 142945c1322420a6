"""From photos to an assessment, by instruments handed in."""

from posture_cv.pipeline.assess import Instruments, conclude, marked_stature, observe

__all__ = ["Instruments", "conclude", "marked_stature", "observe"]
