"""Messages become text: figures by the language's rules, plurals, series, capitals, and marks in the pseudo-language."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from posture_cv.domain.estimates import Estimate, Interval, Unit
from posture_cv.domain.messages import Message, Quantity, Span, interval_of, message, value_of
from posture_cv.words import PSEUDO, Words

ROWS = {"muscles/soleus/plain_name": "deep calf muscle", "distortions/tilt/statement": "{side:C} side low: {value} ({interval})."}
ANGLE = Estimate(value=47.24, standard_error=3.0, interval=Interval(lower=42.3, upper=52.2), unit=Unit.DEGREE)
SMALL = Estimate(value=-0.04, standard_error=0.5, interval=Interval(lower=-0.86, upper=0.78), unit=Unit.PERCENT_HEIGHT)


@pytest.fixture
def english() -> Words:
    return Words("en", ROWS)


@pytest.fixture
def spanish() -> Words:
    return Words("es", ROWS)


def test_decimals_follow_the_error_and_zero_has_no_sign(english: Words, spanish: Words) -> None:
    assert (english.value(ANGLE), english.interval(ANGLE), english.estimate(ANGLE)) == ("47°", "42 to 52°", "47 ± 5°")
    assert english.value(SMALL) == "0.0 % of height"
    assert spanish.interval(SMALL) == "\u22120,9 a 0,8 % de la estatura"
    assert spanish.number(1234.5, 1) == "1234,5"
    assert english.number(172.0, None) == "172"


def test_a_rows_template_is_filled_in_and_begins_large(english: Words) -> None:
    said = english.row("distortions", "tilt", "statement", side="left", value=value_of(ANGLE), interval=interval_of(ANGLE))
    assert said == "Left side low: 47° (42 to 52°)."


def test_messages_nest(english: Words) -> None:
    inner = message("muscles/soleus/plain_name")
    assert english.say(Message("figure.span", {"lower": inner, "upper": Quantity(value=2.04, decimals=1, unit=Unit.MILLIMETRE)})) == (
        "deep calf muscle to 2.0 mm"
    )


def test_a_series_is_joined_as_the_language_does(english: Words, spanish: Words) -> None:
    parts = ["a", "b", "c"]
    assert english.series(parts) == "a, b, c"
    assert english.series(parts, style="and") == "a, b and c"
    assert spanish.series(parts, style="and") == "a, b y c"
    assert english.series(parts, style="or") == "a, b or c"


def test_the_pseudo_language_marks_texts_and_leaves_what_was_typed(english: Words) -> None:
    marked = Words(PSEUDO, ROWS)
    assert marked.say(Message("figure.plus_minus", {"value": "x", "half": 2})) == "⟦x ± 2⟧"
    assert marked.field(Span(lower=1, upper=2, unit=Unit.DEGREE)) == "⟦⟦1 to 2⟧°⟧"


def test_days_are_written_out(english: Words, spanish: Words) -> None:
    day = datetime.combine(date(2026, 11, 29), datetime.min.time())
    assert (english.date(day), spanish.date(day)) == ("29 November 2026", "29 de noviembre de 2026")


def test_an_unknown_text_a_missing_field_and_an_unknown_language_are_refused(english: Words) -> None:
    with pytest.raises(KeyError, match=r"no text for 'photo\.nothing' in en"):
        english.say(message("photo.nothing"))
    with pytest.raises(KeyError, match="upper"):
        english.say(message("figure.span", lower=1))
    with pytest.raises(ValueError, match="expected one of en, es, but got de"):
        Words("de", ROWS)


def test_a_count_takes_the_form_the_language_has_for_it(english: Words, spanish: Words) -> None:
    assert [english.text("app.stickers.found", count=count) for count in (1, 2)] == [
        "1 sticker found. Set this point on it?",
        "2 stickers found. Set these points on them?",
    ]
    assert [spanish.text("app.safety.open", count=count).split(".")[0] for count in (0, 1, 1_000_000)] == [
        "El cribado de seguridad tiene aún 0 preguntas abiertas",
        "El cribado de seguridad tiene aún 1 pregunta abierta",
        "El cribado de seguridad tiene aún 1000000 preguntas abiertas",
    ]


def test_a_script_gets_texts_with_their_fields_open_and_a_form_for_each_class_of_numbers(spanish: Words) -> None:
    texts = spanish.unfilled("editor.")
    assert texts["known_typed"] == "{distance} px son {length} cm"
    assert texts["progress"] == {
        "one": "Queda {count} de {all} puntos que conviene comprobar",
        "other": "Quedan {count} de {all} puntos que conviene comprobar",
    }
    assert Words(PSEUDO, {}).unfilled("editor.")["undo"] == "⟦Undo⟧"


def test_times_are_written_by_the_languages_clock(english: Words, spanish: Words) -> None:
    moment = datetime(2031, 5, 4, 9, 7, tzinfo=UTC)
    assert (english.time(moment), english.moment(moment)) == ("09:07", "4 May 2031, 09:07")
    assert (spanish.time(moment), spanish.moment(moment)) == ("9:07", "4 may 2031, 9:07")
