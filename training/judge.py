"""How far an estimator is off, through the measures a user reads: ``python -m training.judge --held DIR``.

Rendered people it has never seen, and, where a folder of marked real photos is given, those.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from posture_cv.anatomy.frame import near_side
from posture_cv.domain.estimates import Measurement, MeasureName
from posture_cv.domain.pose import DetectedPose, PersonBox, ViewEstimate
from posture_cv.domain.views import BodySide, Position, View
from posture_cv.knowledge import load
from posture_cv.measures.measure import measure
from training.examples import plain_quality

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from posture_cv.anatomy.port import LandmarkEstimator
    from training.dataset import Example

SAGITTAL = (
    MeasureName("craniovertebral_angle"),
    MeasureName("craniovertebral_angle_as_photographed"),
    MeasureName("pelvic_tilt"),
    MeasureName("thoracic_kyphosis"),
    MeasureName("lumbar_lordosis"),
    MeasureName("forward_shoulder_angle_from_vertical"),
    MeasureName("trunk_lean"),
    MeasureName("sway_angle"),
    MeasureName("knee_angle"),
    MeasureName("head_tilt_sagittal"),
    MeasureName("acromion_forward_of_c7"),
)
SINGLE_PASS_SD_PCT = 0.3
"""Scatter of a point in one pass of the detector, per cent of the body's height: what ears and shoulders have, 0.18 and 0.36."""

