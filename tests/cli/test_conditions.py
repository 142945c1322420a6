"""``posture-cv conditions`` as a user types it, and the same in Python."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

import posture_cv
from posture_cv.cli.commands import app
from posture_cv.knowledge import load
from posture_cv.wiring import words_in

KNOWN = load()


def run(*arguments: str, columns: int = 200) -> Result:
    return CliRunner().invoke(app, ["conditions", *arguments], env={"COLUMNS": str(columns), "NO_COLOR": "1"})


@pytest.mark.parametrize("language", ["en", "es"])
def test_without_a_name_all_complaints_are_listed(language: str) -> None:
    result = run("--language", language)
    assert result.exit_code == 0, result.output
    listed = {line.split()[0]: line.split(maxsplit=1)[1] for line in result.stdout.splitlines()}
    assert listed == {row.key: words_in(language).say(row.title) for row in KNOWN.conditions}


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_to_rule_out_comes_first_and_referral_before_muscles(language: str) -> None:
    words = words_in(language)
    shown = run("whiplash", "--language", language).stdout
    headings = ("caution_first", "rule_out", "refer", "presents", "examine", "tests", "techniques", "home", "client_can", "evidence")
    places = [shown.index(f"\n{words.text(f'card.title.{heading}')}\n") for heading in headings]
    assert places == sorted(places)
    assert words.say(next(row.question for row in KNOWN.safety if row.key == "midline_tenderness")) in shown


def test_sciatica_shows_muscles_roots_tests_and_referral_rule() -> None:
    shown = run("sciatica").stdout
    assert shown.index("Piriformis:") < shown.index("Gluteus minimus:")
    for told in (
        "Stop now: Cauda equina syndrome.",
        "Radiculopathy at L5 or S1",
        "Seated piriformis stretch test, seated.",
        "Sensitivity 52 %, specificity 90 %. Positive likelihood ratio 5.2.",
        "doi:10.1007/s00167-013-2758-7",
    ):
        assert told in shown


def test_a_card_fits_the_terminal() -> None:
    assert max(len(line.rstrip()) for line in run("jaw_pain", columns=80).stdout.splitlines()) <= 80


@pytest.mark.parametrize(("wrong", "meant"), [("jaw", "jaw_pain"), ("siatica", "sciatica"), ("headache", "tension_headache")])
def test_a_wrong_name_suggests_close_ones(wrong: str, meant: str) -> None:
    result = run(wrong)
    assert result.exit_code == 8
    assert meant in result.stderr
    assert result.stdout == ""


def test_a_muscle_is_no_complaint() -> None:
    assert run("piriformis").exit_code == 8


@pytest.mark.parametrize("language", ["en", "es"])
def test_python_and_json_give_the_same(tmp_path: Path, language: str) -> None:
    file = tmp_path / "all.json"
    assert run("--json", str(file), "--language", language).exit_code == 0
    data: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    assert data == posture_cv.conditions(language)
    one = json.loads(run("sciatica", "--json", "-", "--language", language).stdout)
    assert one == data["sciatica"]
    assert one["muscles"][:2] == ["piriformis", "gluteus_minimus"]
    assert [section["id"] for section in one["sections"]][:3] == ["caution_first", "rule_out", "refer"]
    assert one["sources"][0]["citation"]


def test_every_row_is_shown_in_its_table() -> None:
    shown = CliRunner().invoke(app, ["knowledge", "conditions"], env={"COLUMNS": "200", "NO_COLOR": "1"}).stdout
    assert "conditions/whiplash" in shown
    assert "Strength: guideline" in shown
    assert "doi:10.1016/j.jmpt.2016.08.007" in shown


def test_no_forbidden_word_is_printed(forbidden: Callable[[str], list[str]]) -> None:
    assert {row.key: found for row in KNOWN.conditions if (found := forbidden(run(row.key).stdout))} == {}
