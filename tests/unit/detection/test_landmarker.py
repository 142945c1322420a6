from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from posture_cv.detection.landmarker import PhotoLandmarker, VideoLandmarker
from posture_cv.domain.errors import ModelFileError
from posture_cv.domain.photo import Photo
from posture_cv.domain.pose import BlazePose

OPEN = """
import sys
from pathlib import Path
from posture_cv.detection.landmarker import PhotoLandmarker
PhotoLandmarker(Path(sys.argv[1]))
"""

USE_ONCE = """
import sys
from pathlib import Path
import numpy as np
from PIL import Image
from posture_cv.detection.landmarker import PhotoLandmarker
kept = PhotoLandmarker(Path(sys.argv[1]))
print(len(kept.detect(np.asarray(Image.open(sys.argv[2]).convert("RGB")))))
"""


def test_a_missing_bundle_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelFileError, match=r"missing.*Install posture-cv again"):
        PhotoLandmarker(tmp_path / "nothing.task")


@pytest.mark.parametrize("content", [b"", b"not a bundle", b"PK\x03\x04" + bytes(500)])
def test_a_damaged_bundle_says_what_to_do(content: bytes, tmp_path: Path) -> None:
    bundle = tmp_path / "damaged.task"
    bundle.write_bytes(content)
    with pytest.raises(ModelFileError, match=r"damaged.*Install posture-cv again"):
        PhotoLandmarker(bundle)


def test_a_truncated_bundle_says_what_to_do(tmp_path: Path, full_model: Path) -> None:
    bundle = tmp_path / "truncated.task"
    bundle.write_bytes(full_model.read_bytes()[:2_000_000])
    with pytest.raises(ModelFileError, match="damaged"):
        PhotoLandmarker(bundle)


@pytest.mark.skipif(sys.platform != "linux", reason="the search path of shared libraries is Linux's")
def test_a_missing_system_library_is_named(tmp_path: Path, heavy_model: Path) -> None:
    (tmp_path / "libEGL.so.1").touch()
    environment = {**os.environ, "LD_LIBRARY_PATH": str(tmp_path)}
    ended = subprocess.run([sys.executable, "-c", OPEN, heavy_model], env=environment, capture_output=True, text=True, check=False)
    assert "ModelFileError: A system library that the pose model needs is missing. Install libGL" in ended.stderr


def test_left_open_until_exit_it_prints_nothing(full_model: Path, heavy_model: Path) -> None:
    picture = heavy_model.parents[1] / "sample_images" / "left_2.jpg"
    ended = subprocess.run([sys.executable, "-c", USE_ONCE, full_model, picture], capture_output=True, text=True, check=True)
    assert (ended.stdout, ended.stderr) == ("1\n", "")


def test_a_closed_landmarker_refuses(full_model: Path) -> None:
    with PhotoLandmarker(full_model) as landmarker:
        pass
    landmarker.close()
    with pytest.raises(ValueError, match="it was closed"):
        landmarker.detect(np.zeros((64, 64, 3), dtype=np.uint8))


@pytest.mark.parametrize("frame", [np.zeros((64, 64), np.uint8), np.zeros((64, 64, 4), np.uint8), np.zeros((64, 64, 3), np.float32)])
def test_only_rgb_bytes_are_accepted(frame: np.ndarray, full_model: Path) -> None:
    with PhotoLandmarker(full_model) as landmarker, pytest.raises(ValueError, match="expected an RGB frame"):
        landmarker.detect(frame)


def test_a_pose_is_in_pixels_with_a_mask(full_model: Path, rendered: Callable[[str], Photo]) -> None:
    photo = rendered("left_2")
    with PhotoLandmarker(full_model) as landmarker:
        (pose,) = landmarker.detect(photo.pixels)
        assert landmarker.detect(np.zeros((200, 300, 3), dtype=np.uint8)) == []
    assert pose.mask is not None
    assert pose.mask.shape == (960, 720)
    # rendered with the left tragus at (421, 107): within 3 percent of her 840 pixels
    assert np.linalg.norm(pose.points_px[BlazePose.LEFT_EAR] - (421, 107)) < 25
    # the left side is nearer
    assert pose.depths_px[BlazePose.LEFT_SHOULDER] < pose.depths_px[BlazePose.RIGHT_SHOULDER]


def test_threads_share_one_landmarker(full_model: Path, rendered: Callable[[str], Photo]) -> None:
    photos = [rendered(name).pixels for name in ("left_2", "right_0")] * 4
    with PhotoLandmarker(full_model) as landmarker, ThreadPoolExecutor(4) as pool:
        noses = [poses[0].points_px[BlazePose.NOSE, 0] for poses in pool.map(landmarker.detect, photos)]
    assert len(set(noses[::2])) == len(set(noses[1::2])) == 1
    assert noses[0] != noses[1]


def test_video_times_must_increase(full_model: Path) -> None:
    frame = np.zeros((120, 160, 3), dtype=np.uint8)
    with VideoLandmarker(full_model) as landmarker:
        assert landmarker.detect(frame, 40) is None
        with pytest.raises(ValueError, match="expected a time after 40 ms, but got 40 ms"):
            landmarker.detect(frame, 40)


def test_a_walking_person_is_followed(full_model: Path, shared: Path) -> None:
    import cv2

    clip = cv2.VideoCapture(str(shared / "real_photos" / "webcam_lateral_walk.mp4"))
    shoulders, noses = [], []
    with VideoLandmarker(full_model) as landmarker:
        for time_ms in range(0, 1000, 33):
            read, frame = clip.read()
            assert read
            pose = landmarker.detect(np.ascontiguousarray(frame[..., ::-1]), time_ms)
            assert pose is not None
            assert pose.mask is None
            shoulders.append(pose.points_px[BlazePose.LEFT_SHOULDER])
            noses.append(pose.points_px[BlazePose.NOSE, 0])
    # she walks to the left: her nose leads her shoulder, and no point leaps between frames
    assert np.mean(np.array(noses) < np.array(shoulders)[:, 0]) > 0.9
    assert np.abs(np.diff(shoulders, axis=0)).max() < 30
