"""``posture-cv assess`` as a user types it."""

import io
import json
from pathlib import Path

import numpy as np
import pytest
from jsonschema import Draft202012Validator
from PIL import Image
from pypdf import PdfReader
from typer.testing import CliRunner, Result

from posture_cv.assets.samples import samples
from posture_cv.cli.commands import app
from posture_cv.codecs.assessment import from_dict, to_dict
from posture_cv.codecs.schema import json_schema

SAMPLES = {sample.path.name: sample.path for sample in samples()}
LEFT = str(SAMPLES["left_2.jpg"])
FRONT = str(SAMPLES["front_2.jpg"])


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["assess", *arguments], env={"COLUMNS": "200", "NO_COLOR": "1"})


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Two different people of equal height beside each other."""
    path = tmp_path_factory.mktemp("crowd") / "two.png"
    pictures = [np.asarray(Image.open(SAMPLES[name]).convert("RGB")) for name in ("front_0.jpg", "front_2.jpg")]
    Image.fromarray(np.hstack(pictures)).save(path)
    return str(path)


@pytest.fixture(scope="module")
def landscape(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Sky over a field; nobody in it."""
    path = tmp_path_factory.mktemp("landscape") / "field.jpg"
    rows = np.linspace(0.0, 1.0, 720)[:, None, None]
    sky, field = np.array([120, 170, 230]), np.array([90, 130, 60])
    noise = np.random.default_rng(1).normal(0.0, 6.0, (720, 960, 3))
    Image.fromarray(np.clip(np.where(rows < 0.55, sky, field) + noise, 0, 255).astype(np.uint8)).save(path)
    return str(path)


def test_table_names_the_view_the_angle_and_its_interval() -> None:
    result = run(LEFT)
    assert result.exit_code == 0, result.output
    assert "left side, standing" in result.stdout
    assert "Craniovertebral angle" in result.stdout
    assert "90 % interval" in result.stdout


def test_json_alone_is_on_standard_output() -> None:
    result = run(LEFT, "--json", "-")
    assert result.exit_code == 0, result.output
    Draft202012Validator(json_schema()).validate(json.loads(result.stdout))


def test_files_are_written(tmp_path: Path) -> None:
    result = run(
        LEFT, FRONT, *(f"--{kind}={tmp_path / name}" for kind, name in [("json", "a.json"), ("overlay", "o.png"), ("report", "r.pdf")])
    )
    assert result.exit_code == 0, result.output
    assert [photo["view"] for photo in json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["photos"]] == ["left", "front"]
    for name in ("o-1.png", "o-2.png"):
        with Image.open(tmp_path / name) as picture:
            assert picture.size == (900, 1200)
    assert len(PdfReader(tmp_path / "r.pdf").pages) >= 2


def test_report_comes_in_the_language_asked_for(tmp_path: Path) -> None:
    result = run(LEFT, "--report", str(tmp_path / "r.pdf"), "--language", "es", "--client", "Ana Ejemplo")
    assert result.exit_code == 0, result.output
    assert "Ángulo craneovertebral" in result.output
    assert "Craniovertebral angle" not in result.output
    first = PdfReader(tmp_path / "r.pdf").pages[0].extract_text()
    assert first.startswith("Evaluación de la postura")
    assert "Good to know" not in first
    assert run(LEFT, "--language", "de").exit_code == 2


def test_marked_pelvis_is_measured() -> None:
    result = run(LEFT, "--mark", "asis=380,420", "--mark", "psis=460,410", "--json", "-")
    assert result.exit_code == 0, result.output
    found = {row["name"]: row for row in json.loads(result.stdout)["measurements"]}
    assert "pelvic_tilt" in found


def test_unmarked_pelvis_is_estimated_less_surely_than_a_marked_one() -> None:
    """Bones differ between people by more than a hand that marks them errs."""
    estimated, marked = (
        next(row for row in json.loads(run(LEFT, *marks, "--json", "-").stdout)["measurements"] if row["name"] == "pelvic_tilt")
        for marks in ((), ("--mark", "asis=380,420", "--mark", "psis=460,410"))
    )
    assert estimated["standard_error"] > 4.3
    assert marked["standard_error"] != estimated["standard_error"]


