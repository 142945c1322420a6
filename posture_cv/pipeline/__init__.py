"""From photos to an assessment, by instruments handed in."""

from posture_cv.pipeline.assess import conclude, marked_stature, measured_in
from posture_cv.pipeline.instruments import Instruments
from posture_cv.pipeline.observe import observe

__all__ = ["Instruments", "conclude", "marked_stature", "measured_in", "observe"]
