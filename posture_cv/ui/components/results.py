"""Findings and what was not measured, in words; every name opens its card."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from posture_cv.cards.card import CardKind
from posture_cv.domain.findings import certainty_term
from posture_cv.domain.judgements import PostureVerdict
from posture_cv.domain.muscles import grade_text
from posture_cv.domain.terms import muscle_side_term, side_term
from posture_cv.domain.views import BodySide
from posture_cv.report.client_page import typical_titles
from posture_cv.ui.components import cards, measure_bars, patterns, worksheet_stop
from posture_cv.ui.markup import bullets, definition_list, paragraph, tags
from posture_cv.ui.state import widget
from posture_cv.ui.texts import text, words
from posture_cv.ui.words import said, side_words, view_words

if TYPE_CHECKING:
    from posture_cv.domain.assessment import Assessment
    from posture_cv.domain.findings import Finding
    from posture_cv.domain.knowledge import Knowledge
    from posture_cv.domain.messages import Message
    from posture_cv.domain.muscles import MuscleHypothesis
    from posture_cv.visit.sheet import Reasoned


def findings(reasoned: Reasoned, knowledge: Knowledge) -> None:
    """Good news first, then what stands out with its bar, patterns, then the muscles to test first."""
    assessment = reasoned.assessment
    for doubt in assessment.doubts:
        st.warning(f"{said(doubt.what)} {said(doubt.remedy)}")
    held_back = assessment.worksheet.held_back_told
    if held_back is not None:
        st.info(said(held_back), icon=":material/person_off:")
        return
    apart = [finding for finding in assessment.findings if finding.is_distinguishable]
    typical = typical_titles(assessment, knowledge)
    open_ = [finding for finding in assessment.findings if finding.borderline or finding.verdict is PostureVerdict.CANNOT_TELL]
    if typical:
        st.html(f'<div class="pcv-good"><h4>{escape(text("findings.good"))}</h4>{bullets(map(said, typical))}</div>')
    st.subheader(text("findings.apart"), anchor=False)
    if not apart:
        st.markdown(text("findings.nothing_apart"))
    for number, finding in enumerate(apart):
        _finding(number, finding, assessment, knowledge)
    if open_:
        st.caption(text("findings.open", titles=tuple(dict.fromkeys(finding.title for finding in open_))))
    patterns.show(assessment.patterns, knowledge, stopped=bool(reasoned.stopping))
    if reasoned.stopping:
        worksheet_stop.in_place()
    else:
        _muscles_first(reasoned, knowledge)


def _muscles_first(reasoned: Reasoned, knowledge: Knowledge) -> None:
    muscles = reasoned.muscles
    if not muscles:
        return
    st.subheader(text("findings.muscles_first"), anchor=False)
    patterns.conflicts(list(dict.fromkeys(muscle.name for muscle in muscles if muscle.conflicts)))
    leading, others = [idea for idea in muscles if idea.leads], [idea for idea in muscles if not idea.leads]
    for number, muscle in enumerate(leading):
        _brief(number, muscle, knowledge)
    if others:
        with st.expander(text("findings.muscles_more", count=len(others))):
            for number, muscle in enumerate(others, len(leading)):
                _brief(number, muscle, knowledge)


def not_measured(assessment: Assessment, knowledge: Knowledge) -> None:
    """What could not be measured, why, and what would make it possible; the same reason is said once."""
    if not assessment.not_measured:
        st.markdown(text("not_measured.none"))
        return
    st.caption(text("not_measured.lead"))
    grouped: dict[tuple[Message, Message], list[str]] = {}
    for missing in assessment.not_measured:
        title = said(knowledge.measure(missing.name).title)
        side = "" if missing.view.is_lateral or missing.side is BodySide.MIDLINE else side_words(missing.side)
        where = ", ".join(words for words in (side, view_words(missing.view)) if words)
        grouped.setdefault((missing.reason, missing.remedy), []).append(f"{title} ({where})")
    for (reason, remedy), titles in grouped.items():
        rows = [(text("not_measured.reason"), said(reason)), (text("not_measured.remedy"), said(remedy))]
        st.html(f'<div class="pcv-test"><h4>{escape("; ".join(dict.fromkeys(titles)))}</h4>{definition_list(rows)}</div>')


def _finding(number: int, finding: Finding, assessment: Assessment, knowledge: Knowledge) -> None:
    side = "" if finding.side is BodySide.MIDLINE else said(side_term(finding.side))
    labels = tags(side, text(f"severity.{finding.severity}"), said(certainty_term(finding.certainty)))
    support = {(rests.measure, rests.side, rests.photo) for rests in finding.support}
    rests_on = [
        measurement for measurement in assessment.measurements if (measurement.name, measurement.side, measurement.photo) in support
    ]
    rows = [measure_bars.row_of(measurement, assessment.judgement(measurement), knowledge, among=rests_on) for measurement in rests_on]
    place = f"finding-{number}"
    with st.container(key=widget("finding", finding.certainty, number), gap="small"):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", gap="small"):
            cards.link((CardKind.DISTORTION, finding.distortion), finding.title, knowledge, place=place)
            st.html(labels, width="content")
        st.html(f'<div class="pcv-finding">{paragraph(said(finding.statement))}</div>')
        if finding.convention is not None:
            st.caption(said(finding.convention))
        if rows:
            measure_bars.bars(rows)
        cards.links([(CardKind.MEASURE, str(rests.measure)) for rests in finding.support], knowledge, place=place)


def _brief(number: int, muscle: MuscleHypothesis, knowledge: Knowledge) -> None:
    wording = [muscle.wording] if muscle.test_positive else [muscle.wording, muscle.confirm_by]
    with st.container(key=widget("brief", number), gap=None):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", gap="small"):
            cards.link((CardKind.MUSCLE, muscle.muscle), muscle.name, knowledge, place=f"brief-{number}")
            st.html(tags(said(muscle_side_term(muscle.side)), text("muscles.grade", grade=grade_text(muscle.grades))), width="content")
        st.html(f'<div class="pcv-muscle">{paragraph(words().field(tuple(wording), ";"))}</div>')
