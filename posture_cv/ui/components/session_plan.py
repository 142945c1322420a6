"""A session laid out in minutes, to be changed as the hands find: nothing in it is prescribed."""

from __future__ import annotations

from hashlib import sha256
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from posture_cv.cards.card import CardKind
from posture_cv.domain.messages import message
from posture_cv.domain.session import StepKind, phase_term
from posture_cv.domain.terms import muscle_side_term
from posture_cv.domain.worksheet import LONGEST_MINUTES, SHORTEST_MINUTES, position_term
from posture_cv.ui.components import cards
from posture_cv.ui.components.factors import approach_control
from posture_cv.ui.markup import bullets, definition_list, more, paragraph, tags
from posture_cv.ui.state import value_of, widget
from posture_cv.ui.texts import text
from posture_cv.ui.words import said, told
from posture_cv.worksheet import session_plan as lay_out

if TYPE_CHECKING:
    from posture_cv.domain.knowledge import Knowledge
    from posture_cv.domain.session import SessionPlan, SessionStep
    from posture_cv.domain.therapy import HomeExercise
    from posture_cv.ui.state import OpenVisit
    from posture_cv.visit.sheet import Reasoned

_STEP_MINUTES = 5


def show(reasoned: Reasoned, page: OpenVisit, knowledge: Knowledge) -> None:
    """Length and order to choose, then the steps with their seconds, home care, after-care and when to look again."""
    st.subheader(text("session.title"), anchor=False)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="large"):
        _minutes(page)
        approach_control(page, place="session")
    plan = lay_out(reasoned.assessment.worksheet, reasoned.assessment.muscles, knowledge)
    if plan.needs_clearance:
        st.html(bullets(told(message("screen.because", why=rule.why), rule.action) for rule in plan.needs_clearance))
        st.markdown(text("session.waits"))
        return
    if plan.is_bare and not plan.skipped:
        st.markdown(said(message("session.nothing")))
        _cautions(plan)
        return
    st.caption(text("session.lead", minutes=round(plan.seconds / 60), whole=plan.minutes))
    _cautions(plan)
    _choose_steps(plan, page)
    st.html(f'<ol class="pcv-steps">{"".join(_step(step) for step in plan.steps)}</ol>')
    if plan.left_out:
        st.markdown(text("session.left_out", names=plan.left_out_names))
    techniques = [(CardKind.TECHNIQUE, step.row) for step in plan.steps if step.kind is StepKind.TECHNIQUE]
    cards.links(techniques, knowledge, place="session")
    _afterwards(plan)


def _minutes(page: OpenVisit) -> None:
    key = widget("minutes")

    def keep() -> None:
        page.write(page.visit.sheet.planned(minutes=value_of(key)))

    st.slider(
        text("session.minutes"),
        SHORTEST_MINUTES,
        LONGEST_MINUTES,
        page.visit.sheet.minutes,
        _STEP_MINUTES,
        on_change=keep,
        key=key,
        width=280,
    )


def _cautions(plan: SessionPlan) -> None:
    if plan.cautions:
        st.html(f'<div class="pcv-note"><b>{escape(text("session.cautions"))}</b>{bullets(map(said, plan.cautions))}</div>')


def _choose_steps(plan: SessionPlan, page: OpenVisit) -> None:
    framing = (StepKind.OPENING, StepKind.CLOSING)
    offered = {step.key: step for step in (*plan.steps, *plan.skipped) if step.kind not in framing}
    if not offered:
        return
    names = sorted(offered)
    key = widget("steps", sha256("".join(names).encode()).hexdigest()[:12])

    def keep() -> None:
        page.write(page.visit.sheet.skipping(names, value_of(key)))

    def label(name: str) -> str:
        step = offered[name]
        return said(step.title) if step.name is None else f"{said(step.title)} · {said(step.name)}"

    with st.expander(text("session.choose")):
        kept = [name for name in names if name not in page.visit.sheet.skipped]
        st.pills(
            text("session.steps"), names, selection_mode="multi", default=kept, format_func=label, on_change=keep, key=key, width="stretch"
        )


def _step(step: SessionStep) -> str:
    where = "" if step.position is None else said(position_term(step.position))
    whose = "" if step.name is None else f"{said(step.name)}, {said(muscle_side_term(step.side))}"
    rows = (
        (text("tests.normal"), told(step.normal)),
        (text("session.dose"), told(step.dose)),
        (text("session.caution"), told(*step.all_cautions)),
    )
    keep_out = more(text("tests.keep_out"), bullets(map(said, step.keep_out))) if step.endangerments else ""
    return (
        f'<li class="pcv-step-{step.kind}"><div class="pcv-row"><h4>{escape(said(step.title))}</h4>'
        f"{tags(text('session.seconds', seconds=step.seconds), text(f'step.{step.kind}'), _phase(step), where)}</div>"
        f"{paragraph(whose, css_class='pcv-quiet')}{paragraph(told(step.wording, step.how))}{definition_list(rows)}{keep_out}</li>"
    )


def _phase(step: SessionStep) -> str:
    """What the work is for; nothing where it is none."""
    return "" if step.phase is None else said(phase_term(step.phase))


def _afterwards(plan: SessionPlan) -> None:
    if plan.home_care:
        st.markdown(f"#### {text('session.home')}")
        st.html("".join(_exercise(exercise) for exercise in plan.home_care))
    for title, advice in ((text("session.after"), plan.after_care), (text("session.again"), plan.reassessment)):
        if advice:
            st.markdown(f"#### {title}")
            st.html(bullets(said(row.text) for row in advice))


def _exercise(exercise: HomeExercise) -> str:
    rows = (
        (text("tests.how"), said(exercise.how)),
        (text("session.dose"), said(exercise.dose)),
        (text("session.caution"), said(exercise.caution)),
    )
    return f'<div class="pcv-test"><h4>{escape(text("session.consider", title=exercise.title))}</h4>{definition_list(rows)}</div>'
