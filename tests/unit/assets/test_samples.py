"""Sample pictures and their manifest agree."""

import math
import tomllib
from pathlib import Path

import pytest
from PIL import Image

from posture_cv.assets.samples import Sample, samples
from posture_cv.domain.errors import PhotoUnreadable
from posture_cv.words import Words

MANIFEST = samples()[0].path.with_name("manifest.toml")


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.path.name)
def test_file_name_and_manifest_name_the_same_view(sample: Sample) -> None:
    assert sample.path.is_file()
    assert sample.view.value in sample.path.stem.split("_")


@pytest.mark.parametrize("sample", [s for s in samples() if s.view.is_lateral], ids=lambda sample: sample.path.name)
def test_photographed_angle_is_the_one_between_its_landmarks(sample: Sample) -> None:
    c7 = sample.landmarks.get("c7_seen", sample.landmarks["c7"])
    tragus = sample.landmarks[f"{sample.view}_tragus"]
    angle = math.degrees(math.atan2(c7[1] - tragus[1], abs(tragus[0] - c7[0])))
    assert sample.truth["craniovertebral_angle_as_photographed"] == pytest.approx(angle, abs=0.05)


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.path.name)
def test_landmarks_lie_inside_the_picture(sample: Sample) -> None:
    with Image.open(sample.path) as picture:
        width, height = picture.size
    assert all(0 <= x <= width and 0 <= y <= height for x, y in sample.landmarks.values())


def test_every_sample_is_called_as_in_the_manifest_and_in_spanish_too() -> None:
    english, spanish = Words("en", {}), Words("es", {})
    titles = {row["file"]: row["title"] for row in tomllib.loads(MANIFEST.read_text(encoding="utf-8"))["image"]}
    assert {sample.path.name: english.say(sample.title) for sample in samples()} == titles
    assert {sample.path.name for sample in samples() if spanish.say(sample.title) == english.say(sample.title)} == set()


def test_missing_samples_are_a_plain_error(tmp_path: Path) -> None:
    with pytest.raises(PhotoUnreadable, match="sample pictures are missing"):
        samples(tmp_path)
