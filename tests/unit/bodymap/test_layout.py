"""Numbers and words never lie over each other."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest

from posture_cv.bodymap import ALL_VIEWS, muscle_keys
from posture_cv.bodymap import render_svg as draw
from posture_cv.bodymap.lettering import LetterBox, text_width, wrapped
from posture_cv.domain.muscles import MuscleHypothesis, MuscleState
from posture_cv.domain.views import BodySide, View
from posture_cv.wiring import words_in

Make = Callable[..., MuscleHypothesis]
render_svg = partial(draw, words=words_in("en"))
SVG = "{http://www.w3.org/2000/svg}"
STATES = (MuscleState.LIKELY_SHORTENED, MuscleState.LIKELY_LENGTHENED)


@pytest.mark.parametrize("columns", [None, 2, 1])
@pytest.mark.parametrize("insets", [True, False])
def test_badges_and_words_do_not_overlap_with_every_muscle_marked(hypothesis_of: Make, columns: int | None, *, insets: bool) -> None:
    everything = [hypothesis_of(key, STATES[i % 2], weight=1.0 - i / 100.0) for i, key in enumerate(sorted(muscle_keys()))]
    check_no_overlap(render_svg(everything, columns=columns, insets=insets, referral=["soleus", "scalenes"]))


def test_badges_do_not_overlap_when_left_and_right_differ(hypothesis_of: Make) -> None:
    neck = ("upper_trapezius", "sternocleidomastoid", "scalenes", "levator_scapulae", "suboccipitals")
    sided = [hypothesis_of(key, state, side) for key in neck for state, side in zip(STATES, (BodySide.LEFT, BodySide.RIGHT), strict=True)]
    check_no_overlap(render_svg(sided, views=[View.FRONT, View.BACK]))


@pytest.mark.parametrize("view", ALL_VIEWS)
def test_every_marked_muscle_that_a_view_shows_has_one_badge_in_it(hypothesis_of: Make, view: View) -> None:
    tree = ET.fromstring(render_svg([hypothesis_of(key) for key in sorted(muscle_keys())], views=[view]))  # noqa: S314 - our own output
    groups = [element for element in tree.iter(f"{SVG}g") if element.get("data-muscle")]
    shown = {group.get("data-muscle") for group in groups}
    panels = [element for element in tree.findall(f"{SVG}g") if str(element.get("id")).startswith(f"bodymap-{view}")]
    numbers = [text.text for panel in panels for text in panel.iter(f"{SVG}text") if str(text.text).isdigit()]
    assert sorted(numbers) == sorted(set(numbers))
    assert len(numbers) == len(shown)


def test_leader_lines_of_one_margin_do_not_cross(hypothesis_of: Make) -> None:
    tree = ET.fromstring(render_svg([hypothesis_of(key) for key in sorted(muscle_keys())]))  # noqa: S314 - our own output
    leaders = [[float(str(line.get(name))) for name in ("x1", "y1", "x2", "y2")] for line in tree.findall(f"{SVG}g/{SVG}line")]
    margins = {x1 for x1, *_ in leaders}
    assert len(margins) == 8
    for margin in margins:
        for one, other in combinations([line for line in leaders if line[0] == margin], 2):
            assert not cross(one, other), (one, other)


def cross(one: list[float], other: list[float]) -> bool:
    """True where the two segments cross, by solving for where their lines meet."""
    (ax, ay, bx, by), (cx, cy, dx, dy) = one, other
    determinant = (bx - ax) * (cy - dy) - (by - ay) * (cx - dx)
    if abs(determinant) < 1e-9:
        return False
    s = ((cx - ax) * (cy - dy) - (cy - ay) * (cx - dx)) / determinant
    t = ((bx - ax) * (cy - ay) - (by - ay) * (cx - ax)) / determinant
    return 1e-6 < s < 1.0 - 1e-6 and 1e-6 < t < 1.0 - 1e-6


def test_neck_is_enlarged_only_where_something_in_it_is_marked(hypothesis_of: Make) -> None:
    assert "Neck, front" in render_svg([hypothesis_of("scalenes")])
    assert "Neck, front" not in render_svg([hypothesis_of("soleus")])
    assert "Neck, front" in render_svg([hypothesis_of("soleus")], insets=True)


def test_leader_line_ends_inside_the_muscle_it_names(hypothesis_of: Make) -> None:
    from posture_cv.bodymap.atlas import drawing
    from posture_cv.bodymap.curves import contains
    from posture_cv.bodymap.layout import anchor

    for view in ALL_VIEWS:
        for shape in drawing(view).muscles:
            assert contains(shape.outline, anchor(shape)), (view, shape.muscle)


@pytest.mark.parametrize("size", [12, 18, 28])
@pytest.mark.parametrize(
    "text", ["Tensor fasciae latae and iliotibial band, both sides", "possibly lengthened: confirm by strength or length test", "WMiljf"]
)
def test_estimated_width_is_no_less_than_a_real_sans_serif_takes(text: str, size: int) -> None:
    from PIL import ImageFont

    assert text_width(text, size) >= ImageFont.load_default(size).getlength(text)


def test_wrapping_keeps_every_word_and_the_width() -> None:
    text = "findings disagree, shortened or lengthened: test first"
    lines = wrapped(text, 16.0, 150.0)
    assert " ".join(lines) == text
    assert len(lines) > 1
    assert all(text_width(line, 16.0) <= 150.0 for line in lines)


def test_boxes_that_only_touch_do_not_overlap() -> None:
    box = LetterBox(0.0, 0.0, 10.0, 5.0)
    assert not box.overlaps(LetterBox(10.0, 0.0, 20.0, 5.0))
    assert box.overlaps(LetterBox(9.0, 4.0, 20.0, 9.0))


def check_no_overlap(svg: str) -> None:
    """Assert that texts and badges lie apart and within the picture."""
    root = ET.fromstring(svg)  # noqa: S314 - our own output
    left, top, width, height = (float(value) for value in str(root.get("viewBox")).split())
    discs = [_disc(circle) for circle in root.iter(f"{SVG}circle") if circle.get("r") == "14"]
    texts = [_text(text) for text in root.iter(f"{SVG}text") if text.text and not text.text.isdigit()]
    boxes = discs + texts
    assert len(discs) > 10
    for one, other in combinations(boxes, 2):
        assert not one.overlaps(other), (one, other)
    for box in boxes:
        assert left <= box.left
        assert box.right <= left + width
        assert top <= box.top
        assert box.bottom <= top + height


def _disc(circle: ET.Element) -> LetterBox:
    x, y, r = (float(str(circle.get(name))) for name in ("cx", "cy", "r"))
    return LetterBox(x - r, y - r, x + r, y + r)


def _text(text: ET.Element) -> LetterBox:
    x, y, size = (float(str(text.get(name))) for name in ("x", "y", "font-size"))
    width = text_width(str(text.text), size, bold=text.get("font-weight") == "bold")
    left = x - width / 2.0 if text.get("text-anchor") == "middle" else x
    return LetterBox(left, y - 0.78 * size, left + width, y + 0.22 * size)
