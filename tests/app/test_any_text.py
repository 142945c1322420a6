"""What a person typed or a file is called is text on the page, whatever it is made of."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from streamlit.testing.v1 import AppTest

from posture_cv.domain.worksheet import NmtFactor
from posture_cv.domain.written import whole
from posture_cv.visit.entries import WrittenFactor
from tests.fuzz.texts import CONTROLS, MARKUP, NO_TEXT, SCRIPTS, SPACES, hostile_text

from .conftest import SAMPLES, visit_of, words


def test_names_and_notes_of_any_letters(upload: Callable[..., AppTest]) -> None:
    at = upload(("photo.jpg", SAMPLES["forward_head_right.jpg"].read_bytes()))
    page = visit_of(at)
    draw = random.Random(3)  # noqa: S311  # repeatable, not secret
    texts = ["".join(kind) for kind in (MARKUP, CONTROLS, SCRIPTS, NO_TEXT, SPACES)] + [hostile_text(draw)[:9000] for _ in range(3)]
    for text in map(whole, texts):  # a browser sends no half of a letter, and no file keeps one
        photo = replace(page.visit.photos[0], name=text)
        page.visit = replace(page.visit, client=text, photos=(photo,)).with_points(1, {"c7": (330.0, 190.0)}).signed(text)
        sheet = page.visit.sheet
        page.write(sheet.with_factor(WrittenFactor(factor=NmtFactor.ISCHEMIA, note=text)))
        at.run()
        assert not at.exception, text[:80]
        page.visit = page.visit.undone(1)


def test_the_name_of_what_is_no_photo_is_text(upload: Callable[..., AppTest]) -> None:
    name = "<script>alert(1)</script> $x$ [link](http://evil.example) :smile: *b* \u738b.jpg"
    at = upload((name, b"Dear client"))
    assert not at.exception
    assert r"\<script\>alert\(1\)\</script\> \$x\$ \[link\]" in words(at)  # as Markdown takes for text
