from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from posture_cv.overlay.placement import Box, place

FRAME = Box(0.0, 0.0, 600.0, 900.0)


def placed(at: tuple[float, float], *, size: tuple[float, float] = (100.0, 24.0), **changes: object) -> Box:
    settings = {"toward": (1.0, 0.0), "frame": FRAME, "taken": [], "avoid": [], "line_height": 20.0} | changes
    return place(at, size, **settings)


def test_with_nothing_in_the_way_the_label_stands_where_it_would_best() -> None:
    assert placed((100.0, 450.0)) == Box(114.0, 438.0, 214.0, 462.0)


@given(
    at=st.tuples(st.floats(-50.0, 650.0), st.floats(-50.0, 950.0)),
    angle=st.floats(0.0, math.tau),
)
def test_a_label_never_leaves_the_frame(at: tuple[float, float], angle: float) -> None:
    box = placed(at, toward=(math.cos(angle), math.sin(angle)))
    assert FRAME.left <= box.left
    assert box.right <= FRAME.right
    assert FRAME.top <= box.top
    assert box.bottom <= FRAME.bottom


def test_labels_of_one_point_do_not_overlap() -> None:
    taken: list[Box] = []
    for _ in range(8):
        box = placed((300.0, 450.0), taken=taken)
        assert all(box.overlap(other) == 0.0 for other in taken)
        taken.append(box)


def test_a_label_steps_off_a_line() -> None:
    line = [(x, 450.0) for x in range(0, 600, 5)]
    box = placed((300.0, 450.0), avoid=line)
    assert not any(box.holds(point) for point in line)


def test_a_text_larger_than_the_frame_keeps_its_beginning_inside() -> None:
    box = placed((50.0, 50.0), size=(200.0, 20.0), frame=Box(0.0, 0.0, 100.0, 100.0))
    assert box.left == 0.0
    assert box.right == 200.0
    assert box.top >= 0.0
    assert box.bottom <= 100.0


def test_overlap_is_the_shared_area() -> None:
    assert Box(0.0, 0.0, 10.0, 10.0).overlap(Box(5.0, 8.0, 20.0, 20.0)) == 10.0
    assert Box(0.0, 0.0, 10.0, 10.0).overlap(Box(10.0, 0.0, 20.0, 10.0)) == 0.0
