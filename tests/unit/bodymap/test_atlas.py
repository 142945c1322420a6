"""The drawings hold every muscle of the tables, at a place inside the body, left as right."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from math import hypot
from pathlib import Path
from typing import Any

import pytest

from posture_cv.bodymap import ALL_VIEWS, muscle_keys
from posture_cv.bodymap.atlas import VIEW_BOXES, Depth, drawing
from posture_cv.bodymap.curves import Point, centroid, contains, polygon
from posture_cv.domain.views import BodySide, View

TABLES = Path(__file__).resolve().parents[3] / "posture_cv" / "knowledge" / "tables"
REFERRAL = tomllib.loads(files("posture_cv.bodymap").joinpath("shapes", "referral.toml").read_text(encoding="utf-8"))
STROKE_WIDTH = 1.2
SOFT_EDGE = 5.0


def test_map_and_muscle_table_name_the_same_muscles(muscle_rows: list[dict[str, Any]]) -> None:
    assert muscle_keys() == {row["key"] for row in muscle_rows}


def test_every_muscle_has_a_left_and_a_right_shape() -> None:
    placed = {(shape.muscle, shape.side) for view in ALL_VIEWS for shape in drawing(view).muscles}
    assert placed == {(key, side) for key in muscle_keys() for side in (BodySide.LEFT, BodySide.RIGHT)}


@pytest.mark.parametrize("view", ALL_VIEWS)
def test_shapes_lie_inside_the_view_box(view: View) -> None:
    left, top, right, bottom = VIEW_BOXES[view]
    for polygon_points in (*drawing(view).skin, *(shape.outline for shape in drawing(view).muscles)):
        assert all(left <= x <= right and top <= y <= bottom for x, y in polygon_points)


@pytest.mark.parametrize("view", ALL_VIEWS)
def test_muscles_lie_inside_the_body(view: View) -> None:
    skin = drawing(view).skin
    outside = {
        (shape.muscle, at)
        for shape in drawing(view).muscles
        for at in shape.outline
        if not any(contains(part, at) for part in skin) and min(distance_to(part, at) for part in skin) > STROKE_WIDTH
    }
    assert outside == set()


@pytest.mark.parametrize("view", [View.FRONT, View.BACK])
def test_front_and_back_are_symmetric(view: View) -> None:
    shapes = drawing(view).muscles
    left = [shape.outline for shape in shapes if shape.side is BodySide.LEFT]
    right = [shape.outline for shape in shapes if shape.side is BodySide.RIGHT]
    assert [[(-x, y) for x, y in outline] for outline in left] == [[(x, y) for x, y in outline] for outline in right]


def test_persons_left_is_at_the_pictures_right_in_front_and_at_its_left_behind() -> None:
    for view, sign in ((View.FRONT, 1.0), (View.BACK, -1.0)):
        for shape in drawing(view).muscles:
            expected = sign if shape.side is BodySide.LEFT else -sign
            assert centroid(shape.outline)[0] * expected > 0.0


def test_right_side_view_mirrors_the_left_and_shows_the_right_body_side() -> None:
    left, right = drawing(View.LEFT).muscles, drawing(View.RIGHT).muscles
    assert {shape.side for shape in left} == {BodySide.LEFT}
    assert {shape.side for shape in right} == {BodySide.RIGHT}
    assert [[(-x, y) for x, y in shape.outline] for shape in left] == [list(shape.outline) for shape in right]


def test_left_side_view_faces_the_pictures_left() -> None:
    places = {shape.muscle: centroid(shape.outline)[0] for shape in drawing(View.LEFT).muscles}
    assert places["rectus_abdominis"] < places["external_oblique"] < places["latissimus_dorsi"] < places["lumbar_erectors"]


@pytest.mark.parametrize(
    "order",
    [
        ("suboccipitals", "levator_scapulae", "rhomboids", "lumbar_erectors", "gluteus_maximus", "hamstrings", "gastrocnemius"),
        ("upper_trapezius", "middle_trapezius", "lower_trapezius", "thoracolumbar_fascia"),
        ("gastrocnemius", "soleus"),
    ],
)
def test_muscles_of_the_back_follow_each_other_from_head_to_foot(order: tuple[str, ...]) -> None:
    heights = {shape.muscle: centroid(shape.outline)[1] for shape in drawing(View.BACK).muscles}
    assert sorted(order, key=heights.__getitem__) == list(order)


@pytest.mark.parametrize("view", ALL_VIEWS)
def test_deep_muscles_are_drawn_after_the_sheets_that_cover_them(view: View) -> None:
    # what lies over the face is drawn once more in the same order, above the head that covers the neck
    order = [(shape.over, shape.depth is Depth.DEEP) for shape in drawing(view).muscles]
    assert order == sorted(order)
    assert (False, True) in order


@pytest.mark.parametrize("view", ALL_VIEWS)
def test_parts_of_a_group_lie_on_it_and_are_drawn_later(view: View) -> None:
    shapes = list(drawing(view).muscles)
    for i, part in enumerate(shapes):
        if part.part_of is None:
            continue
        group = next(shape for shape in shapes[:i] if shape.muscle == part.part_of and shape.side is part.side)
        assert group.depth is Depth.GROUP
        assert contains(group.outline, centroid(part.outline))


@pytest.mark.parametrize("muscle", ["suboccipitals", "scalenes", "iliopsoas", "piriformis", "popliteus", "intercostals_diaphragm"])
def test_muscles_below_others_are_deep_in_every_view(muscle: str) -> None:
    assert {shape.depth for view in ALL_VIEWS for shape in drawing(view).muscles if shape.muscle == muscle} == {Depth.DEEP}


def test_oblique_view_is_refused() -> None:
    with pytest.raises(ValueError, match="front, back, left or right"):
        drawing(View.OBLIQUE)


def test_referral_rows_name_known_muscles_and_known_sources_once() -> None:
    known = tomllib.loads((TABLES / "references.toml").read_text(encoding="utf-8"))["reference"]
    keys = {row["key"] for row in (*known, *REFERRAL["reference"])}
    muscles = [muscle for row in REFERRAL["referral"] for muscle in row["muscles"]]
    assert len(muscles) == len(set(muscles))
    assert set(muscles) <= muscle_keys()
    for row in REFERRAL["referral"]:
        assert row["references"]
        assert set(row["references"]) <= keys
        assert row["standing"] in {"confirmed", "remembered"}


@pytest.mark.parametrize("view", ALL_VIEWS)
def test_referral_zones_lie_on_the_body(view: View) -> None:
    skin = drawing(view).skin
    zones = drawing(view).zones
    assert zones
    for zone in zones:
        for at in polygon(zone.knots):
            assert any(contains(part, at) for part in skin) or min(distance_to(part, at) for part in skin) < SOFT_EDGE, zone.muscle


def distance_to(outline: tuple[Point, ...], at: Point) -> float:
    """Shortest distance from the point to the outline's edges."""
    return min(_to_edge(at, a, b) for a, b in zip(outline, outline[1:] + outline[:1], strict=True))


def _to_edge(at: Point, a: Point, b: Point) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    square = dx * dx + dy * dy
    t = min(max(((at[0] - a[0]) * dx + (at[1] - a[1]) * dy) / square, 0.0), 1.0) if square else 0.0
    return hypot(at[0] - a[0] - t * dx, at[1] - a[1] - t * dy)
