"""The packaged tables load, and a damaged or contradictory copy is refused with the row's name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from posture_cv.domain.errors import KnowledgeError
from posture_cv.knowledge import check, load
from posture_cv.knowledge.library import TABLES

if TYPE_CHECKING:
    from pathlib import Path


def replace(tables: Path, table: str, old: str, new: str) -> None:
    path = tables / f"{table}.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_tables_are_read_once():
    assert load() is load()


def test_a_copy_reads_like_the_packaged_tables(tables: Path):
    assert check(tables) == load()


def test_the_checksum_follows_the_content_but_not_the_line_ends(tables: Path):
    muscles = tables / "muscles.toml"
    muscles.write_bytes(muscles.read_bytes().replace(b"\n", b"\r\n"))
    assert check(tables).sha256 == load().sha256

    muscles.write_bytes(muscles.read_bytes() + b"# a note\n")
    assert check(tables).sha256 != load().sha256


@pytest.mark.parametrize("table", TABLES)
def test_a_missing_table_is_named(tables: Path, table: str):
    (tables / f"{table}.toml").unlink()
    with pytest.raises(KnowledgeError, match=f"table {table} is missing"):
        check(tables)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b"[[norm]\n", "norms is damaged", id="not TOML"),
        pytest.param(b"\xff\xfe", "norms is damaged", id="not UTF-8"),
        pytest.param(b"", "holds no rows called 'norm'", id="empty"),
        pytest.param(b"norm = 3\n", "holds no rows called 'norm'", id="no rows"),
        pytest.param(b"[[norms]]\nlower = 1.0\n", "holds 'norms'", id="rows of another name"),
    ],
)
def test_a_damaged_table_is_named(tables: Path, content: bytes, message: str):
    (tables / "norms.toml").write_bytes(content)
    with pytest.raises(KnowledgeError, match=message):
        check(tables)


@pytest.mark.parametrize(
    ("table", "old", "new", "message"),
    [
        pytest.param(
            "muscles", "plain_name =", "plane_name =", r"Table muscles, row 1 \(suboccipitals\), field plain_name", id="misspelt key"
        ),
        pytest.param(
            "norms", "basis =", 'colour = "red"\nbasis =', r"row 1 \(craniovertebral_angle_standing\), field colour", id="unknown key"
        ),
        pytest.param(
            "norms", "mean = 48.9", 'mean = "48.9"', r"row 1 .*, field mean: input should be a valid number", id="text for a number"
        ),
        pytest.param(
            "links", 'grades = ["B", "X"]', 'grades = ["E"]', r"row 1 \(forward_head_shortened_1\), field grades", id="unknown grade"
        ),
        pytest.param("tests", 'position = "supine"', 'position = "upside_down"', "field position", id="unknown body position"),
        pytest.param(
            "norms", '"S7", "S8"', '"S7", "S999"', "norms, row craniovertebral_angle_standing: reference S999", id="unknown reference"
        ),
        pytest.param(
            "distortions",
            '"S7", "S14"',
            '"S998", "S14"',
            "distortions, row forward_head: reference S998",
            id="unknown reference of a distortion",
        ),
        pytest.param(
            "safety",
            'references = ["S125", "girft_2023"]',
            "references = []",
            "row saddle_numbness: references is empty",
            id="no reference",
        ),
        pytest.param("muscles", 'name = "Suboccipitals"', 'name = " "', "row suboccipitals: name is empty", id="blank text"),
        pytest.param(
            "links",
            '"suboccipitals"',
            '"suboccipitalis"',
            "row forward_head to suboccipitalis .*: muscle suboccipitalis is not",
            id="unknown muscle",
        ),
        pytest.param("links", '"suboccipitals"', '"deep_neck_flexors"', "no test for deep_neck_flexors likely_shortened", id="no test"),
        pytest.param(
            "links", '"suboccipitals"', '"scalenes"', "links, row forward_head to scalenes .*: given 2 times", id="link given twice"
        ),
        pytest.param(
            "links", '"forward_head"', '"turtle_neck"', "distortion turtle_neck is not in table distortions", id="unknown distortion"
        ),
        pytest.param("links", 'side = "both"', 'side = "high"', "side high cannot be told", id="side of a midline distortion"),
        pytest.param(
            "tests", 'muscle = "suboccipitals"', 'muscle = "tail"', "row flexion_rotation: muscle tail is not", id="test of no muscle"
        ),
        pytest.param("norms", "between = [1.8, 5.2]", "between = [5.2, 1.8]", "lower 5.2 is not below upper 1.8", id="norm upside down"),
        pytest.param(
            "norms", "sd = 5.2\n", "", "row craniovertebral_angle_standing: mean, sd and group go together", id="norm without its SD"
        ),
        pytest.param("norms", 'sex = "male"\n', "", "thoracic_kyphosis standing: 2 rows are for people in general", id="two general norms"),
        pytest.param("norms", "between = [-4.0, 4.0]", "between = [-4.0, 5.0]", "row pelvic_obliquity: absolute needs", id="lopsided tilt"),
        pytest.param(
            "distortions", '"trunk_lean", dir', '"plumb_offset_ear", dir', "plumb_offset_ear has no standing row", id="sign without a norm"
        ),
        pytest.param("distortions", "absolute = false", "absolute = true", "row forward_head: absolute needs", id="absolute below a cut"),
        pytest.param("distortions", 'side = "low"', 'side = "both"', "row head_tilt: side both goes with", id="tilt without a side"),
        pytest.param("distortions", "{value}", "{valeu}", "row forward_head: statement must name value", id="misspelt placeholder"),
        pytest.param("distortions", "{value}", "{value", "row forward_head: statement is not a template", id="unclosed placeholder"),
        pytest.param("distortions", "tilt to the {side}", "tilt", "row head_tilt: statement must name the side", id="side not named"),
        pytest.param(
            "measures", 'name = "pelvic_tilt"', 'name = "tail_tilt"', "norms: measure pelvic_tilt is not", id="norm of no measure"
        ),
        pytest.param("measures", 'name = "trunk_lean"', 'name = "Trunk lean"', "field name: .*match pattern", id="measure's name in words"),
        pytest.param(
            "measures", "least = -45.0", "least = 145.0", "row craniovertebral_angle: least 145.0 is not", id="limits upside down"
        ),
        pytest.param("measures", '["c7", "tragus"]', '["c7"]', "read off 2 places, but its points make 1", id="a point too few"),
        pytest.param("measures", '["outer_canthus"]', '["c7"]', "row head_tilt_frontal: .* its points make 1", id="stand-in without sides"),
        pytest.param(
            "measures", 'views = ["back"]', 'views = ["left"]', "row pelvic_obliquity: a stand-in is for a view", id="stand-in unseen"
        ),
        pytest.param("measures", "upward = -1", "upward = 2", "upward and turn are signs", id="sign that is none"),
        pytest.param("measures", 'kind = "curve"', 'kind = "offset"', "tangents go with curves", id="tangents of no curve"),
        pytest.param("rules", 'tier = "stop_now"', 'tier = "soon"', r"\(cauda_equina\), field tier", id="no such tier"),
        pytest.param(
            "rules", "at_least = 1", "at_least = 9", "row cauda_equina: at_least 9 must lie between 1 and", id="more than there are"
        ),
        pytest.param(
            "rules", '"saddle_numbness"', '"mood"', "row cauda_equina: question mood is not in table safety", id="rule on no question"
        ),
        pytest.param(
            "rules", 'together = [["vision_loss"]]', "together = [[]]", "row vision_loss: together holds an empty", id="empty group"
        ),
        pytest.param(
            "rules",
            'strength = "guideline"',
            'strength = "trial"',
            "row cauda_equina: no source of strength trial",
            id="strength unfounded",
        ),
        pytest.param("references", 'strength = "guideline"\n', "", "says neither strength nor read", id="source of unknown strength"),
        pytest.param(
            "safety", 'kind = "risk"', 'kind = "risk"\nanswer = true', "row age_50: an answer belongs to a client", id="answer in the table"
        ),
        pytest.param("safety", 'key = "fever"', 'key = "mood"', "safety, row mood: no row of table rules", id="question nobody hears"),
        pytest.param(
            "safety", 'now = ["chest_pain"]', 'now = ["mood"]', "row cardiac: question mood is not asked", id="answered by nothing"
        ),
        pytest.param("safety", 'kind = "risk"', 'kind = "risk"\nnow = ["fever"]', "row age_50: only a retired question", id="not retired"),
        pytest.param(
            "patterns", '"forward_head"', '"turtle_neck"', "row upper_crossed: distortion turtle_neck is not", id="pattern of nothing"
        ),
        pytest.param(
            "patterns",
            'required = ["forward_head"]',
            'required = ["sway_back"]',
            "required sway_back is not one of its members",
            id="required",
        ),
        pytest.param(
            "patterns", "at_least = 2", "at_least = 4", "row upper_crossed: at_least 4 must lie between 2", id="more than there are"
        ),
        pytest.param("patterns", "at_least = 2", "at_least = 1", "row upper_crossed: at_least 1 must lie between 2", id="pattern of one"),
        pytest.param(
            "patterns", "excludes = []", 'excludes = ["forward_head"]', "forward_head is both a member and excluded", id="for and against"
        ),
        pytest.param("patterns", "{certainty}", "{severity}", "row upper_crossed: statement must name certainty", id="pattern placeholder"),
        pytest.param("patterns", "{certainty}", "{certainty", "row upper_crossed: statement must name certainty", id="pattern template"),
        pytest.param("patterns", '"S88", "S89"', '"S997", "S89"', "row upper_crossed: reference S997", id="unknown reference of a pattern"),
        pytest.param("factors", 'factor = "ischemia"', 'factor = "weather"', r"row 1 \(weather\), field factor", id="unknown factor"),
        pytest.param("factors", 'factor = "ischemia"', 'factor = "trigger_points"', "factors, row ischemia: missing", id="factor missing"),
        pytest.param(
            "referrals", 'muscle = "scalenes"', 'muscle = "tail"', "referrals, row tail: muscle tail is not", id="zone of no muscle"
        ),
        pytest.param(
            "referrals", 'muscle = "scalenes"', 'muscle = "suboccipitals"', "referrals, row suboccipitals: given 2 times", id="two zones"
        ),
        pytest.param("entrapments", '["piriformis"]', '["tail"]', "row sciatic_piriformis: muscle tail is not", id="nerve at no muscle"),
        pytest.param("entrapments", "plain_feels_like =", "feels =", r"row 1 \(greater_occipital\), field", id="plain words missing"),
        pytest.param("techniques", "hold_upper_s = 30.0", "hold_upper_s = 0.0", "row ischemic_compression: hold_upper_s 0.0", id="no hold"),
        pytest.param("techniques", "bouts = 3", "bouts = 0", "row ischemic_compression: bouts 0 is less than 1", id="no bout"),
        pytest.param(
            "techniques", "rest_s = 10.0", "rest_s = -1.0", "row ischemic_compression: rest_s -1.0 is negative", id="negative pause"
        ),
        pytest.param("techniques", 'key = "stripping"', 'key = "tearing"', "technique stripping is not in table", id="unknown technique"),
        pytest.param("treatments", '["suboccipitals"]', '["tail"]', "muscle tail is not in table muscles", id="technique for no muscle"),
        pytest.param(
            "treatments", "hold_upper_s = 20.0", "hold_upper_s = 60.0", "suboccipitals: hold_upper_s 60.0 is not between", id="longer hold"
        ),
        pytest.param(
            "endangerments",
            '["biceps_short_head", "pronator_teres"',
            '["tail", "pronator_teres"',
            "row inner_elbow: muscle tail is not",
            id="endangered no muscle",
        ),
        pytest.param("exercises", '"deep_neck_flexors"', '"tail"', "row chin_nod: muscle tail is not", id="exercise of no muscle"),
        pytest.param(
            "exercises",
            'shortened = ["levator_scapulae"]',
            "shortened = []",
            "row levator_stretch: names no muscle",
            id="exercise for nothing",
        ),
        pytest.param(
            "contraindications", 'rules = ["bleeding"]', 'rules = ["mood"]', "row bleeding: rule mood is not in table rules", id="no rule"
        ),
        pytest.param(
            "contraindications",
            'rules = ["hernia"]',
            'rules = ["surgery"]',
            "rules, row hernia: no row of table contra",
            id="rule without effect",
        ),
        pytest.param(
            "contraindications",
            'rules = ["hernia"]',
            'rules = ["hernia", "fracture"]',
            "rule fracture ends the visit",
            id="stop taken lightly",
        ),
        pytest.param(
            "contraindications",
            'forbids = ["stretch"]',
            'forbids = ["pogo"]',
            r"\(hypermobility\), field forbids",
            id="no such load",
        ),
        pytest.param(
            "tests",
            'loads = ["supine", "neck_end_range"]',
            'loads = ["neck_end_range"]',
            "loads do not name its position supine",
            id="position unsaid",
        ),
        pytest.param("advice", 'topic = "opening"', 'topic = "farewell"', r"row 1 \(pressure_scale\), field topic", id="unknown topic"),
        pytest.param("advice", '"S5", "S121"', '"S5", "S996"', "row hands_on_is_relief: reference S996", id="unknown reference of advice"),
        pytest.param("references", 'key = "S2"', 'key = "S3"', "references, row S3: given 2 times", id="reference given twice"),
    ],
)
def test_a_planted_error_is_named_with_its_row(tables: Path, table: str, old: str, new: str, message: str):
    replace(tables, table, old, new)
    with pytest.raises(KnowledgeError, match=message) as caught:
        check(tables)
    assert str(tables) not in str(caught.value)
    assert caught.value.remedy.id in ("tables.correct_row", "tables.correct_rows")
