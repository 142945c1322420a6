"""Findings, muscles and what was not measured, in words."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from posture_cv.codecs.wording import certainty_words, grade_words, muscle_side_words, side_words, state_words, view_words
from posture_cv.ui.components import measure_bars
from posture_cv.ui.components.markup import bullets, definition_list, more, paragraph, tags
from posture_cv.ui.state import widget
from posture_cv.ui.texts import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from posture_cv.codecs.assessment import Assessment
    from posture_cv.domain.findings import Finding
    from posture_cv.domain.knowledge import Knowledge
    from posture_cv.domain.muscles import MuscleHypothesis

_FIRST_MUSCLES = 5


def findings(assessment: Assessment, knowledge: Knowledge) -> None:
    """Good news first, then what stands out with its bar, then the muscles to test first."""
    apart = [finding for finding in assessment.findings if finding.is_distinguishable]
    typical = list(dict.fromkeys(finding.title for finding in assessment.findings if not finding.is_distinguishable))
    if typical:
        st.html(f'<div class="pcv-good"><h4>{escape(text("findings.good"))}</h4>{bullets(typical)}</div>')
    st.subheader(text("findings.apart"), anchor=False)
    if not apart:
        st.markdown(text("findings.nothing_apart"))
    for number, finding in enumerate(apart):
        _finding(number, finding, assessment, knowledge)
    if assessment.muscles:
        st.subheader(text("findings.muscles_first"), anchor=False)
        st.html("".join(_brief(muscle) for muscle in assessment.muscles[:_FIRST_MUSCLES]))
        left = len(assessment.muscles) - _FIRST_MUSCLES
        if left > 0:
            st.caption(text("findings.muscles_more", count=left))


def muscles(assessment: Assessment, knowledge: Knowledge) -> None:
    """Every hypothesis with its grade, why it is on the list, and the test that confirms or drops it."""
    if not assessment.muscles:
        st.markdown(text("muscles.none"))
        return
    st.caption(text("muscles.how_to_read"))
    titles = {row.key: row.title for row in knowledge.distortions}
    st.html("".join(_muscle(muscle, titles, knowledge) for muscle in assessment.muscles))
    with st.expander(text("muscles.grades"), icon=":material/info:"):
        st.markdown(text("muscles.grades_words"))


def not_measured(assessment: Assessment, knowledge: Knowledge) -> None:
    """What could not be measured, why, and what would make it possible; the same reason is said once."""
    if not assessment.not_measured:
        st.markdown(text("not_measured.none"))
        return
    st.caption(text("not_measured.lead"))
    grouped: dict[tuple[str, str], list[str]] = {}
    for missing in assessment.not_measured:
        title = knowledge.measure(missing.name).title
        side = "" if missing.view.is_lateral else side_words(missing.side)
        where = ", ".join(words for words in (side, view_words(missing.view)) if words)
        grouped.setdefault((missing.reason, missing.remedy), []).append(f"{title} ({where})")
    for (reason, remedy), titles in grouped.items():
        rows = [(text("not_measured.reason"), reason), (text("not_measured.remedy"), remedy)]
        st.html(f'<div class="pcv-test"><h4>{escape("; ".join(dict.fromkeys(titles)))}</h4>{definition_list(rows)}</div>')


def citations(keys: Iterable[str], knowledge: Knowledge) -> str:
    """References behind a statement, as markup."""
    known = {reference.key: reference for reference in knowledge.references}
    return bullets(f"{known[key].citation} {known[key].identifier}".strip() for key in keys if key in known)


def _finding(number: int, finding: Finding, assessment: Assessment, knowledge: Knowledge) -> None:
    labels = tags(side_words(finding.side), text(f"severity.{finding.severity}"), certainty_words(finding.certainty))
    support = {(rests.measure, rests.side, rests.photo) for rests in finding.support}
    rests_on = [
        measurement for measurement in assessment.measurements if (measurement.name, measurement.side, measurement.photo) in support
    ]
    rows = [
        measure_bars.row_of(measurement, knowledge, assessment.photos[measurement.photo].position, among=rests_on)
        for measurement in rests_on
    ]
    with st.container(key=widget("finding", finding.certainty, number), gap="small"):
        st.html(
            f'<div class="pcv-finding"><div class="pcv-row"><h4>{escape(finding.title)}</h4>{labels}</div>'
            f"{paragraph(finding.statement)}{more(text('findings.sources'), citations(finding.references, knowledge))}</div>"
        )
        if rows:
            measure_bars.bars(rows)


def _brief(muscle: MuscleHypothesis) -> str:
    return (
        f'<div class="pcv-muscle"><div class="pcv-row"><h4>{escape(muscle.name)}</h4>{tags(muscle_side_words(muscle.side))}</div>'
        f"{paragraph(state_words(muscle.state, muscle.confidence) + (f' ({muscle.confirm_by})' if muscle.confirm_by else ''))}</div>"
    )


def _muscle(muscle: MuscleHypothesis, titles: dict[str, str], knowledge: Knowledge) -> str:
    rows: Sequence[tuple[str, str]] = (
        (text("muscles.because"), ", ".join(titles.get(key, key) for key in muscle.because)),
        (text("muscles.confirm"), muscle.confirm_by),
        (text("muscles.conflict"), text("muscles.conflict_words") if muscle.conflicts else ""),
    )
    evidence = paragraph(muscle.evidence) + citations(muscle.references, knowledge)
    labels = tags(muscle_side_words(muscle.side), text("muscles.grade", grade=grade_words(muscle.grades)))
    return (
        f'<div class="pcv-muscle"><div class="pcv-row"><h4>{escape(muscle.name)}</h4>{labels}</div>'
        f"{paragraph(muscle.plain_name, css_class='pcv-quiet pcv-small')}{paragraph(state_words(muscle.state, muscle.confidence))}"
        f"{definition_list(rows)}{more(text('muscles.evidence'), evidence)}</div>"
    )
