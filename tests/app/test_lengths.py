"""The client's height in the app: lengths in millimetres, kept over reruns, gone with the height."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from posture_cv.domain.estimates import Unit

from .conftest import concluded_in, words

FIELD = "Client's height without shoes, cm"


@pytest.fixture
def app(app: AppTest) -> AppTest:
    """A visitor with patience: a busy machine takes its time over a photo."""
    app.default_timeout = 400
    return app


def test_lengths_appear_with_the_height_and_go_with_it(upload: Callable[..., AppTest]) -> None:
    app = upload("left_2.jpg")
    assert "Enter the client's height" in words(app)
    assert " mm<" not in words(app)
    next(one for one in app.number_input if one.label == FIELD).set_value(172.0).run()
    assert not app.exception
    assessment = concluded_in(app)
    shares = [one for one in assessment.measurements if one.unit is Unit.PERCENT_HEIGHT]
    assert [one.value for one in assessment.lengths] == pytest.approx([17.2 * one.value for one in shares])
    assert words(app).count(" mm</td>") == 2 * len(shares)
    next(one for one in app.button if one.label == "Height not known after all").click().run()
    assert not app.exception
    assert concluded_in(app).lengths == ()
    assert " mm<" not in words(app)
