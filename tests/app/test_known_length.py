"""A known length marked on the photo gives millimetres in the app, beside or instead of a stated height."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from posture_cv.corrections import History
from posture_cv.domain.corrections import Corrections, LengthLine
from posture_cv.domain.estimates import Unit
from posture_cv.domain.known_length import KnownLength
from posture_cv.visit import VisitPhoto

from .conftest import concluded_in, visit_of, words

NOW = "2026-01-05T10:00:00+00:00"
HEIGHT = "Client's height without shoes, cm"
LENGTH, BEHIND = "Length of what you marked, cm", "How far behind the client, cm"


@pytest.fixture
def app(app: AppTest) -> AppTest:
    """A visitor with patience: a busy machine takes its time over a photo."""
    app.default_timeout = 400
    return app


@pytest.fixture
def marked(upload: Callable[..., AppTest]) -> AppTest:
    """A left side photo on the page of numbers, with a line drawn from near the floor to over the head."""
    at = upload("left_2.jpg")
    next(group for group in at.button_group if group.key.startswith("pane-")).set_value("numbers").run()
    draw(at, start_px=(100.0, 900.0), end_px=(100.0, 100.0))
    return at


def draw(at: AppTest, *, start_px: tuple[float, float], end_px: tuple[float, float]) -> None:
    line = LengthLine(start_px=start_px, end_px=end_px, at=NOW)
    page = visit_of(at)
    page.visit = page.visit.with_history(1, History(now=Corrections(known=line), revision=1))
    page.drawn[1] = 1
    at.run()
    assert not at.exception


def entry_of(at: AppTest) -> VisitPhoto:
    return visit_of(at).visit.photos[0]


def field(at: AppTest, label: str) -> object:
    return next(one for one in at.number_input if one.label == label)


def fill(at: AppTest, label: str, value: float) -> None:
    field(at, label).set_value(value).run()
    assert not at.exception


def test_typed_length_and_depth_give_millimetres_and_say_what_they_rest_on(marked: AppTest) -> None:
    assert "Type how long it is" in words(marked)
    assert concluded_in(marked).lengths == ()
    fill(marked, LENGTH, 200.0)
    beside = concluded_in(marked)
    assert beside.photos[0].known_length == KnownLength(start_px=(100.0, 900.0), end_px=(100.0, 100.0), length_cm=200.0)
    # 200 cm over 800 px
    assert beside.marked_stature.value == pytest.approx(2.5 * beside.photos[0].stature_px)
    shares = [one for one in beside.measurements if one.unit is Unit.PERCENT_HEIGHT]
    assert [one.value for one in beside.lengths] == pytest.approx([one.value * beside.marked_stature.value / 100.0 for one in shares])
    assert words(marked).count(" mm</td>") == 2 * len(shares)
    assert "Millimetres come from a known length marked in the photo." in words(marked)
    assert f"By it the client is {beside.marked_stature.value / 10.0:.0f} ± " in words(marked)
    fill(marked, BEHIND, 50.0)
    behind = concluded_in(marked).marked_stature
    assert behind.value < beside.marked_stature.value
    assert entry_of(marked).corrections.known.behind_cm == 50.0


def test_a_stated_height_is_used_and_compared(marked: AppTest) -> None:
    fill(marked, LENGTH, 200.0)
    by_mark = concluded_in(marked).marked_stature.value / 10.0
    fill(marked, HEIGHT, round(by_mark))
    assert concluded_in(marked).known_stature.value == 10.0 * round(by_mark)
    assert "agrees with the stated height" in words(marked)
    assert not marked.warning
    fill(marked, HEIGHT, round(by_mark) - 40.0)
    assert [one for one in marked.warning if "does not agree with the stated height" in one.value]


def test_what_gives_no_scale_is_said_and_left_out(marked: AppTest) -> None:
    fill(marked, LENGTH, 900.0)
    assert [one for one in marked.error if "would be" in one.value]
    assert "It gives no scale" in words(marked)
    done = concluded_in(marked)
    assert done.measurements
    assert (done.marked_stature, done.lengths, done.photos[0].known_length) == (None, (), None)


def test_all_points_back_to_automatic_takes_it_back_too(marked: AppTest) -> None:
    fill(marked, LENGTH, 200.0)
    next(one for one in marked.button if one.label == "All points back to automatic").click().run()
    assert not marked.exception
    assert entry_of(marked).corrections.known is None
    assert concluded_in(marked).lengths == ()
    assert not [one for one in marked.number_input if one.label == LENGTH]


def test_two_numbers_for_each_end_are_as_good_as_a_click(marked: AppTest) -> None:
    fill(marked, LENGTH, 160.0)
    fill(marked, "Known length, second end: from the top edge, px", 300.0)
    assert entry_of(marked).corrections.known.end_px == (100.0, 300.0)
    assert concluded_in(marked).photos[0].known_length.distance_px == 600.0
    assert entry_of(marked).corrections.known.length_cm == 160.0
    next(one for one in marked.toggle if one.label == "Known length").set_value(False).run()
    assert entry_of(marked).corrections.known is None
    next(one for one in marked.toggle if one.label == "Known length").set_value(True).run()
    assert entry_of(marked).corrections.known.length_cm is None
