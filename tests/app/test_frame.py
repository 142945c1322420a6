"""Which way up and which way round a photo is, and a position that the photo contradicts, on the page."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
from streamlit.testing.v1 import AppTest

from posture_cv.domain.observation import Observation
from posture_cv.domain.photo import LimitationKind
from posture_cv.domain.views import Position, View
from posture_cv.validation.pictures import PACKAGED

from .conftest import SAMPLES, concluded_in, visit_of, words

Upload = Callable[..., AppTest]
SITTING = "000048_0_left.jpg"


def outcome(at: AppTest) -> Observation:
    page = visit_of(at)
    seen = page.outcome(page.visit.photos[0])
    assert isinstance(seen, Observation)
    return seen


def button(at: AppTest, start: str) -> str:
    return next(each.key for each in at.button if each.key and each.key.startswith(start))


def test_a_mirrored_photo_is_seen_from_the_other_side(upload: Upload) -> None:
    at = upload("left_2.jpg")
    assert outcome(at).view is View.LEFT
    switch = next(each for each in at.toggle if each.key and each.key.startswith("mirrored"))
    switch.set_value(True).run()
    assert outcome(at).view is View.RIGHT


def test_a_photo_on_its_side_is_measured_upright_and_says_so(upload: Upload) -> None:
    pixels = cv2.imdecode(np.frombuffer(SAMPLES["left_2.jpg"].read_bytes(), np.uint8), cv2.IMREAD_COLOR)
    at = upload(("side.png", cv2.imencode(".png", np.rot90(pixels))[1].tobytes()))
    seen = outcome(at)
    assert seen.righted == 1
    assert LimitationKind.RIGHTED in {limitation.kind for limitation in seen.quality.limitations}
    assert "was turned upright" in words(at)
    at.button(key=button(at, "turn")).click().run()
    assert (outcome(at).aim.quarter_turns, outcome(at).righted) == (1, 0)


def test_a_position_that_the_photo_contradicts_is_asked_about(upload: Upload) -> None:
    at = upload((SITTING, (PACKAGED / SITTING).read_bytes()))
    assert "seems to be sitting" in at.error[0].value
    at.button(key=button(at, "as-said")).click().run()
    assert not at.error
    assert outcome(at).position is Position.STANDING
    assert concluded_in(at) is not None
