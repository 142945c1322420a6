"""A button that makes a file and hands it over, and what is said where that went wrong."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from posture_cv.domain.errors import PostureError
from posture_cv.ui.components import notices
from posture_cv.ui.state import widget
from posture_cv.ui.texts import text

if TYPE_CHECKING:
    from posture_cv.ui.errand import Mishap, Offer
    from posture_cv.ui.state import OpenVisit


def show(page: OpenVisit, offer: Offer, *, prominent: bool = False, disabled: bool = False) -> PostureError | Mishap | None:
    """The button; returns what went wrong the last time it was pressed."""
    errand = page.errands[offer.name]
    pressed = st.download_button(
        offer.label,
        partial(errand.run, offer.make),
        file_name=offer.file_name,
        mime=offer.mime,
        type="primary" if prominent else "secondary",
        icon=offer.icon,
        disabled=disabled,
        key=widget("download", offer.name),
    )
    return errand.outcome(pressed=pressed)


def say(mishap: PostureError | Mishap | None) -> None:
    """What went wrong, and what to do; nothing where all went well."""
    if isinstance(mishap, PostureError):
        notices.show_error(mishap)
    elif mishap is not None:
        st.error(text(f"report.{mishap.value}"), icon=":material/report:")
