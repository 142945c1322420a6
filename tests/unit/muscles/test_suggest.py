"""How findings become muscle hypotheses: sides, weights, conflicts, caps."""

from __future__ import annotations

import dataclasses

import pytest

from posture_cv.domain.estimates import Estimate, Interval, MeasureName, Unit
from posture_cv.domain.findings import Certainty, Finding, Support
from posture_cv.domain.judgements import PostureVerdict, Severity
from posture_cv.domain.knowledge import MuscleLink
from posture_cv.domain.muscles import Activity, Confidence, EvidenceGrade, MuscleHypothesis, MuscleState
from posture_cv.domain.views import BodySide, View
from posture_cv.knowledge import load
from posture_cv.muscles import suggest
from posture_cv.muscles.suggest import confidence_of

SHORT, LONG = MuscleState.LIKELY_SHORTENED, MuscleState.LIKELY_LENGTHENED
LEFT, RIGHT, BOTH = BodySide.LEFT, BodySide.RIGHT, BodySide.MIDLINE


def certainty_of(probability: float) -> Certainty:
    return Certainty.LIKELY if probability >= 0.8 else Certainty.POSSIBLE if probability >= 0.5 else Certainty.NOT_DISTINGUISHABLE


def finding(distortion: str, probability: float, side: BodySide = BOTH) -> Finding:
    return Finding(
        distortion=distortion,
        side=side,
        severity=Severity.MILD,
        probability=probability,
        certainty=certainty_of(probability),
        verdict=PostureVerdict.DIFFERS if probability >= 0.5 else PostureVerdict.CANNOT_TELL,
        measure=MeasureName("craniovertebral_angle"),
        estimate=Estimate(value=40.0, standard_error=2.0, interval=Interval(lower=36.7, upper=43.3), unit=Unit.DEGREE),
        absolute=False,
        support=(Support(measure=MeasureName("knee_angle"), view=View.LEFT, side=LEFT, photo=0),),
        references=(),
    )


def suggested(*findings: Finding) -> dict[tuple[str, BodySide, MuscleState], MuscleHypothesis]:
    return {(h.muscle, h.side, h.state): h for h in suggest(findings, load())}


def test_no_finding_suggests_no_muscle():
    assert suggest((), load()) == ()


def test_an_indistinguishable_finding_suggests_no_muscle():
    assert suggest([finding("forward_head", 0.49)], load()) == ()


@pytest.mark.parametrize(
    ("distortion", "probability", "muscle", "state", "weight"),
    [
        # probability times the mean of the grades' factors A 1, B 0.75, C 0.5, X 0.25
        pytest.param("hyperkyphosis", 0.8, "middle_trapezius", LONG, 0.8 * 0.75, id="B"),
        pytest.param("forward_head", 0.8, "scalenes", SHORT, 0.8 * 0.5, id="B/X"),
        pytest.param("hyperkyphosis", 0.8, "pectoralis_minor", SHORT, 0.8 * 0.375, id="C/X"),
        pytest.param("sway_back", 0.8, "soleus", SHORT, 0.8 * 0.5, id="C"),
        pytest.param("anterior_pelvic_tilt", 0.8, "iliopsoas", SHORT, 0.8 * 0.25, id="X"),
    ],
)
def test_a_grade_reduces_the_weight(distortion: str, probability: float, muscle: str, state: MuscleState, weight: float):
    assert suggested(finding(distortion, probability))[muscle, BOTH, state].weight == pytest.approx(weight)


def test_findings_that_agree_add_up():
    both = suggested(finding("hyperkyphosis", 0.8), finding("rounded_shoulders", 0.6))[("pectoralis_minor", BOTH, SHORT)]
    # 0.8 x 0.375 = 0.3 and 0.6 x 0.5 = 0.3: 1 - 0.7 x 0.7
    assert both.weight == pytest.approx(0.51)
    assert set(both.because) == {"hyperkyphosis", "rounded_shoulders"}


def test_findings_that_disagree_are_marked_on_both():
    hypotheses = suggested(finding("anterior_pelvic_tilt", 0.9), finding("flat_back", 0.9))
    assert hypotheses["iliopsoas", BOTH, SHORT].conflicts
    assert hypotheses["iliopsoas", BOTH, LONG].conflicts
    assert not hypotheses["rectus_femoris", BOTH, SHORT].conflicts


def test_opposite_sides_do_not_disagree():
    hypotheses = suggested(finding("head_tilt", 0.9, RIGHT))
    assert not hypotheses["scalenes", RIGHT, SHORT].conflicts
    assert not hypotheses["scalenes", LEFT, LONG].conflicts


