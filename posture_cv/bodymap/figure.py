"""Drawing one panel: figure, muscles with their marks, referral zones, badges."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from posture_cv.bodymap.atlas import Depth, DrawnPart, Kind, MuscleShape, drawing
from posture_cv.bodymap.curves import path_data, strands
from posture_cv.bodymap.layout import BADGE_RADIUS, Badge, Panel
from posture_cv.bodymap.lettering import LetterBox
from posture_cv.bodymap.marks import Marking, Markings
from posture_cv.bodymap.palette import MapPalette
from posture_cv.bodymap.patterns import hatch_id
from posture_cv.domain.messages import Message, message, row_text
from posture_cv.domain.terms import side_term
from posture_cv.domain.views import BodySide

if TYPE_CHECKING:
    from posture_cv.words import Words

HEADING_SIZE = 21.0
_FIBRE_SPACING = 3.4
_BADGE_TEXT = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class MapScene:
    """What every panel of one map shares."""

    prefix: str
    palette: MapPalette
    marked: Markings
    selected: str | None
    referral: frozenset[str]
    words: Words

    def shows_zone(self, muscle: str, side: BodySide) -> bool:
        """Whether to draw that muscle's zones; where one side alone is marked, on that side only."""
        sides = {at for key, at in self.marked if key == muscle}
        return muscle in self.referral and (not sides or side in sides)


def may_be_felt(muscle: str, zone: str) -> Message:
    """Where tender points of a muscle are said to be felt, given the key of the zone."""
    return message("bodymap.felt", muscle=row_text("muscles", muscle, "name"), zone=message(f"zone.{zone}"))


def add_panel(root: Element, defs: Element, scene: MapScene, panel: Panel) -> None:
    """Draw the panel; only shapes that its window shows."""
    palette, name = scene.palette, f"{scene.prefix}-{panel.view}{'-neck' if panel.inset else ''}"
    group = SubElement(root, "g", {"id": name})
    frame = panel.frame
    size = {"x": _n(frame.left), "y": _n(frame.top), "width": _n(frame.width), "height": _n(frame.height), "rx": "10"}
    SubElement(group, "rect", size | {"fill": palette.panel})
    at = {"x": _n((frame.left + frame.right) / 2), "y": _n(frame.top + 29.0), "text-anchor": "middle"}
    heading = SubElement(group, "text", at | {"font-size": _n(HEADING_SIZE), "font-weight": "bold", "fill": palette.text})
    view = message(f"view.{panel.view}")
    heading.text = scene.words.say(message("bodymap.neck" if panel.inset else "text.capital", text=view))
    window = panel.window
    pane = {"x": _n(window.left), "y": _n(window.top), "width": _n(window.width), "height": _n(window.height)}
    pane |= {"rx": "5"} if panel.inset else {}
    SubElement(SubElement(defs, "clipPath", {"id": f"{name}-window"}), "rect", pane)
    body = SubElement(group, "g", {"transform": f"translate({_n(panel.shift[0])} {_n(panel.shift[1])}) scale({_n(panel.zoom)})"})
    body.set("clip-path", f"url(#{name}-window)")
    pen = _Pen(scene, panel, defs, name)
    for item in drawing(panel.view).items:
        if _shows(item, window):
            pen.muscle(body, item) if isinstance(item, MuscleShape) else pen.part(body, item)
    zones = SubElement(body, "g", {"clip-path": f"url(#{pen.silhouette_clip()})", "pointer-events": "none"}) if scene.referral else body
    for zone in drawing(panel.view).zones:
        if scene.shows_zone(zone.muscle, zone.side):
            title = scene.words.say(may_be_felt(zone.muscle, zone.zone))
            pen.zone(zones, path_data(zone.knots, closed=True), zone.muscle, title)
    if panel.inset:
        SubElement(body, "rect", pane | {"fill": "none", "stroke": palette.rest_edge, "stroke-width": "1.2", "pointer-events": "none"})
    for badge in panel.badges:
        _add_badge(group, palette, badge)


