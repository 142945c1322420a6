"""Where the landmarks of a posed body are, and the angles between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from training.people.body import BodyModel, Rest
    from training.people.skeleton import Skeleton

SKIN = {
    "c7": (858, 858),
    "tragus": (12207, 5610),
    "outer_canthus": (6870, 86),
    "trochanter": (10926, 4296),
    "knee": (11248, 4630),
    "malleolus": (12970, 6373),
}
"""Base-mesh vertices (left, right) of landmarks that move with the skin."""

BONE = {"acromion": ((8235, 1557), "shoulder01.{}"), "asis": ((10952, 4324), "root"), "psis": ((11010, 4392), "root")}
"""Palpable bone: base-mesh vertices (left, right), carried rigidly by a bone."""

JOINTS = {
    "hip_joint": "upperleg01",
    "knee_joint": "lowerleg01",
    "ankle_joint": "foot",
    "shoulder_joint": "upperarm01",
    "elbow_joint": "lowerarm01",
    "wrist_joint": "wrist",
}

SPINE_FRACTIONS = {"c7": 0.0, "t4": 0.21, "t11": 0.597, "l1": 0.709, "l5": 0.92, "s2": 1.0}
"""Share of the C7 to PSIS-level length at which the back's skin is sampled: T4, L1 from [S29]; T11, L5 interpolated."""


