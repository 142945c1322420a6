"""Show rendered people to the detector and keep what it saw beside the truth.

``python -m training.dataset --subjects 600 --seed 101 --out DIR`` writes one ``.npz`` per subject, named by its number. A subject whose
file exists is skipped, so an interrupted run goes on where it stopped.
"""

from __future__ import annotations

import argparse
import io
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from posture_cv.domain.errors import DetectionError
from posture_cv.domain.photo import Photo
from posture_cv.domain.pose import DetectedPose, PersonBox, ViewEstimate
from posture_cv.domain.views import View
from training.people import film

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from posture_cv.detection.photo_detector import PhotoDetector
    from training.sketch import Sketched

MODEL = Path(__file__).parents[1] / "models" / "pose_landmarker_heavy.task"
JPEG_QUALITY = 92


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Example:
    """What the detector saw in one picture, and the truth about it.

    Attributes
    ----------
    mask : ndarray of shape (h, w), uint8
        Where the person truly is.
    jpeg
        The picture, for networks that look at pixels.
    record
        See ``training.people.truth.record``.
    """

    pose: DetectedPose
    mask: NDArray[np.uint8]
    jpeg: bytes
    record: dict[str, Any]

    @property
    def view(self) -> View:
        """The view that was rendered."""
        return View(self.record["view"])


def _png(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    from PIL import Image

    out = io.BytesIO()
    Image.fromarray(pixels).save(out, format="PNG", compress_level=4)
    return np.frombuffer(out.getvalue(), dtype=np.uint8)


def _pixels(png: NDArray[np.uint8]) -> NDArray[np.uint8]:
    from PIL import Image

    return np.asarray(Image.open(io.BytesIO(png.tobytes())))


def write(path: Path, examples: list[Example]) -> None:
    """Keep the examples of one subject in a file that appears only when it is whole."""
    arrays: dict[str, NDArray[Any]] = {}
    for k, example in enumerate(examples):
        pose, box = example.pose, example.pose.box
        facts = {
            "box": [box.left_px, box.top_px, box.right_px, box.bottom_px],
            "view": [pose.view.view, pose.view.yaw_deg, pose.view.yaw_standard_error_deg, pose.view.probability],
            "passes": pose.passes,
            "record": example.record,
        }
        arrays |= {
            f"points_{k}": pose.points_px,
            f"covariances_{k}": pose.covariances_px2,
            f"visibility_{k}": pose.visibility,
            f"silhouette_{k}": _png(pose.silhouette),
            f"mask_{k}": _png(example.mask),
            f"jpeg_{k}": np.frombuffer(example.jpeg, dtype=np.uint8),
            f"facts_{k}": np.frombuffer(json.dumps(facts).encode(), dtype=np.uint8),
        }
    partial = path.with_suffix(".partial")
    with partial.open("wb") as stream:
        np.savez(stream, count=np.array(len(examples)), **arrays)
    partial.replace(path)


def read(path: Path) -> list[Example]:
    """The examples of one subject."""
    with np.load(path, allow_pickle=False) as arrays:
        return [_example(arrays, k) for k in range(int(arrays["count"]))]


def _example(arrays: Any, k: int) -> Example:
    facts = json.loads(arrays[f"facts_{k}"].tobytes())
    view, yaw, yaw_error, probability = facts["view"]
    left, top, right, bottom = facts["box"]
    pose = DetectedPose(
        points_px=arrays[f"points_{k}"],
        covariances_px2=arrays[f"covariances_{k}"],
        visibility=arrays[f"visibility_{k}"],
        silhouette=_pixels(arrays[f"silhouette_{k}"]),
        box=PersonBox(left_px=left, top_px=top, right_px=right, bottom_px=bottom),
        view=ViewEstimate(view=View(view), yaw_deg=yaw, yaw_standard_error_deg=yaw_error, probability=probability),
        passes=facts["passes"],
    )
    return Example(pose=pose, mask=_pixels(arrays[f"mask_{k}"]), jpeg=arrays[f"jpeg_{k}"].tobytes(), record=facts["record"])


def read_all(folder: Path) -> Iterator[Example]:
    """Every example of a folder, subject by subject."""
    for path in sorted(folder.glob("*.npz")):
        yield from read(path)


def look(detector: PhotoDetector, drawn: Sketched) -> Example | None:
    """What the detector sees in a picture; None where it sees nobody."""
    photo = Photo(pixels=drawn.pixels)
    try:
        pose = detector.detect(photo, declared=View(drawn.record["view"]))
    except DetectionError:
        return None
    return Example(pose=pose, mask=drawn.mask, jpeg=film.jpeg(drawn.pixels, JPEG_QUALITY), record=drawn.record)


def main(arguments: list[str] | None = None) -> int:
    """Command line."""
    from tqdm import tqdm

    from posture_cv.detection.photo_detector import PhotoDetector
    from training import sketch
    from training.people.posture import ARMS, POSITIONS

    parser = argparse.ArgumentParser(prog="python -m training.dataset", description="What the detector sees of rendered people.")
    parser.add_argument("--subjects", type=int, required=True)
    parser.add_argument("--first", type=int, default=0, help="number of the first subject")
    parser.add_argument("--every", type=int, default=1, help="step between subjects, to share a set between processes")
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--postures", type=int, default=3)
    parser.add_argument("--frontal-every", type=int, default=3, help="every so many subjects get a front or back view as well; 0 for none")
    parser.add_argument("--yaw-sd", type=float, default=4.0)
    parser.add_argument("--passes", type=int, default=1)
    parser.add_argument("--position", choices=POSITIONS, default="standing")
    parser.add_argument("--wide", type=float, default=1.0, help="what the spread of standing postures is multiplied by")
    parser.add_argument("--arms", choices=ARMS, help="crossed before the trunk; without it where arms usually are")
    given = parser.parse_args(arguments)
    given.out.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    numbers = range(given.first, given.first + given.subjects, given.every)
    with PhotoDetector(MODEL, passes=given.passes) as detector:
        for number in tqdm(numbers, unit="subject", mininterval=5.0):
            path = given.out / f"{number:06d}.npz"
            if path.exists():
                continue
            frontal = given.frontal_every > 0 and number % given.frontal_every == 0
            drawn = sketch.of_subject(
                given.seed,
                number,
                postures=given.postures,
                frontal=frontal,
                yaw_sd_deg=given.yaw_sd,
                position=given.position,
                arms=given.arms,
                wide=given.wide,
            )
            write(path, [seen for picture in drawn if (seen := look(detector, picture)) is not None])
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
