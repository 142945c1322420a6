"""Roll from upright edges, on edges computed from a camera one can draw."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posture_cv.capture.roll import HAND_HELD, Edges, roll_from_edges
from posture_cv.corrections import roll_from_reference
from posture_cv.domain.errors import MarkError, PhotoTilted

WIDTH, HEIGHT, FOCAL = 720, 960, 900.0


def seen_upright(across_m: float, depth_m: float, roll_deg: float, pitch_deg: float) -> tuple[np.ndarray, np.ndarray]:
    """Photo positions of the upper and lower end of a post 0.8 m above and below the camera's height.

    Camera axes: x right, y down, z forward; pitch positive looks up; roll positive turns the scene clockwise on screen.
    """
    pitch, roll = math.radians(pitch_deg), math.radians(roll_deg)
    ends = []
    for up in (0.8, -0.8):
        down, forward = -up * math.cos(pitch) + depth_m * math.sin(pitch), depth_m * math.cos(pitch) + up * math.sin(pitch)
        x, y = FOCAL * across_m / forward, FOCAL * down / forward
        ends.append(np.array([WIDTH / 2 + x * math.cos(roll) - y * math.sin(roll), HEIGHT / 2 + x * math.sin(roll) + y * math.cos(roll)]))
    return ends[0], ends[1]


def posts(across_m: list[float], roll_deg: float, pitch_deg: float, depth_m: float = 3.0) -> Edges:
    ends = [seen_upright(a, depth_m, roll_deg, pitch_deg) for a in across_m]
    return Edges(
        x_px=np.array([(t[0] + b[0]) / 2 for t, b in ends]),
        lean_deg=np.array([math.degrees(math.atan2(t[0] - b[0], b[1] - t[1])) for t, b in ends]),
        length_px=np.array([math.hypot(*(t - b)) for t, b in ends]),
    )


def joined(*parts: Edges) -> Edges:
    return Edges(**{name: np.concatenate([getattr(p, name) for p in parts]) for name in ("x_px", "lean_deg", "length_px")})


def roll_of(edges: Edges, at_x_px: float = WIDTH / 2) -> object:
    return roll_from_edges(edges, frame_px=(WIDTH, HEIGHT), focal_length_px=FOCAL, at_x_px=at_x_px)


@given(roll=st.floats(-14, 14), pitch=st.floats(-8, 8))
def test_roll_is_told_from_pitch(roll, pitch):
    found = roll_of(posts([-0.9, -0.5, 0.6, 1.0], roll, pitch))
    assert found.referenced
    assert found.roll_deg == pytest.approx(roll, abs=found.standard_error_deg)
    assert 0.3 <= found.standard_error_deg <= 0.6


def test_positive_roll_leans_to_the_right_at_the_top():
    top, bottom = seen_upright(0.0, 3.0, 5.0, 0.0)
    assert top[0] > bottom[0]
    assert roll_of(posts([-0.9, 0.9], 5.0, 0.0)).roll_deg > 0


def test_the_vertical_is_given_where_the_person_stands():
    edges = posts([-0.9, -0.5, 0.6, 1.0], 2.0, 6.0)
    top, bottom = seen_upright(0.6, 3.0, 2.0, 6.0)
    here = math.degrees(math.atan2(top[0] - bottom[0], bottom[1] - top[1]))
    assert abs(here - 2.0) > 0.8
    assert roll_of(edges, at_x_px=(top[0] + bottom[0]) / 2).roll_deg == pytest.approx(here, abs=0.2)


def test_edges_on_one_side_are_less_sure_of_the_other():
    near = roll_of(posts([0.5, 0.8, 1.0], 1.0, 4.0), at_x_px=600)
    far = roll_of(posts([0.5, 0.8, 1.0], 1.0, 4.0), at_x_px=100)
    assert far.standard_error_deg > 1.5 * near.standard_error_deg


@pytest.mark.parametrize(
    "edges",
    [
        pytest.param(posts([], 3.0, 0.0), id="none"),
        pytest.param(posts([0.7], 3.0, 0.0), id="one edge"),
        pytest.param(posts([0.70, 0.75], 3.0, 0.0), id="two rims of one post"),
        pytest.param(
            Edges(x_px=np.array([100.0, 500.0]), lean_deg=np.array([0.0, 14.0]), length_px=np.array([300.0, 300.0])), id="two that disagree"
        ),
        pytest.param(
            Edges(x_px=np.array([100.0, 600.0]), lean_deg=np.array([1.0, 1.0]), length_px=np.array([70.0, 70.0])), id="short ones"
        ),
        pytest.param(
            Edges(x_px=np.linspace(60, 660, 9), lean_deg=np.linspace(24, -24, 9), length_px=np.full(9, 250.0)),
            id="floorboards towards the horizon",
        ),
        pytest.param(
            Edges(x_px=np.linspace(60, 660, 7), lean_deg=np.array([9.0, -12, 4, 17, -6, -19, 1]), length_px=np.full(7, 200.0)),
            id="branches",
        ),
    ],
)
def test_without_agreement_the_prior_stands(edges):
    assert roll_of(edges) == HAND_HELD


def test_a_leaning_ladder_is_outvoted():
    ladder = Edges(x_px=np.array([300.0]), lean_deg=np.array([14.0]), length_px=np.array([400.0]))
    assert roll_of(joined(posts([-0.9, 0.8, 1.0], -2.0, 3.0), ladder)).roll_deg == pytest.approx(-2.0, abs=0.2)


@given(
    roll=st.floats(-5, 5),
    pitch=st.floats(-5, 5),
    crooked=st.lists(st.floats(-0.5, 0.5), min_size=4, max_size=4),
)
def test_crooked_pictures_stay_within_three_errors(roll, pitch, crooked):
    straight = posts([-0.9, -0.5, 0.6, 1.0], roll, pitch)
    hung = Edges(x_px=straight.x_px, lean_deg=straight.lean_deg + crooked, length_px=straight.length_px)
    found = roll_of(hung)
    if found.referenced:
        assert abs(found.roll_deg - roll) <= 3.0 * found.standard_error_deg


@pytest.mark.parametrize(
    ("top", "bottom", "expected"),
    [
        pytest.param((300.0, 100.0), (300.0, 900.0), 0.0, id="upright"),
        pytest.param((340.0, 100.0), (300.0, 900.0), math.degrees(math.atan(40 / 800)), id="top to the right"),
        pytest.param((260.0, 100.0), (300.0, 900.0), -math.degrees(math.atan(40 / 800)), id="top to the left"),
    ],
)
def test_a_plumb_line_by_hand(top, bottom, expected):
    roll = roll_from_reference(top, bottom)
    assert roll.roll_deg == pytest.approx(expected, abs=1e-9)
    assert roll.standard_error_deg == 0.3
    assert roll.referenced


def test_a_short_plumb_line_is_less_sure():
    assert roll_from_reference((100.0, 100.0), (100.0, 150.0)).standard_error_deg == pytest.approx(math.degrees(2 * math.sqrt(2) / 50))


@pytest.mark.parametrize(
    ("top", "bottom"),
    [((10.0, 500.0), (10.0, 100.0)), ((10.0, 10.0), (10.0, 10.0)), ((10.0, 10.0), (12.0, 25.0)), ((float("nan"), 10.0), (10.0, 500.0))],
    ids=["upside down", "one point", "too short", "not a number"],
)
def test_points_that_give_no_direction(top, bottom):
    with pytest.raises(MarkError, match="do not give a direction"):
        roll_from_reference(top, bottom)


def test_a_plumb_line_that_leans_too_far():
    with pytest.raises(PhotoTilted, match="tilted sideways by about 45 degrees"):
        roll_from_reference((500.0, 100.0), (100.0, 500.0))
