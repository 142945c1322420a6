"""The SVG: sound, self-contained, readable without colour, and marking exactly what it is told to."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from posture_cv.bodymap import ALL_VIEWS, muscle_keys
from posture_cv.bodymap import render_svg as draw
from posture_cv.bodymap.marks import MapMark
from posture_cv.bodymap.palette import PALETTES, Theme
from posture_cv.domain.errors import KnowledgeError
from posture_cv.domain.muscles import MuscleHypothesis, MuscleState
from posture_cv.domain.views import BodySide, View
from posture_cv.wiring import words_in

Make = Callable[..., MuscleHypothesis]
render_svg = partial(draw, words=words_in("en"))
SVG = "{http://www.w3.org/2000/svg}"
SHORT, LONG = MuscleState.LIKELY_SHORTENED, MuscleState.LIKELY_LENGTHENED
NOT_TO_BE_WRITTEN = ("abnormal", "diagnos", "is short", "tight", "cause", "dysfunction", "misaligned")


@pytest.fixture(scope="module")
def mixed(hypothesis_of: Make) -> list[MuscleHypothesis]:
    """Shortened, lengthened, one-sided and disputed muscles together."""
    return [
        hypothesis_of("upper_trapezius", weight=0.9),
        hypothesis_of("lower_trapezius", LONG, weight=0.7),
        hypothesis_of("scalenes", SHORT, BodySide.LEFT),
        hypothesis_of("quadriceps", LONG, BodySide.RIGHT),
        hypothesis_of("infraspinatus_teres_minor", SHORT),
        hypothesis_of("infraspinatus_teres_minor", LONG),
    ]


@pytest.fixture(scope="module")
def svg(mixed: list[MuscleHypothesis]) -> str:
    """All views of the mixed hypotheses, one muscle selected."""
    return render_svg(mixed, selected="upper_trapezius")


@pytest.fixture(scope="module")
def root(svg: str) -> ET.Element:
    """Its root element."""
    return ET.fromstring(svg)  # noqa: S314 - our own output


def test_identifiers_are_unique_and_every_reference_resolves(svg: str, root: ET.Element) -> None:
    identifiers = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(identifiers) == len(set(identifiers))
    used = set(re.findall(r"url\(#([^)]+)\)", svg)) | set(str(root.get("aria-labelledby")).split())
    assert used
    assert used <= set(identifiers)


def test_nothing_outside_the_file_is_referred_to_and_nothing_runs(svg: str, root: ET.Element) -> None:
    assert "http" not in svg.replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        "svg", "title", "desc", "defs", "pattern", "clipPath", "g", "path", "rect", "circle", "line", "text",
    }  # fmt: skip
    assert not [name for element in root.iter() for name in dict(element.items()) if name.startswith("on") or name.endswith("href")]


def test_title_and_description_come_first_and_describe(root: ET.Element) -> None:
    assert [root[0].tag, root[1].tag] == [f"{SVG}title", f"{SVG}desc"]
    assert root[0].text == "Body map of muscles worth testing"
    assert "Upper trapezius, both sides: possibly shortened: confirm by length test" in str(root[1].text)
    assert "No muscle is in question." in render_svg([])


def test_exactly_the_muscles_and_sides_of_the_hypotheses_are_marked(root: ET.Element) -> None:
    states = {(group.get("data-muscle"), group.get("data-side")): group.get("data-state") for group in muscle_groups(root)}
    assert {key: state for key, state in states.items() if state != "rest"} == {
        ("upper_trapezius", "left"): "shortened",
        ("upper_trapezius", "right"): "shortened",
        ("lower_trapezius", "left"): "lengthened",
        ("lower_trapezius", "right"): "lengthened",
        ("scalenes", "left"): "shortened",
        ("quadriceps", "right"): "lengthened",
        ("infraspinatus_teres_minor", "left"): "conflict",
        ("infraspinatus_teres_minor", "right"): "conflict",
    }
    assert {key for key, _ in states} == muscle_keys()


def test_every_marked_shape_carries_its_hatch_and_no_other_does(root: ET.Element) -> None:
    for group in muscle_groups(root):
        fills = [str(path.get("fill")) for path in group.iter(f"{SVG}path")]
        hatched = [fill for fill in fills if fill.startswith("url(#bodymap-hatch-")]
        state = str(group.get("data-state"))
        assert len(hatched) == (state != "rest")
        assert all(fill.removeprefix("url(#bodymap-hatch-").startswith(state) for fill in hatched)


def test_hatches_differ_in_their_lines() -> None:
    tree = ET.fromstring(render_svg([]))  # noqa: S314 - our own output
    shapes = {
        str(pattern.get("id")): tuple(tuple(sorted((k, v) for k, v in line.items() if k[0] in "xy")) for line in pattern.iter(f"{SVG}line"))
        for pattern in tree.iter(f"{SVG}pattern")
    }
    lines = [shapes[f"bodymap-hatch-{mark}"] for mark in MapMark]
    assert len(set(lines)) == len(MapMark)
    assert all(lines)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_hatch_text_and_outline_stand_out_in_grey(theme: Theme) -> None:
    palette = PALETTES[theme]
    for inks in palette.marks.values():
        assert contrast(inks.ground, inks.hatch) >= 3.0
        assert contrast(palette.skin, inks.edge) >= 3.0
    assert contrast(palette.page, palette.text) >= 7.0
    assert contrast(palette.page, palette.soft_text) >= 4.5
    assert contrast(palette.panel, palette.referral) >= 4.5


def test_every_muscle_says_its_name_and_state(root: ET.Element) -> None:
    for group in muscle_groups(root):
        title = group.find(f"{SVG}title")
        assert title is not None
        assert title.text == group.get("aria-label")
        assert group.get("role") == "button"
        assert str(group.get("data-side")) in str(title.text)
    labels = {group.get("aria-label") for group in muscle_groups(root)}
    assert "Upper trapezius, left: possibly shortened: confirm by length test" in labels
    assert "Soleus, right: not in question" in labels
    assert "Rectus femoris, right: part of Quadriceps, possibly lengthened: confirm by strength or length test" in labels


def test_names_of_muscles_not_in_question_come_from_the_table() -> None:
    assert "Biceps brachii, short head, left: not in question" in render_svg([])


def test_the_map_speaks_another_language(hypothesis_of: Make) -> None:
    spoken = draw([hypothesis_of("soleus", SHORT, BodySide.LEFT)], words=words_in("es"), selected="soleus")
    assert "Sóleo, izquierda: posiblemente acortado: confirmar con la prueba de longitud" in spoken
    assert "Puede sentirse, Sóleo: talón, pantorrilla y parte posterior de la pelvis" in spoken
    assert "Lado derecho" in spoken


def test_selection_rings_the_muscle_and_shows_its_zones_alone(root: ET.Element, mixed: list[MuscleHypothesis]) -> None:
    assert {group.get("data-muscle") for group in muscle_groups(root) if group.get("aria-pressed") == "true"} == {"upper_trapezius"}
    assert {element.get("data-referral") for element in root.iter() if element.get("data-referral")} == {"upper_trapezius"}
    assert "data-referral" not in render_svg(mixed)
    both = ET.fromstring(render_svg(mixed, referral=["scalenes", "soleus"]))  # noqa: S314 - our own output
    assert {element.get("data-referral") for element in both.iter() if element.get("data-referral")} == {"scalenes", "soleus"}


def test_zones_of_a_muscle_marked_on_one_side_are_drawn_on_that_side(hypothesis_of: Make) -> None:
    one, both = (
        render_svg([hypothesis_of("soleus", SHORT, side)], selected="soleus", views=[View.BACK]).count('data-referral="soleus"')
        for side in (BodySide.LEFT, BodySide.MIDLINE)
    )
    assert 2 * one == both > 0


@pytest.mark.parametrize("view", [View.FRONT, View.BACK])
def test_left_and_right_paths_mirror_each_other(root: ET.Element, view: View) -> None:
    panel = next(element for element in root if element.get("id") == f"bodymap-{view}")
    sides: dict[str | None, list[list[float]]] = {"left": [], "right": []}
    for group in muscle_groups(panel):
        path = next(group.iter(f"{SVG}path"))
        sides[group.get("data-side")].append([float(number) for number in re.findall(r"-?[\d.]+", str(path.get("d")))])
    assert [[-n if i % 2 == 0 else n for i, n in enumerate(path)] for path in sides["left"]] == sides["right"]


def test_a_requested_view_is_drawn_alone_and_in_order() -> None:
    tree = ET.fromstring(render_svg([], views=[View.BACK, View.LEFT], insets=False, legend_shown=False))  # noqa: S314 - our own output
    assert [element.get("id") for element in tree.findall(f"{SVG}g")] == ["bodymap-back", "bodymap-left"]


def test_identifiers_carry_the_prefix_so_that_two_maps_share_a_page() -> None:
    tree = ET.fromstring(render_svg([], id_prefix="second"))  # noqa: S314 - our own output
    assert all(str(element.get("id")).startswith("second-") for element in tree.iter() if element.get("id"))


def test_words_stay_within_the_rules_of_wording(hypothesis_of: Make) -> None:
    text = render_svg(
        [hypothesis_of(key, conflicts=key == "soleus") for key in sorted(muscle_keys())], referral=sorted(muscle_keys())
    ).lower()
    assert not [word for word in NOT_TO_BE_WRITTEN if word in text]


def test_names_are_escaped(hypothesis_of: Make) -> None:
    tree = ET.fromstring(render_svg([], title='<b> & "quotes"'))  # noqa: S314 - our own output
    assert tree[0].text == '<b> & "quotes"'


def test_unknown_muscle_is_refused_by_name(hypothesis_of: Make) -> None:
    with pytest.raises(KnowledgeError, match="no shape for flexor_imaginarius"):
        render_svg([hypothesis_of("flexor_imaginarius")])
    with pytest.raises(KnowledgeError, match="no shape for flexor_imaginarius"):
        render_svg([], selected="flexor_imaginarius")


def test_no_view_and_oblique_view_are_refused() -> None:
    with pytest.raises(ValueError, match="at least one view"):
        render_svg([], views=[])
    with pytest.raises(ValueError, match="front, back, left or right"):
        render_svg([], views=[View.OBLIQUE])


def test_drawing_is_deterministic(mixed: list[MuscleHypothesis], svg: str) -> None:
    assert render_svg(mixed, selected="upper_trapezius") == svg


def test_hatches_come_out_in_typst(hypothesis_of: Make, tmp_path: Path) -> None:
    typst = pytest.importorskip("typst")
    from PIL import Image

    image = render_svg([hypothesis_of("gluteus_maximus")], views=[View.BACK], insets=False, legend_shown=False, title="")
    box = [float(value) for value in str(ET.fromstring(image).get("viewBox")).split()]  # noqa: S314 - our own output
    (tmp_path / "map.svg").write_text(image, encoding="utf-8")
    page = f'#set page(width: {box[2]}pt, height: {box[3]}pt, margin: 0pt)\n#image("map.svg", width: 100%)'
    (tmp_path / "map.typ").write_text(page, encoding="utf-8")
    png = typst.compile(tmp_path / "map.typ", format="png", ppi=144.0)
    grey = np.asarray(Image.open(BytesIO(png)).convert("L"), dtype=float)
    hatched, plain = (grey[patch].std() for patch in (patch_at(box, 37.0, 420.0, size=12.0), patch_at(box, 37.0, 500.0, size=2.0)))
    assert hatched > 20.0 > plain


def patch_at(box: list[float], x: float, y: float, *, size: float) -> tuple[slice, slice]:
    """Pixels about a point of the back view's drawing, at two pixels per unit; the single panel is centred on the page."""
    middle = box[0] + box[2] / 2.0
    panel_top = 44.0 + 6.0
    row, column = (panel_top + y - box[1]) * 2.0, (middle + x - box[0]) * 2.0
    return slice(int(row - size), int(row + size)), slice(int(column - size), int(column + size))


def muscle_groups(root: ET.Element) -> list[ET.Element]:
    """All groups that stand for a muscle."""
    return [element for element in root.iter(f"{SVG}g") if element.get("data-muscle")]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two sRGB colours (WCAG 2)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb``."""
    channels = [int(colour[i : i + 2], 16) / 255.0 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_all_views_are_the_default() -> None:
    tree = ET.fromstring(render_svg([], insets=False))  # noqa: S314 - our own output
    shown = [element.get("id") for element in tree.findall(f"{SVG}g")]
    assert shown == [*(f"bodymap-{view}" for view in ALL_VIEWS), "bodymap-legend"]
