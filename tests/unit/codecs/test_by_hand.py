"""What was done to a point and how far it went, in words."""

from __future__ import annotations

import pytest

from posture_cv.codecs.by_hand import DRAWN, HAND_WORDS, MARKED, ON_STICKER, VERTICAL, done_words, landmark_words
from posture_cv.domain.landmarks import LandmarkName
from posture_cv.domain.views import BodySide
from posture_cv.translation import phrasebook

BEFORE_PX, AFTER_PX = (100.0, 200.0), (130.0, 240.0)
"""Three to the right and four down, so five apart, times ten."""


@pytest.mark.parametrize(
    ("said", "stature_px", "words", "spanish"),
    [
        ("moved", 1000.0, "moved 50 px (5.0 % of height)", "movido 50 px (5,0 % de la estatura)"),
        ("moved", None, "moved 50 px", "movido 50 px"),
        ("unsure", 500.0, "unsure, moved 50 px (10.0 % of height)", "dudoso, movido 50 px (10,0 % de la estatura)"),
    ],
)
def test_how_far_a_point_went(said: str, stature_px: float | None, words: str, spanish: str) -> None:
    assert done_words(said, BEFORE_PX, AFTER_PX, stature_px=stature_px) == words
    assert phrasebook("es").say(words) == spanish


def test_a_point_confirmed_where_it_was_did_not_move() -> None:
    assert done_words("confirmed", BEFORE_PX, BEFORE_PX, stature_px=1000.0) == "confirmed"


def test_a_point_that_was_not_found_was_placed_and_did_not_move() -> None:
    assert done_words("placed", None, AFTER_PX, stature_px=1000.0) == "placed by hand"


@pytest.mark.parametrize("name", LandmarkName)
def test_every_point_has_a_name_in_both_languages(name: LandmarkName) -> None:
    assert landmark_words(name, BodySide.LEFT) == f"{landmark_words(name, BodySide.MIDLINE)}, left"
    assert phrasebook("es").say(landmark_words(name, BodySide.LEFT)).endswith(", izquierda")


@pytest.mark.parametrize("words", [*(words for words in HAND_WORDS.values() if "{" not in words), VERTICAL, DRAWN, ON_STICKER, MARKED])
def test_everything_that_can_be_done_by_hand_is_said_in_spanish(words: str) -> None:
    assert phrasebook("es").say(words) != words