def _unit(v: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(v / np.linalg.norm(v))


def find(model: BodyModel, rest: Rest, skeleton: Skeleton) -> dict[str, NDArray[np.float64]]:
    """Landmarks in the space of the skeleton, by name and side: ``c7``, ``tragus_left`` and so on, metres."""
    points: dict[str, NDArray[np.float64]] = {}
    for name, numbers in SKIN.items():
        placed = skeleton.skin(rest.vertices[list(numbers)], model.weights[list(numbers)])
        if name == "c7":
            points[name] = placed[0]
        else:
            points[f"{name}_left"], points[f"{name}_right"] = placed
    for name, (numbers, bone) in BONE.items():
        for side, letter, number in zip(("left", "right"), "LR", numbers, strict=True):
            points[f"{name}_{side}"] = skeleton.carry(rest.vertices[number], model.bone(bone.format(letter)))
    for name, bone in JOINTS.items():
        for side, letter in (("left", "L"), ("right", "R")):
            points[f"{name}_{side}"] = skeleton.heads[model.bone(f"{bone}.{letter}")].copy()
    return points


def back_line(model: BodyModel, rest: Rest, skeleton: Skeleton) -> NDArray[np.float64]:
    """Mid-line skin of the back from C7 to the PSIS level, shape (n, 3), from above downwards."""
    template = model.anny.template_vertices.numpy()[:13380]
    spine = np.interp(template[:, 2], [0.0, 0.3, 0.6], [0.0, 0.03, 0.0])
    low, high = template[[11010, 4392], 2].mean(), template[858, 2]
    chosen = np.flatnonzero(
        (np.abs(template[:, 0]) < 1e-3) & (template[:, 1] > spine) & (template[:, 2] > low - 0.012) & (template[:, 2] < high + 1e-6)
    )
    chosen = chosen[np.argsort(-template[chosen, 2])]
    return skeleton.skin(rest.vertices[chosen], model.weights[chosen])


def _angle_forward(lower: NDArray[np.float64], upper: NDArray[np.float64]) -> float:
    """Lean of a line from the vertical, degrees; positive where the upper end lies further forward. Sagittal plane: (forward, up)."""
    d = upper - lower
    return float(np.degrees(np.arctan2(d[0], d[1])))


def _down_slope(front: NDArray[np.float64], back: NDArray[np.float64]) -> float:
    """Angle below the horizontal at which the front point lies, seen from the back one."""
    d = front - back
    return float(np.degrees(np.arctan2(-d[1], d[0])))


def spine_angles(line: NDArray[np.float64]) -> dict[str, float]:
    """Skin-tangent curves of a back line given as (forward, up) from C7 to the PSIS level."""
    steps = np.linalg.norm(np.diff(line, axis=0), axis=1)
    along = np.concatenate([[0.0], np.cumsum(steps)])
    at = {name: np.array([np.interp(f * along[-1], along, line[:, k]) for k in (0, 1)]) for name, f in SPINE_FRACTIONS.items()}
    upper, middle, lower = (_angle_forward(at[b], at[a]) for a, b in (("c7", "t4"), ("t11", "l1"), ("l5", "s2")))
    return {"thoracic_kyphosis": upper - middle, "lumbar_lordosis": lower - middle}


def sagittal_angles(points: dict[str, NDArray[np.float64]], line: NDArray[np.float64]) -> dict[str, float]:
    """Angles in the person's own sagittal plane, degrees; names and signs as ``posture_cv.domain.estimates.MeasureName``.

    Parameters
    ----------
    points
        Landmarks with y backwards and z up, metres.
    line
        The back's mid-line, shape (n, 3).

    Returns
    -------
    dict
        Mid-line measures under their name, sided ones with ``_left`` and ``_right`` added.
    """

    def flat(p: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.array([-p[1], p[2]])

    def mean(name: str) -> NDArray[np.float64]:
        return flat(0.5 * (points[f"{name}_left"] + points[f"{name}_right"]))

    c7 = flat(points["c7"])
    out = {
        "craniovertebral_angle": -_down_slope(mean("tragus"), c7),
        "head_tilt_sagittal": -_down_slope(mean("outer_canthus"), mean("tragus")),
        "pelvic_tilt": _down_slope(mean("asis"), mean("psis")),
        "trunk_lean": _angle_forward(mean("trochanter"), mean("acromion")),
        "sway_angle": _angle_forward(mean("malleolus"), mean("trochanter")),
        **spine_angles(np.stack([-line[:, 1], line[:, 2]], axis=1)),
    }
    for side in ("left", "right"):
        acromion = flat(points[f"acromion_{side}"])
        hip, knee, ankle = (flat(points[f"{n}_{side}"]) for n in ("trochanter", "knee", "malleolus"))
        out[f"forward_shoulder_angle_from_vertical_{side}"] = float(np.degrees(np.arctan2(acromion[0] - c7[0], c7[1] - acromion[1])))
        out[f"knee_angle_{side}"] = 180.0 - _angle_forward(ankle, knee) + _angle_forward(knee, hip)
    return out


def frontal_angles(points: dict[str, NDArray[np.float64]]) -> dict[str, float]:
    """Angles in the person's own frontal plane, degrees; positive where the right side is lower."""

    def tilt(name: str) -> float:
        left, right = points[f"{name}_left"], points[f"{name}_right"]
        return float(np.degrees(np.arctan2(left[2] - right[2], left[0] - right[0])))

    out = {"head_tilt_frontal": tilt("tragus"), "shoulder_level": tilt("acromion"), "pelvic_obliquity": tilt("asis")}
    for side, sign in (("left", 1.0), ("right", -1.0)):
        hip, knee, ankle = (points[f"{n}_{side}"][[0, 2]] * np.array([sign, 1.0]) for n in ("hip_joint", "knee_joint", "ankle_joint"))
        thigh, shank = _unit(hip - knee), _unit(ankle - knee)
        inner = float(np.degrees(np.arctan2(thigh[0], thigh[1]) - np.arctan2(-shank[0], -shank[1])))
        out[f"hip_knee_ankle_{side}"] = 180.0 - inner
    return out


def lengths_pct_height(points: dict[str, NDArray[np.float64]], stature_m: float) -> dict[str, float]:
    """Distances in percent of stature; forward, or to the person's right, is positive."""
    out = {}
    ankle = 0.5 * (points["malleolus_left"] + points["malleolus_right"])
    for side in ("left", "right"):
        acromion = points[f"acromion_{side}"]
        out[f"acromion_forward_of_c7_{side}"] = -(acromion[1] - points["c7"][1])
        out[f"forward_head_distance_{side}"] = -(points[f"tragus_{side}"][1] - acromion[1])
        for name, landmark in (("ear", "tragus"), ("acromion", "acromion"), ("trochanter", "trochanter"), ("knee", "knee")):
            out[f"plumb_offset_{name}_{side}"] = -(points[f"{landmark}_{side}"][1] - ankle[1])
    out["lateral_shift"] = -(points["c7"][0] - ankle[0])
    return {name: 100.0 * value / stature_m for name, value in out.items()}
