"""What a photo is good for, in one sentence, and what to do about it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from posture_cv.ui.markup import bullets, more
from posture_cv.ui.texts import text
from posture_cv.ui.words import said
from posture_cv.visit.guidance import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_cv.domain.photo import Limitation
    from posture_cv.visit.guidance import PhotoAdvice

ICONS = {
    Verdict.GOOD: ":material/check_circle:",
    Verdict.USABLE: ":material/info:",
    Verdict.RETAKE: ":material/replay:",
}


def show(advice: PhotoAdvice, limitations: Sequence[Limitation] = ()) -> None:
    """The one thing that matters most; whatever else was noticed opens when asked for."""
    others = [f"{said(each.what)} {said(each.remedy)}" for each in limitations if each.what != advice.sentence]
    remedy = "" if advice.remedy is None else said(advice.remedy)
    st.html(
        f'<div class="pcv-advice pcv-advice-{advice.verdict}"><p><strong>{escape(text(f"verdict.{advice.verdict}"))}</strong> '
        f'{escape(said(advice.sentence))} <span class="pcv-quiet">{escape(remedy)}</span></p>'
        f"{more(text('verdict.others', count=len(others)), bullets(others)) if others else ''}</div>"
    )
