"""The tables say what the clinical brief says."""

from __future__ import annotations

import re

import pytest

from posture_cv.domain.estimates import MeasureName
from posture_cv.domain.muscles import MuscleState
from posture_cv.domain.person import Person, Sex
from posture_cv.domain.standing import Standing
from posture_cv.domain.views import Position
from posture_cv.domain.worksheet import BodyPosition
from posture_cv.knowledge import load

SHORT, LONG = MuscleState.LIKELY_SHORTENED, MuscleState.LIKELY_LENGTHENED

# Clinical brief, table 4.1: distortion -> (short, long, grades).
MUSCLE_MAP = {
    "forward_head": (
        {"suboccipitals", "sternocleidomastoid", "scalenes", "levator_scapulae", "upper_trapezius", "splenius_semispinalis_capitis"},
        {"deep_neck_flexors", "cervicothoracic_extensors", "lower_trapezius", "serratus_anterior_lower"},
        ("B", "X"),
    ),
    "rounded_shoulders": (
        {
            "pectoralis_minor",
            "pectoralis_major",
            "serratus_anterior_upper",
            "latissimus_dorsi",
            "subscapularis",
            "infraspinatus_teres_minor",
            "biceps_short_head",
        },
        {"middle_trapezius", "lower_trapezius", "rhomboids", "serratus_anterior_lower", "infraspinatus_teres_minor"},
        ("B", "X"),
    ),
    "hyperkyphosis": (
        {
            "pectoralis_major",
            "pectoralis_minor",
            "rectus_abdominis",
            "intercostals_diaphragm",
            "serratus_anterior_upper",
            "latissimus_dorsi",
        },
        {"thoracic_erectors", "middle_trapezius", "lower_trapezius", "rhomboids"},
        # strengthening was tried, length was not: B for the long muscles, C and X for the short ones
        ("B",),
    ),
    "anterior_pelvic_tilt": (
        {"iliopsoas", "rectus_femoris", "tensor_fasciae_latae", "sartorius", "lumbar_erectors", "quadratus_lumborum"},
        {"gluteus_maximus", "rectus_abdominis", "external_oblique", "hamstrings"},
        ("X",),
    ),
    "posterior_pelvic_tilt": ({"hamstrings", "gluteus_maximus", "rectus_abdominis"}, {"iliopsoas", "lumbar_erectors"}, ("X",)),
    "lumbar_hyperlordosis": (
        {"lumbar_erectors", "iliopsoas", "rectus_femoris", "tensor_fasciae_latae", "thoracolumbar_fascia"},
        {"rectus_abdominis", "external_oblique", "internal_oblique", "gluteus_maximus", "hamstrings"},
        ("X", "B"),
    ),
    "sway_back": (
        {"hamstrings", "rectus_abdominis", "internal_oblique", "gastrocnemius", "soleus"},
        {"iliopsoas", "external_oblique", "thoracic_erectors"},
        ("C",),
    ),
    "flat_back": (
        {"hamstrings", "rectus_abdominis", "external_oblique", "internal_oblique"},
        {"iliopsoas", "lumbar_erectors"},
        ("C",),
    ),
    "head_tilt": (
        {"upper_trapezius", "sternocleidomastoid", "scalenes", "levator_scapulae"},
        {"upper_trapezius", "sternocleidomastoid", "scalenes", "levator_scapulae"},
        ("C",),
    ),
    "shoulder_high": (
        {"upper_trapezius", "levator_scapulae", "latissimus_dorsi", "lower_trapezius"},
        {"lower_trapezius", "serratus_anterior_lower"},
        ("C",),
    ),
    "pelvic_obliquity": (
        {"quadratus_lumborum", "adductors", "tensor_fasciae_latae", "gluteus_medius"},
        {"gluteus_medius"},
        ("C", "X"),
    ),
    "genu_recurvatum": (
        {"quadriceps", "soleus", "gastrocnemius"},
        {"hamstrings", "popliteus", "gastrocnemius", "gluteus_maximus"},
        ("C",),
    ),
    # B holds "for dynamic valgus; static mostly skeletal": a standing photo adds C.
    "valgus_knee": (
        {"tensor_fasciae_latae", "adductors", "lateral_hamstring", "gastrocnemius", "peroneals"},
        {"gluteus_medius", "gluteus_maximus", "vastus_medialis", "tibialis_posterior"},
        ("B", "C"),
    ),
    "varus_knee": ({"medial_hamstrings", "gracilis", "adductors", "popliteus"}, {"tensor_fasciae_latae"}, ("C",)),
}

