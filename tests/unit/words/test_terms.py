"""Terms whose ids are put together of a family and an enum's member stand in every catalogue."""

from __future__ import annotations

import pytest

from posture_cv.anatomy.contour import _PART
from posture_cv.domain.landmarks import LandmarkName
from posture_cv.domain.messages import message
from posture_cv.domain.views import BodySide, View
from posture_cv.wiring import words_in
from posture_cv.words import LANGUAGES

TERMS = [
    *(f"view{family}.{view}" for family in ("", ".seen", ".at", ".straight") for view in View),
    *(f"side.{side}" for side in (BodySide.LEFT, BodySide.RIGHT)),
    *(f"point.{name}" for name in LandmarkName),
    *(f"part.{part}" for part in _PART.values()),
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_stands_in_every_catalogue(language: str) -> None:
    assert {term for term in TERMS if not words_in(language).knows(term)} == set()


def test_a_view_reads_as_its_sentence_needs_it() -> None:
    say = words_in("es").say
    turned = message("turned.wrong_view", declared=message("view.seen.back"), seen=message("view.seen.left"))
    assert say(turned) == "La foto debería mostrar la espalda, pero muestra el lado izquierdo."
    assert (
        say(message("turned.look_at", view=message("view.at.left"))) == "Gírese, o mueva la cámara, hasta que mire recto al lado izquierdo."
    )
    assert say(message("mark.of_no_use", point=message("point.psis"), view=message("view.straight.front"))) == (
        "El punto EIPS no sirve en una vista frontal."
    )


def test_everyone_else_in_the_photo_is_counted() -> None:
    others = [[words_in(language).text("photo.others", count=count) for count in (1, 3)] for language in ("en", "es")]
    assert others == [
        ["Someone else is in the photo.", "3 other people are in the photo."],
        ["Hay otra persona en la foto.", "Hay otras 3 personas en la foto."],
    ]
