"""Real photos beside the rendered ones: judged by, never learned from.

The photos themselves are not stored; the pose is rebuilt from what was: 33 points and the silhouette of one detector pass. The
craniovertebral angle as photographed is compared with the mean of two raters who marked the same photo by eye. Sharpness and light cannot
be judged without the pixels and are taken as good.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from posture_cv.anatomy.views import require_view
from posture_cv.capture.framing import frame_person
from posture_cv.capture.roll import HAND_HELD
from posture_cv.detection.consensus import agree, mean_silhouette
from posture_cv.detection.framing import whole_photo
from posture_cv.detection.located_pose import LocatedPose
from posture_cv.detection.raw_pose import RawPose
from posture_cv.detection.view import recognise_view
from posture_cv.domain.errors import PostureError
from posture_cv.domain.estimates import MeasureName
from posture_cv.domain.observation import Observation
from posture_cv.domain.photo import Photo, PhotoQuality
from posture_cv.domain.pose import DetectedPose
from posture_cv.domain.views import BodySide, Position, View
from posture_cv.pipeline import conclude
from posture_cv.validation import agreement
from posture_cv.validation.evidence import RealAgreement
from posture_cv.validation.proxies import calibration, proxy_value

if TYPE_CHECKING:
    from pathlib import Path

    from posture_cv.pipeline import Instruments

_CVA = MeasureName("craniovertebral_angle_as_photographed")


@dataclass(frozen=True, slots=True, kw_only=True)
class RealReading:
    """One real photo: what the raters read, and what the software and the naive proxy did."""

    nape: str
    raters: tuple[float, float]
    value: float | None
    lower: float | None
    upper: float | None
    naive: float

    @property
    def truth(self) -> float:
        """Mean of the two raters."""
        return sum(self.raters) / 2.0


def read_real(folder: Path, instruments: Instruments) -> tuple[RealReading, ...]:
    """Measure every photo of a folder that holds ``photos.json`` and ``NN_mask.png``."""
    rows = json.loads((folder / "photos.json").read_text(encoding="utf-8"))
    return tuple(_reading(row, _silhouette(folder / f"{row['id']}_mask.png", row), instruments) for row in rows)


def _silhouette(file: Path, row: dict[str, Any]) -> np.ndarray:
    from PIL import Image

    image = Image.open(file).convert("L")
    size = (int(row["width"]), int(row["height"]))
    return np.asarray(image if image.size == size else image.resize(size), dtype=np.float32) / 255.0


def _reading(row: dict[str, Any], mask: np.ndarray, instruments: Instruments) -> RealReading:
    view = View(row["faces"])
    pose = _pose(row, mask, view)
    found = None
    try:
        seen = _observation(row, pose, view, instruments)
        assessment = conclude([seen], instruments=instruments, created_at="")
        found = next((m for m in assessment.measurements if m.name is _CVA), None)
    except PostureError:
        pass
    return RealReading(
        nape="clear" if row["nape_clear"] else "hidden",
        raters=(float(row["cva_a_deg"]), float(row["cva_b_deg"])),
        value=None if found is None else found.value,
        lower=None if found is None else found.interval.lower,
        upper=None if found is None else found.interval.upper,
        naive=proxy_value(instruments.knowledge.measure(_CVA), pose, view, BodySide(row["faces"])),
    )


def _pose(row: dict[str, Any], mask: np.ndarray, view: View) -> DetectedPose:
    points = np.array(row["landmarks"], dtype=np.float64)
    height_px, width_px = mask.shape
    raw = RawPose(points_px=points[:, :2], depths_px=points[:, 2], visibility=points[:, 3], presence=points[:, 3], mask=mask)
    poses = [LocatedPose.of(raw, whole_photo(width_px, height_px))]
    consensus = agree(poses)
    silhouette = mean_silhouette(poses, width_px, height_px)
    grey = np.full((height_px, width_px, 3), 127, dtype=np.uint8)
    estimate, _ = recognise_view(consensus, silhouette, grey, declared=view)
    return DetectedPose(
        points_px=consensus.points_px,
        covariances_px2=consensus.covariances_px2,
        visibility=consensus.visibility,
        silhouette=silhouette,
        box=raw.box(),
        view=estimate,
        passes=1,
    )


def _observation(row: dict[str, Any], pose: DetectedPose, view: View, instruments: Instruments) -> Observation:
    framing = frame_person(pose)
    quality = PhotoQuality(
        sharpness=0.9,
        exposure=0.5,
        contrast=0.2,
        person_height_px=framing.box.height_px,
        head_inside=framing.head_inside,
        feet_inside=framing.feet_inside,
        roll=HAND_HELD,
        noise_scale=1.0,
    )
    view = require_view(view, pose.view)
    anatomy = instruments.estimator.estimate(pose, view, Position.STANDING, quality)
    blank = np.full((int(row["height"]), int(row["width"]), 3), 127, dtype=np.uint8)
    return Observation(photo=Photo(pixels=blank), pose=pose, view=view, position=Position.STANDING, quality=quality, anatomy=anatomy)


def summarise_real(readings: tuple[RealReading, ...]) -> tuple[RealAgreement, ...]:
    """Agreement with the raters by nape class: the software's, the naive proxy's raw and calibrated, and the raters' own."""
    lines = []
    for nape in ("clear", "hidden", "all"):
        chosen = [r for r in readings if nape in (r.nape, "all")]
        measured = [r for r in chosen if r.value is not None]
        line = calibration()[_CVA]
        lines += [
            _line(nape, "posture_cv", chosen, [(r.truth, r.value) for r in measured if r.value is not None], measured),
            _line(nape, "naive proxy", chosen, [(r.truth, r.naive) for r in chosen]),
            _line(nape, "naive, calibrated", chosen, [(r.truth, line(r.naive)) for r in chosen]),
            _line(nape, "rater b against a", chosen, [r.raters for r in chosen]),
        ]
    return tuple(lines)


def _line(
    nape: str, method: str, chosen: list[RealReading], pairs: list[tuple[float, float]], measured: list[RealReading] | None = None
) -> RealAgreement:
    truth, values = np.array([p[0] for p in pairs]), np.array([p[1] for p in pairs])
    errors = values - truth
    return RealAgreement(
        nape=nape,
        method=method,
        photos=len(chosen),
        measured=len(pairs),
        mae=agreement.mean_absolute_error(errors) if pairs else None,
        bias=agreement.bias(errors) if pairs else None,
        r=agreement.correlation(truth, values),
        raters_inside=_inside(measured) if measured else None,
    )


def _inside(measured: list[RealReading]) -> float:
    """Share of the raters' means that lie in the 90 % interval."""
    held = [r.lower <= r.truth <= r.upper for r in measured if r.lower is not None and r.upper is not None]
    return sum(held) / len(held)
