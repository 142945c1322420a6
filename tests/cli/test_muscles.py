"""``posture-cv muscles`` as a user types it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

from typer.testing import CliRunner, Result

from posture_cv.assets.samples import samples
from posture_cv.cli.commands import app
from posture_cv.knowledge import load

PHOTO = str({sample.path.name: sample.path for sample in samples()}["forward_head_right.jpg"])


def run(*arguments: str, columns: int = 200) -> Result:
    return CliRunner().invoke(app, ["muscles", *arguments], env={"COLUMNS": str(columns), "NO_COLOR": "1"})


def test_all_muscles_are_listed():
    result = run()
    assert result.exit_code == 0, result.output
    assert [row.key for row in load().muscles if row.key not in result.stdout] == []


def test_one_muscle_shows_its_card():
    result = run("quadratus lumborum")
    assert result.exit_code == 0, result.output
    for words in ("Quadratus lumborum", "Tests", "Where it may be felt", "Techniques to consider", "Keep out of", "At home", "Side plank"):
        assert words in result.stdout


def test_a_measure_is_no_muscle():
    result = run("trunk_lean")
    assert result.exit_code == 8
    assert "hold nothing of that name" in result.stderr


def test_the_map_marks_the_muscle_named(tmp_path: Path):
    target = tmp_path / "map.svg"
    result = run("pectoralis_minor", "--map", str(target))
    assert result.exit_code == 0, result.output
    root = ET.fromstring(target.read_text(encoding="utf-8"))  # noqa: S314 our own file
    assert root[0].text == "Pectoralis minor: where it lies and where it may be felt"
    assert "pectoralis_minor" in {element.get("data-muscle") for element in root.iter()}


def test_a_photo_suggests_muscles_and_marks_them(tmp_path: Path, forbidden: Callable[[str], list[str]]):
    target = tmp_path / "map.svg"
    result = run("--photo", PHOTO, "--map", str(target))
    assert result.exit_code == 0, result.output
    assert "possibly shortened" in result.stdout
    assert "confirm each by its test" in result.stdout
    assert forbidden(result.stdout) == []
    states = {element.get("data-state") for element in ET.fromstring(target.read_text(encoding="utf-8")).iter()}  # noqa: S314
    assert "shortened" in states


def test_a_map_that_cannot_be_saved_says_why(tmp_path: Path):
    result = run("--map", str(tmp_path / "nowhere" / "map.svg"))
    assert result.exit_code == 9
    assert "folder" in result.stderr
    assert str(tmp_path) not in result.stderr


def test_the_list_fits_the_terminal():
    result = run(columns=80)
    assert max(len(line.rstrip()) for line in result.stdout.splitlines()) <= 80


def test_what_is_felt_brings_muscles_with_zone_nerve_and_tests():
    result = run("--felt-in", "buttock", "--felt-in", "calf")
    assert result.exit_code == 0, result.output
    ranks = re.findall(r"^(\d+) +(Piriformis|Gluteus minimus|Hamstrings|Soleus)", result.stdout, re.MULTILINE)
    # piriformis lies in one, refers to one, and its nerve is felt in both; soleus covers one area and stands after the first six
    assert ranks == [("1", "Piriformis"), ("2", "Gluteus minimus"), ("3", "Hamstrings")]
    assert "not a finding" in result.stdout
    every = run("--felt-in", "buttock", "--felt-in", "calf", "--all").stdout
    assert re.search(r"^\d+ +Soleus", every, re.MULTILINE)


def test_tingling_from_buttock_to_calf_brings_root_and_piriformis_with_tests_and_whom_to_refer():
    page = " ".join(run("--felt-in", "buttock", "--felt-in", "calf").stdout.split())
    caution = page.index("New loss of strength or feeling: refer")
    assert caution < page.index("Piriformis") < page.index("Radiculopathy at L5 or S1") < page.index("Slump test")


def test_a_complaint_ranks_its_muscles_after_its_caution():
    page = " ".join(run("--complaint", "whiplash").stdout.split())
    assert page.index("First rule out fracture") < page.index("Deep neck flexors")
    assert run("--complaint", "gout").exit_code != 0


def test_an_area_of_no_name_is_refused():
    assert run("--felt-in", "elsewhere").exit_code == 2
