"""Points placed by hand by numbers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from posture_cv.assets.samples import samples
from posture_cv.domain.estimates import MeasureName
from posture_cv.domain.landmarks import LandmarkName, Origin

SAMPLE = next(sample for sample in samples() if sample.path.name == "left_2.jpg")


@pytest.fixture
def lateral(upload: Callable[..., AppTest]) -> AppTest:
    return upload("left_2.jpg")


def choose(at: AppTest, words: str) -> None:
    box = next(box for box in at.selectbox if box.label == "Point")
    box.select_index(next(place for place, option in enumerate(box.options) if option.startswith(words))).run()


def place(at: AppTest, x_px: float, y_px: float) -> None:
    for label, value in (("From the left edge, px", x_px), ("From the top edge, px", y_px)):
        next(field for field in at.number_input if field.label == label).set_value(value).run()


def measured(at: AppTest, name: MeasureName) -> float | None:
    taken = at.session_state["posture_cv"].concluded[1].measurements
    return next((one.value for one in taken if one.name is name), None)


def test_moving_c7_moves_the_craniovertebral_angle_without_looking_again(lateral: AppTest) -> None:
    before = measured(lateral, MeasureName.CRANIOVERTEBRAL_ANGLE)
    looked = dict(lateral.session_state["posture_cv"].looks)
    choose(lateral, "C7")
    y = next(field for field in lateral.number_input if field.label == "From the top edge, px")
    y.set_value(y.value + 20.0).run()
    assert not lateral.exception
    # C7 lower on the photo: the line to the ear rises more steeply
    assert measured(lateral, MeasureName.CRANIOVERTEBRAL_ANGLE) > before + 5.0
    assert all(lateral.session_state["posture_cv"].looks[look] is seen for look, seen in looked.items())


def test_asis_and_psis_placed_by_hand_give_the_pelvic_tilt_of_the_known_person(lateral: AppTest) -> None:
    assert measured(lateral, MeasureName.PELVIC_TILT) is None
    for words, key in (("ASIS", "left_asis"), ("PSIS", "left_psis")):
        choose(lateral, words)
        place(lateral, *SAMPLE.landmarks[key])
    assert measured(lateral, MeasureName.PELVIC_TILT) == pytest.approx(SAMPLE.truth["pelvic_tilt"], abs=6.0)


def test_a_point_can_be_taken_back_to_where_it_was_found(lateral: AppTest) -> None:
    before = measured(lateral, MeasureName.CRANIOVERTEBRAL_ANGLE)
    choose(lateral, "C7")
    field = next(field for field in lateral.number_input if field.label == "From the top edge, px")
    found_at = field.value
    field.set_value(found_at + 20.0).run()
    next(button for button in lateral.button if button.label == "Back to automatic").click().run()
    assert measured(lateral, MeasureName.CRANIOVERTEBRAL_ANGLE) == before
    assert next(field for field in lateral.number_input if field.label == "From the top edge, px").value == found_at


def test_confirming_a_point_gives_it_a_human_hands_error(lateral: AppTest) -> None:
    choose(lateral, "C7")
    next(button for button in lateral.button if button.label == "Place here by hand").click().run()
    landmarks = lateral.session_state["posture_cv"].concluded[1].landmarks
    assert next(point for point in landmarks if point.name is LandmarkName.C7).origin is Origin.MARKED
