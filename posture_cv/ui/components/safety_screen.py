"""The safety screen: topic by topic, each question with its yes and no, and one no for what is left of a list that stands there."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from posture_cv.domain.messages import message
from posture_cv.domain.screen import ScreenTopic, Tier
from posture_cv.ui.markup import paragraph
from posture_cv.ui.state import value_of, widget
from posture_cv.ui.texts import text
from posture_cv.ui.words import said
from posture_cv.worksheet import holding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_cv.domain.screen import SafetyQuestion, SafetyRule
    from posture_cv.domain.worksheet import Worksheet
    from posture_cv.ui.state import OpenVisit


def show(sheet: Worksheet, page: OpenVisit) -> None:
    """What the answers ask for, then the questions."""
    st.subheader(text("safety.title"), anchor=False)
    st.caption(text("safety.lead"))
    for rule in holding(sheet):
        _rule(rule, page)
    for topic in ScreenTopic:
        questions = [asked for asked in sheet.safety if asked.topic is topic and asked.is_shown]
        with (
            st.expander(said(message(f"screen.topic.{topic}")), expanded=topic is ScreenTopic.ABOUT),
            st.container(key=widget("safety", topic)),
        ):
            for asked in questions:
                _ask(asked, sheet, page)
            _no_to_the_rest(topic, questions, page)


def _rule(rule: SafetyRule, page: OpenVisit) -> None:
    """What follows from the answers, and a doctor's word where one is asked for."""
    tier = said(message(f"tier.{rule.tier}"))
    st.html(f'<div class="pcv-note"><b>{escape(tier)}: {escape(said(rule.why))}.</b>{paragraph(said(rule.action))}</div>')
    if rule.tier is not Tier.ADVICE:
        return
    key = widget("cleared", rule.key, page.revision)

    def keep() -> None:
        page.write(page.visit.sheet.clearing(rule.key, agreed=value_of(key)))

    st.checkbox(text("safety.cleared"), value=rule.key in page.visit.sheet.cleared, on_change=keep, key=key)


def _ask(asked: SafetyQuestion, sheet: Worksheet, page: OpenVisit) -> None:
    # the age may answer it and take the answer back: a field of its own then, which no answer by hand stands in
    key = widget("ask", asked.key, page.revision, *(["by-age", asked.answer] if asked.by_age else []))

    def keep() -> None:
        page.write(page.visit.sheet.answered(asked.key, value_of(key), sheet.rules))

    st.segmented_control(
        said(asked.question),
        [True, False],
        default=asked.answer,
        format_func=lambda yes: text("worksheet.yes" if yes else "worksheet.no"),
        on_change=keep,
        key=key,
        disabled=asked.by_age,
    )
    if asked.by_age:
        st.caption(said(message("screen.by_age")))
    if asked.answer:
        _said_at_once(asked, sheet)


def _said_at_once(asked: SafetyQuestion, sheet: Worksheet) -> None:
    """What the strictest rule that a yes takes part in asks for, where the yes was given: the top of the page may be out of sight."""
    rule = next((rule for rule in holding(sheet) if asked.key in rule.members), None)
    if rule is None:
        return
    tier, action = said(message(f"tier.{rule.tier}")), said(rule.action)
    if rule.tier.stops:
        st.error(f"**{tier}.** {action}", icon=":material/front_hand:")
    else:
        st.html(f'<div class="pcv-note"><b>{escape(tier)}.</b>{paragraph(action)}</div>')


def _no_to_the_rest(topic: ScreenTopic, questions: Sequence[SafetyQuestion], page: OpenVisit) -> None:
    """One no for what is still open of a list: the button ends the list, so that the list was seen; the record says how it was asked."""
    still_open = [asked.key for asked in questions if asked.answer is None]
    if any(asked.asked_together for asked in questions):
        st.caption(said(message("screen.asked_together")))
    if not still_open:
        return

    def deny() -> None:
        page.write(page.visit.sheet.denied(still_open), elsewhere=True)

    st.button(text("safety.no_to_the_rest"), icon=":material/done_all:", on_click=deny, key=widget("deny", topic))
