"""The tables of complaints: complete, safe first, and refused where they are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from posture_cv.domain.errors import KnowledgeError
from posture_cv.domain.screen import Tier
from posture_cv.knowledge import check, load

KNOWN = load()


def planted(tables: Path, table: str, old: str, new: str) -> None:
    file = tables / f"{table}.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("table", "old", "new", "told"),
    [
        pytest.param(
            "conditions",
            'red_flags = ["weight_loss", "fever", "night_pain", "hot_joint", "morning_stiffness", "growing_weakness", "cancer_history", '
            '"temple_headache", "psoriasis", "brisk_reflexes"]',
            "red_flags = []",
            "row fibromyalgia: red_flags is empty",
            id="no red flags",
        ),
        pytest.param("conditions", 'strength = "guideline"\n', "", "field strength: field required", id="no strength"),
        pytest.param("claims", 'strength = "review"\n', "", "field strength: field required", id="claim without strength"),
        pytest.param("condition_muscles", 'strength = "textbook"\n', "", "field strength", id="muscle without strength"),
        pytest.param("condition_tests", 'strength = "guideline"\n', "", "field strength", id="test without strength"),
        pytest.param("differentials", 'strength = "guideline"\n', "", "field strength", id="differential without strength"),
        pytest.param("provocations", 'strength = "review"\n', "", "field strength", id="provocation without strength"),
        pytest.param("conditions", '"saddle_numbness"', '"mood"', "row low_back_pain: question mood is not asked", id="unknown flag"),
        pytest.param(
            "conditions", '"saddle_numbness"', '"cauda_equina"', "row low_back_pain: question cauda_equina is not asked", id="flag of old"
        ),
        pytest.param("conditions", '"sciatic_piriformis"', '"optic"', "row sciatica: nerve optic is not in table", id="unknown nerve"),
        pytest.param("conditions", '"pin_and_stretch"', '"hug"', "row sciatica: technique hug is not in table", id="unknown technique"),
        pytest.param("conditions", '"figure_four"', '"yodel"', "row sciatica: exercise yodel is not in table", id="unknown exercise"),
        pytest.param("condition_muscles", 'muscle = "piriformis"', 'muscle = "tail"', "muscle tail is not in table", id="unknown muscle"),
        pytest.param("condition_tests", 'test = "slump"', 'test = "stare"', "test stare is in neither table", id="unknown test"),
        pytest.param(
            "condition_muscles", 'condition = "sciatica"', 'condition = "gloom"', "condition gloom is not in table", id="unknown complaint"
        ),
        pytest.param("claims", '["sciatica"]', '["gloom"]', "claims, row .*: condition gloom is not in table", id="claim on nothing"),
        pytest.param(
            "condition_tests",
            'condition = "fibromyalgia"',
            'condition = "sciatica"',
            "row fibromyalgia: no row of table condition_tests is for it",
            id="nothing to test",
        ),
        pytest.param(
            "differentials",
            '["tension_headache", "migraine", "jaw_pain", "fibromyalgia"]',
            '["tension_headache", "migraine", "jaw_pain"]',
            "row fibromyalgia: no differential asks for a doctor today",
            id="nothing urgent",
        ),
        pytest.param("provocations", "specificity = 0.28\n", "", "sensitivity and specificity go together", id="half an accuracy"),
        pytest.param("provocations", "specificity = 0.28", "specificity = 28.0", "lie between 0 and 1", id="accuracy in per cent"),
        pytest.param(
            "provocations", 'loads = ["supine", "nerve', 'loads = ["nerve', "loads do not name its position", id="position unsaid"
        ),
        pytest.param("provocations", 'key = "slump"', 'key = "ober"', "table tests has a row of that key", id="name taken"),
        pytest.param("condition_tests", 'test = "windlass"', 'test = "ober"', "row windlass: no row of table condition", id="never asked"),
        pytest.param("claims", 'strength = "review"', 'strength = "trial"', "no source of strength trial is cited", id="too strong"),
        pytest.param("conditions", 'key = "migraine"', 'key = "sciatica"', "row sciatica: given 2 times", id="given twice"),
        pytest.param("conditions", "plain_advice =", 'colour = "red"\nplain_advice =', "field colour", id="column nobody knows"),
        pytest.param("differentials", 'tier = "same_day"', 'tier = "soon"', "field tier", id="no such urgency"),
    ],
)
def test_a_planted_error_is_refused_by_name(tables: Path, table: str, old: str, new: str, told: str) -> None:
    planted(tables, table, old, new)
    with pytest.raises(KnowledgeError, match=told):
        check(tables)


@pytest.mark.parametrize(
    ("condition", "first"),
    [
        ("sciatica", ("piriformis", "gluteus_minimus")),
        ("jaw_pain", ("masseter", "temporalis", "lateral_pterygoid")),
        ("shoulder_pain", ("infraspinatus_teres_minor", "supraspinatus")),
    ],
)
def test_a_complaint_leads_with_its_muscles(condition: str, first: tuple[str, ...]) -> None:
    assert KNOWN.muscles_with(condition)[: len(first)] == first


def test_every_complaint_of_the_brief_has_a_row() -> None:
    assert {row.key for row in KNOWN.conditions} == {
        "low_back_pain",
        "sciatica",
        "tension_headache",
        "migraine",
        "jaw_pain",
        "whiplash",
        "carpal_tunnel",
        "heel_pain",
        "tendon_pain",
        "shoulder_pain",
        "knee_pain",
        "hip_pain",
        "fibromyalgia",
        "scar_recovery",
    }


def test_the_roots_are_among_what_sciatica_may_be_and_are_tested() -> None:
    assert any(row.key == "lumbar_radiculopathy" and "sciatica" in row.conditions for row in KNOWN.differentials)
    tests = [row.test for row in KNOWN.condition_tests if row.condition == "sciatica"]
    assert {"straight_leg_raise_nerve", "slump", "seated_piriformis_stretch", "active_piriformis"} <= set(tests)


@pytest.mark.parametrize("condition", ["whiplash", "sciatica", "jaw_pain", "migraine", "fibromyalgia", "scar_recovery"])
def test_caution_stands_where_hands_could_harm(condition: str) -> None:
    row = next(one for one in KNOWN.conditions if one.key == condition)
    assert row.caution is not None


def test_whiplash_asks_what_the_c_spine_rule_asks() -> None:
    # Canadian C-spine rule: age 65, dangerous mechanism, paraesthesia in limbs; then midline tenderness and rotation under 45 degrees
    row = next(one for one in KNOWN.conditions if one.key == "whiplash")
    assert {"age_65", "dangerous_mechanism", "limb_tingling_since", "midline_tenderness", "neck_turn_limited"} <= set(row.red_flags)


def test_what_needs_an_emergency_department_is_told_with_the_complaint() -> None:
    emergencies = {row.key for row in KNOWN.differentials if row.tier is Tier.STOP_NOW}
    assert {"cauda_equina", "subarachnoid", "neck_fracture", "neck_artery", "heart", "septic_joint"} <= emergencies


@pytest.mark.parametrize(
    ("key", "ratio"), [("seated_piriformis_stretch", 5.2), ("active_piriformis", 3.9), ("crossed_straight_leg_raise", 2.8)]
)
def test_a_likelihood_ratio_is_that_of_its_figures(key: str, ratio: float) -> None:
    # Martin 2014 gives 5.22 and 3.90; .28 / (1 - .90) = 2.8
    row = next(one for one in KNOWN.provocations if one.key == key)
    assert row.positive_likelihood_ratio == pytest.approx(ratio, abs=0.05)


def test_a_test_without_figures_has_no_ratio() -> None:
    row = next(one for one in KNOWN.provocations if one.key == "windlass")
    assert row.positive_likelihood_ratio is None
