"""The order and content of the sheet."""

from __future__ import annotations

import pytest

from posture_cv.domain.errors import KnowledgeError
from posture_cv.domain.muscles import Confidence, EvidenceGrade, MuscleHypothesis, MuscleState
from posture_cv.domain.views import BodySide
from posture_cv.domain.worksheet import BodyPosition, Outcome
from posture_cv.knowledge import load
from posture_cv.wiring import words_in
from posture_cv.worksheet import plan

SAY = words_in("en").say
SHORT, LONG = MuscleState.LIKELY_SHORTENED, MuscleState.LIKELY_LENGTHENED


def hypothesis(muscle: str, state: MuscleState, weight: float, side: BodySide = BodySide.MIDLINE) -> MuscleHypothesis:
    return MuscleHypothesis(
        muscle=muscle,
        side=side,
        state=state,
        grades=(EvidenceGrade.C,),
        confidence=Confidence.POSSIBLE,
        because=("planted",),
        weight=weight,
        conflicts=False,
        test="planted",
        link="planted",
        references=(),
    )


def test_without_muscles_the_safety_screen_remains():
    sheet = plan((), load())
    assert sheet.items == ()
    assert len(sheet.safety) == len(load().safety)


def test_the_sheet_carries_questions_and_what_their_answers_mean():
    sheet = plan((), load())
    assert sheet.safety == load().safety
    assert sheet.rules == load().rules


def test_the_client_turns_over_least_and_the_heaviest_comes_first():
    sheet = plan(
        [
            hypothesis("lower_trapezius", LONG, 0.9),  # prone
            hypothesis("quadratus_lumborum", SHORT, 0.2),  # standing
            hypothesis("iliopsoas", SHORT, 0.3),  # supine
            hypothesis("tensor_fasciae_latae", SHORT, 0.8),  # side-lying
            hypothesis("scalenes", SHORT, 0.7),  # supine
            hypothesis("iliopsoas", LONG, 0.1),  # seated
        ],
        load(),
    )
    assert [(item.position, item.muscle) for item in sheet.items] == [
        (BodyPosition.STANDING, "quadratus_lumborum"),
        (BodyPosition.SEATED, "iliopsoas"),
        (BodyPosition.SUPINE, "scalenes"),
        (BodyPosition.SUPINE, "iliopsoas"),
        (BodyPosition.SIDE_LYING, "tensor_fasciae_latae"),
        (BodyPosition.PRONE, "lower_trapezius"),
    ]


def test_a_muscle_of_both_sides_is_tested_once():
    sheet = plan([hypothesis("scalenes", SHORT, 0.7), hypothesis("scalenes", SHORT, 0.9, BodySide.LEFT)], load())
    assert [(item.muscle, item.side) for item in sheet.items] == [("scalenes", BodySide.MIDLINE)]


def test_two_sided_hypotheses_stay_two_items():
    sheet = plan([hypothesis("quadriceps", SHORT, 0.7, BodySide.RIGHT), hypothesis("quadriceps", SHORT, 0.9, BodySide.LEFT)], load())
    assert [item.side for item in sheet.items] == [BodySide.LEFT, BodySide.RIGHT]


def test_an_item_says_how_to_test_and_what_is_normal():
    (item,) = plan([hypothesis("iliopsoas", SHORT, 0.3)], load()).items
    assert SAY(item.test_title) == "Thomas test, pelvis held (thigh)"
    assert "0°" in SAY(item.normal)
    assert item.caution is not None
    assert "aorta" in SAY(item.caution)
    assert (item.outcome, item.tenderness, item.note) == (Outcome.NOT_TESTED, None, "")


def test_a_muscle_without_a_test_is_refused():
    with pytest.raises(KnowledgeError, match="No test of deep_neck_flexors"):
        plan([hypothesis("deep_neck_flexors", SHORT, 0.5)], load())


def test_an_item_says_where_it_may_be_felt_what_to_avoid_and_how_to_feel():
    (item,) = plan([hypothesis("piriformis", SHORT, 0.3)], load()).items
    assert item.referral is not None
    assert SAY(item.referral) == "sacroiliac region, buttock, back of the thigh"
    assert SAY(item.nerves[0]).startswith("Sciatic nerve: Pain or tingling from the buttock")
    assert item.endangerments == ("sciatic_notch",)
    assert SAY(item.keep_out[0]).startswith("Sciatic notch: ")
    assert [SAY(told) for told in item.palpation] == [
        "Feel along the fibres for a taut band and tender spots.",
        "In the middle of the belly; off at the first tingling.",
    ]
    assert (item.outcome_side, item.referral_felt) == (None, None)


def test_a_muscle_that_is_not_pressed_says_so():
    (item,) = plan([hypothesis("deep_neck_flexors", LONG, 0.3)], load()).items
    assert [SAY(told) for told in item.palpation] == ["Not pressed: test only."]


def test_a_muscle_that_is_pressed_lightly_says_so():
    (item,) = plan([hypothesis("adductors", SHORT, 0.3)], load()).items
    assert SAY(item.palpation[0]).startswith("Feel lightly along the fibres")
