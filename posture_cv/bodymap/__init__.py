"""A body to point at: muscles as shapes on front, back and side views."""

from posture_cv.bodymap.atlas import muscle_keys
from posture_cv.bodymap.render import ALL_VIEWS, render_svg

__all__ = ["ALL_VIEWS", "muscle_keys", "render_svg"]
