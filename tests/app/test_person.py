"""Sex and age in the app: asked once, kept over reruns, choosing whom the values are compared with."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from posture_cv.domain.person import UNSTATED, Person, Sex

from .conftest import concluded_in, visit_of, words


@pytest.fixture
def app(app: AppTest) -> AppTest:
    """A visitor with patience: a busy machine takes its time over a photo."""
    app.default_timeout = 400
    return app


def test_sex_and_age_choose_the_people_compared_with(upload: Callable[..., AppTest]) -> None:
    app = upload("client_before_left.jpg")
    assert concluded_in(app).person == UNSTATED
    assert "women and men together" in words(app)
    next(one for one in app.button_group if one.label == "Sex").set_value("male").run()
    next(one for one in app.number_input if one.label == "Age in years").set_value(30).run()
    assert not app.exception
    assert visit_of(app).visit.person == Person(sex=Sex.MALE, age=30)
    assert concluded_in(app).person == Person(sex=Sex.MALE, age=30)
    assert " of men<" in words(app)
    next(one for one in app.button if one.label == "Not stated after all").click().run()
    assert not app.exception
    assert visit_of(app).visit.person == UNSTATED
    assert next(one for one in app.number_input if one.label == "Age in years").value is None


def test_a_stated_age_answers_the_questions_about_it(upload: Callable[..., AppTest]) -> None:
    app = upload("client_before_left.jpg")

    def state(age: int) -> None:
        next(one for one in app.number_input if one.label == "Age in years").set_value(age).run()
        assert not app.exception

    def open_sheet() -> None:
        app.button_group(key="part").set_value("worksheet").run()
        assert not app.exception

    def asked(question: str) -> tuple[object, bool]:
        field = next(one for one in app.button_group if one.label == question)
        return field.value, field.disabled

    open_sheet()
    assert asked("Aged 65 or over?") == (None, False)
    assert "From the age stated." not in words(app)
    state(67)
    assert asked("Aged 50 or over?") == (True, True)
    assert asked("Aged 65 or over?") == (True, True)
    assert asked("Younger than 18?") == (False, True)
    assert words(app).count("From the age stated.") == 4
    state(55)
    assert asked("Aged 50 or over?") == (True, True)
    assert asked("Aged 65 or over?") == (False, True)
    next(one for one in app.button if one.label == "Not stated after all").click().run()
    assert asked("Aged 65 or over?") == (None, False)
    assert visit_of(app).visit.sheet.answers == {}
