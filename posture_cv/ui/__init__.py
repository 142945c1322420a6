"""The web app: photos in, measures and muscles to test out, in the browser of the same machine."""

from posture_cv.ui.launch import launch

__all__ = ["launch"]
