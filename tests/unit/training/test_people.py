"""Whole people: the same seed gives the same bytes, and postures go the way their names say."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

pytest.importorskip("anny", reason="the extra train is not installed", exc_type=ImportError)
pytest.importorskip("torch", reason="the extra train is not installed")
pytest.importorskip("numba", reason="the extra train is not installed")

from training.people import body, landmarks
from training.people.poser import Poser
from training.people.posture import Posture
from training.people.render import write_subject
from training.people.scenario import Plan, of_subject

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]


@pytest.fixture(scope="module")
def angles() -> Callable[[Posture], dict[str, float]]:
    model = body.load()
    rest = model.rest({"gender": 0.9, "age": 0.7}, {}, {})
    poser = Poser(model, rest)

    def measure(posture: Posture) -> dict[str, float]:
        skeleton = poser.skeleton(posture)
        points = landmarks.find(model, rest, skeleton)
        return landmarks.sagittal_angles(points, landmarks.back_line(model, rest, skeleton)) | landmarks.frontal_angles(points)

    return measure


@pytest.mark.parametrize(
    ("change", "measure", "at_least"),
    [
        ({"pelvic_tilt": 10.0}, "pelvic_tilt", 9.9),
        ({"kyphosis_added": 30.0}, "thoracic_kyphosis", 8.0),
        ({"pelvic_tilt": 12.0}, "lumbar_lordosis", 4.0),
        ({"neck_flexion": 30.0}, "craniovertebral_angle", -5.0),
        ({"head_pitch": -10.0}, "head_tilt_sagittal", 9.0),
        ({"knee_flexion": (-8.0, -8.0)}, "knee_angle_left", 10.0),
        ({"protraction": (20.0, 20.0)}, "forward_shoulder_angle_from_vertical_left", 8.0),
        ({"obliquity": 4.0}, "pelvic_obliquity", 3.5),
        ({"head_tilt": 8.0}, "head_tilt_frontal", 7.5),
        ({"elevation": (4.0, -4.0)}, "shoulder_level", 2.0),
        ({"thorax_lean": -14.0}, "trunk_lean", -2.0),
    ],
)
def test_posture_moves_its_measure(
    angles: Callable[[Posture], dict[str, float]], change: dict[str, object], measure: str, at_least: float
) -> None:
    neutral = Posture()
    moved = angles(replace(neutral, **change))[measure] - angles(neutral)[measure]  # type: ignore[arg-type]
    assert moved * np.sign(at_least) >= abs(at_least)


def test_knee_flexion_is_the_measured_angle(angles: Callable[[Posture], dict[str, float]]) -> None:
    assert angles(Posture(knee_flexion=(-6.0, -6.0)))["knee_angle_right"] == pytest.approx(186.0, abs=2.5)


def test_the_centre_of_mass_stays_over_the_feet(angles: Callable[[Posture], dict[str, float]]) -> None:
    assert abs(angles(Posture(thorax_lean=-20.0))["sway_angle"]) > abs(angles(Posture())["sway_angle"])


def digest(plan: Plan, number: int) -> str:
    out = hashlib.sha256()
    for rendered in of_subject(plan, number):
        out.update(rendered.jpeg + rendered.mask.tobytes() + json.dumps(rendered.record).encode())
    return out.hexdigest()


def test_same_seed_same_bytes_other_seed_other_bytes() -> None:
    plan = Plan(seed=11, postures=1, views=("left",), height_px=320)
    first = digest(plan, 0)
    assert digest(plan, 0) == first
    assert digest(plan, 1) != first


def test_truth_lies_on_the_person() -> None:
    rendered = next(iter(of_subject(Plan(seed=5, postures=1, views=("right",), height_px=480), 2)))
    assert rendered.pixels.shape == (480, 360, 3)
    for name in ("c7", "tragus_right", "acromion_right", "asis_right", "knee_right"):
        x, y = rendered.record["landmarks_px"][name]
        near = rendered.mask[max(int(y) - 3, 0) : int(y) + 4, max(int(x) - 3, 0) : int(x) + 4]
        assert near.max() > 127, name
    assert rendered.record["angles_deg"].keys() >= {"craniovertebral_angle", "pelvic_tilt", "thoracic_kyphosis", "shoulder_level"}


def test_a_finished_subject_is_not_rendered_again(tmp_path: Path) -> None:
    for folder in ("images", "masks", "truth"):
        (tmp_path / folder).mkdir()
    plan = Plan(seed=3, postures=1, views=("front",), height_px=240)
    assert write_subject(plan, 4, tmp_path) == 1
    assert write_subject(plan, 4, tmp_path) == 0
    record = json.loads((tmp_path / "truth" / "000004.jsonl").read_text())
    assert (tmp_path / "images" / record["image"]).exists()
    assert (tmp_path / "masks" / record["image"].replace(".jpg", ".png")).exists()
