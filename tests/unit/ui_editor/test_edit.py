"""The corrections of one photo in the picture's own form, and back."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posture_cv.corrections import History
from posture_cv.domain.corrections import Aim, Corrections, LengthLine, PointCorrection, PointStatus
from posture_cv.domain.errors import RecordDamaged
from posture_cv.domain.landmarks import Covariance, LandmarkName, Mark, Origin
from posture_cv.domain.photo import VerticalLine
from posture_cv.domain.views import BodySide
from posture_cv.ui.editor import Edit, Handle
from posture_cv.ui.editor.edit import edit_for_browser, edit_from_browser

C7 = Handle(name=LandmarkName.C7, side=BodySide.MIDLINE, label="C7", at_px=(100.0, 200.0))
ASIS = Handle(name=LandmarkName.ASIS, side=BodySide.LEFT, label="ASIS, left", at_px=None)
AT = "2031-05-04T10:00:00.000Z"

NOTHING_YET = {"edits": {}, "lines": {"vertical": None, "known": None}}
FRESH = Edit(picture="p")

coordinates = st.floats(-1e4, 1e4, allow_nan=False)
positions = st.tuples(coordinates, coordinates)
HANDLES = [C7, ASIS]


def touched(handle: Handle) -> st.SearchStrategy[PointCorrection]:
    return st.builds(
        PointCorrection,
        name=st.just(handle.name),
        side=st.just(handle.side),
        automatic_px=st.just(handle.at_px),
        final_px=st.none() | positions,
        status=st.sampled_from(PointStatus),
        at=st.just(AT),
        by=st.just("Robin Example"),
    )


corrected = st.builds(
    Corrections,
    points=st.lists(st.sampled_from(HANDLES).flatmap(touched), max_size=2, unique_by=lambda point: point.name).map(tuple),
    vertical=st.none() | st.builds(VerticalLine, top_px=positions, bottom_px=positions, at=st.just(AT), by=st.just("Robin Example")),
    known=st.none()
    | st.builds(
        LengthLine,
        start_px=positions,
        end_px=positions,
        at=st.just(AT),
        length_cm=st.none() | st.floats(10.0, 1000.0),
        behind_cm=st.floats(-500.0, 500.0),
    ),
)
several = st.lists(corrected, max_size=3).map(tuple)
edits = st.builds(
    Edit,
    picture=st.text(max_size=8),
    history=st.builds(History, now=corrected, past=several, future=several, revision=st.integers(0, 999)),
    drawn=st.integers(0, 999),
)


@pytest.fixture
def sticker() -> Mark:
    read = Covariance(xx=1.0, xy=0.0, yy=1.0)
    return Mark(name=LandmarkName.PSIS, side=BodySide.LEFT, x_px=5.0, y_px=6.0, origin=Origin.STICKER, covariance_px2=read)


def moved(x_px: float = 103.0, y_px: float = 204.0) -> PointCorrection:
    return PointCorrection(
        name=LandmarkName.C7, side=BodySide.MIDLINE, automatic_px=C7.at_px, final_px=(x_px, y_px), status=PointStatus.MOVED, at=AT
    )


def payload(**points: object) -> dict[str, object]:
    return {"picture": "p", "sequence": 3, "drawn": 3, "points": points, "vertical": None}


def test_a_point_moved_three_right_and_four_down_lies_five_pixels_off() -> None:
    assert moved().distance_px == 5.0


def test_a_placed_point_has_no_distance() -> None:
    placed = PointCorrection(
        name=LandmarkName.ASIS, side=BodySide.LEFT, automatic_px=None, final_px=(1.0, 2.0), status=PointStatus.PLACED, at=AT
    )
    assert placed.distance_px == 0.0


@given(edits)
def test_an_edit_survives_the_way_to_the_picture_and_back(edit: Edit) -> None:
    assert edit_from_browser(json.loads(json.dumps(edit_for_browser(edit))), HANDLES, edit) == edit


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param({"points": None}, id="no points"),
        pytest.param({"points": {"c7-midline": {"px": ["left", 2], "status": "moved", "at": AT}}}, id="a point that is none"),
        pytest.param({"vertical": {"top_px": [1, math.nan], "bottom_px": [1, 2], "at": AT}}, id="not a number"),
        pytest.param({"known": {"start_px": [1, 2], "end_px": [1, 9], "at": AT, "length_cm": -5, "behind_cm": 0}}, id="no length"),
        pytest.param({"known": {"start_px": [1, 2], "end_px": [1, 9], "at": AT}}, id="length left out"),
        pytest.param({"known": {"start_px": [1, 2], "end_px": None, "at": AT, "length_cm": 99, "behind_cm": 0}}, id="half a line"),
        pytest.param({"vertical": {"top_px": [1], "bottom_px": [1, 2], "at": AT}}, id="half a point"),
        pytest.param({"steps": {"sequence": 3, "past": [{"edits": {}}], "future": []}}, id="half a step of undo"),
    ],
)
def test_a_payload_that_is_no_edit_is_refused_in_plain_words(damage: dict[str, object]) -> None:
    with pytest.raises(RecordDamaged, match="did not arrive whole"):
        edit_from_browser({**payload(), **damage}, [C7], FRESH)


def test_what_the_browser_sends_gets_our_automatic_position() -> None:
    sent = payload(**{"c7-midline": {"px": [103, 204], "status": "moved", "at": AT}})
    assert edit_from_browser(sent, [C7, ASIS], FRESH).corrections.points == (moved(),)


def test_points_of_other_keys_are_dropped() -> None:
    sent = payload(**{"elbow-left": {"px": [103, 204], "status": "moved", "at": AT}})
    assert edit_from_browser(sent, [C7], FRESH).corrections.points == ()


def test_what_the_picture_knows_nothing_of_stays(sticker: Mark) -> None:
    said = Corrections(aim=Aim(person=2, mirrored=True), stickers=(sticker,))
    known = Edit(picture="p", history=History(now=said))
    sent = payload(**{"c7-midline": {"px": [103, 204], "status": "moved", "at": AT}})
    arrived = edit_from_browser(sent, [C7], known).corrections
    assert (arrived.aim, arrived.stickers, arrived.points) == (said.aim, said.stickers, (moved(),))


def test_who_signed_stays_until_the_point_changes_again() -> None:
    known = Edit(picture="p").with_point(moved()).signed("Robin Example")
    row = {"px": [103.0, 204.0], "status": "moved", "at": AT}
    assert edit_from_browser(payload(**{"c7-midline": row}), [C7], known).corrections.points[0].by == "Robin Example"
    later = {**row, "at": "2031-05-04T10:01:00.000Z"}
    assert edit_from_browser(payload(**{"c7-midline": later}), [C7], known).corrections.points[0].by == ""


def test_every_change_is_newer_than_the_last() -> None:
    first = Edit(picture="p").with_point(moved())
    second = first.with_point(moved(99.0))
    third = second.without_point(LandmarkName.C7, BodySide.MIDLINE)
    assert [first.sequence, second.sequence, third.sequence, third.cleared().sequence] == [1, 2, 3, 4]
    assert [len(edit.corrections.points) for edit in (first, second, third)] == [1, 1, 0]


def test_only_changes_that_move_other_fields_make_the_table_read_afresh() -> None:
    edit = Edit(picture="p").with_point(moved())
    assert edit.drawn == 0
    assert edit.without_point(LandmarkName.C7, BodySide.MIDLINE).drawn == 2


def test_a_change_made_by_numbers_is_one_step_that_the_picture_can_undo() -> None:
    drawn = payload(**{"c7-midline": {"px": [103, 204], "status": "moved", "at": AT}})
    in_picture = edit_from_browser({**drawn, "steps": {"sequence": 3, "past": [NOTHING_YET], "future": [NOTHING_YET]}}, [C7], FRESH)
    by_numbers = in_picture.with_point(moved(110.0))
    steps = json.loads(json.dumps(edit_for_browser(by_numbers)))["steps"]
    assert (steps["sequence"], steps["future"]) == (4, [])
    assert [sorted(state["edits"]) for state in steps["past"]] == [[], ["c7-midline"]]
    assert steps["past"][1]["edits"]["c7-midline"]["px"] == [103.0, 204.0]


def test_taking_everything_back_can_be_undone_and_steps_do_not_grow_for_ever() -> None:
    line = VerticalLine(top_px=(10.0, 0.0), bottom_px=(10.0, 500.0), at=AT)
    edit = Edit(picture="p").with_vertical(line)
    steps = edit_for_browser(edit.cleared())["steps"]
    assert [state["lines"]["vertical"] is None for state in steps["past"]] == [True, False]
    for x in range(60):
        edit = edit.with_point(moved(float(x)))
    assert [state["edits"]["c7-midline"]["px"][0] for state in edit_for_browser(edit)["steps"]["past"]] == [float(x) for x in range(9, 59)]


def test_steps_that_led_elsewhere_are_not_handed_on() -> None:
    drawn = payload(**{"c7-midline": {"px": [103, 204], "status": "moved", "at": AT}})
    stale = edit_from_browser({**drawn, "steps": {"sequence": 2, "past": [NOTHING_YET], "future": []}}, [C7], FRESH)
    assert stale.history.past == ()
    assert len(edit_for_browser(stale.with_point(moved(110.0)))["steps"]["past"]) == 1


def test_signing_is_no_newer_edit_and_no_step_of_undo() -> None:
    edit = Edit(picture="p").with_point(moved())
    signed = edit.signed("Robin Example")
    assert (signed.sequence, signed.history.past) == (edit.sequence, edit.history.past)
    assert signed.corrections.points[0].by == "Robin Example"
