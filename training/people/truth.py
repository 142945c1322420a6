"""The record of one picture: everything that is known about it, as plain data."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import numpy as np

from training.people import landmarks, nape
from training.people.camera import VIEW_AZIMUTH
from training.people.posture import Sitting

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from training.people.picture import Picture, Shot
    from training.people.pieces import Posed
    from training.people.posture import Posture
    from training.people.subject import Subject

RECORD_VERSION = 3


def _rounded(points: NDArray[np.float64], decimals: int) -> list[float]:
    return [round(float(x), decimals) for x in points]


def as_photographed(pixels: dict[str, NDArray[np.float64]], view: str, roll_deg: float) -> dict[str, float]:
    """What marking the points on the picture gives, degrees, measured against the true vertical (camera roll taken out).

    Parameters
    ----------
    pixels
        Landmarks in pixels, x right and y down.
    view
        A side view reads the near side's points; a frontal one both sides.
    """
    c, s = np.cos(np.radians(roll_deg)), np.sin(np.radians(roll_deg))
    upright = {name: np.array([c * p[0] + s * p[1], -s * p[0] + c * p[1]]) for name, p in pixels.items()}
    if view in ("left", "right"):
        forward = -1.0 if view == "left" else 1.0
        flat = {name: np.array([forward * p[0], -p[1]]) for name, p in upright.items()}
        return _lateral({name.removesuffix(f"_{view}"): p for name, p in flat.items() if name == "c7" or name.endswith(view)})
    to_left = 1.0 if view == "front" else -1.0
    flat = {name: np.array([to_left * p[0], -p[1]]) for name, p in upright.items()}

    def tilt(name: str) -> float:
        left, right = flat[f"{name}_left"], flat[f"{name}_right"]
        return float(np.degrees(np.arctan2(left[1] - right[1], left[0] - right[0])))

    out = {"head_tilt_frontal": tilt("tragus"), "shoulder_level": tilt("acromion")}
    out["pelvic_obliquity"] = tilt("asis" if view == "front" else "psis")
    for side, sign in (("left", 1.0), ("right", -1.0)):
        hip, knee, ankle = (flat[f"{n}_{side}"] * np.array([sign, 1.0]) for n in ("hip_joint", "knee_joint", "ankle_joint"))
        thigh, shank = hip - knee, knee - ankle
        out[f"hip_knee_ankle_{side}"] = 180.0 - float(np.degrees(np.arctan2(thigh[0], thigh[1]) - np.arctan2(shank[0], shank[1])))
    return out


def _lateral(p: dict[str, NDArray[np.float64]]) -> dict[str, float]:
    def lean(low: str, high: str) -> float:
        d = p[high] - p[low]
        return float(np.degrees(np.arctan2(d[0], d[1])))

    def rise(back: str, front: str) -> float:
        d = p[front] - p[back]
        return float(np.degrees(np.arctan2(d[1], d[0])))

    down = p["c7"] - p["acromion"]
    return {
        "craniovertebral_angle": rise("c7", "tragus"),
        "head_tilt_sagittal": rise("tragus", "outer_canthus"),
        "forward_shoulder_angle_from_vertical": float(np.degrees(np.arctan2(-down[0], down[1]))),
        "pelvic_tilt": -rise("psis", "asis"),
        "trunk_lean": lean("trochanter", "acromion"),
        "sway_angle": lean("malleolus", "trochanter"),
        "knee_angle": 180.0 - lean("malleolus", "knee") + lean("knee", "trochanter"),
    }


def _seen_c7(c7_px: NDArray[np.float64], subject: Subject, shot: Shot, picture: Picture, *, percent_px: float) -> NDArray[np.float64]:
    """Where a rater would mark C7: on the outline of a bare nape seen from the side, else where it is."""
    if subject.nape_hidden or shot.view not in ("left", "right"):
        return c7_px
    return nape.seen_c7(c7_px, picture.mask, facing=1 if shot.view == "right" else -1, percent_px=percent_px)


def record(posed: Posed, subject: Subject, posture: Posture, shot: Shot, picture: Picture, *, image: str, arms: str) -> dict[str, Any]:
    """Everything known about a picture.

    Parameters
    ----------
    image
        The picture's name.
    arms
        ``hanging``, ``forward``, ``crossed`` or ``thighs``.

    Returns
    -------
    dict
        JSON-ready. Metres in the world of the camera (origin on the floor between the ankles, x to the camera's right, y away from it,
        z up) and in the body (x to the person's left, y backwards, z up); pixels x right and y down; degrees.
    """
    camera = shot.camera
    names = list(posed.points)
    body = np.stack([posed.points[name] for name in names])
    world = body @ picture.turn.T
    pixels, _ = camera.project(world)
    line, _ = camera.project(posed.back_line @ picture.turn.T)
    covered = np.argwhere(picture.mask > 127)
    box = [*covered.min(axis=0)[::-1], *(covered.max(axis=0)[::-1] + 1)] if len(covered) else [0, 0, 0, 0]
    near = dict(zip(names, pixels, strict=True))
    percent_px = 0.01 * posed.stature_m * camera.focal_px / camera.distance_m
    marked = near | {"c7": _seen_c7(near["c7"], subject, shot, picture, percent_px=percent_px)}
    return {
        "version": RECORD_VERSION,
        "image": image,
        "width_px": camera.width_px,
        "height_px": camera.height_px,
        "view": shot.view,
        "position": "sitting" if isinstance(posture, Sitting) else "standing",
        "body_yaw_deg": round(shot.yaw_deg, 4),
        "stature_m": round(posed.stature_m, 4),
        "person_box_px": [int(v) for v in box],
        "camera": {
            **asdict(camera),
            "distortion": list(camera.distortion),
            "focal_px": round(camera.focal_px, 3),
            "azimuth_deg": VIEW_AZIMUTH[shot.view],
        },
        "angles_deg": {
            k: round(v, 4)
            for k, v in (landmarks.sagittal_angles(posed.points, posed.back_line) | landmarks.frontal_angles(posed.points)).items()
        },
        "angles_as_photographed_deg": {k: round(v, 4) for k, v in as_photographed(marked, shot.view, camera.roll_deg).items()},
        "lengths_pct_height": {k: round(v, 4) for k, v in landmarks.lengths_pct_height(posed.points, posed.stature_m).items()},
        "c7_seen_px": _rounded(marked["c7"], 2),
        "landmarks_px": {name: _rounded(p, 2) for name, p in near.items()},
        "landmarks_body_m": {name: _rounded(p, 5) for name, p in zip(names, body, strict=True)},
        "back_line_px": [_rounded(p, 2) for p in line],
        "back_line_body_m": [_rounded(p, 5) for p in posed.back_line],
        "appearance": {
            "clothing": subject.clothing,
            "looseness_top": round(subject.top.cut.looseness, 3),
            "looseness_bottom": round(subject.bottom.cut.looseness, 3),
            "hair": subject.hair.style,
            "nape": "hidden" if subject.nape_hidden else "clear",
            "neckwear": subject.neckwear,
            "arms": arms,
            "shoes": subject.shoes,
            "glasses": subject.glasses,
            "skin_tone": round(subject.skin_tone, 3),
        },
        "phenotype": {k: round(v, 4) for k, v in subject.phenotype.items()},
        "posture": asdict(posture),
    }
