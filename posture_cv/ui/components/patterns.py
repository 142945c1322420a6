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
    shown = sorted(
        (pattern for pattern in patterns if pattern.certainty is not Certainty.NOT_DISTINGUISHABLE),
        key=lambda pattern: -pattern.probability,
    )
    if not shown:
        return
    st.subheader(text("patterns.title"), anchor=False)
    for pattern in shown:
        with st.container(key=widget("pattern", pattern.certainty, pattern.pattern), gap="small"):
            cards.link((CardKind.PATTERN, pattern.pattern), pattern.title, knowledge, place="patterns")
            labels = tags(
                said(certainty_term(pattern.certainty)), text("patterns.probability", probability=probability_of(pattern.probability))
            )
            rows = [
                (text("patterns.members"), "; ".join(_known(member) for member in pattern.members if member.probability is not None)),
                (text("patterns.not_assessed"), "; ".join(said(member.title) for member in pattern.not_assessed)),
            ]
            statement = "" if stopped else paragraph(said(pattern.statement))
            st.html(f'<div class="pcv-test">{labels}{statement}{definition_list(rows)}</div>')


def conflicts(names: Sequence[Message]) -> None:
    """Muscles that one finding calls short and another long."""
    if names:
        st.html(f'<div class="pcv-note">{escape(text("patterns.conflicts", names=tuple(names)))}</div>')


def _known(member: PatternMember) -> str:
    return f"{said(member.title)} ({said(probability_of(member.probability or 0.0))})"
