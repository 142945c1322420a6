"""Any name prints: in its own letters where a font has them, else as boxes that are explained."""

from __future__ import annotations

import dataclasses
import io
import re
from typing import TYPE_CHECKING

import pypdf
import pytest

from posture_cv.domain.worksheet import Outcome
from posture_cv.report import render_pdf, to_json, unshown_letters
from posture_cv.report.letters import lacking, packaged_fonts

if TYPE_CHECKING:
    from conftest import Visits

    from posture_cv.domain.knowledge import Knowledge

NOBODYS = "\U00037fff"
"""No letter, and never will be one that a font of this computer shows."""


def first_page(pdf: bytes) -> str:
    return re.sub(r"\s+", " ", pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text().replace("\u200b", ""))


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("\u738b\u5c0f\u660e", id="Chinese"),
        pytest.param("\uae40\ubbfc\uc218", id="Korean"),
        pytest.param("\u0e2a\u0e21\u0e0a\u0e32\u0e22", id="Thai"),
        pytest.param("\u3055\u304f\u3089", id="Japanese"),
        pytest.param("Avery \U0001f469\u200d\U0001f466", id="emoji"),
        pytest.param("\ua000\U00012000", id="letters that hardly any font has"),
    ],
)
def test_every_letter_is_shown_or_its_number_and_the_page_says_so(visits: Visits, knowledge: Knowledge, name: str) -> None:
    first = first_page(render_pdf(visits.full(1), visits.pictures(1), knowledge, client=name))
    boxed = unshown_letters(name)
    assert set(boxed) <= set(name)
    for letter in set(name) - {" ", "\u200d"}:
        assert (f"U+{ord(letter):04X}" if letter in boxed else letter) in first
    assert ("No font on this computer shows these letters" in first) == bool(boxed)


def test_a_letter_that_no_computer_shows_is_a_box_wherever_it_stands(visits: Visits, knowledge: Knowledge) -> None:
    visit = visits.full(1)
    items = (visits.test_item("suboccipitals", outcome=Outcome.POSITIVE, note=f"Eased {NOBODYS} quickly."),)
    noted = dataclasses.replace(visit, worksheet=dataclasses.replace(visit.worksheet, items=items))
    pdf = render_pdf(noted, visits.pictures(1), knowledge, client=f"Avery {NOBODYS}", language="es")
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]
    assert "Avery U+37FFF" in pages[0]
    assert "Ninguna fuente de este ordenador muestra estas letras" in re.sub(r"\s+", " ", pages[0])
    assert any("Eased U+37FFF" in re.sub(r"\s+", " ", page.replace("\u200b", "")) for page in pages[1:])
    assert NOBODYS not in "".join(pages)


@pytest.mark.parametrize("name", ["\u0645\u062d\u0645\u062f", "\u05e9\u05e8\u05d4"], ids=["Arabic", "Hebrew"])
def test_a_name_from_right_to_left_leaves_the_date_in_its_place(visits: Visits, knowledge: Knowledge, name: str) -> None:
    first = first_page(render_pdf(visits.full(1), visits.pictures(1), knowledge, client=name))
    assert unshown_letters(name) == ()
    assert "\u00b7 4 March 2026" in first


def test_controls_and_halves_of_letters_do_not_reach_the_page(visits: Visits, knowledge: Knowledge) -> None:
    first = first_page(render_pdf(visits.full(1), visits.pictures(1), knowledge, client="Av\x00er\ud800y\x1b[31m\u202eExample\n"))
    assert "Aver\ufffdy[31mExample \u00b7 4 March 2026" in first


def test_what_the_packaged_fonts_show_needs_no_font_of_this_computer() -> None:
    letters = "\u00eb\u00c5\u0141\u0158\u1ec5\u0395\u03ad\u0416\u0621\u05d0\u0905\u10d0\u0531"
    assert lacking(tuple(letters), packaged_fonts()) == ()
    assert lacking(("a", NOBODYS, "\u0416", "\u738b"), packaged_fonts()) == (NOBODYS, "\u738b")


def test_data_hold_half_a_letter_as_a_replacement(visits: Visits) -> None:
    visit = visits.full(1)
    items = (visits.test_item("suboccipitals", note="x\udc80y"),)
    text = to_json(dataclasses.replace(visit, worksheet=dataclasses.replace(visit.worksheet, items=items)))
    assert "x\ufffdy" in text.encode().decode()
