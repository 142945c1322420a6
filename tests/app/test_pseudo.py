"""In the pseudo-language no letter of a page stands outside the marks, but names, keys, units and figures."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from posture_cv.words import PSEUDO
from tests.unmarked import unmarked

from .conftest import preferences_of, visit_of
from .drawn import texts

NAMES = re.compile(r"English|Español|\.(jpe?g|png|webp|hei[cf]|avif|tiff?|bmp|gif)\b")
"""Languages, which are named in themselves, and endings of files."""


@pytest.fixture
def marked(app: AppTest) -> AppTest:
    preferences_of(app).language = PSEUDO
    return app.run()


def escaped(at: AppTest) -> set[str]:
    return {word for text in texts(at) for word in unmarked(text, known=NAMES)}


def test_the_first_page(marked: AppTest) -> None:
    assert escaped(marked) == set()


def test_settings(marked: AppTest) -> None:
    marked.switch_page("screens/settings.py").run()
    assert escaped(marked) == set()


def test_guided_capture_and_an_unusable_photo(marked: AppTest, upload: Callable[..., AppTest], landscape: bytes) -> None:
    at = upload(("meadow.png", landscape))
    assert escaped(at) == set()
    visit = visit_of(at)
    visit.guiding, visit.visit = True, replace(visit.visit, protocol="full_standing")
    assert escaped(at.run()) == set()
