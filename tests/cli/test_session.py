"""The safety screen and the session plan on the command line."""

import json

import pytest
from typer.testing import CliRunner, Result

from posture_cv.assets.samples import samples
from posture_cv.cli.commands import app

FORWARD_HEAD = str(next(sample.path for sample in samples() if sample.path.name == "client_before_left.jpg"))


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["assess", FORWARD_HEAD, *arguments])


def test_without_a_red_flag_muscles_and_plan_are_given() -> None:
    result = run("--plan", "30")
    assert result.exit_code == 0, result.output
    assert "Worth testing by hand" in result.stdout
    assert "A session of 30 minutes to consider" in result.stdout


def test_red_flag_of_the_first_tier_stops_muscles_and_plan() -> None:
    result = run("--red-flag", "thrombosis", "--plan", "30")
    assert result.exit_code == 0, result.output
    assert "Stop: the safety screen comes first." in result.stdout
    assert result.stdout.index("Emergency department") < result.stdout.index("Measured")
    assert "112 in Europe" in result.stdout
    assert "Worth testing by hand" not in result.stdout
    assert "A session" not in result.stdout


def test_red_flag_of_the_first_tier_leaves_no_muscle_in_the_json() -> None:
    data = json.loads(run("--red-flag", "thrombosis", "--json", "-").stdout)
    assert data["muscles"] == []
    assert data["worksheet"]["items"] == []
    assert [row["key"] for row in data["worksheet"]["safety"] if row["answer"]] == ["thrombosis"]


def test_the_json_holds_the_length_and_the_approach_asked_for():
    sheet = json.loads(run("--plan", "60", "--approach", "european", "--json", "-").stdout)["worksheet"]
    assert (sheet["minutes"], sheet["approach"]) == (60, "european")
    assert sheet["factors"][0]["factor"] == "trigger_points"


def test_red_flag_of_the_second_tier_asks_for_medical_advice_in_place_of_a_plan() -> None:
    result = run("--red-flag", "cancer_history", "--plan", "30")
    assert "Medical advice first." in result.stdout
    assert "A session" not in result.stdout


def test_unknown_question_lists_the_known_ones() -> None:
    result = run("--red-flag", "elbow")
    assert result.exit_code == 8
    assert "thrombosis" in result.stderr


@pytest.mark.parametrize("minutes", ["29", "61"])
def test_session_length_out_of_range_is_a_usage_error(minutes: str) -> None:
    assert run("--plan", minutes).exit_code == 2


def test_an_age_answers_the_questions_about_it_and_says_so() -> None:
    result = run("--age", "67", "--plan", "30")
    assert result.exit_code == 0, result.output
    lines = result.stdout.split("Answered from the age stated")[1].splitlines()[1:5]
    assert sorted(line.strip() for line in lines) == [
        "Aged 50 or over? Yes.",
        "Aged 65 or over? Yes.",
        "Still growing, with a back that is visibly curved or round? No.",
        "Younger than 18? No.",
    ]
    spanish = run("--age", "67", "--plan", "30", "--language", "es")
    assert "Respondido por la edad indicada" in spanish.stdout


def test_a_red_flag_that_the_age_denies_is_refused_before_a_photo_is_looked_at() -> None:
    result = CliRunner().invoke(app, ["assess", "no such photo.jpg", "--age", "30", "--red-flag", "age_65"])
    assert result.exit_code != 0
    assert 'At 30 the answer to "Aged 65 or over?" is no, but --red-flag age_65 says yes.' in " ".join(result.stderr.split())
    assert run("--age", "67", "--red-flag", "age_65").exit_code == 0


def test_under_18_no_finding_is_made_by_the_age_alone() -> None:
    data = json.loads(run("--age", "15", "--json", "-").stdout)
    assert data["findings"] == data["patterns"] == data["muscles"] == data["worksheet"]["items"] == []
    assert data["worksheet"]["held_back"] == ["under_18"]
    assert data["measurements"]