# Czaprowski 2018, tables 2 (lordotic), 4 (kyphotic), 6 (flat back) and 8 (sway-back): what the muscle map lacked.
FUNCTIONAL_MODEL: dict[str, tuple[set[str], set[str]]] = {
    "hyperkyphosis": (
        {"suboccipitals", "sternocleidomastoid", "scalenes", "upper_trapezius", "external_oblique", "internal_oblique"},
        {"serratus_anterior_lower"},
    ),
    "anterior_pelvic_tilt": ({"gastrocnemius", "soleus"}, {"gluteus_medius", "internal_oblique"}),
    "lumbar_hyperlordosis": ({"gastrocnemius", "soleus", "sartorius", "quadratus_lumborum"}, {"gluteus_medius"}),
    "sway_back": (
        {
            "suboccipitals",
            "sternocleidomastoid",
            "scalenes",
            "upper_trapezius",
            "pectoralis_minor",
            "pectoralis_major",
            "gluteus_maximus",
        },
        {"middle_trapezius", "lower_trapezius", "rhomboids", "serratus_anterior_lower", "tensor_fasciae_latae"},
    ),
    "flat_back": ({"suboccipitals", "sternocleidomastoid", "scalenes", "gluteus_maximus"}, {"thoracic_erectors", "tensor_fasciae_latae"}),
}


def test_the_distortions_are_those_of_the_muscle_map():
    assert {row.key for row in load().distortions} == set(MUSCLE_MAP)


@pytest.mark.parametrize("distortion", MUSCLE_MAP)
def test_muscles_and_grades_are_those_of_the_muscle_map(distortion: str):
    short, long, grades = MUSCLE_MAP[distortion]
    further_short, further_long = FUNCTIONAL_MODEL.get(distortion, (set(), set()))
    links = [link for link in load().links if link.distortion == distortion]
    assert {link.muscle for link in links if link.state is SHORT} == short | further_short
    assert {link.muscle for link in links if link.state is LONG} == long | further_long
    model = [link for link in links if link.references == ("czaprowski_2018",)]
    assert {link.muscle for link in model} == further_short | further_long
    assert {link.grades for link in model} <= {("C",)}
    old = {link.grades for link in links if link not in model}
    assert old == ({grades, ("C", "X")} if distortion == "hyperkyphosis" else {grades})


def test_every_link_states_evidence_for_and_against():
    texts = load().texts
    assert [link.key for link in load().links if not (texts[link.evidence_for.id] and texts[link.evidence_against.id])] == []


@pytest.mark.parametrize(
    ("measure", "position", "lower", "upper"),
    [
        # mean and SD as published, 1.645 SD either way
        pytest.param(MeasureName("craniovertebral_angle"), Position.STANDING, 48.9 - 1.645 * 5.2, 48.9 + 1.645 * 5.2, id="CVA standing"),
        pytest.param(MeasureName("craniovertebral_angle"), Position.SITTING, 52.0 - 1.645 * 8.3, 52.0 + 1.645 * 8.3, id="CVA sitting"),
        pytest.param(MeasureName("head_tilt_sagittal"), Position.STANDING, 7.9 - 1.645 * 5.7, 7.9 + 1.645 * 5.7, id="gaze"),
        # published from the horizontal: 53.7 there is 36.3 here
        pytest.param(
            MeasureName("forward_shoulder_angle_from_vertical"),
            Position.STANDING,
            36.3 - 1.645 * 8.5,
            36.3 + 1.645 * 8.5,
            id="forward shoulder",
        ),
        # men and women pooled: means (362 x 42.8 + 297 x 40.4) / 659 = 41.72, SD 9.20; (362 x 17.3 + 297 x 29.6) / 659 = 22.84, SD 11.94
        pytest.param(MeasureName("thoracic_kyphosis"), Position.STANDING, 41.7 - 1.645 * 9.20, 41.7 + 1.645 * 9.20, id="kyphosis"),
        pytest.param(MeasureName("lumbar_lordosis"), Position.STANDING, 22.8 - 1.645 * 11.9, 22.8 + 1.645 * 11.9, id="lordosis"),
    ],
)
def test_a_norm_follows_from_its_source(measure: MeasureName, position: Position, lower: float, upper: float):
    norm = load().norm(measure, position)
    assert norm is not None
    assert norm.lower == pytest.approx(lower, abs=0.06)
    assert norm.upper == pytest.approx(upper, abs=0.06)


WOMAN, MAN = Person(sex=Sex.FEMALE), Person(sex=Sex.MALE)


