"""The body map as one stand-alone SVG."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, tostring

from posture_cv.bodymap.atlas import drawing, muscle_keys
from posture_cv.bodymap.figure import MapScene, add_badge_disc, add_panel, may_be_felt
from posture_cv.bodymap.layout import BADGE_RADIUS, INSET_ZOOM, panels, reaches_neck
from posture_cv.bodymap.legend import DETAIL_SIZE, LINE_HEIGHT, SWATCH_HEIGHT, SWATCH_WIDTH, TEXT_SIZE, KeyItem, LegendRow, legend
from posture_cv.bodymap.lettering import FONT_FAMILY, wrapped
from posture_cv.bodymap.marks import MapMark, entries, markings
from posture_cv.bodymap.palette import PALETTES, MapPalette, Theme
from posture_cv.bodymap.patterns import add_patterns, hatch_id
from posture_cv.domain.errors import KnowledgeError
from posture_cv.domain.messages import Message, message
from posture_cv.domain.muscles import MuscleHypothesis
from posture_cv.domain.views import View

if TYPE_CHECKING:
    from posture_cv.words import Words

ALL_VIEWS = (View.FRONT, View.BACK, View.LEFT, View.RIGHT)
_MARGIN = 24.0
_TITLE_SIZE = 28.0
_TITLE_LINE = 42.0


def render_svg(
    hypotheses: Sequence[MuscleHypothesis],
    *,
    views: Sequence[View] = ALL_VIEWS,
    selected: str | None = None,
    referral: Sequence[str] = (),
    theme: Theme = "light",
    words: Words,
    title: str | None = None,
    description: str = "",
    insets: bool | None = None,
    legend_shown: bool = True,
    columns: int | None = None,
    id_prefix: str = "bodymap",
) -> str:
    """Draw the muscles in question on the body.

    Colour, hatch and numbered legend each say the same, so that the map reads in grey and aloud. Every muscle shape is a group with
    ``data-muscle``, ``data-side`` (of the person's own body), ``data-state`` (``shortened``, ``lengthened``, ``conflict``, ``rest``),
    a ``<title>`` and ``role="button"``; those in question are in the tab order.

    Parameters
    ----------
    hypotheses
        Muscles to mark. A midline hypothesis marks both sides.
    views
        Views to draw, in this order; not oblique.
    selected
        Key of the muscle to ring and to show the referral zones of.
    referral
        Keys of further muscles whose referral zones to show.
    words
        Of the language that the map is labelled in.
    title
        Heading in that language; a general one where None.
    description
        Read by screen readers after the title; a list of the marked muscles where empty.
    insets
        Whether the neck is repeated enlarged below each view; where None, if a marked muscle lies there.
    legend_shown
        Whether key and numbered list follow below; without it the page must give them.
    columns
        Views per row; all in one row where None.
    id_prefix
        Start of every identifier; two maps on one page need two.

    Raises
    ------
    KnowledgeError
        If a hypothesis, ``selected`` or ``referral`` names a muscle that the map has no shape for.
    ValueError
        If no view, or an oblique one, is asked for.
    """
    if not views:
        raise ValueError("expected at least one view, but got none")
    for view in views:
        drawing(view)
    _check_known([*(one.muscle for one in hypotheses), *referral, *([selected] if selected else [])])
    palette, marked = PALETTES[theme], markings(hypotheses)
    numbered = entries(marked)
    title = words.text("bodymap.title") if title is None else title
    shown = frozenset(referral) | ({selected} if selected else set())
    scene = MapScene(prefix=id_prefix, palette=palette, marked=marked, selected=selected, referral=shown, words=words)
    if insets is None:
        insets = any(reaches_neck(entry, views) for entry in numbered)
    placed, area = panels(views, insets=insets, columns=columns or len(views), numbered=numbered)
    below = legend(numbered, _felt(scene, views), top=area.bottom + 20.0, width=area.width, words=words)

    bottom = below.bottom if legend_shown else area.bottom
    heading = wrapped(title, _TITLE_SIZE, area.width, bold=True)
    top = -_MARGIN - len(heading) * _TITLE_LINE
    page = (-_MARGIN, top, area.width + 2 * _MARGIN, bottom + _MARGIN - top)
    root = _root(id_prefix, page, title, description or _described(scene))
    defs = SubElement(root, "defs")
    add_patterns(defs, id_prefix, palette, INSET_ZOOM)
    ground = dict(zip(("x", "y", "width", "height"), map(_n, page), strict=True))
    SubElement(root, "rect", ground | {"fill": palette.page})
    for i, line in enumerate(heading):
        _add_text(root, line, 0.0, top + _MARGIN + _TITLE_SIZE + i * _TITLE_LINE, palette.text, size=_TITLE_SIZE, bold=True)
    for panel in placed:
        add_panel(root, defs, scene, panel)
    if legend_shown:
        group = SubElement(root, "g", {"id": f"{id_prefix}-legend"})
        for item in below.key:
            _add_key(group, scene, item)
        for row in below.rows:
            _add_row(group, scene, row)
    return tostring(root, encoding="unicode")


def _check_known(keys: Sequence[str]) -> None:
    unknown = sorted(set(keys) - muscle_keys())
    if unknown:
        raise KnowledgeError(message("tables.no_shape", keys=tuple(unknown)), message("tables.leave_muscle_out"))


def _felt(scene: MapScene, views: Sequence[View]) -> list[Message]:
    found = {(zone.muscle, zone.zone) for view in views for zone in drawing(view).zones if zone.muscle in scene.referral}
    return [may_be_felt(muscle, zone) for muscle, zone in sorted(found)]


def _described(scene: MapScene) -> str:
    lines = [message("bodymap.line", title=entry.title, detail=entry.detail) for entry in entries(scene.marked)]
    return " ".join(map(scene.words.say, lines)) or scene.words.text("bodymap.none")


def _root(prefix: str, box: tuple[float, float, float, float], title: str, description: str) -> Element:
    root = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "viewBox": " ".join(_n(value) for value in box)})
    root.set("width", _n(box[2]))
    root.set("height", _n(box[3]))
    root.set("role", "group")
    root.set("class", "posture-cv-bodymap")
    root.set("aria-labelledby", f"{prefix}-title {prefix}-desc")
    root.set("font-family", FONT_FAMILY)
    SubElement(root, "title", {"id": f"{prefix}-title"}).text = title
    SubElement(root, "desc", {"id": f"{prefix}-desc"}).text = description
    return root


def _add_key(group: Element, scene: MapScene, item: KeyItem) -> None:
    palette, box = scene.palette, item.box
    swatch = {"x": _n(box.left), "y": _n(box.top), "width": _n(SWATCH_WIDTH), "height": _n(SWATCH_HEIGHT), "rx": "4"}
    SubElement(group, "rect", swatch | _swatch_style(scene.prefix, palette, item.sort))
    for i, line in enumerate(item.lines):
        _add_text(group, line, box.left + SWATCH_WIDTH + 8.0, box.top + 15.0 + i * LINE_HEIGHT, palette.text)


def _swatch_style(prefix: str, palette: MapPalette, sort: str) -> dict[str, str]:
    if sort == "rest":
        return {"fill": palette.rest, "stroke": palette.rest_edge}
    if sort == "deep":
        return {"fill": "none", "stroke": palette.soft_text, "stroke-width": "1.6", "stroke-dasharray": "5 3"}
    edge = palette.referral if sort == "referral" else palette.marks[MapMark(sort)].edge
    return {"fill": f"url(#{hatch_id(prefix, sort, inset=False)})", "stroke": edge, "stroke-width": "1.4"}


def _add_row(group: Element, scene: MapScene, row: LegendRow) -> None:
    palette, marking, box = scene.palette, row.entry.marking, row.box
    edge = palette.marks[marking.mark].edge
    row_group = SubElement(group, "g", {"data-entry": str(row.entry.number)})
    add_badge_disc(row_group, palette, str(row.entry.number), (box.left + BADGE_RADIUS + 1.0, box.top + BADGE_RADIUS + 1.0), edge)
    swatch = {"x": _n(box.left + 2 * BADGE_RADIUS + 9.0), "y": _n(box.top + 5.0), "width": _n(SWATCH_WIDTH), "height": _n(SWATCH_HEIGHT)}
    SubElement(row_group, "rect", swatch | {"rx": "4"} | _swatch_style(scene.prefix, palette, marking.mark))
    for i, line in enumerate((*row.title, *row.detail)):
        bold = i < len(row.title)
        ink = palette.text if bold else palette.soft_text
        _add_text(row_group, line, row.text_left, box.top + 19.0 + i * LINE_HEIGHT, ink, size=TEXT_SIZE if bold else DETAIL_SIZE, bold=bold)


def _add_text(group: Element, line: str, x: float, y: float, ink: str, *, size: float = TEXT_SIZE, bold: bool = False) -> None:
    text = SubElement(group, "text", {"x": _n(x), "y": _n(y), "font-size": _n(size), "fill": ink})
    if bold:
        text.set("font-weight", "bold")
    text.text = line


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
