"""The gate for text that a person wrote."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posture_cv.domain.written import one_line, written


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("Zo\u00eb \u00c5ngstr\u00f6m", "Zo\u00eb \u00c5ngstr\u00f6m", id="accents stay"),
        pytest.param("Zoe\u0308", "Zo\u00eb", id="letters are composed"),
        pytest.param(
            "\u738b\u5c0f\u660e \uae40 \u0e2a\u0e21 \u0645", "\u738b\u5c0f\u660e \uae40 \u0e2a\u0e21 \u0645", id="any script stays"
        ),
        pytest.param("\U0001f469\u200d\U0001f466\ufe0f", "\U0001f469\u200d\U0001f466\ufe0f", id="an emoji keeps its joiner"),
        pytest.param("a\x00b\x1b[31mc\x7f\x9bd\ufeff", "ab[31mcd", id="controls go"),
        pytest.param("gnp\u202eexe.", "gnpexe.", id="direction is not overridden"),
        pytest.param("a\tb\r\nc\u2028d\re", "a b\nc\nd\ne", id="line ends and tabs"),
        pytest.param("x\ud800y\udfffz", "x\ufffdy\ufffdz", id="halves of a pair"),
        pytest.param("[/x] #a *b* <c>", "[/x] #a *b* <c>", id="markup is text"),
    ],
)
def test_what_is_shown(text: str, shown: str) -> None:
    assert written(text) == shown


def test_a_name_stands_on_one_line() -> None:
    assert one_line("  Avery\n\tExample\u00a0 ") == "Avery Example"


@given(st.text(st.characters(), max_size=30))
def test_anything_passes_and_passes_again_unchanged(text: str) -> None:
    shown = written(text)
    shown.encode()
    assert not any(unicodedata.category(letter) in ("Cc", "Cs") and letter != "\n" for letter in shown)
    assert written(shown) == shown
