"""Cameras, rotations, subdivision, cutting and drawing, against geometry one can draw."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("scipy", reason="the extra train is not installed")
pytest.importorskip("numba", reason="the extra train is not installed")

from scipy import sparse

from training.people import raster
from training.people.camera import Camera
from training.people.garments import clip
from training.people.picture import body_turn
from training.people.skeleton import aim, rotation
from training.people.topology import subdivide

CUBE = np.array([[0, 3, 2, 1], [4, 5, 6, 7], [0, 1, 5, 4], [1, 2, 6, 5], [2, 3, 7, 6], [3, 0, 4, 7]])


def camera(**changes: float) -> Camera:
    values = {"distance_m": 3.0, "height_m": 1.0, "aside_m": 0.0, "fov_deg": 40.0, "pitch_deg": 0.0, "roll_deg": 0.0, "pan_deg": 0.0}
    return Camera(**{**values, **changes}, distortion=(0.0, 0.0), width_px=600, height_px=800)


def test_pitch_bends_forward_roll_leans_and_yaw_turns_left() -> None:
    up, ahead = np.array([0.0, 0, 1]), np.array([0.0, -1, 0])
    assert (rotation(pitch=10.0) @ up)[1] < 0.0
    assert (rotation(roll=10.0) @ up)[0] > 0.0
    assert (rotation(yaw=10.0) @ ahead)[0] > 0.0


def test_aim_takes_one_direction_to_the_other() -> None:
    a, b = np.array([1.0, 2.0, 3.0]), np.array([-2.0, 0.5, 1.0])
    turned = aim(a, b) @ a
    np.testing.assert_allclose(turned / np.linalg.norm(turned), b / np.linalg.norm(b), atol=1e-12)


def test_aim_refuses_opposite_directions() -> None:
    with pytest.raises(ValueError, match="not opposite"):
        aim(np.array([1.0, 0, 0]), np.array([-1.0, 0, 0]))


@pytest.mark.parametrize(("view", "faces"), [("left", -1), ("right", 1)])
def test_side_views_face_the_way_they_are_named(view: str, faces: int) -> None:
    nose, back = np.array([0.0, -0.2, 1.6]), np.array([0.0, 0.2, 1.6])
    pixels, _ = camera().project(np.stack([nose, back]) @ body_turn(view, 0.0).T)
    assert np.sign(pixels[0, 0] - pixels[1, 0]) == faces


def test_the_named_side_is_nearer() -> None:
    left, right = np.array([0.2, 0.0, 1.0]), np.array([-0.2, 0.0, 1.0])
    _, near = camera().project(np.stack([left, right]) @ body_turn("left", 0.0).T)
    assert near[0] > near[1]


def test_looking_down_lifts_things_in_the_picture_and_roll_leans_the_top_right() -> None:
    point = np.array([[0.0, 0.0, 1.0]])
    assert camera(pitch_deg=5.0).project(point)[0][0, 1] < 400.0
    top = np.array([[0.0, 0.0, 1.5]])
    assert camera(roll_deg=5.0).project(top)[0][0, 0] > 300.0
    assert camera(pan_deg=5.0).project(point)[0][0, 0] < 300.0


def test_rays_undo_the_projection() -> None:
    lens = Camera(
        distance_m=2.5,
        height_m=1.1,
        aside_m=0.1,
        fov_deg=60.0,
        pitch_deg=4.0,
        roll_deg=2.0,
        pan_deg=-3.0,
        distortion=(-0.05, 0.01),
        width_px=60,
        height_px=80,
    )
    rays = lens.rays()
    pixels, _ = lens.project((lens.position + 2.0 * rays).reshape(-1, 3))
    j, i = np.meshgrid(np.arange(60) + 0.5, np.arange(80) + 0.5)
    np.testing.assert_allclose(pixels, np.stack([j, i], axis=2).reshape(-1, 2), atol=0.05)


def test_subdividing_a_cube_keeps_its_middle_and_rounds_it() -> None:
    mesh = subdivide(CUBE, 2)
    corners = np.array([[x, y, z] for z in (-1, 1) for x, y in ((-1, -1), (1, -1), (1, 1), (-1, 1))], dtype=float)
    points = mesh.smooth @ corners
    np.testing.assert_allclose(np.asarray(mesh.smooth.sum(axis=1)).ravel(), 1.0)
    np.testing.assert_allclose(points.mean(axis=0), 0.0, atol=1e-12)
    assert np.linalg.norm(points, axis=1).max() < np.sqrt(3.0) * 0.8
    assert len(mesh.triangles) == 6 * 16 * 2


def test_a_flat_border_stays_flat_under_subdivision() -> None:
    mesh = subdivide(np.array([[0, 1, 4, 3], [1, 2, 5, 4]]), 1)
    points = mesh.smooth @ np.array([[x, y, 0.0] for y in (0, 1) for x in (0, 1, 2)])
    assert np.all(points[:, 2] == 0.0)
    assert points[:, 0].min() >= 0.0


def test_clipping_cuts_exactly_at_the_zero_line() -> None:
    points = np.array([[0.0, 0, 0], [1.0, 0, 0], [0.0, 1, 0], [1.0, 1, 0]])
    triangles = np.array([[0, 1, 2], [1, 3, 2]], dtype=np.int32)
    matrix, cut = clip(sparse.identity(4, format="csr"), triangles, 0.4 - points[:, 0])
    placed = matrix @ points
    a, b, c = (placed[cut[:, k]] for k in range(3))
    area = 0.5 * np.linalg.norm(np.cross(b - a, c - a), axis=1).sum()
    assert area == pytest.approx(0.4)
    assert placed[:, 0].max() == pytest.approx(0.4)


def test_the_nearer_triangle_wins_and_bary_is_linear() -> None:
    xy = np.array([[0.0, 0], [10, 0], [0, 10], [0.0, 0], [10, 0], [0, 10]])
    near = np.array([1.0, 1, 1, 2, 2, 2])
    buffers = np.zeros((10, 10), np.float32), np.full((10, 10), raster.NOTHING, np.int32), np.zeros((10, 10, 2), np.float32)
    raster.draw_triangles(xy, near, np.array([[0, 1, 2], [3, 4, 5]], np.int32), *buffers)
    _, owner, bary = buffers
    assert owner[2, 3] == 1
    assert owner[9, 9] == raster.NOTHING
    np.testing.assert_allclose(bary[2, 3], [0.35, 0.25], atol=1e-6)
