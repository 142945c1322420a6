"""The parts of the build that need no pictures: augmentation, mirroring, calibration, figures."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("scipy", reason="the extra train is not installed")

from posture_cv.anatomy.learned_features import EAR, HEIGHTS, HIP, PAIRS, POINTS, ROWS, WIDTH
from posture_cv.anatomy.learned_outputs import FRONTAL_OUTPUTS, LATERAL_OUTPUTS, LATERAL_POINTS, LENS_Y
from posture_cv.domain.estimates import MeasureName
from training import fit, frontal, judge
from training.augment import REAR, SHOWN, Augmentation, augmented, displaced
from training.examples import FRONTAL, LATERAL

BARE = Augmentation(hair_share=0.0, cloth_sd=0.0, point_sd=0.0, shoulder_sd=0.0, scale_sd=0.0, crop_share=0.0)


def people(n: int = 200) -> tuple[np.ndarray, np.ndarray]:
    """Straight outlines 0.1 behind and in front of the ears, all of it shown; C7 at 0.2 below them."""
    seen = np.zeros((n, WIDTH))
    seen[:, REAR], seen[:, 2 * POINTS + ROWS : SHOWN], seen[:, SHOWN] = -0.1, 0.1, 1.0
    for k in (HIP, HIP + PAIRS):
        seen[:, 2 * k + 1] = 1.0
    return seen, np.tile([-0.1, 0.2], (n, 1))


def test_without_augmentation_only_the_silhouettes_grain_is_added() -> None:
    seen, c7 = people()
    out, hidden, scale = augmented(seen, c7, BARE, np.random.default_rng(0))
    assert not hidden.any()
    assert scale == pytest.approx(np.ones(len(seen)))
    assert np.abs(out - seen).max() < 0.01


def test_hair_only_ever_stands_off_the_back() -> None:
    seen, c7 = people()
    rng = np.random.default_rng(1)
    out, hidden, _ = augmented(seen, c7, Augmentation(**{**_settings(BARE), "hair_share": 1.0}), rng)
    assert 0.3 < hidden.mean() < 1.0
    near = np.abs(HEIGHTS - 0.2) < 0.03
    moved = (out - seen)[:, REAR]
    assert moved.max() < 0.012
    assert (moved[hidden][:, near].min(axis=1) < -0.01).all()
    assert np.abs(moved[:, HEIGHTS > 1.0]).max() < 0.012


def test_displaced_faces_move_the_body_against_the_ears() -> None:
    """A slanted outline, x = 0.3 y: moved by d, it must satisfy x - dx = 0.3 (y - dy); ears stay, hips move."""
    seen, _ = people(50)
    seen[:, REAR] = 0.3 * HEIGHTS
    out, moved = displaced(seen, 0.02, np.random.default_rng(4))
    assert moved.std() == pytest.approx(0.02, rel=0.3)
    inner = slice(10, ROWS - 10)
    expected = 0.3 * (HEIGHTS[None] - moved[:, 1:]) + moved[:, :1]
    assert out[:, REAR][:, inner] == pytest.approx(expected[:, inner], abs=1e-9)
    assert out[:, [2 * EAR, 2 * EAR + 1]] == pytest.approx(np.zeros((50, 2)))
    assert out[:, 2 * HIP : 2 * HIP + 2] - seen[:, 2 * HIP : 2 * HIP + 2] == pytest.approx(moved)


def test_cropped_photo_shows_less_and_goes_on_below() -> None:
    seen, c7 = people()
    out, _, scale = augmented(seen, c7, Augmentation(**{**_settings(BARE), "crop_share": 1.0}), np.random.default_rng(2))
    assert (out[:, SHOWN] < 1.0).all()
    assert np.ptp(out[:, REAR][:, -3:], axis=1) == pytest.approx(np.zeros(len(seen)), abs=1e-12)
    assert scale.std() > 0.01


def test_frame_stays_between_the_ears_whatever_shakes() -> None:
    seen, c7 = people()
    out, _, _ = augmented(seen, c7, Augmentation(), np.random.default_rng(3))
    ears = out[:, 2 * EAR : 2 * EAR + 2] + out[:, 2 * (EAR + PAIRS) : 2 * (EAR + PAIRS) + 2]
    assert np.abs(ears).max() < 1e-9


def _settings(augmentation: Augmentation) -> dict[str, float]:
    return {name: getattr(augmentation, name) for name in augmentation.__dataclass_fields__}


def test_mirrored_twice_is_the_same_person() -> None:
    rng = np.random.default_rng(4)
    seen, targets = rng.normal(size=(5, WIDTH)), rng.normal(size=(5, FRONTAL_OUTPUTS))
    again, targets_again = frontal.mirrored(*frontal.mirrored(seen, targets))
    assert again == pytest.approx(seen)
    assert targets_again == pytest.approx(targets)


def test_mirrored_left_point_is_the_right_one() -> None:
    targets = np.zeros((1, FRONTAL_OUTPUTS))
    targets[0, 0:2] = 0.3, 0.7
    _, turned = frontal.mirrored(np.zeros((1, WIDTH)), targets)
    half = FRONTAL_OUTPUTS // 2
    assert turned[0, half : half + 2] == pytest.approx([-0.3, 0.7])


def test_middle_and_step_give_both_points_back() -> None:
    z = np.zeros(FRONTAL_OUTPUTS)
    half = FRONTAL_OUTPUTS // 2
    z[1], z[half + 1] = 0.5, 0.2
    both = frontal.frontal_mix() @ z
    assert both[1] == pytest.approx(0.6)
    assert both[half + 1] == pytest.approx(0.4)


def test_pelvis_is_said_as_middle_and_step() -> None:
    asis, psis = 2 * LATERAL.index("asis"), 2 * LATERAL.index("psis")
    z = np.zeros(LATERAL_OUTPUTS)
    z[asis], z[psis] = 0.1, 0.3
    points = fit.lateral_mix() @ z
    assert points[asis] == pytest.approx(0.25)
    assert points[psis] == pytest.approx(-0.05)


def test_training_and_use_name_the_points_alike() -> None:
    assert tuple(name.value for name in LATERAL_POINTS) == LATERAL
    assert len(FRONTAL) * 4 == FRONTAL_OUTPUTS
    scaled = fit.lateral_scaled()
    assert scaled[: 2 * len(LATERAL)].all()
    assert scaled.sum() == 2 * len(LATERAL) + 3
    assert scaled[LENS_Y]


def reading(truth: float, value: float, half: float) -> judge.Reading:
    record = {"appearance": {"clothing": "fitted", "nape": "clear"}}
    return judge.Reading(name=MeasureName("pelvic_tilt"), truth=truth, value=value, lower=value - half, upper=value + half, record=record)


def test_factor_makes_nine_in_ten_intervals_hold() -> None:
    """Errors 1 to 99 with half-widths of 10: nine tenths of a hundred are below 90, so the interval must be nine times as wide."""
    readings = [reading(float(k), 0.0, 10.0) for k in range(1, 100)]
    assert fit._factor(readings) == pytest.approx(9.0)
    assert fit._factor([]) == 1.0


def test_factor_is_taken_on_the_arm_towards_the_truth() -> None:
    lopsided = judge.Reading(name=MeasureName("pelvic_tilt"), truth=-4.0, value=0.0, lower=-2.0, upper=8.0, record={})
    assert fit._factor([lopsided]) == pytest.approx(2.0)


def test_figures_count_what_was_not_given() -> None:
    nan = float("nan")
    readings = [reading(10.0, 12.0, 3.0), reading(20.0, 18.0, 1.0), reading(30.0, 33.0, 3.0), reading(5.0, nan, nan)]
    figures = judge.figures(readings)
    assert (figures.n, figures.given) == (4, 3)
    assert figures.bias == pytest.approx(1.0)
    assert figures.mae == pytest.approx(7.0 / 3.0)
    assert figures.coverage == pytest.approx(2.0 / 3.0)
    assert figures.r2 == pytest.approx(1.0 - 17.0 / 200.0)


def test_people_of_one_part_are_in_no_other() -> None:
    class Person:
        def __init__(self, number: int) -> None:
            self.record = {"subject": number}

    everybody = [Person(n) for n in range(50)]
    parts = [judge.held_part(everybody, part) for part in ("validation", "calibration", "test")]
    assert sorted(p.record["subject"] for part in parts for p in part) == list(range(50))
