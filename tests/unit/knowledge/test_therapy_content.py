"""The tables about hands-on work say what the clinical brief says, sections 4.3 to 4.5 and 5."""

from __future__ import annotations

import pytest

from posture_cv.domain.loads import Load
from posture_cv.domain.muscles import MuscleState
from posture_cv.domain.standing import Standing
from posture_cv.domain.therapy import ExerciseKind, Pressure, TechniqueAim, Topic
from posture_cv.knowledge import load
from posture_cv.knowledge.checks import TABLES_OF_ROWS

SHORT, LONG = MuscleState.LIKELY_SHORTENED, MuscleState.LIKELY_LENGTHENED

# Clinical brief 4.4 and the dose asked for: key -> (longest bout in seconds, bouts).
DOSES = {
    "ischemic_compression": (30.0, 3),
    "positional_release": (90.0, 1),
    "pin_and_stretch": (10.0, 5),
}

# Clinical brief 4.3, column NMT: muscle -> techniques in its order.
TECHNIQUES = {
    "suboccipitals": ["ischemic_compression", "positional_release"],
    "sternocleidomastoid": ["ischemic_compression", "positional_release"],
    "levator_scapulae": ["ischemic_compression", "pin_and_stretch"],
    "pectoralis_minor": ["ischemic_compression", "pin_and_stretch", "nerve_gliding_median", "nerve_gliding_ulnar"],
    "pectoralis_major": ["stripping", "pin_and_stretch", "myofascial_release"],
    "latissimus_dorsi": ["stripping", "pin_and_stretch", "myofascial_release"],
    "subscapularis": ["ischemic_compression"],
    "infraspinatus_teres_minor": ["ischemic_compression"],
    "rectus_femoris": ["stripping", "pin_and_stretch"],
    "tensor_fasciae_latae": ["ischemic_compression", "stripping", "myofascial_release"],
    "quadratus_lumborum": ["ischemic_compression"],
    "piriformis": ["ischemic_compression", "pin_and_stretch", "nerve_gliding_sciatic"],
    "hamstrings": ["stripping", "pin_and_stretch", "nerve_gliding_sciatic"],
    "deep_neck_flexors": [],
}


@pytest.mark.parametrize("key", DOSES)
def test_a_dose_is_that_of_the_brief(key: str):
    technique = load().technique(key)
    assert (technique.hold_upper_s, technique.bouts) == DOSES[key]


def test_ischemic_compression_is_steady():
    assert "steady pressure: it is never varied" in load().texts["techniques/ischemic_compression/how"]


def test_planned_time_counts_bouts_and_pauses():
    pressure = load().technique("ischemic_compression")
    assert pressure.seconds() == 3 * 30 + 2 * 10
    assert pressure.seconds(10.0) == 3 * 10 + 2 * 10
    assert load().technique("positional_release").seconds() == 90


@pytest.mark.parametrize("muscle", TECHNIQUES)
def test_a_muscle_has_the_techniques_of_its_card(muscle: str):
    assert [row.technique for row in load().treatments_for(muscle)] == TECHNIQUES[muscle]


@pytest.mark.parametrize("muscle", ["sternocleidomastoid", "quadratus_lumborum", "piriformis", "suboccipitals", "pectoralis_minor"])
def test_shorter_holds_are_kept(muscle: str):
    # 5 to 10 s for sternocleidomastoid, 10 to 20 s for the others
    row = next(one for one in load().treatments_for(muscle) if one.technique == "ischemic_compression")
    assert row.hold_upper_s == (10.0 if muscle == "sternocleidomastoid" else 20.0)


@pytest.mark.parametrize(
    ("muscle", "words"),
    [
        ("sternocleidomastoid", "forehead, ear, eye and vertex"),
        ("upper_trapezius", "temple"),
        ("infraspinatus_teres_minor", "front of the shoulder"),
        ("quadratus_lumborum", "sacroiliac"),
        ("gastrocnemius", "calf, heel, instep"),
    ],
)
def test_a_confirmed_referral_zone_is_that_of_the_brief(muscle: str, words: str):
    zone = load().referral(muscle)
    assert zone is not None
    assert words in load().texts[zone.zone.id]
    assert zone.standing is Standing.CONFIRMED


@pytest.mark.parametrize("muscle", ["deep_neck_flexors", "biceps_short_head", "thoracolumbar_fascia"])
def test_a_muscle_without_a_source_has_no_referral_zone(muscle: str):
    assert load().referral(muscle) is None