def test_both_sides_disagree_with_either():
    hypotheses = suggested(finding("forward_head", 0.9), finding("head_tilt", 0.9, RIGHT))
    assert hypotheses["scalenes", BOTH, SHORT].conflicts
    assert hypotheses["scalenes", LEFT, LONG].conflicts
    assert not hypotheses["scalenes", RIGHT, SHORT].conflicts


@pytest.mark.parametrize(
    ("distortion", "side", "muscle", "expected", "state"),
    [
        pytest.param("head_tilt", RIGHT, "scalenes", RIGHT, SHORT, id="head to the right: right scalenes short"),
        pytest.param("head_tilt", RIGHT, "scalenes", LEFT, LONG, id="head to the right: left scalenes long"),
        pytest.param("shoulder_high", LEFT, "upper_trapezius", LEFT, SHORT, id="left shoulder high: left trapezius short"),
        pytest.param("shoulder_high", LEFT, "latissimus_dorsi", RIGHT, SHORT, id="left shoulder high: right latissimus short"),
        pytest.param("pelvic_obliquity", RIGHT, "quadratus_lumborum", RIGHT, SHORT, id="right hip high: right quadratus short"),
        pytest.param("pelvic_obliquity", RIGHT, "gluteus_medius", LEFT, SHORT, id="right hip high: left gluteus medius short"),
        pytest.param("pelvic_obliquity", RIGHT, "gluteus_medius", RIGHT, LONG, id="right hip high: right gluteus medius long"),
        pytest.param("genu_recurvatum", LEFT, "quadriceps", LEFT, SHORT, id="left knee: left quadriceps"),
        pytest.param("forward_head", BOTH, "suboccipitals", BOTH, SHORT, id="midline: both sides"),
    ],
)
def test_a_muscle_gets_its_side(distortion: str, side: BodySide, muscle: str, expected: BodySide, state: MuscleState):
    assert (muscle, expected, state) in suggested(finding(distortion, 0.9, side))


def test_likely_needs_a_likely_finding_and_a_grade_without_c_or_x():
    hypotheses = [h for row in load().distortions for h in suggest([finding(row.key, 0.99, RIGHT)], load())]
    assert {h.because for h in hypotheses if h.confidence is Confidence.LIKELY} == {("hyperkyphosis",)}
    assert {h.confidence for h in suggest([finding("hyperkyphosis", 0.6)], load())} == {Confidence.POSSIBLE}


@pytest.mark.parametrize(
    ("certainty", "grades", "confidence"),
    [
        (Certainty.LIKELY, "A", Confidence.LIKELY),
        (Certainty.LIKELY, "B", Confidence.LIKELY),
        (Certainty.LIKELY, "C", Confidence.POSSIBLE),
        (Certainty.LIKELY, "X", Confidence.POSSIBLE),
        (Certainty.LIKELY, "AX", Confidence.POSSIBLE),
        (Certainty.POSSIBLE, "A", Confidence.POSSIBLE),
    ],
)
def test_confidence_is_capped(certainty: Certainty, grades: str, confidence: Confidence):
    assert confidence_of(certainty, [EvidenceGrade(grade) for grade in grades]) is confidence


def test_the_heaviest_comes_first():
    weights = [h.weight for h in suggest([finding("anterior_pelvic_tilt", 0.9), finding("hyperkyphosis", 0.7)], load())]
    assert weights == sorted(weights, reverse=True)


def test_every_hypothesis_names_the_test_that_confirms_it():
    knowledge = load()
    tests = {(test.muscle, test.state): test.key for test in knowledge.tests}
    hypotheses = [h for row in knowledge.distortions for h in suggest([finding(row.key, 0.9, LEFT)], knowledge)]
    assert [h for h in hypotheses if h.test != tests[h.muscle, h.state]] == []


def test_a_hypothesis_tells_the_evidence_of_its_strongest_link():
    links = {link.key: link for link in load().links}
    both = suggested(finding("hyperkyphosis", 0.9), finding("rounded_shoulders", 0.6))["pectoralis_minor", BOTH, SHORT]
    assert (links[both.link].distortion, links[both.link].state) == ("hyperkyphosis", SHORT)
    assert both.evidence_for == links[both.link].evidence_for


def test_a_finding_the_tables_do_not_link_suggests_nothing():
    knowledge = load()
    unlinked = dataclasses.replace(knowledge, links=())
    assert suggest([finding("forward_head", 0.9)], unlinked) == ()


