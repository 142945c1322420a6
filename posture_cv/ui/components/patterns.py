"""Posture patterns: findings that go together, how probable that is, and what nobody has looked at."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from posture_cv.cards.card import CardKind
from posture_cv.domain.findings import Certainty, certainty_term
from posture_cv.domain.messages import probability_of
from posture_cv.ui.components import cards
from posture_cv.ui.markup import definition_list, paragraph, tags
from posture_cv.ui.state import widget
from posture_cv.ui.texts import text
from posture_cv.ui.words import said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_cv.domain.findings import PatternMember, PosturePattern
    from posture_cv.domain.knowledge import Knowledge
    from posture_cv.domain.messages import Message


def show(patterns: Sequence[PosturePattern], knowledge: Knowledge, *, stopped: bool) -> None:
    """Patterns at least possible; where the safety screen stops the visit, without the muscles they suggest."""
    seen = sorted((one for one in patterns if one.certainty is not Certainty.NOT_DISTINGUISHABLE), key=lambda one: -one.probability)
    if not seen:
        return
    st.subheader(text("patterns.title"), anchor=False)
    for one in seen:
        with st.container(key=widget("pattern", one.certainty, one.pattern), gap="small"):
            cards.link((CardKind.PATTERN, one.pattern), one.title, knowledge, place="patterns")
            labels = tags(said(certainty_term(one.certainty)), text("patterns.probability", probability=probability_of(one.probability)))
            rows = [
                (text("patterns.members"), "; ".join(_known(member) for member in one.members if member.probability is not None)),
                (text("patterns.not_assessed"), "; ".join(said(member.title) for member in one.not_assessed)),
            ]
            statement = "" if stopped else paragraph(said(one.statement))
            st.html(f'<div class="pcv-test">{labels}{statement}{definition_list(rows)}</div>')


def conflicts(names: Sequence[Message]) -> None:
    """Muscles that one finding calls short and another long."""
    if names:
        st.html(f'<div class="pcv-note">{escape(text("patterns.conflicts", names=tuple(names)))}</div>')


def _known(member: PatternMember) -> str:
    return f"{said(member.title)} ({said(probability_of(member.probability or 0.0))})"
