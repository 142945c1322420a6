"""The corrections of one photo as the picture's script keeps them, and back: a translation, and who is the newer of the two."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from posture_cv.corrections import History
from posture_cv.domain.corrections import Corrections, PointCorrection, PointStatus
from posture_cv.domain.errors import RecordDamaged
from posture_cv.domain.messages import message
from posture_cv.ui.editor.handles import key_of
from posture_cv.ui.editor.lines import length_data, length_from, listed, point_from, vertical_data, vertical_from

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from posture_cv.domain.corrections import LengthLine
    from posture_cv.domain.landmarks import LandmarkName
    from posture_cv.domain.photo import VerticalLine
    from posture_cv.domain.views import BodySide
    from posture_cv.ui.editor.handles import Handle


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """The corrections of one photo, as the picture and the number table share them.

    Attributes
    ----------
    picture
        Identity of the picture they were made on.
    history
        The corrections with their undo; of two edits of one picture the one of the higher revision is the newer.
    drawn
        Revision of the last change made in the picture, so that the number table knows when to read afresh.
    """

    picture: str
    history: History = field(default_factory=History)
    drawn: int = 0

    @property
    def corrections(self) -> Corrections:
        """What holds now."""
        return self.history.now

    @property
    def sequence(self) -> int:
        """Counts every change, undone ones too."""
        return self.history.revision

    def with_point(self, point: PointCorrection) -> Edit:
        """The edit with that point in place of what was known of it, one step newer."""
        return self._next(self.corrections.with_point(point))

    def without_point(self, name: LandmarkName, side: BodySide) -> Edit:
        """The edit with that point back to automatic, one step newer."""
        return self._next(self.corrections.without_point(name, side), redrawn=True)

    def with_vertical(self, vertical: VerticalLine | None) -> Edit:
        """The edit with that line in place of the one there was, one step newer."""
        return self._next(replace(self.corrections, vertical=vertical))

    def with_known(self, known: LengthLine | None) -> Edit:
        """The edit with that known length in place of the one there was, one step newer."""
        return self._next(replace(self.corrections, known=known))

    def cleared(self) -> Edit:
        """Everything back to automatic, one step newer, so that the picture follows (and can undo it)."""
        return self._next(self.corrections.untouched(), redrawn=True)

    def signed(self, by: str) -> Edit:
        """The edit with ``by`` on every point, and on the vertical, that nobody has signed yet."""
        return replace(self, history=self.history.amended(self.corrections.signed(by)))

    def _next(self, corrections: Corrections, *, redrawn: bool = False) -> Edit:
        history = self.history.changed(corrections)
        return replace(self, history=history, drawn=history.revision if redrawn else self.drawn)


def edit_from_browser(payload: Mapping[str, Any], handles: Sequence[Handle], known: Edit) -> Edit:
    """What the picture sent, with the automatic positions of our own handles and the names already signed.

    Parameters
    ----------
    payload
        State of the component: ``picture``, ``sequence``, ``drawn``, ``points`` by handle key, ``vertical``, ``known``, ``steps``.
    handles
        The handles it was shown; points of other keys are dropped.
    known
        The edit known before: its aim and stickers stay, and a point or a vertical whose time has not changed keeps its ``by``.

    Raises
    ------
    RecordDamaged
        If the payload is not what the component sends.
    """
    reader = _Reader(handles, known.history)
    try:
        sequence = int(payload["sequence"])
        steps = payload.get("steps") or {}
        past, future = (
            tuple(reader.corrections(state["edits"], state["lines"]) for state in steps[name]) if steps.get("sequence") == sequence else ()
            for name in ("past", "future")
        )
        now = reader.corrections(payload["points"], payload)
        history = History(now=now, past=past, future=future, revision=sequence)
        return Edit(picture=str(payload["picture"]), history=history, drawn=int(payload["drawn"]))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise RecordDamaged(message("points.not_whole"), message("points.move_again")) from error


def edit_for_browser(edit: Edit) -> dict[str, Any]:
    """The edit as the picture keeps it: ``edit_from_browser`` read backwards."""
    history = edit.history
    return {
        "picture": edit.picture,
        "sequence": history.revision,
        "drawn": edit.drawn,
        "points": _points_data(history.now),
        **_lines_data(history.now),
        "steps": {
            "sequence": history.revision,
            "past": [_state_data(each) for each in history.past],
            "future": [_state_data(each) for each in history.future],
        },
    }


class _Reader:
    """Reads what the picture keeps of one photo, knowing its handles and who signed what."""

    def __init__(self, handles: Sequence[Handle], known: History) -> None:
        self._handles = {handle.key: handle for handle in handles}
        self._said = known.now
        every = (*known.past, *known.future, known.now)
        self._by = {(point.name, point.side, point.at): point.by for each in every for point in each.points}
        self._vertical_by = {each.vertical.at: each.vertical.by for each in every if each.vertical is not None}

    def corrections(self, points: Mapping[str, Any], lines: Mapping[str, Any]) -> Corrections:
        vertical = vertical_from(lines["vertical"])
        if vertical is not None:
            vertical = replace(vertical, by=self._vertical_by.get(vertical.at, vertical.by))
        known = [self._point(self._handles[key], row) for key, row in points.items() if key in self._handles]
        return replace(self._said, points=tuple(known), vertical=vertical, known=length_from(lines.get("known")))

    def _point(self, handle: Handle, row: Mapping[str, Any]) -> PointCorrection:
        at = str(row["at"])
        return PointCorrection(
            name=handle.name,
            side=handle.side,
            automatic_px=handle.at_px,
            final_px=point_from(row["px"]),
            status=PointStatus(row["status"]),
            at=at,
            by=self._by.get((handle.name, handle.side, at), ""),
        )


def _state_data(corrections: Corrections) -> dict[str, Any]:
    return {"edits": _points_data(corrections), "lines": _lines_data(corrections)}


def _points_data(corrections: Corrections) -> dict[str, Any]:
    return {
        key_of(point.name, point.side): {"px": listed(point.final_px), "status": point.status.value, "at": point.at, "by": point.by}
        for point in corrections.points
        if point.side is not None
    }


def _lines_data(corrections: Corrections) -> dict[str, Any]:
    return {"vertical": vertical_data(corrections.vertical), "known": length_data(corrections.known)}