class _Pen:
    """Draws parts and muscles into one panel."""

    def __init__(self, scene: MapScene, panel: Panel, defs: Element, name: str) -> None:
        self._scene, self._panel, self._defs, self._name = scene, panel, defs, name
        self._count = 0
        self._thin = 1.0 / panel.zoom**0.6

    def part(self, body: Element, part: DrawnPart) -> None:
        """Skin, bone, line, or a muscle outside the tables."""
        palette = self._scene.palette
        fill, edge, width = {
            Kind.SKIN: (palette.skin, palette.skin_edge, 1.15),
            Kind.GHOST: ("none", palette.skin_edge, 0.8),
            Kind.CONTEXT: (palette.context, palette.rest_edge, 0.6),
            Kind.BONE: (palette.bone, palette.rest_edge, 0.7),
            Kind.LINE: ("none", palette.skin_edge, 0.8),
        }[part.kind]
        style = {"fill": fill, "stroke": edge, "stroke-width": _n(width * self._thin), "stroke-linejoin": "round"}
        if part.kind is Kind.LINE:
            style["stroke-linecap"] = "round"
        if part.kind is Kind.GHOST:
            style |= {"stroke-dasharray": "2 3", "stroke-linecap": "round", "pointer-events": "none"}
        outline = path_data(part.knots, closed=part.closed)
        SubElement(body, "path", {"d": outline} | style)
        self._fibres(body, outline, part.rails, palette.fibre, 0.7)

    def muscle(self, body: Element, shape: MuscleShape) -> None:
        """A muscle with its mark, its name to hover and to hear, and a place in the tab order where it is in question."""
        scene = self._scene
        marking = scene.marked.get((shape.muscle, shape.side))
        chosen = shape.muscle == scene.selected
        group_marking = scene.marked.get((shape.part_of, shape.side)) if shape.part_of and not marking else None
        state = marking.wording if marking else message("bodymap.not_in_question")
        if group_marking:
            state = message("bodymap.part_of", muscle=group_marking.name, state=group_marking.wording)
        name = row_text("muscles", shape.muscle, "name")
        label = scene.words.say(message("bodymap.muscle", muscle=name, side=side_term(shape.side), state=state))
        group = SubElement(body, "g", {"data-muscle": shape.muscle, "data-side": shape.side, "role": "button", "aria-label": label})
        group.set("data-state", marking.mark if marking else "rest")
        group.set("data-depth", shape.depth)
        group.set("aria-pressed", "true" if chosen else "false")
        group.set("tabindex", "0" if (marking or chosen) and not self._panel.inset else "-1")
        SubElement(group, "title").text = label
        outline = path_data(shape.knots, closed=True)
        if chosen:
            ring = {"fill": "none", "stroke": scene.palette.ring, "stroke-width": _n(5.0 * self._thin), "stroke-linejoin": "round"}
            SubElement(group, "path", {"d": outline} | ring)
        style = self._style(shape, marking, chosen=chosen, group=group_marking)
        SubElement(group, "path", {"d": outline, "stroke-linejoin": "round"} | style)
        if not group_marking:
            self._muscle_fibres(group, outline, shape, marking)

    def _style(self, shape: MuscleShape, marking: Marking | None, *, chosen: bool, group: Marking | None) -> dict[str, str]:
        palette, deep = self._scene.palette, shape.depth is Depth.DEEP
        dashes = {"stroke-dasharray": f"{_n(4.0 * self._thin)} {_n(2.6 * self._thin)}"} if deep else {}
        if marking:
            inks = palette.marks[marking.mark]
            fill = f"url(#{hatch_id(self._scene.prefix, marking.mark, inset=self._panel.inset)})"
            width = (0.8 + 1.3 * marking.weight) * self._thin
            return {"fill": fill, "stroke": inks.edge, "stroke-width": _n(width), "fill-opacity": "0.82" if deep else "1"} | dashes
        if group:
            return {"fill": "none", "stroke": palette.marks[group.mark].edge, "stroke-width": _n(0.5 * self._thin), "pointer-events": "all"}
        if deep and not chosen:
            faint = {"fill": "none", "stroke": palette.rest_edge, "stroke-width": _n(0.8 * self._thin), "stroke-opacity": "0.7"}
            return faint | {"pointer-events": "stroke"} | dashes
        return {"fill": palette.rest, "stroke": palette.rest_edge, "stroke-width": _n(0.7 * self._thin)} | dashes

    def _muscle_fibres(self, group: Element, outline: str, shape: MuscleShape, marking: Marking | None) -> None:
        if marking:
            self._fibres(group, outline, shape.rails, self._scene.palette.marks[marking.mark].edge, 0.3)
        elif shape.depth is not Depth.DEEP:
            self._fibres(group, outline, shape.rails, self._scene.palette.fibre, 0.9)

    def _fibres(self, parent: Element, outline: str, rails: tuple[tuple[tuple[float, float], ...], ...], ink: str, opacity: float) -> None:
        if not rails:
            return
        self._count += 1
        clip = f"{self._name}-clip-{self._count}"
        SubElement(SubElement(self._defs, "clipPath", {"id": clip}), "path", {"d": outline})
        lines = "".join(path_data(strand, closed=False) for strand in strands(rails, _FIBRE_SPACING))
        style = {"fill": "none", "stroke": ink, "stroke-width": _n(0.55 * self._thin), "stroke-opacity": _n(opacity)}
        SubElement(parent, "path", {"d": lines, "clip-path": f"url(#{clip})", "pointer-events": "none"} | style)

    def silhouette_clip(self) -> str:
        """Identifier of a new clip path along the whole body, which keeps referral zones on the skin."""
        identifier = f"{self._name}-silhouette"
        clip = SubElement(self._defs, "clipPath", {"id": identifier})
        for item in drawing(self._panel.view).items:
            if isinstance(item, DrawnPart) and item.kind is Kind.SKIN:
                SubElement(clip, "path", {"d": path_data(item.knots, closed=True)})
        return identifier

    def zone(self, body: Element, outline: str, muscle: str, title: str) -> None:
        """A soft stippled area; a wash below carries the eye."""
        ink = self._scene.palette.referral
        group = SubElement(body, "g", {"data-referral": muscle})
        SubElement(group, "title").text = title
        SubElement(group, "path", {"d": outline, "fill": ink, "fill-opacity": "0.16"})
        stipple = hatch_id(self._scene.prefix, "referral", inset=self._panel.inset)
        SubElement(group, "path", {"d": outline, "fill": f"url(#{stipple})"})


