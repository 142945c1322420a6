"""The tests in working order, grouped by body position so that the client turns over least, each with what was found."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Any

import streamlit as st

from posture_cv.cards.card import CardKind
from posture_cv.domain.messages import message
from posture_cv.domain.muscles import MuscleState, grade_text
from posture_cv.domain.terms import muscle_side_term
from posture_cv.domain.views import BodySide
from posture_cv.domain.worksheet import Outcome, position_term
from posture_cv.ui.components import cards
from posture_cv.ui.markup import bullets, definition_list, more, paragraph, tags
from posture_cv.ui.state import value_of, widget
from posture_cv.ui.texts import text
from posture_cv.ui.words import said, told
from posture_cv.visit.sheet import key_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from posture_cv.domain.knowledge import Knowledge
    from posture_cv.domain.messages import Message
    from posture_cv.domain.worksheet import Worksheet, WorksheetItem
    from posture_cv.ui.state import OpenVisit
    from posture_cv.visit.sheet import Reasoned

_OUTCOMES = (Outcome.POSITIVE, Outcome.NEGATIVE, Outcome.NOT_TESTED)
_SIDES = (BodySide.LEFT, BodySide.RIGHT, BodySide.MIDLINE)
_MOST_TENDER = 10


def show(page: OpenVisit, reasoned: Reasoned, knowledge: Knowledge) -> None:
    """Every line of the sheet; outcomes change the hypotheses at once."""
    items = reasoned.assessment.worksheet.items
    st.subheader(text("tests.title"), anchor=False)
    _withheld(reasoned.assessment.worksheet)
    if not items:
        if not reasoned.assessment.worksheet.withheld:
            st.markdown(text("tests.none"))
        return
    st.caption(text("tests.lead"))
    suggested = {(idea.muscle, idea.state) for idea in reasoned.assessment.muscles}
    leading, others = [item for item in items if item.leads], [item for item in items if not item.leads]
    if leading:
        done = sum(item.is_begun for item in leading)
        st.progress(done / len(leading), text=text("tests.done", done=done, all=len(leading)))
    _lines(leading, page, knowledge, suggested)
    if others:
        with st.expander(text("tests.on_request", count=len(others))):
            _lines(others, page, knowledge, suggested)


def _lines(items: Iterable[WorksheetItem], page: OpenVisit, knowledge: Knowledge, suggested: Collection[tuple[str, MuscleState]]) -> None:
    """Lines grouped by body position."""
    for position, group in groupby(items, key=lambda item: item.position):
        st.markdown(f"#### {said(position_term(position))}")
        for item in group:
            with st.container(key=widget("test", *key_of(item)), gap="small"):
                _line(item, page, knowledge, still_suggested=(item.muscle, item.state) in suggested)


def _withheld(sheet: Worksheet) -> None:
    """What the safety screen keeps off the sheet, and why."""
    if not sheet.withheld:
        return
    grouped: dict[Message, list[str]] = {}
    for line in sheet.withheld:
        which = message("withheld.which", muscle=line.name, side=muscle_side_term(line.side), test=line.test_title)
        grouped.setdefault(line.told, []).append(said(which))
    parts = "".join(f"<p><b>{escape(said(why))}</b></p>{bullets(lines)}" for why, lines in grouped.items())
    lead = paragraph(said(message("withheld.lead")), css_class="pcv-quiet")
    st.html(f'<div class="pcv-note"><h4>{escape(said(message("withheld.title")))}</h4>{lead}{parts}</div>')


def take_back(page: OpenVisit, item: WorksheetItem) -> None:
    """Call a line's test not tested again; what else was written there stays."""
    _write(page, item, elsewhere=True, outcome=Outcome.NOT_TESTED, outcome_side=None)


def _write(page: OpenVisit, item: WorksheetItem, *, elsewhere: bool = False, **changes: Any) -> None:
    """Keep what was written in some fields of a line."""
    sheet = page.visit.sheet
    page.write(sheet.with_line(replace(sheet.written_on(item), **changes)), elsewhere=elsewhere)


