"""Editor and number table on a Streamlit page without a browser."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest


def page() -> None:
    import numpy as np
    import streamlit as st

    from posture_cv.domain.landmarks import LandmarkName
    from posture_cv.domain.views import BodySide
    from posture_cv.ui.editor import Edit, Handle, landmark_editor, landmark_table

    picture = np.zeros((300, 200, 3), dtype=np.uint8)
    handles = [
        Handle(name=LandmarkName.C7, side=BodySide.MIDLINE, label="C7", at_px=(100.0, 50.0)),
        Handle(name=LandmarkName.ASIS, side=BodySide.LEFT, label="ASIS, left", at_px=None),
    ]

    def keep(edit: Edit) -> None:
        st.session_state["kept"] = edit

    edit = st.session_state.get("kept", Edit(picture="a photo"))
    st.session_state["returned"] = landmark_editor(picture, handles, edit, key="editor", on_change=keep)
    landmark_table(handles, edit, key="table", size_px=(200, 300), on_change=keep)


@pytest.fixture
def at() -> AppTest:
    return AppTest.from_function(page, default_timeout=30).run()


def number(at: AppTest, label: str) -> object:
    return next(field for field in at.number_input if field.label == label)


def choice(at: AppTest, label: str) -> object:
    return next(field for field in at.selectbox if field.label == label)


def kept(at: AppTest) -> object:
    return at.session_state["kept"]


def test_nothing_done_is_no_edit(at: AppTest) -> None:
    assert not at.exception
    assert at.session_state["returned"].sequence == 0
    assert at.session_state["returned"].corrections.is_untouched


def test_a_number_typed_moves_the_point_and_keeps_what_it_was(at: AppTest) -> None:
    number(at, "C7: from the left edge, px").set_value(103.0).run()
    number(at, "C7: from the top edge, px").set_value(54.0).run()
    (point,) = kept(at).corrections.points
    assert (point.automatic_px, point.final_px, point.status, point.distance_px) == ((100.0, 50.0), (103.0, 54.0), "moved", 5.0)
    assert at.session_state["returned"] == kept(at)
    assert not at.exception


def test_a_point_is_placed_once_both_numbers_are_there(at: AppTest) -> None:
    number(at, "ASIS, left: from the left edge, px").set_value(80.0).run()
    assert "kept" not in at.session_state
    number(at, "ASIS, left: from the top edge, px").set_value(150.0).run()
    (point,) = kept(at).corrections.points
    assert (point.automatic_px, point.final_px, point.status) == (None, (80.0, 150.0), "placed")


def test_confirm_and_back_to_automatic(at: AppTest) -> None:
    choice(at, "C7: how sure").set_value("confirmed").run()
    (point,) = kept(at).corrections.points
    assert (point.final_px, point.status) == ((100.0, 50.0), "confirmed")
    choice(at, "C7: how sure").set_value("as_is").run()
    assert kept(at).corrections.points == ()
    assert number(at, "C7: from the left edge, px").value == 100.0


def test_an_unsure_point_stays_unsure_when_it_is_moved(at: AppTest) -> None:
    choice(at, "C7: how sure").set_value("unsure").run()
    number(at, "C7: from the left edge, px").set_value(110.0).run()
    (point,) = kept(at).corrections.points
    assert (point.final_px, point.status) == ((110.0, 50.0), "unsure")


def test_every_field_of_the_table_says_which_point_it_is(at: AppTest) -> None:
    labels = [field.label for field in (*at.number_input, *at.selectbox)]
    assert len(labels) == len(set(labels)) == 6
    assert all(label.startswith(("C7: ", "ASIS, left: ")) for label in labels)
