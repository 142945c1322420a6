"""A photo that was refused, or that is not to be judged, enters no mean at any door."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest

import posture_cv
from posture_cv.assets.samples import samples
from posture_cv.capture.protocols import protocols
from posture_cv.domain.assessment import Assessment
from posture_cv.domain.errors import CaptureError, PostureError
from posture_cv.domain.photo import Photo
from posture_cv.visit import Album, Visit, concluding
from posture_cv.visit.observing import observe_photos
from posture_cv.wiring import Assessor

SAMPLES = {sample.path.name: sample.path for sample in samples()}
GOOD, OTHER = SAMPLES["client_before_left.jpg"], SAMPLES["left_2.jpg"]
COMMAND = [sys.executable, "-c", "from posture_cv.cli import main; main()", "assess"]


@pytest.fixture(scope="module")
def assessor() -> Iterator[Assessor]:
    with Assessor(passes=1) as made:
        yield made


@pytest.fixture(scope="module")
def slanted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A photo that is refused: its person lies 40 degrees out of the vertical."""
    pixels = cv2.imread(str(OTHER))
    height, width = pixels.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), 40.0, 0.7)
    path = tmp_path_factory.mktemp("refused") / "slanted.png"
    cv2.imwrite(str(path), cv2.warpAffine(pixels, turn, (width, height), borderValue=(128, 128, 128)))
    return path


def numbers(found: Assessment) -> list[tuple[str, float, float]]:
    """What was measured and found, without times and places."""
    return [
        *((m.name, m.value, m.standard_error) for m in found.measurements),
        *((f.distortion, f.estimate.value, f.probability) for f in found.findings),
    ]


def test_python_gives_no_answer_where_one_photo_is_refused(slanted: Path) -> None:
    with pytest.raises(CaptureError, match="out of the vertical"):
        posture_cv.assess_visit([GOOD, slanted])


def test_a_visit_in_python_gives_no_answer_either(slanted: Path) -> None:
    album = posture_cv.read_photos([GOOD, slanted])
    with pytest.raises(CaptureError, match="out of the vertical"):
        posture_cv.conclude(posture_cv.Visit.of(album.names), album)


def test_the_terminal_names_the_photo_and_writes_nothing(slanted: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    done = subprocess.run([*COMMAND, GOOD, slanted, "--json", out], capture_output=True, check=False)
    assert done.returncode == CaptureError.exit_code
    assert b"Photo 2 of 2" in done.stderr
    assert not out.exists()


def test_the_page_goes_on_with_the_others_as_if_the_refused_one_were_not_there(assessor: Assessor, slanted: Path) -> None:
    """What the app calls: look at all, conclude what could be used."""

    def concluded(*paths: Path) -> Assessment:
        album = Album()
        for path in paths:
            album.put(path.name, assessor.read(path), path.name)
        visit = observe_photos(Visit.of(album.names), album, assessor, lambda _done, _every: None)
        assert any(isinstance(outcome, PostureError) for outcome in album.outcomes.values()) is (slanted in paths)
        conclusion = concluding.conclude(visit, album, assessor, protocols()[0])
        assert conclusion is not None
        return conclusion.assessment

    with_refused, alone = concluded(GOOD, slanted), concluded(GOOD)
    assert len(with_refused.photos) == 1
    assert with_refused.fused == ()
    assert numbers(with_refused) == numbers(alone)


def test_a_photo_that_is_drawn_over_is_shown_but_enters_no_mean_and_no_finding(assessor: Assessor) -> None:
    photo = assessor.read(GOOD)
    first = assessor.observe(photo)
    drawn = assessor.read(OTHER).pixels.copy()
    middle = int(assessor.observe(assessor.read(OTHER)).anatomy.middle_x_px or 0)
    drawn[:, middle - 2 : middle + 3] = (230, 20, 20)
    both, alone = assessor.conclude([first, assessor.observe(Photo(pixels=np.ascontiguousarray(drawn)))]), assessor.conclude([first])
    assert {m.photo for m in both.measurements} == {0, 1}
    assert both.fused == ()
    assert [(f.distortion, f.probability) for f in both.findings] == [(f.distortion, f.probability) for f in alone.findings]
