"""The Learn page."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from posture_cv.domain.estimates import MeasureName
from posture_cv.ui.regions import MEASURES

from .conftest import labels, words


def test_every_measure_has_its_card(app: AppTest) -> None:
    app.switch_page("screens/learn.py").run()
    assert not app.exception
    assert app.title[0].value == "What the numbers mean"
    assert len(app.expander) == len(MeasureName)
    assert any(label.startswith("**Craniovertebral angle**") for label in labels(app.expander))
    assert "<dt>Know this</dt>" in words(app)
    assert "4 m, at least 3 m" in words(app)


def test_each_measure_belongs_to_one_region() -> None:
    placed = [name for names in MEASURES.values() for name in names]
    assert sorted(placed) == sorted(MeasureName)


def test_results_survive_a_visit_to_the_learn_page(app: AppTest) -> None:
    app.button[0].click().run()
    app.switch_page("screens/learn.py").run()
    app.switch_page("screens/assess.py").run()
    assert not app.exception
    assert app.tabs[0].label == "Findings"
