"""How a text finds its translation: whole, with fields, or put together of parts."""

from __future__ import annotations

import pytest

from posture_cv.translation import Phrasebook

PHRASES = {
    "Forward head": "Cabeza adelantada",
    "Deep flexors (neck)": "Flexores profundos (cuello)",
    "Serratus, upper part": "Serrato, porción superior",
    "Press softly.": "Presione con suavidad.",
    "Ask first. Then press.": "Pregunte primero. Luego presione.",
    "left": "izquierda",
    "both sides": "ambos lados",
    "and": "y",
    "Not seen: {titles}.": "Sin ver: {titles}.",
    "{title}, {severity}: {value} (range {interval}).": "{title}, grado {severity}: {value} (de {interval}).",
    "The photo shows the {view}.": "La foto muestra {view}.",
    "Consider work on {name}, {side}.": "Considere trabajar {name}, {side}.",
    "{side} shoulder high.": "Hombro alto a la {side}.",
    "No question '{key}'.": "Ninguna pregunta «{key}».",
    "{number} people.": "{number} personas.",
}
PLACES = {"severity": {"mild": "leve"}, "view": {"left": "el lado izquierdo"}, "figure": {"left": "izq."}}
BOOK = Phrasebook(PHRASES, places=PLACES, figures={" to ": " a ", " % of height": " % de la estatura", ".": ","})


@pytest.mark.parametrize(
    ("english", "said"),
    [
        ("Forward head", "Cabeza adelantada"),
        ("forward head", "cabeza adelantada"),
        ("Forward head.", "Cabeza adelantada."),
        (" Forward head", " Cabeza adelantada"),
        ("47.2 ± 3.1 % of height", "47,2 ± 3,1 % de la estatura"),
        ("-2.5 to 3°", "-2,5 a 3°"),
        ("87 %", "87 %"),
        ("92.5 ± 21 mm", "92,5 ± 21 mm"),
        ("B/X", "B/X"),
        ("Forward head, mild: 47.2° (range 42.0 to 52.4°).", "Cabeza adelantada, grado leve: 47,2° (de 42,0 a 52,4°)."),
        ("The photo shows the left.", "La foto muestra el lado izquierdo."),
        ("Left shoulder high.", "Hombro alto a la izquierda."),
        ("Consider work on Serratus, upper part, both sides.", "Considere trabajar Serrato, porción superior, ambos lados."),
        ("No question 'forward_head'.", "Ninguna pregunta «forward_head»."),
        ("3 people.", "3 personas."),
        ("Not seen: forward head, serratus, upper part.", "Sin ver: cabeza adelantada, serrato, porción superior."),
        ("Press softly. Forward head, left.", "Presione con suavidad. Cabeza adelantada, izquierda."),
        ("Ask first. Then press. Press softly.", "Pregunte primero. Luego presione. Presione con suavidad."),
        ("Then press.", "Luego presione."),
        ("Forward head: left; both sides", "Cabeza adelantada: izquierda; ambos lados"),
        ("Forward head and Deep flexors (neck)", "Cabeza adelantada y Flexores profundos (cuello)"),
        ("Forward head (Deep flexors (neck))", "Cabeza adelantada (Flexores profundos (cuello))"),
        ("3, 4 Forward head, left", "3, 4 Cabeza adelantada, izquierda"),
        ("left 39 ± 6°, left 38.5°", "izq. 39 ± 6°, izq. 38,5°"),
        ("", ""),
    ],
)
def test_says(english: str, said: str) -> None:
    assert BOOK.say(english) == said
    assert BOOK.knows(english)


@pytest.mark.parametrize("unknown", ["Round back", "Forward head, round back", "The photo shows the moon.", "Avery Example"])
def test_what_it_does_not_know_stays(unknown: str) -> None:
    assert BOOK.say(unknown) == unknown
    assert not BOOK.knows(unknown)


def test_an_unknown_sentence_does_not_hold_up_its_neighbours() -> None:
    assert BOOK.say("Press softly. Round the back. Forward head.") == "Presione con suavidad. Round the back. Cabeza adelantada."


def test_a_translation_is_not_translated_again() -> None:
    assert BOOK.say("Cabeza adelantada, grado leve: 47,2° (de 42,0 a 52,4°).") == "Cabeza adelantada, grado leve: 47,2° (de 42,0 a 52,4°)."


def test_an_empty_phrasebook_says_english() -> None:
    assert Phrasebook({}).say("Forward head: 47.2°") == "Forward head: 47.2°"
    assert Phrasebook({}).knows("Forward head")
