"""What was written on the sheet stays, whatever the findings make of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from posture_cv.domain.muscles import EvidenceGrade, MuscleState
from posture_cv.domain.person import UNSTATED, Person
from posture_cv.domain.views import BodySide
from posture_cv.domain.worksheet import Approach, FilledBy, NmtFactor, Outcome, Worksheet
from posture_cv.knowledge import load
from posture_cv.visit import SheetEntries, Visit, WrittenFactor, WrittenLine
from posture_cv.visit.data import from_dict, to_dict
from posture_cv.visit.sheet import filled, key_of
from posture_cv.worksheet import plan, session_plan

LINE = WrittenLine(
    muscle="piriformis",
    side=BodySide.MIDLINE,
    state=MuscleState.LIKELY_SHORTENED,
    grades=(EvidenceGrade.C,),
    outcome=Outcome.POSITIVE,
    outcome_side=BodySide.LEFT,
    tenderness=6,
    note="Eased.",
)


@pytest.fixture
def blank() -> Worksheet:
    """A sheet without any finding."""
    return plan((), load())


def test_a_line_stays_when_nothing_asks_for_it_any_more(blank: Worksheet) -> None:
    (item,) = filled(blank, SheetEntries().with_line(LINE), load()).items
    assert key_of(item) == LINE.key
    assert (item.outcome, item.outcome_side, item.tenderness, item.note) == (Outcome.POSITIVE, BodySide.LEFT, 6, "Eased.")
    assert item.test == load().test("piriformis", MuscleState.LIKELY_SHORTENED).key


def test_a_line_for_both_sides_stands_for_the_single_side_too(blank: Worksheet) -> None:
    left = replace(LINE, side=BodySide.LEFT, outcome=Outcome.NOT_TESTED, outcome_side=None, tenderness=None, note="x")
    asked_left = filled(blank, SheetEntries().with_line(left), load())
    (item,) = filled(asked_left, SheetEntries().with_line(LINE), load()).items
    assert item.side is BodySide.MIDLINE


def test_a_line_emptied_again_is_forgotten() -> None:
    written = SheetEntries().with_line(LINE)
    assert written.with_line(replace(LINE, note="More.")).lines == (replace(LINE, note="More."),)
    empty = WrittenLine(muscle=LINE.muscle, side=LINE.side, state=LINE.state, grades=LINE.grades)
    assert written.with_line(empty).lines == ()


def test_what_the_tables_no_longer_know_is_left_out(blank: Worksheet) -> None:
    assert filled(blank, SheetEntries().with_line(replace(LINE, muscle="of another version")), load()).items == ()


def test_a_doctors_word_goes_with_its_yes() -> None:
    agreed = SheetEntries().answered("bleeding", yes=True).clearing("bleeding")
    assert agreed.cleared == {"bleeding"}
    assert agreed.answered("bleeding", yes=False).cleared == frozenset()
    assert agreed.answered("bleeding", yes=None).answers == {}
    assert agreed.clearing("bleeding", agreed=False).cleared == frozenset()


def test_answers_clearance_length_and_order_are_on_the_sheet(blank: Worksheet) -> None:
    entries = replace(SheetEntries(), minutes=60, approach=Approach.EUROPEAN).answered("bleeding", yes=True)
    waiting = session_plan(filled(blank, entries, load()), (), load())
    assert [asked.key for asked in waiting.needs_clearance] == ["bleeding"]
    sheet = filled(blank, entries.clearing("bleeding"), load())
    assert (sheet.cleared, sheet.minutes, sheet.factors[0].factor) == (("bleeding",), 60, NmtFactor.TRIGGER_POINTS)
    assert session_plan(sheet, (), load()).needs_clearance == ()


def test_a_factor_is_the_photos_until_a_hand_says_more(blank: Worksheet) -> None:
    photos = replace(blank, factors=tuple(replace(entry, present=True, filled_by=FilledBy.SOFTWARE) for entry in blank.factors))
    noted = SheetEntries().with_factor(WrittenFactor(factor=NmtFactor.ISCHEMIA, note="Cold hands."))
    entry = next(one for one in filled(photos, noted, load()).factors if one.factor is NmtFactor.ISCHEMIA)
    assert (entry.present, entry.filled_by, entry.note) == (True, FilledBy.SOFTWARE, "Cold hands.")
    denied = noted.with_factor(replace(noted.written_beside(NmtFactor.ISCHEMIA), present=False))
    entry = next(one for one in filled(photos, denied, load()).factors if one.factor is NmtFactor.ISCHEMIA)
    assert (entry.present, entry.filled_by, entry.note) == (False, FilledBy.THERAPIST, "Cold hands.")
    assert len(denied.factors) == 1


def test_steps_are_taken_out_and_put_back_among_those_offered() -> None:
    less = SheetEntries(skipped=frozenset({"elsewhere"})).skipping(["a", "b", "c"], ["b"])
    assert less.skipped == {"elsewhere", "a", "c"}
    assert less.skipping(["a", "b"], ["a", "b"]).skipped == {"elsewhere", "c"}


def test_a_doctors_word_goes_with_any_answer_it_was_about() -> None:
    agreed = SheetEntries().answered("anticoagulant", yes=True).clearing("bleeding")
    assert agreed.answered("fever", yes=True, rules=load().rules).cleared == {"bleeding"}
    assert agreed.answered("easy_bruising", yes=True, rules=load().rules).cleared == frozenset()
    assert agreed.answered("anticoagulant", yes=None, rules=load().rules).cleared == frozenset()
    # without the rules nobody can tell what the word was about
    assert agreed.answered("fever", yes=True).cleared == frozenset()
    assert agreed.answered("fever", yes=False).cleared == {"bleeding"}


def test_one_no_to_a_list_is_recorded_until_a_question_is_answered_by_itself(blank: Worksheet) -> None:
    denied = SheetEntries().answered("fever", yes=True).denied(["weight_loss", "night_pain"])
    assert (denied.answers, denied.together) == (
        {"fever": True, "weight_loss": False, "night_pain": False},
        frozenset({"weight_loss", "night_pain"}),
    )
    alone = denied.answered("night_pain", yes=False)
    shown = {asked.key: (asked.answer, asked.asked_together) for asked in filled(blank, alone, load()).safety if asked.answer is not None}
    assert shown == {"fever": (True, False), "weight_loss": (False, True), "night_pain": (False, False)}


def test_an_older_sheets_no_answers_each_thing_it_asked() -> None:
    old = to_dict(Visit(sheet=SheetEntries(answers={"bleeding": False, "thrombosis": True})))
    del old["sheet"]["together"]
    sheet = from_dict({**old, "schema_version": 1}).sheet
    denied = {"anticoagulant", "antiplatelet", "bleeding_disorder", "easy_bruising"}
    assert sheet.answers == {"thrombosis": True, **dict.fromkeys(denied, False)}
    assert sheet.together == denied


def stated(visit: Visit, age: int | None) -> Visit:
    return visit.stating(Person(age=age), load().safety, load().rules)


def test_a_stated_age_takes_the_place_of_what_a_hand_answered_about_it() -> None:
    by_hand = Visit(sheet=SheetEntries().answered("fever", yes=False).denied(["age_50", "age_65", "weak_bones"]))
    old = stated(by_hand, 67)
    assert old.person == Person(age=67)
    assert old.sheet.answers == {"fever": False, "weak_bones": False}
    assert old.sheet.together == {"weak_bones"}
    sheet = filled(plan((), load(), age=67), old.sheet, load())
    told = {asked.key: asked.answer for asked in sheet.safety if asked.answer is not None}
    assert told == {
        "age_50": True,
        "age_65": True,
        "under_18": False,
        "growing_curve": False,
        "fever": False,
        "weak_bones": False,
    }
    # taken back, they are open again
    assert stated(old, None).person == UNSTATED
    blank = filled(plan((), load()), stated(old, None).sheet, load())
    assert {asked.key for asked in blank.safety if asked.answer is not None} == {"fever", "weak_bones"}


def test_an_age_counts_over_an_answer_in_a_file_that_contradicts_it() -> None:
    sheet = filled(plan((), load(), age=67), SheetEntries(answers={"age_65": False}), load())
    assert next(asked for asked in sheet.safety if asked.key == "age_65").answer is True


def test_a_doctors_word_goes_where_another_age_changes_an_answer_it_was_about() -> None:
    # a doctor who agreed to hands-on work on somebody of 17 said nothing of somebody of 18, and nothing else was about the age
    agreed = Visit(person=Person(age=17), sheet=SheetEntries(cleared=frozenset({"under_18", "bleeding"})))
    assert stated(agreed, 16).sheet.cleared == {"under_18", "bleeding"}
    assert stated(agreed, 18).sheet.cleared == {"bleeding"}
    assert stated(agreed, None).sheet.cleared == {"bleeding"}