@pytest.mark.parametrize(
    ("measure", "person", "mean", "sd"),
    [
        (MeasureName("craniovertebral_angle"), Person(age=16), 47.4, 5.2),
        (MeasureName("craniovertebral_angle"), Person(age=70), 48.1, 6.5),
        (MeasureName("craniovertebral_angle"), Person(sex=Sex.MALE, age=40), 48.9, 5.2),
        (MeasureName("head_tilt_sagittal"), Person(age=15), 17.2, 5.7),
        (MeasureName("forward_shoulder_angle_from_vertical"), Person(age=17), 90.0 - 51.4, 8.5),
        (MeasureName("thoracic_kyphosis"), MAN, 42.8, 8.8),
        (MeasureName("thoracic_kyphosis"), WOMAN, 40.4, 9.5),
        # by decade the means differ by 5, by sex by 2: the decade leads
        (MeasureName("thoracic_kyphosis"), Person(sex=Sex.MALE, age=25), 37.5, 10.0),
        (MeasureName("lumbar_lordosis"), MAN, 17.3, 9.3),
        (MeasureName("lumbar_lordosis"), WOMAN, 29.6, 11.3),
        # by sex they differ by 12, by decade by 6: the sex leads
        (MeasureName("lumbar_lordosis"), Person(sex=Sex.FEMALE, age=25), 29.6, 11.3),
        (MeasureName("lumbar_lordosis"), Person(age=25), 26.7, 11.5),
        (MeasureName("pelvic_tilt"), MAN, 8.9, 4.0),
        (MeasureName("pelvic_tilt"), WOMAN, 11.9, 4.4),
    ],
)
def test_a_norm_of_a_group_follows_from_its_source(measure: MeasureName, person: Person, mean: float, sd: float):
    norm = load().norm(measure, Position.STANDING, person)
    assert norm is not None
    assert (norm.mean, norm.sd) == pytest.approx((mean, sd))
    assert norm.upper == pytest.approx(mean + 1.645 * sd, abs=0.01)


def test_the_pelvis_of_everybody_is_both_groups_put_together():
    # means (122 x 11.9 + 97 x 8.9) / 219 = 10.57; variance within 17.9, between .557 x .443 x 9 = 2.2
    norm = load().norm(MeasureName("pelvic_tilt"), Position.STANDING)
    assert norm is not None
    assert (norm.mean, norm.sd) == pytest.approx((10.57, 20.1**0.5), abs=0.06)


def test_every_population_is_named_and_no_convention_is():
    assert [row.key for row in load().norms if (row.group is None) is not row.is_convention] == []


@pytest.mark.parametrize(
    "measure",
    [
        MeasureName("forward_head_distance"),
        MeasureName("plumb_offset_ear"),
    ],
)
def test_a_measure_without_a_source_has_no_norm(measure: MeasureName):
    assert load().norm(measure, Position.STANDING) is None


def test_a_row_resting_on_memory_alone_says_so():
    knowledge = load()
    remembered = {reference.key for reference in knowledge.references if reference.standing is Standing.REMEMBERED}
    tables = (*knowledge.norms, *knowledge.distortions, *knowledge.links, *knowledge.tests)
    assert [row for row in tables if remembered.issuperset(row.references) and row.standing is not Standing.REMEMBERED] == []


def test_each_question_asks_one_thing():
    texts = load().texts
    asked = [texts[row.question.id] for row in load().safety if not row.retired]
    assert [text for text in asked if text.count("?") != 1 or ";" in text] == []
    assert max(len(text.split()) for text in asked) <= 24


def test_signs_and_risks_are_told_apart():
    # a risk alone sends nobody to an emergency department; what is felt or seen may
    kinds = {row.key: row.kind for row in load().safety}
    alone = {key: {rule.tier for rule in load().rules if rule.holds({key})} for key in kinds}
    assert [key for key, kind in kinds.items() if kind == "risk" and any(tier.stops for tier in alone[key])] == []


def test_no_source_is_printed_as_homework():
    texts = [f"{row.citation} {row.identifier}" for row in load().references]
    assert [text for text in texts if re.search(r"tertiary|remember|recalled|by software|to be read|verif", text, re.IGNORECASE)] == []


def test_no_text_of_a_row_is_printed_as_homework():
    homework = re.compile(r"\bremembered\b|tertiary|recalled|low confidence|still to be|to be verified", re.IGNORECASE)
    assert {place: text for place, text in load().texts.items() if homework.search(text)} == {}


def test_tests_of_one_muscle_in_several_states_differ():
    titles = [(test.muscle, load().texts[test.title.id]) for test in load().tests]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize(
    ("muscle", "state", "title", "position"),
    [
        ("iliopsoas", SHORT, "Thomas test, pelvis held (thigh)", BodyPosition.SUPINE),
        ("tensor_fasciae_latae", SHORT, "Ober test", BodyPosition.SIDE_LYING),
        ("pectoralis_minor", SHORT, "Acromion-table distance", BodyPosition.SUPINE),
        ("deep_neck_flexors", LONG, "Craniocervical flexion test", BodyPosition.SUPINE),
        ("lower_trapezius", LONG, "Prone Y (lower trapezius)", BodyPosition.PRONE),
    ],
)
def test_a_muscle_has_the_test_of_its_card(muscle: str, state: MuscleState, title: str, position: BodyPosition):
    test = load().test(muscle, state)
    assert (load().texts[test.title.id], test.position) == (title, position)
