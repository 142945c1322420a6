"""What was done to the points of one photo by hand, with what each point was before: plain values, no screen."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from posture_cv.anatomy import by_hand
from posture_cv.domain.errors import RecordDamaged
from posture_cv.domain.landmarks import LandmarkName
from posture_cv.domain.views import BodySide
from posture_cv.ui.editor.lines import (
    LengthLine,
    Point,
    length_data,
    length_from,
    listed,
    point_from,
    resigned,
    signed,
    vertical_data,
    vertical_from,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from posture_cv.domain.messages import Message
    from posture_cv.domain.photo import VerticalLine
    from posture_cv.ui.editor.handles import Handle

MOST_STEPS_KEPT = 50
"""Steps of undo that survive a reload of the page; the picture's script has the same number."""


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

    def done(self, stature_px: float | None) -> Message:
        """What was said of it and how far it went; without per cent where the height of the person is not known."""
        return by_hand.done(self.status, self.automatic_px, self.final_px, stature_px=stature_px)

    @property
    def distance_px(self) -> float:
        """How far the point lies from its automatic place, photo pixels; 0 where it had none."""
        if self.automatic_px is None or self.final_px is None:
            return 0.0
        return math.dist(self.automatic_px, self.final_px)


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
        What the picture can undo and redo, as it sent it, with a step for every change made elsewhere since; no part of the record.
    """

    picture: str
    sequence: int = 0
    drawn: int = 0
    points: tuple[PointEdit, ...] = ()
    vertical: VerticalLine | None = None
    known: LengthLine | None = None
    steps: Mapping[str, Any] | None = field(default=None, compare=False, repr=False)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left of what was done."""
        return not self.points and self.vertical is None and self.known is None

    def find(self, name: LandmarkName, side: BodySide) -> PointEdit | None:
        """What was done to that point, or None."""
        return next((point for point in self.points if point.name is name and point.side is side), None)

    def with_point(self, point: PointEdit) -> Edit:
        """The edit with that point in place of what was known of it, one step newer."""
        kept = self._without(point.name, point.side)
        return self._next(points=(*kept, point))

    def without_point(self, name: LandmarkName, side: BodySide) -> Edit:
        """The edit with that point back to automatic, one step newer."""
        return self._next(points=self._without(name, side), drawn=self.sequence + 1)

    def with_vertical(self, vertical: VerticalLine | None) -> Edit:
        """The edit with that line in place of the one there was, one step newer."""
        return self._next(vertical=vertical)

    def with_known(self, known: LengthLine | None) -> Edit:
        """The edit with that known length in place of the one there was, one step newer."""
        return self._next(known=known)

    def cleared(self) -> Edit:
        """Everything back to automatic, one step newer, so that the picture follows (and can undo it)."""
        return self._next(points=(), vertical=None, known=None, drawn=self.sequence + 1)

    def signed(self, by: str) -> Edit:
        """The edit with ``by`` on every point, and on the vertical, that nobody has signed yet."""
        points = tuple(point if point.by else replace(point, by=by) for point in self.points)
        return replace(self, points=points, vertical=signed(self.vertical, by))

    def _next(self, **changes: Any) -> Edit:
        """One step newer: what is there now becomes a step that the picture can undo, as when it is changed there."""
        newer = self.sequence + 1
        before = edit_for_browser(self)
        past = before["steps"]["past"] if before["steps"] else []
        state = {"edits": before["points"], "lines": {name: before[name] for name in ("vertical", "known")}}
        steps = {"sequence": newer, "past": [*past, state][-MOST_STEPS_KEPT:], "future": []}
        return replace(self, sequence=newer, steps=steps, **changes)

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
                    "automatic_px": listed(point.automatic_px),
                    "final_px": listed(point.final_px),
                    "status": point.status.value,
                    "at": point.at,
                    "by": point.by,
                }
                for point in self.points
            ],
            "vertical": vertical_data(self.vertical),
            "known": length_data(self.known),
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
                    automatic_px=point_from(row["automatic_px"]),
                    final_px=point_from(row["final_px"]),
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
                vertical=vertical_from(data["vertical"]),
                known=length_from(data.get("known")),
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise RecordDamaged("These data are not a complete set of corrected points.", "Correct the points again.") from error


def edit_from_browser(payload: Mapping[str, Any], handles: Sequence[Handle], known: Edit | None = None) -> Edit:
    """What the picture sent, with the automatic positions of our own handles and the names already signed.

    Parameters
    ----------
    payload
        State of the component: ``picture``, ``sequence``, ``drawn``, ``points`` by handle key, ``vertical``, ``known``.
    handles
        The handles it was shown; points of other keys are dropped.
    known
        The edit known before; a point or a vertical whose time has not changed keeps its ``by``.

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
                    final_px=point_from(row["px"]),
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
            vertical=resigned(vertical_from(payload["vertical"]), None if known is None else known.vertical),
            known=length_from(payload.get("known")),
            steps=payload.get("steps"),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise RecordDamaged("The corrected points did not arrive whole.", "Move the point again, or reload the page.") from error


def edit_for_browser(edit: Edit) -> dict[str, Any]:
    """The edit as the picture keeps it: ``edit_from_browser`` read backwards, its steps of undo where they led to just this."""
    return {
        "picture": edit.picture,
        "sequence": edit.sequence,
        "drawn": edit.drawn,
        "points": {
            key_of(point.name, point.side): {
                "px": listed(point.final_px),
                "status": point.status.value,
                "at": point.at,
                "by": point.by,
            }
            for point in edit.points
        },
        "vertical": vertical_data(edit.vertical),
        "known": length_data(edit.known),
        "steps": edit.steps if edit.steps and edit.steps.get("sequence") == edit.sequence else None,
    }


def key_of(name: LandmarkName, side: BodySide) -> str:
    """The key of a point's handle, ``"acromion-left"``."""
    return f"{name.value}-{side.value}"
