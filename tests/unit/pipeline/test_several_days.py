"""Photos of several days at the doors: named, and on request told apart."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

import posture_cv
from posture_cv.assets.samples import samples
from posture_cv.domain.doubts import DoubtKind
from posture_cv.domain.errors import ArgumentError, PhotoError

SAMPLES = {sample.path.name: sample.path for sample in samples()}
COMMAND = [sys.executable, "-c", "from posture_cv.cli import main; main()", "assess"]
EXIF_POINTER, TAKEN = 0x8769, 0x9003


def dated(name: str, taken: str) -> bytes:
    """A sample as a camera of that day would have saved it."""
    block = Image.Exif()
    block.get_ifd(EXIF_POINTER)[TAKEN] = taken
    file = io.BytesIO()
    with Image.open(SAMPLES[name]) as picture:
        picture.save(file, "JPEG", quality=95, exif=block.tobytes())
    return file.getvalue()


BEFORE = dated("client_before_left.jpg", "2026:05:03 10:00:00")
AFTER = dated("client_after_front.jpg", "2026:06:10 10:00:00")


def test_photos_of_several_days_are_named_and_measured_all_the_same() -> None:
    found = posture_cv.assess_visit([BEFORE, AFTER, SAMPLES["client_before_back.jpg"]])
    (doubt,) = [doubt for doubt in found.doubts if doubt.kind is DoubtKind.SEVERAL_DAYS]
    assert doubt.photos == (0, 1)
    assert len(found.photos) == 3
    assert posture_cv.from_dict(json.loads(json.dumps(posture_cv.to_dict(found)))) == found
    assert "3 May 2026: photo 1; 10 June 2026: photo 2" in posture_cv.to_dict(found)["doubts"][0]["what"]["text"]


def test_one_day_is_assessed_alone_on_request() -> None:
    found = posture_cv.assess_visit([BEFORE, AFTER], day="2026-06-10")
    assert [photo.view for photo in found.photos] == ["front"]
    assert found.doubts == ()
    with pytest.raises(PhotoError, match="3 May 2026 or 10 June 2026"):
        posture_cv.assess_visit([BEFORE, AFTER], day="2026-06-11")


@pytest.mark.parametrize("day", ["10.06.2026", "soon", 20260610])
def test_a_text_that_is_no_day_is_refused_before_any_work(day: object) -> None:
    with pytest.raises(ArgumentError, match="year first"):
        posture_cv.assess_visit([BEFORE], day=day)  # type: ignore[arg-type]


def test_the_terminal_takes_one_day_and_numbers_the_pictures_as_the_photos_were_named(tmp_path: Path) -> None:
    for name, content in (("one.jpg", BEFORE), ("two.jpg", AFTER)):
        (tmp_path / name).write_bytes(content)
    command = [*COMMAND, "one.jpg", "two.jpg", "--day", "2026-06-10", "--overlay", "shown.png", "--json", "-"]
    done = subprocess.run(command, capture_output=True, check=True, cwd=tmp_path)
    assert [photo["view"] for photo in json.loads(done.stdout)["photos"]] == ["front"]
    assert [path.name for path in tmp_path.glob("*.png")] == ["shown-2.png"]
    wrong = subprocess.run([*COMMAND, "one.jpg", "--day", "today"], capture_output=True, check=False, cwd=tmp_path)
    assert wrong.returncode == 2
    assert b"year first" in wrong.stderr