def _add_badge(group: Element, palette: MapPalette, badge: Badge) -> None:
    """A numbered disc with its leader line; ``data-badge`` tells a page that sets its own list which muscle the number is."""
    inks = palette.marks[badge.entry.marking.mark]
    (x, y), (tx, ty) = badge.at, badge.target
    line = {"x1": _n(x), "y1": _n(y), "x2": _n(tx), "y2": _n(ty), "pointer-events": "none"}
    SubElement(group, "line", line | {"stroke": palette.panel, "stroke-width": "2.6", "stroke-opacity": "0.8"})
    SubElement(group, "line", line | {"stroke": palette.text, "stroke-width": "0.9"})
    end = {"cx": _n(tx), "cy": _n(ty), "r": "2.6", "pointer-events": "none"}
    SubElement(group, "circle", end | {"fill": palette.text, "stroke": palette.panel})
    entry = badge.entry
    number = add_badge_disc(group, palette, str(entry.number), (x, y), inks.edge)
    number.attrib |= {"data-badge": str(entry.number), "data-badge-muscle": entry.muscle, "data-badge-sides": " ".join(entry.sides)}


def add_badge_disc(group: Element, palette: MapPalette, number: str, at: tuple[float, float], edge: str) -> Element:
    """A numbered disc; gives its number's element."""
    x, y = at
    disc = {"cx": _n(x), "cy": _n(y), "r": _n(BADGE_RADIUS), "fill": palette.page, "stroke": edge, "stroke-width": "2"}
    SubElement(group, "circle", disc)
    place = {"x": _n(x), "y": _n(y + 0.36 * _BADGE_TEXT), "text-anchor": "middle"}
    text = SubElement(group, "text", place | {"font-size": _n(_BADGE_TEXT), "font-weight": "bold", "fill": palette.text})
    text.text = number
    return text


def _shows(item: DrawnPart | MuscleShape, window: LetterBox) -> bool:
    xs, ys = [knot.at[0] for knot in item.knots], [knot.at[1] for knot in item.knots]
    return LetterBox(min(xs), min(ys), max(xs), max(ys) + 0.1).overlaps(window)


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
