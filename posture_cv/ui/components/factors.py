"""The five factors of neuromuscular therapy as an intake: posture filled in from the photos, the rest by the therapist."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from posture_cv.domain.worksheet import Approach, FilledBy
from posture_cv.ui.markup import bullets, more, paragraph
from posture_cv.ui.state import value_of, widget
from posture_cv.ui.texts import text
from posture_cv.ui.words import said
from posture_cv.visit import WrittenFactor

if TYPE_CHECKING:
    from posture_cv.domain.worksheet import FactorEntry, Worksheet
    from posture_cv.ui.state import OpenVisit


def show(sheet: Worksheet, page: OpenVisit) -> None:
    """The factors in the order of the chosen approach."""
    st.subheader(text("factors.title"), anchor=False)
    approach_control(page, place="factors")
    st.caption(text(f"approach.{sheet.approach}_words"))
    for number, entry in enumerate(sheet.factors, start=1):
        with st.container(key=widget("factor", entry.factor), gap="small"):
            _factor(number, entry, page)


def approach_control(page: OpenVisit, *, place: str) -> None:
    """Switch between causes first and points first; the same sheet either way."""
    key = widget("approach", place)

    def keep() -> None:
        page.write(page.visit.sheet.planned(approach=value_of(key)))

    st.segmented_control(
        text("approach.label"),
        list(Approach),
        default=page.visit.sheet.approach,
        required=True,
        format_func=lambda approach: text(f"approach.{approach}"),
        on_change=keep,
        key=key,
    )


def _factor(number: int, entry: FactorEntry, page: OpenVisit) -> None:
    by_photos = entry.filled_by is FilledBy.SOFTWARE
    hints = f"<p><b>{escape(text('factors.hints'))}</b></p>{bullets(map(said, entry.hints))}" if entry.hints else ""
    plain = paragraph(said(entry.plain_title), css_class="pcv-quiet")
    st.html(
        f'<div class="pcv-test"><h4>{number}. {escape(said(entry.title))}</h4>{plain}{hints}'
        f"{more(text('factors.look_for'), bullets(map(said, entry.look_for)))}</div>"
    )
    present = widget("present", entry.factor, page.revision)
    note = widget("factor-note", entry.factor, page.revision)

    def keep() -> None:
        page.write(page.visit.sheet.with_factor(WrittenFactor(factor=entry.factor, present=value_of(present), note=value_of(note).strip())))

    def keep_note() -> None:
        sheet = page.visit.sheet
        page.write(sheet.with_factor(replace(sheet.written_beside(entry.factor), note=value_of(note).strip())))

    st.segmented_control(
        said(entry.question),
        [True, False],
        default=entry.present,
        format_func=lambda yes: text("worksheet.yes" if yes else "worksheet.no"),
        on_change=keep,
        key=present,
    )
    if by_photos:
        st.caption(text("factors.by_photos"))
    st.text_input(text("tests.note"), value=entry.note, max_chars=500, on_change=keep_note, key=note)
