"""What was done to a point and how far it went, as a message, and how it reads."""

from __future__ import annotations

import pytest

from posture_cv.anatomy.by_hand import BY_ORIGIN, DRAWN, VERTICAL, done, landmark
from posture_cv.domain.corrections import PointStatus
from posture_cv.domain.landmarks import LandmarkName
from posture_cv.domain.messages import Message
from posture_cv.domain.views import BodySide
from posture_cv.words import Words

BEFORE_PX, AFTER_PX = (100.0, 200.0), (130.0, 240.0)
"""Three to the right and four down, so five apart, times ten."""

ENGLISH, SPANISH = Words("en", {}), Words("es", {})


@pytest.mark.parametrize(
    ("said", "stature_px", "english", "spanish"),
    [
        ("moved", 1000.0, "moved 50 px (5.0 % of height)", "movido 50 px (5,0 % de la estatura)"),
        ("moved", None, "moved 50 px", "movido 50 px"),
        ("unsure", 500.0, "unsure, moved 50 px (10.0 % of height)", "dudoso, movido 50 px (10,0 % de la estatura)"),
    ],
)
def test_how_far_a_point_went(said: str, stature_px: float | None, english: str, spanish: str) -> None:
    what = done(said, BEFORE_PX, AFTER_PX, stature_px=stature_px)
    assert (ENGLISH.say(what), SPANISH.say(what)) == (english, spanish)


def test_a_point_confirmed_where_it_was_did_not_move() -> None:
    assert ENGLISH.say(done("confirmed", BEFORE_PX, BEFORE_PX, stature_px=1000.0)) == "confirmed"


def test_a_point_that_was_not_found_was_placed_and_did_not_move() -> None:
    assert ENGLISH.say(done("placed", None, AFTER_PX, stature_px=1000.0)) == "placed by hand"


@pytest.mark.parametrize("name", LandmarkName)
def test_every_point_has_a_name_in_both_languages(name: LandmarkName) -> None:
    for words, side in ((ENGLISH, "left"), (SPANISH, "izquierda")):
        assert words.say(landmark(name, BodySide.LEFT)) == f"{words.say(landmark(name, BodySide.MIDLINE))}, {side}"
    assert ENGLISH.say(landmark(LandmarkName.TROCHANTER, BodySide.RIGHT)) == "Greater trochanter, right"


@pytest.mark.parametrize(
    "what", [*(done(status, None, None, stature_px=None) for status in PointStatus), VERTICAL, DRAWN, *BY_ORIGIN.values()]
)
def test_everything_that_can_be_done_by_hand_is_said_in_spanish(what: Message) -> None:
    assert SPANISH.say(what) != ENGLISH.say(what)
