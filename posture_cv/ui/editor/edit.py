"""What was done to the points of one photo by hand, with what each point was before: plain values, no screen."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from posture_cv.domain.errors import RecordDamaged
from posture_cv.domain.landmarks import LandmarkName
from posture_cv.domain.views import BodySide

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from posture_cv.ui.editor.handles import Handle

Point = tuple[float, float]


class Status(StrEnum):
    """What a person said about one point; a point nobody touched has no record at all."""

    MOVED = "moved"
    PLACED = "placed"
    CONFIRMED = "confirmed"
    UNSURE = "unsure"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True, kw_only=True)
class PointEdit:
    """One point somebody touched.

    Attributes
    ----------
    automatic_px, final_px
        Position (x, y) before and after, photo pixels; ``automatic_px`` None where nothing had been found, ``final_px`` None for a hidden
        point that never had a position.
    at
        ISO 8601 time of the last change, by the clock of the browser or, for the number table, of the server.
    by
        Who did it, filled in by the caller (``Edit.signed``); empty where nobody said.
    """

    name: LandmarkName
    side: BodySide
    automatic_px: Point | None
    final_px: Point | None
    status: Status
    at: str
    by: str = ""

    @property
    def distance_px(self) -> float:
        """How far the point lies from its automatic place, photo pixels; 0 where it had none."""
        if self.automatic_px is None or self.final_px is None:
            return 0.0
        return math.dist(self.automatic_px, self.final_px)


@dataclass(frozen=True, slots=True, kw_only=True)
class VerticalLine:
    """A true vertical drawn along a door frame or a plumb line: its two ends in photo pixels."""

    top_px: Point
    bottom_px: Point
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Everything done by hand on one photo.

    Attributes
    ----------
    picture
        Identity of the picture it was done on.
    sequence
        Counts every change, undone ones too; of two edits of one picture the higher is the newer.
    drawn
        ``sequence`` of the last change made in the picture, so that the number table knows when to read afresh.
    points
        Points that were touched, each once.
    steps
        What the picture can undo and redo, as it sent it; of no meaning elsewhere and no part of the record.
    """

    picture: str
    sequence: int = 0
    drawn: int = 0
    points: tuple[PointEdit, ...] = ()
    vertical: VerticalLine | None = None
    steps: Mapping[str, Any] | None = field(default=None, compare=False, repr=False)

    def find(self, name: LandmarkName, side: BodySide) -> PointEdit | None:
        """What was done to that point, or None."""
        return next((point for point in self.points if point.name is name and point.side is side), None)

    def with_point(self, point: PointEdit) -> Edit:
        """The edit with that point in place of what was known of it, one step newer."""
        kept = self._without(point.name, point.side)
        return replace(self, points=(*kept, point), sequence=self.sequence + 1)

    def without_point(self, name: LandmarkName, side: BodySide) -> Edit:
        """The edit with that point back to automatic, one step newer."""
        return replace(self, points=self._without(name, side), sequence=self.sequence + 1, drawn=self.sequence + 1)

    def with_vertical(self, vertical: VerticalLine | None) -> Edit:
        """The edit with that line in place of the one there was, one step newer."""
        return replace(self, vertical=vertical, sequence=self.sequence + 1)

    def cleared(self) -> Edit:
        """Everything back to automatic, one step newer, so that the picture follows (and can undo it)."""
        return Edit(picture=self.picture, sequence=self.sequence + 1, drawn=self.sequence + 1)

    def signed(self, by: str) -> Edit:
        """The edit with ``by`` on every point that nobody has signed yet."""
        return replace(self, points=tuple(point if point.by else replace(point, by=by) for point in self.points))

    def _without(self, name: LandmarkName, side: BodySide) -> tuple[PointEdit, ...]:
        return tuple(point for point in self.points if (point.name, point.side) != (name, side))

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ready for ``json.dumps``."""
        return {
            "picture": self.picture,
            "sequence": self.sequence,
            "drawn": self.drawn,
            "points": [
                {
                    "name": point.name.value,
                    "side": point.side.value,
                    "automatic_px": _listed(point.automatic_px),
                    "final_px": _listed(point.final_px),
                    "status": point.status.value,
                    "at": point.at,
                    "by": point.by,
                }
                for point in self.points
            ],
            "vertical": None
            if self.vertical is None
            else {"top_px": _listed(self.vertical.top_px), "bottom_px": _listed(self.vertical.bottom_px), "at": self.vertical.at},
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Edit:
        """Read back what ``to_dict`` gave.

        Raises
        ------
        RecordDamaged
            If the data are not an edit.
        """
        try:
            points = tuple(
                PointEdit(
                    name=LandmarkName(row["name"]),
                    side=BodySide(row["side"]),
                    automatic_px=_point(row["automatic_px"]),
                    final_px=_point(row["final_px"]),
                    status=Status(row["status"]),
                    at=str(row["at"]),
                    by=str(row.get("by", "")),
                )
                for row in data["points"]
            )
            return cls(
                picture=str(data["picture"]),
                sequence=int(data["sequence"]),
                drawn=int(data["drawn"]),
                points=points,
                vertical=_vertical(data["vertical"]),
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise RecordDamaged("These data are not a complete set of corrected points.", "Correct the points again.") from error


def edit_from_browser(payload: Mapping[str, Any], handles: Sequence[Handle], known: Edit | None = None) -> Edit:
    """What the picture sent, with the automatic positions of our own handles and the names already signed.

    Parameters
    ----------
    payload
        State of the component: ``picture``, ``sequence``, ``drawn``, ``points`` by handle key, ``vertical``.
    handles
        The handles it was shown; points of other keys are dropped.
    known
        The edit known before; a point whose time has not changed keeps its ``by``.

    Raises
    ------
    RecordDamaged
        If the payload is not what the component sends.
    """
    of_key = {handle.key: handle for handle in handles}
    signed = {(point.name, point.side, point.at): point.by for point in known.points} if known is not None else {}
    try:
        points = []
        for key, row in payload["points"].items():
            handle = of_key.get(key)
            if handle is None:
                continue
            at = str(row["at"])
            points.append(
                PointEdit(
                    name=handle.name,
                    side=handle.side,
                    automatic_px=handle.at_px,
                    final_px=_point(row["px"]),
                    status=Status(row["status"]),
                    at=at,
                    by=signed.get((handle.name, handle.side, at), ""),
                )
            )
        return Edit(
            picture=str(payload["picture"]),
            sequence=int(payload["sequence"]),
            drawn=int(payload["drawn"]),
            points=tuple(points),
            vertical=_vertical(payload["vertical"]),
            steps=payload.get("steps"),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise RecordDamaged("The corrected points did not arrive whole.", "Move the point again, or reload the page.") from error


def edit_for_browser(edit: Edit) -> dict[str, Any]:
    """The edit as the picture keeps it: ``edit_from_browser`` read backwards, its steps of undo where they led to just this."""
    vertical = edit.vertical
    return {
        "picture": edit.picture,
        "sequence": edit.sequence,
        "drawn": edit.drawn,
        "points": {
            key_of(point.name, point.side): {
                "px": _listed(point.final_px),
                "status": point.status.value,
                "at": point.at,
                "by": point.by,
            }
            for point in edit.points
        },
        "vertical": None
        if vertical is None
        else {"top_px": _listed(vertical.top_px), "bottom_px": _listed(vertical.bottom_px), "at": vertical.at},
        "steps": edit.steps if edit.steps and edit.steps.get("sequence") == edit.sequence else None,
    }


def key_of(name: LandmarkName, side: BodySide) -> str:
    """The key of a point's handle, ``"acromion-left"``."""
    return f"{name.value}-{side.value}"


def _vertical(data: Mapping[str, Any] | None) -> VerticalLine | None:
    if data is None:
        return None
    top, bottom = _point(data["top_px"]), _point(data["bottom_px"])
    if top is None or bottom is None:
        raise ValueError("expected two ends of the vertical, but one is missing")
    return VerticalLine(top_px=top, bottom_px=bottom, at=str(data["at"]))


def _point(data: Sequence[float] | None) -> Point | None:
    if data is None:
        return None
    x, y = (float(value) for value in data)
    if not (math.isfinite(x) and math.isfinite(y)):
        raise ValueError(f"expected finite coordinates, but got {x} and {y}")
    return x, y


def _listed(point: Point | None) -> list[float] | None:
    return None if point is None else [point[0], point[1]]
