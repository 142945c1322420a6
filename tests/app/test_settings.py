"""The Settings page."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from .conftest import concluded_in, labels, visit_of, words


def settings(at: AppTest) -> AppTest:
    at.switch_page("screens/settings.py").run()
    assert not at.exception
    return at


def assess(at: AppTest) -> AppTest:
    at.switch_page("screens/assess.py").run()
    assert not at.exception
    return at


def test_spanish_is_spoken_on_every_page_and_english_again(app: AppTest) -> None:
    settings(app).button_group[0].set_value("es").run()
    assert app.title[0].value == "Ajustes"
    assess(app)
    assert app.title[0].value == "La postura, medida en una foto"
    app.button[0].click().run()
    assert not app.exception
    assert labels(app.tabs)[:2] == ["Hallazgos", "Medidas"]
    app.switch_page("screens/learn.py").run()
    assert not app.exception
    assert app.title[0].value == "Qué significan los números"
    settings(app).button_group[0].set_value("en").run()
    assert app.title[0].value == "Settings"


def test_what_stays_in_english_is_said(app: AppTest) -> None:
    assert any("in English in every language" in note.value for note in settings(app).caption)


def test_faces_are_blurred_from_the_start_in_every_later_visit(app: AppTest) -> None:
    settings(app).toggle[0].set_value(True).run()
    assess(app).button[0].click().run()
    assert next(switch for switch in app.toggle if switch.label == "Blur face").value
    next(button for button in app.button if button.label == "Start over").click().run()
    assert visit_of(app).blur_face


def test_fewer_passes_look_again_and_are_written_into_the_provenance(app: AppTest) -> None:
    app.button[0].click().run()
    assert concluded_in(app).provenance.passes == 6
    settings(app).select_slider[0].set_value(1).run()
    assess(app)
    assert concluded_in(app).provenance.passes == 1
    assert "| Passes per photo | 1 |" in words(app)