def test_the_endangerment_sites_are_those_of_the_brief():
    # neck (two triangles), occiput, axilla, elbow, abdomen, kidney, femoral triangle, sciatic notch, popliteal fossa, fibular head;
    # and by the review: jaw and parotid, styloid, sternal notch, under the ribs, ulnar groove
    assert len(load().endangerments) == 11 + 5


def test_a_suggested_muscle_without_technique_and_exercise_is_one_the_brief_gives_none_for():
    knowledge = load()
    targets = {(link.muscle, link.state) for link in knowledge.links}
    without = {
        (muscle, state)
        for muscle, state in targets
        if not knowledge.exercises_for(muscle, state) and (state is LONG or not knowledge.treatments_for(muscle))
    }
    assert without == {
        ("biceps_short_head", SHORT),
        ("sartorius", SHORT),
        ("upper_trapezius", LONG),
        ("sternocleidomastoid", LONG),
        ("scalenes", LONG),
        ("levator_scapulae", LONG),
        ("iliopsoas", LONG),
        ("tensor_fasciae_latae", LONG),
    }


def test_pregnancy_keeps_off_the_belly_and_the_client_off_it():
    belly = next(row for row in load().contraindications if row.key == "pregnancy_abdomen")
    assert {"iliopsoas", "rectus_abdominis", "external_oblique", "internal_oblique"} <= set(belly.muscles)
    assert {Load.PRONE, Load.DEEP_ABDOMEN, Load.ABDOMINAL_LOAD} <= set(belly.forbids)


@pytest.mark.parametrize("words", ["24 to 36 hours", "water", "Warmth", "Move gently"])
def test_after_care_names_soreness_water_heat_and_movement(words: str):
    after_care = load().advice_on(Topic.AFTER_CARE)
    assert any(words in load().texts[row.text.id] for row in after_care)
    assert {row.standing for row in after_care} == {Standing.CONVENTION}


def test_evidence_of_techniques_patterns_and_factors_has_two_sides():
    knowledge = load()
    rows = (*knowledge.techniques, *knowledge.patterns)
    assert [row.key for row in rows if not (knowledge.texts[row.evidence_for.id] and knowledge.texts[row.evidence_against.id])] == []


def test_a_row_called_confirmed_cites_something_confirmed():
    knowledge = load()
    standings = {reference.key: reference.standing for reference in knowledge.references}
    rows = [(table, row) for table in TABLES_OF_ROWS[1:] for row in getattr(knowledge, table) if hasattr(row, "standing")]
    assert [
        (table, row)
        for table, row in rows
        if row.standing is Standing.CONFIRMED and Standing.CONFIRMED not in {standings[key] for key in row.references}
    ] == []


def test_every_exercise_has_a_dose_with_a_number_and_a_source_beside_teaching():
    knowledge = load()
    without = [row.key for row in knowledge.exercises if not any(letter.isdigit() for letter in knowledge.texts[row.dose.id])]
    # a few minutes of breathing: a convention, and called one
    assert without == ["breathing"]
    assert [row.key for row in knowledge.exercises if "No dose" in knowledge.texts[row.dose.id]] == []


@pytest.mark.parametrize("nerve", ["median", "ulnar", "radial", "sciatic"])
def test_a_nerve_is_slid_from_a_stated_position(nerve: str):
    row = load().technique(f"nerve_gliding_{nerve}")
    assert load().texts[row.how.id].startswith("Supine, ")
    assert row.aim is TechniqueAim.GLIDE
    assert Load.NERVE_TENSION in row.loads


def test_the_front_of_neck_and_belly_is_never_pressed_firmly():
    pressed = [row for row in load().treatments if {"sternocleidomastoid", "scalenes", "iliopsoas"} & set(row.muscles)]
    assert {row.pressure for row in pressed} == {Pressure.LIGHT}


def test_a_round_back_is_strengthened_at_home():
    long = [link.muscle for link in load().links if link.distortion == "hyperkyphosis" and link.state is LONG]
    first = [row for muscle in long for row in load().exercises_for(muscle, LONG)]
    assert "prone_y_t_w" in {row.key for row in first if row.kind is ExerciseKind.STRENGTHEN}
    assert "katzman_2017" in next(row.references for row in load().exercises if row.key == "prone_y_t_w")