def test_the_list_is_ranked_from_one_by_weight():
    found = suggest([finding("anterior_pelvic_tilt", 0.9), finding("hyperkyphosis", 0.7)], load())
    assert [one.rank for one in found] == list(range(1, len(found) + 1))
    assert [one.leads for one in found] == [rank < 6 for rank in range(len(found))]


@pytest.mark.parametrize(
    ("distortion", "muscle", "state", "activity"),
    [
        # Czaprowski 2018, tables 2, 4, 6 and 8
        pytest.param("anterior_pelvic_tilt", "hamstrings", LONG, "overactive", id="lordotic: hamstrings long and overactive"),
        pytest.param("anterior_pelvic_tilt", "lumbar_erectors", SHORT, "underactive", id="lordotic, standing: lumbar erectors"),
        pytest.param("anterior_pelvic_tilt", "iliopsoas", SHORT, None, id="lordotic: iliacus and psoas differ"),
        pytest.param("hyperkyphosis", "thoracic_erectors", LONG, "overactive", id="kyphotic: thoracic erectors"),
        pytest.param("flat_back", "gluteus_maximus", SHORT, "underactive", id="flat back: gluteus maximus"),
        pytest.param("sway_back", "gluteus_maximus", SHORT, "underactive", id="sway-back: gluteus maximus"),
        pytest.param("sway_back", "lower_trapezius", LONG, "underactive", id="sway-back: lower trapezius"),
    ],
)
def test_activity_is_a_second_property_beside_length(distortion: str, muscle: str, state: MuscleState, activity: str | None):
    assert suggested(finding(distortion, 0.9))[muscle, BOTH, state].activity == activity


def test_activity_that_findings_disagree_about_is_not_told():
    both = suggested(finding("hyperkyphosis", 0.9), finding("sway_back", 0.9))
    assert both["thoracic_erectors", BOTH, LONG].activity == "overactive"
    unsure = dataclasses.replace(load(), links=tuple(contrary(link) for link in load().links))
    (found,) = [
        one for one in suggest([finding("hyperkyphosis", 0.9), finding("sway_back", 0.9)], unsure) if one.muscle == "thoracic_erectors"
    ]
    assert found.activity is None


def contrary(link: MuscleLink) -> MuscleLink:
    """The link, of sway-back with the other activity."""
    return dataclasses.replace(link, activity=Activity.UNDERACTIVE) if link.distortion == "sway_back" else link


def test_a_complaint_alone_names_its_muscles_in_the_order_of_examining():
    found = suggest([], load(), complaint="jaw_pain")
    rows = [row.muscle for row in load().condition_muscles if row.condition == "jaw_pain"]
    assert {"masseter", "temporalis", "lateral_pterygoid"} == {one.muscle for one in found[:3]}
    assert [one.muscle for one in found if one.named.table == "condition_muscles"] == rows
    assert {(one.because, one.link, one.confidence) for one in found} == {((), "", Confidence.POSSIBLE)}


def test_a_complaint_weighs_less_for_each_muscle_examined_before():
    rows = [row for row in load().condition_muscles if row.condition == "whiplash"]
    weights = {one.muscle: one.weight for one in suggest([], load(), complaint="whiplash")}
    # textbook rows count as expert model, 0.5, in equal steps
    assert [weights[row.muscle] for row in rows] == [pytest.approx(0.5 * (len(rows) - place) / len(rows)) for place in range(len(rows))]


def test_a_complaint_adds_to_what_posture_suggests():
    alone = suggested(finding("forward_head", 0.8))["scalenes", BOTH, SHORT]
    (both,) = [one for one in suggest([finding("forward_head", 0.8)], load(), complaint="whiplash") if one.muscle == "scalenes"]
    rows = [row.muscle for row in load().condition_muscles if row.condition == "whiplash"]
    named = 0.5 * (len(rows) - rows.index("scalenes")) / len(rows)
    assert both.weight == pytest.approx(1 - (1 - alone.weight) * (1 - named))
    assert (both.because, both.named.condition, both.state) == (("forward_head",), "whiplash", SHORT)


def test_the_complaints_own_test_says_in_which_state_a_muscle_is_examined():
    # sciatica asks for the Trendelenburg test, which is one of strength
    (found,) = [one for one in suggest([], load(), complaint="sciatica") if one.muscle == "gluteus_medius"]
    assert (found.state, found.test) == (LONG, "gluteus_medius_strength")
