"""Sample pictures and their manifest agree."""

import math
from pathlib import Path

import pytest
from PIL import Image

from posture_cv.assets.samples import Sample, samples
from posture_cv.domain.errors import PhotoUnreadable


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


def test_missing_samples_are_a_plain_error(tmp_path: Path) -> None:
    with pytest.raises(PhotoUnreadable, match="sample pictures are missing"):
        samples(tmp_path)