def test_photo_that_is_no_image_exits_with_3(tmp_path: Path) -> None:
    path = tmp_path / "secret-name.jpg"
    path.write_bytes(b"not a picture at all")
    result = run(str(path))
    assert result.exit_code == 3
    assert "Traceback" not in result.output
    assert "secret-name" not in result.output


def test_missing_photo_exits_with_3(tmp_path: Path) -> None:
    assert run(str(tmp_path / "nowhere.jpg")).exit_code == 3


def test_an_error_is_said_in_the_language_asked_for(tmp_path: Path) -> None:
    result = run(str(tmp_path / "nowhere.jpg"), "--language", "es")
    assert result.exit_code == 3
    assert result.stderr.splitlines() == [
        "No hay ningún archivo en ese lugar.",
        "Compruebe cómo está escrita la ruta o elija la foto de nuevo.",
    ]


def test_landscape_exits_with_4(landscape: str) -> None:
    result = run(landscape)
    assert result.exit_code == 4
    assert "person" in result.stderr


def test_crowd_exits_with_4_and_a_number_chooses(crowd: str) -> None:
    refused = run(crowd)
    assert refused.exit_code == 4
    assert "--person" in refused.stderr or "person" in refused.stderr
    chosen = run(crowd, "--person", "2", "--json", "-")
    assert chosen.exit_code == 0, chosen.output


def test_contradicted_view_exits_with_5() -> None:
    result = run(LEFT, "--view", "right")
    assert result.exit_code == 5
    assert "left" in result.stderr


def test_unknown_landmark_exits_with_6() -> None:
    result = run(LEFT, "--mark", "elbow=1,2")
    assert result.exit_code == 6
    assert "acromion" in result.stderr


def test_malformed_mark_is_a_usage_error() -> None:
    result = run(LEFT, "--mark", "asis=somewhere")
    assert result.exit_code == 2
    assert "NAME=X,Y" in result.stderr


def test_report_that_cannot_be_written_exits_with_9(tmp_path: Path) -> None:
    result = run(LEFT, "--report", str(tmp_path / "no" / "such" / "folder" / "r.pdf"))
    assert result.exit_code == 9
    assert "Traceback" not in result.output


def test_second_photo_of_two_is_named_when_it_fails(landscape: str) -> None:
    result = run(LEFT, landscape)
    assert result.exit_code == 4
    assert "Photo 2 of 2" in result.stderr


def test_overlay_holds_no_metadata(tmp_path: Path) -> None:
    target = tmp_path / "o.png"
    assert run(LEFT, "--overlay", str(target)).exit_code == 0
    assert Image.open(io.BytesIO(target.read_bytes())).info == {}


def test_stickers_on_the_pelvis_give_its_tilt(tmp_path: Path) -> None:
    path = tmp_path / "stuck.png"
    picture = np.asarray(Image.open(LEFT).convert("RGB")).copy()
    truth = next(sample.landmarks for sample in samples() if sample.path.name == "left_2.jpg")
    rows, columns = np.mgrid[: picture.shape[0], : picture.shape[1]] + 0.5
    for name in ("left_asis", "left_psis"):
        picture[np.hypot(columns - truth[name][0], rows - truth[name][1]) < 4.0] = (30, 160, 70)
    Image.fromarray(picture).save(path)
    result = run(str(path), "--stickers", "--json", "-")
    assert result.exit_code == 0, result.output
    stuck = [point["name"] for point in json.loads(result.stdout)["landmarks"] if point["origin"] == "sticker"]
    assert sorted(stuck) == ["asis", "psis"]


def test_a_stature_gives_millimetres_on_the_page_and_in_the_data() -> None:
    result = run(LEFT, "--stature-cm", "172")
    assert result.exit_code == 0, result.output
    assert "In millimetres, from a stature of 172 cm" in result.stdout
    data = json.loads(run(LEFT, "--stature-cm", "172", "--json", "-").stdout)
    Draft202012Validator(json_schema()).validate(data)
    shares = [one for one in data["measurements"] if one["unit"] == "pct_height"]
    assert shares
    assert [(one["name"], one["unit"]) for one in data["lengths"]] == [(one["name"], "mm") for one in shares]
    assert [one["value"] for one in data["lengths"]] == pytest.approx([17.2 * one["value"] for one in shares])
    assert data["stature"]["value"] == 1720.0
    again = from_dict(data)
    assert json.loads(json.dumps(to_dict(again))) == data