FRONTAL = (MeasureName("shoulder_level"), MeasureName("head_tilt_frontal"), MeasureName("pelvic_obliquity"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One measure of one picture beside its truth; ``half_width`` is that of the 90 % interval, NaN values where not measured."""

    name: MeasureName
    truth: float
    value: float
    lower: float
    upper: float
    record: dict[str, Any]


def key(record: dict[str, Any]) -> tuple[int, str]:
    """What tells a picture from every other: the seed of its set and its name."""
    return record["seed"], record["image"]


def truth_of(record: dict[str, Any], name: MeasureName) -> float | None:
    """What a measure truly is in a picture; None where the record does not know."""
    view = record["view"]
    if name is MeasureName("craniovertebral_angle_as_photographed"):
        return float(record["angles_as_photographed_deg"]["craniovertebral_angle"])
    for values in (record["angles_deg"], record["lengths_pct_height"]):
        for key in (name, f"{name}_{view}"):
            if key in values:
                return float(values[key])
    return None


def read(estimator: LandmarkEstimator, examples: Iterable[Example], names: Sequence[MeasureName]) -> list[Reading]:
    """Every reading of every example whose view the detector recognised."""
    readings: list[Reading] = []
    for example in examples:
        view = example.view
        if example.pose.view.view is not view or view.is_lateral != (names[0] in SAGITTAL):
            continue
        quality = plain_quality(example.pose)
        height, width = example.pose.silhouette.shape
        position = Position(example.record["position"])
        pose = estimator.estimate(example.pose, view, position, quality)
        got = measure(
            pose, load().measures,
            seen=example.pose.view, roll=pose.roll or quality.roll, position=position, photo=0, width_px=width, height_px=height,
            focal_length_px=None,
        )  # fmt: skip
        side = near_side(view)
        for name in names:
            truth = truth_of(example.record, name)
            if truth is None:
                continue
            found = next((m for m in got.measurements if m.name is name and m.side in (side, BodySide.MIDLINE)), None)
            readings.append(_reading(name, truth, found, example.record))
    return readings


def _reading(name: MeasureName, truth: float, found: Measurement | None, record: dict[str, Any]) -> Reading:
    nan = float("nan")
    if found is None:
        return Reading(name=name, truth=truth, value=nan, lower=nan, upper=nan, record=record)
    return Reading(name=name, truth=truth, value=found.value, lower=found.interval.lower, upper=found.interval.upper, record=record)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What a table says about one measure: given of n, bias, MAE, R2, correlation, the interval's coverage and mean width."""

    n: int
    given: int
    bias: float
    mae: float
    r2: float
    r: float
    coverage: float
    half_width: float

    def __str__(self) -> str:
        return (
            f"n {self.n:4d}  given {self.given:4d}  bias {self.bias:6.2f}  MAE {self.mae:6.2f}  R2 {self.r2:5.2f}  r {self.r:5.2f}"
            f"  coverage {self.coverage:4.2f}  half-width {self.half_width:5.2f}"
        )


def figures(readings: Sequence[Reading]) -> Figures:
    """Sum up readings of one measure."""
    table = np.array([(r.truth, r.value, r.lower, r.upper) for r in readings], dtype=np.float64).reshape(-1, 4)
    given = table[np.isfinite(table[:, 1])]
    if len(given) < 2:
        return Figures(n=len(table), given=len(given), **dict.fromkeys(("bias", "mae", "r2", "r", "coverage", "half_width"), float("nan")))
    truth, value, lower, upper = given.T
    off = value - truth
    return Figures(
        n=len(table),
        given=len(given),
        bias=float(off.mean()),
        mae=float(np.abs(off).mean()),
        r2=float(1.0 - (off**2).sum() / ((truth - truth.mean()) ** 2).sum()),
        r=float(np.corrcoef(truth, value)[0, 1]),
        coverage=float(((lower <= truth) & (truth <= upper)).mean()),
        half_width=float(((upper - lower) / 2.0).mean()),
    )


def classes(readings: Sequence[Reading]) -> dict[str, list[Reading]]:
    """The readings all together and by clothing and nape."""
    out = {"all": list(readings)}
    for key, value in (("clothing", "fitted"), ("clothing", "loose"), ("nape", "clear"), ("nape", "hidden")):
        out[value] = [r for r in readings if r.record["appearance"][key] == value]
    return out


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Marked:
    """A real photo as landmarks, silhouette and the mean of its raters' craniovertebral angle as photographed, degrees."""

    pose: DetectedPose
    view: View
    nape_clear: bool
    angle_deg: float


def marked_photos(folder: Path) -> list[Marked]:
    """Real photos marked by hand; landmarks and masks only."""
    from PIL import Image

    from posture_cv.detection.consensus import COVARIANCE_FLOOR_PX2

    photos = []
    for entry in json.loads((folder / "photos.json").read_text()):
        table = np.array(entry["landmarks"])
        mask = np.array(Image.open(folder / f"{entry['id']}_mask.png").convert("L"))
        view = View.LEFT if entry["faces"] == "left" else View.RIGHT
        height = float(np.ptp(table[:, 1]))
        variance = np.full(33, (SINGLE_PASS_SD_PCT / 100.0 * height) ** 2 + COVARIANCE_FLOOR_PX2)
        rows, columns = np.nonzero(mask > 127)
        box = PersonBox(left_px=columns.min(), top_px=rows.min(), right_px=columns.max() + 1, bottom_px=rows.max() + 1)
        pose = DetectedPose(
            points_px=table[:, :2],
            covariances_px2=variance[:, None, None] * np.eye(2),
            visibility=table[:, 3],
            silhouette=mask,
            box=box,
            view=ViewEstimate(view=view, yaw_deg=0.0, yaw_standard_error_deg=4.0, probability=1.0),
            passes=1,
        )
        photos.append(Marked(pose=pose, view=view, nape_clear=entry["nape_clear"], angle_deg=entry["cva_mean_of_raters_deg"]))
    return photos


def read_marked(estimator: LandmarkEstimator, photos: Iterable[Marked]) -> list[Reading]:
    """The craniovertebral angle as photographed of every marked photo."""
    from dataclasses import replace

    name = MeasureName("craniovertebral_angle_as_photographed")
    readings = []
    for photo in photos:
        height, width = photo.pose.silhouette.shape
        y = photo.pose.points_px[:, 1]
        quality = plain_quality(photo.pose)
        quality = replace(quality, feet_inside=bool((y[27:33] < height).all() and photo.pose.box.bottom_px < height))
        quality = replace(quality, head_inside=photo.pose.box.top_px > 0.0)
        pose = estimator.estimate(photo.pose, photo.view, Position.STANDING, quality)
        # The raters read the picture without taking roll out.
        upright = replace(quality.roll, roll_deg=0.0, standard_error_deg=0.0)
        got = measure(
            pose, load().measures,
            seen=photo.pose.view, roll=upright, position=Position.STANDING, photo=0, width_px=width, height_px=height,
            focal_length_px=None,
        )  # fmt: skip
        found = next((m for m in got.measurements if m.name is name), None)
        nape = "clear" if photo.nape_clear else "hidden"
        readings.append(_reading(name, photo.angle_deg, found, {"appearance": {"clothing": "", "nape": nape}}))
    return readings


def report(title: str, readings: Sequence[Reading], names: Sequence[MeasureName], write: Callable[[str], object]) -> None:
    """Write a table of figures by measure and class."""
    write(f"## {title}\n")
    for name in names:
        for label, part in classes([r for r in readings if r.name is name]).items():
            if part:
                write(f"{name:42s} {label:7s} {figures(part)}\n")


def held_part(examples: Iterable[Example], part: str) -> list[Example]:
    """Validation, calibration or test subjects of the held-out set: a fifth, two fifths and two fifths, by number."""
    wanted = {"validation": (0,), "calibration": (1, 2), "test": (3, 4)}[part]
    return [e for e in examples if e.record["subject"] % 5 in wanted]


def main(arguments: list[str] | None = None) -> int:
    """Command line."""
    from posture_cv.anatomy.contour import ContourEstimator
    from training.dataset import read_all

    parser = argparse.ArgumentParser(prog="python -m training.judge", description="How far an estimator is off.")
    parser.add_argument("--held", type=Path, help="folder made by training.dataset")
    parser.add_argument("--part", default="test", choices=("validation", "calibration", "test"))
    parser.add_argument("--real", type=Path, help="folder of marked real photos")
    parser.add_argument("--estimator", default="contour", choices=("contour", "learned"))
    given = parser.parse_args(arguments)
    estimator: LandmarkEstimator = ContourEstimator()
    if given.estimator == "learned":
        from posture_cv.wiring.estimator import learned_estimator

        estimator = learned_estimator()
    if given.held:
        examples = held_part(read_all(given.held), given.part)
        report("side views", read(estimator, examples, SAGITTAL), SAGITTAL, sys.stdout.write)
        report("front and back views", read(estimator, examples, FRONTAL), FRONTAL, sys.stdout.write)
    if given.real:
        name = MeasureName("craniovertebral_angle_as_photographed")
        report("real photos", read_marked(estimator, marked_photos(given.real)), (name,), sys.stdout.write)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
