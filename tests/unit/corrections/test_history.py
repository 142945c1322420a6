"""What a hand said of one photo, as values, with undo and redo."""

from __future__ import annotations

from dataclasses import replace

import pytest

from posture_cv.corrections import History
from posture_cv.corrections.history import MOST_STEPS_KEPT
from posture_cv.domain.corrections import Aim, Corrections, LengthLine, PointCorrection, PointStatus
from posture_cv.domain.known_length import KnownLength
from posture_cv.domain.landmarks import Covariance, LandmarkName, Mark, Origin
from posture_cv.domain.photo import VerticalLine
from posture_cv.domain.views import BodySide, View

AT = "2031-05-04T10:00:00.000Z"
LINE = LengthLine(start_px=(50.0, 900.0), end_px=(50.0, 100.0), at=AT)


def c7(x_px: float, *, by: str = "") -> PointCorrection:
    return PointCorrection(
        name=LandmarkName.C7,
        side=BodySide.MIDLINE,
        automatic_px=(100.0, 200.0),
        final_px=(x_px, 204.0),
        status=PointStatus.MOVED,
        at=AT,
        by=by,
    )


def test_undo_and_redo_walk_through_the_corrections_there_were() -> None:
    first, second = Corrections(points=(c7(101.0),)), Corrections(points=(c7(102.0),))
    there = History().changed(first).changed(second)
    back = there.undone()
    assert (back.now, back.undone().now) == (first, Corrections())
    assert (back.redone().now, back.undone().redone().redone().now) == (second, second)
    assert [there.revision, back.revision, back.redone().revision] == [2, 3, 4]
    assert History().undone() == History().redone() == History()


def test_a_change_after_an_undo_ends_what_was_undone() -> None:
    history = History().changed(Corrections(points=(c7(101.0),))).undone().changed(Corrections(known=LINE))
    assert history.future == ()
    assert history.redone() == history


def test_steps_do_not_grow_for_ever() -> None:
    history = History()
    for x in range(MOST_STEPS_KEPT + 9):
        history = history.changed(Corrections(points=(c7(float(x)),)))
    assert len(history.past) == MOST_STEPS_KEPT
    # 59 changes, the last of which holds: the oldest of 50 steps is the ninth, x = 8
    assert history.past[0].points[0].final_px == (8.0, 204.0)


@pytest.mark.parametrize("aim", [Aim(view=View.LEFT), Aim(person=2), Aim(quarter_turns=3), Aim(mirrored=True)])
def test_another_aim_drops_what_was_set_and_its_undo(aim: Aim) -> None:
    history = History().changed(Corrections(points=(c7(101.0),), known=LINE))
    other = history.aimed(aim)
    assert (other.now, other.past, other.revision) == (Corrections(aim=aim), (), 2)
    assert other.aimed(aim) is other


def test_back_to_automatic_keeps_aim_and_stickers() -> None:
    read = Covariance(xx=1.0, xy=0.0, yy=1.0)
    sticker = Mark(name=LandmarkName.PSIS, side=BodySide.LEFT, x_px=5.0, y_px=6.0, origin=Origin.STICKER, covariance_px2=read)
    vertical = VerticalLine(top_px=(1.0, 2.0), bottom_px=(1.0, 99.0), at=AT)
    said = Corrections(aim=Aim(person=2), points=(c7(101.0),), vertical=vertical, known=LINE, stickers=(sticker,))
    assert said.untouched() == Corrections(aim=Aim(person=2), stickers=(sticker,))
    assert said.untouched().is_untouched
    assert not any(one.is_untouched for one in (Corrections(points=said.points), Corrections(vertical=vertical), Corrections(known=LINE)))


def test_nobody_signs_for_another() -> None:
    vertical = VerticalLine(top_px=(1.0, 2.0), bottom_px=(1.0, 99.0), at=AT)
    asis = replace(c7(1.0), name=LandmarkName.ASIS, side=BodySide.LEFT)
    said = Corrections(points=(c7(101.0, by="A. Example"), asis), vertical=vertical).signed("B. Example")
    assert [point.by for point in said.points] == ["A. Example", "B. Example"]
    assert said.vertical is not None
    assert said.vertical.by == "B. Example"


def test_a_line_without_a_typed_length_is_no_known_length_yet() -> None:
    assert LINE.known is None
    known = KnownLength(start_px=(50.0, 900.0), end_px=(50.0, 100.0), length_cm=200.0, behind_cm=-20.0)
    assert replace(LINE, length_cm=200.0, behind_cm=-20.0).known == known == LengthLine.of(known).known


def test_a_point_is_said_once_and_a_sticker_is_one() -> None:
    with pytest.raises(ValueError, match="expected each point once"):
        Corrections(points=(c7(1.0), c7(2.0)))
    with pytest.raises(ValueError, match="expected stickers"):
        Corrections(stickers=(Mark(name=LandmarkName.C7, x_px=1.0, y_px=2.0),))


@pytest.mark.parametrize("wrong", [{"quarter_turns": 4}, {"quarter_turns": -1}, {"person": 0}])
def test_an_aim_that_cannot_be_is_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="expected"):
        Aim(**wrong)
