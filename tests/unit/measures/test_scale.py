"""What millimetres rest on, in words."""

from __future__ import annotations

import pytest

from posture_cv.domain.known_length import KnownLength
from posture_cv.measures.scale import known_length
from posture_cv.words import Words

ENDS_PX = {"start_px": (90.0, 880.0), "end_px": (92.0, 212.0)}


@pytest.mark.parametrize(
    ("behind_cm", "english", "spanish"),
    [
        (0.0, "203.5 cm, beside the client", "203,5 cm, junto al cliente"),
        (30.0, "203.5 cm, 30 cm behind the client", "203,5 cm, 30 cm por detrás del cliente"),
        (-12.5, "203.5 cm, 12.5 cm in front of the client", "203,5 cm, 12,5 cm por delante del cliente"),
    ],
)
def test_a_known_length_says_where_it_is(behind_cm: float, english: str, spanish: str) -> None:
    known = known_length(KnownLength(**ENDS_PX, length_cm=203.5, behind_cm=behind_cm))
    assert (Words("en", {}).say(known), Words("es", {}).say(known)) == (english, spanish)
