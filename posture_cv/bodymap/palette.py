"""Colours of the two themes, and the hatches that say the same without colour.

Vermilion, blue and yellow after Okabe and Ito's colour-blind-safe set; in grey they differ in lightness and in hatch.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from posture_cv.bodymap.marks import MapMark

Theme = Literal["light", "dark"]


@dataclass(frozen=True, slots=True)
class Inks:
    """Ground, hatch and outline of one mark."""

    ground: str
    hatch: str
    edge: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPalette:
    """All colours of one theme, sRGB hex."""

    page: str
    panel: str
    text: str
    soft_text: str
    skin: str
    skin_edge: str
    context: str
    rest: str
    rest_edge: str
    fibre: str
    bone: str
    referral: str
    ring: str
    marks: dict[MapMark, Inks]


PALETTES: dict[Theme, MapPalette] = {
    "light": MapPalette(
        page="#ffffff",
        panel="#f7f5f2",
        text="#1d252d",
        soft_text="#4a5560",
        skin="#f0e8df",
        skin_edge="#83766b",
        context="#e6dad0",
        rest="#dccbbf",
        rest_edge="#a8917f",
        fibre="#bfa898",
        bone="#faf6ee",
        referral="#a3134f",
        ring="#111820",
        marks={
            MapMark.SHORTENED: Inks("#f6a377", "#9a3408", "#7a2600"),
            MapMark.LENGTHENED: Inks("#9ccbee", "#08519c", "#083d77"),
            MapMark.NAMED: Inks("#d9c7ec", "#5b2a86", "#4a2070"),
            MapMark.CONFLICT: Inks("#f4dd5c", "#3f3300", "#3f3300"),
        },
    ),
    "dark": MapPalette(
        page="#12161b",
        panel="#191f26",
        text="#eef2f5",
        soft_text="#b4bfc9",
        skin="#2b333c",
        skin_edge="#8794a1",
        context="#333c46",
        rest="#3c4651",
        rest_edge="#66727e",
        fibre="#525e6a",
        bone="#48535f",
        referral="#ff7fb0",
        ring="#ffffff",
        marks={
            MapMark.SHORTENED: Inks("#c9501c", "#ffe0cd", "#ffc9ab"),
            MapMark.LENGTHENED: Inks("#1f6fad", "#d6edff", "#b5defc"),
            MapMark.NAMED: Inks("#7c4fb0", "#efe3ff", "#d9c2ff"),
            MapMark.CONFLICT: Inks("#e3c32f", "#221b00", "#fff1a6"),
        },
    ),
}
