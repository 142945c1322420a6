"""Learn: how to photograph, the card of every measure, muscle, complaint and technique, the story of the therapy, intervals."""

import streamlit as st

from posture_cv.capture.protocols import protocols
from posture_cv.cards.card import CardKind
from posture_cv.cards.lookup import card
from posture_cv.domain.errors import PostureError
from posture_cv.domain.knowledge import Knowledge
from posture_cv.domain.regions import Region
from posture_cv.ui import engine, state
from posture_cv.ui.components import bodymap, cards, notices, set_up
from posture_cv.ui.markup import definition_list, paragraph
from posture_cv.ui.texts import text
from posture_cv.ui.words import said

_STEPS = ("camera", "distance", "height", "clothing", "stance", "gaze", "arms", "breath", "views", "repeat")
_TABS = ("photograph", "measures", "muscles", "conditions", "techniques", "nmt", "reading")


def protocol() -> None:
    """How to photograph, in the order it is done."""
    st.html(paragraph(text("protocol.lead"), css_class="pcv-lead"))
    st.html(set_up.picture(protocols()[0].steps[0]))
    rows = [(text(f"protocol.{step}"), text(f"protocol.{step}_words")) for step in _STEPS]
    st.html(f'<div class="pcv-card">{definition_list(rows)}</div>')


def measures(knowledge: Knowledge) -> None:
    """Every measure by region."""
    st.caption(text("learn.measures_lead"))
    for region in Region:
        st.subheader(text(f"region.{region}"), anchor=False)
        for row in knowledge.measures_of(region):
            _card(CardKind.MEASURE, str(row.name), knowledge)


def muscles(page: state.OpenVisit, knowledge: Knowledge) -> None:
    """The whole body to point at, and the card of the muscle chosen."""
    st.caption(text("learn.muscles_lead"))
    selected = page.muscle or knowledge.muscles[0].key
    names = {row.key: said(row.name) for row in knowledge.muscles}
    keys = sorted(names, key=names.__getitem__)
    key = state.widget("learn-muscle", page.revision)

    def keep() -> None:
        page.muscle = state.value_of(key)

    left, right = st.columns([6, 5], gap="large")
    with left, st.container(key="map-pane"):
        view = bodymap.view_control(page, selected, place="learn")
        title = text("bodymap.all")
        bodymap.show((), selected=selected, view=view, key="atlas", title=title, on_choice=page.point_at)
    with right:
        st.selectbox(text("bodymap.choose"), keys, index=keys.index(selected), format_func=names.__getitem__, on_change=keep, key=key)
        shown = card(selected, knowledge, kind=CardKind.MUSCLE)
        cards.heading(shown)
        with st.container(key="side-card"):
            cards.body(shown, knowledge)


def conditions(knowledge: Knowledge) -> None:
    """The card of the complaint chosen; each muscle and technique it names opens its own."""
    st.caption(text("learn.conditions_lead"))
    names = {row.key: said(row.title) for row in knowledge.conditions}
    key = st.selectbox(text("learn.choose_condition"), names, format_func=names.__getitem__, key=state.widget("learn-condition"))
    shown = card(key, knowledge, kind=CardKind.CONDITION)
    cards.heading(shown)
    cards.opening(shown)
    row = next(each for each in knowledge.conditions if each.key == key)
    muscles = [(CardKind.MUSCLE, muscle) for muscle in knowledge.muscles_with(key)]
    cards.links([*muscles, *((CardKind.TECHNIQUE, technique) for technique in row.techniques)], knowledge, place="condition")
    cards.body(shown, knowledge, opened=True)


def techniques(knowledge: Knowledge) -> None:
    """Every technique with its dose, its evidence and what ends it."""
    st.caption(text("learn.techniques_lead"))
    for row in knowledge.techniques:
        _card(CardKind.TECHNIQUE, row.key, knowledge)


def therapy(knowledge: Knowledge) -> None:
    """The story of neuromuscular therapy, whole."""
    shown = card(knowledge.chapters[0].key, knowledge, kind=CardKind.CHAPTER)
    cards.heading(shown)
    cards.body(shown, knowledge)


def _card(kind: CardKind, key: str, knowledge: Knowledge) -> None:
    shown = card(key, knowledge, kind=kind)
    with st.expander(f"**{said(shown.title)}** · {said(shown.plain_title)}"):
        cards.body(shown, knowledge)


st.title(text("learn.title"), anchor=False)
tabs = dict(zip(_TABS, st.tabs([text(f"learn.{name}") for name in _TABS], key=state.widget("learn-tabs")), strict=True))
with tabs["photograph"]:
    protocol()
try:
    tables = engine.assessor().instruments.knowledge
except PostureError as error:
    notices.show_error(error)
else:
    with tabs["measures"]:
        measures(tables)
    with tabs["muscles"]:
        muscles(state.visit(), tables)
    with tabs["conditions"]:
        conditions(tables)
    with tabs["techniques"]:
        techniques(tables)
    with tabs["nmt"]:
        therapy(tables)
with tabs["reading"]:
    st.markdown(text("learn.reading_words"))
