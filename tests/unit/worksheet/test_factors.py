"""The five factors: what the software fills, and in which order they are asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from posture_cv.domain.estimates import Estimate, Interval, MeasureName, Unit
from posture_cv.domain.findings import Certainty, Finding, Support
from posture_cv.domain.judgements import PostureVerdict, Severity
from posture_cv.domain.messages import message
from posture_cv.domain.muscles import MuscleHypothesis
from posture_cv.domain.views import BodySide, View
from posture_cv.domain.worksheet import Approach, FactorEntry, FilledBy, NmtFactor
from posture_cv.knowledge import load
from posture_cv.wiring import words_in
from posture_cv.worksheet import order_factors, plan, screen_factors

SAY = words_in("en").say
Idea = Callable[..., MuscleHypothesis]


def certainty_of(probability: float) -> Certainty:
    return Certainty.LIKELY if probability >= 0.8 else Certainty.POSSIBLE if probability >= 0.5 else Certainty.NOT_DISTINGUISHABLE


def finding(probability: float) -> Finding:
    return Finding(
        distortion="forward_head",
        side=BodySide.MIDLINE,
        severity=Severity.MILD,
        probability=probability,
        certainty=certainty_of(probability),
        verdict=PostureVerdict.DIFFERS if probability >= 0.5 else PostureVerdict.CANNOT_TELL,
        measure=MeasureName("craniovertebral_angle"),
        estimate=Estimate(value=40.0, standard_error=2.0, interval=Interval(lower=36.7, upper=43.3), unit=Unit.DEGREE),
        absolute=False,
        support=(Support(measure=MeasureName("craniovertebral_angle"), view=View.LEFT, side=BodySide.LEFT, photo=0),),
        references=(),
    )


def entry(factor: NmtFactor, entries: tuple[FactorEntry, ...]) -> FactorEntry:
    return next(one for one in entries if one.factor is factor)


def test_all_five_are_asked_once():
    assert sorted(one.factor for one in screen_factors(load())) == sorted(NmtFactor)


def test_without_a_visit_all_are_open_for_the_therapist():
    assert {(one.present, one.filled_by, one.hints) for one in screen_factors(load())} == {(None, FilledBy.THERAPIST, ())}


def test_posture_is_filled_from_the_findings():
    yes = entry(NmtFactor.POSTURAL_DISTORTION, screen_factors(load(), findings=[finding(0.9)]))
    assert (yes.present, yes.filled_by, list(map(SAY, yes.hints))) == (True, FilledBy.SOFTWARE, ["Forward head (likely)"])
    no = entry(NmtFactor.POSTURAL_DISTORTION, screen_factors(load(), findings=[finding(0.1)]))
    assert (no.present, no.filled_by, no.hints) == (False, FilledBy.SOFTWARE, ())


def test_limited_movement_fills_biomechanics():
    statement = message("stored.text", sentence="Neck rotation to the left 50°, 20° less than to the right.")
    filled = entry(NmtFactor.BIOMECHANICAL_DYSFUNCTION, screen_factors(load(), movement=[statement]))
    assert (filled.present, filled.filled_by, filled.hints) == (True, FilledBy.SOFTWARE, (statement,))


def test_suggested_muscles_say_where_to_look_and_leave_the_answer_open(idea: Idea):
    entries = screen_factors(load(), muscles=[idea("piriformis")])
    points, nerves = entry(NmtFactor.TRIGGER_POINTS, entries), entry(NmtFactor.NERVE_COMPRESSION, entries)
    assert [SAY(hint) for hint in points.hints] == ["Piriformis: sacroiliac region, buttock, back of the thigh"]
    assert SAY(nerves.hints[0]).startswith("Sciatic nerve, under or through piriformis: ")
    assert points.present is nerves.present is None


def test_american_asks_causes_first_and_european_points_first(idea: Idea):
    sheet = plan((idea("piriformis"),), load())
    assert [one.factor for one in order_factors(replace(sheet, approach=Approach.AMERICAN)).factors[:2]] == [
        NmtFactor.POSTURAL_DISTORTION,
        NmtFactor.BIOMECHANICAL_DYSFUNCTION,
    ]
    assert order_factors(replace(sheet, approach=Approach.EUROPEAN)).factors[0].factor is NmtFactor.TRIGGER_POINTS


def test_the_order_changes_no_answer():
    sheet = plan((), load())
    answered = replace(sheet, factors=tuple(replace(one, present=True, note=f"note {one.factor}") for one in sheet.factors))
    points_first = order_factors(replace(answered, approach=Approach.EUROPEAN))
    back = order_factors(replace(points_first, approach=Approach.AMERICAN))
    assert back == answered
