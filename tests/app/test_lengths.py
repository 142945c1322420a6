"""The client's height in the app: lengths in millimetres, kept over reruns, gone with the height."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from posture_cv.domain.estimates import Unit
from posture_cv.ui.state import Visit

from .conftest import words

FIELD = "Client's height without shoes, cm"


def type_height(at: AppTest, height: float | None) -> AppTest:
    field = next(one for one in at.number_input if one.label == FIELD)
    field.set_value(height)
    at.run()
    assert not at.exception
    return at


def test_lengths_appear_with_the_height_and_go_with_it(upload: Callable[..., AppTest]) -> None:
    app = upload("left_2.jpg")
    assert "Enter the client's height" in words(app)
    assert " mm<" not in words(app)
    type_height(app, 172.0)
    visit: Visit = app.session_state["posture_cv"]
    assessment = visit.concluded[1]
    shares = [one for one in assessment.measurements if one.unit is Unit.PERCENT_HEIGHT]
    assert [one.value for one in assessment.lengths] == pytest.approx([17.2 * one.value for one in shares])
    assert words(app).count(" mm</td>") == 2 * len(shares)
    type_height(app, None)
    assert visit.concluded[1].lengths == ()
    assert " mm<" not in words(app)
