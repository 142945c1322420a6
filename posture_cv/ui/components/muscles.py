"""The Muscles tab: the map, the list, and beside them the card of the muscle chosen."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from posture_cv.cards.card import CardKind
from posture_cv.cards.lookup import card
from posture_cv.domain.muscles import grade_text
from posture_cv.domain.terms import muscle_side_term
from posture_cv.ui.components import bodymap, cards, worksheet_stop
from posture_cv.ui.components.worksheet_tests import take_back
from posture_cv.ui.markup import definition_list, paragraph, tags
from posture_cv.ui.state import value_of, widget
from posture_cv.ui.texts import text
from posture_cv.ui.words import said
from posture_cv.worksheet.outcomes import item_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_cv.domain.knowledge import Knowledge
    from posture_cv.domain.muscles import MuscleHypothesis
    from posture_cv.ui.state import OpenVisit
    from posture_cv.visit.sheet import Reasoned


def show(page: OpenVisit, reasoned: Reasoned, knowledge: Knowledge) -> None:
    """Map and list on the left, the chosen muscle's card on the right; the stop page where the safety screen says so."""
    if reasoned.stopping:
        worksheet_stop.in_place()
        return
    held_back = reasoned.assessment.worksheet.held_back_told
    if held_back is not None:
        st.info(said(held_back), icon=":material/person_off:")
    elif not reasoned.assessment.muscles:
        st.markdown(text("muscles.none"))
    else:
        st.caption(text("muscles.how_to_read"))
    selected = _selected(page, reasoned.muscles, knowledge)
    left, right = st.columns([1, 1], gap="medium")
    with left, st.container(key="map-pane"):
        view = bodymap.view_control(page, selected, place="muscles")
        title = text("bodymap.title")
        choose = page.point_at
        bodymap.show(reasoned.muscles, selected=selected, view=view, key="bodymap", title=title, on_choice=choose)
        bodymap.legend(reasoned.muscles)
    with right:
        _chooser(page, reasoned.muscles, selected, knowledge)
        _chosen_card(selected, reasoned.muscles, knowledge)
    _dropped(page, reasoned)
    with st.expander(text("muscles.grades"), icon=":material/info:"):
        st.markdown(text("muscles.grades_words"))


def undo_button(page: OpenVisit, dropped: MuscleHypothesis, reasoned: Reasoned) -> None:
    """Take back the test that dropped an idea."""
    item = item_of(dropped, reasoned.assessment.worksheet.items)
    if item is not None:
        key = widget("undo", dropped.muscle, dropped.side, dropped.state)
        label = text("muscles.undo", name=dropped.name)
        st.button(label, icon=":material/undo:", type="tertiary", key=key, on_click=lambda: take_back(page, item))


def _selected(page: OpenVisit, muscles: Sequence[MuscleHypothesis], knowledge: Knowledge) -> str:
    first = muscles[0].muscle if muscles else knowledge.muscles[0].key
    return page.muscle or first


def _chooser(page: OpenVisit, muscles: tuple[MuscleHypothesis, ...], selected: str, knowledge: Knowledge) -> None:
    """The same choice by name, the suggested muscles first. The labels stay: Streamlit knows an option by its label."""
    titles = {row.key: said(row.name) for row in knowledge.muscles}
    keys = list(dict.fromkeys([*(idea.muscle for idea in muscles), *sorted(titles, key=titles.__getitem__)]))
    key = widget("muscle", page.revision)

    def keep() -> None:
        page.muscle = value_of(key)

    st.selectbox(text("bodymap.choose"), keys, index=keys.index(selected), format_func=titles.__getitem__, on_change=keep, key=key)


def _chosen_card(selected: str, muscles: Sequence[MuscleHypothesis], knowledge: Knowledge) -> None:
    shown = card(selected, knowledge, kind=CardKind.MUSCLE)
    ideas = [idea for idea in muscles if idea.muscle == selected]
    markup = "".join(map(_idea, ideas)) or paragraph(text("muscles.not_suggested"), css_class="pcv-quiet")
    cards.heading(shown)
    st.html(markup)
    if ideas:
        reasons = [(CardKind.DISTORTION, key) for idea in ideas for key in idea.because]
        reasons += [(CardKind.CONDITION, idea.named.condition) for idea in ideas if idea.named is not None]
        cards.links(reasons, knowledge, place="because")
    with st.container(key="side-card"):
        cards.body(shown, knowledge)


def _idea(muscle: MuscleHypothesis) -> str:
    """Why a muscle is on the list, and the test that decides."""
    rows = (
        (text("muscles.because"), ", ".join(map(said, muscle.reasons_told))),
        (text("muscles.confirm"), "" if muscle.test_positive else said(muscle.confirm_by)),
        (text("muscles.conflict"), text("muscles.conflict_words") if muscle.conflicts else ""),
    )
    rank = text("muscles.rank", rank=muscle.rank)
    labels = tags(rank, said(muscle_side_term(muscle.side)), text("muscles.grade", grade=grade_text(muscle.grades)))
    return f'<div class="pcv-muscle">{labels}{paragraph(said(muscle.wording))}{definition_list(rows)}</div>'


def _dropped(page: OpenVisit, reasoned: Reasoned) -> None:
    if not reasoned.dropped:
        return
    st.subheader(text("muscles.dropped"), anchor=False)
    for idea in reasoned.dropped:
        with st.container(horizontal=True, vertical_alignment="center", key=widget("dropped", idea.muscle, idea.side, idea.state)):
            side = said(muscle_side_term(idea.side))
            st.html(f"<s>{escape(f'{said(idea.name)}, {side}')}</s>", width="content")
            undo_button(page, idea, reasoned)
