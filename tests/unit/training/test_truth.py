"""The record's angles against figures one can draw."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("scipy", reason="the extra train is not installed")
pytest.importorskip("numba", reason="the extra train is not installed")

from training.people import landmarks, truth
from training.people.camera import Camera


def upright() -> dict[str, np.ndarray]:
    """A stick figure facing -y: ear 45 degrees above C7, pelvis level, legs straight."""
    points = {"c7": np.array([0.0, 0.05, 1.50])}
    for side, x in (("left", 1.0), ("right", -1.0)):
        points |= {
            f"tragus_{side}": np.array([0.07 * x, -0.05, 1.60]),
            f"outer_canthus_{side}": np.array([0.05 * x, -0.12, 1.60]),
            f"acromion_{side}": np.array([0.18 * x, 0.0, 1.45]),
            f"asis_{side}": np.array([0.12 * x, -0.10, 1.0]),
            f"psis_{side}": np.array([0.04 * x, 0.06, 1.0]),
            f"trochanter_{side}": np.array([0.18 * x, 0.0, 0.9]),
            f"knee_{side}": np.array([0.14 * x, 0.0, 0.5]),
            f"malleolus_{side}": np.array([0.12 * x, 0.0, 0.08]),
            f"hip_joint_{side}": np.array([0.10 * x, 0.0, 0.9]),
            f"knee_joint_{side}": np.array([0.10 * x, 0.0, 0.5]),
            f"ankle_joint_{side}": np.array([0.10 * x, 0.0, 0.08]),
        }
    return points


def straight_back() -> np.ndarray:
    return np.stack([np.zeros(20), np.full(20, 0.05), np.linspace(1.5, 1.0, 20)], axis=1)


def test_stick_figure_reads_as_drawn() -> None:
    angles = landmarks.sagittal_angles(upright(), straight_back())
    assert angles["craniovertebral_angle"] == pytest.approx(45.0)
    assert angles["pelvic_tilt"] == pytest.approx(0.0)
    assert angles["head_tilt_sagittal"] == pytest.approx(0.0)
    assert angles["forward_shoulder_angle_from_vertical_left"] == pytest.approx(45.0)
    assert angles["knee_angle_left"] == pytest.approx(180.0)
    assert angles["thoracic_kyphosis"] == pytest.approx(0.0, abs=1e-9)
    assert angles["trunk_lean"] == pytest.approx(0.0, abs=1e-9)


def test_lower_asis_is_anterior_tilt() -> None:
    points = upright()
    for side in ("left", "right"):
        points[f"asis_{side}"][2] -= 0.16
    assert landmarks.sagittal_angles(points, straight_back())["pelvic_tilt"] == pytest.approx(45.0)


def test_knee_behind_the_line_is_hyperextension() -> None:
    points = upright()
    points["knee_left"][1] += 0.02
    points["knee_right"][1] -= 0.02
    angles = landmarks.sagittal_angles(points, straight_back())
    assert angles["knee_angle_left"] > 180.0 > angles["knee_angle_right"]


def test_pelvis_ahead_of_the_ankles_is_positive_sway() -> None:
    points = upright()
    for side in ("left", "right"):
        points[f"trochanter_{side}"][1] -= 0.05
    angles = landmarks.sagittal_angles(points, straight_back())
    assert angles["sway_angle"] == pytest.approx(np.degrees(np.arctan(0.05 / 0.82)))
    assert angles["trunk_lean"] < 0.0


def test_round_back_is_kyphosis_and_hollow_back_lordosis() -> None:
    t = np.linspace(0.0, 1.0, 60)
    y = np.where(t < 0.6, 0.05 * np.sin(np.pi * t / 0.6), -0.03 * np.sin(np.pi * (t - 0.6) / 0.4))
    line = np.stack([np.zeros(60), y, 1.5 - 0.5 * t], axis=1)
    angles = landmarks.spine_angles(np.stack([-line[:, 1], line[:, 2]], axis=1))
    assert angles["thoracic_kyphosis"] > 20.0
    assert angles["lumbar_lordosis"] > 10.0


def test_lower_right_shoulder_is_positive() -> None:
    points = upright()
    points["acromion_right"][2] -= 0.36 * np.tan(np.radians(5.0))
    assert landmarks.frontal_angles(points)["shoulder_level"] == pytest.approx(5.0)


def test_knees_inward_are_below_180() -> None:
    points = upright()
    points["knee_joint_left"][0] -= 0.03
    angles = landmarks.frontal_angles(points)
    assert angles["hip_knee_ankle_left"] < 180.0
    assert angles["hip_knee_ankle_right"] == pytest.approx(180.0)


@pytest.mark.parametrize("view", ["left", "right"])
@pytest.mark.parametrize("roll_deg", [0.0, 3.0])
def test_a_distant_camera_reads_the_sagittal_angles(view: str, roll_deg: float) -> None:
    from training.people.picture import body_turn

    camera = Camera(
        distance_m=4000.0, height_m=1.2, aside_m=0.0, fov_deg=0.03, pitch_deg=0.0, roll_deg=roll_deg, pan_deg=0.0, distortion=(0.0, 0.0),
        width_px=720, height_px=960,
    )  # fmt: skip
    points = upright()
    pixels, _ = camera.project(np.stack(list(points.values())) @ body_turn(view, 0.0).T)
    seen = truth.as_photographed(dict(zip(points, pixels, strict=True)), view, roll_deg)
    true = landmarks.sagittal_angles(points, straight_back())
    for name in ("craniovertebral_angle", "pelvic_tilt", "trunk_lean", "sway_angle", "head_tilt_sagittal"):
        assert seen[name] == pytest.approx(true[name], abs=0.1), name
    assert seen["knee_angle"] == pytest.approx(180.0, abs=0.1)
    assert seen["forward_shoulder_angle_from_vertical"] == pytest.approx(45.0, abs=0.1)


@pytest.mark.parametrize("view", ["front", "back"])
def test_frontal_views_agree_on_the_lower_side(view: str) -> None:
    from training.people.picture import body_turn

    camera = Camera(
        distance_m=4000.0, height_m=1.2, aside_m=0.0, fov_deg=0.03, pitch_deg=0.0, roll_deg=2.0, pan_deg=0.0, distortion=(0.0, 0.0),
        width_px=720, height_px=960,
    )  # fmt: skip
    points = upright()
    points["acromion_right"][2] -= 0.02
    points["knee_joint_left"][0] -= 0.02
    pixels, _ = camera.project(np.stack(list(points.values())) @ body_turn(view, 0.0).T)
    seen = truth.as_photographed(dict(zip(points, pixels, strict=True)), view, 2.0)
    true = landmarks.frontal_angles(points)
    for name in ("shoulder_level", "head_tilt_frontal", "hip_knee_ankle_left", "hip_knee_ankle_right"):
        assert seen[name] == pytest.approx(true[name], abs=0.1), name
