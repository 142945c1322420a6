"""Values under the finger, reckoned by a real Chromium and by Python."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest

from posture_cv.domain.landmarks import LandmarkName
from posture_cv.domain.measures import MeasureKind
from posture_cv.domain.views import BodySide
from posture_cv.knowledge import load
from posture_cv.measures.recipe import Recipe
from posture_cv.ui.editor import DragMeasure, dragged_value

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

AT = ((310.0, 120.5), (282.0, 333.0), (301.0, 610.0), (250.0, 640.0))
PLACES = tuple((name, BodySide.LEFT) for name in (LandmarkName.TRAGUS, LandmarkName.ACROMION, LandmarkName.KNEE, LandmarkName.MALLEOLUS))


@pytest.mark.parametrize("kind", [kind for kind in MeasureKind if kind is not MeasureKind.CURVE])
def test_the_browser_reckons_as_python_does(chromium: Browser, kind: MeasureKind) -> None:
    source = (files("posture_cv.ui.editor") / "frontend" / "geometry.js").read_text(encoding="utf-8")
    tab = chromium.new_page()
    for outward, away, upward, turn, roll_deg in ((1, 1, 1, 1, 0.0), (-1, -1, 1, -1, 5.0), (1, -1, -1, 1, -8.0)):
        row = replace(load().measures[0], kind=kind, upward=upward, turn=turn)
        recipe = Recipe(row=row, side=BodySide.LEFT, places=PLACES[: kind.places], away=away)
        dragged = DragMeasure(recipe=recipe, label="", outward=outward)
        points = dict(zip(dragged.points, AT, strict=False))
        sent = {"kind": kind, "points": dragged.points, "outward": outward, "away": away, "upward": upward, "turn": turn}
        arguments = json.dumps([sent, points, roll_deg, 900.0])
        value = tab.evaluate(f"new Function({json.dumps(source)} + ';return draggedValue(...' + {json.dumps(arguments)} + ')')()")
        assert value == pytest.approx(dragged_value(dragged, points, roll_deg=roll_deg, stature_px=900.0), abs=1e-9)
    tab.close()
