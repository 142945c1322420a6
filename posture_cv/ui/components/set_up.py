"""A picture of how camera and person stand to each other, drawn to scale from the protocol's own figures."""

from __future__ import annotations

from dataclasses import asdict
from html import escape
from typing import TYPE_CHECKING

from posture_cv.domain.views import View
from posture_cv.ui.components.silhouette import data_uri, standing
from posture_cv.ui.texts import text
from posture_cv.ui.theme import palette

if TYPE_CHECKING:
    from posture_cv.domain.protocol import Step

_CM_PER_M = 100.0
_PERSON_CM = 172.0
_MARGIN_CM = 75.0
_ABOVE_CM, _BELOW_CM = 215.0, 48.0
_PHONE_CM = (9.0, 17.0)
_TRIPOD_CM = 26.0
_TICK_CM = 6.0
_STYLE = (
    "text{{font:18px sans-serif;fill:{ink}}}.body{{fill:{band}}}.ground,.span{{stroke:{quiet};stroke-width:1.5}}"
    ".stand{{stroke:{quiet};stroke-width:3;stroke-linecap:round}}.phone{{fill:{ink}}}"
    ".sight{{stroke:{within};stroke-width:2;stroke-dasharray:7 5}}.plumb{{stroke:{beyond};stroke-width:2}}.bob{{fill:{beyond}}}"
)


def picture(step: Step) -> str:
    """Markup of phone on its stand, person, distance, lens height and a plumb line, seen across the camera's line of sight."""
    camera, person = 0.0, step.distance_m * _CM_PER_M
    lens = -step.lens_height_m * _CM_PER_M
    left, right = camera - 1.4 * _MARGIN_CM, person + 1.2 * _MARGIN_CM
    distance, height = (text("set_up.metres", metres=metres) for metres in (step.distance_m, step.lens_height_m))
    plumb = person + 0.9 * _MARGIN_CM
    alt = text("set_up.alt", distance=distance, height=height, least=step.least_distance_m)
    drawn = (
        _line(left, 0.0, right, 0.0, "ground"),
        _stand(camera, lens),
        f'<g class="body" transform="translate({person:.0f} 0)">{standing(View.FRONT, _PERSON_CM)}</g>',
        _line(camera + _PHONE_CM[0], lens, person, lens, "sight"),
        _line(plumb, -_ABOVE_CM + 12.0, plumb, -14.0, "plumb"),
        f'<circle class="bob" cx="{plumb:.0f}" cy="-10" r="5"/>',
        _words(plumb - 8.0, -_ABOVE_CM + 16.0, text("set_up.plumb"), anchor="end"),
        _span(camera, person, distance),
        _words(camera - 24.0, lens / 2.0, height, anchor="end"),
        _words((camera + person) / 2.0, lens - 9.0, text("set_up.level")),
    )
    style = _STYLE.format(**asdict(palette()))
    box = f"{left:.0f} {-_ABOVE_CM:.0f} {right - left:.0f} {_ABOVE_CM + _BELOW_CM:.0f}"
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}"><style>{style}</style>{"".join(drawn)}</svg>'
    return f'<img class="pcv-set-up" alt="{escape(alt)}" src="{data_uri(svg)}">'


def _stand(x: float, lens: float) -> str:
    width, height = _PHONE_CM
    legs = "".join(_line(x, lens + height / 2.0, x + spread, 0.0, "stand") for spread in (-_TRIPOD_CM, 0.0, _TRIPOD_CM))
    return f'{legs}<rect class="phone" x="{x - width / 2.0:.1f}" y="{lens - height / 2.0:.1f}" width="{width}" height="{height}" rx="2"/>'


def _span(start: float, end: float, words: str) -> str:
    """A measured distance below the ground, with a tick at either end."""
    y = 0.45 * _BELOW_CM
    ticks = "".join(_line(x, y - _TICK_CM, x, y + _TICK_CM, "span") for x in (start, end))
    return _line(start, y, end, y, "span") + ticks + _words((start + end) / 2.0, y + 22.0, words)


def _line(x1: float, y1: float, x2: float, y2: float, css_class: str) -> str:
    return f'<line class="{css_class}" x1="{x1:.0f}" y1="{y1:.0f}" x2="{x2:.0f}" y2="{y2:.0f}"/>'


def _words(x: float, y: float, words: str, *, anchor: str = "middle") -> str:
    return f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}">{escape(words)}</text>'
