"""Stickers found in a photo, offered as points."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from posture_cv.ui import intake
from posture_cv.ui.components.points import point_words
from posture_cv.ui.state import value_of, widget
from posture_cv.ui.texts import text

if TYPE_CHECKING:
    from posture_cv.ui.state import OpenVisit, Point
    from posture_cv.visit import VisitPhoto


def offer(page: OpenVisit, photo: VisitPhoto) -> None:
    """Which of the stickers are to stand for their points; nothing where none was found."""
    offered = {(each.name, each.side): each for each in intake.offers(page, photo)}
    if not offered:
        return
    accepted = {(mark.name, mark.side) for mark in photo.corrections.stickers}
    aim = photo.corrections.aim
    key = widget("stickers", photo.number, photo.digest[:8], aim.view, aim.person, len(accepted) == len(offered))

    def choose() -> None:
        intake.accept_stickers(page, photo.number, value_of(key))

    def accept_all() -> None:
        intake.accept_stickers(page, photo.number, offered)

    def words(point: Point) -> str:
        return text("stickers.one", point=point_words(*point), colour=text(f"colour.{offered[point].colour}"))

    with st.container(key="sticker-offer", gap="small"):
        st.pills(
            text("stickers.found", count=len(offered)),
            list(offered),
            selection_mode="multi",
            default=[point for point in offered if point in accepted],
            format_func=words,
            help=text("stickers.help"),
            on_change=choose,
            key=key,
        )
        if accepted != set(offered):
            st.button(text("stickers.all"), icon=":material/done_all:", on_click=accept_all, key=widget("stickers-all", photo.number))
