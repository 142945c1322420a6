"""The drawings: figure and muscles of each view, read once from the packaged shapes."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from posture_cv.bodymap.curves import Knot, Point, completed, mirrored, polygon, read_knots
from posture_cv.domain.errors import KnowledgeError
from posture_cv.domain.messages import message
from posture_cv.domain.views import BodySide, View

VIEW_BOXES: dict[View, tuple[float, float, float, float]] = {
    View.FRONT: (-188.0, -6.0, 188.0, 808.0),
    View.BACK: (-188.0, -6.0, 188.0, 808.0),
    View.LEFT: (-98.0, -6.0, 78.0, 808.0),
    View.RIGHT: (-78.0, -6.0, 98.0, 808.0),
}
"""Left, top, right, bottom of each drawing. 800 units are one body height; y runs down from the crown."""

_SOURCES = {View.FRONT: "front", View.BACK: "back", View.LEFT: "side", View.RIGHT: "side"}

# Side of the body that the drawn half shows; the mirror image shows the other.
_DRAWN_SIDES = {View.FRONT: BodySide.LEFT, View.BACK: BodySide.RIGHT, View.LEFT: BodySide.LEFT, View.RIGHT: BodySide.LEFT}
_OTHER = {BodySide.LEFT: BodySide.RIGHT, BodySide.RIGHT: BodySide.LEFT}


class Kind(StrEnum):
    """What a part of the figure is."""

    SKIN = "skin"
    GHOST = "ghost"
    CONTEXT = "context"
    BONE = "bone"
    LINE = "line"


class Depth(StrEnum):
    """Where a muscle lies. GROUP is the envelope of muscles that follow it."""

    SURFACE = "surface"
    DEEP = "deep"
    GROUP = "group"


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnPart:
    """A piece of the figure that is no muscle of the tables."""

    kind: Kind
    knots: tuple[Knot, ...]
    rails: tuple[tuple[Point, ...], ...]
    over: bool

    @property
    def closed(self) -> bool:
        """False for a mere line."""
        return self.kind is not Kind.LINE


@dataclass(frozen=True, slots=True, kw_only=True)
class MuscleShape:
    """One muscle on one body side in one view.

    Attributes
    ----------
    part_of
        Key of the group the muscle belongs to, where the map shows both.
    over
        True where it lies over a part of the figure that covers other muscles: the face.
    rails
        Polylines across the muscle from origin to insertion; fibres run over them. Empty for a fascia.
    """

    muscle: str
    side: BodySide
    view: View
    depth: Depth
    part_of: str | None
    over: bool
    knots: tuple[Knot, ...]
    rails: tuple[tuple[Point, ...], ...]

    @property
    def outline(self) -> tuple[Point, ...]:
        """The outline as a fine polygon, map units."""
        return polygon(self.knots)


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneShape:
    """Where a muscle's tender points are said to be felt; ``zone.*`` says it in words, by the key ``zone``."""

    muscle: str
    side: BodySide
    view: View
    knots: tuple[Knot, ...]
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """Everything one view shows, in drawing order."""

    view: View
    items: tuple[DrawnPart | MuscleShape, ...]
    zones: tuple[ZoneShape, ...]

    @property
    def muscles(self) -> tuple[MuscleShape, ...]:
        """The muscle shapes alone."""
        return tuple(item for item in self.items if isinstance(item, MuscleShape))

    @property
    def skin(self) -> tuple[tuple[Point, ...], ...]:
        """Polygons that together make the body's silhouette."""
        return tuple(polygon(item.knots) for item in self.items if isinstance(item, DrawnPart) and item.kind is Kind.SKIN)


