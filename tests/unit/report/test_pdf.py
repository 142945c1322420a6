from __future__ import annotations

import dataclasses
import io
import re
from typing import TYPE_CHECKING

import pypdf
import pytest

from posture_cv.domain.errors import ReportError
from posture_cv.domain.worksheet import Outcome
from posture_cv.report import render_pdf

if TYPE_CHECKING:
    from conftest import Visits

    from posture_cv.domain.assessment import Assessment
    from posture_cv.domain.knowledge import Knowledge

FORBIDDEN = ("abnormal", "diagnosis", "is short", "tight", "causes", "misaligned", "dysfunction", "collapsed", "degenerat")


def pages_of(pdf: bytes) -> list[str]:
    texts = (page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    return [re.sub(r"\s+", " ", text.replace("\u200b", "")) for text in texts]


def rendered(visits: Visits, assessment: Assessment, knowledge: Knowledge, *, client: str = "") -> list[str]:
    return pages_of(render_pdf(assessment, visits.pictures(len(assessment.photos)), knowledge, client=client))


def test_page_one_shows_three_of_five_priorities_marked_first(visits: Visits, knowledge: Knowledge) -> None:
    first = rendered(visits, visits.full(), knowledge)[0]
    told = ("1 Your hips stand in front of your ankles", "2 Your head sits forward of your trunk", "3 Your left shoulder sits higher")
    order = [first.index(words) for words in told]
    assert order == sorted(order)
    assert "Your shoulders sit forward" not in first
    assert "Your lower back is flatter" not in first


def test_page_one_says_good_news_before_priorities(visits: Visits, knowledge: Knowledge) -> None:
    first = rendered(visits, visits.full(), knowledge)[0]
    order = [first.index(words) for words in ("Posture assessment", "4 March 2026", "What looks typical", "Worth a closer look")]
    order += [first.index(words) for words in ("What happens next", "weakly linked", "feel worse, stop")]
    assert order == sorted(order)
    assert knowledge_title(knowledge, "thoracic_kyphosis") in first
    assert knowledge_title(knowledge, "trunk_lean") not in first


def knowledge_title(knowledge: Knowledge, name: str) -> str:
    return knowledge.texts[f"measures/{name}/neutral_title"]


def test_everything_the_clinician_needs_is_printed(visits: Visits, knowledge: Knowledge) -> None:
    text = " ".join(rendered(visits, visits.full(), knowledge))
    for words in (
        "41 ± 5°",
        "36 to 46°",
        "\u22129 ± 3°",
        "front, left",
        "The hip is hidden or outside the photo.",
        "Take a photo that shows the hip, or mark the point by hand.",
        "The photo is blurred.",
        "feet cut off",
        "812 pixels tall",
        "93 %",
        "likely, mild",
        "12 %",
        "Possibly shortened: confirm by length test After Forward head, evidence B/X",
        "Forward head",
        "Tenderness 0 to 10",
        "Take care. Deep pressure with the head tipped back can trap the C1 and C2 nerves.",
        "posture_cv 0.1.0 · model cafe0123 · tables a1b2c3d4",
        "contour 1",
    ):
        assert words in text, words


def test_safety_questions_come_before_tests_topic_by_topic(visits: Visits, knowledge: Knowledge) -> None:
    text = " ".join(rendered(visits, visits.full(), knowledge))
    marks = [
        *(knowledge.texts[f"safety/{key}/question"] for key in ("growing_curve", "tissue_gap", "anticoagulant")),
        "Test by hand",
        "Standing Suboccipitals",
        "Lying on the back",
    ]
    order = [text.index(mark) for mark in marks]
    assert order == sorted(order)


def test_only_cited_references_are_listed(visits: Visits, knowledge: Knowledge) -> None:
    text = " ".join(rendered(visits, visits.full(photos=1), knowledge))
    by_key = {reference.key: reference for reference in knowledge.references}
    assert by_key["S90"].citation in text
    assert by_key["S14"].citation in text
    assert by_key["S42"].citation not in text


@pytest.mark.parametrize("photos", [1, 2, 3, 4])
def test_any_number_of_photos_and_nothing_measured(visits: Visits, knowledge: Knowledge, photos: int) -> None:
    pages = rendered(visits, visits.empty(photos), knowledge)
    assert "Nothing could be measured in these photos." in pages[0]
    assert "Nothing was measured in these photos." in " ".join(pages)
    assert "Worksheet" not in " ".join(pages)


def test_measured_but_nothing_found(visits: Visits, knowledge: Knowledge) -> None:
    calm = dataclasses.replace(visits.full(), findings=(), muscles=())
    pages = rendered(visits, calm, knowledge)
    assert "Nothing stood out clearly from typical posture" in pages[0]
    assert "No departure from typical posture could be distinguished" in " ".join(pages)
    assert "Muscles to test" not in " ".join(pages)


def test_pages_are_numbered_to_the_last(visits: Visits, knowledge: Knowledge) -> None:
    pages = rendered(visits, visits.full(), knowledge)
    for number, page in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in page


def test_the_client_is_named_only_if_given(visits: Visits, knowledge: Knowledge) -> None:
    named = rendered(visits, visits.full(), knowledge, client="Zoë Ångström")
    assert all("Zoë Ångström" in page for page in named)
    assert not any("Ångström" in page for page in rendered(visits, visits.full(), knowledge))


def test_a_name_is_never_read_as_markup(visits: Visits, knowledge: Knowledge) -> None:
    name = "#pagebreak() *$x$* <b> \\ @ref [a]"
    assert name in rendered(visits, visits.full(), knowledge, client=name)[0]


def test_no_words_that_claim_too_much(visits: Visits, knowledge: Knowledge) -> None:
    text = " ".join(rendered(visits, visits.full(), knowledge)).lower()
    assert [word for word in FORBIDDEN if re.search(rf"\b{word}", text)] == []


def test_pictures_lose_their_metadata(visits: Visits, knowledge: Knowledge) -> None:
    pdf = render_pdf(visits.full(1), visits.pictures(1), knowledge)
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    streams = b"".join(
        obj.get_object().get_data() for obj in (reader.get_object(i) for i in range(1, len(reader.xref[0]) + 1)) if hasattr(obj, "get_data")
    )
    assert b"private words" not in pdf
    assert b"private words" not in streams
    assert len(reader.pages[0].images) == 1


def test_the_same_input_gives_the_same_bytes(visits: Visits, knowledge: Knowledge) -> None:
    one, two = (render_pdf(visits.full(2), visits.pictures(2), knowledge) for _ in range(2))
    assert one == two


def test_the_page_is_a4_titled_and_tagged(visits: Visits, knowledge: Knowledge) -> None:
    reader = pypdf.PdfReader(io.BytesIO(render_pdf(visits.full(1), visits.pictures(1), knowledge, client="Avery Example")))
    assert float(reader.pages[0].mediabox.width) == pytest.approx(595.28, abs=0.01)
    assert float(reader.pages[0].mediabox.height) == pytest.approx(841.89, abs=0.01)
    assert reader.metadata is not None
    assert reader.metadata.title == "Posture assessment"
    assert reader.metadata.author is None
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_long_texts_stay_on_the_paper(visits: Visits, knowledge: Knowledge) -> None:
    note = "Pneumonoultramicroscopicsilicovolcanoconiosis" * 12 + " and then more words" * 120
    items = (visits.test_item("suboccipitals", outcome=Outcome.POSITIVE, tenderness=7, note=note),)
    visit = visits.full(1)
    long = dataclasses.replace(visit, worksheet=dataclasses.replace(visit.worksheet, items=items))
    pdf = render_pdf(long, visits.pictures(1), knowledge, client="N" * 300)
    assert "and then more words" in " ".join(pages_of(pdf))
    for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        places: list[tuple[float, float]] = []
        page.extract_text(visitor_text=lambda text, cm, tm, *_, seen=places: seen.append(_place(cm, tm)) if text.strip() else None)
        assert places
        assert all(0.0 <= x <= 595.3 and 0.0 <= y <= 841.9 for x, y in places)


def _place(cm: list[float], tm: list[float]) -> tuple[float, float]:
    return tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5]


def test_one_picture_per_photo(visits: Visits, knowledge: Knowledge) -> None:
    with pytest.raises(ReportError, match="one picture per photo: 4, but got 3"):
        render_pdf(visits.full(), visits.pictures(3), knowledge)


def test_pictures_must_be_png_or_jpeg(visits: Visits, knowledge: Knowledge) -> None:
    with pytest.raises(ReportError, match="neither PNG nor JPEG"):
        render_pdf(visits.full(1), [b"GIF89a a drawing"], knowledge)


def test_a_damaged_picture_is_a_report_error(visits: Visits, knowledge: Knowledge) -> None:
    with pytest.raises(ReportError, match="could not be laid out"):
        render_pdf(visits.full(1), [b"\x89PNG\r\n\x1a\n" + b"rubbish"], knowledge)
