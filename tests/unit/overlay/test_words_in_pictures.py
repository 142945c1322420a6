"""What is written into pictures: there in every language, in letters that the pictures' typeface has."""

from __future__ import annotations

import pytest
from PIL import ImageFont

from posture_cv.domain.estimates import Estimate, Interval, Unit
from posture_cv.domain.landmarks import LandmarkName, Origin
from posture_cv.domain.messages import row_text
from posture_cv.knowledge import load
from posture_cv.overlay.scene import short_name
from posture_cv.wiring import words_in
from posture_cv.words import LANGUAGES

ANGLE = Estimate(value=47.54, standard_error=0.9, interval=Interval(lower=44.4, upper=50.6), unit=Unit.DEGREE)
LABELLED = [measure.name for measure in load().measures if measure.label]


def said(language: str) -> dict[str, str]:
    """Every text a picture can hold, by what it is."""
    words = words_in(language)
    fixed = {key: str(form) for key, form in words.unfilled("overlay.").items()}
    measured = {f"measure {name}": words.say(row_text("measures", name, "label")) for name in LABELLED}
    return {**fixed, **measured, "figure": words.estimate(ANGLE)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_in_pictures_keep_to_the_letters_of_their_typeface(language: str) -> None:
    typeface = ImageFont.load_default(size=20)
    unknown = bytes(typeface.getmask("\uffff"))
    letters = {letter for text in said(language).values() for letter in text} - {" "}
    assert {letter for letter in letters if bytes(typeface.getmask(letter)) == unknown} == set()
    assert bytes(typeface.getmask("é")) == unknown


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_point_and_every_origin_has_its_word(language: str) -> None:
    words = words_in(language)
    assert len({words.say(short_name(name)) for name in LandmarkName}) == len(LandmarkName)
    assert len({words.text(f"overlay.origin.{origin}") for origin in Origin}) == len(Origin)


def test_the_side_stands_where_spanish_has_it() -> None:
    words, label = words_in("es"), row_text("measures", "hip_knee_ankle", "label")
    assert words.text("overlay.measured.left", label=label, value="176°") == "Pierna izquierda 176°"
    assert words.text("overlay.left_point", point=short_name(LandmarkName.ASIS)) == "EIAS izq."
