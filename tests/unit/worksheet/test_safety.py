"""The safety screen stops, sends to a doctor today, waits for advice, and adapts: by single answers and by answers together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from posture_cv.domain.errors import KnowledgeError
from posture_cv.domain.screen import Tier
from posture_cv.domain.worksheet import Worksheet
from posture_cv.knowledge import load
from posture_cv.worksheet import (
    answer,
    answered_by_age,
    contraindications,
    holding,
    needs_clearance,
    plan,
    require_questions,
    stopped_by,
    tier_alone,
    unanswered,
)

Fill = Callable[..., Worksheet]
TABLES = load()
DVT_SIGNS = ["calf_swollen", "leg_tender", "leg_swollen", "leg_pitting", "surface_veins"]
DVT_RISKS = ["active_cancer", "leg_immobilised", "bed_rest", "major_surgery", "previous_clot"]


def tier_of(fill: Fill, *yes: str) -> Tier | None:
    """The strictest that these answers together ask for."""
    held = holding(fill(plan((), TABLES), yes=yes))
    return held[0].tier if held else None


def test_an_unanswered_screen_stops_nothing_but_says_what_is_open():
    sheet = plan((), TABLES)
    assert stopped_by(sheet) == needs_clearance(sheet) == contraindications(sheet, TABLES) == ()
    open_ones = {asked.key for asked in unanswered(sheet)}
    assert {"saddle_numbness", "age_50", "weak_bones", "fever"} <= open_ones
    # nothing but adapted work can follow from these, and questions of an earlier version are not asked
    assert not open_ones & {"hypermobility", "varicose_veins", "pregnancy", "thrombosis"}


def test_noes_leave_nothing_open(fill: Fill):
    sheet = fill(plan((), TABLES))
    assert stopped_by(sheet) == needs_clearance(sheet) == unanswered(sheet) == holding(sheet) == ()


@pytest.mark.parametrize(
    ("yes", "tier"),
    [
        # cauda equina: any one is an emergency (GIRFT 2023; Finucane 2020)
        *(((key,), Tier.STOP_NOW) for key in ("saddle_numbness", "bladder_change", "bowel_change", "both_legs_pain", "both_legs_weak")),
        # neck arteries: dizziness alone is no emergency, with an unfamiliar pain it is; with a risk it is a doctor's today (Rushton 2023)
        (("dizziness",), Tier.ADVICE),
        (("dizziness", "unfamiliar_pain"), Tier.STOP_NOW),
        (("unfamiliar_pain", "neck_injury"), Tier.SAME_DAY),
        (("dizziness", "high_blood_pressure"), Tier.SAME_DAY),
        (("high_blood_pressure",), None),
        (("double_vision",), Tier.STOP_NOW),
        # Canadian C-spine rule: a recent injury alone wants no image; 65 and over, a dangerous mechanism, tingling limbs, or a head that
        # does not turn 45 degrees do (Stiell 2001)
        (("neck_injury",), Tier.ADAPT),
        *((("neck_injury", key), Tier.STOP_NOW) for key in ("age_65", "dangerous_mechanism", "limb_tingling_since", "neck_turn_limited")),
        (("age_65",), None),
        # thrombosis: a flight or an operation alone is none; one sign is a doctor's today, 2 points of the Wells score are likely
        (("long_flight",), None),
        (("major_surgery",), Tier.ADAPT),
        *(((key,), Tier.SAME_DAY) for key in DVT_SIGNS),
        *(((sign, risk), Tier.STOP_NOW) for sign in DVT_SIGNS for risk in (*DVT_RISKS, "long_flight")),
        (("calf_swollen", "leg_tender"), Tier.STOP_NOW),
        (("bed_rest", "previous_clot"), None),
        # fracture: weak bones alone are no fracture, a fall on them may be (Downie 2013)
        (("weak_bones",), Tier.ADVICE),
        (("minor_fall",), None),
        *((("minor_fall", key), Tier.SAME_DAY) for key in ("weak_bones", "long_steroids", "age_65")),
        # malignancy: age alone says little, a history of cancer does (Downie 2013)
        (("new_pain_after_50",), Tier.ADAPT),
        (("cancer_history",), Tier.ADVICE),
        # giant cell arteritis: the same day from 50 on, sight at once (Mackie 2020)
        (("temple_headache",), Tier.ADVICE),
        (("temple_headache", "age_50"), Tier.SAME_DAY),
        (("jaw_claudication", "age_50"), Tier.SAME_DAY),
        (("vision_loss",), Tier.STOP_NOW),
        # a nerve that loses strength is urgent
        (("foot_drop",), Tier.SAME_DAY),
        (("growing_weakness",), Tier.SAME_DAY),
        (("numb_strip",), Tier.ADVICE),
        (("rheumatoid",), Tier.ADAPT),
        (("rheumatoid", "neck_symptoms"), Tier.ADVICE),
        (("fever", "iv_drugs"), Tier.SAME_DAY),
        (("recent_infection",), None),
    ],
)
def test_answers_ask_for_what_the_sources_say(fill: Fill, yes: tuple[str, ...], tier: Tier | None):
    assert tier_of(fill, *yes) is tier


@pytest.mark.parametrize("key", [row.key for row in TABLES.safety])
def test_a_single_yes_acts_by_its_tier(fill: Fill, key: str):
    sheet = fill(plan((), TABLES), yes=(key,))
    alone = tier_alone(key, TABLES.rules)
    assert bool(stopped_by(sheet)) == (alone is not None and alone.stops)
    assert bool(needs_clearance(sheet)) == any(rule.tier is Tier.ADVICE for rule in holding(sheet))
    assert all(sheet.answered_in(rule) for rule in holding(sheet))


def test_a_retired_question_is_as_strict_as_it_was(fill: Fill):
    stopped = {"cauda_equina", "cervical_artery", "cardiac", "thrombosis", "myelopathy", "fracture", "rupture", "giant_cell_arteritis"}
    retired = {row.key for row in TABLES.safety if row.retired}
    assert {key for key in retired if stopped_by(fill(plan((), TABLES), yes=(key,)))} == stopped
    assert all(holding(fill(plan((), TABLES), yes=(key,))) for key in retired)


def test_a_sign_told_by_a_stricter_rule_is_told_once(fill: Fill):
    sheet = fill(plan((), TABLES), yes=("calf_swollen", "bed_rest"))
    assert [rule.key for rule in stopped_by(sheet)] == ["thrombosis_likely"]
    assert [asked.key for asked in sheet.answered_in(stopped_by(sheet)[0])] == ["calf_swollen", "bed_rest"]


def test_a_doctors_word_clears_its_own_rule_only(fill: Fill):
    sheet = fill(plan((), TABLES), yes=("anticoagulant", "weak_bones"))
    assert [rule.key for rule in needs_clearance(replace(sheet, cleared=("bleeding",)))] == ["osteoporosis"]


def test_nobody_clears_a_red_flag(fill: Fill):
    sheet = fill(plan((), TABLES), yes=("deformity",))
    assert needs_clearance(replace(sheet, cleared=("fracture",))) == ()
    assert [rule.key for rule in stopped_by(replace(sheet, cleared=("fracture",)))] == ["fracture"]


def test_an_answer_to_no_question_and_a_word_on_no_rule_are_refused():
    sheet = plan((), TABLES)
    with pytest.raises(KnowledgeError, match="no question 'elbow'"):
        answer(sheet, {"elbow"})
    with pytest.raises(KnowledgeError, match="no question 'mood'"):
        require_questions(sheet, (), ("mood",))
    assert [asked.key for asked in answer(sheet, {"fever"}).safety if asked.answer] == ["fever"]


def test_what_no_rule_forbids_for_a_muscle_stays(fill: Fill):
    rows = contraindications(fill(plan((), TABLES), yes=("weak_bones",)), TABLES)
    assert {row.key for row in rows} == {"osteoporosis", "osteoporosis_spine"}


@pytest.mark.parametrize(
    ("age", "told"),
    [
        (5, {"age_50": False, "age_65": False, "under_18": True, "new_pain_after_50": False}),
        (17, {"age_50": False, "age_65": False, "under_18": True, "new_pain_after_50": False}),
        (18, {"age_50": False, "age_65": False, "under_18": False, "new_pain_after_50": False}),
        (26, {"age_50": False, "age_65": False, "under_18": False, "new_pain_after_50": False, "growing_curve": False}),
        (49, {"age_50": False, "age_65": False, "under_18": False, "new_pain_after_50": False, "growing_curve": False}),
        (50, {"age_50": True, "age_65": False, "under_18": False, "growing_curve": False}),
        (64, {"age_50": True, "age_65": False, "under_18": False, "growing_curve": False}),
        (65, {"age_50": True, "age_65": True, "under_18": False, "growing_curve": False}),
        (120, {"age_50": True, "age_65": True, "under_18": False, "growing_curve": False}),
    ],
)
def test_an_age_answers_what_its_words_ask(age: int, told: dict[str, bool]) -> None:
    sheet = plan((), TABLES, age=age)
    assert {asked.key: asked.answer for asked in sheet.safety if asked.answer is not None} == told
    assert {asked.key for asked in sheet.safety if asked.by_age} == set(told)


def test_no_answer_by_hand_overrules_an_age_and_no_age_leaves_all_open() -> None:
    sheet = answer(plan((), TABLES, age=30), {"age_65", "neck_injury"})
    assert {asked.key for asked in sheet.safety if asked.answer} == {"neck_injury"}
    assert answered_by_age(TABLES.safety, None) == TABLES.safety


def test_an_age_counts_in_the_rules_as_an_answer_does() -> None:
    # Canadian C-spine rule: an injured neck at 65 or over needs an image
    sheet = answer(plan((), TABLES, age=65), {"neck_injury"})
    assert [rule.key for rule in stopped_by(sheet)] == ["neck_fracture"]
    assert stopped_by(answer(plan((), TABLES, age=64), {"neck_injury"})) == ()
