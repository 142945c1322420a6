"""Evidence cards: every measure, finding, pattern, muscle, technique and complaint opens the page of the tables behind its name."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from posture_cv.cards.card import CardKind
from posture_cv.cards.complaints import FIRST, REFER
from posture_cv.cards.lookup import card, titles
from posture_cv.domain.errors import KnowledgeError
from posture_cv.domain.estimates import MeasureName
from posture_cv.domain.messages import message
from posture_cv.ui.components.cards_figure import figure_svg
from posture_cv.ui.markup import bullets, paragraph
from posture_cv.ui.state import visit, widget
from posture_cv.ui.texts import text, words
from posture_cv.ui.theme import palette
from posture_cv.ui.words import said

if TYPE_CHECKING:
    from collections.abc import Iterable

    from posture_cv.cards.card import Card, CardSection
    from posture_cv.domain.knowledge import Knowledge, Reference
    from posture_cv.domain.messages import Message

CardName = tuple[CardKind, str]
"""Kind and key: what opens a card."""


def link(name: CardName, title: Message, knowledge: Knowledge, *, place: str) -> None:
    """A title that opens its card; ``place`` tells it from the same title elsewhere on the page."""
    if st.button(said(title), type="tertiary", icon=":material/menu_book:", key=widget("card", place, *name), help=text("cards.open")):
        visit().card = name
        st.dialog(text("cards.title"), width="medium")(_shown)(knowledge)


def links(names: Iterable[CardName], knowledge: Knowledge, *, place: str) -> None:
    """A row of titles that open their cards, each once."""
    with st.container(horizontal=True, gap="small", key=widget("cards", place)):
        for kind, key in dict.fromkeys(names):
            link((kind, key), titles(knowledge, kind)[key], knowledge, place=place)


def heading(shown: Card) -> None:
    """A card's name, and what the client would call it."""
    plain = paragraph(said(shown.plain_title), css_class="pcv-quiet")
    st.html(f'<div class="pcv-card-head"><h2>{escape(said(shown.title))}</h2>{plain}</div>')


def opening(shown: Card) -> None:
    """What a complaint's card puts before everything else: what to hold back, to rule out and to refer."""
    st.html(f'<div class="pcv-card"><dl>{"".join(map(_section, _opening(shown)))}</dl></div>')


def body(shown: Card, knowledge: Knowledge, *, opened: bool = False) -> None:
    """A card's figure, sections and sources; without what ``opening`` has shown where it was ``opened``."""
    if shown.kind is CardKind.MEASURE:
        alt = text("cards.figure", title=shown.title)
        st.image(figure_svg(knowledge.measure(MeasureName(shown.key)), palette()), alt=alt)
    opening = _opening(shown) if opened else ()
    rows = "".join(_section(section) for section in shown.sections if section not in opening)
    sources = bullets(" ".join(filter(None, (source.citation, source.identifier, _strength(source)))) for source in shown.sources)
    st.html(
        f'<div class="pcv-card"><dl>{rows}</dl>'
        f'<details class="pcv-more"><summary>{escape(text("findings.sources"))} ({len(shown.sources)})</summary>{sources}</details></div>'
    )


def _opening(shown: Card) -> tuple[CardSection, ...]:
    return tuple(section for section in shown.sections if _heading(section) in (*FIRST, REFER))


def _heading(section: CardSection) -> str:
    """The end of its heading's id."""
    return section.title.id.rpartition(".")[2]


def _section(section: CardSection) -> str:
    """A heading and its lines; what comes before everything else stands out."""
    css_class = ' class="pcv-first"' if _heading(section) in FIRST else ""
    return f"<dt{css_class}>{escape(said(section.title))}</dt><dd{css_class}>{_lines(section.said(words()))}</dd>"


def _strength(source: Reference) -> str:
    """What kind of source it is, where the tables say."""
    return "" if source.strength is None else f"[{said(message(f'strength.{source.strength}'))}]"


def _lines(lines: tuple[str, ...]) -> str:
    return escape(lines[0]) if len(lines) == 1 else bullets(lines)


def _shown(knowledge: Knowledge) -> None:
    """The card last asked for, with buttons to the cards it names."""
    kind, key = visit().card or (CardKind.MEASURE, str(knowledge.measures[0].name))
    shown = card(key, knowledge, kind=kind)
    heading(shown)
    body(shown, knowledge)
    if not shown.related:
        return
    st.markdown(f"**{text('cards.related')}**")
    with st.container(horizontal=True, gap="small", key=widget("related")):
        for related in shown.related:
            _related(related, knowledge)


def _related(key: str, knowledge: Knowledge) -> None:
    try:
        other = card(key, knowledge)
    except KnowledgeError:
        return

    def show() -> None:
        visit().card = (other.kind, other.key)

    st.button(said(other.title), type="tertiary", on_click=show, key=widget("related", other.kind, other.key))
