"""The packaged tables load, and a damaged or contradictory copy is refused with the row's name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from posture_cv.domain.errors import KnowledgeError
from posture_cv.domain.estimates import MeasureName
from posture_cv.knowledge import check, load

if TYPE_CHECKING:
    from pathlib import Path


def replace(tables: Path, table: str, old: str, new: str) -> None:
    path = tables / f"{table}.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_every_measure_has_a_definition():
    assert {row.name for row in load().measures} == set(MeasureName)


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


@pytest.mark.parametrize("table", ["distortions", "links", "measures", "muscles", "norms", "references", "safety", "tests"])
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
        pytest.param("norms", "basis =", 'colour = "red"\nbasis =', r"row 1 \(craniovertebral_angle\), field colour", id="unknown key"),
        pytest.param(
            "norms", "lower = 40.3", 'lower = "40.3"', r"row 1 .*, field lower: input should be a valid number", id="text for a number"
        ),
        pytest.param("links", 'grades = ["B", "X"]', 'grades = ["E"]', r"row 1 \(forward_head\), field grades", id="unknown grade"),
        pytest.param("tests", 'position = "supine"', 'position = "upside_down"', "field position", id="unknown body position"),
        pytest.param(
            "norms", '"S7", "S8"', '"S7", "S999"', "norms, row craniovertebral_angle standing: reference S999", id="unknown reference"
        ),
        pytest.param(
            "distortions",
            '"S7", "S14"',
            '"S998", "S14"',
            "distortions, row forward_head: reference S998",
            id="unknown reference of a distortion",
        ),
        pytest.param(
            "safety", 'references = ["S125", "S126"]', "references = []", "row cauda_equina: references is empty", id="no reference"
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
        pytest.param("norms", "lower = 40.3", "lower = 60.0", "lower 60.0 is not below upper 57.5", id="norm upside down"),
        pytest.param(
            "distortions", "marked_beyond = 45.0", "marked_beyond = 50.0", "row forward_head: mild_beyond 50.0", id="bands not descending"
        ),
        pytest.param(
            "distortions",
            "marked_beyond = 60.5",
            "marked_beyond = 40.0",
            "row rounded_shoulders: mild_beyond 52.0",
            id="bands not ascending",
        ),
        pytest.param(
            "distortions", "grey_zone = 5.0", "grey_zone = -5.0", "row forward_head: grey_zone -5.0 is negative", id="negative grey zone"
        ),
        pytest.param("distortions", "absolute = false", "absolute = true", "row forward_head: absolute needs", id="absolute below a cut"),
        pytest.param("distortions", 'side = "low"', 'side = "both"', "row head_tilt: side both goes with", id="tilt without a side"),
        pytest.param("distortions", "{value}", "{valeu}", "row forward_head: statement must name value", id="misspelt placeholder"),
        pytest.param("distortions", "{value}", "{value", "row forward_head: statement is not a template", id="unclosed placeholder"),
        pytest.param("distortions", "tilt to the {side}", "tilt", "row head_tilt: statement must name the side", id="side not named"),
        pytest.param(
            "measures", 'name = "trunk_lean"', 'name = "knee_angle"', "row trunk_lean: missing", id="measure without a definition"
        ),
        pytest.param("safety", "tier = 1", "tier = 4", "row cauda_equina: tier 4", id="tier out of range"),
        pytest.param(
            "safety", "tier = 1", "tier = 1\nanswer = true", "row cauda_equina: answer belongs to a client", id="answer in the table"
        ),
        pytest.param("references", 'key = "S2"', 'key = "S3"', "references, row S3: given 2 times", id="reference given twice"),
    ],
)
def test_a_planted_error_is_named_with_its_row(tables: Path, table: str, old: str, new: str, message: str):
    replace(tables, table, old, new)
    with pytest.raises(KnowledgeError, match=message) as caught:
        check(tables)
    assert str(tables) not in str(caught.value)
    assert "reinstall" in caught.value.remedy
