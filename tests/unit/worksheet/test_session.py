"""A session fits its time, obeys the safety screen and prescribes nothing."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posture_cv.domain.knowledge import Knowledge
from posture_cv.domain.muscles import Activity, Confidence, EvidenceGrade, MuscleHypothesis, MuscleState
from posture_cv.domain.session import SessionPhase, SessionPlan, StepKind
from posture_cv.domain.views import BodySide
from posture_cv.domain.worksheet import MOST_TESTS, Approach, BodyPosition, NmtFactor, Outcome, Worksheet
from posture_cv.knowledge import load
from posture_cv.wiring import words_in
from posture_cv.worksheet import plan, session_plan
from posture_cv.worksheet.plan import WORKING_ORDER, palpation

SAY = words_in("en").say
Idea = Callable[..., MuscleHypothesis]
Fill = Callable[..., Worksheet]
SHORT, LONG = MuscleState.LIKELY_SHORTENED, MuscleState.LIKELY_LENGTHENED
POSITIVE = {"outcome": Outcome.POSITIVE, "outcome_side": BodySide.LEFT}


def kinds(session: SessionPlan) -> list[StepKind]:
    return [step.kind for step in session.steps]


def techniques(session: SessionPlan) -> list[tuple[str, str]]:
    return [(step.muscle, SAY(step.title)) for step in session.steps if step.kind is StepKind.TECHNIQUE]


def test_without_ideas_there_is_talk_and_after_care_only(fill: Fill):
    session = session_plan(fill(plan((), load())), (), load())
    assert kinds(session) == [StepKind.OPENING, StepKind.CLOSING]
    assert session.after_care != ()
    assert session.reassessment != ()


@pytest.mark.parametrize("minutes", [0, 29, 61, -30])
def test_other_lengths_are_refused(minutes: int):
    with pytest.raises(ValueError, match="expected 30 to 60 minutes"):
        replace(plan((), load()), minutes=minutes)


def test_a_positive_muscle_is_worked_on_and_tested_again(idea: Idea, fill: Fill):
    ideas = (idea("levator_scapulae"),)
    session = session_plan(fill(plan(ideas, load()), found={"levator_scapulae": POSITIVE}), ideas, load())
    assert kinds(session) == [
        StepKind.OPENING,
        StepKind.TECHNIQUE,
        StepKind.TECHNIQUE,
        StepKind.EXERCISE,
        StepKind.RETEST,
        StepKind.CLOSING,
    ]
    pressure = next(step for step in session.steps if step.kind is StepKind.TECHNIQUE)
    assert (pressure.row, SAY(pressure.title)) == ("ischemic_compression", "Ischemic compression")
    assert pressure.side is BodySide.LEFT
    # three holds of at most 30 s, two pauses of 10 s, 20 s to change over
    assert pressure.seconds == 3 * 30 + 2 * 10 + 20
    assert SAY(pressure.wording).startswith("Consider ischemic compression for Levator scapulae, left.")
    assert any(SAY(site).startswith("Posterior triangle of the neck") for site in pressure.keep_out)


def test_both_sides_take_twice_the_time(idea: Idea, fill: Fill):
    ideas = (idea("levator_scapulae"),)
    session = session_plan(fill(plan(ideas, load()), found={"levator_scapulae": {"outcome": Outcome.POSITIVE}}), ideas, load())
    assert next(step.seconds for step in session.steps if step.kind is StepKind.TECHNIQUE) == 2 * (3 * 30 + 2 * 10) + 20


def test_a_muscle_that_asks_for_a_shorter_hold_gets_it(idea: Idea, fill: Fill):
    ideas = (idea("sternocleidomastoid"),)
    session = session_plan(fill(plan(ideas, load()), found={"sternocleidomastoid": POSITIVE}), ideas, load())
    pincer = next(step for step in session.steps if step.row == "ischemic_compression")
    assert pincer.dose is not None
    assert "at most 10 s at a time" in SAY(pincer.dose)
    assert pincer.seconds == 3 * 10 + 2 * 10 + 20


def test_an_untested_muscle_is_tested_first_and_worked_on_only_if_positive(idea: Idea, fill: Fill):
    ideas = (idea("levator_scapulae"),)
    session = session_plan(fill(plan(ideas, load())), ideas, load())
    assert kinds(session).index(StepKind.TEST) < kinds(session).index(StepKind.TECHNIQUE)
    assert StepKind.RETEST not in kinds(session)
    assert all(
        SAY(step.wording).startswith("Only if its test is positive, consider ") for step in session.steps if step.kind is StepKind.TECHNIQUE
    )


def test_an_untested_muscle_without_a_technique_comes_last(idea: Idea, fill: Fill):
    ideas = (
        *(idea(muscle, LONG, weight=0.9) for muscle in ("rectus_abdominis", "external_oblique", "internal_oblique", "gluteus_maximus")),
        *(idea(muscle, weight=0.2) for muscle in ("levator_scapulae", "upper_trapezius", "pectoralis_minor", "piriformis", "hamstrings")),
    )
    session = session_plan(replace(fill(plan(ideas, load())), minutes=30), ideas, load())
    assert {step.muscle for step in session.steps if step.kind is StepKind.TECHNIQUE} >= {"levator_scapulae", "upper_trapezius"}
    assert session.left_out != ()


def test_a_negative_muscle_is_not_in_the_session(idea: Idea, fill: Fill):
    ideas = (idea("levator_scapulae"), idea("scalenes"))
    session = session_plan(fill(plan(ideas, load()), found={"scalenes": {"outcome": Outcome.NEGATIVE}}), ideas, load())
    assert {step.muscle for step in session.steps} == {"", "levator_scapulae"}
    assert all("Scalenes" not in SAY(step.wording) for step in session.steps)


def test_a_long_muscle_is_strengthened_and_pressed_only_where_tender(idea: Idea, fill: Fill):
    ideas = (idea("lower_trapezius", LONG),)
    sheet = plan(ideas, load())
    strong = session_plan(fill(sheet, found={"lower_trapezius": POSITIVE}), ideas, load())
    assert techniques(strong) == []
    assert [exercise.key for exercise in strong.home_care] == ["prone_y_t_w"]
    tender = session_plan(fill(sheet, found={"lower_trapezius": POSITIVE | {"tenderness": 4}}), ideas, load())
    assert techniques(tender) == [("lower_trapezius", "Ischemic compression")]


def test_nerve_gliding_needs_the_nerve_factor(idea: Idea, fill: Fill):
    ideas = (idea("piriformis"),)
    sheet = fill(plan(ideas, load()), found={"piriformis": POSITIVE})
    assert ("piriformis", "Nerve gliding, sciatic nerve") not in techniques(session_plan(sheet, ideas, load()))
    hurt = replace(
        sheet, factors=tuple(replace(one, present=True) if one.factor is NmtFactor.NERVE_COMPRESSION else one for one in sheet.factors)
    )
    assert techniques(session_plan(hurt, ideas, load())) == [
        ("piriformis", "Ischemic compression"),
        ("piriformis", "Nerve gliding, sciatic nerve"),
    ]


@pytest.mark.parametrize("approach", Approach)
def test_both_schools_release_lengthen_and_then_strengthen(idea: Idea, fill: Fill, approach: Approach):
    ideas = (idea("levator_scapulae"), idea("hamstrings"), idea("gluteus_maximus", LONG))
    found = {one.muscle: POSITIVE for one in ideas}
    session = session_plan(replace(fill(plan(ideas, load()), found=found), approach=approach, minutes=60), ideas, load())
    phases = [step.phase for step in session.steps if step.phase is not None]
    assert phases == sorted(phases, key=list(SessionPhase).index)
    assert set(phases) == set(SessionPhase)


def test_the_american_school_works_on_what_was_tested_and_the_european_goes_over_the_region(idea: Idea, fill: Fill):
    ideas = (idea("levator_scapulae"),)
    sheet = fill(plan(ideas, load()))
    american = session_plan(replace(sheet, approach=Approach.AMERICAN), ideas, load())
    european = session_plan(replace(sheet, approach=Approach.EUROPEAN), ideas, load())
    assert StepKind.TEST in kinds(american)
    assert StepKind.ROUTINE not in kinds(american)
    assert {step.muscle for step in american.steps} == {"", "levator_scapulae"}
    assert StepKind.TEST not in kinds(european)
    points = [step for step in european.steps if step.kind is StepKind.ROUTINE]
    # every muscle of the neck that may be pressed, whatever posture suggests of it
    neck = {row.key for row in load().muscles if load().texts[row.region.id] == "neck"}
    rows = {row.key: row for row in load().treatments}
    gone_over = {muscle for step in points for key in step.treatments for muscle in rows[key].muscles}
    assert gone_over & neck == {muscle for muscle in neck if palpation(muscle, load())[0].id != "palpation.none"}
    assert [step.position for step in points] == sorted((step.position for step in points), key=list(BodyPosition).index)


def test_the_american_school_leaves_out_muscles_whose_test_does_not_lead(idea: Idea, fill: Fill):
    many = (
        "scalenes",
        "levator_scapulae",
        "upper_trapezius",
        "pectoralis_major",
        "latissimus_dorsi",
        "iliopsoas",
        "hamstrings",
        "soleus",
        "piriformis",
    )
    ideas = tuple(idea(muscle, weight=0.9 - 0.05 * number) for number, muscle in enumerate(many))
    session = session_plan(replace(fill(plan(ideas, load())), minutes=60), ideas, load())
    assert "piriformis" in session.left_out
    assert len([step for step in session.steps if step.kind is StepKind.TEST]) <= MOST_TESTS


def test_a_long_muscle_that_the_model_calls_overactive_is_not_strengthened_before_its_test(idea: Idea, fill: Fill):
    busy = replace(idea("hamstrings", LONG), activity=Activity.OVERACTIVE)
    sheet = plan((busy,), load())
    assert session_plan(fill(sheet), (busy,), load()).home_care == ()
    weak = session_plan(fill(sheet, found={"hamstrings": POSITIVE}), (busy,), load())
    assert [one.key for one in weak.home_care] == ["nordic"]


@pytest.mark.parametrize("flag", [rule.together[0][0] for rule in load().rules if rule.tier.stops and rule.holds({rule.together[0][0]})])
def test_every_red_flag_stops_the_plan(idea: Idea, fill: Fill, flag: str):
    ideas = (idea("levator_scapulae"),)
    session = session_plan(fill(plan(ideas, load()), yes=(flag,), found={"levator_scapulae": POSITIVE}), ideas, load())
    assert [flag in rule.members for rule in session.stopped_by] == [True]
    assert (session.steps, session.home_care, session.after_care, session.reassessment) == ((), (), (), ())


def test_a_tier_two_yes_waits_for_the_doctor_and_then_restricts(idea: Idea, fill: Fill):
    ideas = (idea("levator_scapulae"),)
    sheet = fill(plan(ideas, load()), yes=("bleeding",), found={"levator_scapulae": POSITIVE})
    waiting = session_plan(sheet, ideas, load())
    assert ([asked.key for asked in waiting.needs_clearance], waiting.steps, waiting.home_care) == (["bleeding"], (), ())
    agreed = session_plan(replace(sheet, cleared=("bleeding",)), ideas, load())
    assert agreed.needs_clearance == ()
    # levator is pressed or pinned, both firm: light work only leaves neither
    assert techniques(agreed) == []
    assert "A doctor's advice first. Light work only." in map(SAY, agreed.cautions)


@pytest.mark.parametrize(
    ("flag", "muscle", "allowed"),
    [
        pytest.param("bleeding", "suboccipitals", ["Positional release"], id="light only keeps the position of ease"),
        pytest.param("inflammatory_arthritis", "suboccipitals", [], id="no force on the neck"),
        pytest.param("pregnancy", "iliopsoas", [], id="no belly in pregnancy"),
        pytest.param("pregnancy", "gastrocnemius", [], id="light on the legs, and not face down"),
        pytest.param("pregnancy", "pectoralis_minor", [], id="no muscle from a photo in pregnancy"),
        pytest.param("hypermobility", "levator_scapulae", ["Ischemic compression"], id="no stretch for loose joints"),
        pytest.param("osteoporosis", "thoracic_erectors", [], id="no spine in osteoporosis"),
        pytest.param("growing_spine", "levator_scapulae", ["Ischemic compression", "Pin and stretch"], id="advice alone restricts nothing"),
    ],
)
def test_the_screen_takes_techniques_away(idea: Idea, fill: Fill, flag: str, muscle: str, allowed: list[str]):
    ideas = (idea(muscle),) if muscle != "thoracic_erectors" else (idea(muscle, LONG),)
    found = {muscle: POSITIVE | {"tenderness": 5}}
    session = session_plan(replace(fill(plan(ideas, load()), yes=(flag,), found=found), cleared=(flag,)), ideas, load())
    assert [title for _, title in techniques(session)] == allowed


def test_loose_joints_get_no_stretch_at_home(idea: Idea, fill: Fill):
    ideas = (idea("pectoralis_minor"), idea("piriformis"))
    session = session_plan(fill(plan(ideas, load()), yes=("hypermobility",)), ideas, load())
    assert [exercise.kind for exercise in session.home_care] == ["strengthen"]


@pytest.mark.parametrize(
    ("flag", "muscle", "offered"),
    [
        ("growing_spine", "thoracic_erectors", {"prone_y_t_w"}),
        ("pregnancy", "thoracic_erectors", set()),
        ("osteoporosis", "thoracic_erectors", {"prone_y_t_w"}),
        ("pregnancy", "rectus_abdominis", set()),
    ],
)
def test_the_screen_takes_exercises_away(idea: Idea, fill: Fill, flag: str, muscle: str, offered: set[str]):
    ideas = (idea(muscle, LONG),)
    session = session_plan(replace(fill(plan(ideas, load()), yes=(flag,)), cleared=(flag,)), ideas, load())
    assert {exercise.key for exercise in session.home_care} == offered


def test_no_muscle_follows_from_a_photo_in_pregnancy(idea: Idea, fill: Fill):
    ideas = tuple(idea(muscle) for muscle in ("piriformis", "quadriceps", "rectus_abdominis", "levator_scapulae"))
    session = session_plan(fill(plan(ideas, load()), yes=("pregnancy",)), ideas, load())
    assert {step.muscle for step in session.steps} == {""}
    assert session.home_care == ()
    assert session.cautions


def test_open_questions_are_said(idea: Idea):
    session = session_plan(plan((), load()), (), load())
    assert {"saddle_numbness", "fever"} <= {asked.key for asked in session.unanswered}


ALL = tuple(dict.fromkeys((link.muscle, link.state, link.grades) for link in load().links))


@settings(max_examples=60)
@given(
    chosen=st.lists(st.sampled_from(ALL), unique_by=lambda one: one[:2], max_size=30),
    outcomes=st.lists(st.sampled_from(Outcome), min_size=30, max_size=30),
    sides=st.lists(st.sampled_from(BodySide), min_size=30, max_size=30),
    minutes=st.integers(30, 60),
    approach=st.sampled_from(Approach),
)
def test_the_steps_fit_the_minutes_and_only_consider(
    chosen: list[tuple[str, MuscleState, tuple[EvidenceGrade, ...]]],
    outcomes: list[Outcome],
    sides: list[BodySide],
    minutes: int,
    approach: Approach,
):
    knowledge: Knowledge = load()
    ideas = tuple(
        MuscleHypothesis(
            muscle=muscle,
            side=side,
            state=state,
            grades=grades,
            confidence=Confidence.POSSIBLE,
            because=("planted",),
            weight=1.0 - 0.03 * place,
            conflicts=False,
            test="planted",
            link="planted",
            references=(),
        )
        for place, ((muscle, state, grades), side) in enumerate(zip(chosen, sides, strict=False))
    )
    sheet = replace(plan(ideas, knowledge), minutes=minutes, approach=approach)
    sheet = replace(sheet, items=tuple(replace(item, outcome=found) for item, found in zip(sheet.items, outcomes, strict=False)))
    session = session_plan(sheet, ideas, knowledge)
    assert session.seconds <= 60 * minutes
    assert all(step.seconds > 0 for step in session.steps)
    done = [step for step in session.steps if step.kind not in (StepKind.OPENING, StepKind.CLOSING)]
    assert all("onsider " in SAY(step.wording) for step in done)
    tests = [WORKING_ORDER.index(step.position) for step in done if step.kind is StepKind.TEST and step.position is not None]
    assert tests == sorted(tests)
    negative = {(item.muscle, item.state) for item in sheet.items if item.outcome is Outcome.NEGATIVE}
    assert not negative & {(step.muscle, step.state) for step in done}


def test_a_step_taken_out_is_gone_and_can_be_put_back(idea: Idea, fill: Fill):
    ideas = (idea("levator_scapulae"),)
    sheet = fill(plan(ideas, load()), found={"levator_scapulae": POSITIVE})
    whole = session_plan(sheet, ideas, load())
    technique = next(step for step in whole.steps if step.kind is StepKind.TECHNIQUE)
    exercise = next(step for step in whole.steps if step.kind is StepKind.EXERCISE)
    less = session_plan(replace(sheet, skipped=(technique.key, exercise.key)), ideas, load())
    assert set(whole.steps) - set(less.steps) == {technique, exercise} == set(less.skipped)
    assert less.seconds == whole.seconds - technique.seconds - exercise.seconds
    assert exercise.row in [one.key for one in whole.home_care]
    assert exercise.row not in [one.key for one in less.home_care]
    assert session_plan(replace(sheet, skipped=()), ideas, load()) == whole


def test_every_kind_of_step_has_its_texts_and_a_key_of_its_own(idea: Idea, fill: Fill):
    ideas = (idea("levator_scapulae"), idea("scalenes", weight=0.4))
    sheet = replace(fill(plan(ideas, load()), found={"levator_scapulae": POSITIVE}), minutes=60)
    both = [session_plan(replace(sheet, approach=approach), ideas, load()) for approach in Approach]
    assert {kind for session in both for kind in kinds(session)} == set(StepKind)
    for session in both:
        assert len({step.key for step in session.steps}) == len(session.steps)
    for step in (step for session in both for step in session.steps):
        told = (step.title, step.plain_title, step.wording, step.how, step.dose, step.normal, step.name, *step.all_cautions, *step.keep_out)
        assert all(SAY(text) for text in told if text is not None)


@pytest.mark.parametrize("minutes", range(30, 61))
def test_no_work_is_left_out_that_would_have_had_its_time(idea: Idea, minutes: int):
    # the least a muscle takes: a test of one side or of the mid-line, 45 s
    ideas = tuple(idea(muscle, state, weight=1.0 - 0.01 * place) for place, (muscle, state, _) in enumerate(ALL))
    sheet = replace(plan(ideas, load()), minutes=minutes)
    session = session_plan(sheet, ideas, load())
    leading = {(item.muscle, item.state) for item in sheet.items if item.leads}
    without = [each for each in ideas if each.muscle in session.left_out and (each.muscle, each.state) in leading - worked(session)]
    alone = [session_plan(replace(plan((each,), load()), minutes=60), (each,), load()) for each in without]
    # the others' tests are done on request only
    least = min(map(work_seconds, alone), default=math.inf)
    assert session.seconds <= 60 * minutes < session.seconds + least


def worked(session: SessionPlan) -> set[tuple[str, MuscleState]]:
    return {(step.muscle, step.state) for step in session.steps}


def work_seconds(session: SessionPlan) -> int:
    """Of a session about one muscle: its test and the first technique."""
    work = [step for step in session.steps if step.kind in (StepKind.TEST, StepKind.TECHNIQUE)]
    return sum(step.seconds for step in work[:2])
