"""Truth records of the generator, as validation pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from posture_cv.domain.views import BodySide, Position, View
from posture_cv.validation.pictures import Picture

if TYPE_CHECKING:
    from pathlib import Path

FORWARD_OF = {
    "forward_head_distance": ("acromion", "tragus"),
    "plumb_offset_ear": ("malleolus", "tragus"),
    "plumb_offset_acromion": ("malleolus", "acromion"),
    "plumb_offset_trochanter": ("malleolus", "trochanter"),
    "plumb_offset_knee": ("malleolus", "knee"),
}
_MIDLINE = (
    "craniovertebral_angle",
    "head_tilt_sagittal",
    "thoracic_kyphosis",
    "lumbar_lordosis",
    "pelvic_tilt",
    "trunk_lean",
    "sway_angle",
)


def picture_of(record: dict[str, Any], folder: Path) -> Picture:
    """The picture a truth record describes; ``folder`` holds the image."""
    view = View(record["view"])
    looks = record["appearance"]
    return Picture(
        path=folder / record["image"],
        view=view,
        position=Position(record["position"]),
        subject=int(record["subject"]),
        posture=int(record["posture_number"]),
        clothing=looks["clothing"],
        nape=looks["nape"],
        yaw_deg=float(record["body_yaw_deg"]),
        truth=_lateral(record, view) if view.is_lateral else _frontal(record),
    )


def _lateral(record: dict[str, Any], view: View) -> dict[str, float]:
    """Truth as the measures define it: mid-line values in the body's sagittal plane, the rest of the near side."""
    angles, near = record["angles_deg"], str(view)
    truth = {name: angles[name] for name in _MIDLINE if name in angles}
    truth["craniovertebral_angle_as_photographed"] = record["angles_as_photographed_deg"]["craniovertebral_angle"]
    for name in ("forward_shoulder_angle_from_vertical", "knee_angle"):
        truth[f"{name}_{near}"] = angles[f"{name}_{near}"]
    body, stature = record["landmarks_body_m"], record["stature_m"]
    backward = {name: point[1] for name, point in body.items()}
    truth[f"acromion_forward_of_c7_{near}"] = 100.0 * (backward["c7"] - backward[f"acromion_{near}"]) / stature
    for name, (origin, point) in FORWARD_OF.items():
        truth[f"{name}_{near}"] = 100.0 * (backward[f"{origin}_{near}"] - backward[f"{point}_{near}"]) / stature
    if record["position"] != Position.STANDING:
        standing_only = ("sway_angle", "knee_angle", "plumb_offset")
        truth = {key: value for key, value in truth.items() if not key.startswith(standing_only)}
    return truth


def _frontal(record: dict[str, Any]) -> dict[str, float]:
    angles, body = record["angles_deg"], record["landmarks_body_m"]
    truth = {name: angles[name] for name in ("head_tilt_frontal", "shoulder_level", "pelvic_obliquity")}
    if record["position"] == Position.STANDING:
        for side in (BodySide.LEFT, BodySide.RIGHT):
            truth[f"hip_knee_ankle_{side}"] = angles[f"hip_knee_ankle_{side}"]
        middle = {name: 0.5 * (body[f"{name}_left"][0] + body[f"{name}_right"][0]) for name in ("acromion", "malleolus")}
        truth["lateral_shift"] = -100.0 * (middle["acromion"] - middle["malleolus"]) / record["stature_m"]
    return truth
