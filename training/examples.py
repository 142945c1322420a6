"""Examples as tables: what the networks see, and what they should say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from posture_cv.anatomy.frame import near_side, settle_sides
from posture_cv.anatomy.learned_features import ANKLE, EAR, EYE, HIP, KNEE, SHOULDER, appearance
from posture_cv.anatomy.silhouette import largest_part
from posture_cv.domain.photo import PhotoQuality, Roll
from training.people.skeleton import rotation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from posture_cv.anatomy.learned_features import Frame
    from posture_cv.domain.pose import DetectedPose
    from training.dataset import Example

LATERAL = ("c7", "tragus", "outer_canthus", "acromion", "asis", "psis", "trochanter", "knee", "malleolus")
"""Points of the near side that a side view is asked for, in the networks' order."""
CURVES = ("thoracic_kyphosis", "lumbar_lordosis")
FRONTAL = ("tragus", "outer_canthus", "acromion", "asis", "psis", "hip_joint", "knee_joint", "ankle_joint")
"""Points of both sides that a frontal view is asked for, left before right."""
NEAREST = {
    "tragus": EAR, "outer_canthus": EYE, "acromion": SHOULDER, "asis": HIP, "psis": HIP, "trochanter": HIP, "hip_joint": HIP, "knee": KNEE,
    "knee_joint": KNEE, "malleolus": ANKLE, "ankle_joint": ANKLE,
}  # fmt: skip
"""The detector's point nearest to each landmark, as a position among the points."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Table:
    """n examples of one kind of view.

    Attributes
    ----------
    seen : ndarray of shape (n, WIDTH)
        ``learned_features.Appearance.vector`` of each.
    points : ndarray of shape (n, k, 2)
        Where the landmarks are, in the person's frame.
    lens : ndarray of shape (n, 3)
        Height of the lens axis at the person in the frame (down), yaw in degrees as ``ViewEstimate`` counts it, log distance in statures.
    stature : ndarray of shape (n,)
        Crown-to-sole height in units of the frame.
    curves : ndarray of shape (n, 2)
        Kyphosis and lordosis, degrees.
    records
        The full truth of each.
    frames
        The person's frame of each.
    nape : ndarray of shape (n, 2)
        From the C7 that is seen, which is the one among ``points``, to the mid-line.
    """

    seen: NDArray[np.float64]
    points: NDArray[np.float64]
    lens: NDArray[np.float64]
    stature: NDArray[np.float64]
    curves: NDArray[np.float64]
    records: list[dict[str, Any]]
    examples: list[Example]
    frames: list[Frame]
    nape: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.seen)

    def angle(self, name: str, *, as_photographed: bool = False) -> NDArray[np.float64]:
        """A true angle of every example, degrees; a sided one is the near side's."""
        key = "angles_as_photographed_deg" if as_photographed else "angles_deg"
        return np.array([_of_side(r[key], name, r["view"]) for r in self.records])

    def worn(self, key: str) -> NDArray[Any]:
        """One fact of appearance of every example."""
        return np.array([r["appearance"][key] for r in self.records])

    @property
    def roll(self) -> NDArray[np.float64]:
        """The camera's roll as the person's frame has it, degrees: positive leans the scene's top along the frame's x."""
        return np.array([frame.mirror * r["camera"]["roll_deg"] for frame, r in zip(self.frames, self.records, strict=True)])

    @property
    def subjects(self) -> NDArray[np.intp]:
        """Whose picture each is."""
        return np.array([r["subject"] for r in self.records], dtype=np.intp)


def _of_side(values: dict[str, float], name: str, view: str) -> float:
    return values[name] if name in values else values[f"{name}_{view}"]


def plain_quality(pose: DetectedPose) -> PhotoQuality:
    """A faultless photo of a whole person without a vertical reference."""
    return PhotoQuality(
        sharpness=1.0,
        exposure=0.5,
        contrast=0.2,
        person_height_px=pose.box.height_px,
        head_inside=True,
        feet_inside=True,
        roll=Roll(roll_deg=0.0, standard_error_deg=1.0, referenced=False),
        noise_scale=1.0,
    )


def lens_of(record: dict[str, Any], frame: Frame) -> tuple[float, float, float]:
    """Where a level line through the lens meets the picture, in the frame's y; yaw; log distance in statures."""
    c = record["camera"]
    turn = rotation(yaw=-c["pan_deg"]) @ rotation(pitch=-c["pitch_deg"])
    level = turn.T @ np.array([0.0, 1.0, 0.0])
    x, y = level[0] / level[1] * c["focal_px"], -level[2] / level[1] * c["focal_px"]
    roll = np.radians(c["roll_deg"])
    centre = 0.5 * np.array([record["width_px"], record["height_px"]])
    at = np.array([np.cos(roll) * x - np.sin(roll) * y, np.sin(roll) * x + np.cos(roll) * y]) + centre
    yaw = record["body_yaw_deg"] * (-1.0 if record["view"] == "right" else 1.0)
    return float(frame.into(at[None])[0, 1]), yaw, float(np.log(c["distance_m"] / record["stature_m"]))


def tabulate(examples: Iterable[Example], *, lateral: bool) -> Table:
    """All usable examples of side views, or of frontal ones."""
    kept: list[tuple[Any, ...]] = []
    for example in examples:
        view = example.view
        if view.is_lateral != lateral or example.pose.view.view is not view:
            continue
        points, _, _ = settle_sides(example.pose, view)
        seen = appearance(points, example.pose.silhouette, largest_part(example.pose.silhouette), example.pose.view, view)
        if seen is None:
            continue
        record = example.record
        named = record["landmarks_px"]
        side = near_side(view).value
        if lateral:
            wanted = [record["c7_seen_px"], *(named[f"{n}_{side}"] for n in LATERAL[1:])]
        else:
            wanted = [named[f"{n}_{s}"] for s in ("left", "right") for n in FRONTAL]
        tall = record["camera"]["focal_px"] * record["stature_m"] / record["camera"]["distance_m"] / seen.frame.unit_px
        curves = [record["angles_deg"][n] for n in CURVES]
        places, lens = seen.frame.into(np.array(wanted)), lens_of(record, seen.frame)
        step = seen.frame.into(np.array([named["c7"]]))[0] - places[0]
        kept.append((seen.vector(), places, lens, tall, curves, record, example, seen.frame, step))
    seen_all, points_all, lenses, stature, curves_all, records, used, frames, nape = zip(*kept, strict=True)
    return Table(
        seen=np.array(seen_all),
        points=np.array(points_all),
        lens=np.array(lenses),
        stature=np.array(stature),
        curves=np.array(curves_all),
        records=list(records),
        examples=list(used),
        frames=list(frames),
        nape=np.array(nape),
    )
