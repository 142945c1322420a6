"""Hatches, so that the map reads in grey: dense diagonals, wide level bars, upright lines, crossed lines; stipple for referral zones."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from posture_cv.bodymap.marks import MapMark
from posture_cv.bodymap.palette import MapPalette

# Lines of one tile: (x1, y1, x2, y2), tile side, stroke width. Lines run past the tile so that neighbours join.
_TILES: dict[MapMark, tuple[float, float, tuple[tuple[float, float, float, float], ...]]] = {
    MapMark.SHORTENED: (5.0, 1.2, ((-1.0, 6.0, 6.0, -1.0), (-1.0, 1.0, 1.0, -1.0), (4.0, 6.0, 6.0, 4.0))),
    MapMark.LENGTHENED: (8.0, 1.7, ((-1.0, 4.0, 9.0, 4.0),)),
    MapMark.NAMED: (6.0, 1.4, ((3.0, -1.0, 3.0, 7.0),)),
    MapMark.CONFLICT: (7.0, 1.1, ((-1.0, -1.0, 8.0, 8.0), (-1.0, 8.0, 8.0, -1.0))),
}

_STIPPLE = ((1.4, 1.5, 0.85), (5.2, 3.4, 0.95), (2.6, 5.9, 0.9), (6.9, 7.2, 0.75))
_STIPPLE_SIDE = 8.0


def hatch_id(prefix: str, name: str, *, inset: bool) -> str:
    """Identifier of the hatch at the figure's or at the enlarged neck's scale."""
    return f"{prefix}-hatch-{name}{'-inset' if inset else ''}"


def add_patterns(defs: Element, prefix: str, palette: MapPalette, inset_zoom: float) -> None:
    """Define every hatch twice, so that the enlarged neck carries it at the same density as the figure."""
    for inset in (False, True):
        scale = 1.35 / inset_zoom if inset else 1.0
        for mark, (side, width, lines) in _TILES.items():
            tile = _pattern(defs, hatch_id(prefix, mark, inset=inset), side, scale)
            inks = palette.marks[mark]
            SubElement(tile, "rect", {"width": _n(side), "height": _n(side), "fill": inks.ground})
            for x1, y1, x2, y2 in lines:
                ends = {"x1": _n(x1), "y1": _n(y1), "x2": _n(x2), "y2": _n(y2)}
                SubElement(tile, "line", ends | {"stroke": inks.hatch, "stroke-width": _n(width)})
        tile = _pattern(defs, hatch_id(prefix, "referral", inset=inset), _STIPPLE_SIDE, scale)
        for x, y, radius in _STIPPLE:
            SubElement(tile, "circle", {"cx": _n(x), "cy": _n(y), "r": _n(radius), "fill": palette.referral})


def _pattern(defs: Element, identifier: str, side: float, scale: float) -> Element:
    size = {"width": _n(side), "height": _n(side), "patternUnits": "userSpaceOnUse"}
    return SubElement(defs, "pattern", {"id": identifier} | size | {"patternTransform": f"scale({scale:.4f})"})


def _n(value: float) -> str:
    return f"{value:g}"
