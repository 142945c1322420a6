"""Labels and the key of point shapes, set in Pillow's own typeface (no font file, no network)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from posture_cv.domain.errors import ReportError
from posture_cv.domain.landmarks import Origin
from posture_cv.domain.messages import message
from posture_cv.overlay.placement import Box, place
from posture_cv.overlay.strokes import INK, WHITE, haloed, marker
from posture_cv.words.figures import MINUS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from PIL import ImageDraw, ImageFont

    from posture_cv.domain.messages import Message
    from posture_cv.overlay.scene import Label, Point
    from posture_cv.words import Words

_SMALL = 0.82
_SMALLEST_TEXT_PX = 11.0
_KEY_ROW = 1.35
_PANEL_OPACITY = 205


@dataclass(frozen=True, slots=True)
class Layout:
    """Labels with the point and the box they got, and the key's box."""

    labels: tuple[tuple[Label, Point, Box], ...]
    key: Box
    origins: tuple[Origin, ...]


class Letterer:
    """Lays out and writes the letters of one picture.

    Parameters
    ----------
    frame
        Where letters may stand, picture pixels.
    text_px
        Height of a measure's letters.
    radius
        Radius of a landmark's dot, picture pixels.
    words
        Says the labels and the key.
    """

    def __init__(self, frame: Box, text_px: float, radius: float, words: Words) -> None:
        from PIL import ImageFont

        self._origin_words = {origin: words.text(f"overlay.origin.{origin}") for origin in Origin}
        self._words = words
        self._text_px, self._radius = max(text_px, _SMALLEST_TEXT_PX), radius
        self._frame = frame.grown(-0.4 * self._text_px)
        self._large = _truetype(ImageFont.load_default(size=self._text_px))
        self._small = _truetype(ImageFont.load_default(size=max(_SMALL * self._text_px, _SMALLEST_TEXT_PX)))

    def lay_out(
        self, labels: Sequence[tuple[Label, Point]], *, dots: Sequence[Point], strokes: Sequence[Point], origins: Sequence[Origin]
    ) -> Layout:
        """Find a place for each label: measures first, nothing on top of dots, the key or each other where there is room."""
        reach = 1.5 * self._radius
        taken = [Box(x - reach, y - reach, x + reach, y + reach) for x, y in dots]
        key = self._key_box(origins, taken, strokes)
        taken.append(key)
        placed: list[tuple[Label, Point, Box]] = []
        for label, at in sorted(labels, key=lambda pair: not pair[0].boxed):
            size = self._size(label)
            box = place(at, size, toward=label.toward, frame=self._frame, taken=taken, avoid=strokes, line_height=self._text_px)
            taken.append(box.grown(0.1 * self._text_px))
            placed.append((label, at, box))
        return Layout(tuple(placed), key, tuple(origins))

    def write(self, pixels: NDArray[np.uint8], layout: Layout) -> None:
        """Write a layout onto the picture, in place."""
        from PIL import Image, ImageDraw

        for label, at, box in layout.labels:
            end = box.nearest(at)
            if label.boxed and math.dist(at, end) > 1.2 * self._text_px:
                haloed(pixels, [[at, end]], WHITE, thickness=max(round(0.07 * self._text_px), 1), halo=1)
        image = Image.fromarray(pixels)
        draw = ImageDraw.Draw(image, "RGBA")
        for label, _, box in layout.labels:
            self._write_label(draw, label, box)
        rows = self._key_rows(layout)
        if rows:
            _panel(draw, layout.key, 0.35 * self._text_px)
        for (x, y), origin in rows:
            draw.text((x + 2.2 * self._radius, y), self._origin_words[origin], font=self._small, fill=WHITE, anchor="lm")
        pixels[:] = np.asarray(image)
        for at, origin in rows:
            marker(pixels, at, origin, self._radius)

    def _write_label(self, draw: ImageDraw.ImageDraw, label: Label, box: Box) -> None:
        centre = ((box.left + box.right) / 2.0, (box.top + box.bottom) / 2.0)
        if label.boxed:
            _panel(draw, box, 0.4 * self._text_px)
            draw.text(centre, self._drawn(label.text), font=self._large, fill=WHITE, anchor="mm")
        else:
            stroke = max(round(0.12 * self._small.size), 1)
            draw.text(
                centre, _spaced(self._drawn(label.text)), font=self._small, fill=WHITE, anchor="mm", stroke_width=stroke, stroke_fill=INK
            )

    def _drawn(self, text: Message) -> str:
        """The text in letters that Pillow's typeface has: it has no minus."""
        return self._words.say(text).replace(MINUS, "-")

    def _size(self, label: Label) -> tuple[float, float]:
        font = self._large if label.boxed else self._small
        pad = 0.45 * font.size if label.boxed else 0.12 * font.size
        words = self._drawn(label.text)
        text = words if label.boxed else _spaced(words)
        return font.getlength(text) + 2.0 * pad, (1.75 if label.boxed else 1.15) * font.size

    def _key_box(self, origins: Sequence[Origin], dots: Sequence[Box], strokes: Sequence[Point]) -> Box:
        """Lower corner where the key covers least."""
        words = max((self._small.getlength(self._origin_words[o]) for o in origins), default=0.0)
        width = words + 3.6 * self._radius + 1.0 * self._text_px
        height = (len(origins) * _KEY_ROW + 0.5) * self._text_px
        gap = 0.1 * self._text_px
        f = self._frame
        corners = (
            Box(f.left + gap, f.bottom - gap - height, f.left + gap + width, f.bottom - gap),
            Box(f.right - gap - width, f.bottom - gap - height, f.right - gap, f.bottom - gap),
        )
        return min(corners, key=lambda box: sum(box.overlap(d) for d in dots) + sum(box.holds(p) for p in strokes))

    def _key_rows(self, layout: Layout) -> list[tuple[Point, Origin]]:
        x = layout.key.left + 0.4 * self._text_px + 1.4 * self._radius
        tops = (layout.key.top + (0.25 + _KEY_ROW * (i + 0.5)) * self._text_px for i in range(len(layout.origins)))
        return [((x, y), origin) for y, origin in zip(tops, layout.origins, strict=True)]


def _spaced(text: str) -> str:
    """Widen word spaces: the halo eats into the narrow ones of this typeface."""
    return text.replace(" ", "  ")


def _panel(draw: ImageDraw.ImageDraw, box: Box, radius: float) -> None:
    draw.rounded_rectangle((box.left, box.top, box.right, box.bottom), radius=radius, fill=(*INK, _PANEL_OPACITY))


def _truetype(font: ImageFont.FreeTypeFont | ImageFont.ImageFont) -> ImageFont.FreeTypeFont:
    """Pillow built without FreeType falls back to a bitmap font that has no sizes."""
    from PIL import ImageFont

    if not isinstance(font, ImageFont.FreeTypeFont):
        raise ReportError(message("report.no_letters"), message("report.reinstall_pillow"))
    return font
