"""A button that makes a file and hands it over, and what is said where that went wrong.

The framework's own button for a file made on demand loses a click now and then: each drawing of the page makes the button's earlier number
void, in the server before in the browser. Here the click is an ordinary one, and the browser is told to fetch the file once it is made.
"""

from __future__ import annotations

from secrets import token_hex
from typing import TYPE_CHECKING

import streamlit as st
from streamlit import runtime

from posture_cv.domain.errors import PostureError
from posture_cv.ui.components import notices
from posture_cv.ui.components.page_script import page_script
from posture_cv.ui.state import widget
from posture_cv.ui.texts import text

if TYPE_CHECKING:
    from posture_cv.ui.offer import Offer
    from posture_cv.ui.state import OpenVisit


def show(offer: Offer, *, prominent: bool = False, disabled: bool = False) -> bool:
    """The button; returns whether it was pressed just now."""
    return st.button(
        offer.label,
        type="primary" if prominent else "secondary",
        icon=offer.icon,
        disabled=disabled,
        key=widget("download", offer.name),
    )


def deliver(page: OpenVisit, offer: Offer) -> None:
    """Make the file and have the browser save it; what went wrong is kept in ``page.mishaps``."""
    page.mishaps.pop(offer.name, None)
    try:
        with st.spinner(text("report.being_made")):
            made = offer.make()
    except PostureError as error:
        # the error itself holds on to all that was in hand when it was raised
        page.mishaps[offer.name] = PostureError(error.what, error.remedy)
    except Exception as error:  # noqa: BLE001 - whatever it was, she is to read that she has no file
        page.mishaps[offer.name] = notices.where_it_broke(error)
    else:
        _hand_over(made if isinstance(made, bytes) else made.encode(), offer)


def say_mishaps(page: OpenVisit, *offers: Offer) -> None:
    """What went wrong the last time each was pressed, and what to do."""
    for mishap in (page.mishaps.get(offer.name) for offer in offers):
        if isinstance(mishap, PostureError):
            notices.show_error(mishap)
        elif mishap is not None:
            st.error(text("report.failed", where=mishap), icon=":material/report:")


def _hand_over(content: bytes, offer: Offer) -> None:
    """Have the browser save it, once: the key is of this press alone."""
    if not runtime.exists():
        return
    press = token_hex(8)
    url = runtime.get_instance().media_file_mgr.add(content, offer.mime, press, file_name=offer.file_name, is_for_static_download=True)
    with st.container(key=f"handed-over-{press}"):
        page_script("hand_over")(key=widget("hand-over", press), data={"url": url, "name": offer.file_name, "press": press})
