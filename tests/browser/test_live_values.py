"""The editor's live values, reckoned by a real Chromium and by Python."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest

from posture_cv.domain.estimates import MeasureName
from posture_cv.domain.views import BodySide
from posture_cv.ui.editor import LiveAngle, LiveKind, live_value

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("kind", list(LiveKind))
def test_the_browser_reckons_as_python_does(chromium: Browser, kind: LiveKind) -> None:
    source = (files("posture_cv.ui.editor") / "frontend" / "geometry.js").read_text(encoding="utf-8")
    points = {"a": (310.0, 120.5), "b": (282.0, 333.0), "c": (301.0, 610.0), "d": (250.0, 640.0)}
    tab = chromium.new_page()
    for outward, upward, turn, roll_deg in ((1, 1, 1, 0.0), (-1, 1, -1, 5.0), (1, -1, 1, -8.0)):
        angle = LiveAngle(
            name=MeasureName.KNEE_ANGLE,
            side=BodySide.LEFT,
            label="",
            kind=kind,
            points=tuple("abcd")[: {LiveKind.BEND: 3, LiveKind.SHIFT: 4}.get(kind, 2)],
            outward=outward,
            upward=upward,
            turn=turn,
        )
        sent = {"kind": kind.value, "points": list(angle.points), "outward": outward, "upward": upward, "turn": turn}
        arguments = json.dumps([sent, points, roll_deg, 900.0])
        value = tab.evaluate(f"new Function({json.dumps(source)} + ';return liveValue(...' + {json.dumps(arguments)} + ')')()")
        assert value == pytest.approx(live_value(angle, points, roll_deg=roll_deg, stature_px=900.0), abs=1e-9)
    tab.close()
