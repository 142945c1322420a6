"""Photos with the points, lines and angles of an assessment drawn on."""

from posture_cv.overlay.picture import crop_to_person, draw, figure, to_jpeg, to_png
from posture_cv.overlay.privacy import blur_face

__all__ = ["blur_face", "crop_to_person", "draw", "figure", "to_jpeg", "to_png"]
