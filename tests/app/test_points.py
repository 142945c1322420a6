"""Points corrected by hand by numbers, and what a correction made in the picture does to the results."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from posture_cv.assets.samples import samples
from posture_cv.corrections import History
from posture_cv.domain.corrections import Aim, Corrections, PointCorrection, PointStatus
from posture_cv.domain.estimates import MeasureName
from posture_cv.domain.landmarks import LandmarkName, Origin
from posture_cv.domain.photo import VerticalLine
from posture_cv.domain.views import BodySide, View
from posture_cv.visit import VisitPhoto

from .conftest import concluded_in, visit_of, words

SAMPLE = next(sample for sample in samples() if sample.path.name == "left_2.jpg")
NOW = "2026-01-05T10:00:00+00:00"


@pytest.fixture
def lateral(upload: Callable[..., AppTest]) -> AppTest:
    at = upload("left_2.jpg")
    return show(at, "numbers")


def show(at: AppTest, pane: str) -> AppTest:
    next(group for group in at.button_group if group.key.startswith("pane-")).set_value(pane).run()
    assert not at.exception
    return at


def set_by_hand(at: AppTest, corrections: Corrections) -> None:
    page = visit_of(at)
    page.visit = page.visit.with_history(1, History(now=corrections, revision=1))


def entry_of(at: AppTest) -> VisitPhoto:
    return visit_of(at).visit.photos[0]


def field(at: AppTest, words: str) -> object:
    return next(field for field in at.number_input if field.label.startswith(words))


def place(at: AppTest, point: str, x_px: float, y_px: float) -> None:
    for label, value in ((f"{point}: from the left", x_px), (f"{point}: from the top", y_px)):
        field(at, label).set_value(value).run()


def measured(at: AppTest, name: MeasureName) -> float | None:
    taken = concluded_in(at).measurements
    return next((one.value for one in taken if one.name is name), None)


def test_moving_c7_moves_the_craniovertebral_angle_without_looking_again(lateral: AppTest) -> None:
    before = measured(lateral, MeasureName("craniovertebral_angle"))
    looked = dict(visit_of(lateral).album.outcomes)
    y = field(lateral, "C7 spinous process: from the top")
    y.set_value(y.value + 20.0).run()
    assert not lateral.exception
    # C7 lower on the photo: the line to the ear rises more steeply
    assert measured(lateral, MeasureName("craniovertebral_angle")) > before + 5.0
    assert all(visit_of(lateral).album.outcomes[look] is seen for look, seen in looked.items())
    assert "What your corrections change:" in words(lateral)
    assert "Craniovertebral angle" in words(lateral).split("What your corrections change:")[1]


def test_a_correction_is_listed_and_signed_even_afterwards(lateral: AppTest) -> None:
    y = field(lateral, "C7 spinous process: from the top")
    y.set_value(y.value + 20.0).run()
    assert "C7 spinous process: moved 20 px" in words(lateral).split("Set by hand:")[1]
    assert "By " not in words(lateral).split("Set by hand:")[1]
    next(each for each in lateral.text_input if each.label == "Your name or initials").set_value("R. Example").run()
    assert not lateral.exception
    assert "By R. Example, " in words(lateral).split("Set by hand:")[1]
    assert [point.correction.by for point in concluded_in(lateral).landmarks if point.correction] == ["R. Example"]


def test_the_vertical_can_be_drawn_by_numbers(lateral: AppTest) -> None:
    next(toggle for toggle in lateral.toggle if toggle.label == "True vertical").set_value(True).run()
    top = field(lateral, "True vertical, upper end: from the left")
    top.set_value(top.value + 30.0).run()
    assert not lateral.exception
    height = field(lateral, "True vertical, lower end: from the top").value - field(lateral, "True vertical, upper end: from the top").value
    roll = concluded_in(lateral).photos[0].quality.roll
    assert roll.referenced
    assert roll.roll_deg == pytest.approx(math.degrees(math.atan2(30.0, height)), abs=0.01)


def test_asis_and_psis_placed_by_hand_give_the_pelvic_tilt_of_the_known_person(lateral: AppTest) -> None:
    for point, key in (("ASIS, left", "left_asis"), ("PSIS, left", "left_psis")):
        place(lateral, point, *SAMPLE.landmarks[key])
    assert measured(lateral, MeasureName("pelvic_tilt")) == pytest.approx(SAMPLE.truth["pelvic_tilt"], abs=6.0)


def test_all_points_go_back_to_where_they_were_found(lateral: AppTest) -> None:
    before = measured(lateral, MeasureName("craniovertebral_angle"))
    y = field(lateral, "C7 spinous process: from the top")
    found_at = y.value
    y.set_value(found_at + 20.0).run()
    next(button for button in lateral.button if button.label == "All points back to automatic").click().run()
    assert measured(lateral, MeasureName("craniovertebral_angle")) == before
    assert field(lateral, "C7 spinous process: from the top").value == found_at
    assert "What your corrections change:" not in words(lateral)


def test_confirming_a_point_marks_it(lateral: AppTest) -> None:
    box = next(box for box in lateral.selectbox if box.label == "C7 spinous process: how sure")
    box.set_value("confirmed").run()
    landmarks = concluded_in(lateral).landmarks
    assert next(point for point in landmarks if point.name is LandmarkName.C7).origin is Origin.MARKED


def test_corrections_survive_a_visit_to_another_page_and_another_photo(lateral: AppTest) -> None:
    y = field(lateral, "C7 spinous process: from the top")
    y.set_value(y.value + 20.0).run()
    corrected = measured(lateral, MeasureName("craniovertebral_angle"))
    lateral.switch_page("screens/learn.py").run()
    lateral.switch_page("screens/assess.py").run()
    assert not lateral.exception
    assert measured(lateral, MeasureName("craniovertebral_angle")) == corrected
    assert show(lateral, "numbers")
    assert field(lateral, "C7 spinous process: from the top").value == pytest.approx(
        entry_of(lateral).corrections.points[0].final_px[1], abs=0.05
    )


def test_a_drawn_vertical_is_the_cameras_roll(upload: Callable[..., AppTest]) -> None:
    at = show(upload("left_2.jpg"), "points")
    # 100 px down, 5 px to the left: the scene leans right at its top by atan(0.05)
    line = VerticalLine(top_px=(205.0, 100.0), bottom_px=(200.0, 200.0), at=NOW)
    set_by_hand(at, Corrections(vertical=line))
    at.run()
    assert not at.exception
    assert concluded_in(at).photos[0].quality.roll.roll_deg == pytest.approx(2.862, abs=0.01)


def test_a_vertical_that_cannot_be_one_is_said_and_left_out(upload: Callable[..., AppTest]) -> None:
    at = upload("left_2.jpg")
    lying = VerticalLine(top_px=(100.0, 100.0), bottom_px=(300.0, 110.0), at=NOW)
    set_by_hand(at, Corrections(vertical=lying))
    at.run()
    assert not at.exception
    assert len(at.error) == 1
    assert concluded_in(at).measurements


def test_another_view_forgets_what_was_done_to_the_points(upload: Callable[..., AppTest]) -> None:
    at = upload("front_2.jpg")
    point = PointCorrection(
        name=LandmarkName.ACROMION, side=BodySide.LEFT, automatic_px=None, final_px=(400.0, 300.0), status=PointStatus.PLACED, at=NOW
    )
    set_by_hand(at, Corrections(points=(point,)))
    next(box for box in at.selectbox if box.label.startswith("View")).select_index(3).run()
    assert entry_of(at).corrections == Corrections(aim=Aim(view=View.FRONT))
