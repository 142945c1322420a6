"""A visit made and changed: every change gives another, and nothing else moves."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posture_cv.capture.protocols import protocols
from posture_cv.domain.corrections import Aim, Corrections, LengthLine
from posture_cv.domain.errors import RecordDamaged, RecordNewer
from posture_cv.domain.landmarks import Covariance, LandmarkName, Mark, Origin
from posture_cv.domain.muscles import EvidenceGrade, MuscleState
from posture_cv.domain.person import OLDEST, YOUNGEST, Person, Sex
from posture_cv.domain.photo import VerticalLine
from posture_cv.domain.pose import PersonBox
from posture_cv.domain.views import BodySide, Position, View
from posture_cv.domain.worksheet import Approach, Outcome
from posture_cv.visit import SheetEntries, Visit, WrittenLine, data
from posture_cv.visit.data import MIGRATIONS, from_dict, to_dict
from posture_cv.visit.visit import SCHEMA_VERSION

AT = "2031-05-04T10:00:00+00:00"
TWO = Visit.of({"a": "left.jpg", "b": "front.jpg"})
LINE = Corrections(known=LengthLine(start_px=(5.0, 900.0), end_px=(5.0, 100.0), at=AT, length_cm=200.0))


def test_photos_are_numbered_as_they_come_and_no_number_is_given_twice() -> None:
    assert [(photo.number, photo.digest, photo.name) for photo in TWO.photos] == [(1, "a", "left.jpg"), (2, "b", "front.jpg")]
    later = TWO.without_photo(2).with_photo("c", meant=View.BACK)
    assert [(photo.number, photo.meant) for photo in later.photos] == [(1, None), (3, View.BACK)]
    assert later.find(2) is None
    with pytest.raises(ValueError, match=r"one of \[1, 3\], but got 2"):
        later.photo(2)


def test_a_photo_comes_once() -> None:
    with pytest.raises(ValueError, match=r"does not have yet, but got 'again\.jpg' again"):
        TWO.with_photo("a", "again.jpg")


def test_corrections_belong_to_their_photo_and_can_be_undone() -> None:
    once = TWO.with_points(1, {"c7": (120.0, 180.0)})
    twice = once.with_points(1, {"asis": (300.0, 500.0)})
    assert twice.photo(2) == TWO.photo(2)
    assert [point.name for point in twice.photo(1).corrections.points] == [LandmarkName.C7, LandmarkName.ASIS]
    assert twice.undone(1).photo(1).corrections == once.photo(1).corrections
    assert twice.undone(1).redone(1).photo(1).corrections == twice.photo(1).corrections
    assert once.corrected(1, once.photo(1).corrections) == once


def test_a_point_given_again_replaces_itself() -> None:
    visit = TWO.with_points(1, {"c7": (120.0, 180.0)}).with_points(1, {"c7": (121.0, 181.0)})
    assert [point.final_px for point in visit.photo(1).corrections.points] == [(121.0, 181.0)]


@pytest.mark.parametrize("aim", [Aim(view=View.RIGHT), Aim(person=2), Aim(quarter_turns=1), Aim(mirrored=True)])
def test_another_aim_drops_what_was_set_in_that_photo_alone(aim: Aim) -> None:
    said = TWO.corrected(1, LINE).corrected(2, LINE)
    other = said.aimed(1, aim)
    assert other.photo(1).corrections == Corrections(aim=aim)
    assert other.photo(2).corrections == LINE
    assert said.corrected(1, replace(LINE, aim=aim)).undone(1).photo(1).corrections == Corrections(aim=aim)


def test_a_replaced_photo_keeps_its_number_and_nothing_else() -> None:
    box = PersonBox(left_px=1.0, top_px=2.0, right_px=3.0, bottom_px=4.0)
    visit = TWO.corrected(1, LINE).with_people(1, (box, box)).with_photo_replaced(1, "c", "better.jpg")
    assert visit.photo(1) == replace(Visit.of({"c": "better.jpg"}).photo(1))


def test_only_stickers_that_were_found_can_be_accepted_and_points_stay() -> None:
    read = Covariance(xx=1.0, xy=0.0, yy=1.0)
    found = [Mark(name=name, side=BodySide.LEFT, x_px=1.0, y_px=2.0, origin=Origin.STICKER, covariance_px2=read) for name in LandmarkName][
        4:6
    ]
    visit = TWO.with_points(1, {"c7": (1.0, 2.0)}).with_stickers(
        1, found, {(LandmarkName.ASIS, BodySide.LEFT), (LandmarkName.KNEE, BodySide.LEFT)}
    )
    assert [sticker.name for sticker in visit.photo(1).corrections.stickers] == [LandmarkName.ASIS]
    assert len(visit.photo(1).corrections.points) == 1
    assert visit.with_stickers(1, found, ()).photo(1).corrections.stickers == ()


def test_who_signs_signs_every_photo() -> None:
    line = VerticalLine(top_px=(1.0, 2.0), bottom_px=(1.0, 99.0), at=AT, by="A. Example")
    visit = TWO.corrected(1, Corrections(vertical=line)).with_points(2, {"left_acromion": (3.0, 4.0)}).signed("B. Example")
    vertical = visit.photo(1).corrections.vertical
    assert vertical is not None
    assert (vertical.by, visit.photo(2).corrections.points[0].by) == ("A. Example", "B. Example")


def test_what_has_a_time_keeps_it_and_the_rest_gets_one() -> None:
    visit = TWO.corrected(1, LINE).with_points(1, {"c7": (3.0, 4.0)}).dated("2032-01-01T00:00:00+00:00")
    corrections = visit.photo(1).corrections
    assert corrections.known is not None
    assert (corrections.known.at, corrections.points[0].at) == (AT, "2032-01-01T00:00:00+00:00")
    assert visit.dated("2033-01-01T00:00:00+00:00") == visit


def test_a_protocol_brings_its_position() -> None:
    sitting = next(protocol for protocol in protocols() if protocol.position is Position.SITTING)
    assert (TWO.following(sitting).protocol, TWO.following(sitting).position) == (sitting.key, Position.SITTING)


def test_two_photos_of_one_number_are_refused() -> None:
    with pytest.raises(ValueError, match="a number of its own"):
        replace(TWO, photos=(TWO.photos[0], TWO.photos[0]))


positions = st.tuples(st.floats(0.0, 4000.0), st.floats(0.0, 4000.0))
lines = st.builds(
    WrittenLine,
    muscle=st.sampled_from(["levator_scapulae", "piriformis"]),
    side=st.sampled_from(BodySide),
    state=st.sampled_from(MuscleState),
    grades=st.just((EvidenceGrade.B, EvidenceGrade.X)),
    outcome=st.sampled_from(Outcome),
    tenderness=st.none() | st.integers(0, 10),
    note=st.text(max_size=20),
)
sheets = st.builds(
    SheetEntries,
    answers=st.dictionaries(st.sampled_from(["thrombosis", "bleeding"]), st.booleans()),
    cleared=st.frozensets(st.just("bleeding")),
    lines=st.lists(lines, max_size=3, unique_by=lambda line: line.key).map(tuple),
    approach=st.sampled_from(Approach),
    minutes=st.integers(30, 60),
    skipped=st.frozensets(st.text(max_size=5), max_size=2),
)


@st.composite
def visits(draw: st.DrawFn) -> Visit:
    visit = Visit.of({str(number): draw(st.text(max_size=9)) for number in range(draw(st.integers(0, 3)))})
    for photo in visit.photos:
        aim = st.builds(
            Aim, view=st.none() | st.sampled_from([View.LEFT, View.BACK]), quarter_turns=st.integers(0, 3), mirrored=st.booleans()
        )
        visit = visit.aimed(photo.number, draw(aim))
        for name in draw(st.lists(st.sampled_from(["c7", "left_asis", "tragus"]), max_size=3)):
            visit = visit.with_points(photo.number, {name: draw(positions)})
        visit = visit.undone(photo.number) if draw(st.booleans()) else visit
    stature = draw(st.none() | st.floats(100.0, 220.0))
    return replace(
        visit,
        position=draw(st.sampled_from(Position)),
        stature_cm=stature,
        person=draw(st.builds(Person, sex=st.none() | st.sampled_from(Sex), age=st.none() | st.integers(YOUNGEST, OLDEST))),
        client=draw(st.text(max_size=20)),
        sheet=draw(sheets),
    )


@settings(max_examples=60)
@given(visits())
def test_a_visit_survives_the_way_to_json_with_its_undo(visit: Visit) -> None:
    again = from_dict(json.loads(json.dumps(to_dict(visit), allow_nan=False)))
    assert again == visit
    assert [again.undone(photo.number) for photo in again.photos] == [visit.undone(photo.number) for photo in visit.photos]


def test_a_newer_visit_asks_for_an_update() -> None:
    with pytest.raises(RecordNewer, match="newer version"):
        from_dict({**to_dict(TWO), "schema_version": SCHEMA_VERSION + 1})


def test_an_older_visit_is_brought_to_the_form_of_today(monkeypatch: pytest.MonkeyPatch) -> None:
    later = SCHEMA_VERSION + 1
    monkeypatch.setattr(data, "SCHEMA_VERSION", later)
    monkeypatch.setitem(MIGRATIONS, SCHEMA_VERSION, lambda old: {**old, "position": old["posture"]})
    old = {**to_dict(TWO), "posture": "sitting"}
    del old["position"]
    assert from_dict(old) == replace(TWO, schema_version=later, position=Position.SITTING)


@pytest.mark.parametrize(
    ("damage", "place"),
    [
        ({"photos": [{"number": 1}]}, "photos"),
        ({"sheet": {"minutes": "many"}}, "minutes"),
        ({"position": "lying"}, "position"),
        ({"photos": "none"}, "photos"),
    ],
)
def test_damaged_data_say_where(damage: dict[str, object], place: str) -> None:
    with pytest.raises(RecordDamaged, match=place):
        from_dict({**to_dict(TWO), **damage})
