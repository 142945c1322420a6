"""Frames of real people walking and squatting: whatever is measured in them, nothing is listed as apart from typical."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from posture_cv.domain.errors import PostureError
from posture_cv.domain.photo import Photo
from posture_cv.wiring import Assessor

FRAMES = 6
"""Of each clip; of 14 of each, none gave a finding."""


@pytest.mark.slow
@pytest.mark.parametrize("clip", ["webcam_lateral_walk.mp4", "webcam_squats.mp4"])
def test_somebody_who_moves_gets_no_finding(shared: Path, clip: str) -> None:
    film = cv2.VideoCapture(str(shared / "real_photos" / clip))
    looked_at, listed = 0, []
    with Assessor(passes=1) as assessor:
        for number in np.linspace(0, film.get(cv2.CAP_PROP_FRAME_COUNT) - 2, FRAMES).astype(int).tolist():
            film.set(cv2.CAP_PROP_POS_FRAMES, number)
            read, frame = film.read()
            assert read
            looked_at += 1
            try:
                seen = assessor.observe(Photo(pixels=np.ascontiguousarray(frame[:, :, ::-1])))
            except PostureError:
                continue
            listed += [(number, finding.distortion) for finding in assessor.conclude([seen]).findings if finding.is_distinguishable]
    assert looked_at == FRAMES
    assert listed == []
