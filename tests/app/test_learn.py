"""The Learn page."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from streamlit.testing.v1 import AppTest

from posture_cv.domain.regions import Region
from posture_cv.knowledge import load
from posture_cv.ui.components.cards_figure import figure_svg
from posture_cv.ui.engine import assessor
from posture_cv.ui.theme import LIGHT
from posture_cv.wiring import words_in

from .conftest import labels, words

SAY = words_in("en").say


def test_every_measure_and_technique_has_its_card(app: AppTest) -> None:
    app.switch_page("screens/learn.py").run()
    assert not app.exception
    assert app.title[0].value == "What the numbers mean"
    techniques = assessor().instruments.knowledge.techniques
    assert len(app.expander) == len(assessor().instruments.knowledge.measures) + len(techniques)
    assert any(label.startswith("**Craniovertebral angle**") for label in labels(app.expander))
    assert any(label.startswith(f"**{SAY(techniques[0].title)}**") for label in labels(app.expander))
    assert "<dt>Know before use</dt>" in words(app)
    assert "4 m, at least 3 m" in words(app)


def test_every_muscle_can_be_chosen_by_name_and_shows_its_card(app: AppTest) -> None:
    app.switch_page("screens/learn.py").run()
    knowledge = assessor().instruments.knowledge
    chooser = app.selectbox[0]
    assert sorted(chooser.options) == sorted(SAY(row.name) for row in knowledge.muscles)
    chooser.set_value("levator_scapulae").run()
    assert not app.exception
    assert "<h2>Levator scapulae</h2>" in words(app)
    assert "<dt>Where it may be felt</dt>" in words(app)


def test_a_complaint_shows_what_to_rule_out_first_and_opens_its_muscles(app: AppTest) -> None:
    app.switch_page("screens/learn.py").run()
    knowledge = assessor().instruments.knowledge
    chooser = app.selectbox[1]
    assert list(chooser.options) == [SAY(row.title) for row in knowledge.conditions]
    chooser.set_value("whiplash").run()
    assert not app.exception
    page = words(app)
    assert "<h2>Whiplash-associated disorder</h2>" in page
    assert '<dt class="pcv-first">Before anything else</dt>' in page
    assert '<dt class="pcv-first">First rule out</dt>' in page
    assert page.index("First rule out") < page.index("Not ours: refer") < page.index("Muscles to examine")
    next(button for button in app.button if button.label == "Deep neck flexors (longus colli and capitis)").click().run()
    assert not app.exception
    assert "<h2>Deep neck flexors (longus colli and capitis)</h2>" in words(app)


def test_the_story_of_the_therapy_is_told_with_its_grades(app: AppTest) -> None:
    app.switch_page("screens/learn.py").run()
    page = words(app).partition("<h2>Neuromuscular therapy (NMT)</h2>")[2]
    chapters = [f"<dt>{SAY(row.title)}</dt>" for row in load().chapters[1:]]
    assert [page.index(chapter) for chapter in chapters] == sorted(page.index(chapter) for chapter in chapters)
    assert "Toxins. Not supported" in page


def test_every_measure_has_a_definition_figure_that_parses() -> None:
    for row in load().measures:
        root = ET.fromstring(figure_svg(row, LIGHT))  # noqa: S314 our own drawing
        assert root.get("viewBox")
        assert root.findall(".//{*}line")


def test_each_measure_belongs_to_one_region() -> None:
    placed = [row.name for region in Region for row in load().measures_of(region)]
    assert sorted(placed) == sorted(row.name for row in load().measures)


def test_results_survive_a_visit_to_the_learn_page(app: AppTest) -> None:
    app.button[0].click().run()
    app.switch_page("screens/learn.py").run()
    app.switch_page("screens/assess.py").run()
    assert not app.exception
    assert app.tabs[0].label == "Findings"