def test_a_known_length_gives_millimetres_with_its_error() -> None:
    result = run(LEFT, "--known-length", "60,900,60,240=170@20")
    assert result.exit_code == 0, result.output
    data = json.loads(run(LEFT, "--known-length", "60,900,60,240=170@20", "--json", "-").stdout)
    Draft202012Validator(json_schema()).validate(data)
    assert data["stature"] is None
    assert data["photos"][0]["known_length"] == {"start_px": [60.0, 900.0], "end_px": [60.0, 240.0], "length_cm": 170.0, "behind_cm": 20.0}
    marked = data["marked_stature"]
    assert f"from a stature of {marked['value'] / 10.0:.0f} ± " in result.stdout
    shares = [one for one in data["measurements"] if one["unit"] == "pct_height"]
    assert [one["value"] for one in data["lengths"]] == pytest.approx([marked["value"] / 100.0 * one["value"] for one in shares])
    again = from_dict(data)
    assert json.loads(json.dumps(to_dict(again))) == data


def test_a_stated_height_beside_a_known_length_is_used_and_compared() -> None:
    data = json.loads(run(LEFT, "--known-length", "60,900,60,240=170", "--stature-cm", "172", "--json", "-").stdout)
    assert data["stature"]["value"] == 1720.0
    assert data["marked_stature"] is not None
    shares = [one for one in data["measurements"] if one["unit"] == "pct_height"]
    assert [one["value"] for one in data["lengths"]] == pytest.approx([17.2 * one["value"] for one in shares])
    said = run(LEFT, "--known-length", "60,900,60,240=170", "--stature-cm", "120").stdout
    assert "does not agree with the stated height" in " ".join(said.split())


def test_a_known_length_that_gives_no_scale_says_why() -> None:
    result = run(LEFT, "--known-length", "60,900,60,880=20")
    assert result.exit_code == 6
    assert "only 20 pixels apart" in result.output


def test_without_a_stature_there_are_no_millimetres() -> None:
    data = json.loads(run(LEFT, "--json", "-").stdout)
    assert (data["stature"], data["lengths"]) == (None, [])


def test_a_stature_in_metres_is_refused() -> None:
    result = run(LEFT, "--stature-cm", "1.72")
    assert result.exit_code == 2
    assert "60" in result.output


def test_sex_and_age_choose_the_people_compared_with() -> None:
    result = run(str(SAMPLES["client_before_left.jpg"]), "--sex", "male", "--age", "30", "--json", "-")
    assert result.exit_code == 0, result.output
    data = json.loads(result.stdout)
    assert data["person"] == {"sex": "male", "age": 30}
    groups = {one["measure"]: one["judgement"]["range"]["norm"] for one in data["judgements"]}
    assert groups["lumbar_lordosis"] == "lumbar_lordosis_standing_men"
    assert groups["thoracic_kyphosis"] == "thoracic_kyphosis_standing_30s"
    assert groups["craniovertebral_angle"] == "craniovertebral_angle_standing"
    # 42 of true lordosis: beyond most men (95th percentile 32.6), usual among women (48.2)
    found = {one["distortion"]: one["verdict"] for one in data["findings"]}
    assert found["lumbar_hyperlordosis"] == "differs"


def test_the_terminal_says_whom_it_compares_with_and_the_percentile() -> None:
    result = run(str(SAMPLES["forward_head_right.jpg"]))
    assert "Compared with women and men of any age, as neither sex nor age is stated." in result.stdout
    (line,) = (line for line in result.stdout.splitlines() if line.startswith("Craniovertebral angle  "))
    assert line.split()[-1] == "differs"
    assert "40 to 57°" in line
    sway = next(line for line in result.stdout.splitlines() if line.startswith("Sway angle"))
    assert "(0 to 5°)" in sway
    assert "half of pain-free adults lie below 49" in " ".join(result.stdout.split())
