"""Overlays of the sample people, as the program sees them."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from posture_cv.overlay.canvas import Canvas
from posture_cv.overlay.frontal import frontal_scene
from posture_cv.overlay.lateral import lateral_scene
from posture_cv.overlay.placement import Box
from posture_cv.overlay.scene import PhotoMarks
from posture_cv.wiring import words_in

if TYPE_CHECKING:
    from posture_cv.wiring import Assessor

SAMPLES = sorted((Path(__file__).resolve().parents[3] / "sample_images").glob("*.jpg"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_letters_lie_inside_the_photo_and_clear_of_each_other(assessor: Assessor, path: Path) -> None:
    seen = assessor.observe(assessor.read(path))
    measures = assessor.instruments.knowledge.measures
    marks = PhotoMarks.of(assessor.conclude([seen]), 0)
    pixels = seen.photo.pixels.copy()
    frame = Box(0.0, 0.0, float(seen.photo.width_px), float(seen.photo.height_px))
    scene = lateral_scene(marks, measures) if marks.photo.view.is_lateral else frontal_scene(marks, measures)
    layout = Canvas(pixels, origin=(0.0, 0.0), scale=1.0, frame=frame, words=words_in("en")).paint(scene)
    boxes = [box for _, _, box in layout.labels]
    assert len(boxes) >= 5
    for box in (*boxes, layout.key):
        assert box.overlap(frame) == pytest.approx((box.right - box.left) * (box.bottom - box.top))
    overlapping = [(a.overlap(b)) for a, b in combinations([*boxes, layout.key], 2) if a.overlap(b) > 0.0]
    assert overlapping == []
