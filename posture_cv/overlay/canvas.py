"""Painting a scene: strokes, error ellipses, dots, letters, in that order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_cv.domain.landmarks import Origin
from posture_cv.overlay.letters import Letterer
from posture_cv.overlay.scene import Role
from posture_cv.overlay.strokes import ORIGIN_COLOURS, WHITE, Colour, dashes, ellipse, haloed, marker, region, samples

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from posture_cv.overlay.letters import Layout
    from posture_cv.overlay.placement import Box
    from posture_cv.overlay.scene import DrawnLine, DrawnPoint, PhotoScene, Point
    from posture_cv.words import Words

_STYLES: dict[Role, tuple[Colour, float, bool]] = {
    Role.PLUMB: (WHITE, 1.0, True),
    Role.BODY: (WHITE, 0.7, False),
    Role.ANGLE: ((240, 228, 66), 1.0, False),
    Role.REFERENCE: (WHITE, 0.5, True),
    Role.CONTOUR: ((86, 180, 233), 1.0, False),
}
"""Colour, width in line widths, dashed."""

_LINE_PER_STATURE = 0.0027
_DOT_PER_STATURE = 0.0066
_TEXT_PER_STATURE = 0.0205


class Canvas:
    """A picture being drawn on; scene coordinates are photo pixels, ``origin`` and ``scale`` map them here.

    Parameters
    ----------
    pixels : ndarray of shape (H, W, 3), uint8
        RGB, C-contiguous; drawn on in place.
    origin
        Photo point at the picture's upper left corner.
    scale
        Picture pixels per photo pixel.
    frame
        Where letters may stand, picture pixels.
    text_scale
        Factor on the size of letters, larger for pictures that are shown small.
    words
        Says the labels and the key.
    """

    def __init__(
        self,
        pixels: NDArray[np.uint8],
        *,
        origin: Point,
        scale: float,
        frame: Box,
        words: Words,
        text_scale: float = 1.0,
    ) -> None:
        self._pixels, self._origin, self._scale, self._frame, self._words = pixels, origin, scale, frame, words
        self._text_per_stature = _TEXT_PER_STATURE * text_scale

    def paint(self, scene: PhotoScene) -> Layout:
        """Draw everything, widths and letters following the stature; returns where the letters went."""
        width = max(_LINE_PER_STATURE * scene.stature_px * self._scale, 1.0)
        radius = max(_DOT_PER_STATURE * scene.stature_px * self._scale, 3.0)
        for line in scene.lines:
            self._stroke(line, width)
        for d in scene.dots:
            self._error_ellipse(d, radius, width)
        for d in scene.dots:
            marker(self._pixels, self._map(d.at), d.origin, radius)
        letterer = Letterer(self._frame, self._text_per_stature * scene.stature_px * self._scale, radius, self._words)
        layout = letterer.lay_out(
            [(label, self._map(label.at)) for label in scene.labels],
            dots=[self._map(d.at) for d in scene.dots],
            strokes=[p for line in scene.lines for p in samples([self._map(q) for q in line.points], 1.5 * radius)],
            origins=[origin for origin in Origin if any(d.origin is origin for d in scene.dots)],
        )
        letterer.write(self._pixels, layout)
        return layout

    def _map(self, point: Point) -> Point:
        return (point[0] - self._origin[0]) * self._scale, (point[1] - self._origin[1]) * self._scale

    def _stroke(self, line: DrawnLine, width: float) -> None:
        colour, relative, dashed = _STYLES[line.role]
        points = [self._map(p) for p in line.points]
        thickness = max(round(width * relative), 1)
        pieces = list(dashes(points, 8.0 * thickness, 5.0 * thickness)) if dashed else [points]
        haloed(self._pixels, pieces, colour, thickness, halo=max(round(0.4 * width), 1))

    def _error_ellipse(self, d: DrawnPoint, radius: float, width: float) -> None:
        """Show the 90 % region where the dot itself does not hide it."""
        major, minor = (axis * self._scale for axis in d.semi_axes_px)
        if major > 1.25 * radius:
            outline = ellipse(self._map(d.at), (major, minor), d.angle_deg)
            region(self._pixels, outline, ORIGIN_COLOURS[d.origin], thickness=max(round(0.5 * width), 1))
