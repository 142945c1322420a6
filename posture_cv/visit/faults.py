"""What a kept visit cannot say: answers out of range, the same thing twice, points nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from posture_cv.codecs.soundness import lies_in, repeats, unsound
from posture_cv.corrections.history import MOST_STEPS_KEPT
from posture_cv.domain.errors import ArgumentError
from posture_cv.domain.person import SHORTEST_STATURE_CM, TALLEST_STATURE_CM
from posture_cv.domain.views import View
from posture_cv.domain.worksheet import LONGEST_MINUTES, SHORTEST_MINUTES

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from posture_cv.domain.corrections import Corrections, LengthLine, Point
    from posture_cv.visit.entries import SheetEntries
    from posture_cv.visit.visit import Visit, VisitPhoto

MOST_PHOTOS_KEPT = 100
_MOST_TENDERNESS = 10


def faults(visit: Visit) -> Iterator[str]:
    """Places of what the visit cannot say, in its plain data; none where it can be opened and concluded."""
    yield from unsound(visit)
    if len(visit.photos) > MOST_PHOTOS_KEPT or repeats(photo.digest for photo in visit.photos):
        yield "photos"
    if visit.stature_cm is not None and not SHORTEST_STATURE_CM <= visit.stature_cm <= TALLEST_STATURE_CM:
        yield "stature_cm"
    for index, photo in enumerate(visit.photos):
        if not _is_sound(photo):
            yield f"photos.{index}.history"
    yield from (f"sheet.{fault}" for fault in _of_sheet(visit.sheet))


def misplaced(visit: Visit, sizes: Mapping[str, tuple[int, int]]) -> Iterator[str]:
    """Places of points that lie further outside their photo than it is long, whichever way it was turned.

    Nearer ones a hand may have drawn; where they cannot be measured with, that is said of them.

    Parameters
    ----------
    sizes
        Width and height of the photos by digest, pixels.
    """
    for index, photo in enumerate(visit.photos):
        longer_px = max(sizes[photo.digest])
        for corrections in _said(photo):
            if not all(lies_in(point, longer_px, longer_px, margin_px=longer_px) for point in _points(corrections)):
                yield f"photos.{index}.history"


def unasked(visit: Visit, questions: Collection[str], rules: Collection[str], complaints: Collection[str]) -> Iterator[str]:
    """Places of answers to questions that nobody asks, of a doctor's word on rules that there are not, and of a complaint without a row."""
    if not set(questions).issuperset(visit.sheet.answers):
        yield "sheet.answers"
    if not set(rules).issuperset(visit.sheet.cleared):
        yield "sheet.cleared"
    if visit.sheet.complaint and visit.sheet.complaint not in complaints:
        yield "sheet.complaint"


def _is_sound(photo: VisitPhoto) -> bool:
    history = photo.history
    return max(len(history.past), len(history.future)) <= MOST_STEPS_KEPT and all(map(_can_be, _said(photo)))


def _said(photo: VisitPhoto) -> tuple[Corrections, ...]:
    return (photo.history.now, *photo.history.past, *photo.history.future)


def _can_be(corrections: Corrections) -> bool:
    if corrections.aim.view is View.OBLIQUE:
        return False
    return corrections.known is None or _is_length(corrections.known)


def _is_length(line: LengthLine) -> bool:
    try:
        return line.known is None or line.known.length_cm > 0.0
    except ArgumentError:
        return False


def _points(corrections: Corrections) -> Iterator[Point]:
    """Every position in a photo that a hand gave."""
    for point in corrections.points:
        yield from (at for at in (point.automatic_px, point.final_px) if at is not None)
    yield from ((mark.x_px, mark.y_px) for mark in corrections.stickers)
    if corrections.vertical is not None:
        yield from (corrections.vertical.top_px, corrections.vertical.bottom_px)
    if corrections.known is not None:
        yield from (corrections.known.start_px, corrections.known.end_px)


def _of_sheet(sheet: SheetEntries) -> Iterator[str]:
    if not SHORTEST_MINUTES <= sheet.minutes <= LONGEST_MINUTES:
        yield "minutes"
    for index, line in enumerate(sheet.lines):
        if line.tenderness is not None and not 0 <= line.tenderness <= _MOST_TENDERNESS:
            yield f"lines.{index}.tenderness"
        if not line.grades or repeats(line.grades):
            yield f"lines.{index}.grades"
    if repeats(line.key for line in sheet.lines):
        yield "lines"
    if repeats(written.factor for written in sheet.factors):
        yield "factors"
