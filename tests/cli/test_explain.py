"""``posture-cv explain`` as a user types it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from typer.testing import CliRunner, Result

from posture_cv.cli.commands import app


def run(*arguments: str, columns: int = 200) -> Result:
    return CliRunner().invoke(app, ["explain", *arguments], env={"COLUMNS": str(columns), "NO_COLOR": "1"})


def test_the_card_of_a_measure():
    result = run("craniovertebral_angle")
    assert result.exit_code == 0, result.output
    for words in (
        "Craniovertebral angle",
        "Definition",
        "Typical range",
        "Reliability",
        "Sources",
        "Standing, adults aged 17 to 83: 40.3 to 57.5°",
        "doi:10.1016/s0003-9993(97)90335-x",
    ):
        assert words in result.stdout


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("forward_head", "Evidence against"),
        ("pectoralis_minor", "Acromion-table distance"),
        ("upper_crossed", "At least 2 of 3"),
        ("nerve gliding median", "10 smooth moves"),
        ("sciatica", "First rule out"),
        ("nmt", "Stanley Lief"),
        ("nmt", "Lactic acid. Not supported"),
        ("nmt_mechanisms", "(grade C/X; review)"),
    ],
)
def test_the_card_of_other_things(name: str, words: str):
    result = run(name)
    assert result.exit_code == 0, result.output
    assert words in result.stdout


@pytest.mark.parametrize("columns", [60, 80])
def test_a_card_fits_the_terminal(columns: int):
    result = run("iliopsoas", columns=columns)
    assert max(len(line.rstrip()) for line in result.stdout.splitlines()) <= columns


def test_without_a_name_all_names_are_listed():
    result = run()
    assert result.exit_code == 0, result.output
    for name in ("craniovertebral_angle", "sway_back", "kyphotic_lordotic", "popliteus", "stripping"):
        assert f"  {name} " in result.stdout


def test_a_wrong_name_suggests_close_ones():
    result = run("craniovertebal")
    assert result.exit_code == 8
    assert "Did you mean craniovertebral_angle" in result.stderr
    assert result.stdout == ""


def test_no_forbidden_word_is_printed(forbidden: Callable[[str], list[str]]):
    for name in ("pelvic_tilt", "anterior_pelvic_tilt", "lower_crossed", "iliopsoas", "ischemic_compression"):
        assert forbidden(run(name).stdout) == []
