"""Photos with the points, lines and angles of an assessment drawn on."""

from posture_cv.overlay.picture import crop_to_person, draw, figure, to_png

__all__ = ["crop_to_person", "draw", "figure", "to_png"]
