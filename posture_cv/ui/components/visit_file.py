"""A visit kept in a file of hers, and opened again: only when she asks for it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from posture_cv.codecs.keys import SHORTEST_PASSPHRASE
from posture_cv.domain.errors import PostureError
from posture_cv.ui.components import file_button, notices
from posture_cv.ui.offer import Offer
from posture_cv.ui.state import taken, value_of, widget
from posture_cv.ui.texts import text

if TYPE_CHECKING:
    from posture_cv.ui.state import OpenVisit

ENDING = "visit"
LARGEST_MB = 400
"""Twelve photos of 12 megapixels take about 220."""


def save(page: OpenVisit, day: str) -> None:
    """Passphrase twice, then the button; the file is made when it is pressed."""
    with st.expander(text("visit_file.save"), icon=":material/lock:"):
        st.markdown(text("visit_file.save_words"))
        with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
            first, again = (
                st.text_input(
                    text(f"visit_file.{name}"),
                    type="password",
                    autocomplete="new-password",
                    help=text("visit_file.passphrase_help", letters=SHORTEST_PASSPHRASE) if name == "passphrase" else None,
                    width=300,
                    key=widget("visit-save", name, page.inbox),
                )
                for name in ("passphrase", "again")
            )
        if first and len(first) < SHORTEST_PASSPHRASE:
            st.caption(text("visit_file.short", letters=SHORTEST_PASSPHRASE))
        elif first and again and first != again:
            st.caption(text("visit_file.differ"))

        page.sealed = Offer(
            name="visit",
            label=text("visit_file.download"),
            make=partial(_sealed, page, first),
            file_name=f"posture_{day}.{ENDING}",
            mime="application/octet-stream",
            icon=":material/save:",
        )
        _button(page, disabled=len(first) < SHORTEST_PASSPHRASE or first != again)


@st.fragment
def _button(page: OpenVisit, *, disabled: bool) -> None:
    """Given the visit alone, which forgets its files in time."""
    if page.sealed is None:
        return
    if file_button.show(page.sealed, disabled=disabled):
        file_button.deliver(page, page.sealed)
    file_button.say_mishaps(page, page.sealed)


def _sealed(page: OpenVisit, passphrase: str) -> bytes:
    from posture_cv.wiring.visits import visit_file

    return visit_file(page.visit, page.album, passphrase=passphrase)


def open_one(page: OpenVisit) -> None:
    """Choose a file, type its passphrase, and go on with the visit in it."""
    file_key, passphrase_key = widget("visit-file", page.inbox), widget("visit-open", page.inbox)

    def opened() -> None:
        from posture_cv.wiring.visits import read_visit_file

        file = value_of(file_key)
        if file is None:
            return
        try:
            opened_visit = read_visit_file(file.getvalue(), passphrase=value_of(passphrase_key))
        except PostureError as error:
            # the error itself holds on to the file and the passphrase
            page.refused = PostureError(error.what, error.remedy)
            return
        taken(file)
        page.go_on_with(*opened_visit)

    with st.expander(text("visit_file.open"), icon=":material/lock_open:", expanded=page.refused is not None):
        st.caption(text("visit_file.open_words"))
        file = st.file_uploader(text("visit_file.choose"), type=(ENDING, "json"), max_upload_size=LARGEST_MB, key=file_key)
        st.text_input(text("visit_file.passphrase"), type="password", autocomplete="current-password", width=300, key=passphrase_key)
        st.button(text("visit_file.go_on"), on_click=opened, disabled=file is None, key=widget("visit-go-on", page.inbox))
        if page.refused is not None:
            notices.show_error(page.refused)
            page.refused = None
