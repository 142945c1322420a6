"""From planted measures to the sheet: the lists are those of the clinical brief, table 4.1."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from posture_cv.codecs.texts import messages_in
from posture_cv.domain.estimates import MeasureName
from posture_cv.domain.findings import Finding
from posture_cv.domain.judgements import Severity
from posture_cv.domain.measurements import MeasurementSet
from posture_cv.domain.muscles import Confidence, MuscleHypothesis, MuscleState
from posture_cv.domain.views import BodySide, Position
from posture_cv.domain.worksheet import Worksheet
from posture_cv.findings import find
from posture_cv.knowledge import load
from posture_cv.muscles import suggest
from posture_cv.wiring import words_in
from posture_cv.worksheet import plan

from .planted import measured

SHORT, LONG = MuscleState.LIKELY_SHORTENED, MuscleState.LIKELY_LENGTHENED

TYPICAL = {
    MeasureName("craniovertebral_angle"): 55.0,
    MeasureName("forward_shoulder_angle_from_vertical"): 36.0,
    MeasureName("thoracic_kyphosis"): 42.0,
    MeasureName("lumbar_lordosis"): 23.0,
    MeasureName("pelvic_tilt"): 11.0,
    MeasureName("acromion_forward_of_c7"): 3.5,
    MeasureName("trunk_lean"): 0.0,
    MeasureName("sway_angle"): 2.5,
    MeasureName("knee_angle"): 180.0,
    MeasureName("head_tilt_frontal"): 0.5,
    MeasureName("shoulder_level"): 1.0,
    MeasureName("pelvic_obliquity"): -1.0,
    MeasureName("hip_knee_ankle"): 178.0,
}
FRONTAL = {MeasureName("head_tilt_frontal"), MeasureName("shoulder_level"), MeasureName("pelvic_obliquity"), MeasureName("hip_knee_ankle")}


def assess(values: dict[MeasureName, float]) -> tuple[tuple[Finding, ...], tuple[MuscleHypothesis, ...], Worksheet]:
    """The way from measures, each with a standard error of 2 degrees, to the sheet."""
    findings = find(MeasurementSet(measurements=measured(values, frontal=FRONTAL)), load(), Position.STANDING)
    muscles = suggest(findings, load())
    return findings, muscles, plan(muscles, load())


def names(muscles: tuple[MuscleHypothesis, ...], state: MuscleState) -> set[str]:
    return {hypothesis.muscle for hypothesis in muscles if hypothesis.state is state}


def test_typical_values_suggest_nothing():
    findings, muscles, sheet = assess(TYPICAL)
    assert [finding.distortion for finding in findings if finding.is_distinguishable] == []
    assert muscles == ()
    assert sheet.items == ()
    assert sheet.safety != ()


def test_a_forward_head():
    findings, muscles, sheet = assess(TYPICAL | {MeasureName("craniovertebral_angle"): 30.0})
    # three standard deviations of 5.2 below the mean of 48.9 are 33.3
    assert [(f.distortion, f.severity) for f in findings if f.is_distinguishable] == [("forward_head", Severity.MARKED)]
    assert names(muscles, SHORT) == {
        "suboccipitals",
        "sternocleidomastoid",
        "scalenes",
        "levator_scapulae",
        "upper_trapezius",
        "splenius_semispinalis_capitis",
    }
    assert names(muscles, LONG) == {"deep_neck_flexors", "cervicothoracic_extensors", "lower_trapezius", "serratus_anterior_lower"}
    assert {(h.grades, h.confidence, h.side) for h in muscles} == {(("B", "X"), Confidence.POSSIBLE, BodySide.MIDLINE)}
    assert [(item.position, item.muscle) for item in sheet.items] == [
        ("standing", "serratus_anterior_lower"),
        ("supine", "suboccipitals"),
        ("supine", "scalenes"),
        ("supine", "levator_scapulae"),
        ("supine", "upper_trapezius"),
        ("supine", "splenius_semispinalis_capitis"),
        ("supine", "sternocleidomastoid"),
        ("supine", "deep_neck_flexors"),
        ("prone", "cervicothoracic_extensors"),
        ("prone", "lower_trapezius"),
    ]


def test_an_anterior_pelvic_tilt():
    findings, muscles, _ = assess(TYPICAL | {MeasureName("pelvic_tilt"): 26.0})
    assert [f.distortion for f in findings if f.is_distinguishable] == ["anterior_pelvic_tilt"]
    assert names(muscles, SHORT) == {
        "iliopsoas",
        "rectus_femoris",
        "tensor_fasciae_latae",
        "sartorius",
        "lumbar_erectors",
        "quadratus_lumborum",
        "gastrocnemius",
        "soleus",
    }
    assert names(muscles, LONG) == {
        "gluteus_maximus",
        "gluteus_medius",
        "rectus_abdominis",
        "external_oblique",
        "internal_oblique",
        "hamstrings",
    }
    assert {(h.grades, h.confidence) for h in muscles} == {(("X",), Confidence.POSSIBLE), (("C",), Confidence.POSSIBLE)}


def test_rounded_shoulders():
    _, muscles, _ = assess(TYPICAL | {MeasureName("acromion_forward_of_c7"): 8.5})
    assert names(muscles, SHORT) == {
        "pectoralis_minor",
        "pectoralis_major",
        "serratus_anterior_upper",
        "latissimus_dorsi",
        "subscapularis",
        "infraspinatus_teres_minor",
        "biceps_short_head",
    }
    assert names(muscles, LONG) == {
        "middle_trapezius",
        "lower_trapezius",
        "rhomboids",
        "serratus_anterior_lower",
        "infraspinatus_teres_minor",
    }
    # the models disagree about the back of the shoulder, and the sheet says so
    assert {h.muscle for h in muscles if h.conflicts} == {"infraspinatus_teres_minor"}


FAR_OUT = {
    "low": {name: {MeasureName("hip_knee_ankle"): 165.0, MeasureName("lumbar_lordosis"): -10.0}.get(name, -15.0) for name in TYPICAL},
    "high": {name: 200.0 if name in (MeasureName("knee_angle"), MeasureName("hip_knee_ankle")) else 70.0 for name in TYPICAL},
    "swaying": TYPICAL | {MeasureName("sway_angle"): 12.0, MeasureName("trunk_lean"): -10.0},
    "typical": TYPICAL,
}


@pytest.mark.parametrize("values", FAR_OUT.values(), ids=FAR_OUT)
def test_no_statement_uses_a_forbidden_word(values: dict[MeasureName, float], forbidden: Callable[[str], list[str]]):
    findings, muscles, sheet = assess(values)
    texts = [words_in("en").say(told) for part in (findings, muscles, sheet) for _, told in messages_in(part)]
    assert texts
    assert [text for text in texts if forbidden(text) or "{" in text] == []


def test_the_far_out_values_reach_every_distortion():
    found = {f.distortion for values in FAR_OUT.values() for f in assess(values)[0] if f.is_distinguishable}
    assert found == {row.key for row in load().distortions}