@cache
def drawing(view: View) -> Drawing:
    """The drawing of one view.

    Raises
    ------
    ValueError
        For an oblique view, which has no drawing.
    """
    if view not in _SOURCES:
        raise ValueError(f"expected a front, back, left or right view, but got {view}")
    source = _SOURCES[view]
    figure = [row for row in _rows("figure.toml", "part") if row["view"] == source]
    below = [item for row in figure if not row.get("over", False) for item in _items(row, view)]
    above = [item for row in figure if row.get("over", False) for item in _items(row, view)]
    muscles = [item for row in _rows(f"{source}.toml", "shape") for item in _items(row, view)]
    # Stable: deep muscles come last, so that a marked one is never hidden below a sheet that is not in question.
    muscles.sort(key=lambda item: isinstance(item, MuscleShape) and item.depth is Depth.DEEP)
    shown = [item for item in muscles if not item.over]
    facing = [item for item in muscles if item.over]
    zones = [zone for row in _rows("referral.toml", "referral") for zone in _zones(row, view)]
    return Drawing(view=view, items=(*below, *shown, *above, *facing), zones=tuple(zones))


@cache
def muscle_keys() -> frozenset[str]:
    """Keys of all muscles the map can show."""
    return frozenset(shape.muscle for view in _SOURCES for shape in drawing(view).muscles)


def _rows(name: str, table: str) -> list[dict[str, Any]]:
    try:
        text = files("posture_cv.bodymap").joinpath("shapes", name).read_text(encoding="utf-8")
        return list(tomllib.loads(text)[table])
    except (OSError, tomllib.TOMLDecodeError, KeyError) as error:
        raise KnowledgeError(message("installed.no_map"), message("installed.reinstall")) from error


def _sides(view: View) -> tuple[tuple[BodySide, bool], ...]:
    """Body sides a row stands for, each with whether it is the mirror image."""
    drawn = _DRAWN_SIDES[view]
    if view is View.LEFT:
        return ((drawn, False),)
    if view is View.RIGHT:
        return ((_OTHER[drawn], True),)
    return ((drawn, False), (_OTHER[drawn], True))


def _items(row: dict[str, Any], view: View) -> list[DrawnPart | MuscleShape]:
    knots, rails = read_knots(row["outline"]), _rails(row.get("fibres", ""))
    if row.get("half", False):
        return [_part(row, completed(knots), rails)]
    placed: list[DrawnPart | MuscleShape] = []
    for side, flip in _sides(view):
        at, across = (mirrored(knots), _mirrored_rails(rails)) if flip else (knots, rails)
        if "muscle" in row:
            placed.append(_muscle(row, side, view, at, across))
        else:
            placed.append(_part(row, at, across))
    return placed


def _muscle(row: dict[str, Any], side: BodySide, view: View, knots: tuple[Knot, ...], rails: tuple[tuple[Point, ...], ...]) -> MuscleShape:
    depth, group = Depth(row["depth"]), row.get("part_of")
    over = bool(row.get("over", False))
    return MuscleShape(muscle=row["muscle"], side=side, view=view, depth=depth, part_of=group, over=over, knots=knots, rails=rails)


def _part(row: dict[str, Any], knots: tuple[Knot, ...], rails: tuple[tuple[Point, ...], ...]) -> DrawnPart:
    return DrawnPart(kind=Kind(row["kind"]), knots=knots, rails=rails, over=bool(row.get("over", False)))


def _zones(row: dict[str, Any], view: View) -> list[ZoneShape]:
    outlines = [read_knots(text) for text in row.get(_SOURCES[view], ())]
    return [
        ZoneShape(muscle=muscle, side=side, view=view, knots=mirrored(knots) if flip else knots, zone=row["key"])
        for muscle in row["muscles"]
        for knots in outlines
        for side, flip in _sides(view)
    ]


def _rails(text: str) -> tuple[tuple[Point, ...], ...]:
    return tuple(tuple(knot.at for knot in read_knots(rail)) for rail in text.split("/")) if text else ()


def _mirrored_rails(rails: tuple[tuple[Point, ...], ...]) -> tuple[tuple[Point, ...], ...]:
    return tuple(tuple((0.0 - x, y) for x, y in rail) for rail in rails)
