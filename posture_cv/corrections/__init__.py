"""The one way in for what a hand said about a photo; marked by hand beats sticker beats estimated."""

from posture_cv.corrections.applying import UNSURE_FACTOR, apply, is_stale
from posture_cv.corrections.history import History
from posture_cv.corrections.reframing import reframed
from posture_cv.corrections.typed import points_typed
from posture_cv.corrections.vertical import roll_from_reference, roll_of, upright, without_unusable_vertical

__all__ = [
    "UNSURE_FACTOR",
    "History",
    "apply",
    "is_stale",
    "points_typed",
    "reframed",
    "roll_from_reference",
    "roll_of",
    "upright",
    "without_unusable_vertical",
]
