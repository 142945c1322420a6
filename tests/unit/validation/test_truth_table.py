"""A laboratory's table: angles as given, angles between marked points, and lines that mean nothing."""

import math
from pathlib import Path

import pytest

from posture_cv.domain.errors import TruthTableError
from posture_cv.domain.views import Position, View
from posture_cv.knowledge import load
from posture_cv.validation.truth_table import read_truth
from posture_cv.wiring import words_in
from posture_cv.words import ENGLISH

MEASURES = load().measures


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    for name in ("a.jpg", "b.jpg"):
        (tmp_path / name).write_bytes(b"")
    return tmp_path


def table(photos: Path, text: str) -> Path:
    path = photos / "truth.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_row_is_an_angle_of_a_photo(photos: Path) -> None:
    text = "photo,view,measure,value,position,person,nape\na.jpg,left,craniovertebral_angle,48.5,sitting,p7,hidden\n"
    (picture,) = read_truth(table(photos, text), photos, MEASURES)
    assert (picture.path, picture.view, picture.position) == (photos / "a.jpg", View.LEFT, Position.SITTING)
    assert (picture.truth, picture.nape, picture.clothing) == ({"craniovertebral_angle": 48.5}, "hidden", "unknown")


def test_several_raters_are_averaged_and_photos_of_one_person_belong_together(photos: Path) -> None:
    text = (
        "photo;view;measure;value;person;visit\n"
        "a.jpg;left;craniovertebral_angle;48,5;p7;1\na.jpg;left;craniovertebral_angle;51,5;p7;1\nb.jpg;left;pelvic_tilt;\u22124;p7;2\n"
    )
    first, second = read_truth(table(photos, text), photos, MEASURES)
    assert first.truth == {"craniovertebral_angle": 50.0}
    assert second.truth == {"pelvic_tilt": -4.0}
    assert first.subject == second.subject
    assert first.posture != second.posture


@pytest.mark.parametrize(("view", "forward"), [("left", -1.0), ("right", 1.0)])
def test_marked_points_give_the_angle_between_them(photos: Path, view: str, forward: float) -> None:
    """The tragus lies 100 px from C7 along a line 52 degrees above the horizontal, forward: to the left in a left view."""
    x, y = 300.0 + forward * 100.0 * math.cos(math.radians(52.0)), 200.0 - 100.0 * math.sin(math.radians(52.0))
    text = f"photo,view,landmark,x_px,y_px\na.jpg,{view},c7,300,200\na.jpg,{view},tragus,{x},{y}\n"
    (picture,) = read_truth(table(photos, text), photos, MEASURES)
    assert picture.truth["craniovertebral_angle"] == pytest.approx(52.0)
    assert "pelvic_tilt" not in picture.truth


def test_an_angle_that_is_given_goes_before_one_between_points(photos: Path) -> None:
    rows = "a.jpg,left,,,c7,300,200\na.jpg,left,,,tragus,360,140\na.jpg,left,craniovertebral_angle,44,,,\n"
    (picture,) = read_truth(table(photos, "photo,view,measure,value,landmark,x_px,y_px\n" + rows), photos, MEASURES)
    assert picture.truth["craniovertebral_angle"] == 44.0


def test_sides_are_told_apart_from_the_front(photos: Path) -> None:
    """The left acromion 10 px above the right one, 100 px apart."""
    text = "photo,view,landmark,side,x_px,y_px\na.jpg,front,acromion,left,400,190\na.jpg,front,acromion,right,300,200\n"
    (picture,) = read_truth(table(photos, text), photos, MEASURES)
    assert abs(picture.truth["shoulder_level"]) == pytest.approx(math.degrees(math.atan2(10.0, 100.0)))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("photo,view\na.jpg,left\n", "lacks a heading"),
        ("photo,view,measure,value\n", "no rows"),
        ("photo,view,measure,value\nc.jpg,left,pelvic_tilt,4\n", "Line 2 of the table names a photo that is not in the folder"),
        ("photo,view,measure,value\na.jpg,side,pelvic_tilt,4\n", 'Line 2 of the table has "side" under view'),
        ("photo,view,measure,value\na.jpg,left,pelvis,4\n", '"pelvis" under measure'),
        ("photo,view,measure,value\na.jpg,left,pelvic_tilt,about 4\n", '"about 4" under value'),
        ("photo,view,measure,value\na.jpg,left,pelvic_tilt,nan\n", '"nan" under value'),
        (
            "photo,view,measure,value\na.jpg,left,pelvic_tilt,4\na.jpg,right,pelvic_tilt,4\n",
            "Line 3 of the table gives a photo another view",
        ),
        ("photo,view,measure,value\na.jpg,left,,\n", "neither a measure nor a landmark"),
        ("photo,view,landmark,x_px,y_px\na.jpg,front,acromion,3,4\n", "under side"),
        ('photo,view,measure,value\n"a.jpg,left,pelvic_tilt,4\n', "cannot be read"),
    ],
)
def test_a_line_that_means_nothing_is_named_and_no_photo_is(photos: Path, text: str, said: str) -> None:
    with pytest.raises(TruthTableError, match="table") as caught:
        read_truth(table(photos, text), photos, MEASURES)
    told = words_in(ENGLISH).say(caught.value.what)
    assert said in told
    assert ".jpg" not in told


def test_a_table_that_is_not_there_is_told(photos: Path) -> None:
    with pytest.raises(TruthTableError, match="cannot be read"):
        read_truth(photos / "none.csv", photos, MEASURES)
