"""The worksheet, the body map and the cards, from the therapist's first question to the files she takes with her."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from posture_cv.codecs.assessment import to_dict
from posture_cv.domain.muscles import MuscleState
from posture_cv.domain.views import BodySide
from posture_cv.domain.worksheet import Approach, NmtFactor, Outcome, WorksheetItem
from posture_cv.knowledge import load
from posture_cv.ui.components.worksheet_tests import take_back
from posture_cv.ui.engine import assessor
from posture_cv.visit.sheet import Reasoned, filled, key_of, reason
from posture_cv.wiring import words_in

from .conftest import concluded_in, labels, visit_of, words

Upload = Callable[..., AppTest]
SAY = words_in("en").say

FORBIDDEN = re.compile(r"\b(abnormal|diagnosis|is short|tight|causes|dysfunction|misaligned)\b", re.IGNORECASE)
PROPER_NAME = "Biomechanical dysfunction"


@pytest.fixture
def at(upload: Upload) -> AppTest:
    """A visit with one photo in which something stands out."""
    return upload("client_before_left.jpg")


def reasoned_of(at: AppTest) -> Reasoned:
    assessment = concluded_in(at)
    assert assessment is not None
    return reason(assessment, visit_of(at).visit.sheet, load())


def open_part(at: AppTest, part: str) -> None:
    at.button_group(key="part").set_value(part).run()
    assert not at.exception


def field_key(name: str, item: WorksheetItem, at: AppTest) -> str:
    return "-".join((name, *key_of(item), str(visit_of(at).revision)))


def set_outcome(at: AppTest, item: WorksheetItem, outcome: Outcome) -> None:
    at.button_group(key=field_key("outcome", item, at)).set_value(outcome).run()
    assert not at.exception


def answer(at: AppTest, question: str, yes: bool) -> None:
    at.button_group(key=f"ask-{question}-{visit_of(at).revision}").set_value(yes).run()
    assert not at.exception


def test_a_red_flag_puts_the_stop_page_in_the_place_of_muscles_tests_and_plan(at: AppTest) -> None:
    muscle = SAY(reasoned_of(at).muscles[0].name)
    assert muscle in labels(at.button)
    answer(at, "saddle_numbness", yes=True)
    # at the head of the page, and where the yes was given
    assert len(at.error) == 2
    assert muscle not in labels(at.button)
    shown = words(at)
    assert "<dt>Whom to call</dt>" in shown
    assert not [box for box in at.selectbox if box.label == "Muscle"]
    for part in ("factors", "tests", "session"):
        open_part(at, part)
        assert "Tests, in working order" not in words(at)
        assert "A session to consider" not in words(at)
        assert len(at.error) == 1


def test_taking_the_red_flag_back_brings_everything_back(at: AppTest) -> None:
    before = reasoned_of(at).muscles
    answer(at, "saddle_numbness", yes=True)
    assert reasoned_of(at).muscles == ()
    answer(at, "saddle_numbness", yes=False)
    assert reasoned_of(at).muscles == before
    assert not at.error


def test_a_doctor_is_asked_first_and_the_session_waits_for_the_answer(at: AppTest) -> None:
    answer(at, "anticoagulant", yes=True)
    open_part(at, "session")
    assert '<ol class="pcv-steps">' not in words(at)
    open_part(at, "safety")
    at.checkbox(key=f"cleared-bleeding-{visit_of(at).revision}").check().run()
    open_part(at, "session")
    assert '<ol class="pcv-steps">' in words(at)
    assert reasoned_of(at).assessment.worksheet.cleared == ("bleeding",)


def test_a_doctors_word_does_not_cover_what_is_answered_after_it(at: AppTest) -> None:
    answer(at, "anticoagulant", yes=True)
    at.checkbox(key=f"cleared-bleeding-{visit_of(at).revision}").check().run()
    answer(at, "easy_bruising", yes=True)
    assert reasoned_of(at).assessment.worksheet.cleared == ()


def test_no_to_the_rest_of_a_list_answers_what_is_open_leaves_a_yes_and_says_how_it_was_asked(at: AppTest) -> None:
    answer(at, "anticoagulant", yes=True)
    at.button(key="deny-bleeding").click().run()
    topic = [question for question in reasoned_of(at).assessment.worksheet.safety if question.topic == "bleeding" and question.is_shown]
    assert {question.key: (question.answer, question.asked_together) for question in topic} == {
        question.key: (True, False) if question.key == "anticoagulant" else (False, True) for question in topic
    }
    assert "Asked together" in words(at)


def test_a_negative_test_drops_its_muscle_and_undo_brings_it_back(at: AppTest) -> None:
    item = reasoned_of(at).assessment.worksheet.items[0]
    before = reasoned_of(at).muscles
    open_part(at, "tests")
    set_outcome(at, item, Outcome.NEGATIVE)
    after = reasoned_of(at)
    assert {one.muscle for one in before} - {one.muscle for one in after.muscles} == {item.muscle}
    assert [one.muscle for one in after.dropped] == [item.muscle]
    assert f"<s>{SAY(item.test_title)}</s>" in words(at)
    assert f"<s>{SAY(item.name)}, both sides</s>" in words(at)
    at.button(key="-".join(("undo-test", *key_of(item)))).click().run()
    assert reasoned_of(at).muscles == before
    assert "<s>" not in words(at)


def test_a_positive_test_makes_the_idea_likely_on_the_side_that_was_positive(at: AppTest) -> None:
    item = next(one for one in reasoned_of(at).assessment.worksheet.items if one.side is BodySide.MIDLINE)
    open_part(at, "tests")
    set_outcome(at, item, Outcome.POSITIVE)
    at.button_group(key=field_key("side", item, at)).set_value(BodySide.LEFT).run()
    first = reasoned_of(at).muscles[0]
    assert (first.muscle, first.side, first.test_positive) == (item.muscle, BodySide.LEFT, True)
    assert "test positive" in words(at)


def test_everything_entered_outlives_reruns_other_parts_and_a_change_of_view(at: AppTest) -> None:
    item = next(one for one in reasoned_of(at).assessment.worksheet.items if one.referral)
    open_part(at, "tests")
    set_outcome(at, item, Outcome.POSITIVE)
    at.number_input(key=field_key("tender", item, at)).set_value(7).run()
    at.button_group(key=field_key("felt", item, at)).set_value(True).run()
    at.text_input(key=field_key("note", item, at)).input("tender near the top").run()
    at.run()
    open_part(at, "safety")
    at.switch_page("screens/learn.py").run()
    at.switch_page("screens/assess.py").run()
    open_part(at, "tests")
    kept = next(one for one in reasoned_of(at).assessment.worksheet.items if key_of(one) == key_of(item))
    assert (kept.outcome, kept.tenderness, kept.referral_felt, kept.note) == (Outcome.POSITIVE, 7, True, "tender near the top")
    assert at.button_group(key=field_key("outcome", item, at)).value == Outcome.POSITIVE
    assert at.number_input(key=field_key("tender", item, at)).value == 7
    assert at.text_input(key=field_key("note", item, at)).value == "tender near the top"


def test_a_line_the_findings_no_longer_ask_for_stays_when_it_was_written_on(at: AppTest) -> None:
    item = reasoned_of(at).assessment.worksheet.items[0]
    open_part(at, "tests")
    set_outcome(at, item, Outcome.NEGATIVE)
    page, assessment = visit_of(at), concluded_in(at)
    assert assessment is not None
    sheet = replace(assessment.worksheet, items=())
    (kept,) = filled(sheet, page.visit.sheet, load()).items
    assert (key_of(kept), kept.outcome) == (key_of(item), Outcome.NEGATIVE)
    # what nothing asks for any more takes no place among what leads
    assert replace(kept, outcome=Outcome.NOT_TESTED, priority=item.priority) == item
    assert kept.priority < item.priority
    take_back(page, item)
    assert filled(sheet, page.visit.sheet, load()).items == ()


def test_the_approach_orders_the_factors_and_keeps_their_answers(at: AppTest) -> None:
    open_part(at, "factors")
    revision = visit_of(at).revision
    at.button_group(key=f"present-{NmtFactor.ISCHEMIA}-{revision}").set_value(True).run()
    at.text_input(key=f"factor-note-{NmtFactor.TRIGGER_POINTS}-{revision}").input("left shoulder").run()
    causes_first = [entry.factor for entry in reasoned_of(at).assessment.worksheet.factors]
    at.button_group(key="approach-factors").set_value(Approach.EUROPEAN).run()
    factors = reasoned_of(at).assessment.worksheet.factors
    assert causes_first[0] is NmtFactor.POSTURAL_DISTORTION
    assert factors[0].factor is NmtFactor.TRIGGER_POINTS
    assert words(at).index("1. Trigger points") < words(at).index("4. Postural distortion")
    said = {entry.factor: (entry.present, entry.note) for entry in factors}
    assert said[NmtFactor.ISCHEMIA] == (True, "")
    assert said[NmtFactor.TRIGGER_POINTS] == (None, "left shoulder")


def test_the_photos_answer_for_posture_until_the_therapist_does(at: AppTest) -> None:
    open_part(at, "factors")
    posture = at.button_group(key=f"present-{NmtFactor.POSTURAL_DISTORTION}-{visit_of(at).revision}")
    assert posture.value is True
    assert "Filled in from the photos" in words(at)
    posture.set_value(False).run()
    assert "Filled in from the photos" not in words(at)
    entry = next(one for one in reasoned_of(at).assessment.worksheet.factors if one.factor is NmtFactor.POSTURAL_DISTORTION)
    assert entry.present is False


def test_the_session_follows_the_minutes_and_the_order(at: AppTest) -> None:
    item = next(one for one in reasoned_of(at).assessment.worksheet.items if one.state is MuscleState.LIKELY_SHORTENED)
    open_part(at, "tests")
    set_outcome(at, item, Outcome.POSITIVE)
    open_part(at, "session")
    at.slider(key="minutes").set_value(30).run()
    assert "of 30 minutes" in words(at)
    causes_first = words(at)
    assert causes_first.index(">technique<") < causes_first.index(">exercise<")
    at.button_group(key="approach-session").set_value(Approach.EUROPEAN).run()
    written = to_dict(reasoned_of(at).assessment)["worksheet"]
    assert (written["minutes"], written["approach"]) == (30, "european")
    points_first = words(at)
    assert points_first.index(">routine<") < points_first.index(">exercise<")
    assert "Consider" in points_first
    assert re.search(r">\d+ s<", points_first)


def test_a_step_switched_off_leaves_the_session_and_comes_back(at: AppTest) -> None:
    open_part(at, "session")
    steps = next(group for group in at.button_group if group.label.startswith("Steps of this session"))
    every = list(steps.value)
    steps.set_value(every[1:]).run()
    assert reasoned_of(at).assessment.worksheet.skipped == (every[0],)
    shown = words(at)
    again = next(group for group in at.button_group if group.label.startswith("Steps of this session"))
    again.set_value(every).run()
    assert reasoned_of(at).assessment.worksheet.skipped == ()
    assert words(at).count("pcv-step-") == shown.count("pcv-step-") + 1


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("card-finding-0-distortion", "Cut-offs in use, by convention"),
        ("card-finding-0-measure", "Reliability"),
        ("card-brief-0-muscle", "Techniques to consider"),
    ],
)
def test_every_name_opens_its_card(at: AppTest, place: str, expected: str) -> None:
    button = next(one for one in at.button if one.key is not None and one.key.startswith(place))
    assert f"<h2>{button.label}</h2>" not in words(at).split("pcv-card-head", 2)[0]
    button.click().run()
    assert not at.exception
    assert f"<h2>{button.label}</h2>" in words(at)
    assert f"<dt>{expected}</dt>" in words(at)
    assert [one for one in at.button if one.key is not None and one.key.startswith("related-")]


def test_a_card_leads_on_to_the_cards_it_names(at: AppTest) -> None:
    next(one for one in at.button if one.key is not None and one.key.startswith("card-finding-0-distortion")).click().run()
    related = next(one for one in at.button if one.key is not None and one.key.startswith("related-measure"))
    related.click().run()
    assert visit_of(at).card is not None
    assert f"related-{'-'.join(visit_of(at).card)}" == related.key


def test_choosing_a_muscle_by_name_shows_its_card(at: AppTest) -> None:
    chooser = next(box for box in at.selectbox if box.label == "Muscle")
    names = {row.key: SAY(row.name) for row in assessor().instruments.knowledge.muscles}
    assert len(chooser.options) == len(names)
    chooser.set_value("soleus").run()
    assert not at.exception
    assert f"<h2>{names['soleus']}</h2>" in words(at)


def test_no_text_on_any_part_breaks_the_wording_rules(at: AppTest) -> None:
    said = [words(at)]
    for part in ("factors", "tests", "session"):
        open_part(at, part)
        said.append(words(at))
    found = FORBIDDEN.findall(" ".join(said).replace(PROPER_NAME, ""))
    assert found == []