def _line(item: WorksheetItem, page: OpenVisit, knowledge: Knowledge, *, still_suggested: bool) -> None:
    dropped = item.outcome is Outcome.NEGATIVE
    labels = tags(said(item.side_told), text("muscles.grade", grade=grade_text(item.grades)))
    title = f"<s>{escape(said(item.test_title))}</s>" if dropped else escape(said(item.test_title))
    aim = text("tests.shortened" if item.state is MuscleState.LIKELY_SHORTENED else "tests.lengthened")
    st.html(f'<div class="pcv-test"><div class="pcv-row"><h4>{title}</h4>{labels}</div>{paragraph(aim, css_class="pcv-quiet")}</div>')
    cards.link((CardKind.MUSCLE, item.muscle), item.name, knowledge, place=f"test-{item.side}-{item.state}")
    st.html(f'<div class="pcv-test">{_instructions(item)}</div>')
    if not still_suggested:
        st.caption(text("tests.no_longer"))
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        _outcome(item, page)
        if item.asks_side and item.outcome is Outcome.POSITIVE:
            _side(item, page)
        _tenderness(item, page)
        if item.referral:
            _referral(item, page)
    _note(item, page)
    if dropped:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.html(paragraph(text("tests.dropped"), css_class="pcv-quiet"), width="content")
            label = text("tests.undo")
            st.button(
                label,
                icon=":material/undo:",
                type="tertiary",
                key=widget("undo-test", *key_of(item)),
                on_click=lambda: take_back(page, item),
            )


def _instructions(item: WorksheetItem) -> str:
    rows = (
        (text("tests.how"), said(item.how)),
        (text("tests.normal"), said(item.normal)),
        (text("tests.caution"), told(item.caution)),
    )
    further = (
        (text("tests.palpation"), told(*item.palpation)),
        (text("tests.referral"), told(item.referral)),
        (text("tests.nerve"), told(*item.nerves)),
        (text("tests.keep_out"), told(*item.keep_out)),
        (text("tests.reliability"), told(*item.reliability)),
    )
    return definition_list(rows) + more(text("tests.more"), definition_list(further))


def _outcome(item: WorksheetItem, page: OpenVisit) -> None:
    key = _key("outcome", item, page)

    def keep() -> None:
        outcome = value_of(key)
        side = item.outcome_side if outcome is Outcome.POSITIVE else None
        _write(page, item, outcome=outcome, outcome_side=side)

    st.segmented_control(
        text("tests.outcome"),
        _OUTCOMES,
        default=item.outcome,
        required=True,
        format_func=lambda outcome: text(f"outcome.{outcome}"),
        on_change=keep,
        key=key,
    )


def _side(item: WorksheetItem, page: OpenVisit) -> None:
    key = _key("side", item, page)

    def keep() -> None:
        _write(page, item, outcome_side=value_of(key))

    st.segmented_control(
        text("tests.side"), _SIDES, default=item.outcome_side, format_func=lambda side: text(f"tests.side_{side}"), on_change=keep, key=key
    )


def _tenderness(item: WorksheetItem, page: OpenVisit) -> None:
    key = _key("tender", item, page)

    def keep() -> None:
        _write(page, item, tenderness=value_of(key))

    st.number_input(
        text("tests.tenderness"),
        min_value=0,
        max_value=_MOST_TENDER,
        value=item.tenderness,
        step=1,
        placeholder=text("tests.not_noted"),
        width=150,
        on_change=keep,
        key=key,
    )


def _referral(item: WorksheetItem, page: OpenVisit) -> None:
    key = _key("felt", item, page)

    def keep() -> None:
        _write(page, item, referral_felt=value_of(key))

    st.segmented_control(
        text("tests.referral_felt"),
        [True, False],
        default=item.referral_felt,
        format_func=lambda felt: text("worksheet.yes" if felt else "worksheet.no"),
        on_change=keep,
        key=key,
    )


def _note(item: WorksheetItem, page: OpenVisit) -> None:
    key = _key("note", item, page)

    def keep() -> None:
        _write(page, item, note=value_of(key).strip())

    st.text_input(text("tests.note"), value=item.note, max_chars=500, on_change=keep, key=key)


def _key(name: str, item: WorksheetItem, page: OpenVisit) -> str:
    parts: tuple[Any, ...] = key_of(item)
    return widget(name, *parts, page.revision)
