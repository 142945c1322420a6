"""Options as typed."""

from dataclasses import replace
from pathlib import Path

import pytest
import typer

from posture_cv.cli.options import known_lengths_by_photo, one_per_photo, points_by_photo
from posture_cv.cli.outputs import numbered
from posture_cv.domain.corrections import PointCorrection, PointStatus
from posture_cv.domain.known_length import KnownLength
from posture_cv.domain.landmarks import LandmarkName

ASIS = PointCorrection(name=LandmarkName.ASIS, side=None, automatic_px=None, final_px=(412.0, 630.5), status=PointStatus.MOVED, at="")


def test_one_value_serves_all_photos() -> None:
    assert one_per_photo(["left"], 3, option="--view", default="auto") == ["left", "left", "left"]


def test_no_value_gives_the_default() -> None:
    assert one_per_photo(None, 2, option="--view", default="auto") == ["auto", "auto"]


def test_one_value_per_photo_keeps_its_order() -> None:
    assert one_per_photo(["left", "front"], 2, option="--view", default="auto") == ["left", "front"]


def test_another_count_is_refused() -> None:
    with pytest.raises(typer.BadParameter, match="once for each of the 3 photos; it was given 2 times"):
        one_per_photo(["left", "front"], 3, option="--view", default="auto")


def test_mark_on_a_single_photo() -> None:
    assert points_by_photo(["asis=412,630.5"], 1) == {0: (ASIS,)}


def test_mark_on_the_second_photo() -> None:
    assert points_by_photo(["2:asis=412,630.5"], 2) == {1: (ASIS,)}


@pytest.mark.parametrize("text", ["asis", "asis=412", "asis=a,b", "=1,2", "x:asis=1,2", "asis=1,2,3"])
def test_malformed_mark_shows_the_form(text: str) -> None:
    with pytest.raises(typer.BadParameter, match="not of the form NAME=X,Y"):
        points_by_photo([text], 1)


def test_mark_among_several_photos_must_say_which() -> None:
    with pytest.raises(typer.BadParameter, match="say which one"):
        points_by_photo(["asis=412,630"], 2)


def test_mark_on_a_photo_not_given() -> None:
    with pytest.raises(typer.BadParameter, match="names photo 3, but 2 were given"):
        points_by_photo(["3:asis=412,630"], 2)


def test_several_overlays_are_numbered() -> None:
    assert numbered(Path("a/out.png"), 3) == [Path("a/out-1.png"), Path("a/out-2.png"), Path("a/out-3.png")]
    assert numbered(Path("a/out.png"), 1) == [Path("a/out.png")]
    assert numbered(None, 2) == []


def test_a_known_length_with_and_without_its_depth() -> None:
    beside = KnownLength(start_px=(90.0, 880.0), end_px=(92.5, 212.0), length_cm=200.0)
    assert known_lengths_by_photo(["90,880,92.5,212=200"], 1) == {0: beside}
    assert known_lengths_by_photo(["2:90,880,92.5,212=200@-30.5"], 2) == {1: replace(beside, behind_cm=-30.5)}


@pytest.mark.parametrize("text", ["90,880,92,212", "90,880,92=200", "90,880,92,212=tall", "90,880,92,212=200@", "x:90,880,92,212=200"])
def test_malformed_known_length_shows_the_form(text: str) -> None:
    with pytest.raises(typer.BadParameter, match="not of the form X1,Y1,X2,Y2=CM or X1,Y1,X2,Y2=CM@BEHIND"):
        known_lengths_by_photo([text], 1)


@pytest.mark.parametrize(
    ("texts", "photos", "said"),
    [
        pytest.param(["90,880,92,212=2"], 1, "length from 10 to 1000 cm", id="metres for centimetres"),
        pytest.param(["90,880,92,212=200@900"], 1, "within 500 cm", id="a street away"),
        pytest.param(["90,880,92,212=200"], 2, "say which one .* --known-length 1:90,880", id="which photo"),
        pytest.param(["3:90,880,92,212=200"], 2, "names photo 3, but 2 were given", id="no such photo"),
        pytest.param(["90,880,92,212=200", "1:90,880,92,212=200"], 1, "second known length in photo 1", id="two in a photo"),
    ],
)
def test_a_known_length_that_cannot_be_used_says_why(texts: list[str], photos: int, said: str) -> None:
    with pytest.raises(typer.BadParameter, match=said):
        known_lengths_by_photo(texts, photos)
